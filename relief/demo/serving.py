"""A demo that goes on: its data served on a clock that runs from where it stopped, on this machine only."""

import socket
from dataclasses import replace
from pathlib import Path

from relief.bootstrap import Service, build
from relief.clock import RunningClock
from relief.demo.left import Left, found, leave
from relief.demo.staff import Waiting
from relief.logs import configure
from relief.settings import Settings
from relief.staged import Shown, officers_shown
from relief.tools.output import Output
from relief.tools.serve import serve
from relief.words.dictionary import of
from relief.words.sentences import say, titles

HERE = "127.0.0.1"
NAMES = f"{HERE},localhost"
"""How a browser may call this machine: a page elsewhere that leads here is answered nothing."""


def settings_of(place: Path) -> Settings:
    """The settings of a demo whose data lie in a folder."""
    return Settings(
        database=f"sqlite:///{place / 'relief.db'}",
        master_key=place / "relief.key",
        token_key=place / "relief-tokens.key",
        development=True,
        log_level="WARNING",
    )


def go_on(place: Path, wanted: int, output: Output) -> int:
    """Serve until told to stop; then the clock stands where it was. Returns 0.

    Raises ``WrongWords`` for a folder that no demo left.
    """
    left = found(place)
    chosen = replace(settings_of(place), host=HERE, port=port(wanted), hosts=NAMES)
    configure(chosen.log_level, people=True)
    service = staged(chosen, left)
    try:
        told(service, output)
        serve(service)
    except KeyboardInterrupt:
        output.line(say("demo.stopped", place=place))
    finally:
        leave(place, replace(left, at=service.clock.now()))
        service.close()
    return 0


def staged(settings: Settings, left: Left) -> Service:
    """The service of a demo, in which anybody may be one of its officers."""
    service = build(settings, RunningClock(left.at))
    service.sign_in.stage(left.officers)
    return service


def port(wanted: int) -> int:
    """The port wanted, or any that is free where somebody has it."""
    for one in (wanted, 0):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HERE, one))
            except OSError:
                continue
            return int(tried.getsockname()[1])
    return wanted


def told(service: Service, output: Output) -> None:
    """Where it is, what time it is there, and whom one may be."""
    chosen, now = service.settings, service.clock.now()
    output.line()
    output.line(say("demo.running", now=f"{now:%Y-%m-%d %H:%M}"))
    output.line(f"  http://{chosen.host}:{chosen.port}/")
    rows = [line(service, one) for one in officers_shown(service)]
    output.table(titles("demo.officers-head"), rows)


def line(service: Service, one: Shown) -> tuple[str, ...]:
    """An officer, with how much waits for them."""
    waits = Waiting(service).of(one.post, one.division)
    return one.name, of(one.post), one.place, one.officer, str(waits or "")

"""The command line. Exit codes: 0 done, 1 refused or failed, 2 wrong words, 3 not found, 4 not whole."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from adapters.collector import resting
from relief import auditing
from relief.options import parser
from relief.settings import Settings, WrongSetting
from relief.terminal import complain, ready, unwritten
from relief.usage import WrongWords, tell
from relief.words.sayings import cannot
from relief.words.sentences import say

if TYPE_CHECKING:
    from relief.bootstrap import Service
    from relief.tools.calendar import Shipped
    from relief.tools.known import Known
    from relief.tools.output import Output


def main(words: Sequence[str] | None = None) -> int:
    """Run one tool; its exit code. What it said is out, or why not was told."""
    ready()
    try:
        code, error = done(words), unwritten()
    except SystemExit as told:
        code, error = told.code if isinstance(told.code, int) else 1, unwritten()
        if error is None:
            raise
    if error is None or isinstance(error, BrokenPipeError):
        return code
    if code == 0:
        complain(say("cli.not-written", why=cannot(error)))
    return code or 1


def done(words: Sequence[str] | None) -> int:
    """What a tool came to: its exit code."""
    asked = parser().parse_args(words)
    try:
        settings = Settings.read()
    except WrongSetting as error:
        complain(say("cli.settings-wrong", error=error))
        return 2
    try:
        return run(asked, settings)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except WrongWords as wrong:
        tell(asked, wrong)
        return 2
    except Exception as error:
        return explained(asked.tool, error)


def run(asked: argparse.Namespace, settings: Settings) -> int:
    """Hand the words to the tool. Imports are late, here and below: a tool pays for itself only."""
    from relief.tools.output import Output

    output = Output(json=asked.json)
    if asked.tool in LIGHT and not (asked.tool == "limits" and asked.case):
        with resting():
            return LIGHT[asked.tool](asked, settings, output)
    from relief.logs import configure

    configure(settings.log_level, people=asked.tool not in LOGGED or asked.for_people)
    from relief.tools.judged import judge

    judge(asked, settings)
    if asked.tool in ALONE and (asked.tool != "audit" or asked.act == "verifier"):
        return ALONE[asked.tool](asked, settings, output)
    from relief.tools.opened import opened

    service = opened(asked, settings)
    try:
        return SERVED[asked.tool](asked, service, output)
    finally:
        service.close()


def explained(tool: str, error: Exception) -> int:
    """Say why a tool could not begin; its exit code. Raises what nobody foresaw."""
    from relief.keys.trouble import trouble
    from relief.tools.opened import CODES, broken, code
    from relief.words.sayings import reason

    for kind, (before, _) in CODES.items():
        if isinstance(error, kind):
            complain(f"{before}{reason(error)}")
            return code(tool, kind)
    if isinstance(error, UnicodeError):
        complain(say("cli.not-text", why=reason(error)))
        return 2
    if isinstance(error, OSError):
        where = error.filename
        why = cannot(error)
        told = say("cli.file-not-used", path=where, why=why) if where else None
        complain(told or say("cli.not-written", why=why))
        return 1
    if broken(error):
        complain(say("opened.broken", why=trouble(error)))
        return 1
    raise error


def demo(asked: argparse.Namespace, settings: Settings, output: "Output") -> int:
    """``relief demo``: on a database of its own; ``--serve``: on one that it left."""
    if asked.serve is not None:
        from relief.demo.serving import go_on

        return go_on(asked.serve, settings.port, output)
    from relief.demo.run import Wanted, demo

    chosen = (asked.cases, asked.seed, asked.folder)
    return demo(Wanted(*chosen, asked.to_the_end, asked.keep_open, settings.port), output)


def install(asked: argparse.Namespace, settings: Settings, output: "Output") -> int:
    """``relief install``: as the owner of the database, once and after each upgrade."""
    from adapters.access.log import install_access
    from adapters.identity.door import install_door
    from adapters.proof.schema import install_proof
    from adapters.store.engines import is_sqlite
    from adapters.store.factory import install_store
    from relief.left import none_lost
    from relief.tools.judged import placed

    placed(settings.database)
    none_lost(settings)
    install_store(settings.database, asked.app_role)
    install_access(settings.database, asked.app_role)
    install_door(settings.database, asked.app_role)
    install_proof(settings.database, asked.app_role)
    output.line(say("cli.installed"))
    if asked.app_role and is_sqlite(settings.database):
        output.line(say("cli.no-roles"))
    return 0


def follow(asked: argparse.Namespace, settings: Settings, _: "Output") -> int:
    """``relief follow``: the ledgers alone, without any key.

    ``--attached EDITION POSITION``, by ``relief serve``: the law as that process reads it, and an
    end with it. ``--for-people``, by ``relief demo``: its log is read by whoever sits before that.
    """
    from relief.keeper import keeper
    from relief.tools.follow import run

    wanted, at = asked.attached or ("", None)
    keeping = keeper(settings, None if at is None else int(at), wanted)
    try:
        return run(keeping, asked.attached is not None)
    finally:
        keeping.close()


def law(asked: argparse.Namespace, settings: Settings, output: "Output") -> int:
    """``relief law``: the law alone; a history is asked only which files laid beside it wait."""
    from relief.tools.lawtool import answered

    return answered(asked, settings, output)


def calendar(asked: argparse.Namespace, settings: Settings, output: "Output") -> int:
    """``relief calendar``: a history is asked where one stands, or where one was chosen."""
    from relief.tools.calendar import calendar, none_stands, shipped

    if none_stands(settings):
        return calendar(shipped(settings), asked.start, asked.span, output)
    from relief.tools.known import glanced

    known: Known | Shipped | None = glanced(settings)
    if known is None:
        from relief.tools.recorded import recorded

        known = recorded(settings)
    try:
        return calendar(known, asked.start, asked.span, output)
    finally:
        known.close()


def serve(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief serve``."""
    from relief.tools.serve import serve

    return serve(service)


def replay(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief replay``."""
    from domain.ground.access import Why
    from relief.tools.replay import replay
    from relief.tools.states import replay_all

    why = None if asked.reveal is None else Why(asked.reveal)
    return replay_all(service, output) if asked.all else replay(service, asked.case, why, output)


def keys(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief keys``."""
    from relief.tools import keys as tools

    match asked.act:
        case "rotate":
            return tools.rotate(service, asked.officer, output)
        case "retire":
            return tools.retire(service, asked.id, asked.officer, output)
        case "show":
            return tools.show(service, output)
        case _:
            return tools.scrub(service, output)


def access(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief access``."""
    from relief.tools.access import access

    return access(service, asked.case, asked.person, asked.officer, asked.limit, output)


def rebuild(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief rebuild``."""
    from relief.tools.rebuild import rebuild

    return rebuild(service, output)


def verify(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief verify``."""
    from relief.tools.holding import Way
    from relief.tools.verify import verify

    return verify(service, output, Way(asked.processes, asked.resume))


def document(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief document``."""
    from domain.ground.terms import DocumentFormat
    from relief.tools.document import Wanted, document

    wanted = Wanted(asked.kind, DocumentFormat(asked.format), asked.number, asked.out, asked.check)
    return document(service, asked.case, wanted, output)


def limits(asked: argparse.Namespace, settings: Settings, output: "Output") -> int:
    """``relief limits``: the law's own, without a history."""
    from relief.clock import SystemClock
    from relief.installation import law_of
    from relief.tools.limits import in_force

    return in_force(law_of(settings), SystemClock().now().date(), output)


def limits_of_case(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief limits CASE``."""
    from relief.tools.case_limits import of_case

    return of_case(service, asked.case, output)


def sweep(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief sweep``."""
    from relief.tools.small import sweep

    return sweep(service, output)


def files(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief files``."""
    from relief.tools.files import files

    return files(service, asked.remove, output)


def officers(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief officers``."""
    from relief.tools.officers import officers

    return officers(asked, service, output)


def notice(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief notice``."""
    from relief.tools.notice import notice

    return notice(service, asked.file, asked.officer, asked.shown, output)


def divisions(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief divisions``."""
    from relief.tools.divisions import divisions

    return divisions(service, asked.file, asked.officer, output)


def token(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief token``: judged before a service was made for it."""
    from relief.tools.judged import tokened
    from relief.tools.small import token

    return token(service, tokened(asked, service.settings), asked.hours, output)


LIGHT: "Mapping[str, Callable[[argparse.Namespace, Settings, Output], int]]" = {
    "calendar": calendar,
    "law": law,
    "limits": limits,
}
"""Tools of the law: they keep no log and answer at once. ``limits`` is none where a case is named."""

LOGGED = frozenset({"serve", "follow"})
"""Tools whose log a machine reads, unless somebody sits before it; what others say is for people."""

ALONE: "Mapping[str, Callable[[argparse.Namespace, Settings, Output], int]]" = {
    "demo": demo,
    "follow": follow,
    "install": install,
    **auditing.ALONE,
}
"""Tools that need no service of this installation."""

SERVED: "Mapping[str, Callable[[argparse.Namespace, Service, Output], int]]" = {
    "serve": serve,
    "replay": replay,
    "access": access,
    "keys": keys,
    "rebuild": rebuild,
    "verify": verify,
    "document": document,
    "limits": limits_of_case,
    "sweep": sweep,
    **auditing.SERVED,
    "files": files,
    "notice": notice,
    "divisions": divisions,
    "token": token,
    "officers": officers,
}
"""Tools that work on a service."""


if __name__ == "__main__":
    sys.exit(main())

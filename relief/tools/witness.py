"""``relief witness``: keeps checkpoints for others. It opens no history and asks no setting."""

import argparse

from adapters.proof import witness as w
from adapters.proof.notes import WrongNote
from adapters.proof.witness import Lost, Refused, Witness
from relief.clock import SystemClock
from relief.tools.output import Output
from relief.witness.answering import listening
from relief.witness.looking import look
from relief.words.sentences import say


def run(asked: argparse.Namespace, output: Output) -> int:
    """Do what was asked for. Returns 0; 4 where something does not go on; 1 where it cannot be done."""
    try:
        return ACTS[asked.act](asked, output)
    except Lost as error:
        output.line(say("witness.lost", name=error))
        return 4
    except FileNotFoundError:
        output.line(say("witness.none", folder=asked.folder))
        return 3
    except FileExistsError:
        output.line(say("witness.there", folder=asked.folder))
        return 1
    except WrongNote:
        output.line(say("witness.no-key"))
        return 2


def begin(asked: argparse.Namespace, output: Output) -> int:
    """A new witness in an empty folder."""
    return shown(w.begin(asked.folder, asked.name), output)


def retire(asked: argparse.Namespace, output: Output) -> int:
    """End it; another begins under a new name."""
    try:
        return shown(w.retire(asked.folder, asked.name), output)
    except ValueError:
        output.line(say("witness.same-name", name=asked.name))
        return 2


def shown(identity: w.Identity, output: Output) -> int:
    """By which key others know it."""
    if output.json:
        output.data({"name": identity.name, "key": str(identity.verifier)})
    output.line(say("witness.key"))
    output.line(str(identity.verifier))
    return 0


def trust(asked: argparse.Namespace, output: Output) -> int:
    """Know logs by their keys: a file with one a line, as ``relief checkpoint --keys`` tells them."""
    one = Witness(asked.folder)
    keys = [line for line in asked.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    for key in keys:
        one.trust(key)
    output.line(say("witness.trusted", count=len(keys)))
    return 0


def looked(asked: argparse.Namespace, output: Output) -> int:
    """Sign what goes on in a folder of deposits."""
    found = [*look(Witness(asked.folder), asked.deposits, int(SystemClock().now().timestamp()))]
    if output.json:
        output.data([{"origin": one.origin, "size": one.size, "why": one.why} for one in found])
    for one in found:
        output.line(say(f"witness.{one.why or 'signed'}", origin=one.origin, size=one.size))
    if not found:
        output.line(say("witness.nothing"))
    return 4 if any(one.why for one in found) else 0


def restore(asked: argparse.Namespace, output: Output) -> int:
    """The ceremony: a log goes on under a new origin from what it was at a size."""
    try:
        size = Witness(asked.folder).restored(asked.old, asked.size, asked.new)
    except Refused:
        output.line(say("witness.not-restored", origin=asked.old))
        return 4
    if output.json:
        output.data({"from": asked.old, "to": asked.new, "size": size})
    output.line(say("witness.restored", old=asked.old, new=asked.new, size=size))
    return 0


def serve(asked: argparse.Namespace, output: Output) -> int:
    """Answer over HTTP until it is told to stop."""
    server = listening(Witness(asked.folder), SystemClock(), asked.host, asked.port)
    output.line(say("witness.listening", host=asked.host, port=server.server_address[1]))
    with server:
        server.serve_forever()
    return 0


ACTS = {
    "begin": begin,
    "trust": trust,
    "serve": serve,
    "look": looked,
    "restore": restore,
    "end": retire,
}
"""What a witness may be told to do."""

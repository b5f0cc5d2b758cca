"""A witness signs what goes on from what it saw, and nothing else; it never goes back."""

import http.client
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest

from adapters.proof import merkle, witness
from adapters.proof.folder import Away, Folder
from adapters.proof.folder import Refused as Office
from adapters.proof.notes import Checkpoint, Ed25519Signer, Verifier, WrongNote
from adapters.proof.remote import Remote
from adapters.proof.tiles import TileTree
from adapters.proof.witness import Lost, Refused, Witness
from relief.audit.verify_bundle import read_keys, read_note
from relief.clock import LHASA, SimulatedClock
from relief.witness.answering import answer, listening
from relief.witness.looking import look
from tests.audit.reference import grown, leaf

ORIGIN = "relief/0011223344556677/facts"
OFFICE = Ed25519Signer(b"1" * 32)
KEY = Verifier(ORIGIN, OFFICE.type, OFFICE.public)
LEAVES = [leaf(n.to_bytes(2)) for n in range(700)]
OTHER = [leaf(b"other"), *LEAVES[1:]]
CLOCK = SimulatedClock(datetime(2026, 3, 2, 9, tzinfo=LHASA))
AT = int(CLOCK.now().timestamp())


def note(size: int, leaves: list[bytes] = LEAVES, origin: str = ORIGIN) -> str:
    """The office's checkpoint."""
    point = Checkpoint(origin, size, merkle.root(grown(leaves), size))
    return point.note([OFFICE])


def proof(old: int, new: int, leaves: list[bytes] = LEAVES) -> list[bytes]:
    """That one continues the other."""
    return merkle.consistency(grown(leaves), old, new)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A witness that trusts the log's key."""
    place = tmp_path / "witness"
    witness.begin(place, "witness.example/city")
    Witness(place).trust(str(KEY))
    return place


def why(of: Witness, old: int, proof: list[bytes], told: str) -> str:
    """Why it refuses."""
    with pytest.raises(Refused) as error:
        of.add(old, proof, told, AT)
    return error.value.why


def test_it_signs_what_goes_on(folder: Path):
    """The first note, the next, the same again: the line holds for the verifier of bundles."""
    one = Witness(folder)
    keys = read_keys(f"{KEY}\n{one.identity.verifier}\n", "keys")
    for old, new in ((0, 3), (3, 8), (8, 8), (8, 700)):
        line = one.add(old, proof(old, new), note(new), AT)
        told = read_note((note(new) + line).encode(), keys, "note")
        assert (told.size, told.signers, told.witnesses) == (new, 1, 1)
    assert sorted(int(p.name) for p in (folder / "seen" / ORIGIN / "checkpoints").iterdir()) == [
        *(3, 8, 700),
    ]


def test_it_refuses_what_does_not_go_on(folder: Path):
    """Another history, a shorter one, a proof that does not hold, an old size that is not its own."""
    one = Witness(folder)
    one.add(0, [], note(300), AT)
    assert why(one, 300, proof(300, 700, OTHER), note(700, OTHER)) == witness.REWRITTEN
    assert why(one, 300, [], note(300, OTHER)) == witness.REWRITTEN
    assert why(one, 300, proof(300, 700)[:-1], note(700)) == witness.REWRITTEN
    assert why(one, 300, [], note(200)) == witness.BEHIND
    assert why(one, 0, [], note(700)) == witness.BEHIND
    assert why(one, 200, proof(200, 700), note(700)) == witness.BEHIND
    assert one.newest(ORIGIN) == Checkpoint(ORIGIN, 300, merkle.root(grown(LEAVES), 300))


def test_it_refuses_whom_it_does_not_know(folder: Path):
    """Another log, a stranger's signature, no checkpoint, an origin that leads elsewhere."""
    one = Witness(folder)
    assert why(one, 0, [], note(3, origin="relief/0011223344556677/rows")) == witness.UNKNOWN
    stranger = Checkpoint(ORIGIN, 3, merkle.root(grown(LEAVES), 3)).note([Ed25519Signer(b"2" * 32)])
    assert why(one, 0, [], stranger) == witness.UNSIGNED
    one.trust(str(Verifier("../../elsewhere", OFFICE.type, OFFICE.public)))
    assert why(one, 0, [], note(3, origin="../../elsewhere")) == witness.UNKNOWN
    with pytest.raises(WrongNote):
        one.add(0, [], "nothing", AT)


def test_without_its_memory_it_does_not_start(folder: Path):
    """What it saw is gone, or is another witness's: it has to retire, under a new name."""
    Witness(folder).add(0, [], note(300), AT)
    (folder / witness.MEMORY).write_text("another", encoding="utf-8")
    with pytest.raises(Lost):
        Witness(folder)
    for name in ("witness.example/city",):
        with pytest.raises(ValueError, match=name):
            witness.retire(folder, name)
    fresh = witness.retire(folder, "witness.example/city-2")
    assert Witness(folder).identity == fresh and Witness(folder).newest(ORIGIN) is None
    assert (folder / "retired-1" / "seen" / ORIGIN / "checkpoints" / "300").exists()
    told = [*witness.ceremonies(folder)]
    assert [one["act"] for one in told] == ["retired"] and told[0]["name"] == "witness.example/city"
    with pytest.raises(ValueError, match="city"):
        witness.retire(folder, "witness.example/city")


def test_its_own_line_over_more_than_it_knows_ends_it(folder: Path, tmp_path: Path):
    """Brought back from an old copy of its folder it learns so from its own signature, and ends."""
    one = Witness(folder)
    one.add(0, [], note(3), AT)
    kept = (folder / "seen" / ORIGIN / "checkpoint").read_text(encoding="utf-8")
    line = one.add(3, proof(3, 8), note(8), AT)
    (folder / "seen" / ORIGIN / "checkpoint").write_text(kept, encoding="utf-8")
    with pytest.raises(Lost):
        one.add(3, proof(3, 700), note(8) + line, AT)
    with pytest.raises(Lost):
        Witness(folder)


def test_a_restore_goes_on_under_a_new_origin(folder: Path):
    """By hand, from the newest note that still counts; both logs' notes stay, the old one ends."""
    new = "relief/0011223344556677-2/facts"
    one = Witness(folder)
    one.trust(str(Verifier(new, OFFICE.type, OFFICE.public)))
    for old, size in ((0, 100), (100, 200), (200, 300)):
        one.add(old, proof(old, size), note(size), AT)
    anew = [*LEAVES[:250], *(leaf(b"anew") for _ in range(200))]
    assert one.restored(ORIGIN, 250, new) == 200
    assert why(one, 300, proof(300, 400), note(400)) == witness.SUPERSEDED
    other = [leaf(b"other"), *anew[1:]]
    assert why(one, 0, [], note(400, anew, new)) == witness.BEHIND
    assert why(one, 200, proof(200, 400, other), note(400, other, new)) == witness.REWRITTEN
    one.add(200, proof(200, 400, anew), note(400, anew, new), AT)
    kept = folder / "seen" / ORIGIN / "checkpoints"
    assert sorted(int(p.name) for p in kept.iterdir()) == [100, 200, 300]
    (told,) = witness.ceremonies(folder)
    assert (told["from"], told["to"], told["agreed"], told["newest"]) == (ORIGIN, new, "250", "300")
    for again in ((ORIGIN, 100, f"{new}-3"), (new, 1, f"{new}-3")):
        with pytest.raises(Refused):
            one.restored(*again)


def body(old: int, new: int, leaves: list[bytes] = LEAVES) -> bytes:
    """A request."""
    hashes = "".join(f"{b64encode(one).decode()}\n" for one in proof(old, new, leaves) if old)
    return f"old {old}\n{hashes}\n{note(new, leaves)}".encode()


@pytest.fixture
def address(folder: Path) -> Iterator[tuple[str, int]]:
    """The witness, listening."""
    server = listening(Witness(folder), CLOCK, "127.0.0.1", 0)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield "127.0.0.1", server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def asked(address: tuple[str, int], told: bytes, path: str = "/add-checkpoint") -> tuple[int, str]:
    """Status and body of an answer."""
    connection = http.client.HTTPConnection(*address, timeout=30)
    connection.request("POST", path, told)
    got = connection.getresponse()
    found = got.status, got.read().decode()
    connection.close()
    return found


def test_over_http_it_answers_as_c2sp_has_it(address: tuple[str, int]):
    """200 with a line, 409 with its size, 422, 403, 404, 400."""
    status, line = asked(address, body(0, 300))
    assert status == 200 and line.startswith("\u2014 witness.example/city ")
    assert asked(address, body(0, 700)) == (409, "300\n")
    assert asked(address, body(300, 700, OTHER)) == (422, "")
    assert asked(address, body(300, 700), "/prefix/add-checkpoint")[0] == 200
    stranger = Checkpoint(ORIGIN, 700, b"0" * 32).note([Ed25519Signer(b"2" * 32)])
    assert asked(address, f"old 700\n\n{stranger}".encode())[0] == 403
    elsewhere = note(3, origin="relief/0011223344556677/rows")
    assert asked(address, f"old 0\n\n{elsewhere}".encode())[0] == 404
    assert asked(address, body(0, 3), "/elsewhere")[0] == 404
    for wrong in (
        b"",
        b"old 0\n\nno",
        b"old -1\n\n" + note(3).encode(),
        b"\xff",
        b"old 0\nAAAA\n\n",
    ):
        assert asked(address, wrong)[0] == 400, wrong
    assert asked(address, b"x" * 70_000)[0] == 400


def test_the_office_has_its_checkpoints_signed_over_http(address: tuple[str, int], folder: Path):
    """The first, one that grew, the same again; one that was rewritten or is shorter is refused."""
    host, port = address
    remote = Remote(f"http://{host}:{port}/prefix")
    for leaves in (LEAVES[:3], LEAVES, LEAVES):
        remote.deposit(*deposited(leaves))
        seen = Witness(folder).newest(ORIGIN)
        assert seen is not None and seen.size == len(leaves)
    for leaves, why in ((OTHER, "another"), (LEAVES[:300], "shorter")):
        with pytest.raises(Office, match=why):
            remote.deposit(*deposited(leaves))
    with pytest.raises(Away):
        Remote(f"http://{host}:1").deposit(*deposited(LEAVES))
    point, _, tree, trusted = deposited(LEAVES)
    other = Checkpoint("relief/0011223344556677/rows", point.size, point.root)
    with pytest.raises(Away, match="404"):
        remote.deposit(other, other.note([OFFICE]), tree, trusted)


def deposited(leaves: list[bytes]) -> tuple[Checkpoint, str, TileTree, list[Verifier]]:
    """A checkpoint as the office deposits it."""
    tree = grown(leaves)
    point = Checkpoint(ORIGIN, len(leaves), merkle.root(tree, len(leaves)))
    return point, point.note([OFFICE]), tree, [KEY]


def test_without_its_memory_it_answers_that_it_cannot(folder: Path):
    """Nothing is signed once it knows that it forgot."""
    one = Witness(folder)
    line = one.add(0, [], note(8), AT)
    for kept in ("checkpoint", "checkpoints/8"):
        (folder / "seen" / ORIGIN / kept).unlink()
    told = answer(one, f"old 0\n\n{note(8)}{line}".encode(), CLOCK)
    assert told.code == 503


def test_it_looks_into_a_folder(folder: Path, tmp_path: Path):
    """What the office deposited goes on: signed there; rewritten: refused, and nothing is kept."""
    deposits, one = tmp_path / "deposits", Witness(folder)
    deposits.mkdir()
    for size in (5, 300, 700):
        point = Checkpoint(ORIGIN, size, merkle.root(grown(LEAVES), size))
        Folder(deposits).deposit(point, point.note([OFFICE]), grown(LEAVES[:size]), [KEY])
        (told,) = look(one, deposits, AT)
        assert (told.origin, told.size, told.why) == (ORIGIN, size, "")
    lines = deposits / ORIGIN / "cosignatures" / "witness.example_city"
    assert sorted(int(p.name) for p in lines.iterdir()) == [5, 300, 700]
    false = tmp_path / "false"
    false.mkdir()
    point = Checkpoint(ORIGIN, 700, merkle.root(grown(OTHER), 700))
    Folder(false).deposit(point, point.note([OFFICE]), grown(OTHER), [KEY])
    assert [one.why for one in look(one, false, AT)] == [witness.REWRITTEN]
    (false / ORIGIN / "checkpoint").write_text(note(3), encoding="utf-8")
    assert [one.why for one in look(one, false, AT)] == [witness.BEHIND]
    (false / ORIGIN / "checkpoint").write_text("nothing", encoding="utf-8")
    assert [one.why for one in look(one, false, AT)] == ["unread"]

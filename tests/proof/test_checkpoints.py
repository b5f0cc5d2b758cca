"""A checkpoint is signed where it continues the last, deposited where it continues what lies there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import URL, exc

from adapters.access.log import install_access
from adapters.identity.door import install_door
from adapters.proof import keys, merkle
from adapters.proof.book import Book, read
from adapters.proof.folder import Folder
from adapters.proof.keys import UnsafeProofKey
from adapters.proof.logs import FACTS
from adapters.proof.notes import Checkpoint, Ed25519Signer, Verifier, opened
from adapters.proof.prover import Broken, Made, Prover, Sources
from adapters.proof.schema import proof_engine
from adapters.proof.tiles import TileTree, path, shapes, split
from adapters.store.factory import install_store, open_recorder
from domain.ground.history import CommandRow
from tests.store.test_saves import event

AT = datetime(2026, 12, 1, tzinfo=UTC)
NAME, SIGNER = "relief/test", Ed25519Signer(b"s" * 32)


@pytest.fixture
def url(database: URL) -> URL:
    """An installed history of each kind."""
    install_store(database)
    install_access(database)
    install_door(database)
    Book(database, create=True).close()
    return database


def grow(url: URL, to: int, stream: str = "case-1") -> None:
    """Facts of one stream, up to so many."""
    recorder = open_recorder(url)
    held = len(list(recorder.select_events(stream)))
    facts = [event(stream, n) for n in range(held + 1, to + 1)]
    recorder.insert_events(facts, command=CommandRow(f"{stream}-{to}", "d", "ok"))
    recorder.close()


@contextmanager
def prover(url: URL, *witnesses: Path) -> Iterator[Prover]:
    """What signs, with these folders as witnesses."""
    sources, book = Sources(url), Book(url, create=False)
    try:
        yield Prover(sources, book, NAME, [SIGNER], [Folder(one) for one in witnesses])
    finally:
        sources.close()
        book.close()


def of_facts(url: URL, *witnesses: Path) -> Made:
    """A checkpoint of the history."""
    with prover(url, *witnesses) as signing:
        made = signing.checkpoint(signing._sources[FACTS], AT)
    assert made is not None
    return made


def test_a_checkpoint_goes_on_from_the_last(url: URL, tmp_path: Path) -> None:
    """Signed once for a size; the witness holds every note, and tiles from which the root follows."""
    witness = tmp_path / "witness"
    witness.mkdir()
    trusted = [Verifier(f"{NAME}/facts", SIGNER.type, SIGNER.public)]
    for size in (3, 300, 700):
        grow(url, size)
        made = of_facts(url, witness)
        assert (made.new, made.point.size, made.refused, made.away) == (True, size, {}, {})
        assert opened(made.note, trusted) == made.point.text()
        again = of_facts(url, witness)
        assert (again.new, again.note) == (False, made.note)
        lies = witness / NAME / "facts"
        assert read((lies / "checkpoint").read_text()) == made.point
        assert (lies / "keys").read_text() == f"{trusted[0]}\n"
        tiles = {(le, n): split((lies / path(le, n, w)).read_bytes()) for le, n, w in shapes(size)}
        tree = TileTree(size, lambda *_: None, partial(_leaves, tiles))
        assert merkle.root(tree, size) == made.point.root
    assert [size for size, _ in Folder(witness).notes(f"{NAME}/facts")] == [3, 300, 700]


def _leaves(tiles: dict[tuple[int, int], list[bytes]], after: int, to: int) -> Iterator[bytes]:
    every = [hash for (level, _), held in sorted(tiles.items()) if level == 0 for hash in held]
    return iter(every[after:to])


def test_a_witness_refuses_what_does_not_continue(url: URL, tmp_path: Path) -> None:
    """A shorter history, another history, an unreadable note: refused, and nothing there is changed."""
    seen, other, torn, away = (tmp_path / name for name in ("seen", "other", "torn", "away"))
    for one in (seen, other, torn):
        one.mkdir()
    grow(url, 20)
    of_facts(url, seen)
    place = other / NAME / "facts"
    place.mkdir(parents=True)
    strange = merkle.leaf_hash(b"strange")
    longer = read((seen / NAME / "facts" / "checkpoint").read_text())
    (place / "checkpoint").write_text(type(longer)(longer.origin, 10, strange).note([SIGNER]))
    (torn / NAME / "facts").mkdir(parents=True)
    (torn / NAME / "facts" / "checkpoint").write_text("torn")
    before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    made = of_facts(url, other, torn, away)
    assert made.refused == {str(other): "another", str(torn): "unread"}
    assert list(made.away) == [str(away)]
    (place / "checkpoint").write_text(type(longer)(longer.origin, 21, strange).note([SIGNER]))
    assert of_facts(url, other).refused == {str(other): "shorter"}
    kept = {one for one in before if one.parent != place}
    assert {one: one.read_bytes() for one in kept} == {one: before[one] for one in kept}


def test_what_does_not_continue_is_not_signed(url: URL, tmp_path: Path) -> None:
    """Another fact where the last checkpoint ended, and nothing after it: no signature."""
    grow(url, 5)
    of_facts(url)
    engine = proof_engine(url, append_only=False)
    with prover(url) as signing:
        source = signing._sources[FACTS]
        another = merkle.leaf_hash(b"another")
        source.all_hashed = lambda entries: [another for _ in entries]  # type: ignore[method-assign]
        with pytest.raises(Broken):
            signing.checkpoint(source, AT)
        source.head = lambda: 4  # type: ignore[method-assign]
        with pytest.raises(Broken):
            signing.checkpoint(source, AT)
    engine.dispose()


@pytest.mark.parametrize("table", ["proof_checkpoints", "proof_tiles", "proof_cosignatures"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET origin = 'x'"])
def test_checkpoints_and_tiles_stay(url: URL, table: str, change: str) -> None:
    """What was signed is neither changed nor deleted, by whoever asks plainly."""
    grow(url, 300)
    book = Book(url, create=False)
    book.keep_cosignature(of_facts(url).point, "witness", "a line\n")
    book.close()
    for append_only in (True, False):
        engine = proof_engine(url, append_only=append_only)
        with engine.connect() as connection, pytest.raises(exc.DBAPIError):
            connection.exec_driver_sql(change.format(table))
        engine.dispose()


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    """A file of 0600; one that others read, or that holds no key, is refused."""
    file = tmp_path / "proof.key"
    keys.make(file)
    first = keys.signing(file)
    keys.make(file)
    again = keys.signing(file)
    assert (again.name, again.signers[0].public) == (first.name, first.signers[0].public)
    right = file.read_text()
    for wrong in (
        right.replace("ed25519", "sm2"),
        right.replace("relief/", "x/"),
        "ed25519 AAAA\n",
        "",
    ):
        file.write_text(wrong)
        with pytest.raises(UnsafeProofKey):
            keys.signing(file)
    file.write_text(right)
    file.chmod(0o644)
    with pytest.raises(UnsafeProofKey):
        keys.signing(file)


def test_what_is_added_to_the_book_is_counted(url: URL) -> None:
    """A checkpoint is kept once; what the watcher found stands once, under the next number."""
    grow(url, 3)
    with prover(url) as one:
        (made,) = [m for m in one.checkpoints(AT) if m.log == FACTS]
    book = Book(url, create=False)
    assert not book.keep(made.point, made.note, AT)
    for n, found in enumerate(("wrong", "", "wrong again"), 1):
        book.note_watch(AT.isoformat(), ("facts", "0", "256"), found)
        engine = proof_engine(url)
        with engine.connect() as connection:
            told = connection.exec_driver_sql("SELECT count(*), max(number) FROM proof_watch").one()
        engine.dispose()
        assert tuple(told) == (n, n)
    assert [what for *_, what in book.reds()] == ["wrong again"]
    book.close()
    fresh = Book(url, create=False)
    size = made.point.size + 1
    other = Checkpoint(made.point.origin, size, made.point.root)
    assert fresh.keep(other, other.note([SIGNER]), AT)
    fresh.close()

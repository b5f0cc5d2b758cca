"""A history brought back from a backup goes on under its next name, and only by ceremony."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from adapters.proof import keys, witness
from adapters.proof.book import read
from adapters.proof.folder import Folder
from adapters.proof.prover import Broken
from adapters.proof.restored import Restored
from adapters.proof.witness import SUPERSEDED, Refused, Witness
from relief.opening import for_reading
from relief.tools.findings import Findings
from relief.tools.proven import check_proof
from relief.upkeep.checkpointing import public_keys
from relief.witness.looking import look
from tests.proof.conftest import SEED, Copied
from tests.proof.test_lawful import Life
from tests.support.proving import CLOCK, Proven, ceremony, signed_again
from tests.support.tampering import HISTORY, facts, rewrite

pytestmark = pytest.mark.slow


@contextmanager
def brought_back(copied: Copied, folder: Path) -> Iterator[tuple[Proven, int]]:
    """What was deposited by a history that went on, and the backup of before in its place; its head."""
    with copied(folder / "on") as on, copied(folder / "back") as back:
        head = facts(back)[-1][0]
        grown(on)
        kept = {"proof_key": on.settings.proof_key, "witnesses": on.settings.witnesses}
        yield replace(back, settings=replace(back.settings, **kept)), head  # type: ignore[arg-type]


def grown(at: Proven) -> None:
    """Facts, a person and receipts more, deposited."""
    life = Life(at, Random(SEED))
    for doing in (life.join, life.save, life.record, life.record, life.sign):
        doing()
    life.journal.close()


def found(at: Proven) -> Findings:
    """What the proof finds."""
    service, every = for_reading(at.settings, CLOCK, keys=True), Findings()
    try:
        check_proof(service, every)
    finally:
        service.close()
    return every


def name(at: Proven) -> str:
    """Under which it signs."""
    return keys.signing(at.settings.proof_key).name


def test_it_goes_on_under_the_next_name(copied: Copied, tmp_path: Path) -> None:
    """Refused and told before; after the ceremony whole, signed and deposited; the old notes stay; a
    second one goes on from there."""
    with brought_back(copied, tmp_path) as (at, head):
        before = name(at)
        notes = [*Folder(Path(at.settings.witnesses)).notes(f"{before}/facts")]
        assert any(HISTORY in one for one in at.faults())
        code, said = ceremony(at, head - 1)
        assert code == 4 and str(head) in said[0] and name(at) == before
        code, said = ceremony(at, head)
        assert code == 0 and name(at) == f"{before}-2", said
        assert any(f"{before}/facts {head} {before}-2/facts" in one for one in said)
        every = found(at)
        assert every.faults == [] and any(f"第{notes[-1][0]}条" in one for one in every.notes)
        signed_again(at, witnessed=True)
        assert at.faults() == []
        place = Path(at.settings.witnesses)
        assert [*Folder(place).notes(f"{before}/facts")] == notes
        assert read((place / f"{before}-2" / "facts" / "checkpoint").read_text()).size == head
        assert ceremony(at, head)[0] == 4 and name(at) == f"{before}-2"
        grown(at)
        with copied(tmp_path / "again") as back:
            kept = {"proof_key": at.settings.proof_key, "witnesses": at.settings.witnesses}
            again = replace(back, settings=replace(back.settings, **kept))  # type: ignore[arg-type]
            assert again.faults() != []
            assert ceremony(again, head)[0] == 0 and name(again) == f"{before}-3"
            signed_again(again, witnessed=True)
            assert again.faults() == []


def test_a_witness_goes_on_with_it_by_hand_only(copied: Copied, tmp_path: Path) -> None:
    """What the ceremony tells witnesses to do lets them sign; without it they do not."""
    with brought_back(copied, tmp_path) as (at, head):
        deposits = Path(at.settings.witnesses)
        witness.begin(tmp_path / "own", "witness.example/city")
        own = Witness(tmp_path / "own")
        known(own, at)
        with copied(tmp_path / "first") as first:
            assert all(not one.why for one in look(own, Path(first.settings.witnesses), 0))
        assert all(not one.why for one in look(own, deposits, 1))
        old = name(at)
        _, said = ceremony(at, head)
        signed_again(at, witnessed=True)
        known(own, at)
        new = [one for one in look(own, deposits, 2) if one.origin.startswith(f"{old}-2")]
        assert {one.why for one in new} == {SUPERSEDED}
        for line in said:
            if "relief witness restore" in line:
                *_, origin, size, to = line.split()
                own.restored(origin, int(size), to)
        assert all(
            not one.why for one in look(own, deposits, 3) if one.origin.startswith(f"{old}-2")
        )
        with pytest.raises(Refused):
            own.restored(f"{old}/facts", head, f"{old}-9/facts")


def known(own: Witness, at: Proven) -> None:
    """The witness knows the office's keys, as it tells them."""
    service = for_reading(at.settings, CLOCK, keys=True)
    service.settings = at.settings
    try:
        for key in public_keys(service):
            own.trust(key)
    finally:
        service.close()


def test_it_launders_nothing(copied: Copied, tmp_path: Path) -> None:
    """What the old log holds below is found after it, before and after the next signature; the row
    that tells of it is sealed, and missed where it is gone."""
    with brought_back(copied, tmp_path) as (at, head):
        assert ceremony(at, head)[0] == 0
        *_, body = facts(at)[299]
        rewrite(at, 300, body.replace("20", "21", 1))
        assert any("第300条" in one for one in at.faults())
        with pytest.raises(Broken):
            signed_again(at)
        rewrite(at, 300, body)
        ((number, told),) = at.run("SELECT number, key FROM proof_rows WHERE kind = 'restored'")
        lower = replace(Restored.read(told), agreed={}).told()
        at.run("UPDATE proof_rows SET key = ? WHERE number = ?", (lower, number))
        assert any(f"第{number}条" in one for one in at.faults())
        at.run("DELETE FROM proof_rows WHERE number = ?", (number,))
        assert any("没有从" in one for one in at.faults())


def test_what_was_changed_before_it_is_told(copied: Copied, tmp_path: Path) -> None:
    """A backup somebody rewrote agrees up to there only: nobody who names its head is let through."""
    with brought_back(copied, tmp_path) as (at, head):
        *_, body = facts(at)[299]
        rewrite(at, 300, body.replace("20", "21", 1))
        code, said = ceremony(at, head)
        assert code == 4 and "第299条" in said[0]


def test_nothing_is_restored_that_was_not_lost(copied: Copied, tmp_path: Path) -> None:
    """The logs go on from every checkpoint at hand: no ceremony."""
    with copied(tmp_path) as at:
        before = name(at)
        assert ceremony(at, facts(at)[-1][0])[0] == 4 and name(at) == before and at.faults() == []


def test_broken_off_it_is_ended_when_asked_again(
    copied: Copied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row is logged and the key not yet renamed: one row, and the next name."""
    with brought_back(copied, tmp_path) as (at, head):

        def broken_off(*_: object) -> None:
            raise OSError

        with monkeypatch.context() as off, pytest.raises(OSError):
            off.setattr("relief.upkeep.restoring.keys.rename", broken_off)
            ceremony(at, head)
        assert ceremony(at, head)[0] == 0 and name(at).endswith("-2")
        ((rows,),) = at.run("SELECT count(*) FROM proof_rows WHERE kind = 'restored'")
        assert rows == 1 and at.faults() == []

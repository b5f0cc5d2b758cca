"""What witnesses signed is kept with the checkpoint, told in bundles, and held by whoever checks them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import URL, make_url

from adapters.proof import witness
from adapters.proof.witness import Identity, Witness
from relief.audit.asked import Asked
from relief.audit.bundling import bundle
from relief.audit.verify_bundle import Proved, verify
from relief.opening import for_reading
from relief.settings import WrongSetting
from relief.tools.findings import Findings
from relief.tools.proven import check_proof
from relief.upkeep.checkpointing import public_keys
from relief.witness.answering import listening
from relief.witness.looking import look
from tests.audit.test_bundle import AUDITOR
from tests.support.postgres import fresh_database
from tests.support.proving import CLOCK, Proven, recorded_anew, signed_again

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def proven(request: pytest.FixtureRequest, postgres: URL, tmp_path: Path) -> Iterator[Proven]:
    """A history with checkpoints, on each database."""
    if request.param == "sqlite":
        yield recorded_anew(tmp_path, make_url(f"sqlite:///{tmp_path / 'proven.db'}"))
        return
    with fresh_database(postgres) as url:
        yield recorded_anew(tmp_path, url)


def begun(proven: Proven, name: str) -> tuple[Path, Identity]:
    """A witness that trusts the office's logs."""
    place = proven.folder / name
    identity = witness.begin(place, name)
    service = for_reading(proven.settings, CLOCK, keys=True)
    for key in public_keys(service):
        Witness(place).trust(key)
    service.close()
    return place, identity


def faults(proven: Proven) -> list[str]:
    """What the proof finds wrong."""
    service, found = for_reading(proven.settings, CLOCK, keys=True), Findings()
    check_proof(service, found)
    service.close()
    return found.faults


def bundled(proven: Proven, name: str) -> Proved:
    """A case told, and what the verifier says of it."""
    (first,) = proven.run("SELECT min(stream) FROM events WHERE stream LIKE ?", ("case-%",))
    service = for_reading(proven.settings, CLOCK, keys=True, looks=True)
    path = proven.folder / name
    bundle(service, Asked(case=first[0].removeprefix("case-")), AUDITOR, path)
    service.close()
    return verify(path)


def test_both_kinds_of_witness_are_told(proven: Proven):
    """One asked over HTTP, one that looked into the folder: both lines hold, none is lost later.

    A line in the database that is another is found by verify, and is not told in a bundle."""
    (asked, one), (looking, other) = begun(proven, "asked"), begun(proven, "looking")
    server = listening(Witness(asked), CLOCK, "127.0.0.1", 0)
    Thread(target=server.serve_forever, daemon=True).start()
    keys = proven.folder / "witness-keys"
    keys.write_text(f"{one.verifier}\n{other.verifier}\n", encoding="utf-8")
    address = f"http://127.0.0.1:{server.server_address[1]}"
    folder = proven.settings.witnesses
    settings = replace(proven.settings, witnesses=f"{folder},{address}", witness_keys=keys)
    here = replace(proven, settings=settings)
    signed_again(here, witnessed=True)
    assert [
        told.why for told in look(Witness(looking), Path(folder), int(CLOCK.now().timestamp()))
    ] == ["", "", "", ""]
    server.shutdown()
    server.server_close()
    proved = bundled(here, "both.zip")
    assert all(proved.newest(log).witnesses == 2 for log in ("facts", "rows"))
    assert faults(here) == []
    statement = "UPDATE proof_cosignatures SET line = replace(line, '=', 'A=')"
    proven.run(statement, (), "proof")
    assert len(faults(here)) == 4
    assert bundled(here, "one.zip").newest("facts").witnesses == 1


def test_without_its_key_nothing_is_kept(proven: Proven):
    """A file that holds anything but keys of witnesses is refused, and named."""
    keys = proven.folder / "witness-keys"
    keys.write_text("nothing\n", encoding="utf-8")
    here = replace(proven, settings=replace(proven.settings, witness_keys=keys))
    with pytest.raises(WrongSetting, match="witness-keys"):
        signed_again(here, witnessed=True)
    assert bundled(proven, "again.zip").newest("facts").witnesses == 0

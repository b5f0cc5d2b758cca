"""A checkpoint on paper: what a stranger's reader takes from the printed squares is the signed note."""

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import make_url

from adapters.drawing.squares import Sheet, Square, drawn
from relief.audit.asked import Asked
from relief.audit.bundling import bundle
from relief.audit.verify_bundle import Wrong, verify
from relief.cli import main
from tests.audit.making import note
from tests.audit.test_bundle import AUDITOR, looking
from tests.support.proving import CLOCK, Proven, recorded_anew


def scanned(pdf: Path, dots: int = 150) -> list[bytes]:
    """What a reader that is none of ours finds on the printed pages, in order, as bytes."""
    drawn = ["pdftoppm", "-r", str(dots), "-gray", "-png", str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(drawn, check=True)
    found = []
    for page in sorted(pdf.parent.glob(f"{pdf.stem}-*.png")):
        with Image.open(page) as image:
            codes = zxingcpp.read_barcodes(image)
        found += [one.bytes for one in sorted(codes, key=lambda one: one.position.top_left.y)]
        page.unlink()
    return found


@pytest.mark.parametrize("dots", [100, 150, 300])
def test_squares_are_read_back_byte_for_byte(dots: int, tmp_path: Path) -> None:
    """At the sharpness of a telephone as well as of a scanner; a second page where one is full."""
    data = [f"第{n}条\n— {'x' * 60 * n}\n".encode() for n in range(1, 8)]
    sheet = Sheet(
        title="检查点",
        issuer="relief",
        on=CLOCK.now().date(),
        lines=("说明",),
        squares=tuple(Square(one, ("一行", "ab " * 60)) for one in data),
    )
    (tmp_path / "s.pdf").write_bytes(drawn(sheet))
    assert scanned(tmp_path / "s.pdf", dots) == data
    assert drawn(sheet) == drawn(sheet)


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Proven:
    """A history with checkpoints."""
    folder = tmp_path_factory.mktemp("paged")
    return recorded_anew(folder, make_url(f"sqlite:///{folder / 'proven.db'}"))


@pytest.fixture
def at_hand(proven: Proven, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line finds it."""
    monkeypatch.setenv("RELIEF_DATABASE", proven.settings.database)
    monkeypatch.setenv("RELIEF_MASTER_KEY", str(proven.settings.master_key))
    monkeypatch.setenv("RELIEF_PROOF_KEY", str(proven.settings.proof_key))
    monkeypatch.setenv("RELIEF_WITNESSES", proven.settings.witnesses)


@pytest.mark.slow
@pytest.mark.day
@pytest.mark.usefixtures("at_hand")
def test_the_page_is_a_witness(
    proven: Proven, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scanned, it holds a bundle to the history it saw: the true one is taken, another is not."""
    page = tmp_path / "page.pdf"
    assert main(["checkpoint", "--page", str(page)]) == 0
    *notes, keys = scanned(page)
    deposited = {one.read_bytes() for one in (proven.folder / "witness").rglob("checkpoint")}
    assert {*notes} == deposited and len(notes) == 4
    capsys.readouterr()
    assert main(["checkpoint", "--keys"]) == 0
    assert keys.decode() == capsys.readouterr().out
    (stream,) = proven.run("SELECT min(stream) FROM events WHERE stream LIKE ?", ("case-%",))
    with looking(proven) as service:
        case = stream[0].removeprefix("case-")
        bundle(service, Asked(case=case), AUDITOR, tmp_path / "b.zip")
    kept = [("paper", one) for one in notes]
    assert verify(tmp_path / "b.zip", kept=kept).notes
    other = notes[0].split(b"\n")
    other[2] = note("facts", (), 0).split(b"\n")[2]
    with pytest.raises(Wrong, match="another-history"):
        verify(tmp_path / "b.zip", kept=[("paper", b"\n".join(other))])


@pytest.mark.slow
@pytest.mark.day
@pytest.mark.usefixtures("at_hand")
def test_a_page_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    """Nor is one printed beside the list of keys."""
    page = tmp_path / "page.pdf"
    page.write_bytes(b"kept")
    assert main(["checkpoint", "--page", str(page)]) == 1 and page.read_bytes() == b"kept"
    with pytest.raises(SystemExit, match="2"):
        main(["checkpoint", "--page", str(tmp_path / "p.pdf"), "--keys"])

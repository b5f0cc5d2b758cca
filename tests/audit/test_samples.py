"""A sample is drawn again by whoever has the bundle: every number of it, and no checkpoint is chosen."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from adapters.proof.book import read
from relief.audit.asked import Asked
from relief.audit.bundling import bundle, sampled
from relief.audit.sampling import Wanted, lowest, seed
from relief.audit.verify_bundle import Wrong, verify
from tests.audit.changing import opened, otherwise, resealed
from tests.audit.making import FACTS, keys, note, pack, parts
from tests.audit.test_bundle import AUDITOR, looking
from tests.support.proving import Proven, recorded_anew


def sample(checkpoint: int, value: str = "08 11 21", **other: Any) -> dict[str, Any]:
    """What the program would draw by the checkpoint of this size."""
    upto = {3: 2, 7: 6, 9: 7}[checkpoint]
    point = read(note("facts", FACTS, checkpoint).decode())
    begun = {
        one.told["stream"]
        for one in FACTS[:upto]
        if one.told["name"].startswith("received-by-county/")
    }
    drawn = lowest(begun, seed(point, value), 1)
    about = {"fact": "received-by-county", "prefix": "case-", "after": 0, "upto": upto}
    told = {"checkpoint": checkpoint, "value": value, "source": "彩票", "count": 1}
    return {**about, **told, "population": len(begun), "drawn": drawn, **other}


def test_every_number_of_a_sample_is_held(tmp_path: Path) -> None:
    """Changed in any place by whoever can sign the manifest anew.

    Where the value stands is told only; other ends with the very same population are the same sample,
    and of two cases another value may draw the same one."""
    true = sample(9)
    path = pack(tmp_path / "true.zip", parts(samples=[true]))
    assert verify(path).drawn == 1
    same = {json.dumps({**true, **ends}) for ends in ({"after": 1}, {"upto": 8})}
    files, many = opened(path), 0
    for other in otherwise(true):
        told = json.dumps([other], ensure_ascii=False).encode()
        changed = resealed(tmp_path / "c.zip", {**files, "samples.json": told})
        if json.dumps(other) in same or lawful(other, true):
            verify(changed)
            continue
        with pytest.raises(Wrong):
            verify(changed)
        many += 1
    assert many > 30


def lawful(other: dict[str, Any], true: dict[str, Any]) -> bool:
    """Whether it is what would be drawn by its value, said to stand wherever."""
    value = other.get("value")
    if other.keys() != true.keys() or not isinstance(value, str):
        return False
    if not isinstance(other["source"], str):
        return False
    return other == {**sample(9, value), "source": other["source"]} and all(
        type(other[name]) is type(true[name]) for name in true
    )


def test_the_checkpoint_is_the_first_beyond_the_population(tmp_path: Path) -> None:
    """Whoever knows the value may not choose among later ones: an earlier one in the bundle says so."""
    assert verify(pack(tmp_path / "a.zip", parts(samples=[sample(7)]))).drawn == 1
    later = sample(9, upto=6)
    point = read(note("facts", FACTS, 9).decode())
    begun = {one.told["stream"] for one in FACTS[:6] if "received" in one.told["name"]}
    later |= {"population": len(begun), "drawn": lowest(begun, seed(point, "08 11 21"), 1)}
    with pytest.raises(Wrong, match="not-first"):
        verify(pack(tmp_path / "b.zip", parts(samples=[later])))
    assert verify(pack(tmp_path / "c.zip", parts(samples=[sample(9)])), keys()).drawn == 1


def test_without_the_list_of_everything_no_sample_is_taken(tmp_path: Path) -> None:
    """What was left out of the population nobody could see."""
    with pytest.raises(Wrong, match="no-skeleton"):
        verify(pack(tmp_path / "a.zip", parts(samples=[sample(9)], skeleton=None)))


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Proven:
    """A history with checkpoints."""
    folder = tmp_path_factory.mktemp("sampled")
    return recorded_anew(folder, make_url(f"sqlite:///{folder / 'proven.db'}"))


@pytest.mark.slow
def test_who_draws_later_draws_by_the_same_checkpoint(proven: Proven) -> None:
    """Also on a day on which further ones are signed: the first beyond the position; the bundle holds it."""
    wanted = Wanted(
        fact="received-by-county",
        division="5401",
        after=0,
        upto=300,
        count=3,
        value="08 11 21",
        source="彩票",
    )
    asked = "SELECT size FROM proof_checkpoints WHERE origin LIKE '%facts' ORDER BY size"
    sizes = [size for (size,) in proven.run(asked, (), "proof")]
    assert sizes[0] > wanted.upto and len(sizes) > 1, "two checkpoints of one day"
    with looking(proven) as service:
        drawn = sampled(service, wanted)
        assert drawn["checkpoint"] == sizes[0]
        asked_for = Asked(case=drawn["drawn"][0].removeprefix("case-"), samples=(drawn,))
        bundle(service, asked_for, AUDITOR, proven.folder / "sampled.zip")
    assert verify(proven.folder / "sampled.zip").drawn == 1

"""第十二条: one fire told as another, over HTTP: whoever decides is told, and a person judges."""

from typing import Any

import pytest

from tests.api.conftest import Api
from tests.api.test_hints import fire, hints
from tests.api.words import CASEWORKER

TOLD = fire("雪莲村7", "2026-02-20")


@pytest.mark.article("12")
@pytest.mark.parametrize(
    ("again", "likenesses"),
    [
        ({**TOLD, "cause": "other-accident"}, ["same-day", "other-cause"]),
        ({**TOLD, "cause": "other"}, ["same-day", "other-cause"]),
        ({**TOLD, "cause": "other", "place": "别处"}, ["same-day", "other-cause"]),
        (fire("雪莲村7。", "2026-02-12"), ["same-place"]),
        (fire("春堆乡雪莲村7", "2026-01-11"), ["same-place"]),
        (fire("雪莲村七", "2026-01-11"), ["same-place"]),
        (fire("雪莲村七号", "2026-02-12"), ["near-day"]),
        (fire("西藏自治区拉萨市林周县春堆乡“雪莲村”７", "2026-02-20"), []),
    ],
)
def test_one_fire_told_otherwise_is_shown(
    api: Api, again: dict[str, Any], likenesses: list[str]
) -> None:
    """By another cause, another spelling, another day; nothing in likeness where it is the same."""
    api.submit(incident=TOLD)
    second = api.submit(incident=again)
    (hint,) = hints(api, CASEWORKER, second)["likenesses"]
    assert hint["likenesses"] == likenesses
    assert hint["told_same"] is (not likenesses)

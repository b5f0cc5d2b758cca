"""The assessment the README shows is answered as shown."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.api.conftest import Api
from tests.api.words import CASEWORKER

README = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")


def differing(shown: Any, told: Any, path: str = "") -> Iterator[str]:
    """Where the answer is not what is shown; what is not shown is not asked about."""
    if isinstance(shown, dict) and isinstance(told, dict):
        for name, value in shown.items():
            yield from differing(value, told.get(name), f"{path}.{name}")
    elif isinstance(shown, list) and isinstance(told, list) and len(shown) == len(told):
        for number, (one, other) in enumerate(zip(shown, told, strict=True)):
            yield from differing(one, other, f"{path}.{number}")
    elif shown != told:
        yield f"{path}: {told!r}"


def test_the_shown_assessment_is_answered_as_shown(api: Api) -> None:
    """The body given to curl, and every part of the shortened answer."""
    (block,) = (one for one in README.split("```\n") if one.startswith("$ curl"))
    body, shown = block.split("-d '")[1].split("'\n")
    answer = api.http.post(
        "/v1/assessments", json=json.loads(body), headers=api.headers(CASEWORKER)
    )
    assert answer.status_code == 200, answer.text
    assert list(differing(json.loads(shown), answer.json())) == []

"""The assessment that is shown is answered as shown, and addresses that are named are served."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.api.conftest import Api
from tests.api.words import CASEWORKER
from tests.support.written import BLOCKS, PAGES, spans

ADDRESS = re.compile(r"(?:(?:GET|POST|DELETE) )?(/(?:v1/|healthz|readyz)[^ ?]*)")
FURTHER = re.compile(r"…(/[a-z/-]+)")


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
    (block,) = (one.text for one in BLOCKS if one.text.startswith("$ curl"))
    body, shown = block.split("-d '")[1].split("'\n")
    answer = api.http.post(
        "/v1/assessments", json=json.loads(body), headers=api.headers(CASEWORKER)
    )
    assert answer.status_code == 200, answer.text
    assert list(differing(json.loads(shown), answer.json())) == []


def test_every_address_named_is_served(api: Api) -> None:
    """Whole addresses are those of the OpenAPI document, ``…/x`` is how one of them ends."""
    served = {*api.app.openapi()["paths"], "/v1/openapi.json"}
    for page, text in PAGES.items():
        for span in spans(text):
            if whole := ADDRESS.fullmatch(span.partition("?")[0]):
                assert whole[1] in served, (page, span)
            if further := FURTHER.fullmatch(span):
                assert any(path.endswith(further[1]) for path in served), (page, span)

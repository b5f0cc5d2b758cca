"""Whole cases on pages, in Chromium: nothing else is recorded than over the API, with a script or without."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.console.staged import Staged, manned, staged
from tests.console.stories import STORIES
from tests.console.tellers import ByApi, ByPages, history, unlike

pytestmark = pytest.mark.slow

Histories = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Histories:
    """What the stories leave when they are told over the API."""
    with manned(tmp_path_factory.mktemp("api")) as (service, clock):
        teller = ByApi(service, clock)
        return {name: history(teller.ask, teller.tell(story())) for name, story in STORIES.items()}


@pytest.fixture(scope="module", params=[True, False], ids=["with a script", "without one"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether browsers run the script."""
    made: bool = request.param
    return made


@pytest.fixture(scope="module")
def office(script: bool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """An office of its own for either: the first file a county receives is always drawn for a visit."""
    with staged(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.mark.parametrize("story", STORIES)
def test_a_whole_case_is_given_on_pages_and_leaves_the_same_facts(
    browser: Browser, office: Staged, script: bool, told: Histories, story: str
) -> None:
    """Found from the first page, filled in, checked, given: fact for fact what the API's officers left."""
    with ExitStack() as until:
        teller = ByPages(browser, office, script, until)
        case = teller.tell(STORIES[story]())
        asking = ByApi(office.service, office.clock)
        assert not unlike(history(asking.ask, case), told[story])
    print(story, teller.tally)

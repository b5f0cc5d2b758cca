"""What stories exercise is noted while they are told, so that nobody need tell them twice."""

from collections.abc import Generator

import pytest

from tests.case.walk import NOTES, Notes, is_story


@pytest.fixture(scope="session", autouse=True)
def notes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where several processes share the tests, one finds there what the others told."""
    mine = getattr(request.config, "workerinput", None)
    if mine is not None and not NOTES:
        folder = tmp_path_factory.getbasetemp().parent / f"told-{mine['testrunuid']}"
        folder.mkdir(exist_ok=True)
        NOTES.append(Notes(folder))


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """A story is told with its notes taken."""
    if not NOTES or not is_story(pyfuncitem.module, pyfuncitem.function):
        return (yield)
    with NOTES[0].taken(pyfuncitem.module):
        return (yield)

"""The ids of commands: clients have their space, the system has its own, and neither speaks the other's."""

import ast
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some

from domain.ground.names import OFFICER_ID, RESERVED
from relief.office.requests import before, client_id, system_id

RELIEF = Path(__file__).parents[2] / "relief"


@given(some.from_regex(OFFICER_ID, fullmatch=True), some.text(), some.lists(some.text()))
def test_no_client_utters_an_id_of_the_system(officer: str, key: str, parts: list[str]) -> None:
    """An officer's id cannot begin as the system's ids do, whatever the key says."""
    for doing in (*RESERVED, officer):
        assert client_id(officer, key) != system_id(doing, *parts)
        assert client_id(officer, key) != system_id(doing, key)


def calls(name: str) -> list[tuple[str, ast.Call]]:
    """Every call of a function in the running service, with the module it stands in."""
    found = []
    for path in sorted(RELIEF.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                found.append((str(path.relative_to(RELIEF)), node))
    return found


OURS = "from relief.office.requests import"
"""Where a module has the office's requests from: those of HTTP are called so as well."""


def named_by() -> set[str]:
    """The functions that make an id of the system: the one there is, and those that hand its on."""
    found = {"system_id"}
    for path in sorted(RELIEF.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and isinstance(node.body[-1], ast.Return):
                value = node.body[-1].value
                if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "system_id":
                    found.add(node.name)
    return found


def test_every_command_of_the_system_has_an_id_of_its_space() -> None:
    """Whoever builds a request without a client takes its id from the one function there is."""
    made = {module for module, _ in calls("Request")}
    makers = {one for one in made if OURS in (RELIEF / one).read_text(encoding="utf-8")}
    named = {module for name in (*named_by(), "client_id") for module, _ in calls(name)}
    assert makers <= named, "a request is made under an id of its own making"
    assert {call.args[0].value for _, call in calls("system_id")} <= RESERVED  # type: ignore[attr-defined]
    # An upload is no command: its file is called after the request that sent it. A notice from a
    # file is given for an officer, as that officer's client would.
    clients = {"api/giving.py", "api/evidence.py", "tools/notice.py", "tools/divisions.py"}
    assert {module for module, _ in calls("client_id")} == clients


def test_the_ids_of_before_are_known_again() -> None:
    """What an earlier release recorded under its own ids is not recorded a second time."""
    assert before(system_id("calendar", "5401", "2026")) == "calendar/5401/2026"
    assert client_id("zhang.san", "k-1") == "zhang.san/k-1"

"""The table of routes, the OpenAPI document and the wording are complete."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from domain.case.authority import POWERS
from domain.case.decide import RULES
from domain.ground.refusal import Code, Refused, reason
from relief.api.addresses import QUESTIONS
from relief.api.problems import FIRST
from relief.api.routes import ROUTES, About
from relief.api.speech import UNSAID, spoken
from relief.api.territory import territory
from relief.words import slots
from relief.words.dictionary import table
from relief.words.edges import Edge
from relief.words.fields import of_path
from relief.words.refusals import wording
from tests.api.conftest import Api
from tests.api.words import LEADER, READER
from tests.support import commands as c
from tests.support.complete import complete
from tests.words.judged import english

ROOT = Path(__file__).parents[2]
COMMANDS = {
    kind
    for kind in vars(c).values()
    if isinstance(kind, type) and issubclass(kind, c.Command) and kind is not c.Command
}


def test_every_command_has_one_route_or_is_the_systems_own() -> None:
    """A new command cannot be forgotten."""
    routed = [route.command for route in ROUTES]
    assert len(set(routed)) == len(routed)
    addressed = [one.__name__ for one, row in RULES.items() if row.address is not None]
    complete([one.__name__ for one in routed], addressed, "ROUTES in relief/api/routes.py")
    there = [one.__name__ for one in COMMANDS]
    complete([one.__name__ for one in RULES], there, "the one table (domain/case/table.py)")
    complete([one.__name__ for one in POWERS], there, "POWERS in domain/case/authority.py")


def test_every_operation_of_the_document_stands_in_one_of_the_two_tables(api: Api) -> None:
    """Commands follow from their rows, questions from the table of addresses; nothing else is served."""
    document = api.app.openapi()
    told = {
        (one["operationId"], method, path, *one["tags"])
        for path, methods in document["paths"].items()
        for method, one in methods.items()
    }
    commands = {(one.name, "post", one.path, one.tag.value) for one in ROUTES}
    questions = {(one.name, one.method, one.path, one.tag.value) for one in QUESTIONS}
    assert told == commands | questions
    assert len(told) == len(ROUTES) + len(QUESTIONS)


def test_every_parameter_says_its_bounds_and_its_own_name(api: Api) -> None:
    """Bounds are words of JSON Schema; a page's size is no time limit, a provider's code no division's."""
    told = [
        (one["operationId"], parameter)
        for methods in api.app.openapi()["paths"].values()
        for one in methods.values()
        for parameter in one.get("parameters", ())
    ]
    assert len(told) > 100
    for name, parameter in told:
        inner = (parameter["schema"], *parameter["schema"].get("anyOf", ()))
        assert not {"ge", "le"} & {word for one in inner for word in one}, (name, parameter)
    sizes = {
        one["schema"]["title"]
        for _, one in told
        if one["name"] == "limit" and "maximum" in one["schema"]
    }
    assert sizes == {"每页条数"}
    (code,) = [one for name, one in told if (name, one["name"]) == ("FinishSignIn", "code")]
    assert "description" not in code


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_query_is_told_by_the_names_of_its_own_fields(api: Api) -> None:
    """What the client calls so stays as it is, below what has a name."""
    wrong = api.get(READER, "/v1/worklist", limit=0).json()["errors"]
    assert [one["label"] for one in wrong] == ["每页条数"]
    assert of_path("account.zz", theirs=True) == "收款账户的zz"


def test_paths_are_one_each_and_summaries_chinese() -> None:
    """No two commands share an address; each is named by its statutory term."""
    assert len({route.path for route in ROUTES}) == len(ROUTES)
    assert all("\u4e00" <= route.summary[0] <= "\u9fff" for route in ROUTES)


def test_the_document_is_openapi_3_1_and_lists_every_route(api: Api) -> None:
    """Bodies, keys, versions and refusals of every command are described, and nothing dangles."""
    document = api.http.get("/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for route in ROUTES:
        post = document["paths"][route.path]["post"]
        assert post["summary"] == route.summary
        headers = {p["name"]: p for p in post["parameters"]}
        assert headers["Idempotency-Key"]["required"]
        if route.decision:
            assert headers["If-Match"]["required"]
            assert "428" in post["responses"]
        assert {"201", "401", "403", "409", "422"} <= post["responses"].keys()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            named = [p["name"] for p in operation.get("parameters", []) if p["in"] == "path"]
            assert sorted(named) == sorted(set(named)), (path, method)
            assert all(f"{{{name}}}" in path for name in named)
            assert path.count("{") == len(named), (path, method)
    for reference in _references(document):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [ref for value in node.values() for ref in _references(value)]
    if isinstance(node, list):
        return [ref for value in node for ref in _references(value)]
    return []


def test_every_answer_has_a_closed_schema_and_every_refusal_is_described(api: Api) -> None:
    """No route says nothing of what it answers, and none keeps back that it may refuse."""
    document = api.app.openapi()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            told = operation["responses"]
            done = [told[status] for status in told if status[0] in "23"]
            assert done, (path, method)
            for answer in done:
                for kind, content in answer["content"].items():
                    assert kind != "application/json" or closed(document, content), (path, method)
            asked = bool(operation["security"])
            wanted = {"401", "503"} if asked else set()
            wanted |= {"404"} if "{" in path and "{county}" not in path else set()
            wanted |= {"400", "413", "415", "422"} if method == "post" else set()
            assert wanted <= told.keys(), (path, method, wanted - told.keys())
            assert "HTTPValidationError" not in str(told)


def closed(document: dict[str, Any], content: dict[str, Any]) -> bool:
    """Whether a schema lists what it has, or is at least one that is named."""
    name = content["schema"].get("$ref", "").rpartition("/")[2]
    schema = document["components"]["schemas"].get(name, {})
    return schema.get("additionalProperties") is False


@pytest.mark.parametrize("code", [*Code, *Edge])
def test_every_code_has_wording_and_a_status(code: Code | Edge) -> None:
    """Title, sentence and way out in Chinese; a status whose rank is known."""
    words = wording(code)
    for text in (words.title, words.sentence, words.way_out):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text)
    assert words.status in FIRST


def test_every_reason_the_rules_give_can_be_said_whole() -> None:
    """No sentence is left with a gap, nor with a code in it, whichever rule gives the reason."""
    gaps = []
    for code, field, facts in _reasons():
        said = {slot: sample(code, slot, field or "") for slot in facts}
        for told in spoken(code, field, said):
            if UNSAID in told or "{" in told or english(told):
                gaps.append((code.value, field, sorted(facts), told))
    assert gaps == []


def sample(code: Code, slot: str, field: str) -> str:
    """Some value of a fact: one of its list, where it has one."""
    if slot in LACK:
        return LACK[slot]
    if slot == "allowed" and field in slots.LISTED:
        return next(iter(table("values", slots.LISTED[field])))
    if slot not in slots.KINDS and (code, slot) not in slots.OF_CODE:
        return "1"
    first = next(iter(slots.kinds(code, slot, field)), None)
    if first is None:
        return "1"
    return next(iter(table("facts", "facts") if first == "fact" else table("values", first)))


LACK = {"what": "test:property", "title": "家庭财产"}
"""What an assessment lacks is told of two facts together."""


def _reasons() -> list[tuple[Code, str | None, set[str]]]:
    """Every ``reason(Code.X, article, field, **facts)`` written in the rules and the office."""
    found = []
    office = (ROOT / "relief" / "office" / name for name in ("office.py", "requests.py"))
    files = [*ROOT.glob("domain/**/*.py"), *office]
    for file in files:
        for call in ast.walk(ast.parse(file.read_text())):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "reason":
                continue
            code = call.args[0]
            if not (isinstance(code, ast.Attribute) and code.attr.isupper()):
                continue
            named = {k.arg: k.value for k in call.keywords if k.arg}
            given = call.args[2] if len(call.args) > 2 else named.pop("field", None)
            field = None
            if given is not None:
                field = str(given.value) if isinstance(given, ast.Constant) else "members"
            found.append((Code[code.attr], field, set(named) - {"article"}))
    assert len(found) > 50
    return found


def test_a_case_beyond_the_territory_is_not_named_in_a_refusal() -> None:
    """The same matter relieved elsewhere is a ground; which case it was stays there."""
    refused = Refused((reason(Code.SAME_MATTER, "12", "exception", earlier="540104200-1"),))
    (abroad,) = territory(LEADER).refusal(refused, About.CASE).faults
    (at_home,) = territory(READER).refusal(refused, About.CASE).faults
    assert abroad.facts == {}
    assert at_home.facts == {"earlier": "540104200-1"}


def test_no_schema_stands_in_the_document_that_nothing_leads_to(api: Api) -> None:
    """What no body and no answer has would only mislead: sums as whole fen, for one."""
    document = api.app.openapi()
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document)))
    assert document["components"]["schemas"].keys() == named
    assert "Money" not in named and "ProblemError" in named

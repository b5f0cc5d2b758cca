"""Every answer leads on: by addresses it has in it, and by links in the document for generators."""

from collections.abc import Iterator, Mapping
from typing import Any

from relief.api import ways
from relief.api.routes import NUMBERS, ROUTES, About
from relief.words.dictionary import example
from tests.api.asked import Asked, operations
from tests.api.client import generated
from tests.api.conftest import Api
from tests.api.described import Described
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import CASEWORKER, READER, TOWNSHIP

JSON = "application/json"
ASIDE = {"officer", "person", "law", "county"}
"""Who did it, whom it is about, by what law and where: told beside, not what the line is of."""


def answers(document: Described) -> Iterator[tuple[Asked, Mapping[str, Any], set[str]]]:
    """Every answer in JSON that is no refusal, with what it or its lines name by an id."""
    schemas = document["components"]["schemas"]

    def fields(schema: Mapping[str, Any]) -> Mapping[str, Any]:
        name = schema.get("$ref", "").rpartition("/")[2]
        found: Mapping[str, Any] = schemas.get(name, {}).get("properties", {})
        return found

    for one in operations(document):
        for status, answer in one.said["responses"].items():
            if status[0] == "2" and JSON in answer.get("content", {}):
                whole = fields(answer["content"][JSON]["schema"])
                line = fields(whole.get("items", {}).get("items", {}))
                ids = {about.value for about in NUMBERS} & (whole.keys() | line.keys())
                yield one, answer, ids - ASIDE


def readers(document: Described, name: str) -> set[str]:
    """The questions that need one thing only: what this name names in their address."""
    return {one.id for one in operations(document) if one.method == "get" and one.names == {name}}


@ONE_STORE
def test_what_answers_an_id_leads_to_every_question_about_it(api: Api) -> None:
    """Receipts, files and the lines of lists, in the OpenAPI document."""
    document = api.app.openapi()
    commands = {route.name: route for route in ROUTES}
    led = 0
    for one, answer, ids in answers(document):
        names = ids if one.id not in commands else {about(one, commands)} - {About.NOTHING.value}
        for name in names:
            takes = readers(document, name) - {one.id}
            there = answer.get("links", {}).keys()
            assert takes <= there, (one.id, name, takes - there)
            assert takes or there or one.id not in commands, (one.id, name)
            led += bool(takes)
    assert led > 90


def about(one: Asked, commands: Mapping[str, Any]) -> str:
    """What a command's receipt names: the file it opens, or what its path names."""
    opened = {"/v1/cases": "case", "/v1/leads": "lead"}
    return opened.get(one.path) or str(commands[one.id].about.value)


@ONE_STORE
def test_every_link_is_of_an_operation_and_gives_what_that_needs(api: Api) -> None:
    """Nothing leads nowhere, and nothing is passed that the operation does not take."""
    document = api.app.openapi()
    known = {one.id: one for one in operations(document)}
    for one, answer, _ in answers(document):
        for link in answer.get("links", {}).values():
            to = known[link["operationId"]]
            given = {name.rpartition(".")[2] for name in link["parameters"]}
            takes = {p["name"]: p for p in to.said.get("parameters", ())}
            assert given <= takes.keys(), (one.id, to.id)
            assert to.names <= given, (one.id, to.id)


@ONE_STORE
def test_links_and_addresses_can_be_followed(api: Api) -> None:
    """By a client of the document from a receipt and from each list; by its eyes from line to file."""
    case = api.submit()
    done = api.act(CASEWORKER, case, "acceptance", procedure="general")
    assert done["links"]["case"] == f"/v1/cases/{case}"
    api.follow()
    for href in done["links"].values():
        assert api.get(CASEWORKER, href).status_code == 200, href

    def send(method: str, path: str, headers: dict[str, str], query: Any, content: Any) -> Any:
        sent = {**api.headers(READER), **headers}
        return api.http.request(method, path, headers=sent, params=query, content=content)

    functions = generated(api.app.openapi(), send)
    for name, given in (
        ("TimeLimits", {}),
        ("TownshipLedger", {"code": TOWNSHIP}),
        ("CountyLedger", {"code": TOWNSHIP[:6]}),
    ):
        read = functions[name](given)
        ways = {way for way in read.ways if way != name}
        assert {"Case", "CaseHistory", "NextSteps", "CaseTimeLimits", "Documents"} <= ways
        for way in ways:
            assert functions[way](read.ways[way]).status == 200, (name, way)
        assert read.body["items"][0]["href"] == f"/v1/cases/{case}"


@ONE_STORE
def test_a_line_about_a_lead_leads_to_the_lead(api: Api) -> None:
    """A limit of a lead stands among those of cases; its address is the lead's."""
    said = {**example("RecordLead"), "township": TOWNSHIP}
    done = api.post(CASEWORKER, "/v1/leads", said)
    assert done.status_code == 201, done.text
    lead = done.json()["case"]
    assert done.json()["links"] == {"lead": f"/v1/leads/{lead}"}
    api.follow()
    for path in ("/v1/worklist", "/v1/leads"):
        (line,) = api.get(CASEWORKER, path).json()["items"]
        assert line["href"] == f"/v1/leads/{lead}", path
        assert api.get(CASEWORKER, line["href"]).json()["lead"] == lead


@ONE_STORE
def test_a_case_its_steps_and_its_receipts_lead_to_all_that_is_told_of_it(api: Api) -> None:
    """Each but to itself; whatever can be done says by which method."""
    case = api.submit()
    receipt = api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.follow()
    every = {*ways.WAYS}
    now = api.get(CASEWORKER, f"/v1/cases/{case}").json()["links"]
    steps = api.get(CASEWORKER, f"/v1/cases/{case}/next-steps").json()
    assert now.keys() == every - {"case"}
    assert steps["links"].keys() == every - {"next_steps"}
    assert receipt["links"].keys() == every
    for links in (now, steps["links"], receipt["links"]):
        assert {api.get(CASEWORKER, one).status_code for one in links.values()} <= {200, 409}
    desk = api.get(CASEWORKER, "/v1/desk").json()["items"]
    acts = [act for one in desk for act in one["acts"]] + steps["mine"]
    assert acts and {(one["method"], one["href"][0]) for one in acts} == {("POST", "/")}


@ONE_STORE
def test_a_limit_is_called_the_same_on_every_list(api: Api) -> None:
    """The board and the worklist name it, its state and its article as the case does."""
    case = api.submit()
    api.follow()
    (mine,) = api.get(CASEWORKER, f"/v1/cases/{case}/time-limits").json()["items"][:1]
    for path in ("/v1/time-limits", "/v1/worklist"):
        lines = api.get(CASEWORKER, path).json()["items"]
        (line,) = [one for one in lines if one["case"] == case and one["limit"] == mine["limit"]]
        for name in ("title", "basis_title", "state_title", "article_text"):
            assert line[name] == mine[name], (path, name)

"""Every code a client may be given has its words in ``/v1/words``, and says in which list of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from relief.api import coded
from relief.api.answers import Answer
from relief.words.fields import labelled
from tests.api.conftest import Api
from tests.api.described import words
from tests.api.spoken import BESIDE, SAID
from tests.api.test_journeys import (
    test_a_general_case_runs_from_application_to_archive as general,
)
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import CASEWORKER
from tests.words.walked import below

IDS = {
    *("appointment", "approver", "applicant", "batch", "calendar", "case", "citation", "article"),
    *("articles", "county", "delegation", "division", "document", "edition", "evidence", "field"),
    *(
        "fingerprint",
        "granted_by",
        "instance",
        "key",
        "lead",
        "linked",
        "members",
        "next",
        "number",
    ),
    *("offer", "officer", "parent", "person", "persons", "pointer", "receipt", "region", "request"),
    *("revoking", "sha256", "digest", "township", "townships", "type", "version", "untold", "rule"),
    *("what", "was", "now", "status", "formerly", "file", "alike", "media", "guardian"),
    *("amends", "deputy_for", "village_code"),
}
"""Numbers, papers, places and people: what there are no words for, or a question of its own."""

WRITTEN = {
    *("address", "bank", "example", "holder", "id_number"),
    *("language", "name", "note", "organisation", "phone", "place"),
    *("source", "value", "village", "waiting"),
    *("born", "certificate", "confidence"),
    *("shown", "country", "health", "occupation", "registered_at"),
}
"""What is read as somebody wrote it; what we say ourselves is ``SAID``, and looked at in every answer."""

ADDRESSES = {
    "assessment",
    "documents",
    "history",
    "href",
    "hints",
    "next_steps",
    "time_limits",
    "evidence",
}
APART = {
    *(("DivisionLine", "kind"), ("DivisionLine", "code")),
    *((name, "method") for name in ("DeskAct", "MyStep", "Step")),
    *(("AgentShown", "reason"), ("FormGroup", "fields")),
    ("LookLine", "asked"),
    ("NoticeLine", "reason"),
    *(("DivisionRecord", "reason"), ("DivisionRecord", "source")),
    *((name, "code") for name in ("DivisionSaid", "DivisionMoved")),
    *(
        ("DivisionSaid", one)
        for one in ("kind", "parent", "successor", "origin", "phone", "address")
    ),
    *(("LogLine", "log"), ("LogLine", "origin")),
    *(("CheckpointLine", "root"), ("CheckpointLine", "witnesses")),
    *(("ProofState", "broken"), ("ProofState", "red")),
    *(("DivisionMoved", "successor"), ("DivisionMoved", "was_name"), ("DivisionRecord", "city")),
}
"""Called like a code: how an address is called; a division's number and kind, somebody's own reason,
names of fields; marks of numbers asked for; names of logs, of their places and of witnesses.
"""


def properties(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every field of every answer that holds text."""
    answers = {one.__name__ for one in below(Answer)}
    for name, schema in document["components"]["schemas"].items():
        for field, said in schema.get("properties", {}).items():
            if name in answers and text(said):
                yield name, field, said


def text(said: Mapping[str, Any]) -> bool:
    """Whether a field holds text of no form that the document says."""
    if said.get("type") == "string":
        return not {"format", "pattern"} & said.keys()
    inner = (*said.get("anyOf", ()), said.get("items", {}))
    return any(map(text, filter(None, inner)))


def told(field: str) -> bool:
    """Whether a field is an id, a text or a day by its name."""
    return field in IDS | WRITTEN | SAID | ADDRESSES or field.endswith(
        (*BESIDE, "_on", "_at", "_from", "_to", "_day", "at", "on", "until")
    )


@ONE_STORE
def test_every_text_of_an_answer_is_a_code_of_a_list_or_known_to_be_none(api: Api) -> None:
    """A new field that holds a code fails here by its name until it says in which list it is."""
    lacking = [
        f"{name}.{field}"
        for name, field, said in properties(api.app.openapi())
        if coded.WORDS not in said and (name, field) not in APART | coded.ASIDE and not told(field)
    ]
    assert not lacking, (
        f"nothing says what {', '.join(lacking)} holds: a code of a list (relief/api/coded.py), a"
        " sentence of ours (SAID in tests/api/spoken.py), or neither (here)"
    )


def test_no_sentence_of_ours_is_also_something_else() -> None:
    """What is looked at as a sentence is no id and nobody else's text."""
    assert not SAID & (IDS | WRITTEN | ADDRESSES | coded.ANYWHERE.keys())


@ONE_STORE
def test_every_list_the_document_names_is_in_the_dictionary_with_all_its_values(api: Api) -> None:
    """Closed lists of bodies, queries and answers, and every list that a field of text names."""
    document, book = api.app.openapi(), api.http.get("/v1/words").json()
    seen = set()
    for name, schema in document["components"]["schemas"].items():
        if "enum" in schema:
            seen.add(schema[coded.WORDS])
            known = words(book, schema[coded.WORDS])
            assert [one for one in schema["enum"] if one not in known] == [], name
        for field, said in schema.get("properties", {}).items():
            if coded.WORDS in said:
                seen.add(said[coded.WORDS])
                assert words(book, said[coded.WORDS]), (name, field)
    assert len(seen) > 60
    assert {coded.LIMITS, coded.MATERIALS, coded.SERIES, coded.LAWS, coded.FACTS} <= seen


@ONE_STORE
def test_limits_and_papers_are_called_as_answers_call_them(api: Api) -> None:
    """The title a limit has in a case, a paper in the list of papers, a series in its own."""
    case = api.submit()
    api.follow()
    book = api.http.get("/v1/words").json()
    reader = api.get(CASEWORKER, f"/v1/cases/{case}/time-limits").json()["items"]
    assert reader and all(book["limits"][one["limit"]] == one["title"] for one in reader)
    papers = api.get(CASEWORKER, "/v1/materials", category="other-household").json()["items"]
    assert papers and all(book["materials"][one["id"]] == one["title"] for one in papers)
    series = api.get(CASEWORKER, "/v1/reference-values").json()["series"]
    assert series and all(book["series"][one["series"]] == one["title"] for one in series)
    (law,) = {api.get(CASEWORKER, f"/v1/cases/{case}").json()["law"]}
    assert book["laws"][law]


@ONE_STORE
def test_the_codes_of_a_file_are_found_by_its_facts(api: Api) -> None:
    """What the facts of a whole case hold is in the lists that the dictionary names for them."""
    general(api)
    book = api.http.get("/v1/words").json()
    (case,) = {line["case"] for line in api.lines() if "-" in line.get("case", "")}
    read = []
    for entry in api.get(CASEWORKER, f"/v1/cases/{case}/history").json()["items"]:
        for path, name in book["fact_values"].get(entry["fact"], {}).items():
            for code in at(entry["fields"], path.split(".")):
                read.append((entry["fact"], path, code))
                assert code in words(book, name), read[-1]
    assert len({(fact, path) for fact, path, _ in read}) > 12


def at(value: Any, path: list[str]) -> Iterator[str]:
    """The texts at a path, in every item of lists on the way."""
    if isinstance(value, list):
        for one in value:
            yield from at(one, path)
    elif isinstance(value, dict) and path:
        yield from at(value.get(path[0]), path[1:])
    elif isinstance(value, str):
        yield value


def test_every_field_the_table_of_codes_names_is_one_there_is() -> None:
    """A row of the table whose field is gone, or called otherwise, fails here."""
    fields = {name: {*one.model_fields} for one in below(Answer) for name in (one.__name__,)}
    every = set().union(*fields.values())
    assert coded.ANYWHERE.keys() - every == set()
    for name, field in (*coded.OF, *coded.ASIDE):
        assert field in fields[name], (name, field)
    assert all(labelled(field).label for field in coded.SENT)

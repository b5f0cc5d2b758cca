"""What the dictionary calls a field of one form is what its refusals and the document call it."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from domain.case.authority import Officer
from relief.api.addresses import QUESTIONS
from relief.api.app import asked_of
from relief.api.bodies import BODIES
from relief.api.routes import ROUTES
from relief.api.worded import models
from relief.words.dictionary import file
from relief.words.fields import ANYWHERE, PRIVATE, label, named
from tests.api.asked import CHOICES
from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import CASEWORKER, CITY

SECTIONS = {name: set(said) for name, said in file("fields").items()}
for _name in (ANYWHERE, PRIVATE, "path"):
    del SECTIONS[_name]

NUMBERS = {
    "case": "540121200-20260101-ABCDEF",
    "lead": "540121200-20260101-ABCDEF",
    "county": "540121",
    "code": "540121200",
    "region": "540121",
    "law": "lhasa-2018-202",
    "officer": "wang",
    "person": "0" * 32,
    "year": "2026",
    **CHOICES,
}

NEVER_SAID = {
    ("Circumstances", "members"): "asked under another name, household_size",
    ("CallbackQuery", "code"): "a browser brings it; a wrong one is answered as no sign-in",
}
"""Own words that no refusal of a form can say, and why."""


def saying(model: type[BaseModel], field: str) -> str:
    """The section that calls a field of a model by a name of its own; empty where none does."""
    return next((name for name in named(model) if field in SECTIONS.get(name, ())), "")


def inner(hint: Any) -> type[BaseModel] | None:
    """The record a field holds, if it holds any."""
    if isinstance(hint, type) and not get_args(hint) and issubclass(hint, BaseModel):
        return hint
    return next(filter(None, map(inner, get_args(hint))), None)


def leaves(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every field of a body and of what lies in it: its path, and whose field it is."""
    for name, field in model.model_fields.items():
        below = inner(field.annotation)
        yield (*path, name), model, name
        if below is not None and len(path) < 3:
            yield from leaves(below, (*path, name))


def wrongly(path: tuple[str, ...], model: type[BaseModel]) -> dict[str, Any]:
    """A body whose one field is what it never may be."""
    name, *rest = path
    if not rest:
        return {name: {"x": {}} if inner(model.model_fields[name].annotation) is None else 7}
    hint = model.model_fields[name].annotation
    below = inner(hint)
    assert below is not None
    made = wrongly(tuple(rest), below)
    return {name: [made] if "tuple" in str(hint) else made}


def forms() -> dict[str, tuple[str, type[BaseModel]]]:
    """Every body there is, by operation, with the address it is sent to; one of several of one body."""
    asked = {one.body: one for one in reversed(QUESTIONS) if one.body is not None}
    found = {one.name: (one.path, BODIES[one.command]) for one in ROUTES}
    return found | {one.name: (one.path, body) for body, one in asked.items()}


def refused(
    api: Api, path: str, body: Any, by: Officer = CASEWORKER, **numbers: str
) -> dict[str, str]:
    """What each field is called in the refusal of a body."""
    seen = 1 if "{case}" in path else None
    answer = api.post(by, path.format(**{**NUMBERS, **numbers}), body, version=seen)
    assert answer.status_code >= 400, (path, body)
    return {one["field"]: one["label"] for one in answer.json()["errors"] if one["field"]}


@pytest.mark.slow
@ONE_STORE
def test_every_field_of_every_body_is_refused_by_its_own_name(api: Api) -> None:
    """Each field sent as what it cannot be: the section of its form says what it is called."""
    wrong, said, case = [], set(), api.submit()
    for name, (path, model) in forms().items():
        for at, record, field in leaves(model):
            own = saying(record, field)
            if not own:
                continue
            by = CITY if path.endswith("/foreseen") else CASEWORKER
            labels = refused(api, path, wrongly(at, model), by, case=case)
            found = [one for place, one in labels.items() if place.endswith(field)]
            said.add((own, field))
            if not any(one.endswith(label(field, record)) for one in found):
                wrong.append((name, ".".join(at), label(field, record), labels))
    assert wrong == []
    kept = {
        (own, field)
        for one in {*models_of(model for _, model in forms().values())}
        for field in one.model_fields
        if (own := saying(one, field))
    }
    assert kept - said - NEVER_SAID.keys() == set() and len(said) > 60


def models_of(given: Any) -> Iterator[type[BaseModel]]:
    """The bodies and every record that lies in them."""
    for model in given:
        yield model
        yield from models_of(
            filter(None, (inner(f.annotation) for f in model.model_fields.values()))
        )


@ONE_STORE
def test_every_condition_is_refused_by_its_own_name(api: Api) -> None:
    """A question asked wrongly names its conditions as its own section does, not as any record's."""
    paths = {one.name: one.path for one in QUESTIONS}
    asked, said = conditions(api), 0
    assert {"DocumentQuery", "LooksQuery", "LedgerQuery", "DeskQuery"} <= {
        name for one in asked.values() for name in named(one)
    }
    for name, model in asked.items():
        for field in model.model_fields:
            own = saying(model, field)
            if own and (own, field) not in NEVER_SAID:
                query = {field: "W" * 2500}
                path, mine = paths[name].format(**NUMBERS), api.headers(CASEWORKER)
                answer = api.http.get(path, params=query, headers=mine)
                labels = {one["field"]: one["label"] for one in answer.json()["errors"]}
                assert labels.get(field) == label(field, own), (name, field, labels)
                said += 1
    assert said > 15


def conditions(api: Api) -> Mapping[str, type[BaseModel]]:
    """By question: the record its conditions are the fields of."""
    return asked_of(route for room in api.app.state.rooms for route in room.routes)


@ONE_STORE
def test_the_document_calls_every_field_as_its_own_section_does(api: Api) -> None:
    """Each section of a body, question or answer that the document has is seen in it."""
    document = api.app.openapi()
    schemas, by_name = document["components"]["schemas"], {one.__name__: one for one in models()}
    seen, wrong = set[tuple[str, str]](), list[tuple[str, ...]]()
    for name, schema in schemas.items():
        for field, told in schema.get("properties", {}).items():
            own = saying(by_name[name], field) if name in by_name else ""
            seen.add((own, field))
            if own and told["title"] != label(field, own):
                wrong.append((name, field, told["title"]))
    asked = conditions(api)
    for methods in document["paths"].values():
        for operation in methods.values():
            model = asked.get(operation["operationId"])
            for one in operation.get("parameters", ()):
                if model is not None and one["in"] == "query":
                    own = saying(model, one["name"])
                    seen.add((own, one["name"]))
                    if own and one["schema"]["title"] != label(one["name"], own):
                        wrong.append((operation["operationId"], one["name"]))
    assert wrong == []
    shown = {*schemas, *(one.__name__ for one in asked.values())}
    unseen = {
        (own, field)
        for name in shown & by_name.keys()
        for field in by_name[name].model_fields
        if (own := saying(by_name[name], field)) and (own, field) not in seen
    }
    assert unseen == set()


@ONE_STORE
def test_the_book_has_a_forms_words_under_the_forms_name(api: Api) -> None:
    """Whoever knows a schema by its name finds every label of its own, hints as well."""
    book = api.http.get("/v1/words").json()["fields"]
    assert book["ApplicationAccount"]["holder"]["hint"]
    assert book["CaseAssessment"]["missing"] == book["AssessmentAnswer"]["missing"]
    for one in models():
        for field in one.model_fields:
            if saying(one, field):
                assert book[one.__name__][field]["label"] == label(field, one), one

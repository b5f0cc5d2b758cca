"""The ways on from every answer: addresses in it, and links in the document for whoever reads that."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from relief.api.addresses import (
    ASSESSMENT,
    CASE_DOCUMENTS,
    CASE_EVIDENCE,
    CASE_LIMITS,
    CASE_NOW,
    COUNTY_LEDGER,
    DELEGATIONS,
    DOCUMENT,
    HINTS,
    HISTORY,
    NEXT_STEPS,
    ONE_LEAD,
    TOWNSHIP_LEDGER,
)
from relief.api.asking import Question
from relief.api.routes import ROUTES, About, CommandRoute

WAYS = {
    "case": CASE_NOW,
    "history": HISTORY,
    "assessment": ASSESSMENT,
    "next_steps": NEXT_STEPS,
    "time_limits": CASE_LIMITS,
    "hints": HINTS,
    "documents": CASE_DOCUMENTS,
    "evidence": CASE_EVIDENCE,
}
"""Where one goes from a case, as its answer calls it."""

READ: Mapping[str, tuple[Question, ...]] = {
    "case": tuple(WAYS.values()),
    "lead": (ONE_LEAD,),
    "county": (DELEGATIONS, COUNTY_LEDGER),
    "township": (TOWNSHIP_LEDGER,),
}
"""The questions that can be asked of what an answer's field names."""

OTHERWISE = {("CountyLedger", "county"): "code", ("TownshipLedger", "township"): "code"}
"""What a question calls in its address what answers call otherwise."""

OPENING = ("/v1/cases", "/v1/leads")
"""Where files are opened: whoever opened one is told every command about it too."""

JSON = "application/json"


def links(case: str, here: Question | None = None) -> dict[str, str]:
    """The addresses of everything else that is told of a case; ``here`` is what was asked."""
    return {name: one.way(case=case) for name, one in WAYS.items() if one is not here}


def onward(about: About, number: str) -> dict[str, str]:
    """Where one goes from a receipt: to what was written about, and to all that is told of it."""
    match about:
        case About.CASE:
            return links(number)
        case About.LEAD:
            return {"lead": ONE_LEAD.way(lead=number)}
        case About.COUNTY:
            return {"delegations": DELEGATIONS.way(county=number)}
        case _:
            return {}


def about(route: CommandRoute) -> About:
    """What the receipt of a command names: a file that it opens, else what its path names."""
    return dict(zip(OPENING, (About.CASE, About.LEAD), strict=True)).get(route.path, route.about)


def linked(document: dict[str, Any]) -> None:
    """Puts the links of every answer into the document: to what can be asked of what it names."""
    commands = {route.name: route for route in ROUTES}
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                route = commands.get(operation["operationId"])
                if status[0] != "2" or JSON not in answer.get("content", {}):
                    continue
                ways = of_receipt(route) if route else of_answer(operation, answer, document)
                if ways:
                    answer["links"] = ways


def of_receipt(route: CommandRoute) -> dict[str, Any]:
    """From a receipt: what reads what was written, or where nothing does, what is commanded next."""
    kind = about(route)
    found = dict(_to(kind.value, "/case", READ.get(kind.value, ())))
    if route.path in OPENING or (not found and kind is not About.NOTHING):
        seen = {"header.If-Match": "$response.header.ETag"} if kind is About.CASE else {}
        number = {kind.value: "$response.body#/case"}
        for one in ROUTES:
            if one.about is kind and one is not route:
                found[one.name] = {"operationId": one.name, "parameters": {**number, **seen}}
    return found


def of_answer(
    operation: Mapping[str, Any], answer: Mapping[str, Any], document: Mapping[str, Any]
) -> dict[str, Any]:
    """From what a question answers, and from the lines of a list: the first stands for all."""
    found: dict[str, Any] = {}
    schemas = document["components"]["schemas"]
    whole = _schema(answer["content"][JSON]["schema"], schemas)
    line = _schema(whole.get("items", {}).get("items", {}), schemas)
    for fields, place in ((whole, ""), (line, "/items/0")):
        for name in READ.keys() & fields.keys():
            found |= _to(name, f"{place}/{name}", READ[name])
        if "document" in fields and "case" in whole:
            parameters = {
                "case": "$response.body#/case",
                "kind": f"$response.body#{place}/document",
            }
            found[DOCUMENT.name] = {"operationId": DOCUMENT.name, "parameters": parameters}
    found.pop(operation["operationId"], None)
    return dict(sorted(found.items()))


def _schema(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a record, by name."""
    name = schema.get("$ref", "").rpartition("/")[2]
    fields: Mapping[str, Any] = schemas.get(name, {}).get("properties", {})
    return fields


def _to(name: str, place: str, questions: Sequence[Question]) -> Iterator[tuple[str, Any]]:
    """Links to questions, by what stands at a place of the answer."""
    for one in questions:
        called = OTHERWISE.get((one.name, name), name)
        parameters = {called: f"$response.body#{place}"}
        yield one.name, {"operationId": one.name, "parameters": parameters}

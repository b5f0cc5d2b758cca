"""Every route of the OpenAPI document as requests: who may ask for what is held against it.

A route about a case or lead is recognised by its path. Any other must stand in one of the tables
here, or ``unclassified`` names it; questions stand there by what the table of addresses says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from relief.api.addresses import QUESTIONS
from relief.api.asking import Whom
from relief.console.app import screens

NUMBERED = {"case", "lead"}
"""Paths that name one thing that lies in one township."""

CHOICES = {"kind": "application-form", "file": "0" * 32}
"""What else a path may name: one of a closed list, here the one every case has."""

SIGNING_IN = frozenset({"WaysIn", "BeginSignIn", "FinishSignIn", "SignInLocally"})
"""How somebody comes to be known: held in ``tests/identity``."""


def concerning(whom: Whom) -> frozenset[str]:
    """The questions of the table that concern them."""
    return frozenset(one.name for one in QUESTIONS if one.whom is whom)


OPEN = concerning(Whom.ANYONE)
"""Answered without asking who asks; say nothing of any case."""

WITH: Mapping[str, Mapping[str, str]] = {
    "Due": {"limit": "examination", "start": "2025-03-10"},
    "Materials": {"category": "other-household"},
}
ANYBODY = {name: WITH.get(name, {}) for name in sorted(concerning(Whom.OFFICER))}
"""Asked by any officer, with what they ask for; the answer depends on no case."""

OF_A_SESSION = concerning(Whom.SESSION)
"""About the session at hand alone, and refused to whoever comes by a token; held in
``tests/identity``."""

BY_POST: Mapping[str, frozenset[str]] = {
    "PersonSearch": frozenset(
        {"caseworker", "township-leader", "county-checker", "approver", "finance", "auditor"}
    ),
    "AccessLog": frozenset({"audit-administrator"}),
    "Officers": frozenset({"security-administrator", "audit-administrator", "city-officer"}),
    "ForeseeRecordHolidayNotice": frozenset({"city-officer"}),
    "ForeseeWithdrawHolidayNotice": frozenset({"city-officer"}),
    "ForeseeConfirmDivisions": frozenset({"city-officer"}),
    "Proof": frozenset(
        {
            "auditor",
            "system-administrator",
            "security-administrator",
            "audit-administrator",
        }
    ),
    "SignIns": frozenset({"security-administrator", "audit-administrator"}),
}
"""Asked by these posts only, where they are really held, as the house has it: said here once more."""

LISTS: Mapping[str, tuple[str, ...]] = {
    one.name: tuple(re.findall(r"\{(\w+)\}", one.path)) or ("area",)
    for one in QUESTIONS
    if one.whom is Whom.AREA
}
"""Ask about an area, named where it is said here; without one, about all that is theirs."""

PLACED = {
    "SubmitApplication": "township",
    "RecordLead": "township",
    "GrantDelegation": "county",
    "RevokeDelegation": "county",
    "RecordHolidayNotice": "",
    "WithdrawHolidayNotice": "",
    "ProposeDivisions": "",
    "ConfirmDivisions": "",
    "RejectDivisions": "",
    "WithdrawDivisions": "",
    "RecordReferenceValue": "",
    "ProposeLaw": "",
    "ApproveLaw": "",
    "ProposeInterpretation": "",
    "ApproveInterpretation": "",
    "ProposeKeyDestruction": "",
    "ConfirmKeyDestruction": "",
    "AppointOfficer": "",
    "EndAppointment": "",
    "AppointAdministrator": "",
    "EndAdministration": "",
    "DeclareKinship": "",
    "WithdrawKinship": "",
    "NameOfficer": "",
    "LinkSignIn": "",
    "UnlinkSignIn": "",
}
"""Commands about no case yet: the field of the body or path that says where; the city's where empty."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation of the document."""

    id: str
    method: str
    path: str
    said: Mapping[str, Any] = field(repr=False)

    @property
    def names(self) -> frozenset[str]:
        """What its path names."""
        return frozenset(re.findall(r"\{([a-z_]+)\}", self.path))

    def address(self, **named: str) -> str:
        """Its path with these names in it."""
        return self.path.format(**{**named, **CHOICES})

    @property
    def places(self) -> frozenset[str]:
        """What of that lies somewhere."""
        return self.names - CHOICES.keys()


def operations(document: Mapping[str, Any]) -> Iterator[Asked]:
    """Every operation there is."""
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            yield Asked(said["operationId"], method, path, said)


def unclassified(document: Mapping[str, Any]) -> list[str]:
    """Routes of which nobody has said whom they concern."""
    known = OPEN | OF_A_SESSION | ANYBODY.keys() | BY_POST.keys() | LISTS.keys() | PLACED.keys()
    return [
        f"{one.method} {one.path} ({one.id})"
        for one in operations(document)
        if not (one.places <= NUMBERED if one.places else one.id in known) and one.id not in known
    ]


WORDS = (
    "1",
    "1800.00",
    "540121200",
    "540121",
    "5401",
    "national",
    "0" * 32,
    "ab" * 32,
    "2026-03-02",
)


def body(said: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    """A body that is right in its form and says nothing in particular; ``None`` without one."""
    told = said.get("requestBody", {}).get("content", {}).get("application/json")
    return None if told is None else _value(told["schema"], document)


def _value(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    if "$ref" in schema:
        return _value(
            document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document
        )
    if "anyOf" in schema:
        return _value(schema["anyOf"][0], document)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object":
            named = schema.get("properties", {})
            return {name: _value(named[name], document) for name in schema.get("required", ())}
        case "array":
            return []
        case "integer":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return True
        case _:
            return _text(schema)


def _text(schema: Mapping[str, Any]) -> str:
    if schema.get("format") == "date":
        return "2026-03-02"
    pattern = schema.get("pattern", "")
    return next(word for word in WORDS if re.search(pattern, word))


PAGES: Mapping[str, str] = {
    "begin": "officer",
    "case": "number",
    "history": "number",
    "limits": "number",
    "papers": "number",
    "notice": "number",
    "money": "number",
    "looks": "posts",
    "reveal": "number",
    "decision": "number",
    "case-proof": "number",
    "proof": "posts",
    "desk": "officer",
    "search": "officer",
    "notices": "area",
    "leads": "area",
    "load": "posts",
    "pile": "posts",
    "paying": "posts",
    "do": "officer",
    "do-file": "number",
    "done": "officer",
    "drafts": "officer",
    "sign-in": "anyone",
    "sign-out": "officer",
    "upload": "number",
}
"""Whom each screen of the console concerns, said here once more: ``anyone``, ``officer``, an ``area``,
the ``number`` of a case or lead in its path, or ``posts``."""


def unplaced(app: Any) -> list[str]:
    """Screens of which nobody has said whom they concern, or that say otherwise themselves."""
    return [
        f"{one.name} ({one.address})"
        for one in screens(app)
        if PAGES.get(one.name) != one.whom.name.lower()
        or bool(NUMBERED & set(one.numbers)) != (one.whom is Whom.NUMBER)
    ]

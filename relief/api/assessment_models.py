"""What 试算 answers, for the OpenAPI document."""

from typing import Any

from relief.api.answers import Answer


class AssessmentAnswer(Answer):
    """An assessment of given facts, which decides nothing; each part has its article."""

    on: str
    township: str
    pack: str
    document: str
    verdict: dict[str, Any]
    covered: dict[str, Any]
    tests: list[dict[str, Any]]
    grounds: list[dict[str, Any]]
    elsewhere: dict[str, Any] | None
    missing: list[dict[str, Any]]
    amount: dict[str, Any] | None
    room: dict[str, Any]
    decider: dict[str, Any]
    flags: list[dict[str, Any]]
    limits: list[dict[str, Any]]
    materials: list[dict[str, Any]]
    values: dict[str, Any]
    trace: dict[str, Any]


class CaseAssessment(AssessmentAnswer):
    """The assessment of what is on record, as examination and approval have it."""

    record: int | None

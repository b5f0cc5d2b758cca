"""What is asked by a slip, and what is told."""

from typing import Annotated

from pydantic import Field

from relief.api.answers import Answer, Day
from relief.api.records import Body

SlipNumber = Annotated[str, Field(strict=True, max_length=40)]
SlipCode = Annotated[
    str, Field(strict=True, max_length=20), Field(json_schema_extra={"writeOnly": True})
]


class ProgressQuestion(Body):
    """The number and the code on a slip; both stand in the body only, never in an address."""

    number: SlipNumber
    code: SlipCode


class ProgressAnswer(Answer):
    """How far a case has come, its days, and what it waits for."""

    progress: str
    applied_on: Day
    accepted_on: Day | None
    decided_on: Day | None
    closed_on: Day | None
    awaited: list[str]

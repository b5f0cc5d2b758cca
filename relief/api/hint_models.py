"""What is known elsewhere of the persons of an application, for the OpenAPI document."""

from domain.case.knowledge.hints import CourseThere
from domain.ground.matter import Likeness, Sameness
from relief.api.answers import Answer, Day, Yuan


class DeathHint(Answer):
    """A member who died, as another case has it."""

    person: str
    day: Day
    answered: bool


class NameHint(Answer):
    """A member who is recorded by other names elsewhere under the same number, and by how many."""

    person: str
    others: int
    answered: bool


class OthersHint(Answer):
    """A member who lives with persons not listed in the application, and with how many."""

    person: str
    others: int


class YearHint(Answer):
    """What a member was granted this year, wherever it was; null: the household together."""

    person: str | None
    grants: int
    sum: Yuan


class LikenessHint(Answer):
    """An application that is, or looks like, one of the same matter; its number only within reach."""

    person: str
    listing: int
    likenesses: list[Likeness]
    told_same: bool
    course: CourseThere
    course_title: str
    sameness: Sameness | None
    case: str | None


class CaseHints(Answer):
    """Everything known elsewhere of the persons of an application."""

    case: str
    deaths: list[DeathHint]
    names: list[NameHint]
    others: list[OthersHint]
    year: list[YearHint]
    likenesses: list[LikenessHint]

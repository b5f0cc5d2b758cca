"""How single values are written in bodies, queries and headers. Nothing is coerced.

Each reader raises ``PydanticCustomError`` whose type is the fault's name in the dictionary.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from domain.ground.money import Money
from domain.ground.names import TYPED, nameable, officer_id
from domain.ground.people import UNKNOWN, PersonId, Private
from domain.ground.places import CODE, VILLAGE_CODE
from domain.time.calendar import FIRST_YEAR
from relief.people.people import place_holder
from relief.words.sentences import say

LONGEST_TEXT = 500
LONGEST_PRIVATE = 4000
LONGEST_LIST = 200
LARGEST_NUMBER = 1_000_000
LARGEST_YUAN_DIGITS = 9
BEYOND_BOUNDS = 20
"""So many signs of a whole number are beyond every bound there is, whatever follows them."""
LAST_YEAR = 2200
"""No case, paper, figure or holiday is of a later year."""

_YUAN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
_AREA = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
_DECIMALS = re.compile(r"[0-9]+\.[0-9]{3,}")
_DIGITS = re.compile(r"[0-9]+(\.[0-9]+)?")
_WHOLE = re.compile(r"0|-?[1-9][0-9]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERSON = re.compile(r"[0-9a-f]{32}")
_FULL_WIDTH = re.compile(r"[\uff10-\uff19\uff0e\u3002\uff0d\uff0c]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def fault(name: str, **bounds: int) -> PydanticCustomError:
    """A fault by its name, with the bounds it broke; the value is never part of it."""
    return PydanticCustomError(name, name, bounds)


def money(value: Any) -> Money:
    """Yuan in plain digits with at most two decimals, as text."""
    if not isinstance(value, str):
        raise fault("amount-not-text")
    if value.startswith("-") and _DIGITS.fullmatch(value[1:]):
        raise fault("amount-negative")
    if _DECIMALS.fullmatch(value):
        raise fault("amount-decimals")
    if _FULL_WIDTH.search(value):
        raise fault("amount-full-width")
    if _DIGITS.fullmatch(value) and len(value.partition(".")[0]) > LARGEST_YUAN_DIGITS:
        raise fault("amount-too-large")
    if not _YUAN.fullmatch(value):
        raise fault("amount-form")
    return Money.of_yuan(value)


def area(value: Any) -> int:
    """Square metres in plain digits with at most two decimals, as text: the hundredths of one."""
    if not isinstance(value, str):
        raise fault("area-not-text")
    if not _AREA.fullmatch(value):
        raise fault("area-form")
    whole, _, parts = value.partition(".")
    return int(whole) * 100 + int(parts.ljust(2, "0"))


def metres(hundredths: int) -> str:
    """Square metres as ``area`` reads them."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def officer(value: Any) -> str:
    """An officer's id, in its one spelling however it was typed."""
    if not isinstance(value, str):
        raise fault("not-a-text")
    if not nameable(value):
        raise fault("name-reserved" if TYPED.fullmatch(value) else "not-an-officer-id")
    return officer_id(value)


def whole(text: Any) -> int:
    """A whole number spelled as JSON spells it: no plus, blank, zero before, fraction, other script.

    One beyond every bound is read as another beyond every bound, to be refused for its size.
    """
    if not isinstance(text, str) or not _WHOLE.fullmatch(text):
        raise fault("not-digits")
    return int(text[:BEYOND_BOUNDS])


def day(value: Any) -> date:
    """A date as ``YYYY-MM-DD``, of a year in which something could have been recorded."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise fault("not-a-date")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise fault("not-a-date") from None
    if found.year < FIRST_YEAR:
        raise fault("year-too-early")
    return found


def seen(value: str) -> str:
    """Text without invisible signs."""
    if _UNSEEN.search(value):
        raise fault("control-character")
    return value


def private(value: Any) -> Private:
    """Personal text, not bound to a person yet."""
    if not isinstance(value, str):
        raise fault("not-a-text")
    if not value.strip():
        raise fault("too-short", least=1)
    if len(value) > LONGEST_PRIVATE:
        raise fault("too-long", most=LONGEST_PRIVATE)
    return Private(UNKNOWN, seen(value))


def person(value: Any) -> PersonId:
    """A person of the case, by the identifier the case file shows."""
    if not isinstance(value, str):
        raise fault("not-a-text")
    if not _PERSON.fullmatch(value):
        raise fault("not-a-person-id")
    return PersonId(value)


def place(value: Any) -> PersonId:
    """A person of an application, by place in its list of members, from 0."""
    if type(value) is not int:
        raise fault("not-a-number")
    if not 0 <= value < LONGEST_LIST:
        raise (
            fault("too-large", most=LONGEST_LIST - 1) if value > 0 else fault("too-small", least=0)
        )
    return place_holder(value)


def formed(pattern: str, wrong: str, **said: Any) -> Any:
    """The type of a text of one form, and the fault that anything else is."""
    return Annotated[str, *form_of(pattern, wrong, **said)]


def form_of(pattern: str, wrong: str, **said: Any) -> tuple[Any, ...]:
    """What a text of one form is read and described by."""
    form = re.compile(pattern)

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise fault("not-a-text")
        if not form.fullmatch(value):
            raise fault(wrong)
        return value

    schema = {"type": "string", "pattern": f"^({pattern})$", **said}
    return PlainValidator(read), WithJsonSchema(schema)


MoneyField = Annotated[
    Money,
    PlainValidator(money),
    PlainSerializer(str, str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[0-9]{1,9}(\.[0-9]{1,2})?$",
            "description": say("api.types.money"),
            "examples": ["1800.00"],
        }
    ),
]
AreaOfHome = Annotated[
    int,
    PlainValidator(area),
    PlainSerializer(metres, str, when_used="json"),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{_AREA.pattern}$",
            "description": say("api.types.square-metres"),
        }
    ),
]
DayField = Annotated[
    date,
    PlainValidator(day),
    WithJsonSchema({"type": "string", "format": "date", "description": say("api.types.day")}),
]
PrivateField = Annotated[
    Private,
    PlainValidator(private),
    WithJsonSchema(
        {
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST_PRIVATE,
            "writeOnly": True,
            "description": say("api.types.private"),
        }
    ),
]
PersonField = Annotated[
    PersonId,
    PlainValidator(person),
    WithJsonSchema(
        {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": say("api.types.person")}
    ),
]
PlaceField = Annotated[
    PersonId,
    PlainValidator(place),
    WithJsonSchema({"type": "integer", "minimum": 0, "description": say("api.types.place")}),
]
OfficerField = Annotated[
    str,
    PlainValidator(officer),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{TYPED.pattern}$",
            "description": say("api.types.officer"),
        }
    ),
]
TextField = Annotated[str, Field(strict=True, max_length=LONGEST_TEXT), AfterValidator(seen)]
Spelled = BeforeValidator(whole)
"""For a number in a query or header: what it must be is said as in a body."""
NumberField = Annotated[int, Field(strict=True, ge=0, le=LARGEST_NUMBER)]
YearField = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]
DIVISION = formed(CODE, "not-a-division")
"""The code of a city, county or township."""
NAMED_DIVISION = formed(f"{CODE}|{VILLAGE_CODE}", "no-division-code")
"""The same, or that of a village."""
SOME_DIVISION = formed(f"{CODE}|{VILLAGE_CODE}|", "no-division-code")
"""The same, or nothing where none is meant."""
FileField = formed("[0-9a-f]{32}", "not-a-file-id")
TownshipField = formed("[0-9]{9}", "not-a-township")
CountyField = formed("[0-9]{4}|[0-9]{6}", "not-a-county")
"""The code of a county, or of a city as all of its counties."""
RegionField = formed(
    f"national|[0-9]{{2}}|{CODE}",
    "not-a-region",
    description=say("api.types.region"),
    examples=["national"],
)
AreaField = formed(f"[0-9]{{2}}|{CODE}", "not-an-area", description=say("api.types.area"))

"""How a form begins: what is known of the case or of whoever fills it in is not typed once more."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.assessment.inputs import Circumstances
from domain.case.entitlement import assessed
from domain.case.service.owed import owed
from domain.case.situation import Situation
from domain.case.state import Case
from domain.ground.money import ZERO, Money
from domain.ground.posts import Officer
from domain.ground.terms import Channel, DocumentFormat, Relation, Residence, Subject
from relief.api.assessed import plain
from relief.api.routes import CASE
from relief.console.forms import asked as a
from relief.console.forms.asked import Form
from relief.console.forms.choices import TOWNSHIP, lacking
from relief.console.forms.typed import ROWS, typed_of
from relief.console.sent import Fields

APPLYING, SERVING = "/v1/cases", f"{CASE}/documents"
"""Where an application is handed in, and a document served: their forms are more than a form."""

NOW = frozenset(
    {"visited_on", "held_on", "paid_on", "returned_on", "delivered_on", "attempted_on", "told_on"}
)
"""Days that are today unless something else is said."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known where a form is opened."""

    path: str
    form: Form
    officer: Officer
    today: date
    situation: Situation | None

    @property
    def case(self) -> Case:
        """The case it is about."""
        assert self.situation is not None
        return self.situation.case


def first(begun: Begun) -> Fields:
    """A form nobody filled in yet: lists that must have something begin with one row."""
    made = {f"{ROWS}{one.name}": ["1"] for one in begun.form.fields if _needs_row(one)}
    made |= {name: [value] for name, value in _everywhere(begun) if value}
    own = OWN.get(begun.path)
    return made if own is None else {**made, **own(begun)}


def _needs_row(one: a.Field) -> bool:
    return one.kind == a.RECORDS and one.needed


def _everywhere(begun: Begun) -> Iterator[tuple[str, str]]:
    """What holds of a field in whichever form it stands."""
    for one in begun.form.fields:
        if one.name in NOW and one.kind == a.DAY:
            yield one.name, begun.today.isoformat()
        elif one.name == "visitors":
            yield one.name, begun.officer.id
        elif begun.situation is not None and one.name in NUMBERS and one.kind == a.WHOLE:
            number = NUMBERS[one.name](begun.case)
            yield one.name, "" if number is None else str(number)


NUMBERS: Mapping[str, Callable[[Case], int | None]] = {
    "payment": lambda case: case.payments.pending,
    "request": lambda case: (
        None if case.payments.correction is None else case.payments.correction.number
    ),
    "correction": lambda case: None if case.asked_for is None else case.asked_for.number,
    "proposal": lambda case: None if case.proposal is None else case.proposal.number,
}
"""What waits for an answer, by the field that names it."""


def _application(begun: Begun) -> Fields:
    own = begun.officer.division
    place = own if len(own) == TOWNSHIP else ""
    said = {
        "channel": Channel.COUNTER.value,
        "residence": Residence.LOCAL.value,
        "subject": Subject.HOUSEHOLD.value,
        "township": place,
        "lives_in": place,
        "members.0.relation": Relation.APPLICANT.value,
    }
    return {name: [value] for name, value in said.items() if value}


def _deficiencies(begun: Begun) -> Fields:
    """All that is lacking: what is not told now may not be asked for later (16)."""
    assert begun.situation is not None
    found = [id for id, _ in lacking(begun.situation)]
    return {"missing": found} if found else {}


def _circumstances(begun: Begun) -> Fields:
    """As they were recorded last; else what the application says."""
    case, record = begun.case, begun.case.circumstances
    asked = case.asked
    known = (
        Circumstances(subject=asked.subject, category=asked.category, cause=asked.matter.cause)
        if record is None
        else record.circumstances
    )
    told: dict[str, Any] = plain(known)
    told["members"] = len(asked.members)
    spending = told["spending"]
    if spending and spending["housing_area"] is not None:
        whole, rest = divmod(spending["housing_area"], 100)
        spending["housing_area"] = f"{whole}.{rest:02}"
    year = begun.today.year if record is None else record.expense_year
    body: dict[str, Any] = {"circumstances": told, "expense_year": year}
    if record is not None:
        body |= {"periods": record.periods, "also_year": record.also_year}
    return typed_of(begun.form, body)


def _opinion(begun: Begun) -> Fields:
    """The sum the law prescribes on what is recorded, where it is one."""
    assert begun.situation is not None
    found = assessed(begun.situation) if begun.case.known is not None else None
    amount = None if found is None or found.amount is None else found.amount.proposed
    return {} if amount is None else {"recommended": [str(amount)]}


def _decision(begun: Begun) -> Fields:
    examined = begun.case.examination
    recommended = ZERO if examined is None else examined.recommended
    return {"amount": [str(recommended)]} if recommended > ZERO else {}


def _payment(begun: Begun) -> Fields:
    """What was approved and did not reach the family yet."""
    case = begun.case
    if case.approval is None:
        return {}
    left = Money(case.approval.amount.fen - case.payments.disbursed.fen)
    return {"amount": [str(left)]} if left > ZERO else {}


def _letter(begun: Begun) -> Fields:
    """The letter that is owed, as the file that is printed."""
    first = next(owed(begun.case), None)
    told = {"format": [DocumentFormat.PDF.value]}
    return told if first is None else {**told, "document": [first.kind.value]}


def _objection(begun: Begun) -> Fields:
    open_ = begun.case.open_objection
    return {} if open_ is None else {"number": [str(open_)]}


def _complaint(begun: Begun) -> Fields:
    answers = enumerate(begun.case.complaints, 1)
    open_ = next((number for number, answer in answers if answer is None), None)
    return {} if open_ is None else {"number": [str(open_)]}


def _referral(begun: Begun) -> Fields:
    answers = enumerate(begun.case.referrals, 1)
    open_ = next((number for number, answer in answers if answer is None), None)
    return {} if open_ is None else {"number": [str(open_)]}


OWN: Mapping[str, Callable[[Begun], Fields]] = {
    APPLYING: _application,
    "/v1/leads": lambda begun: {
        name: value for name, value in _application(begun).items() if name == "township"
    },
    f"{CASE}/deficiency-notice": _deficiencies,
    f"{CASE}/circumstances": _circumstances,
    f"{CASE}/opinion": _opinion,
    **dict.fromkeys((f"{CASE}/approval", f"{CASE}/delegated-approval"), _decision),
    **dict.fromkeys((f"{CASE}/payments", f"{CASE}/handover-release"), _payment),
    **dict.fromkeys((f"{CASE}/cash", f"{CASE}/goods"), _payment),
    SERVING: _letter,
    f"{CASE}/objections/resolution": _objection,
    f"{CASE}/complaints/answer": _complaint,
    f"{CASE}/referrals/answer": _referral,
}
"""What holds of one command's form alone, by its address."""

"""Whom an amended application names: by right numbers, and none under age alone."""

from domain.case.amendment.commands import AmendApplication, CorrectApplication
from domain.case.intake import rules as intake
from domain.case.intake.ability import CIVIL_CODE, INCAPABLE, minor
from domain.case.intake.children import identities_wrong, known_otherwise
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.refusal import Code, Reason, reason

Amending = AmendApplication | CorrectApplication


@since(3)
@carries(
    "16 16.3", "Every identity number is right; who has none shows a paper, or is known by birth."
)
def numbers_right(s: Situation, command: Amending) -> tuple[Reason, ...]:
    told, asked = command.changes.members, s.case.asked
    wrong = intake.wrong_numbers(s, told, "changes.members")
    known = frozenset(asked.members) - frozenset(asked.by_birth)
    return (*wrong, *identities_wrong(told, "changes.members", s.today, known))


@since(3)
@carries("16 16.3", "An amended application tells one birth under one paper or certificate, too.")
def births_still_as_known(s: Situation, command: Amending) -> tuple[Reason, ...]:
    return known_otherwise(command.changes.members, "changes.members", command.otherwise)


@since(3)
@carries("民法典§20 14.2 17", "An amended application is no minor's alone either.")
def guardian_still_named(s: Situation, command: Amending) -> Reason | None:
    if _alone(s) and minor(command.changes.members, s.today):
        return reason(Code.GUARDIAN_MISSING, CIVIL_CODE, "changes.members")
    return None


@since(3)
@carries("民法典§21 14.2 17", "Nor is it that of somebody alone who cannot act.")
def capable_still(s: Situation, command: Amending) -> Reason | None:
    """A minor is asked it as one already."""
    if not (command.incapable and _alone(s)) or minor(command.changes.members, s.today):
        return None
    return reason(Code.GUARDIAN_MISSING, INCAPABLE, "incapable")


def _alone(s: Situation) -> bool:
    """Whether nobody acts for whoever applies, and nobody found them."""
    asked = s.case.application
    return asked is not None and not asked.entrusted and asked.lead is None

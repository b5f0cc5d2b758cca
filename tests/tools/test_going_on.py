"""Cases begun under earlier rules go on under the newest: whatever came since has a way out."""

from collections.abc import Iterator

import pytest

from domain.case.asking import situation
from domain.case.authority import Officer
from domain.case.decide import RULES
from domain.case.governing import law_of
from domain.case.lawful import began_in
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.table import DEEDS
from domain.ground.duties import Deed, clash
from domain.ground.editions import FIRST, began
from domain.ground.facts import Recorded
from domain.ground.refusal import Code, gather
from domain.ground.rows import Rule
from domain.ground.terms import Stage
from domain.registers.roster.state import Roster
from relief.beside import Granted, Known, household
from relief.bootstrap import Service
from relief.office.streams import fold
from tests.support import commands as c
from tests.support.kept import facts, opened

CURES = {
    Code.ACCOUNT_MISSING: (c.CorrectPaymentAccount, c.ReleaseForHandover, c.PayCash),
    Code.PAYMENT_PENDING: (c.ConfirmPayment, c.ReportPaymentFailure),
    Code.NOTICE_MISSING: (c.RecordComplaint,),
    Code.OBJECTION_UNKNOWN: (c.RecordComplaint,),
    Code.DECISION_NOT_SERVED: (c.ServeDocument,),
    Code.MATERIALS_MISSING: (c.NotifyDeficiencies, c.ReceiveSupplement),
}
"""What may refuse since, and by which commands somebody gets on all the same."""
OVER = (Stage.CLOSED, Stage.UNKNOWN)
NEWCOMER = Officer("newly.appointed", frozenset(), "5401")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """This release over what an earlier one left."""
    made = opened("11a5808", tmp_path_factory.mktemp("going-on"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def states(service: Service) -> list[tuple[Case, Situation]]:
    """Every state of every case that is not over, and all that a rule may look at then."""
    known, streams, found = Known(service), dict[str, list[Recorded]](), []
    for one in facts(service.journal):
        if one.stream.startswith("case-"):
            streams.setdefault(one.stream, []).append(one)
    for stream, all_of_it in streams.items():
        granted, case = Granted(service, household(all_of_it)), None
        for one in all_of_it:
            case = fold(stream, [one], case)
            if case.stage not in OVER:
                (beside, *_) = known.beside(one, case, granted)
                pack = law_of(case, service.law, case.moments[-1].on, case.asked.township)
                shown = situation(c.CloseCase, case, one, NEWCOMER.id, beside, pack)
                object.__setattr__(shown, "roster", Roster())
                found.append((case, shown))
    return found


def refused(kind: type[c.Command], rule: Rule, s: Situation, newer: bool) -> set[Code]:
    """What guards of the first edition, or of those since, have against a command."""
    guards = [guard for guard in rule.guards if (began_in(kind, guard) > FIRST) is newer]
    return {one.code for one in gather(guard(s) for guard in guards)}


def allowed(kind: type[c.Command], s: Situation) -> bool:
    """Whether the case itself lets it be done now, by the newest rules."""
    rule = RULES[kind]
    in_order = s.case.stage in rule.stages
    return in_order and not (refused(kind, rule, s, False) | refused(kind, rule, s, True))


OF_THE_WORDS = {
    Code.PAYMENT_UNKNOWN,
    Code.REFERRAL_UNKNOWN,
    Code.CORRECTION_UNKNOWN,
    Code.AMENDMENT_UNKNOWN,
    Code.REVISION_UNKNOWN,
    Code.NOTHING_TO_DO,
}
"""What a check of the words has refused since there is such a thing: nothing waits for an answer,
or nothing lacks."""


def test_whatever_a_newer_guard_refuses_has_a_way_out(
    states: list[tuple[Case, Situation]],
) -> None:
    """Where the first edition let a case go on, the newest lets it, or lets the cure be done."""
    seen: set[Code] = set()
    for case, s in states:
        for kind, rule in RULES.items():
            if case.stage not in rule.stages or began(kind) > FIRST:
                continue
            newer = refused(kind, rule, s, True) - OF_THE_WORDS
            if refused(kind, rule, s, False) or not newer:
                continue
            seen |= newer
            for code in newer:
                assert any(allowed(cure, s) for cure in CURES.get(code, ())), (case.id, kind, code)
    assert seen == CURES.keys(), "no case met what is newer"


def test_every_open_state_has_a_next_step(states: list[tuple[Case, Situation]]) -> None:
    """Some command is allowed by every guard there is now."""
    for case, s in states:
        assert any(allowed(kind, s) for kind in RULES if kind is not c.VouchNumber), case.id


def test_no_deed_is_closed_to_everybody(states: list[tuple[Case, Situation]]) -> None:
    """Whoever is appointed anew clashes with nobody: duties that came since can be cured."""
    hands = {case.hands for case, _ in states}
    assert any(case.hands.ordered for case, _ in states)
    for one in hands:
        for kind, own in DEEDS.items():
            assert isinstance(own, Deed)
            assert clash(RULES[kind].apart, NEWCOMER.ids, one) is None


def test_an_order_given_before_is_answered_by_another_hand(
    states: list[tuple[Case, Situation]],
) -> None:
    """The bank's answer is not blocked: only the hand that gave the order is."""
    waiting = [case for case, _ in states if case.payments.pending is not None]
    assert waiting
    for case in waiting:
        who = case.hands.ordered
        assert clash(RULES[c.ConfirmPayment].apart, who, case.hands) is Deed.ORDERED
        assert clash(RULES[c.ReportPaymentFailure].apart, who, case.hands) is Deed.ORDERED

"""第十八条: the pack orders the steps, and says which are asked, per procedure and kind.

Beihe's file with rows about its steps, and nothing else changed.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from adapters.packs.parser import PackError, parse
from domain.case.steps import LOOKED_INTO
from domain.ground.posts import Post
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Category, Material, Procedure, Stage
from domain.law.mistakes import Fault
from domain.law.pack import Law
from domain.law.steps import USUALLY
from domain.law.terms import Step
from relief.words.dictionary import word
from relief.words.sayings import told
from tests.assessment.test_another_city import line_of
from tests.case.bringing import waiting
from tests.case.people import secret
from tests.case.story import Story, given, like
from tests.case.test_second_city import TEXT, Beihe, beihe, local, signed
from tests.case.world import LAW
from tests.support import commands as c
from tests.support import facts as e

TOWNSHIP_URGENT = """
[[delegation]]
procedure = "urgent"
ceiling = "township_multiple"
series = "subsistence"
registered = false
seat = true
citation = "7"
"""


def step(procedure: str, id: str, *more: str) -> str:
    """A row of the order."""
    head = f'\n[[step]]\nprocedure = "{procedure}"\nid = "{id}"\n'
    return head + "\n".join((*more, 'citation = "7"\n'))


NEITHER = step("urgent", "means-check", "asked = false") + step(
    "urgent", "home-visit", "asked = false"
)
LATER = step("urgent", "means-check", 'after = ["payment"]') + step(
    "urgent", "home-visit", "asked = false"
)


def under(order: str, procedure: Procedure = Procedure.URGENT, *papers: Material) -> Beihe:
    """An application in Beihe under its law with these rows."""
    at = beihe()
    at.world.law = Law.of((*LAW.packs, parse(TEXT + TOWNSHIP_URGENT + order)))
    at.go(c.SubmitApplication, materials=papers or (Material.IDENTITY_CARD,))
    if procedure is Procedure.URGENT:
        at.go(c.EstablishUrgency)
    return at


def asked(at: Beihe, command: type[c.Command], **changes: Any) -> Story:
    """Whoever usually gives it there gives a command."""
    return given(at).when(command, local(command), **changes)


def accepted(order: str, procedure: Procedure = Procedure.URGENT) -> Beihe:
    """Accepted there."""
    return under(order, procedure).go(c.AcceptApplication, procedure=procedure)


@pytest.mark.article("18.1.1")
def test_an_urgent_case_goes_on_without_what_its_law_does_not_ask_for() -> None:
    """No means check and no visit: recorded, signed, decided by the township, paid (18)."""
    at = signed(accepted(NEITHER))
    assert at.case.inquiry.means_check is None and at.case.inquiry.visited_on is None
    at.go(c.ApproveUnderDelegation, c.InstructPayment, c.ConfirmPayment)
    assert at.stage is Stage.PAID


def test_the_other_procedure_and_other_kinds_keep_what_is_usual() -> None:
    """A row speaks of its own procedure; one of a kind of its own kind."""
    at = accepted(NEITHER, Procedure.GENERAL)
    story = asked(at, c.SignOpinion)
    assert isinstance(story.last, Refused)
    assert story.last.reasons[0].facts == {"lacking": "home-visit,means-check"}
    pack = parse(
        TEXT + step("general", "home-visit", "asked = false", 'categories = ["predicament"]')
    )
    work = pack.outcomes.casework
    assert not work.order(Procedure.GENERAL, Category.PREDICAMENT).asks(Step.HOME_VISIT)
    other = work.order(Procedure.GENERAL, Category.MEDICAL)
    assert other.before == USUALLY[Procedure.GENERAL].before


def test_an_appraisal_is_asked_where_the_law_puts_it() -> None:
    """Between check and opinion; not before what comes before it (18)."""
    order = step("general", "community-appraisal", 'after = ["home-visit"]', 'before = ["opinion"]')
    at = accepted(order, Procedure.GENERAL)
    asked(at, c.RecordCommunityAppraisal).then_refused(Code.INQUIRY_INCOMPLETE)
    at.go(c.ReportMeansCheck, c.RecordHomeVisit)
    story = asked(at, c.SignOpinion)
    assert isinstance(story.last, Refused)
    assert story.last.reasons[0].facts == {"lacking": "community-appraisal"}
    signed(at.go(c.RecordCommunityAppraisal))


LOOKS: Mapping[Step, type[c.Command]] = {
    Step.MEANS_CHECK: c.ReportMeansCheck,
    Step.HOME_VISIT: c.RecordHomeVisit,
    Step.APPRAISAL: c.RecordCommunityAppraisal,
}


def test_each_step_that_looks_into_a_case_has_its_command_here() -> None:
    """So that the next one is held to the list of work as well."""
    assert set(LOOKS) == set(LOOKED_INTO)


@pytest.mark.parametrize("looked", LOOKED_INTO)
def test_what_the_law_asks_for_stands_on_the_list_of_work_until_it_is_done(looked: Step) -> None:
    """Each step that looks into a case: named while it is due, by whose post it is; not before, nor after."""
    others = [one for one in LOOKED_INTO if one is not looked]
    rows = [step("general", looked.value, 'after = ["opinion"]', 'before = ["decision"]')]
    rows += [step("general", one.value, "asked = false") for one in others]
    at = accepted("".join(rows), Procedure.GENERAL)
    assert LOOKS.keys() and not awaited(at) & set(LOOKS.values())
    signed(at)
    assert awaited(at) & set(LOOKS.values()) == {LOOKS[looked]}
    at.go(LOOKS[looked])
    assert not awaited(at) & set(LOOKS.values())


def awaited(at: Beihe) -> set[type[c.Command]]:
    """What stands on the list of a caseworker of the township."""
    found = waiting(at.world, at.case, at.about.day)
    return {one.command for one in found if one.posts == (Post.CASEWORKER,)}


def test_relief_first_and_the_check_afterwards() -> None:
    """Not before payment; then it is due, and the file stays open until it was done (18)."""
    at = signed(accepted(LATER))
    asked(at, c.ReportMeansCheck).then_refused(Code.INQUIRY_INCOMPLETE)
    at.go(c.ApproveUnderDelegation, c.InstructPayment, c.ConfirmPayment)
    assert at.stage is Stage.PAID
    at.go(c.FeedBackResult).serve()
    closing = asked(at, c.CloseCase)
    assert isinstance(closing.last, Refused)
    assert {"lacking": "means-check"} in [one.facts for one in closing.last.reasons]
    asked(at, c.ReportMeansCheck).then(e.MeansCheckReported)
    assert at.world.replayed().cases == at.world.cases


@pytest.mark.parametrize(
    ("anchor", "command"), [("decision", c.ApproveUnderDelegation), ("payment", c.InstructPayment)]
)
@pytest.mark.parametrize(
    ("id", "act"), [("means-check", c.ReportMeansCheck), ("home-visit", c.RecordHomeVisit)]
)
def test_a_step_may_stand_before_any_of_the_course(
    anchor: str, command: type[c.Command], id: str, act: type[c.Command]
) -> None:
    """Asked only where the law puts it: the opinion waits for neither, what it names does."""
    other = "home-visit" if id == "means-check" else "means-check"
    order = step("urgent", id, f'before = ["{anchor}"]') + step("urgent", other, "asked = false")
    at = signed(accepted(order))
    if anchor == "payment":
        at.go(c.ApproveUnderDelegation)
    asked(at, command).then_refused(Code.INQUIRY_INCOMPLETE)
    at.go(act).go(command)


PAYING = (c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods)


@pytest.mark.parametrize("command", PAYING)
def test_no_way_of_paying_passes_a_step_that_comes_first(command: type[c.Command]) -> None:
    """Neither by the bank nor by hand (18)."""
    order = step("urgent", "home-visit", 'after = ["decision"]', 'before = ["payment"]')
    at = signed(accepted(order + step("urgent", "means-check", "asked = false")))
    early = asked(at, c.RecordHomeVisit)
    assert isinstance(early.last, Refused)
    assert early.last.reasons[0].code is Code.INQUIRY_INCOMPLETE
    at.go(c.ApproveUnderDelegation)
    story = asked(at, command)
    assert isinstance(story.last, Refused)
    assert {"lacking": "home-visit"} in [one.facts for one in story.last.reasons]


def test_the_county_decides_on_no_less_than_the_township() -> None:
    """What comes between opinion and decision is done before either of them decides (18)."""
    order = step("general", "home-visit", 'before = ["decision"]')
    at = signed(accepted(order, Procedure.GENERAL).go(c.ReportMeansCheck))
    at.go(c.SubmitForApproval, c.ReceiveAtCounty)
    asked(at, c.ApproveRelief).then_refused(Code.INQUIRY_INCOMPLETE)
    at.go(c.RecordHomeVisit, c.ApproveRelief)


def test_what_comes_before_the_opinion_comes_no_later() -> None:
    """As in Lhasa: out of order once both signed."""
    at = signed(accepted("", Procedure.URGENT).go(c.ReportMeansCheck, c.RecordHomeVisit))
    asked(at, c.ReportMeansCheck).then_refused(Code.OUT_OF_ORDER)


def test_the_county_verifies_only_where_it_is_asked_to() -> None:
    """An urgent case is decided without; a general one is verified where the law says so."""
    at = signed(accepted(NEITHER + step("urgent", "county-verification", "asked = false")))
    at.go(c.SubmitForApproval, c.ReceiveAtCounty)
    story = asked(at, c.ReportCountyVerification)
    assert isinstance(story.last, Refused) and story.last.reasons[0].code is Code.NOT_URGENT
    at.go(c.ApproveRelief)
    general = accepted(step("general", "county-verification"), Procedure.GENERAL)
    at = signed(general.go(c.ReportMeansCheck, c.RecordHomeVisit))
    at.go(c.SubmitForApproval, c.ReceiveAtCounty)
    asked(at, c.ApproveRelief).then_refused(Code.VERIFICATION_PENDING)


PAPERS = step("general", "papers", 'after = ["payment"]')


def test_papers_follow_the_payment_where_the_law_says_so() -> None:
    """Accepted, decided and paid with a paper to follow, in the general procedure; not closed (17)."""
    papers = TEXT.replace('id = "identity-card"', 'id = "hardship-proof"')
    at = beihe()
    at.world.law = Law.of((*LAW.packs, parse(papers + PAPERS)))
    at.go(c.SubmitApplication, materials=())
    at.go(c.AcceptApplication, outstanding=(Material.HARDSHIP_PROOF,), reason=secret("先行救助"))
    signed(at.go(c.ReportMeansCheck, c.RecordHomeVisit))
    at.go(c.ApproveUnderDelegation, c.InstructPayment, c.ConfirmPayment)
    closing = asked(at.go(c.FeedBackResult).serve(), c.CloseCase)
    assert isinstance(closing.last, Refused)
    assert Code.MATERIALS_MISSING in {one.code for one in closing.last.reasons}
    other = beihe()
    other.world.law = Law.of((*LAW.packs, parse(papers)))
    other.go(c.SubmitApplication, materials=())
    asked(other, c.AcceptApplication, outstanding=(Material.HARDSHIP_PROOF,)).then_refused(
        Code.MATERIALS_MISSING, Code.FIELD_INVALID
    )


@pytest.mark.parametrize(
    ("order", "at", "fault", "part"),
    [
        (
            step("general", "means-check", 'after = ["home-visit"]')
            + step("general", "home-visit", 'after = ["means-check"]'),
            'after = ["means-check"]',
            Fault.CIRCLE,
            "次序循环",
        ),
        (
            step("general", "payment", 'after = ["home-visit"]')
            + step("general", "home-visit", 'after = ["payment"]'),
            'after = ["payment"]',
            Fault.CIRCLE,
            "次序循环",
        ),
        (
            step("general", "opinion", 'after = ["decision"]'),
            'after = ["decision"]',
            Fault.CIRCLE,
            "次序循环",
        ),
        (
            step("general", "means-check", 'after = ["closing"]'),
            'after = ["closing"]',
            Fault.UNREACHABLE,
            "永远不可能",
        ),
        (
            step("urgent", "county-verification", 'after = ["decision"]'),
            'after = ["decision"]',
            Fault.UNREACHABLE,
            "永远不可能",
        ),
        (
            step("urgent", "county-verification", 'before = ["opinion"]'),
            'before = ["opinion"]',
            Fault.UNREACHABLE,
            "永远不可能",
        ),
        (
            step("general", "community-appraisal", 'after = ["county-verification"]'),
            'after = ["county-verification"]',
            Fault.UNREACHABLE,
            "不要求",
        ),
        (
            step("general", "decision", "asked = false"),
            "asked = false",
            Fault.ENDLESS,
            "没有终点",
        ),
        (
            step("general", "papers", "asked = false", 'after = ["payment"]'),
            'after = ["payment"]',
            Fault.ENTRY,
            "没有先后",
        ),
        (
            step("general", "papers") + step("general", "papers"),
            'procedure = "general"',
            Fault.ENTRY,
            "有两条",
        ),
        (
            step("general", "papers", 'categories = ["other-household"]'),
            'categories = ["other-household"]',
            Fault.ENTRY,
            "不是本文件所列",
        ),
    ],
)
def test_an_order_that_leads_nowhere_is_refused(
    order: str, at: str, fault: Fault, part: str
) -> None:
    """A circle, a step that can never come, an order without its end: with its line and its sort."""
    text = TEXT + order
    with pytest.raises(PackError) as raised:
        parse(text)
    (found,) = raised.value.problems
    last = text[: text.rindex(at)].count("\n") + 1
    assert (found.fault, found.line) == (fault, last), found
    assert part in told(found.message)


def test_a_limit_of_a_step_that_is_never_asked_can_never_start() -> None:
    """Neither procedure asks for a visit: nothing runs from one."""
    limit = TEXT[TEXT.index('[[limit]]\nid = "posting"') : TEXT.index('[[limit]]\nid = "notice"')]
    idle = limit.replace('"posting"', '"idle"').replace('"relief-approved"', '"home-visited"')
    parse(TEXT + idle)
    never = step("general", "home-visit", "asked = false") + step(
        "urgent", "home-visit", "asked = false"
    )
    with pytest.raises(PackError) as raised:
        parse(TEXT + never + idle)
    assert [one.fault for one in raised.value.problems] == [Fault.NEVER_STARTS]
    assert raised.value.problems[0].line > line_of(TEXT + never, 'id = "notice"')


def test_a_notice_may_be_asked_of_some_kinds_only() -> None:
    """Before the decision for predicaments, afterwards for all others (18.1.1)."""
    text = TEXT + (
        '\n[[procedure]]\nid = "general"\ncategories = ["predicament"]\n'
        'notice = "before-approval"\nnotice_limit = "notice"\nbasis = "STATUTORY"\ncitation = "7"\n'
    )
    at = beihe()
    at.world.law = Law.of((*LAW.packs, parse(text)))
    at.go(c.SubmitApplication, materials=(Material.IDENTITY_CARD,))
    at.go(c.AcceptApplication, c.ReportMeansCheck, c.RecordHomeVisit)
    asked(signed(at), c.ApproveUnderDelegation).then_refused(Code.NOTICE_MISSING)
    asked(at, c.PostPublicNotice).then(like(e.PublicNoticePosted, round=1))


@pytest.mark.parametrize("step", Step)
def test_each_step_that_may_be_lacking_has_its_word(step: Step) -> None:
    """Whatever a law puts first, a refusal can name it."""
    assert word("lacking", step.value)

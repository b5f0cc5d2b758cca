"""What a decision says besides the file, and that it does not say again what was annulled."""

from domain.assessment.inputs import Override
from domain.case.binding import annulled, below, ordered, repeats, sum_said, unlike_before
from domain.case.decision import commands as c
from domain.case.entitlement import Words, circumstances
from domain.case.grounds import Named, finding
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import unsaid
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason


@carries(
    "9 12",
    "What the approver excepts from and sets aside, by a paper on file, and finds otherwise.",
)
def approving(s: Situation, command: c.ApproveRelief) -> Words:
    """The reason for an exception is sealed in the decision; the trace names the decision's
    document.
    """
    overrides = tuple(
        Override(one.test, Post.APPROVER.value, s.today, one.document) for one in command.overrides
    )
    exception = None if unsaid(command.exception) else command.document
    return Words(exception=exception, overrides=overrides, found=command.found)


@carries("10", "What the approver finds otherwise, or finds to be a ground of refusal.")
def refusing(s: Situation, command: c.RefuseRelief) -> Words:
    return Words(found=command.found, findings=finding(s, named(command)))


def named(command: c.RefuseRelief) -> Named:
    """The ground of the refusal."""
    return Named(command.ground, tuple(command.evidence), command.county_ground)


@since(3)
@carries(
    "行政复议法§64 行政复议法§77 行政诉讼法§71 行政诉讼法§94",
    "A refusal that was annulled is not given again on the same facts and ground, nor any where a sum is "
    "to be paid.",
)
def not_refused_as_annulled(s: Situation, command: c.RefuseRelief) -> Reason | None:
    if not s.case.papers.annulled:
        return None
    now = circumstances(s, refusing(s, command))
    least = ordered(s, now)
    if least is not None:
        return below("ground", least)
    ground = (command.ground, command.county_ground)
    for one in annulled(s):
        same = (one.was.ground, one.was.county_ground) == ground
        if same and not unlike_before(s, one, now, command.evidence):
            return repeats("ground")
    return None


@since(3)
@carries(
    "行政复议法§64 行政复议法§77 行政诉讼法§71 行政诉讼法§94",
    "A sum that was annulled is not granted again on the same facts, nor less than is to be paid.",
)
def not_approved_as_annulled(s: Situation, command: c.ApproveRelief) -> Reason | None:
    if not s.case.papers.annulled:
        return None
    words = approving(s, command)
    said = sum_said(s, circumstances(s, words), command.amount)
    excepted = words.exception or words.overrides
    return None if said is None or (excepted and said.code is Code.REVIEW_ANNULLED) else said

"""When a case waits for an act: asked beside the guards, of rows that some cases pass by.

Guards say what may be done, these what is due: a list of work names only what is both. Nothing is
allowed or forbidden here.
"""

from domain.case.papers import missing
from domain.case.situation import Situation
from domain.case.state import Case
from domain.case.steps import asks, may_follow
from domain.ground.money import ZERO
from domain.ground.posts import Post
from domain.ground.terms import Material, Procedure, Residence, Stage
from domain.law.pack import Pack
from domain.law.terms import Step


def papers_lacking(s: Situation) -> bool:
    """Something is missing, and nobody told the family yet."""
    return bool(missing(s)) and s.case.notified is None


def papers_to_come(s: Situation) -> bool:
    """The family was told what to hand in, or was accepted on the promise of it."""
    return s.case.stage is Stage.SUPPLEMENT_REQUESTED or bool(s.case.outstanding)


def papers_in(s: Situation) -> bool:
    """All papers are there but what may follow."""
    follow = s.case.urgent_kind is not None or may_follow(s, Step.PAPERS)
    return follow or missing(s) <= {Material.ORIGIN_PROOF}


def county_in_urgency(s: Situation, post: Post) -> bool:
    """The county accepts at its own door only what cannot wait."""
    return post is not Post.COUNTY_CHECKER or s.case.urgent_kind is not None


def not_recorded(s: Situation) -> bool:
    """No circumstances are on file."""
    return s.case.known is None


def unsigned(s: Situation) -> bool:
    """No opinion waits for the leader."""
    return s.case.stage is not Stage.OPINION_SIGNED


def amending(s: Situation) -> bool:
    """A correction of the application is asked for, and nobody answered."""
    return s.case.asked_for is not None


def offered(s: Situation) -> bool:
    """The file was offered to another township, and nobody answered."""
    return s.case.receiver is not None


def objected(s: Situation) -> bool:
    """An objection has no answer."""
    return s.case.open_objection is not None


def not_seen_yet(s: Situation) -> bool:
    """Drawn, and not looked at; or not confirmed before the file went back."""
    county = s.case.county
    drawn = county.spot_check or county.afterwards
    return drawn and (county.spot_checked is None or county.look_again)


def drawn_afterwards(case: Case, pack: Pack) -> bool:
    """A small sum of it was drawn once it was granted."""
    return case.county.afterwards


def not_drawn(s: Situation) -> bool:
    """Counted among those the county draws from, and not drawn."""
    return not_drawn_of(s.case)


def not_drawn_of(case: Case) -> bool:
    """The same, of a case by itself."""
    return case.county.counted and not case.county.spot_check


def not_verified(s: Situation) -> bool:
    """What cannot wait lies with the county, which did not say what it found, or not since it came back."""
    county = s.case.county
    return asks(s, Step.VERIFICATION) and (county.verified is None or county.look_again)


def in_urgency(s: Situation) -> bool:
    """It goes the urgent way, or was asked to."""
    return s.case.procedure is Procedure.URGENT or s.case.urgent_kind is not None


def small_fast(s: Situation) -> bool:
    """It was accepted for a small sum at once."""
    return s.case.procedure is Procedure.SMALL_FAST


def at_no_home_here(s: Situation) -> bool:
    """Whoever applied is neither registered nor permitted here."""
    return s.case.asked.residence is Residence.NEITHER


def complained(s: Situation) -> bool:
    """A complaint has no answer."""
    return None in s.case.complaints


def order_given(s: Situation) -> bool:
    """An order is out, and the bank did not answer."""
    return s.case.payments.pending is not None


def credited(s: Situation) -> bool:
    """The bank credited something that it did not send back."""
    return any(one.payment for one in s.case.payments.kept)


def handed_over(s: Situation) -> bool:
    """The family has cash or goods that it did not give back."""
    return any(not one.payment for one in s.case.payments.kept)


def by_the_township(s: Situation) -> bool:
    """The township decided, by what the county delegated to it."""
    return s.case.approval is not None and s.case.approval.delegated


def referred(s: Situation) -> bool:
    """A referral has no answer."""
    return None in s.case.referrals


def proposed(s: Situation) -> bool:
    """A revision was proposed and has no answer."""
    return s.case.proposal is not None


def review_to_enter(s: Situation) -> bool:
    """What a review or a court said was entered wrongly, and is not entered right."""
    return s.case.papers.wrongly is not None


def no_way_to_pay(s: Situation) -> bool:
    """Approved, and no account that an order could go to."""
    account = s.case.payments.account
    gone = account is None or account.holder not in s.case.asked.members
    return s.case.stage is Stage.APPROVED and (gone or not s.case.payments.account_corrected)


def to_hand_over(s: Situation) -> bool:
    """Set apart to be handed over, or with no account to go to."""
    return s.case.payments.released > ZERO or no_way_to_pay(s)


def set_apart(s: Situation) -> bool:
    """Set apart: it is handed over or comes back, also where nobody may hand it over any more."""
    return s.case.payments.released > ZERO


def to_be_ordered(s: Situation) -> bool:
    """Nothing is approved yet, or something of what is was neither paid nor set apart."""
    approval, paid = s.case.approval, s.case.payments
    return approval is None or approval.amount > paid.disbursed + paid.released


def correction_asked(s: Situation) -> bool:
    """Another account was asked for and nobody agreed."""
    return s.case.payments.correction is not None


def by_whoever_decides(s: Situation) -> bool:
    """It is one way out of a decision that stands on the list anyway; due where what was decided was
    annulled, since nothing on file may be left to decide by.
    """
    return bool(s.case.papers.annulled)

"""How older versions of facts are read today: one small function for each step.

Version 1 kept some texts in clear that version 2 seals. They are read as private values in clear,
so that nothing shows them by accident; the bytes themselves stay what they were.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.ground.people import UNKNOWN, PersonId, Private

Fields = dict[str, Any]
Upcast = Callable[[Fields], Fields]


def private(text: str | None, about: str = UNKNOWN) -> Private | None:
    """A text once kept in clear."""
    return None if text is None else Private(PersonId(about), text)


def now_private(*names: str) -> Upcast:
    """These fields were plain text (or lists of it)."""

    def upcast(fact: Fields) -> Fields:
        return {**fact, **{name: _private(fact[name]) for name in names}}

    return upcast


def _private(value: Any) -> Any:
    return [*map(private, value)] if isinstance(value, list) else private(value)


def gained(first: Upcast, **fields: Any) -> Upcast:
    """After another step, these fields that older facts do not have."""
    return lambda fact: {**first(fact), **fields}


def as_it_was(fact: Fields) -> Fields:
    """Nothing changed but what was gained."""
    return fact


def account(old: Fields | None) -> Fields | None:
    """The bank of an account was plain text."""
    return None if old is None else {**old, "bank": private(old["bank"], old["holder"])}


def paid_to(fact: Fields) -> Fields:
    """A payment to an account, or the account corrected."""
    return {**fact, "account": account(fact["account"])}


def submitted(fact: Fields) -> Fields:
    """Place, bank, the agent's reason and organisation were plain text; ``lacking`` was not said."""
    about, agent, incident = fact["applicant"], fact["agent"], fact["incident"]
    if agent is not None:
        texts = {name: private(agent[name], about) for name in ("reason", "organisation")}
        agent = {**agent, **texts}
    place = {"place": private(incident["place"], about), "place_index": ""}
    return {
        **fact,
        "account": account(fact["account"]),
        "agent": agent,
        "incident": {**incident, **place},
        "lacking": fact.get("lacking"),
    }


def charged(fact: Fields) -> Fields:
    """A grant kept the whole incident; now only what tells one matter from another."""
    fact = dict(fact)
    incident = fact.pop("incident")
    matter = {"cause": incident["cause"], "on": incident["on"], "place_index": ""}
    return {**fact, "matter": matter}


def decided(fact: Fields) -> Fields:
    """A decision kept the name of its law, and neither it nor its trace a fingerprint."""
    trace = fact["assessment"]
    return {
        **fact,
        "assessment": None if trace is None else {**trace, "fingerprint": None},
        "law": None,
    }


def unindexed(fact: Fields) -> Fields:
    """Nothing was indexed yet; it never will be, for the history is not rewritten."""
    return {**fact, "indexes": []}


def listed_by_number(fact: Fields) -> Fields:
    """Everybody had an identity number; an agent without a telephone was none."""
    return {**fact, "members": [{**member, "birth": None} for member in fact["members"]]}


ASKED_SINCE = ("shown", "paper", "health", "occupation", "income_last_year")
"""What is told of members since other papers are taken, and the whole form is asked for."""


def _listed(told: Fields) -> Fields:
    """Those listed had numbers of 18 places, or a birth; the form's other columns stayed empty."""
    contact = told["contact"]
    return {
        **told,
        "members": [{**one, **dict.fromkeys(ASKED_SINCE)} for one in told["members"]],
        "contact": None if contact is None else {**contact, "registered_at": None},
    }


def listed_by_form(fact: Fields) -> Fields:
    """An application of before its form was whole."""
    return _listed(fact)


def changed_by_form(fact: Fields) -> Fields:
    """So what was said of it anew."""
    return {**fact, "changes": _listed(fact["changes"])}


def in_words_alone(fact: Fields) -> Fields:
    """No village was on record: applications named theirs in words."""
    return {**fact, "stands": {**fact["stands"], "village_code": ""}}


NOTHING: Fields = {"fen": 0}
"""No money."""


def costs_of_before(told: Fields) -> Fields:
    """Bills named neither commercial insurance nor compensation; the destitute had no costs."""
    more = {"commercial_insurance": NOTHING, "compensation": NOTHING}
    return {**told, "bills": [{**bill, **more} for bill in told["bills"]], "care": []}


def recorded(fact: Fields) -> Fields:
    """Costs of one year only."""
    return {**fact, "circumstances": costs_of_before(fact["circumstances"]), "also_year": None}


def reckoned(fact: Fields) -> Fields:
    """A decision on the costs of one year, every grant booked in the year of its approval."""
    trace = fact["assessment"]
    if trace is None:
        return fact
    question, reckoning = trace["question"], trace["reckoning"]
    question = {
        **question,
        "circumstances": costs_of_before(question["circumstances"]),
        "earlier": [{**grant, "booked": None} for grant in question["earlier"]],
        "also_year": None,
    }
    if reckoning is not None:
        reckoning = {**reckoning, "booked": None, "parts": []}
    return {**fact, "assessment": {**trace, "question": question, "reckoning": reckoning}}


def by_one_formula(fact: Fields) -> Fields:
    """Nobody had a small sum at once, no known status stood in the place of a test, no meeting had
    resolved anything, and no sum was one of several.
    """
    trace = fact["assessment"]
    if trace is None:
        return fact
    question, reckoning = trace["question"], trace["reckoning"]
    earlier = [{**grant, "small": False} for grant in question["earlier"]]
    later: Fields = {"collective": None, "ahead": None, "waived": []}
    if reckoning is not None:
        reckoning = {**reckoning, "formulas": [], "raised": []}
    question = {**question, "earlier": earlier, **later}
    return {**fact, "assessment": {**trace, "question": question, "reckoning": reckoning}}


UPCASTS: Mapping[tuple[str, int], Upcast] = {
    ("application-submitted", 1): submitted,
    ("application-submitted", 2): gained(as_it_was, account_checked=False),
    ("application-submitted", 3): unindexed,
    ("application-submitted", 4): listed_by_number,
    ("application-submitted", 5): gained(as_it_was, late_reason=None),
    ("application-submitted", 6): listed_by_form,
    ("application-submitted", 7): gained(as_it_was, incapable=False),
    ("application-submitted", 8): gained(as_it_was, village_code=""),
    ("application-amended", 1): changed_by_form,
    ("application-amended", 2): in_words_alone,
    ("application-corrected", 1): in_words_alone,
    ("file-taken-over", 1): gained(as_it_was, village_code=""),
    ("file-passed-on", 1): gained(as_it_was, village_code=""),
    ("application-correction-requested", 1): changed_by_form,
    ("identity-number-joined", 1): gained(as_it_was, shown=None),
    ("identity-number-joined", 2): gained(as_it_was, known=None),
    ("supplement-received", 1): gained(as_it_was, late_reason=None),
    ("deficiencies-notified", 1): gained(as_it_was, vouched=[]),
    ("acceptance-refused", 1): gained(as_it_was, vouched=[]),
    **{
        (name, version): gained(as_it_was, unserved=False)
        for name, version in (
            ("acceptance-refused", 2),
            ("application-lapsed", 1),
            ("application-withdrawn", 1),
            ("handed-to-competent", 1),
            ("application-struck", 1),
        )
    },
    ("handed-to-relief-station", 1): gained(as_it_was, vouched=[]),
    ("application-accepted", 1): gained(now_private("reason"), by_county=False),
    ("application-accepted", 2): gained(as_it_was, fingerprint=None),
    ("application-accepted", 3): gained(as_it_was, late_reason=None, used_days=None),
    ("officer-appointed", 1): gained(as_it_was, deputy_for=None),
    ("home-visited", 1): now_private("unsigned_reason"),
    ("home-visited", 2): gained(as_it_was, helpers=[]),
    ("home-visited", 3): unindexed,
    ("home-visited", 4): gained(as_it_was, village_opinion=None),
    ("spot-check-reported", 1): unindexed,
    ("spot-check-reported", 2): gained(as_it_was, again=None),
    ("case-counted-for-spot-check", 1): gained(as_it_was, reserve=[]),
    ("spot-check-fell-away", 1): gained(as_it_was, reserve=[]),
    ("case-drawn-again", 1): gained(as_it_was, reserve=[]),
    ("county-verified", 1): gained(as_it_was, helpers=[]),
    ("county-verified", 2): unindexed,
    ("county-verified", 3): gained(as_it_was, again=None),
    ("county-verified", 4): gained(as_it_was, late_reason=None),
    ("public-notice-interrupted", 1): now_private("reason"),
    ("public-notice-posted", 1): gained(as_it_was, late_reason=None),
    ("member-died", 1): gained(as_it_was, stands=None, late_reason=None),
    ("member-died", 2): gained(as_it_was, guardian=None, incapable=False),
    ("public-notice-ended", 1): gained(as_it_was, free_on=None),
    ("objection-resolved", 1): gained(as_it_was, beyond=False),
    ("objection-lodged", 1): gained(as_it_was, late_reason=None),
    ("relief-approved", 1): now_private("lowered_reason", "exception"),
    ("relief-approved", 2): gained(as_it_was, prescribed=None, assessment=None),
    ("relief-approved", 3): gained(as_it_was, duties=None),
    ("relief-approved", 4): gained(decided, batch=None, vouched=[]),
    ("relief-approved", 5): reckoned,
    ("relief-approved", 6): gained(by_one_formula, small=None, sampled=None),
    ("relief-refused", 2): gained(decided, batch=None, vouched=[]),
    ("relief-refused", 3): reckoned,
    ("relief-refused", 4): by_one_formula,
    ("decision-changed", 1): reckoned,
    ("decision-changed", 2): gained(by_one_formula, small=None),
    ("circumstances-recorded", 1): recorded,
    ("opinion-signed", 2): gained(as_it_was, law=None),
    ("application-examined", 1): gained(as_it_was, law=None),
    ("relief-refused", 1): gained(
        as_it_was, evidence=[], county_ground=None, prescribed=None, assessment=None
    ),
    ("opinion-signed", 1): gained(
        as_it_was, evidence=[], county_ground=None, proposal=None, prescribed=None
    ),
    ("payment-instructed", 1): paid_to,
    ("payment-instructed", 2): unindexed,
    ("account-correction-requested", 1): unindexed,
    ("payment-account-corrected", 1): gained(paid_to, visit=None),
    ("payment-account-corrected", 2): gained(as_it_was, request=None),
    ("payment-account-corrected", 3): unindexed,
    ("relief-disbursed", 1): gained(as_it_was, unpaid=None),
    ("relief-disbursed", 2): gained(as_it_was, paying_bank=None, batch=None, vouched=[]),
    ("relief-disbursed", 3): gained(as_it_was, late_reason=None),
    ("cash-disbursed", 1): gained(now_private("reason", "witness"), unpaid=None),
    ("cash-disbursed", 2): gained(
        as_it_was,
        batch=None,
        vouched=[],
        witness_officer=None,
        witness_id=None,
        short_handed=False,
    ),
    ("cash-disbursed", 3): unindexed,
    ("cash-disbursed", 4): gained(as_it_was, late_reason=None),
    ("document-served", 1): gained(as_it_was, batch=None, vouched=[]),
    ("document-served", 2): gained(as_it_was, late_reason=None),
    ("goods-delivered", 1): gained(now_private("items", "urgency"), unpaid=None),
    ("goods-delivered", 2): gained(
        as_it_was,
        batch=None,
        vouched=[],
        witness=None,
        witness_officer=None,
        witness_id=None,
        short_handed=False,
    ),
    ("goods-delivered", 3): unindexed,
    ("goods-delivered", 4): gained(as_it_was, late_reason=None),
    ("case-referred", 1): now_private("receiver"),
    ("referral-answered", 1): now_private("result"),
    ("lead-recorded", 1): now_private("protective_step"),
    ("lead-closed", 1): now_private("note"),
    ("holiday-notice-recorded", 1): gained(as_it_was, effect="replaces", amends=""),
    ("time-limit-missed", 1): gained(as_it_was, started_at=None),
    ("grant-charged", 1): charged,
    ("grant-charged", 2): gained(as_it_was, expense_year=None, base=None),
    ("grant-charged", 3): gained(as_it_was, year=None),
    ("grant-charged", 4): gained(as_it_was, small=None),
    ("grant-released", 1): gained(as_it_was, year=None),
}
"""(fact name, version stored) → from that version's fields to the next version's."""


def envelope(body: dict[str, Any]) -> None:
    """Bring a stored envelope up to date in place: authority names the appointment since then."""
    body["authority"].setdefault("appointment", None)

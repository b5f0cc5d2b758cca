"""What comes beside the straight course: people err, and facts come late.

Each story is told at a moment of the case whose twist it is; one more story is one more entry of
``BESIDE`` here and one of ``FIXED`` in ``plan.py``.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from domain.ground.identity import check_digit
from relief.demo.desk import approver
from relief.demo.story import Asking, Teller

ACCEPTED, EXAMINED, POSTED = "accepted", "examined", "posted"
RECEIVED, APPROVED, CLOSING = "received by the county", "approved", "about to be closed"
"""The moments of a course beside which something may come."""
BORN = date(2026, 2, 4)
"""When the child was born that came late; its number is of a place that does not exist."""


def beside(t: Teller, at: str) -> Asking:
    """What this case's twist brings at a moment; true where the case ends with it."""
    story = BESIDE.get((at, t.plan.twist))
    return False if story is None else (yield from story(t))


def forgotten_child(t: Teller) -> Asking:
    """A child was not listed: the application says so before anybody looks at it."""
    yield t.after(1, 11)
    t.act(
        t.worker,
        "amendments",
        changes={"members": t.plan.family.members()[-1:]},
        reasons="申请时漏填一名子女，已出示户口簿。",
    )
    return False


def newborn(t: Teller) -> Asking:
    """A child came after the family applied, and has no identity number yet."""
    yield t.after(1, 11)
    birth = {"born": str(BORN), "guardian": t.look(t.worker)["applicant"]}
    child = {"relation": "child", "name": t.plan.family.persons[-1].name, "birth": birth}
    words = {"reasons": "申请后子女出生，尚未登记户口。"}
    t.act(t.worker, "amendments", changes={"members": [child]}, **words)
    return False


def numbered(t: Teller) -> Asking:
    """It was entered in the household register meanwhile: the file has its number, too."""
    first = f"549999{BORN:%Y%m%d}001"
    words = {"id_number": first + check_digit(first), "document": f"户口簿-{t.case[-6:]}"}
    t.act(t.worker, "members/number", person=t.look(t.worker)["members"][-1], **words)
    yield t.soon(30)
    return False


def mistyped_name(t: Teller) -> Asking:
    """What two signatures stand under is put right with its proof, and by two."""
    change = {"members": t.plan.family.members()[1:2]}
    words = {"reasons": "配偶姓名录入有误。", "evidence": [f"户口簿复印件-{t.case[-6:]}"]}
    t.act(t.worker, "corrections", changes=change, **words)
    yield t.soon(40)
    agreed = {"correction": 1, "reasons": "与户口簿一致。"}
    t.act(t.head, "corrections/confirmation", **agreed)
    return False


def two_object(t: Teller) -> Asking:
    """A second neighbour objects before the first has an answer; each gets one."""
    yield t.after(1)
    t.act(t.worker, "objections", content="反映该户另有收入。")
    yield t.after(1)
    received = str(t.today - timedelta(days=1))
    t.act(t.worker, "objections", content="意见箱内来信，反映该户房屋未损。", received_on=received)
    for number in (1, 2):
        yield t.after(1, 16)
        found = {"outcome": "unfounded", "findings": "已复核，查无此事。"}
        t.act(t.head, "objections/resolution", number=number, evidence=["核实记录"], **found)
    return False


def withdrawn_unvisited(t: Teller) -> Asking:
    """Drawn for a visit, and taken back by the family before anybody came."""
    yield t.after(2, 9)
    t.act(t.worker, "withdrawal", reason="亲友已帮助解决。")
    return True


def decided_anew(t: Teller) -> Asking:
    """The approval rests on a wrong fact: taken back by another hand, examined and given anew."""
    desk, judge = t.county()
    yield t.after(1, 11)
    t.act(
        approver(t.township, 2),
        "revocation",
        ground="facts-wrong",
        reasons="部分费用已由他处报销。",
        document=f"撤-{t.case[-6:]}",
        evidence=["报销查询函"],
    )
    t.act(judge, "return", reasons="按报销后的费用重新核算。")
    yield t.after(1)
    t.record(t.plan.hardship.halved(), correction="recheck-1")
    t.sign()
    t.act(t.head, "submission", files=["卷宗", "重新核算表"])
    yield t.after(1, 11)
    t.act(desk, "county-receipt")
    yield t.after(1, 11)
    yield from t.decide("approval", amount=t.amount, document=f"再批-{t.case[-6:]}")
    return False


BESIDE: Mapping[tuple[str, str], Callable[[Teller], Asking]] = {
    (ACCEPTED, "forgotten-child"): forgotten_child,
    (ACCEPTED, "newborn"): newborn,
    (CLOSING, "newborn"): numbered,
    (EXAMINED, "mistyped-name"): mistyped_name,
    (POSTED, "two-objections"): two_object,
    (RECEIVED, "withdrawn-unvisited"): withdrawn_unvisited,
    (APPROVED, "revoked"): decided_anew,
}
"""By moment and twist."""

"""紧急程序: the same day, delegated up to the ceiling, the county above it."""

from typing import Any

from domain.time.limits import Limit
from relief.demo.desk import Refusal, approver, checker, finance
from relief.demo.general import county as general_county
from relief.demo.general import publicity
from relief.demo.story import PAPERS, Story, Teller

LATER = frozenset({"papers-later", "papers-late"})
"""Twists of families who hand in a paper after they were accepted, or after its last day."""


def urgent(t: Teller, notice: Limit) -> Story:
    """A case of the urgent procedure."""
    desk, head = t.worker, t.head
    later = t.plan.twist in LATER
    t.submit(PAPERS[:6] if later else PAPERS)
    t.act(desk, "urgency", kind=t.plan.hardship.cause, reason="房屋烧毁，当晚无处可住。")
    outstanding = PAPERS[6:] if later else []
    words: dict[str, Any] = {"reason": "事发突然，材料随后补交"} if later else {}
    t.act(desk, "acceptance", procedure="urgent", outstanding=outstanding, **words)
    if t.plan.twist == "not-urgent":
        return (yield from converted(t, notice))
    t.inquire()
    t.sign()
    try:
        doc = f"急批-{t.case[-6:]}"
        t.act(head, "delegated-approval", amount=t.amount, document=doc)
    except Refusal:
        return (yield from up(t))
    yield t.soon(5)
    yield from after_approval(t, later)


def after_approval(t: Teller, later: bool) -> Story:
    """Paid, filed, countersigned, closed."""
    judge = approver(t.township)
    if t.plan.twist in ("cash", "goods"):
        by_hand(t)
    yield t.after(1)
    t.act(t.head, "filing")
    if t.plan.twist not in ("cash", "goods"):
        yield from t.pay(t.amount)
    if later:
        if t.plan.twist == "papers-late":
            yield t.after(11, 15)
        t.act(t.worker, "supplements", materials=PAPERS[6:])
    yield t.after(5 if t.plan.twist == "late-countersignature" else 1, 15)
    t.act(judge, "countersignature")
    t.act(t.head, "feedback")
    t.close()


def by_hand(t: Teller) -> None:
    """Cash or goods that same hour (A19, A20)."""
    desk = finance(t.township)
    if t.plan.twist == "cash":
        words = {"reason": "当晚无银行营业", "receipt": f"收据-{t.case[-6:]}"}
        words["witness"] = "村委会见证人"
        t.act(desk, "cash", amount=t.amount, source="fiscal", **words)
        return
    t.act(
        desk,
        "goods",
        items=["棉被", "食品", "饮用水"],
        amount=t.amount,
        source="donation",
        urgency="当晚即需",
        receipt=f"领取单-{t.case[-6:]}",
    )


def up(t: Teller) -> Story:
    """Over the ceiling: to the county that same day (A18.2.1, A18.2.2)."""
    desk, judge = t.county()
    t.act(t.head, "submission", files=["卷宗"])
    yield t.soon(15)
    t.act(desk, "county-receipt")
    yield t.soon(120)
    visitors = [checker(t.township).id, checker(t.township, 2).id]
    t.act(desk, "county-verification", visitors=visitors, confirmed=True, findings="属实。")
    yield t.soon(45)
    doc = f"急批-{t.case[-6:]}"
    t.act(judge, "approval", amount=t.amount, document=doc)
    yield from t.pay(t.amount)
    if t.plan.twist in LATER:
        t.act(t.worker, "supplements", materials=PAPERS[6:])
    t.act(desk, "feedback")
    yield t.after(1)
    t.close()


def converted(t: Teller, notice: Limit) -> Story:
    """Not urgent after all: the general procedure, its clock from acceptance."""
    t.act(t.head, "urgency-rejection", reasons="损失不致无法挽回。")
    yield t.after(1)
    t.inquire()
    t.sign()
    yield t.after(1)
    yield from publicity(t, notice)
    yield from general_county(t)

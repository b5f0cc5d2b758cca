"""一般程序: from the counter to the archive, with what may go wrong on the way."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.time.due import last_day
from domain.time.limits import Limit
from relief.clock import LHASA
from relief.demo.beside import (
    ACCEPTED,
    APPROVED,
    CLOSING,
    EXAMINED,
    POSTED,
    RECEIVED,
    beside,
)
from relief.demo.city import ENDING
from relief.demo.desk import Refusal
from relief.demo.hardship import MEDICAL
from relief.demo.story import PAPERS, Asking, Story, Teller

REFUSED = frozenset({"refused", "withdrawn-unvisited", "drawn-instead"})
"""Twists of families that have what article 10 forbids."""


def general(t: Teller, notice: Limit) -> Story:
    """A case of the general procedure."""
    if (yield from intake(t)):
        return
    yield t.after(6 if t.plan.twist == "late-examination" else 2)
    if t.plan.twist == "withdrawn":
        t.act(t.worker, "withdrawal", reason="家中已缓解。")
        return
    if (yield from beside(t, ACCEPTED)):
        return
    if t.plan.twist == "death" and t.plan.hardship.subject == "individual":
        return (yield from death(t))
    t.inquire()
    if t.plan.twist in REFUSED:
        return (yield from refusal(t))
    if t.plan.twist == "well-off":
        return (yield from not_covered(t))
    yield from t.signed()
    yield t.after(1)
    if (yield from beside(t, EXAMINED)):
        return
    if not (yield from publicity(t, notice)):
        return (yield from negative(t))
    yield from county(t)


def intake(t: Teller) -> Asking:
    """Application to acceptance; true where the case ends at the counter."""
    twist = t.plan.twist
    if twist == "no-residence":
        t.submit(PAPERS, residence="neither")
        t.refused(t.worker, "acceptance", procedure="general")
        t.act(t.worker, "relief-station-handover", station="拉萨市救助管理站", slip="转-01")
        return True
    if twist in ("supplement", "lapses"):
        return (yield from supplement(t))
    if twist == "on-behalf":
        agent = {"reason": "年老体弱", "name": "村委会代办人", "phone": "13900000001"}
        t.submit([*PAPERS, "entrustment-letter"], channel="on-behalf", agent=agent)
    elif twist == "lead":
        yield from from_lead(t)
    elif twist in ("handed-over", "offered-on"):
        yield from handed_over(t)
    else:
        t.submit(PAPERS)
    yield t.soon(20)
    t.act(t.worker, "acceptance", procedure="general")
    return False


def supplement(t: Teller) -> Asking:
    """一次性告知 and what the family brings; true where nothing comes."""
    t.submit(PAPERS[:4])
    t.act(t.worker, "deficiency-notice", missing=PAPERS[4:], document=f"补正-{t.case[-6:]}")
    if t.plan.twist == "lapses":
        t.serve({"deficiency-notice"})
        return True
    yield t.after(2, 15)
    t.act(t.worker, "supplements", materials=PAPERS[4:])
    t.act(t.worker, "acceptance", procedure="general")
    return False


def handed_over(t: Teller) -> Story:
    """移送: the family lives in another township, which takes the whole file over.

    Where that one passes into a third before it answers, the third does.
    """
    t.submit(PAPERS)
    yield t.soon(30)
    passes = t.plan.twist == "offered-on"
    other = ENDING if passes else t.elsewhere()
    t.act(
        t.worker,
        "transfer",
        township=other,
        ground="registered-elsewhere",
        reasons="户口簿所载住址在该乡镇。",
        told="已电话告知申请人由该乡镇办理。",
    )
    yield t.after(1) if passes else t.soon(60)
    t.plan = replace(t.plan, township=other)
    lives = {"village": t.plan.family.village, "lives_in": t.township, "residence": "local-hukou"}
    seat = {"lives_in_seat": False} if t.township.startswith("540102") else {}
    t.act(t.worker, "transfer/acceptance", **lives, **seat)


def from_lead(t: Teller) -> Story:
    """主动发现: the committee's word becomes an application."""
    plan = t.plan
    told = t.desks.post(
        t.worker,
        "/v1/leads",
        {
            "township": t.township,
            "source": "village-committee",
            "category": plan.hardship.category,
            "whereabouts": f"{plan.family.village}一户家庭遭遇困难。",
        },
    )
    yield t.soon(90)
    lead = told["case"]
    t.submit(PAPERS, channel="lead", lead=lead)
    t.desks.post(
        t.worker,
        f"/v1/leads/{lead}/closing",
        {"outcome": "helped-to-apply", "note": "已协助申请", "application": t.case},
    )


def publicity(t: Teller, notice: Limit) -> Asking:
    """Seven days in the village; false where an objection shows that no relief is due.

    The next working day always lies within them: a last day on a holiday moves to a working day.
    """
    twist = t.plan.twist
    t.post_notice()
    if twist == "interrupted":
        yield t.after(1)
        t.act(t.worker, "public-notice/interruption", reason="公示栏被大风吹落")
        t.post_notice()
    if (yield from beside(t, POSTED)):
        return False
    if twist.startswith("objection"):
        yield t.after(1)
        t.act(t.worker, "objections", content="反映该户情况与公示不符。")
        yield t.after(3, 16)
        outcome = twist.replace("objection-", "")
        words = {"unfounded": outcome, "amount": "upheld-amount"}.get(
            outcome, "upheld-not-eligible"
        )
        findings: dict[str, Any] = {
            "number": 1,
            "outcome": words,
            "findings": "已复核。",
            "evidence": ["核实记录"],
        }
        t.act(t.head, "objections/resolution", **findings)
        if words == "upheld-not-eligible":
            return False
        if words == "upheld-amount":
            yield t.after(1)
            lowered(t)
            t.post_notice()
    yield from hanging(t, notice)
    return True


def hanging(t: Teller, notice: Limit) -> Story:
    """Wait until the sweep has ended the notice, later where a day off came between.

    A hasty township is refused.
    """
    if t.plan.twist == "too-early":
        yield t.after(1)
        t.refused(t.head, "submission", files=["卷宗"])
    since = posted(t)
    while (end := last_day(notice, since, t.calendar)) >= t.today:
        yield datetime.combine(end + timedelta(days=1), time(9, 40), LHASA)
    if not t.calendar.is_working(t.today):
        yield t.after(1)
    if t.look(t.head)["stage"] == "in-notice":
        t.act(t.worker, "public-notice/end", evidence=["照片-揭下"])
    if t.plan.twist == "photographed":
        t.photograph("notice-end")
    t.act(t.head, "submission", files=["卷宗"])


def posted(t: Teller) -> date:
    """The day the notice went up."""
    return date.fromisoformat(t.look(t.head)["notice"]["posted_on"])


def county(t: Teller) -> Story:
    """抽查、审批、反馈、发放、归档."""
    desk, judge = t.county()
    yield t.after(1, 11)
    t.act(desk, "county-receipt")
    if t.plan.twist == "returned":
        yield t.after(2)
        t.act(judge, "return", reasons="入户记录不全。")
        yield t.after(2)
        t.act(t.head, "submission", files=["卷宗", "补充入户记录"])
        t.act(desk, "county-receipt")
    if (yield from beside(t, RECEIVED)):
        return
    yield t.after(7 if t.plan.twist == "late-decision" else 3)
    if t.look(judge)["spot_check"]:
        t.refused(judge, "approval", amount=t.amount, document="批-过早")
        yield from t.look_there()
    yield from t.decide("approval", amount=t.amount, document=f"批-{t.case[-6:]}")
    if (yield from beside(t, APPROVED)):
        return
    yield t.after(1)
    t.act(desk, "feedback")
    yield from t.pay(t.amount, fails=t.plan.twist == "payment-fails")
    yield t.after(2)
    if (yield from beside(t, CLOSING)):
        return
    t.close()


def lowered(t: Teller) -> None:
    """The costs were less than the bills said: recorded anew with the paper, and signed anew."""
    plan = t.plan
    if plan.judged is not None:
        t.plan = replace(plan, judged="600.00")
    t.record(plan.hardship.halved(), correction="recheck-1")
    t.sign()


ASSETS, PROOF = "10.5-realisable-assets", ("deposit-certificate-1",)


def refusal(t: Teller) -> Story:
    """A negative opinion goes up without a notice, and the county refuses."""
    t.sign(ASSETS, PROOF)
    yield t.after(1)
    yield from negative(t)


def not_covered(t: Teller) -> Story:
    """Income above the line of its kind: nobody can sign for relief, and the county refuses."""
    medical = t.plan.hardship.category == MEDICAL
    ground = "8-not-covered" if medical else "9-no-severe-difficulty"
    t.amount = t.amount or "1000.00"
    try:
        t.opine()
    except Refusal as said:
        t.against = said.sentences
    t.sign(ground)
    yield t.after(1)
    yield from negative(t, ground, ())


def negative(t: Teller, ground: str = ASSETS, evidence: tuple[str, ...] = PROOF) -> Story:
    """不予批准, with reasons in writing."""
    desk = t.county()[0]
    t.act(t.head, "submission", files=["卷宗"])
    yield t.after(1)
    t.act(desk, "county-receipt")
    if (yield from beside(t, RECEIVED)):
        return
    yield t.after(2)
    yield from t.look_there()
    words = {"ground": ground, "reasons": "不符合条件。", "document": f"不予-{t.case[-6:]}"}
    yield from t.decide("refusal", **words, evidence=list(evidence))
    yield t.after(1)
    t.act(desk, "feedback")
    if (yield from beside(t, CLOSING)):
        return
    t.close()


def death(t: Teller) -> Story:
    """The individual died before a decision: the case ends."""
    t.act(t.worker, "deaths", person=t.look(t.worker)["applicant"], died_on=str(t.today))
    yield t.soon(1)

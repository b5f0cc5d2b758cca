"""Walks of a case through each procedure, over HTTP, told as generators of requests."""

from collections.abc import Generator
from datetime import date
from typing import Any

from domain.case.authority import Officer, Post
from relief.demo.desk import approver, caseworker, checker, finance, leader
from relief.demo.families import Family
from relief.demo.story import PAPERS
from tests.support.asking import Answer, Client, GaveUp, Step
from tests.support.hardship import circumstances
from tests.support.moving import FileClock

TOWNSHIPS = ("540121200", "540121201", "540104200")
AMOUNT = "1800.00"

Walk = Generator[Step, Answer, None]


class Visitor:
    """One family's case at one township."""

    def __init__(self, client: Client, clock: FileClock, family: Family, township: str) -> None:
        self.client = client
        self.clock = clock
        self.family = family
        self.township = township
        self.case = ""
        self.desk = caseworker(township)
        self.head = leader(township)
        self.checker = checker(township)
        self.approver = approver(township)
        self.finance = finance(township)

    def step(self, officer: Officer, path: str, **body: Any) -> Step:
        """A plain request."""
        return Step(officer, path, body)

    def decision(self, officer: Officer, path: str, **body: Any) -> Step:
        """A decision over the version seen."""
        return Step(officer, path, body, decision=True)

    @property
    def day(self) -> date:
        """Today."""
        return self.clock.now().date()

    def walk(self, urgent: bool) -> int:
        """Go the whole way; how many requests were acknowledged."""
        steps, done, answer = (urgently if urgent else generally)(self), 0, None
        try:
            step = next(steps)
            while True:
                version = 0 if answer is None else answer.version
                answer = self.client.give(self.case, version, step)
                self.case, done = answer.case, done + 1
                if self.client.enough.is_set():
                    return done
                step = steps.send(answer)
        except StopIteration:
            self.client.book.count("walked to the end")
            return done
        except GaveUp:
            if not self.client.enough.is_set():
                raise
            return done


def submission(family: Family, township: str, day: date) -> dict[str, Any]:
    """申请."""
    return {
        "channel": "counter",
        "subject": "household",
        "category": "other-household",
        "incident": {"cause": "fire", "on": str(day), "place": family.village},
        "township": township,
        "village": family.village,
        "lives_in": township,
        "residence": "local-hukou",
        "members": family.members(),
        "contact": {"phone": family.phone, "address": family.address},
        "account": {"holder": 0, "bank": "虚构银行", "number": family.card},
        "statement": "房屋失火。",
        "materials": PAPERS,
    }


def opening(v: Visitor) -> Step:
    """The request that opens the case."""
    return Step(v.desk, "", submission(v.family, v.township, v.day))


def inquiry(v: Visitor) -> Walk:
    """Means check, visit, circumstances and two signatures."""
    yield v.step(v.desk, "means-check", result="consistent", consent="核授", report="核报")
    yield v.step(
        v.desk,
        "home-visits",
        visited_on=str(v.day),
        visitors=[v.desk.id],
        helpers=[{"name": "边巴"}],
        findings="情况属实。",
        signed_by_household=True,
    )
    persons = len(v.family.persons)
    yield v.step(v.desk, "circumstances", **circumstances(persons, v.day))
    words = {"opinion": "positive", "recommended": AMOUNT, "reasons": "情况属实。"}
    yield v.step(v.desk, "opinion", **words)
    yield v.decision(v.head, "examination")


def payment(v: Visitor) -> Walk:
    """Paid into the applicant's account."""
    yield v.step(v.finance, "payments", amount=AMOUNT, source="fiscal")
    words = {"paying_bank": "虚构代理银行", "serial": f"流水-{v.case}", "paid_on": str(v.day)}
    yield v.step(finance(v.township, 2), "payments/confirmation", payment=1, **words)


def urgently(v: Visitor) -> Walk:
    """紧急程序 under delegation."""
    yield opening(v)
    yield v.step(v.desk, "urgency", kind="fire", reason="无处居住。")
    yield v.step(v.desk, "acceptance", procedure="urgent", outstanding=[])
    yield from inquiry(v)
    yield v.decision(v.head, "delegated-approval", amount=AMOUNT, document=f"急批-{v.case}")
    yield v.step(v.head, "filing")
    yield from payment(v)
    yield v.decision(v.approver, "countersignature")
    yield v.step(v.head, "feedback")
    yield told(v, v.desk)
    yield v.step(v.checker, "closing", volume="卷")


def generally(v: Visitor) -> Walk:
    """一般程序: the sweep ends the notice, the county decides."""
    yield opening(v)
    yield v.step(v.desk, "acceptance", procedure="general")
    yield from inquiry(v)
    yield v.step(v.desk, "public-notice", place="村务公示栏", evidence=["照片"])
    yield Step(v.head, "submission", {"files": ["卷宗"]}, patient=True)
    yield v.step(v.checker, "county-receipt")
    if v.client.look(v.checker, v.case)["spot_check"]:
        visitors = [v.checker.id, checker(v.township, 2).id]
        yield v.step(v.checker, "spot-check", visitors=visitors, confirmed=True, findings="属实。")
    yield v.decision(v.approver, "approval", amount=AMOUNT, document=f"批-{v.case}")
    yield v.step(v.checker, "feedback")
    yield from payment(v)
    yield told(v, v.checker)
    yield v.step(v.checker, "closing", volume="卷")


def told(v: Visitor, officer: Officer) -> Step:
    """The letter of approval is served, as it was printed."""
    sha256 = v.client.printed(officer, v.case, "relief-approval")
    words = {"document": "relief-approval", "format": "docx", "sha256": sha256}
    words |= {"manner": "direct", "served_on": "applicant", "receipt": f"回证-{v.case}"}
    return v.step(officer, "documents", delivered_on=str(v.day), **words)


def appointments(client: Client) -> None:
    """Both counties have a second checker on the register, to go along on a visit."""
    security = Officer("security", frozenset({Post.SECURITY_ADMIN}), "5401")
    for county in sorted({township[:6] for township in TOWNSHIPS}):
        second = checker(county, 2)
        words: dict[str, Any] = {
            "number": f"任-{second.id}",
            "post": Post.COUNTY_CHECKER.value,
            "division": county,
            "valid_from": "2025-01-01",
            "document": "任用通知",
        }
        path = f"/v1/officers/{second.id}/appointments"
        client.give("", 0, Step(security, path, words, absolute=True))


def delegations(client: Client) -> None:
    """Both counties let their townships decide fires."""
    for county in sorted({township[:6] for township in TOWNSHIPS}):
        words: dict[str, Any] = {
            "number": f"{county}-1",
            "townships": [t for t in TOWNSHIPS if t.startswith(county)],
            "kinds": ["fire"],
            "ceiling": "2000.00",
            "valid_from": "2025-01-01",
            "valid_to": "2026-12-31",
            "document": "委托",
        }
        path = f"/v1/counties/{county}/delegations"
        client.give("", 0, Step(approver(county), path, words, absolute=True))

"""One family's story, told by officers' requests. A generator: it yields the moment it goes on.

Officers keep office hours on working days; an urgent case is worked on at once, whatever the day.
"""

from collections.abc import Collection, Generator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from domain.case.authority import Officer
from domain.case.letters import DECISIONS as LETTERS
from domain.ground.refusal import Code
from domain.time.calendar import Calendar
from relief.api.routes import CASE, ROUTES
from relief.clock import LHASA, Clock
from relief.demo.desk import Desks, Refusal, approver, caseworker, checker, finance, leader
from relief.demo.hardship import Hardship
from relief.demo.plan import Plan

Story = Generator[datetime, None, None]
Asking = Generator[datetime, None, bool]
"""A part of a story that ends with an answer."""

DECISIONS = frozenset(route.path.removeprefix(f"{CASE}/") for route in ROUTES if route.decision)
"""What is given only over the version of the case seen."""

PAPERS = [
    "application-letter",
    "hukou-book-or-permit",
    "identity-card",
    "hardship-proof",
    "income-and-property-proof",
    "means-check-consent",
    "application-form",
]
DECIDED = frozenset(one.value for one in LETTERS.values())
"""Letters that the family is served before the file closes."""

UNREACHED = frozenset({"returned", "late-countersignature", "undelivered"})
"""Families nobody finds at home when their letter comes."""

OPENING = time(9, 30)


class Teller:
    """What every story needs: the desks, the clock, the plan, and the case once it has a number."""

    def __init__(self, desks: Desks, clock: Clock, plan: Plan) -> None:
        self.desks = desks
        self.clock = clock
        self.plan = plan
        self.case = ""
        self.amount = ""
        self.against: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """The simulated day."""
        return self.clock.now().date()

    @property
    def calendar(self) -> Calendar:
        """The calendar as it is known now: notices come while the family waits."""
        return self.desks.service.calendars.current()

    @property
    def township(self) -> str:
        """Where the file lies today: with whoever stands for a township that is no more."""
        return self.desks.service.divisions.standing(self.plan.township, self.today)

    @property
    def worker(self) -> Officer:
        """Its caseworker there."""
        return caseworker(self.township)

    @property
    def head(self) -> Officer:
        """The township's leader there."""
        return leader(self.township)

    def act(self, officer: Officer, path: str, **body: Any) -> dict[str, Any]:
        """Give a command about the case; before a decision the officer looks at it."""
        version = self.look(officer)["version"] if path in DECISIONS else None
        told = self.desks.post(officer, f"/v1/cases/{self.case}/{path}", body, version)
        return told

    def look(self, officer: Officer) -> dict[str, Any]:
        """The case as it stands, as this officer sees it."""
        return self.desks.get(officer, f"/v1/cases/{self.case}")

    def refused(self, officer: Officer, path: str, **body: Any) -> Refusal:
        """Give a command that the law forbids now. Raises ``AssertionError`` where it is taken."""
        try:
            self.act(officer, path, **body)
        except Refusal as refusal:
            return refusal
        raise AssertionError(f"{path} should have been refused")

    def listed(self) -> list[dict[str, str]]:
        """The family as it stands in the application: not everybody, or not rightly."""
        members = self.plan.family.members()
        if self.plan.twist in ("forgotten-child", "newborn"):
            return members[:-1]
        if self.plan.twist == "mistyped-name":
            first, second, *others = members
            return [first, {**second, "name": "次旺"}, *others]
        return members

    def submit(self, materials: list[str], **words: Any) -> None:
        """申请."""
        plan, family = self.plan, self.plan.family
        body: dict[str, Any] = {
            "channel": "counter",
            "subject": plan.hardship.subject,
            "category": plan.hardship.category,
            "incident": {
                "cause": plan.hardship.cause,
                "on": str(plan.at.date() - timedelta(days=3)),
                "place": family.village,
            },
            "township": self.township,
            "village": family.village,
            "lives_in": self.township,
            "residence": "local-hukou",
            "members": self.listed(),
            "contact": {"phone": family.phone, "address": family.address},
            "account": {"holder": 0, "bank": "虚构银行", "number": family.card},
            "statement": "家中遭遇困难，申请临时救助。",
            "materials": materials,
        }
        if self.township.startswith("540102"):
            body["lives_in_seat"] = False
        told = self.desks.post(self.worker, "/v1/cases", {**body, **words})
        self.case = told["case"]

    def after(self, working_days: int, hour: int = 10) -> datetime:
        """Office hours that many working days from today."""
        day = self.calendar.working_day_after(self.today, working_days)
        return datetime.combine(day, time(hour, (self.plan.at.minute * 7) % 60), LHASA)

    def soon(self, minutes: int) -> datetime:
        """A little later today."""
        return self.clock.now() + timedelta(minutes=minutes)

    def inquire(self) -> None:
        """核对、入户、困难情况."""
        desk = self.worker
        self.act(desk, "means-check", result="consistent", consent="核授-01", report="核报-01")
        self.act(
            desk,
            "home-visits",
            visited_on=str(self.today),
            visitors=[desk.id],
            helpers=[{"name": "拉巴次仁"}],
            findings="家庭情况与申请一致。",
            signed_by_household=True,
        )
        self.record(self.plan.hardship)

    def record(self, hardship: Hardship, correction: str | None = None) -> None:
        """Put the circumstances on file, and ask what the law prescribes on them (试算)."""
        desk, facts = self.worker, hardship.body(self.today)
        words = {"expense_year": self.today.year, "circumstances": facts}
        self.act(desk, "circumstances", **words, correction=correction)
        told = self.desks.get(desk, f"/v1/cases/{self.case}/assessment")
        due = told["amount"] or {}
        self.amount = self.plan.judged or due.get("proposed") or ""

    def opine(self, ground: str | None = None, evidence: tuple[str, ...] = ()) -> None:
        """The caseworker's signature: the sum, or the ground why there is none."""
        self.act(
            self.worker,
            "opinion",
            opinion="negative" if ground else "positive",
            recommended="0.00" if ground else self.amount,
            ground=ground,
            evidence=list(evidence),
            reasons="经核对与入户调查。",
        )

    def sign(self, ground: str | None = None, evidence: tuple[str, ...] = ()) -> None:
        """Two signatures: caseworker and leader."""
        self.opine(ground, evidence)
        self.act(self.head, "examination")

    def signed(self) -> Story:
        """Two signatures, the second a day later where the leader is away."""
        self.opine()
        if self.plan.twist == "signed-later":
            yield self.after(1)
        self.act(self.head, "examination")

    def photograph(self, of: str) -> None:
        """A photograph of the notice as it hangs, put on file: an invented one, of one colour."""
        desk, path = self.worker, f"/v1/cases/{self.case}/files"
        shade, drawn = sum(map(ord, self.case + of)) % 256, BytesIO()
        Image.new("RGB", (64, 48), (200, 60, shade)).save(drawn, "PNG")
        file = self.desks.upload(desk, path, drawn.getvalue())
        shown = {"kind": "photograph", "of": of, "number": 1, "taken_on": str(self.today)}
        self.act(desk, "evidence", file=file, **shown)

    def elsewhere(self) -> str:
        """Another township of the same county."""
        day = self.today
        inside = self.desks.service.divisions.inside(self.township[:6], day)
        others = sorted(one.code for one in inside if len(one.code) == len(self.township))
        return next(code for code in others if code != self.township)

    def post_notice(self) -> None:
        """公示."""
        if self.plan.twist == "photographed":
            self.photograph("notice-start")
        self.act(
            self.worker,
            "public-notice",
            place=f"{self.plan.family.village}村务公示栏",
            evidence=["照片-张贴"],
        )

    def pay(self, amount: str, fails: bool = False) -> Story:
        """发放, at the second attempt where the first comes back: one orders, another answers."""
        desk, second = finance(self.township), finance(self.township, 2)
        order: dict[str, Any] = {"amount": amount, "source": "fiscal"}
        self.act(desk, "payments", **order)
        attempt = 1
        if fails:
            yield self.after(1, 11)
            self.act(second, "payments/failure", payment=1, fault="account-closed")
            yield self.after(1, 15)
            self.put_account_right(second)
            self.act(desk, "payments", **order)
            attempt = 2
        yield self.after(1, 14)
        self.act(
            second,
            "payments/confirmation",
            payment=attempt,
            paying_bank="虚构代理银行",
            serial=f"流水-{self.case[-6:]}-{attempt}",
            paid_on=str(self.today),
        )

    def put_account_right(self, second: Officer) -> None:
        """更正账户: the caseworker asks with the paper that proves it, somebody else agrees."""
        desk = self.worker
        person = self.look(desk)["applicant"]
        account = {"holder": person, "bank": "虚构银行", "number": self.plan.family.other_card}
        words = {"reason": "原账户已销户。", "document": f"存折复印件-{self.case[-6:]}"}
        self.act(desk, "payment-account", account=account, **words)
        self.act(second, "payment-account/confirmation", request=1)

    def serve(self, kinds: Collection[str] = DECIDED) -> None:
        """送达: every decision of the case, as it is printed, by the office that gave it."""
        desk = checker(self.township)
        for one in self.desks.get(desk, f"/v1/cases/{self.case}/documents")["items"]:
            if one["document"] in kinds and one["standing"] == "issued" and not one["served"]:
                self.hand_over(one)

    def hand_over(self, letter: dict[str, Any]) -> None:
        """One letter: by hand, or by post where nobody was there."""
        delegated = self.look(checker(self.township))["approval"]
        by_township = (
            letter["document"] == "relief-approval" and delegated and delegated["delegated"]
        )
        township = by_township or letter["document"] == "deficiency-notice"
        desk = self.worker if township else checker(self.township)
        which = {"document": letter["document"], "number": letter["number"]}
        if self.plan.twist in UNREACHED:
            tried = {"fault": "nobody-there", "evidence": [f"送达记录-{self.case[-6:]}"]}
            day = {"attempted_on": str(self.today), "served_on": "applicant"}
            self.act(desk, "documents/undelivered", **which, manner="direct", **tried, **day)
        self.act(
            desk,
            "documents",
            **which,
            format="docx",
            sha256=self.desks.printed(desk, letter["href"], letter["number"]),
            manner="post" if self.plan.twist in UNREACHED else "direct",
            served_on="applicant",
            delivered_on=str(self.today),
            receipt=f"送达回证-{self.case[-6:]}",
        )

    def look_there(self) -> Story:
        """入户抽查 where the case was drawn."""
        desk, judge = self.county()
        if self.look(judge)["spot_check"]:
            visitors = [desk.id, checker(self.township, 2).id]
            words = {"visitors": visitors, "confirmed": True, "findings": "属实。"}
            self.act(desk, "spot-check", **words)
        yield self.soon(60)

    def decide(self, path: str, **words: Any) -> Story:
        """审批. Where a drawn case fell away, the next by its draw is drawn first; drawn, it is visited."""
        desk, judge = self.county()
        try:
            self.act(judge, path, **words)
        except Refusal as refusal:
            if not {Code.SPOT_CHECK_SHORT, Code.SPOT_CHECK_PENDING} & {*refusal.codes}:
                raise
            if Code.SPOT_CHECK_SHORT in refusal.codes:
                self.draw_next(desk)
            yield from self.look_there()
            self.act(judge, path, **words)

    def draw_next(self, desk: Officer) -> None:
        """补抽: this case, or the one that is named instead, which is visited before its own decision."""
        try:
            self.act(desk, "spot-check/draw")
        except Refusal as refusal:
            if refusal.codes != (Code.SPOT_CHECK_OTHER,):
                raise
            self.desks.post(desk, f"/v1/cases/{refusal.facts['case']}/spot-check/draw", {})

    def close(self) -> None:
        """归档."""
        self.serve()
        self.act(checker(self.township), "closing", volume=f"卷-{self.case[-6:]}")

    def county(self) -> tuple[Officer, Officer]:
        """The county's checker and approver."""
        return checker(self.township), approver(self.township)

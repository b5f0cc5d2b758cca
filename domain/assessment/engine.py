"""The one function that prescribes an outcome; commands and the public 试算 both call it."""

from datetime import date

from domain.assessment.amounts import Due, due
from domain.assessment.covered import covered
from domain.assessment.grounds import aided, examined, undecided
from domain.assessment.hardship import beyond_basic, only_declared, run
from domain.assessment.housing import area_unsaid
from domain.assessment.inputs import Question
from domain.assessment.plan import Compiler, Multiple, Plan
from domain.assessment.result import (
    Answer,
    Assessment,
    Checked,
    Decider,
    Flag,
    Lack,
    ReferenceUsed,
    Trace,
    Verdict,
)
from domain.assessment.verdict import against
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.law.casework import DelegationRule
from domain.law.held import held
from domain.law.outcome import SeriesRule
from domain.law.pack import Law, Pack, joint
from domain.law.reference import Found, References
from domain.law.terms import AsOf, Fallback


class Consulted:
    """The reference values one assessment asked for, each once."""

    def __init__(self, pack: Pack, question: Question, references: References) -> None:
        self._series = pack.outcomes.series
        self._question = question
        self._references = references
        self.used: dict[str, ReferenceUsed] = {}
        self.missing: set[str] = set()
        self.older = False

    def __call__(self, series: str) -> int | None:
        """The value in fen; ``None`` where it is not recorded, or only as an older one not allowed."""
        if series in self.used:
            return self.used[series].fact.value.fen
        rule = self._series[series]
        found = self._found(rule)
        if found is None or (found.older and rule.fallback is Fallback.NONE):
            self.missing.add(series)
            return None
        self.used[series] = ReferenceUsed(series, found.fact, found.older)
        self.older = self.older or found.older
        return found.fact.value.fen

    def _found(self, rule: SeriesRule) -> Found | None:
        q, references = self._question, self._references
        if rule.as_of is AsOf.LAST_YEAR:
            return references.of_year(rule.id, q.township, q.applied_on.year - 1, q.on)
        day = q.accepted_on if rule.as_of is AsOf.ACCEPTANCE else q.on
        return references.in_force(rule.id, q.township, day)


def as_of(rule: SeriesRule, place: str, day: date, references: References) -> int | None:
    """A reference value, in fen, where only a day matters and no case; ``None`` as ``Consulted``."""
    if rule.as_of is AsOf.LAST_YEAR:
        found = references.of_year(rule.id, place, day.year - 1, day)
    else:
        found = references.in_force(rule.id, place, day)
    if found is None or (found.older and rule.fallback is Fallback.NONE):
        return None
    return found.fact.value.fen


@carries(
    "4/2 18.2.1 AMB-22 AMB-23",
    "The law of a day, with its county's additions where it has them, ready to answer.",
)
class Engine:
    """Holds no case, and answers by its own day: whoever asks has found which day governs."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._compiler = Compiler(pack)
        self._fingerprint = pack.fingerprint
        self._readings = tuple((id, pack.reading(id)) for id in pack.decisive)

    def assess(self, question: Question, references: References) -> Assessment:
        """What the law prescribes. Raises ``NotRelieved`` and ``NoLawInForce``."""
        circumstances = question.circumstances
        plan = self._compiler.plan(circumstances.category)
        rules = self._compiler.grounds
        consulted = Consulted(self.pack, question, references)
        coverage = covered(plan, circumstances)
        tests = tuple([run(test, question, consulted) for test in plan.tests])
        grounds = examined(rules, circumstances, plan.tolerance)
        came = due(plan, question, consulted)
        missing = coverage.missing + _untested(tests) + _unreckoned(came)
        if grounds:
            open_grounds = undecided(rules, grounds, circumstances)
            missing += tuple(Lack(f"finding:{g.ground}", g.article) for g in open_grounds)
        bars = against(plan, question, coverage, tests, grounds, missing, came)
        return Assessment(
            verdict=bars[0] if bars else Verdict.DUE,
            against=bars,
            coverage=coverage,
            tests=tests,
            grounds=grounds,
            elsewhere=circumstances.elsewhere,
            missing=missing,
            amount=came.amount,
            room=came.room,
            decider=self._decider(plan, question, came, consulted),
            flags=_flags(plan, question, tests, came, consulted),
            trace=self._trace(plan, question, references, consulted, came),
        )

    def decider(self, question: Question, amount: Money, references: References) -> Decider:
        """Who decides on a sum (4/2, 18.2.1)."""
        ceiling = self.ceiling(question, references)
        return _decides(ceiling, amount)

    def ceiling(self, question: Question, references: References) -> Money | None:
        """Up to how much the township decides; ``None``: nothing (18.2.1, AMB-22, AMB-23)."""
        plan = self._compiler.plan(question.circumstances.category)
        consulted = Consulted(self.pack, question, references)
        return _ceiling(plan.delegations.get(question.procedure), question, consulted)

    def delegable(
        self, county: str, day: date, references: References
    ) -> tuple[DelegationRule, Money | None] | None:
        """The rule by which a county may delegate most by an act on a day, and how much (18.2.1).

        ``None`` where the law knows no such act: acts name kinds of urgency. No sum where the
        standard it is a multiple of is not on record.
        """
        found = []
        for rule, multiple in self._compiler.ceilings():
            series = None if rule.series is None else self.pack.outcomes.series[rule.series]
            standard = None if series is None else as_of(series, county, day, references)
            fen = multiple.of(standard)
            found.append((rule, None if fen is None else Money(fen)))
        return max(found, key=lambda one: Money(0) if one[1] is None else one[1], default=None)

    def _decider(self, plan: Plan, question: Question, came: Due, consulted: Consulted) -> Decider:
        """Of the sum proposed; where none is, the county."""
        delegation = plan.delegations.get(question.procedure)
        if delegation is None or came.amount is None or came.amount.proposed is None:
            return Decider.COUNTY
        return _decides(_ceiling(delegation, question, consulted), came.amount.proposed)

    def _trace(
        self,
        plan: Plan,
        question: Question,
        references: References,
        consulted: Consulted,
        came: Due,
    ) -> Trace:
        pack = self.pack
        return Trace(
            question=question,
            pack=pack.id,
            document=pack.document,
            overlay=None if pack.overlay is None else pack.overlay.id,
            readings=self._readings,
            known=references.version,
            applied=plan.applied,
            references=tuple(consulted.used.values()),
            reckoning=came.reckoning,
            fingerprint=self._fingerprint,
        )


def _ceiling(
    delegation: tuple[DelegationRule, Multiple] | None, question: Question, consulted: Consulted
) -> Money | None:
    """The law's ceiling, or the delegation's own where lower."""
    if delegation is None:
        return None
    rule, multiple = delegation
    ceiling = multiple.of(None if rule.series is None else consulted(rule.series))
    own = question.delegated_up_to
    if ceiling is None or (rule.registered and own is None):
        return None
    if question.lives_in_seat and not rule.seat:
        return None
    return Money(ceiling if own is None else min(ceiling, own.fen))


def _decides(ceiling: Money | None, amount: Money) -> Decider:
    return Decider.COUNTY if ceiling is None or amount > ceiling else Decider.TOWNSHIP


def _untested(tests: tuple[Checked, ...]) -> tuple[Lack, ...]:
    """Binding tests that cannot be answered yet."""
    lacks: tuple[Lack, ...] = ()
    for test in tests:
        if test.answer is Answer.OPEN and test.binding and not test.overridden:
            lacks += (Lack(f"test:{test.test}", test.article),)
    return lacks


def _unreckoned(came: Due) -> tuple[Lack, ...]:
    if not came.lacks:
        return ()
    return tuple(Lack(what, came.reckoning.article) for what in came.lacks)


def _flags(
    plan: Plan, question: Question, tests: tuple[Checked, ...], came: Due, consulted: Consulted
) -> tuple[Flag, ...]:
    """Whatever the officer must see, each once."""
    circumstances, flags = question.circumstances, list(came.flags)
    if consulted.older:
        flags.append(Flag.OLDER_REFERENCE)
    if consulted.missing:
        flags.append(Flag.REFERENCE_MISSING)
    if question.overrides and any(test.overridden for test in tests):
        flags.append(Flag.OVERRIDDEN)
    if only_declared(question):
        flags.append(Flag.DECLARED_ONLY)
    if question.exception is not None:
        flags.append(Flag.EXCEPTION)
    if aided(circumstances):
        flags.append(Flag.AID_THIS_YEAR)
    if beyond_basic(circumstances.spending, plan.basic_area):
        flags.append(Flag.HOUSING_NOT_BASIC)
    if any(area_unsaid(circumstances.spending, test.home) for test in plan.tests):
        flags.append(Flag.AREA_UNSAID)
    return tuple(dict.fromkeys(flags)) if len(flags) > 1 else tuple(flags)


@carries(
    "AMB-40",
    "The whole law, ready to answer: finds the law of a day and place, and keeps it ready.",
)
class Assessor:
    def __init__(self, law: Law) -> None:
        self.law = law
        self._engines: dict[int, Engine] = {}

    def assess(
        self, question: Question, references: References, pack: str | None = None
    ) -> Assessment:
        """Under the named pack (a case's own) or that of the place, as of acceptance (AMB-40)."""
        day = question.accepted_on
        named = self.law.pack(pack, day) if pack else self.law.governing(day, question.township)
        return self.of(named).assess(question, references)

    def engine(self, day: date, place: str) -> Engine:
        """The law of a day in a place, with the county's additions of that day."""
        return self.of(self.law.governing(day, place))

    def of(self, pack: Pack) -> Engine:
        """A law of this house, ready to answer. The law keeps each period of a pack, once made."""
        engine = self._engines.get(id(pack))
        if engine is None:
            engine = self._engines[id(pack)] = Engine(pack)
        return engine


def law_of_trace(trace: Trace, law: Law) -> Pack:
    """The law a trace was reckoned by: of its acceptance, as it was known then, under its readings.

    As it is known now where the trace fits nothing that was known. Raises ``NoLawInForce`` where it
    is not known any more.
    """
    pages = laws_of_trace(trace, law)
    then = fingerprint_of(trace)
    return next((page for page in pages if page.fingerprint == then), pages[0])


def laws_of_trace(trace: Trace, law: Law) -> tuple[Pack, ...]:
    """The law of a trace's acceptance under its readings, as known now and before each correction."""
    pages = law.pages(joint(trace.pack, trace.overlay), trace.question.accepted_on)
    return tuple(_as_read(page, trace) for page in pages)


def _as_read(pack: Pack, trace: Trace) -> Pack:
    if any(pack.reading(id) != choice for id, choice in trace.readings):
        return pack.read_as(dict(trace.readings))
    return pack


def fingerprint_of(trace: Trace) -> str | None:
    """What decided then; of traces from before fingerprints where it is known: never of an overlay."""
    if trace.fingerprint is not None or trace.overlay:
        return trace.fingerprint
    return held(trace.pack, trace.question.accepted_on)


def recompute(trace: Trace, law: Law, references: References) -> Assessment:
    """The same question under the same law, readings and figures as they were known then."""
    known = references.as_known(trace.known)
    return Engine(law_of_trace(trace, law)).assess(trace.question, known)

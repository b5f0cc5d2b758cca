"""Who is not relieved (第十条): what a machine may point to, and what only a person can find."""

from collections.abc import Iterable

from domain.assessment.inputs import NO_SIGNALS, Circumstances, Finding, OtherAid
from domain.assessment.result import GroundResult
from domain.ground.declared import carries
from domain.ground.money import ZERO, Money
from domain.law.casework import GroundRule
from domain.law.terms import Signal


@carries("10.9", "The grounds that are pointed to or were found, in the pack's order.")
def examined(
    rules: Iterable[GroundRule], circumstances: Circumstances, tolerance: Money | None
) -> tuple[GroundResult, ...]:
    """A ground holds where a person found it, or where the pack lets a record alone decide (10.9)
    and nobody found otherwise. The last finding about a ground stands.
    """
    seen = signals(circumstances, tolerance)
    if not seen and not circumstances.findings:
        return ()
    found = {finding.ground: finding for finding in circumstances.findings}
    results = []
    for rule in rules:
        candidate, finding = rule.signal in seen, found.get(rule.id)
        if candidate or finding is not None:
            holds = _holds(rule, candidate, finding)
            results.append(GroundResult(rule.id, str(rule.citation), candidate, holds))
    return tuple(results)


def _holds(rule: GroundRule, candidate: bool, finding: Finding | None) -> bool:
    if finding is not None:
        return finding.holds
    return candidate and not rule.needs_finding


def undecided(
    rules: Iterable[GroundRule], results: Iterable[GroundResult], circumstances: Circumstances
) -> tuple[GroundResult, ...]:
    """Candidates a person has to decide on before anything is signed."""
    needing = {rule.id for rule in rules if rule.needs_finding}
    found = {finding.ground for finding in circumstances.findings}
    return tuple(
        r for r in results if r.candidate and r.ground in needing and r.ground not in found
    )


@carries("10.1 10.2 10.4 10.5 10.8 10.9", "What registers and checks point to; never a finding.")
def signals(circumstances: Circumstances, tolerance: Money | None) -> frozenset[Signal]:
    s = circumstances.signals
    if s is NO_SIGNALS:
        return frozenset()
    seen = {
        Signal.CHECK_REFUSED: s.check_refused and s.verifiable is False,
        Signal.MISMATCH: s.mismatch is not None and s.mismatch > (tolerance or ZERO),
        Signal.ABLE_WITHOUT_WORK: s.able_without_work is True,
        Signal.ASSETS_COVER_NEED: covers(s.realisable_assets, s.basic_need),
        Signal.COMPENSATED: s.third_party
        and any(r.amount > ZERO for r in circumstances.compensation),
        Signal.STATION_RECORD: s.station_record is True,
    }
    return frozenset(signal for signal, there in seen.items() if there)


@carries(
    "10.5", "Whether realisable assets meet the basic need; nothing covers a need nobody stated."
)
def covers(assets: Money | None, need: Money | None) -> bool:
    return assets is not None and need is not None and assets > ZERO and assets >= need


@carries("11", "Whether other aid or compensation of the year must be taken into account.")
def aided(circumstances: Circumstances) -> bool:
    if circumstances.other_aid is OtherAid.STILL_DIFFICULT:
        return True
    received = circumstances.aid + circumstances.compensation
    return bool(received) and any(one.amount > ZERO for one in received)

"""Who may be relieved (第二条、第八条): the kinds of hardship and what each must show."""

from domain.assessment.inputs import Circumstances
from domain.assessment.result import Answer, Coverage, Lack
from domain.law.outcome import CategoryRule


def covered(rule: CategoryRule, circumstances: Circumstances, article: str) -> Coverage:
    """Whether the kind of hardship is there: cause, effects, register, findings, evidence.

    What is contradicted makes it a no; what is not known yet leaves it open. ``article`` is the
    provision of the kind.
    """
    failed = [Lack(what, article) for what in _contradicted(rule, circumstances)]
    missing = [Lack(what, article) for what in _unknown(rule, circumstances)]
    if circumstances.other_aid is None:
        missing.append(Lack("other-aid-status", "2"))
    answer = Answer.NO if failed else Answer.OPEN if missing else Answer.YES
    return Coverage(answer, article, tuple(failed), tuple(missing))


def _contradicted(rule: CategoryRule, circumstances: Circumstances) -> list[str]:
    failed = []
    if circumstances.subject is not rule.subject:
        failed.append(f"subject:{rule.subject}")
    if rule.causes and circumstances.cause not in rule.causes:
        failed.append(f"cause:{circumstances.cause}")
    if rule.registers and not rule.registers.intersection(circumstances.registers):
        failed.append("register")
    if rule.claims:
        denied = {s.claim for s in circumstances.statements if not s.holds}
        failed += [f"statement:{claim}" for claim in rule.claims if claim in denied]
    return failed


def _unknown(rule: CategoryRule, circumstances: Circumstances) -> list[str]:
    missing = []
    if len(set(circumstances.effects)) < rule.effects:
        missing.append("effects")
    if rule.claims:
        said = {s.claim for s in circumstances.statements}
        missing += [f"statement:{claim}" for claim in rule.claims if claim not in said]
    missing += [
        f"evidence:{evidence}"
        for evidence in rule.evidence
        if evidence not in circumstances.evidence
    ]
    return missing

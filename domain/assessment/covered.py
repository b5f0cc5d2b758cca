"""Who may be relieved (第二条、第八条): the kinds of hardship and what each must show."""

from domain.assessment.inputs import Circumstances
from domain.assessment.plan import Plan
from domain.assessment.result import Answer, Coverage, Lack
from domain.ground.declared import carries
from domain.law.outcome import CategoryRule
from domain.law.terms import Claim


@carries(
    "2", "Whether the kind of hardship is there: cause, effects, register, findings, evidence."
)
def covered(plan: Plan, circumstances: Circumstances) -> Coverage:
    """What is contradicted makes it a no; what is not known yet leaves it open. The last statement
    about a claim stands.
    """
    said = {s.claim: s.holds for s in circumstances.statements}
    contradicted = _contradicted(plan.kind, circumstances, said)
    unknown = _unknown(plan, circumstances, said)
    if not contradicted and not unknown and circumstances.other_aid is not None:
        return plan.covered
    failed = tuple(Lack(what, plan.article) for what in contradicted)
    missing = tuple(Lack(what, plan.article) for what in unknown)
    if circumstances.other_aid is None:
        missing = (*missing, Lack("other-aid-status", "2"))
    return Coverage(Answer.NO if failed else Answer.OPEN, plan.article, failed, missing)


def _contradicted(
    rule: CategoryRule, circumstances: Circumstances, said: dict[Claim, bool]
) -> list[str]:
    failed = []
    if circumstances.subject is not rule.subject:
        failed.append(f"subject:{rule.subject}")
    if rule.causes and circumstances.cause not in rule.causes:
        failed.append(f"cause:{circumstances.cause}")
    if rule.registers and not rule.registers.intersection(circumstances.registers):
        failed.append("register")
    for claim in rule.claims:
        if said.get(claim) is False:
            failed.append(f"statement:{claim}")
    return failed


def _unknown(plan: Plan, circumstances: Circumstances, said: dict[Claim, bool]) -> list[str]:
    rule, missing = plan.kind, []
    if rule.effects and len(set(circumstances.effects)) < rule.effects:
        missing.append("effects")
    for claim in rule.claims:
        if claim not in said:
            missing.append(f"statement:{claim}")
    if not plan.evidence.issubset(circumstances.evidence):
        missing += [f"evidence:{e}" for e in rule.evidence if e not in circumstances.evidence]
    return missing

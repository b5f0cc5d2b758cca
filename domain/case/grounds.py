"""A ground of refusal as an opinion or a decision names it, the county's own included (第十条)."""

from dataclasses import dataclass

from domain.assessment.inputs import Finding
from domain.case.situation import Situation
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Ground


@dataclass(frozen=True, slots=True)
class Named:
    """The ground, the papers that bear it out, and which of the county's own it is (10.10)."""

    ground: Ground
    evidence: tuple[str, ...]
    county_ground: str | None = None

    @property
    def id(self) -> str:
        """Its name in the law of the case."""
        own = self.ground is Ground.COUNTY_GROUND and self.county_ground
        return own or self.ground.value


def finding(s: Situation, named: Named | None) -> tuple[Finding, ...]:
    """A ground of article 10 as the finding of whoever names it, with its evidence (10)."""
    if named is None or not named.ground.found_by_a_person or not named.evidence:
        return ()
    return (Finding(named.id, True, s.officer.id, s.today, named.evidence),)


def well_named(s: Situation, named: Named) -> Reason | None:
    """Article 10 asks for evidence; the county's ground is one its rules have that day (10.10)."""
    if named.ground.found_by_a_person and not named.evidence:
        return reason(Code.FIELD_MISSING, named.ground.article, "evidence")
    if named.county_ground not in grounds_to_name(s, named.ground):
        return reason(
            Code.COUNTY_GROUND_UNKNOWN, "10.10", "county_ground", ground=named.county_ground or ""
        )
    return None


def grounds_to_name(s: Situation, ground: Ground) -> tuple[str | None, ...]:
    """What may be named beside a ground: one of the county's own with 10.10, nothing otherwise."""
    if ground is not Ground.COUNTY_GROUND:
        return (None,)
    if s.pack.overlay is None:
        return ()
    own = s.pack.overlay.on(s.case.accepted_on or s.today).casework.grounds
    return tuple(rule.id for rule in own)

"""收件凭条: whoever applied has the number of the case and a code, and may ask how it stands."""

from domain.case.service import commands as c
from domain.case.service import facts as e
from domain.case.situation import happened
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK
from domain.ground.rows import Rule, Rules
from domain.ground.terms import Stage
from domain.ground.words import said

RULES: Rules = {
    c.RenewSlip: Rule(
        article="27",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        by_article="4/2",
        address="slip",
        aside=True,
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        checks=said("reason"),
        facts=lambda s, k: happened(
            e.SlipRenewed(
                on=s.today,
                number=s.case.slips + 1,
                reason=k.reason.bound(s.case.asked.applicant),
            )
        ),
        brings=(e.SlipRenewed,),
    ),
}

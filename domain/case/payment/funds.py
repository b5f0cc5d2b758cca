"""第二十、二十二、二十五条: where the money comes from, for whom and when; how goods are bought."""

from datetime import date

from domain.case.governing import for_deeds
from domain.case.payment import commands as c
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import unsaid
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import FundSource, Procedure
from domain.law.terms import Register

Paying = c.InstructPayment | c.ReleaseForHandover | c.PayCash | c.DeliverGoods
BALANCES = frozenset(
    {FundSource.BALANCE_SUBSISTENCE, FundSource.BALANCE_DESTITUTE, FundSource.BALANCE_RELIEF}
)
YEAR_END = "year_end_from"
"""The day of the year from which there is a balance to use."""


def given_on(s: Situation, command: Paying) -> date:
    """The day on which money or goods go out: as it is told, where they went out before."""
    return getattr(command, "handed_on", None) or s.today


@carries("22 22.1 22.2 22.3", "The money comes from where the law lets it come from.")
def source_lawful(s: Situation, command: Paying) -> Reason | None:
    funds = for_deeds(s.pack, given_on(s, command)).outcomes.casework.funds
    allowed = [fund.id.value for fund in funds]
    if command.source in allowed:
        return None
    listed = ",".join(allowed)
    return reason(Code.FIELD_INVALID, "22", "source", fault="not-in-list", allowed=listed)


@since(3)
@carries("25", "The balance of the subsistence allowance is for families on its register.")
def balance_for_whom(s: Situation, command: Paying) -> Reason | None:
    if command.source is not FundSource.BALANCE_SUBSISTENCE:
        return None
    record = s.case.circumstances
    registers = () if record is None else record.circumstances.registers
    return None if Register.SUBSISTENCE in registers else reason(Code.FUND_NOT_FOR, "25", "source")


@since(3)
@carries("22.3", "Balances of the year are there at its end, not before.")
def balance_at_year_end(s: Situation, command: Paying) -> Reason | None:
    day = given_on(s, command)
    if command.source not in BALANCES or not s.pack.has(YEAR_END, day):
        return None
    first = str(s.pack.parameter(YEAR_END, day).value)
    if f"{day:%m-%d}" >= first:
        return None
    return reason(Code.FUND_NOT_YET, "22.3", "source", earliest=f"{day.year}-{first}")


@carries("20", "Goods come through procurement, or the urgency that forbade it is on record.")
def procured(s: Situation, command: c.DeliverGoods) -> Reason | None:
    if not command.procurement and unsaid(command.urgency):
        return reason(Code.FIELD_MISSING, "20", "procurement")
    return None


@since(3)
@carries("20", "Only an urgent case cannot wait for procurement.")
def procured_unless_urgent(s: Situation, command: c.DeliverGoods) -> Reason | None:
    if command.procurement or unsaid(command.urgency) or s.case.procedure is Procedure.URGENT:
        return None
    return reason(Code.NOT_URGENT, "20", "urgency")

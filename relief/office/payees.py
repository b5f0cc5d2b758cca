"""The account on record, opened for the one command that copies it: an order names none (A19)."""

from domain.case.intake.facts import ApplicationSubmitted
from domain.case.payment.accounts import fact_of_account
from domain.case.payment.facts import AccountCorrectionRequested, PaymentAccountCorrected
from domain.case.records import Account
from domain.case.state import Case
from domain.ground import commands as c
from domain.ground.history import Conflict
from relief.office.ports import Journal
from relief.office.streams import case_stream


def account_for(journal: Journal, command: c.Command, case: Case) -> Account | None:
    """The account in clear; ``None`` where the command copies none, or none is on record.

    Raises ``KeyMissing`` where its holder's key was destroyed, ``Conflict`` where the history does
    not hold what the case remembers: the database went back under a running service.
    """
    version = fact_of_account(command, case)
    if version is None:
        return None
    try:
        recorded = journal.at(case_stream(command.case), version)
    except LookupError as lost:
        raise Conflict(str(lost)) from lost
    found = journal.opened(recorded, below="account").fact
    if isinstance(
        found, ApplicationSubmitted | AccountCorrectionRequested | PaymentAccountCorrected
    ):
        return found.account
    raise Conflict(f"version {version} of {case_stream(command.case)} names no account")

"""Every read model, in the order the follower feeds them."""

from domain.ground.streams import Stream
from domain.law.pack import Law
from projections.accounts import Accounts
from projections.applicants import Applicants
from projections.delegations import DelegationList
from projections.desks import Desks, Settled
from projections.elsewhere import Elsewhere
from projections.evidence import EvidenceFiles
from projections.leads import Leads
from projections.likenesses import Likenesses
from projections.limits import TimeLimits
from projections.notices import PublicNotices
from projections.outbox import Outbox
from projections.register import Register
from projections.rosters import Rosters
from projections.rows import History, Projection

COMMON = frozenset({Stream.CALENDAR.value})
"""The streams whose facts may change rows that belong to another one."""


def everything(law: Law, history: History | None = None) -> tuple[Projection, ...]:
    """All projections, fresh. Desks read the calendar that the limits keep; they are settled under it
    before it changes, and share no other state.

    ``history`` is where a stream is read again that nobody remembers, as after a restart.
    """
    desks = Desks(law, history)
    return (
        Register(),
        Settled(desks),
        TimeLimits(law),
        PublicNotices(),
        Accounts(),
        Leads(),
        Applicants(),
        Likenesses(),
        EvidenceFiles(),
        DelegationList(),
        Outbox(),
        Rosters(law),
        Elsewhere(history),
        desks,
    )

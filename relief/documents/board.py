"""公示 (A18.1.1): from the posting, with nothing of the application but what may be shown."""

from datetime import date

from adapters.documents import Document, Limit, Publicity, Shown, public_notice
from adapters.documents.publicity import NAME_LENGTH, masked, plain, showable
from domain.case import events as e
from domain.identity import born
from domain.time.calendar import ONE_DAY
from relief.documents.letters import founded
from relief.documents.telling import Telling

ANONYMOUS = "*"
FULL_AGE = 18
"""民法典 §17: under it a name is masked."""
NOTICE = "public-notice"
"""The limit of a notice whose procedure names none any more: a case once general and now urgent."""


def board(t: Telling) -> Document:
    """The notice of the round that hangs: the recorded sum, the recorded day, its whole period."""
    posted = founded(t, e.PublicNoticePosted)
    first, period = hanging(t, posted.on)
    asked = t.case.asked
    shown = Shown(
        name=name(t),
        minor=age(t.id_number(), posted.on) < FULL_AGE,
        village=plain(asked.village) or t.office(asked.township).name,
        members=len(asked.members),
        category=asked.category,
        title=t.category(),
        amount=posted.amount,
    )
    return public_notice(
        Publicity(
            paper=t.paper(),
            length=period.length,
            first_day=first,
            last_day=period.last_day,
            shown=(shown,),
            objections=t.office(t.division),
            decided=t.case.approval is not None,
        )
    )


def hanging(t: Telling, posted_on: date) -> tuple[date, Limit]:
    """The first day of a notice's period, and the period with its last (AMB-16)."""
    procedure = t.case.procedure
    rule = None if procedure is None else t.pack.outcomes.casework.procedure(procedure)
    limit = t.pack.limits[NOTICE if rule is None else rule.notice_limit or NOTICE]
    first = posted_on if limit.counts_start else posted_on + ONE_DAY
    return first, t.due(limit, posted_on)


def name(t: Telling) -> str:
    """The applicant's; one that has figures in it, or is no name, is masked rather than refused."""
    full = t.name()
    short = full if showable(full, NAME_LENGTH) else masked(full)
    return short if showable(short, NAME_LENGTH) else ANONYMOUS


def age(id_number: str, on: date) -> int:
    """Full years on a day, by the number's own birth date."""
    birth = born(id_number)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))

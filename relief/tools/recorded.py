"""What ``relief calendar`` reads of a history that the store must open: a server's, or none."""

from adapters.journal import Journal
from adapters.store import reading
from relief.keys.histories import NoHistory, standing
from relief.left import none_lost
from relief.settings import Settings
from relief.tools.calendar import UNCHOSEN, Shipped, shipped
from relief.tools.judged import addressed
from relief.tools.known import Known, lawful_files


def recorded(settings: Settings) -> Known | Shipped:
    """Of the history that stands; of the program where a file nobody chose holds none.

    Raises ``HistoryGone``, ``NoHistory``, ``Unreachable``, ``WrongSetting``.
    """
    addressed(settings.database)
    files = lawful_files(settings)
    none_lost(settings)
    try:
        standing(settings.database)
    except NoHistory:
        if settings.database != UNCHOSEN:
            raise
        return shipped(settings)
    return Known(files, Journal(reading.for_reading(settings.database), create=False))

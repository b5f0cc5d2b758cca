"""Whether a start would be refused, found out by reading: one that is refused has changed nothing.

A program brings the tables of its own edition. Where it may not begin, by its settings, its keys or
its law, whoever goes back to the release before must find everything as it was.
"""

from dataclasses import replace

from adapters.journal import Journal
from adapters.packs import Files
from adapters.store import reading
from relief.carriers import carriers
from relief.clock import Clock
from relief.filestore import files_store
from relief.installation import office_contacts
from relief.keys import keyring
from relief.keys.histories import standing
from relief.law.enactment import Enactments
from relief.law.rewriting import unrewritten
from relief.left import none_lost, recorded
from relief.people.providers import provider_of
from relief.settings import Settings


def startable(settings: Settings, files: Files, clock: Clock) -> None:
    """Raises ``WrongSetting``, ``WrongProvider``, ``HistoryGone``, ``NoHistory``, ``KeysDoNotOpen``,
    ``LawRewritten``.
    """
    provider_of(settings, clock)
    carriers(settings)
    office_contacts(settings)
    files_store(settings)
    none_lost(settings)
    if not settings.install:
        standing(settings.database)
    if recorded(settings.database):
        _over_what_stands(settings, files)


def _over_what_stands(settings: Settings, files: Files) -> None:
    """The keys at hand open the history, and the files rewrite nothing that its facts rest on."""
    url = reading.for_reading(settings.database)
    journal = Journal(url, create=False)
    try:
        keyring.for_reading(replace(settings, database=url, install=False), journal)
        unrewritten(Enactments(files, journal))
    finally:
        journal.close()

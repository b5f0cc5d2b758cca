"""Opening every sealed value there is: of facts, of the local list, of notes in the access log."""

from collections.abc import Sequence

from adapters.keys.keys import MasterKey, WrongKey
from adapters.keys.ring import MasterKeyMissing
from adapters.keys.sealer import KeySealer
from domain.ground.facts import Recorded
from domain.ground.history import KeyGone, KeyMissing, PersonRow
from relief.bootstrap import Service
from relief.keys.boxes import Box, boxes
from relief.keys.proof import leads_to
from relief.people.masking import field_of
from relief.tools.findings import Findings
from relief.tools.indexes import Indexes
from relief.words.fields import of_path
from relief.words.sentences import say

PAGE = 2_000
UNOPENED = (WrongKey, MasterKeyMissing)


class Sealed:
    """Opens what the facts of a page hold, and holds opened numbers against the blind indexes."""

    def __init__(self, service: Service, indexes: Indexes) -> None:
        self._indexes = indexes
        self._journal = service.journal
        self._master: MasterKey = service.master
        self._sealer = KeySealer(service.master, service.journal.store.people_by_id)

    def page(self, page: Sequence[Recorded], found: Findings) -> None:
        """Values of destroyed persons are counted; what does not open is named by its place."""
        for box in boxes(self._journal, page):
            if box.destroyed:
                found.destroyed += 1
            elif box.person is None:
                found.fault(say("sealed.no-key", place=_place(box)))
            else:
                self._open(box, box.person, found)

    def _open(self, box: Box, person: PersonRow, found: Findings) -> None:
        try:
            text = box.opened(self._sealer)
        except UNOPENED:
            found.fault(say("sealed.shut", place=_place(box)))
            return
        found.opened += 1
        number = field_of(box.path) == "id_number"
        if number and not leads_to(self._master, self._journal.store, text, person):
            found.fault(say("sealed.index-differs", place=_place(box)))
        if not self._indexes.right(box, text):
            found.fault(say("sealed.year-differs", place=_place(box)))


def _place(box: Box) -> str:
    at = box.recorded
    return say(
        "sealed.place",
        position=at.position,
        stream=at.stream,
        version=at.version,
        path=of_path(box.path, type(box.recorded.fact)),
    )


def check_beside(service: Service, found: Findings) -> None:
    """Second factors of the local list, and notes of the access log, where these are there."""
    if service.sign_in.door.log.stands():
        for officer in service.sign_in.passwords.unopened():
            found.fault(say("sealed.second-factor", officer=officer))
    if service.looks.log.stands():
        check_notes(service, found)


def check_notes(service: Service, found: Findings) -> None:
    """The notes are sealed under a person's key each."""
    before = None
    while page := service.looks.log.page(before=before, size=PAGE):
        before = page[-1].number
        for one in page:
            try:
                found.opened += service.looks.note_of(one.entry) is not None
            except KeyGone:
                found.destroyed += 1
            except (KeyMissing, *UNOPENED):
                found.fault(say("sealed.look", number=one.number))

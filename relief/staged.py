"""The officers anybody may sign in as in a served demo: what its sign-in page shows. Elsewhere nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.case.authority import Post
from domain.ground.places import Places
from relief.bootstrap import Service


@dataclass(frozen=True, slots=True)
class Shown:
    """Who it is, what they are called, and the post they hold where. All of it is invented."""

    officer: str
    name: str
    post: Post
    division: str
    place: str


def officers_shown(service: Service) -> tuple[Shown, ...]:
    """Those in post today, in the order of the demo; none where this is no served demo."""
    return tuple(_shown(service, service.clock.now().date()))


def _shown(service: Service, today: date) -> Iterator[Shown]:
    register, places = service.officers.current(), service.division_book.current()
    for id in service.sign_in.staged:
        officer = register.officer(id, today)
        for one in () if officer is None else officer.appointments:
            place = called(places, one.division, today)
            yield Shown(id, service.names.of(id).name, one.post, one.division, place)


def called(places: Places, division: str, today: date) -> str:
    """A division with its county, as people say where somebody works."""
    within = {division[:6], division} if len(division) > 6 else {division}
    found = (places.find(code, today) for code in sorted(within, key=len))
    return "".join(one.name for one in found if one is not None)

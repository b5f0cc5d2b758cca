"""What an installation adds to the program: law and divisions of further cities, offices' addresses."""

from datetime import date
from itertools import chain
from pathlib import Path

from adapters import packs, places
from adapters.packs.gazette import Gazette, GazetteUnreadable, gazette
from adapters.places.contacts import contacts
from domain.ground.places import Contact, Level, Places
from domain.law.pack import Law, NoLawInForce
from domain.time.notices import LHASA
from relief.settings import Settings, WrongSetting
from relief.words.dictionary import of
from relief.words.sayings import reason
from relief.words.sentences import say

SHIPPED = say("settings.shipped")
"""What is at fault where no setting is: a file that comes with the program."""


SEATED = "540102"
"""城关区, whose government's seat only the office can say."""

SEAT = f"RELIEF_SEAT_OF_{SEATED}"


def divisions(settings: Settings) -> Places:
    """The divisions an installation begins with, further cities' included; raises as ``seated``.

    Raises ``WrongSetting`` where the file is no good.
    """
    try:
        known = places.known(settings.divisions)
    except (OSError, ValueError) as error:
        raise wrong("RELIEF_DIVISIONS", error) from error
    return seated(settings, known)


def seated(settings: Settings, known: Places) -> Places:
    """The divisions with 城关区's seat where the office configured it, and nothing says it otherwise.

    Raises ``WrongSetting`` where the seat is no township of that district.
    """
    seat = settings.seat_of_540102
    if not seat or _seat_known(known):
        return known
    here = known.table.get(seat, ())
    if not any(one.level is Level.TOWNSHIP and one.parent == SEATED for one in here):
        raise WrongSetting(say("settings.wrong", setting=SEAT, what=say("settings.no-seat")))
    return known.with_seat(seat, say("settings.seat"))


def _seat_known(known: Places) -> bool:
    """Whether some township of that district is on record as its seat."""
    every = (one for named in known.table.values() for one in named)
    return any(one.seat for one in every if one.parent == SEATED)


class WrongRelease(WrongSetting):
    """Law that comes with the program cannot be used: no setting is at fault."""


def wrong(setting: str, error: BaseException) -> WrongSetting:
    """A setting that leads to what cannot be used, and why, in words."""
    return at_fault(setting)(say("settings.wrong", setting=setting, what=reason(error)))


def at_fault(setting: str) -> type[WrongSetting]:
    """A setting, or what comes with the program."""
    return WrongRelease if setting == SHIPPED else WrongSetting


def law_of(settings: Settings) -> Law:
    """The law of all files, as if each counted; ``WrongSetting`` as from ``files_of``."""
    return files_of(settings).law


def files_of(settings: Settings) -> packs.Files:
    """The law shipped, with the files of further cities and the counties' additions.

    Raises ``WrongSetting`` where a file is no good, or two cities claim one day and area.
    """
    try:
        found = packs.files_in(settings.overlays, settings.packs)
        _ = found.law
        return found
    except packs.OverlayUnreadable as error:
        raise wrong("RELIEF_OVERLAYS", error) from error
    except packs.ShippedUnreadable as error:
        raise wrong(SHIPPED, error) from error
    except packs.PackUnreadable as error:
        raise wrong("RELIEF_PACKS", error) from error
    except (OSError, ValueError) as error:
        raise wrong("、".join(blamed(settings, error)), error) from error


def blamed(settings: Settings, error: OSError | ValueError) -> tuple[str, ...]:
    """The settings of folders of law that an error is about: what it names lies in one of them."""
    named = {"RELIEF_PACKS": settings.packs, "RELIEF_OVERLAYS": settings.overlays}
    given = {name: folder for name, folder in named.items() if folder is not None}
    at = getattr(error, "filename", None)
    around = {n: len(f.parts) for n, f in given.items() if at and Path(at).is_relative_to(f)}
    found = [name for name, depth in around.items() if depth == max(around.values())]
    return tuple(found or given or (SHIPPED,))


def lawful(files: packs.Files, known: Places, today: date) -> None:
    """Raises ``WrongSetting`` where a further city has offices but no law today, or where a file
    corrects an entry by what nobody knows yet.
    """
    law = files.law
    told = [(SHIPPED, one.id, one.book.known) for one in files.shipped]
    told += [("RELIEF_PACKS", one.id, one.book.known) for one in files.cities]
    told += [("RELIEF_OVERLAYS", one.id, one.known) for one in files.counties]
    for setting, id, day in told:
        if day is not None and day > today:
            raise at_fault(setting)(say("settings.known-later", setting=setting, id=id, day=day))
    for division in chain.from_iterable(known.table.values()):
        if division.level is not Level.CITY or division.code == LHASA or not division.exists(today):
            continue
        try:
            law.on(today, division.code)
        except NoLawInForce as error:
            raise wrong("RELIEF_DIVISIONS", error) from None


def office_contacts(settings: Settings) -> tuple[Contact, ...]:
    """Where offices are, as far as the installation says. Raises ``WrongSetting``."""
    if not settings.offices:
        return ()
    try:
        return contacts(Path(settings.offices))
    except (OSError, ValueError) as error:
        raise wrong("RELIEF_OFFICES", error) from None


def law_text(settings: Settings) -> Gazette | None:
    """The regulation's own text, where the installation has it.

    Raises ``WrongSetting`` with every fault and its line.
    """
    if settings.law_text is None:
        return None
    try:
        return gazette(settings.law_text)
    except GazetteUnreadable as error:
        told = [
            say("law.gazette.fault", line=one.line, article=one.article, what=of(one.fault))
            for one in error.faults
        ]
        raise WrongSetting(
            "\n".join((say("settings.wrong", setting="RELIEF_LAW_TEXT", what=""), *told))
        ) from None
    except OSError as error:
        raise wrong("RELIEF_LAW_TEXT", error) from error

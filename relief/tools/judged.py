"""What a tool refuses by its words and the settings alone: judged before anything is opened or made."""

import argparse
import errno
import os
from pathlib import Path

from sqlalchemy import URL, exc, make_url

from adapters.identity.tokens import token_key
from domain.case.authority import Officer
from relief.clock import SystemClock
from relief.installation import divisions, office_contacts, wrong
from relief.listening import free
from relief.people.providers import provider_of
from relief.settings import Settings, WrongSetting
from relief.tools.asking import asked_for, wanted
from relief.tools.small import officer_of
from relief.usage import WrongWords
from relief.words.sentences import say

DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"})
"""How an address of a history begins."""


class NotHere(Exception):
    """This installation does not do what was asked for. The sentence is for people."""


def judge(asked: argparse.Namespace, settings: Settings) -> None:
    """Raises ``WrongWords``, ``NotHere``, ``WrongSetting`` or ``NotListening`` for what is refused in
    any case.
    """
    if asked.tool == "demo":
        if asked.serve is None:
            roomy(asked.folder)
            empty(asked.folder)
        return
    addressed(settings.database)
    match asked.tool:
        case "token":
            tokened(asked, settings)
        case "audit" if asked.act == "bundle":
            asked_for(asked)
        case "audit" if asked.act == "draw":
            wanted(asked)
        case "officers" if asked.act == "first":
            both = {"issuer": asked.issuer, "subject": asked.subject}
            if list(both.values()).count(None) == 1:
                lacking = next(name for name, said in both.items() if said is None)
                raise WrongWords(lacking, say("officers.both"))
    if asked.tool in {"serve", "token"}:
        office_contacts(settings)
        provider_of(settings, SystemClock())
        if settings.development:
            signed(settings.token_key)
    if asked.tool == "serve":
        free(settings)


def roomy(folder: str | None) -> None:
    """A folder that is there, or can be made. Raises ``WrongWords``."""
    wanted = Path(folder or ".").absolute()
    there = next(place for place in (wanted, *wanted.parents) if os.path.exists(place))
    if not there.is_dir():
        raise WrongWords("folder", say("cli.no-folder", path=there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise WrongWords("folder", say("cli.no-room", path=there))


def empty(folder: str | None) -> None:
    """A folder in which nothing lies, or none yet. What is invented is never written beside what may
    be an installation, however its files are called. Raises ``WrongWords``.
    """
    place = Path(folder or "")
    if folder is None or not os.path.isdir(place):
        return
    try:
        first = min((one.name for one in place.iterdir()), default=None)
    except OSError:
        raise WrongWords("folder", say("cli.no-room", path=place.absolute())) from None
    if first is not None:
        raise WrongWords("folder", say("cli.not-empty", path=place.absolute(), first=first))


def addressed(url: str) -> URL:
    """The address of a database. Raises ``WrongSetting`` where none can be so, without showing it."""
    try:
        found = make_url(url)
    except (exc.ArgumentError, ValueError):
        raise no_address() from None
    if found.drivername not in DRIVERS or not found.database:
        raise no_address()
    if found.get_backend_name() == "sqlite" and Path(found.database).is_dir():
        raise WrongSetting(say("opened.is-folder", path=Path(found.database).absolute()))
    return found


def no_address() -> WrongSetting:
    """What is said of an address that is none."""
    file, server = "sqlite:///…", "postgresql://…"
    return WrongSetting(say("opened.no-address", file=file, server=server))


def placed(url: str) -> None:
    """A file of SQLite's can only lie in a folder that is there. Raises ``WrongSetting``."""
    found = addressed(url)
    folder = Path(found.database or "").absolute().parent
    if found.get_backend_name() == "sqlite" and not folder.is_dir():
        raise WrongSetting(say("opened.no-folder", parent=folder))


def signed(path: Path) -> None:
    """A key that signs tokens can be read, or made. Raises ``WrongSetting``, ``UnsafeTokenKey``."""
    try:
        if path.exists():
            token_key(path)
        elif not path.absolute().parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no such folder")
    except OSError as error:
        raise wrong("RELIEF_TOKEN_KEY", error) from None


def tokened(asked: argparse.Namespace, settings: Settings) -> Officer:
    """Whom a token is asked for. Raises ``WrongWords``, ``NotHere``."""
    officer = officer_of(asked.officer, asked.division, asked.posts)
    if divisions(settings).find(officer.division, SystemClock().now().date()) is None:
        raise WrongWords("division", say("small.no-division", division=officer.division))
    if not settings.development:
        raise NotHere(say("cli.development-only"))
    return officer

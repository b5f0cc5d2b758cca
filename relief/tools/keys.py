"""``relief keys``: a new master key, the old one thrown away, and what destroyed keys left behind."""

from pathlib import Path

from adapters.keys.files import FileKeys, draft
from adapters.keys.ring import checked
from domain.case.authority import Officer
from domain.ground.commands import Command
from domain.ground.personal import Reckoned
from domain.ground.refusal import Refused
from domain.registers.keys.commands import IntroduceMasterKey, RetireMasterKey
from domain.registers.keys.facts import KeyRole, MasterKeyIntroduced
from domain.registers.keys.state import MASTER_KEYS
from relief.bootstrap import Service
from relief.office.requests import Request, before, system_id
from relief.office.streams import WHOLE_CITY
from relief.terminal import complain
from relief.tools.output import Output
from relief.tools.refused import told
from relief.words.sayings import several
from relief.words.sentences import say, titles

PAGE = 500


def rotate(service: Service, officer: str, output: Output) -> int:
    """Bring in a new master key and wrap every person's key under it. No fact is rewritten.

    Started again after a crash it goes on where it stopped. Returns 0; 1 where refused.
    """
    keys = _file(service)
    current, waiting = keys.current(), _waiting(service, keys)
    fresh = draft() if waiting is None and not _unfinished(service, keys) else None
    if waiting is not None or fresh is not None:
        check = (
            checked(KeyRole.MASTER, fresh)
            if fresh is not None
            else next(one for one in keys.checks() if one.key == waiting)
        )
        ids = {"key": Reckoned(check.key), "replaces": Reckoned(current)}
        command = IntroduceMasterKey(case=MASTER_KEYS, **ids, check=check.value)
        if not _introduced_now(service, keys, command, officer, fresh):
            return 1
        keys.use(check.key)
    done = rewrap(service, output)
    if output.json:
        output.data({"current": keys.current(), "held": keys.held(), "rewrapped": done})
    output.line(say("keys.rotated", current=keys.current(), done=done))
    return 0


def _introduced_now(
    service: Service, keys: FileKeys, command: IntroduceMasterKey, officer: str, fresh: bytes | None
) -> bool:
    """Whether the key is on record. It is written before, lest it be lost, and only if it will be."""
    id = system_id("keys", command.key)
    if fresh is not None:
        if not _allowed(service, command, officer, id):
            return False
        keys.add(fresh)
    if _given(service, command, officer, id):
        return True
    if fresh is not None:
        keys.remove(command.key)
    return False


def rewrap(service: Service, output: Output) -> int:
    """Wrap anew what is wrapped under another key, page by page; how many persons that were."""
    store, keys = service.journal.store, service.master.keys
    done, after = 0, ""
    while page := store.wrapped_otherwise(keys.current(), after, PAGE):
        store.rewrap([(person, service.master.rewrapped(person)) for person in page])
        done, after = done + len(page), page[-1].person_id
        output.progress(say("keys.wrapping"), done)
    output.progress_done()
    done += service.sign_in.drafts.rewrap()
    return done + service.sign_in.passwords.rewrap()


def retire(service: Service, key: str, officer: str, output: Output) -> int:
    """Throw a master key away once nothing is wrapped under it; nothing is on record where it could
    not go from the file. Returns 0; 1 where refused or still in use; 3 where there is no such key.
    """
    keys = _file(service)
    if key not in keys.held() or key == keys.current():
        output.line(say("keys.unknown", key=key))
        return 3
    command = RetireMasterKey(case=MASTER_KEYS, key=Reckoned(key))
    id = system_id("keys", key, "retired")
    if not _allowed(service, command, officer, id):
        return 1
    keys.replaceable()
    used = service.sign_in.door.sealed_under(key, key == keys.original())
    used += service.sign_in.drafts.under(key)
    used = used or service.journal.store.retire_master_key(key, key == keys.original())
    if used:
        output.line(say("keys.in-use", used=used))
        return 1
    if not _given(service, command, officer, id):
        return 1
    keys.remove(key)
    output.line(say("keys.retired", key=key))
    tell_left(service)
    return 0


def show(service: Service, output: Output) -> int:
    """List the master keys by id. Returns 0."""
    keys = service.master.keys
    rows = [(id, say("keys.current") if id == keys.current() else "") for id in keys.held()]
    if output.json:
        output.data({"current": keys.current(), "held": keys.held()})
    output.table((*titles("keys.head"), ""), rows)
    tell_left(service)
    return 0


def tell_left(service: Service) -> None:
    """Say which files beside the master keys hold keys as well: an earlier change broke off."""
    left = left_keys(service)
    if left:
        complain(say("keys.left", list=several(left)))


def left_keys(service: Service) -> tuple[Path, ...]:
    """Files an earlier change of the master keys left; none where they are in no file."""
    keys = service.master.keys
    return keys.left() if isinstance(keys, FileKeys) else ()


def scrub(service: Service, output: Output) -> int:
    """Remove what destroyed keys left in the database's files. Returns 0; 1 where not allowed."""
    done = service.journal.store.scrub()
    output.line(say("keys.purged") if done else say("keys.owner-only"))
    return 0 if done else 1


def _file(service: Service) -> FileKeys:
    """The file of keys. Raises ``TypeError`` where they are kept by a service of their own."""
    keys = service.master.keys
    if not isinstance(keys, FileKeys):
        raise TypeError("these master keys are rotated where they are kept")
    return keys


def _waiting(service: Service, keys: FileKeys) -> str | None:
    """A key an earlier, interrupted run wrote and did not use yet."""
    used = {fact.key for fact in _introduced(service)}
    fresh = [id for id in keys.held() if id not in used and id != keys.original()]
    late = [id for id in keys.held() if id in used and _newest(service) == id != keys.current()]
    return next(iter([*fresh, *late]), None)


def _unfinished(service: Service, keys: FileKeys) -> bool:
    """Whether an earlier run did not come to the end of all persons."""
    many = len(keys.held()) > 1
    persons = service.journal.store.wrapped_otherwise(keys.current(), limit=1)
    return many and bool(persons or service.sign_in.door.sealed_otherwise(keys.current()))


def _introduced(service: Service) -> list[MasterKeyIntroduced]:
    """Which keys are on record, in order."""
    facts = [r.fact for r in service.journal.read((MASTER_KEYS,))[MASTER_KEYS]]
    return [fact for fact in facts if isinstance(fact, MasterKeyIntroduced)]


def _newest(service: Service) -> str | None:
    """The key introduced last."""
    introduced = _introduced(service)
    return introduced[-1].key if introduced else None


def _request(service: Service, command: Command, officer: str, id: str) -> Request:
    """The command in the name of an officer of the register."""
    today = service.clock.now().date()
    known = service.officers.current().officer(officer, today)
    who = known or Officer(officer, frozenset(), WHOLE_CITY)
    return Request(command, who, id, service.master.digest(id.encode()))


def _before(service: Service, id: str) -> bool:
    """Whether the command was carried out already."""
    return bool(service.journal.store.known_commands([id, before(id)]))


def _allowed(service: Service, command: Command, officer: str, id: str) -> bool:
    """Whether the command would be carried out; why not is told. Asked before anything is made for it."""
    if _before(service, id):
        return True
    refused = service.office.judged(_request(service, command, officer, id))
    if refused is not None:
        told(refused)
    return refused is None


def _given(service: Service, command: Command, officer: str, id: str) -> bool:
    """Whether the command was carried out."""
    if _before(service, id):
        return True
    answer = service.office.execute(_request(service, command, officer, id))
    if isinstance(answer, Refused):
        told(answer)
    return not isinstance(answer, Refused)

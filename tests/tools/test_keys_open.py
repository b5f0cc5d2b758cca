"""A process whose keys do not open the history does not start, says which it wants, and makes none."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, text

from adapters.keys.files import FileKeys
from adapters.keys.keys import MasterKey
from adapters.keys.ring import KeysUnreadable, Ring, checked
from adapters.store.factory import install_store
from domain.ground.personal import PersonalNumber, personal_number
from domain.registers.keys.facts import CheckedBy, KeyChecksRecorded, KeyRole
from relief.bootstrap import BEGIN, Service, build
from relief.cli import main
from relief.keys import keyring
from relief.keys.histories import NoHistory
from relief.keys.keyring import on_record
from relief.keys.proof import KeysDoNotOpen
from relief.logs import configure
from relief.settings import Settings
from relief.words.fields import label
from tests.support.enrolling import enrol
from tests.support.histories import CASE, History

pytestmark = [pytest.mark.day, pytest.mark.slow]

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch
ROOT = Path(__file__).parents[2]
OLD_KEY = "565f456661c158c4"
"""The id of the master key of the history that an earlier release kept."""
LIKE_A_CARD = (50924).to_bytes(32, "big")
"""A master key whose id is 16 figures that check as a card's do: one in forty thousand is."""


def gone(key: Path) -> None:
    """The file is not there."""
    key.unlink()


def dangling(key: Path) -> None:
    """The file is a link that leads nowhere."""
    key.unlink()
    key.symlink_to(key.with_name("nowhere"))


def another(key: Path) -> None:
    """A key of another installation."""
    key.write_bytes(bytes(range(32)))


def same_size(key: Path) -> None:
    """Another file that happens to have 32 bytes, as the key of tokens has."""
    key.write_bytes(key.with_name("relief-tokens.key").read_bytes())


def truncated(key: Path) -> None:
    """Half of it, as after a full disk."""
    key.write_bytes(key.read_bytes()[:16])


def empty(key: Path) -> None:
    """Nothing in it."""
    key.write_bytes(b"")


def half_a_ring(key: Path) -> None:
    """A ring, cut off in the middle."""
    keys = FileKeys(key)
    keys.add()
    key.write_bytes(key.read_bytes()[:-40])


def open_to_others(key: Path) -> None:
    """Everybody may read it."""
    key.chmod(0o644)


def a_folder(key: Path) -> None:
    """A folder, as a mount that failed leaves."""
    key.unlink()
    key.mkdir()


def renamed_keys(key: Path) -> None:
    """A ring whose secret stands under the wanted id, but is another."""
    ring = Ring.decode(key.read_bytes())
    told = replace(ring, keys={OLD_KEY: bytes(32)}).encode()
    key.write_bytes(told)


def other_index(key: Path) -> None:
    """The right master key in a ring with another index key."""
    ring = Ring.decode(key.read_bytes())
    key.write_bytes(replace(ring, index_key=bytes(32)).encode())


def other_digest(key: Path) -> None:
    """The right master key in a ring with another digest key."""
    ring = Ring.decode(key.read_bytes())
    key.write_bytes(replace(ring, digest_key=bytes(32)).encode())


WRONG = (
    gone, dangling, another, same_size, truncated, empty, half_a_ring, open_to_others, a_folder,
    renamed_keys, other_index, other_digest,
)  # fmt: skip
Change = Callable[[Path], None]


def look(path: Path) -> Any:
    """What lies at a path, and in its folder."""
    folder = sorted(p.name for p in path.parent.iterdir() if p.suffix == ".key")
    return folder, path.is_file() and path.read_bytes()


def settings(history: History) -> Settings:
    """Where the history and its key are."""
    return Settings(
        database=history.database,
        master_key=history.key,
        token_key=history.folder / "relief-tokens.key",
    )


def of_keys(service: Service) -> list[KeyChecksRecorded]:
    """The facts that tell the keys."""
    facts = [r.fact for r in service.journal.read(("keys",))["keys"]]
    return [fact for fact in facts if isinstance(fact, KeyChecksRecorded)]


def test_a_history_from_before_gets_its_check_values_once(history: History) -> None:
    """With the key that opens its oldest sealed value and agrees with a blind index and a receipt."""
    for _ in range(2):
        service = build(settings(history))
        (told,) = of_keys(service)
        assert told.by is CheckedBy.OPENED
        assert {c.key for c in told.checks if c.role is KeyRole.MASTER} == {OLD_KEY}
        assert {check.role for check in told.checks} == set(KeyRole)
        service.close()
    assert main(["verify"]) == 0


@pytest.mark.parametrize("known", [False, True], ids=["from before", "with check values"])
def test_no_other_key_opens_a_history(history: History, known: bool, capsys: Capture) -> None:
    """Whatever became of the file: exit 1, which file and key are wanted, and no key is made."""
    configure("ERROR")
    if known:
        build(settings(history)).close()
    right = history.key.read_bytes()
    for change in WRONG:
        change(history.key)
        before, facts = look(history.key), newest(history)
        for words in (["sweep"], ["officers", "first", "zhang.san"], ["verify"], ["replay", CASE]):
            assert main(words) == 1, (change.__name__, words)
            said = capsys.readouterr()
            told = said.err.splitlines()[-1]
            assert str(history.key) in told and told.startswith(("主密钥", "没有主密钥"))
            assert "Traceback" not in said.err and said.out == ""
            if change in (gone, another, same_size):
                assert OLD_KEY in said.err
        assert look(history.key) == before and newest(history) == facts
        put_back(history.key, right)
    assert main(["verify"]) == 0


def put_back(key: Path, content: bytes) -> None:
    """The right file again."""
    if key.is_dir():
        key.rmdir()
    key.unlink(missing_ok=True)
    key.write_bytes(content)
    key.chmod(0o600)


def newest(history: History) -> int:
    """How many facts there are."""
    found: int = history.run("SELECT max(position) FROM events")[0][0]
    return found


def test_the_service_itself_does_not_start(history: History) -> None:
    """``relief serve`` ends at once with 1 and a sentence, without a stack trace."""
    history.key.unlink()
    asked = [sys.executable, "-m", "relief.cli", "serve"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "RELIEF_PORT": "1"}
    told = subprocess.run(asked, cwd=history.folder, env=env, capture_output=True, text=True)
    assert told.returncode == 1
    assert OLD_KEY in told.stderr and "Traceback" not in told.stderr
    assert not history.key.exists()


def test_reading_needs_no_key_where_nothing_sealed_is_opened(history: History) -> None:
    """Limits, the calendar and the access log answer without one, and make none."""
    history.key.unlink()
    for words in (["limits", CASE], ["calendar", "2026-03-02", "+2wd"], ["access"]):
        assert main(words) == 0
    assert not history.key.exists()


@pytest.fixture
def new(database: URL, tmp_path: Path) -> Settings:
    """A database where nothing is yet, and no key."""
    return Settings(
        database=database.render_as_string(hide_password=False),
        master_key=tmp_path / "relief.key",
        token_key=tmp_path / "tokens.key",
    )


def test_the_first_fact_of_a_history_tells_its_keys(new: Settings) -> None:
    """Before anything is made with them; a value for each key, which leads back to none."""
    service = build(new)
    (first,) = service.journal.following(0, 1)
    assert isinstance(first.fact, KeyChecksRecorded) and first.fact.by is CheckedBy.FIRST
    secret = new.master_key.read_bytes()
    ring = Ring.of(secret)
    for check, key in zip(first.fact.checks, (secret, *lookup(ring)), strict=True):
        assert check == checked(check.role, key)
        assert key.hex() not in repr(check)
        assert check.value not in (service.master.digest(b""), service.master.blind_index(""))
    assert len({check.value for check in first.fact.checks}) == 3
    service.close()


def lookup(ring: Ring) -> tuple[bytes, bytes]:
    """The keys of indexes and digests."""
    return ring.index_key, ring.digest_key


def test_a_key_whose_id_looks_like_a_card_opens_a_history_like_any_other(new: Settings) -> None:
    """It is told, used and replaced: its id follows from it, and nobody typed it."""
    new.master_key.write_bytes(LIKE_A_CARD)
    new.master_key.chmod(0o600)
    service = build(new)
    try:
        first = service.master.keys.current()
        assert personal_number(first, date.max) is PersonalNumber.CARD
        assert first in {check.key for check in on_record(service.journal).checks}
        rotated(service)
    finally:
        service.close()
    build(new).close()


def test_installed_tables_alone_are_no_history(new: Settings, tmp_path: Path) -> None:
    """Nothing was recorded yet: a key is made, and made anew where it got lost before the start."""
    install_store(new.database)
    MasterKey.create(new.master_key)
    new.master_key.unlink()
    build(new).close()
    assert new.master_key.is_file()


def test_many_processes_start_at_once_with_one_key_file(new: Settings) -> None:
    """One key, its values told once."""
    with ThreadPoolExecutor(4) as pool:
        services = list(pool.map(build, [new] * 4))
    (told,) = of_keys(services[0])
    assert told.checks == services[3].master.keys.checks()
    for service in services:
        service.close()


def test_of_two_that_begin_with_a_key_each_one_gives_up(
    new: Settings, tmp_path: Path, monkeypatch: Patch
) -> None:
    """Two machines, one database: the later one takes its key away again and does not start."""
    late, first = replace(new, master_key=tmp_path / "late.key"), list[Service]()
    proven = keyring.for_serving

    def overtaken(chosen: Settings) -> Any:
        keys = proven(chosen)
        if chosen is late:
            first.append(build(new))
        return keys

    monkeypatch.setattr(keyring, "for_serving", overtaken)
    with pytest.raises(KeysDoNotOpen, match=new.master_key.parent.name):
        build(late)
    assert not late.master_key.exists() and new.master_key.exists()
    assert len(of_keys(first[0])) == 1
    first[0].close()


def test_a_rotation_tells_the_new_key_and_an_older_copy_of_the_file_is_refused(
    new: Settings, tmp_path: Path
) -> None:
    """Both in one transaction; the file as it was before the rotation opens nothing newer."""
    service = build(new)
    before = new.master_key.read_bytes()
    rotated(service)
    known = on_record(service.journal)
    commands = [r.command for r in service.journal.read(("keys",))["keys"]]
    service.close()
    now = FileKeys(new.master_key)
    assert known.newest == now.current()
    assert commands == [BEGIN, now.current(), now.current()]
    assert {c.key for c in known.checks if c.role is KeyRole.MASTER} == set(now.held())
    after = new.master_key.read_bytes()
    put_back(new.master_key, before)
    with pytest.raises(KeysDoNotOpen, match=now.current()):
        build(new)
    put_back(new.master_key, after)
    build(new).close()


def test_a_ring_without_an_older_key_still_in_use_is_refused(new: Settings) -> None:
    """While a person's key or a second factor is wrapped under it; not a day longer."""
    service = build(new)
    old = service.master.keys.current()
    person = service.master.new_person("1")
    service.journal.store.insert_events([], people=[person])
    enrol(service.sign_in, "zhang.san", "geheimes Wort")
    rotated(service)
    whole = new.master_key.read_bytes()
    refused_without(old, new)
    put_back(new.master_key, whole)
    service.journal.store.rewrap([(person, service.master.rewrapped(person))])
    refused_without(old, new)
    put_back(new.master_key, whole)
    assert service.sign_in.passwords.rewrap() == 1
    service.close()
    FileKeys(new.master_key).remove(old)
    build(new).close()


def refused_without(key: str, new: Settings) -> None:
    """A ring without the key does not open the history, and it is named."""
    FileKeys(new.master_key).remove(key)
    with pytest.raises(KeysDoNotOpen, match=key):
        build(new)


def rotated(service: Service) -> None:
    """Bring in a new key; nobody is wrapped anew yet."""
    from domain.case.authority import Officer, Post
    from domain.ground.personal import Reckoned
    from domain.registers.keys.commands import IntroduceMasterKey
    from relief.office.requests import Receipt, Request

    keys = service.master.keys
    assert isinstance(keys, FileKeys)
    before, fresh = keys.current(), keys.add()
    check = next(c.value for c in keys.checks() if c.key == fresh)
    command = IntroduceMasterKey(
        case="keys", key=Reckoned(fresh), replaces=Reckoned(before), check=check
    )
    officer = Officer("sa", frozenset({Post.SECURITY_ADMIN}), "5401")
    assert isinstance(service.office.execute(Request(command, officer, fresh, "-")), Receipt)
    keys.use(fresh)


def test_where_nothing_is_sealed_the_key_at_hand_is_taken(new: Settings) -> None:
    """A history from before with a calendar and no person loses nothing: any key will do, but one
    must be there, and from then on it is that one.
    """
    service = build(new)
    service.close()
    forget_checks(new)
    new.master_key.unlink()
    with pytest.raises(KeysDoNotOpen):
        build(new)
    assert not new.master_key.exists()
    MasterKey.create(new.master_key)
    service = build(new)
    assert [told.by for told in of_keys(service)] == [CheckedBy.NOTHING_SEALED]
    service.close()
    another(new.master_key)
    with pytest.raises(KeysDoNotOpen):
        build(new)


def forget_checks(new: Settings) -> None:
    """Make the history one from before: without its first fact, as no program of ours could."""
    from sqlalchemy import create_engine, make_url

    url = make_url(new.database)
    engine = create_engine(url)
    sqlite = url.get_backend_name() == "sqlite"
    with engine.begin() as connection:
        if sqlite:
            kept = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in connection.execute(text(kept)).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("DELETE FROM events WHERE stream = 'keys'"))
        connection.execute(text("UPDATE events SET position = position - 1"))
        connection.execute(text(f"DELETE FROM commands WHERE command_id = '{BEGIN}'"))
    engine.dispose()


def test_without_tables_a_process_that_may_not_make_them_says_so(new: Settings) -> None:
    """``RELIEF_INSTALL=no`` on a path where nothing is: no file, no key."""
    with pytest.raises(NoHistory):
        build(replace(new, install=False))
    assert list(new.master_key.parent.iterdir()) == []


def test_a_running_process_does_not_take_a_strange_file(tmp_path: Path) -> None:
    """Another ring put in its place, or none at all, is told at the next use; the right one goes on."""
    path = tmp_path / "relief.key"
    master = MasterKey.create(path)
    right, person = path.read_bytes(), master.new_person("1")
    for change in (another, truncated, gone):
        change(path)
        with pytest.raises(Exception) as told:
            master.new_person("2")
        assert isinstance(told.value, KeysUnreadable) or change is truncated
        put_back(path, right)
        assert master.unwrap(person.person_id, person.wrapped_key)


@pytest.mark.parametrize("field", ["name", "id_number"])
def test_verify_names_what_does_not_open_and_never_what_it_holds(
    history: History, field: str, capsys: Capture
) -> None:
    """Two sealed values of two members are swapped: position and field are told, for each."""
    swap(history, field)
    assert main(["verify"]) == 4
    said = capsys.readouterr().out
    assert said.count(f"的{label(field, 'Member')}打不开") == 2 and "位置" in said


def test_verify_tells_a_blind_index_that_belongs_to_another_number(
    history: History, capsys: Capture
) -> None:
    """Somebody could then be relieved twice as a stranger."""
    person = sealed_members(history)[0]["person"]
    history.run(
        *unguarded(history), f"UPDATE people SET blind_index = 'x' WHERE person_id = '{person}'"
    )
    assert main(["verify"]) in (1, 4)
    said = "".join(capsys.readouterr())
    assert "盲索引不符" in said


def sealed_members(history: History) -> list[dict[str, Any]]:
    """The members of the first application of a family."""
    import json

    wanted = "SELECT body FROM events WHERE name LIKE 'application-submitted/%' ORDER BY position"
    bodies = (json.loads(body) for (body,) in history.run(wanted))
    return next(m for b in bodies if len(m := b["fact"]["members"]) > 2)


def swap(history: History, field: str) -> None:
    """Exchange the boxes of two members within one fact."""
    one, two = sealed_members(history)[1:3]
    a, b = one[field]["box"], two[field]["box"]
    history.run(
        *unguarded(history),
        f"UPDATE events SET body = replace(replace(replace(body, '{a}', '#'), '{b}', '{a}'), '#', '{b}')"
        f" WHERE body LIKE '%{a}%'",
    )


def unguarded(history: History) -> list[str]:
    """What the owner of the database can do before changing history."""
    if not history.on_sqlite:
        return ["SET LOCAL session_replication_role = replica"]
    kept = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return [f"DROP TRIGGER {name}" for (name,) in history.run(kept)]

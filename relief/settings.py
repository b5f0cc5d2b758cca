"""Settings, read once from the environment. Every one has a name, a default and a meaning."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from relief.clients import believable
from relief.words.sentences import say


class WrongSetting(ValueError):
    """A setting cannot be read. Says which, never its value."""


LEAST, MOST, ONE_OF, FORM, SAID = "least", "most", "one of", "form", "said"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
Number = TypeVar("Number", int, float)


def within(default: Number, least: float, most: float) -> Number:
    """A numeric setting, which from the environment is only taken between these."""
    chosen: Number = field(default=default, metadata={LEAST: least, MOST: most})
    return chosen


def formed(fits: Callable[[str], bool], said: str) -> str:
    """A setting that is empty, or fits; ``said`` tells what it has to be."""
    chosen: str = field(default="", metadata={FORM: fits, SAID: said})
    return chosen


def named_hosts(text: str) -> bool:
    """Whether each of the hosts named, comma-separated, could be the name of one."""
    return all(_HOST.fullmatch(one) for one in map(str.strip, text.split(",")) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation chooses. Environment names are ``RELIEF_`` and the field in capitals."""

    database: str = field(default="sqlite:///relief.db", repr=False)
    """Where the history lives: an SQLite file, or PostgreSQL (``postgresql://…``)."""
    master_key: Path = Path("relief.key")
    """The master keys of sealed personal data: a file of 0600, made while nothing is recorded yet."""
    token_key: Path = Path("relief-tokens.key")
    """The key that signs officers' development tokens: a file of 0600, made on first use."""
    development: bool = False
    """Whether tokens signed by ``relief token`` are taken. Never where real families are."""
    sign_in_issuer: str = ""
    """The OpenID provider officers sign in with, as it calls itself; empty: none."""
    sign_in_client: str = ""
    """What the provider calls this installation (``client_id``)."""
    sign_in_key: Path | None = None
    """The private key (PEM, 0600) this installation proves itself to the provider with, if any."""
    sign_in_audience: str = ""
    """What access tokens of other systems must be made for; empty: none are taken."""
    sign_in_origins: str = ""
    """Origins beside the issuer's own that the provider's addresses may have, comma-separated."""
    sign_in_local: bool = False
    """Whether officers of the local list sign in with password and one-time code."""
    public_address: str = ""
    """How browsers reach this service, as ``https://relief.example``; sign-ins come back to it."""
    session_idle_minutes: float = within(30.0, 1, 1_440)
    """After how long without a request an officer has to sign in again."""
    session_hours: float = within(10.0, 0.5, 168)
    """After how long an officer has to sign in again in any case."""
    host: str = "127.0.0.1"
    """The address the API listens on."""
    port: int = within(8202, 1, 65_535)
    """The port the API listens on."""
    install: bool = True
    """Whether this process creates missing tables. Not under PostgreSQL's lesser role."""
    tick_seconds: float = within(15.0, 0.1, 3_600)
    """How often the sweep looks for limits that came due."""
    sweep: bool = True
    """Whether this process sweeps. Several may; each due limit is acted on once."""
    follow: bool = True
    """Whether this process has the ledgers kept, by a ``relief follow`` it starts where none is."""
    seat_of_540102: str = ""
    """The township where 城关区 has its seat (not established; decides A18.2.2 there)."""
    packs: Path | None = None
    """A folder with the law of further cities, one file for each, beside Lhasa's."""
    divisions: Path | None = None
    """A file with the divisions of further cities, written as Lhasa's is."""
    overlays: Path | None = None
    """A folder with the counties' own additions to the law, one file for each (10.10, 16.8, 34)."""
    law_text: Path | None = None
    """A file with the regulation's own text, as the gazette has it: shown by ``relief law``."""
    address_rate: float = within(200.0, 0, 1_000_000)
    """Requests a second from one address, in the long run; 0: no limit."""
    address_burst: int = within(2000, 1, 1_000_000)
    """Requests at once from one address."""
    officer_rate: float = within(20.0, 0, 1_000_000)
    """Requests a second of one officer, in the long run; 0: no limit."""
    officer_burst: int = within(400, 1, 1_000_000)
    """Requests at once of one officer."""
    connections: int = within(1000, 1, 100_000)
    """Connections open at once in all; for more, those who hold most make room."""
    client_connections: int = within(600, 1, 100_000)
    """Connections and requests under way of one client at once: a hundred officers behind one address."""
    proxies: str = formed(believable, say("settings.networks"))
    """Addresses of reverse proxies that are believed about the client's address; none by default."""
    hosts: str = formed(named_hosts, say("settings.hosts"))
    """Host names that requests may be addressed to, comma-separated; empty: any."""
    offices: str = ""
    """A file of the offices' addresses and telephones, with dates; blank in documents without it."""
    outbox_folder: Path | None = None
    """A folder that messages to families are written into, where nothing else carries them."""
    outbox_mail: str = ""
    """The mail server that carries messages, as ``host:port``; empty: none."""
    outbox_sender: str = ""
    """The mail address messages are sent from."""
    outbox_user: str = ""
    """What the mail server calls this installation; empty: it asks for nobody."""
    outbox_password: Path | None = None
    """A file (0600) with the password for the mail server."""
    outbox_sms: str = ""
    """The address of the gateway that carries short messages; empty: none."""
    outbox_sms_key: Path | None = None
    """A file (0600) with the key for that gateway."""
    files: Path | None = None
    """The folder of scans and photographs; beside the database where none is said."""
    files_s3: str = ""
    """A store that speaks S3 and keeps them instead, as ``https://s3.example``; empty: none."""
    files_bucket: str = "relief"
    """What their bucket there is called."""
    files_region: str = "us-east-1"
    """Which region requests to it are signed for; stores of one's own take any."""
    files_key: Path = Path("relief-s3.key")
    """The key of that store: its id and its secret, two lines of a file of 0600."""
    proof_key: Path = Path("relief-proof.key")
    """The keys that sign checkpoints: a file of 0600, made before the first checkpoint."""
    witnesses: str = ""
    """Folders that checkpoints are deposited into and addresses of witnesses that are asked,
    comma-separated; nobody who owns the database may write there."""
    witness_keys: Path | None = None
    """A file with the keys of witnesses, one a line: what they sign is kept and told in bundles."""
    stamp_service: str = ""
    """The address of a service that stamps checkpoints with the time (RFC 3161); empty: none."""
    checkpoint_minutes: float = within(5.0, 0.01, 1_440)
    """How often a serving process signs a checkpoint, where it sweeps."""
    log_level: str = field(default="INFO", metadata={ONE_OF: LEVELS})
    """The least severe log line that is written."""

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """From the environment. Raises ``WrongSetting``, also for a name nobody knows."""
        known = {f"RELIEF_{f.name.upper()}": f for f in fields(cls)}
        strange = {n for n in environment if n.startswith("RELIEF_")} - known.keys()
        strange = {name for name in strange if not name.startswith("RELIEF_TEST_")}
        if strange:
            raise WrongSetting(say("settings.unknown", names="、".join(sorted(strange))))
        for name in sorted(known.keys() & environment.keys()):
            if not environment[name].isprintable() and _halves(environment[name]):
                raise WrongSetting(say("settings.not-utf8", name=name))
        chosen = {
            one.name: _parsed(name, one, environment[name])
            for name, one in known.items()
            if name in environment
        }
        return cls(**chosen)  # type: ignore[arg-type]

    def environment(self) -> dict[str, str]:
        """The same settings as another process reads them from its environment."""
        chosen = {f"RELIEF_{f.name.upper()}": getattr(self, f.name) for f in fields(self)}
        words = {True: "yes", False: "no"}
        return {
            name: words[value] if isinstance(value, bool) else str(value)
            for name, value in chosen.items()
            if value is not None
        }


def _halves(value: str) -> bool:
    """Whether the system could not read it as UTF-8 and left halves of signs in it."""
    return any("\ud800" <= sign <= "\udfff" for sign in value)


def _kind(one: Field[Any]) -> str:
    """What a setting has to be, in words."""
    if ONE_OF in one.metadata:
        return say("settings.level")
    if SAID in one.metadata:
        return str(one.metadata[SAID])
    whole, part, file = say("settings.whole"), say("settings.number"), say("settings.file")
    words = {"bool": say("settings.flag"), "int": whole, "float": part, "Path": file}
    kind = next((said for word, said in words.items() if word in str(one.type)), None)
    if LEAST not in one.metadata:
        return kind or say("settings.text")
    least, most = (f"{one.metadata[end]:.10g}" for end in (LEAST, MOST))
    return say("settings.between", least=least, most=most, kind=kind)


def _parsed(name: str, one: Field[Any], text: str) -> object:
    try:
        return _fitting(one, _read(str(one.type), text))
    except (ValueError, KeyError):
        raise WrongSetting(say("settings.unread", name=name, kind=_kind(one))) from None


def _read(kind: str, text: str) -> object:
    if "bool" in kind:
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
            text.lower()
        ]
    if "Path" in kind and not text:
        if "None" in kind:
            return None
        raise ValueError(kind)
    readers = {"int": int, "float": float, "Path": Path}
    reader = next((r for word, r in readers.items() if word in kind), str)
    if reader in (int, float) and not text.isascii():
        raise ValueError(kind)
    return reader(text)


def _fitting(one: Field[Any], value: Any) -> object:
    """The value, where it keeps to what is asked of the setting: no number is between with ``nan``."""
    asked = one.metadata
    if LEAST in asked and not asked[LEAST] <= value <= asked[MOST]:
        raise ValueError(one.name)
    if FORM in asked and not asked[FORM](value):
        raise ValueError(one.name)
    if ONE_OF in asked and value.upper() not in asked[ONE_OF]:
        raise ValueError(one.name)
    return value

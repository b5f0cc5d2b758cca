"""The tables of the history: events, receipts of commands, persons' keys, tracking, places."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData()

NAMING = ("application-submitted", "lead-recorded")
"""The facts by which a person first stands in a file."""

EVENTS = Table(
    "events",
    METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("stream", "version", name="events_stream_version_key"),
)
"""Every fact, in commit order. ``name`` is "relief-approved/1"; ``body`` is canonical JSON."""

COMMANDS = Table(
    "commands",
    METADATA,
    Column("command_id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("first_position", BigInteger, nullable=False),
    Column("last_position", BigInteger, nullable=False),
)
"""One receipt for each executed command; positions are 0 where it recorded no fact."""

PEOPLE = Table(
    "people",
    METADATA,
    Column("person_id", Text, primary_key=True),
    Column("blind_index", Text, nullable=False),
    Column("wrapped_key", Text, nullable=False),
    UniqueConstraint("blind_index", name="people_blind_index_key"),
)
"""Random identifiers, keyed blind indexes of identity numbers, wrapped data keys."""

RETIRED = Table(
    "retired_master_keys",
    METADATA,
    Column("key_id", Text, primary_key=True),
)
"""Master keys under which nothing may be wrapped any more."""

TRACKING = Table(
    "tracking",
    METADATA,
    Column("application_name", Text, primary_key=True),
    Column("notification_id", BigInteger, nullable=False),
)
"""How far each downstream application has processed."""

PLACES = Table(
    "places",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("current", Text, nullable=False),
)
"""Which set of ledgers is current (see ``adapters.store.places``)."""


@dataclass(frozen=True, slots=True)
class CommandRow:
    """The receipt of a command. The recorder fills in the positions when it stores it."""

    command_id: str
    digest: str
    outcome: str
    first_position: int = 0
    last_position: int = 0


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the store knows one: no name, no number, only keyed and wrapped values."""

    person_id: str
    blind_index: str
    wrapped_key: str

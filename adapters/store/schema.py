"""The tables of the history: events, receipts of commands, persons' keys, their log, tracking, places."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

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
"""Random identifiers, keyed blind indexes of identity numbers, wrapped data keys; and a row for the
index key of each year, under ``domain.ground.history.YEAR_KEY`` and the year."""

RETIRED = Table(
    "retired_master_keys",
    METADATA,
    Column("key_id", Text, primary_key=True),
)
"""Master keys under which nothing may be wrapped any more."""

CLAIMS = Table(
    "claims",
    METADATA,
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("shared", Text, nullable=False),
    Column("vouched", Boolean, nullable=False),
    Column("stream", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    PrimaryKeyConstraint("kind", "key", "stream", "version", name="claims_pkey"),
)
"""Numbers that may be used only once, by the fact that used them: written in its transaction."""

PROOF_ROWS = Table(
    "proof_rows",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("seal", Text, nullable=False),
)
"""A digest of each row beside the facts, in the order they were written (``docs/proof.md``)."""

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

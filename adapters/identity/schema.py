"""The tables of signing in: sessions, attempts, local credentials, and a log that only grows."""

from sqlalchemy import BigInteger, Column, Connection, Float, MetaData, Table, Text

from adapters.chain import schema as chained
from adapters.chain.schema import Chain
from domain.ground.sayings import Saying

METADATA = MetaData()

SESSIONS = Table(
    "sign_in_sessions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("officer", Text, nullable=False, index=True),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("started", Float, nullable=False),
    Column("seen", Float, nullable=False),
)
"""Who is signed in: ``id`` is a hash of what the browser holds; times in seconds since 1970.

``issuer`` and ``subject`` are the link a session rests on; empty for the local list.
"""

BEGUN = Table(
    "sign_ins_begun",
    METADATA,
    Column("state", Text, primary_key=True),
    Column("expires", Float, nullable=False),
)
"""Sign-ins sent to the provider and not yet back: hashes, each taken out once."""

CREDENTIALS = Table(
    "sign_in_credentials",
    METADATA,
    Column("officer", Text, primary_key=True),
    Column("password", Text, nullable=False),
    Column("second_factor", Text, nullable=False),
    Column("step", BigInteger, nullable=False),
)
"""The local list: an Argon2id hash, a sealed seed, the last time step a code was used in."""

ATTEMPTS = Table(
    "sign_in_attempts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("failures", BigInteger, nullable=False),
    Column("until", Float, nullable=False),
)
"""Failures in a row by keyed hash of who knocked, whether or not there is such an officer.

Who knocks is a name and the client or device it comes from; a name by itself, while many clients
try it, where ``until`` is the last turn given; or a turn, which is due at ``until``.
"""

DEVICES = Table(
    "sign_in_devices",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("officer", Text, primary_key=True, index=True),
    Column("since", Float, nullable=False),
)
"""Browsers an officer signed in with by both factors: ``id`` is a keyed hash of what they hold."""

DRAFTS = Table(
    "form_drafts",
    METADATA,
    Column("officer", Text, primary_key=True),
    Column("command", Text, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("division", Text, nullable=False),
    Column("saved", Float, nullable=False),
    Column("key", Text, nullable=False),
    Column("box", Text, nullable=False),
)
"""Forms begun and not given: ``box`` is what was typed, sealed under ``key``, which is wrapped."""

LOG = Table(
    "sign_in_log",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("digest", Text, nullable=False),
)
"""What happened at the door."""

SIGN_INS = Chain(name=Saying("sign-in log"), table=LOG, function="relief_note_sign_in", lock=4)

COMING_AND_GOING = (SESSIONS, BEGUN, CREDENTIALS, ATTEMPTS, DEVICES, DRAFTS)
CHANGING = tuple(table.name for table in COMING_AND_GOING)


def install(connection: Connection, app_role: str | None = None) -> None:
    """Create whatever is missing; the application's role may only add to the log."""
    chained.install(connection, METADATA, SIGN_INS, app_role)
    if connection.dialect.name != "sqlite" and app_role is not None:
        role = connection.dialect.identifier_preparer.quote(app_role)
        changing = ", ".join(CHANGING)
        connection.exec_driver_sql(f"REVOKE ALL ON {changing} FROM {role}")
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {changing} TO {role}")

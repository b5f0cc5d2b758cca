"""The tables of the access log."""

from sqlalchemy import BigInteger, Column, Connection, Index, MetaData, Table, Text

from adapters.chain import schema as chained
from adapters.chain.schema import Chain
from domain.ground.sayings import Saying

METADATA = MetaData()

ENTRIES = Table(
    "access_log",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("officer", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("access_log_officer", "officer", "number"),
    Index("access_log_case", "case_id", "number"),
)
"""One row for each look."""

PERSONS = Table(
    "access_persons",
    METADATA,
    Column("person", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
)
"""Whose data each entry is about."""

ASKED = Table(
    "access_asked",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("mark", Text, primary_key=True),
    Column("officer", Text, nullable=False),
    Index("access_asked_officer", "officer", "number"),
)
"""Which numbers of persons an entry counts as asked for, by keyed marks."""

LOOKS = Chain(
    name=Saying("access log"),
    table=ENTRIES,
    function="relief_note_access",
    lock=3,
    columns={"officer": "officer", "case_id": "case"},
    beside=(PERSONS, ASKED),
    filing="""INSERT INTO access_persons (person, number)
        SELECT DISTINCT person, head FROM json_array_elements_text(one::json -> 'persons') AS person;
        INSERT INTO access_asked (number, mark, officer)
        SELECT DISTINCT head, mark, one::json ->> 'officer'
        FROM json_array_elements_text(coalesce(one::json -> 'counted', '[]'::json)) AS mark;
    """,
)


def install(connection: Connection, app_role: str | None = None) -> None:
    """Create whatever is missing; the application's role may read, and note through the function."""
    chained.install(connection, METADATA, LOOKS, app_role)

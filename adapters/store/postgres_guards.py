"""Who may change what on PostgreSQL: guards of what is appended, keys that only go, grants of a role."""

from collections.abc import Iterable, Iterator

from adapters.store.postgres_ddl import (
    APPEND_ALL_SIGNATURE,
    APPEND_SIGNATURE,
    OLDER_APPENDS,
    PROVE_SIGNATURE,
)
from domain.ground.history import ALSO, ALSO_BY, AMENDING, NAMING, YEAR_KEY, also

REFUSE = """
CREATE OR REPLACE FUNCTION relief_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = TG_TABLE_NAME || ' is append-only';
END
$$
"""


_NAMES_SOMEBODY = " OR ".join(f"starts_with(name, '{name}/')" for name in NAMING)
NAMES_SINCE = "relief_name_the_living_since()"
_AMENDS = " OR ".join(f"starts_with(NEW.name, '{name}/')" for name in AMENDING)

_YEAR_KEY = f"'{YEAR_KEY}' || ({{0}}::json -> 'fact' ->> 'year')"
_BESIDES = ", ".join(f"'{also(by, '')}' || substr(NEW.stream, 8)" for by in ALSO_BY)
DESTROYS_YEAR = "relief_destroy_index_key()"
DESTROYS_BESIDES = "relief_destroy_besides()"

KEYS = (
    f"""
    CREATE OR REPLACE FUNCTION relief_guard_people() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
            RAISE insufficient_privilege USING MESSAGE = 'people are never deleted';
        END IF;
        IF TG_OP = 'UPDATE' AND (
            OLD.person_id <> NEW.person_id OR OLD.wrapped_key = ''
            OR (NEW.wrapped_key = '' OR NEW.blind_index <> OLD.blind_index) AND NOT EXISTS (
                SELECT FROM events
                WHERE stream = 'person-' || regexp_replace(OLD.person_id, '^{ALSO}[a-z]+-', '')
                AND starts_with(name, 'key-destroyed/'))
            AND NOT EXISTS (
                SELECT FROM events WHERE stream = 'keys' AND starts_with(name, 'index-key-destroyed/')
                AND OLD.person_id = {_YEAR_KEY.format("body")})
        ) THEN
            RAISE insufficient_privilege
                USING MESSAGE = 'a key is destroyed by its fact only, and for good';
        END IF;
        IF EXISTS (
            SELECT FROM retired_master_keys WHERE key_id = split_part(NEW.wrapped_key, ':', 1)
        ) THEN
            RAISE unique_violation
                USING CONSTRAINT = 'retired_master_key', MESSAGE = 'retired_master_key';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE OR REPLACE TRIGGER people_guarded BEFORE INSERT OR UPDATE OR DELETE ON people
    FOR EACH ROW EXECUTE FUNCTION relief_guard_people()
    """,
    """
    CREATE OR REPLACE TRIGGER people_whole BEFORE TRUNCATE ON people
    FOR EACH STATEMENT EXECUTE FUNCTION relief_guard_people()
    """,
    f"""
    CREATE OR REPLACE FUNCTION relief_destroy_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM events
            WHERE position > (NEW.body::json -> 'fact' ->> 'seen')::bigint AND ({_NAMES_SOMEBODY})
        ) THEN
            RAISE unique_violation
                USING CONSTRAINT = 'people_named_since', MESSAGE = 'people_named_since';
        END IF;
        UPDATE people SET wrapped_key = '', blind_index = 'destroyed:' || person_id
        WHERE person_id = substr(NEW.stream, 8);
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE OR REPLACE TRIGGER events_destroy_key AFTER INSERT ON events FOR EACH ROW
    WHEN (starts_with(NEW.name, 'key-destroyed/')) EXECUTE FUNCTION relief_destroy_key()
    """,
    f"""
    CREATE OR REPLACE FUNCTION {DESTROYS_BESIDES} RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE people SET wrapped_key = '', blind_index = 'destroyed:' || person_id
        WHERE person_id IN ({_BESIDES});
        RETURN NEW;
    END
    $$
    """,
    f"""
    CREATE OR REPLACE TRIGGER events_destroy_besides AFTER INSERT ON events FOR EACH ROW
    WHEN (starts_with(NEW.name, 'key-destroyed/')) EXECUTE FUNCTION {DESTROYS_BESIDES}
    """,
    f"""
    CREATE OR REPLACE FUNCTION {DESTROYS_YEAR} RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE people SET wrapped_key = '', blind_index = 'destroyed:' || person_id
        WHERE person_id = {_YEAR_KEY.format("NEW.body")};
        RETURN NEW;
    END
    $$
    """,
    f"""
    CREATE OR REPLACE TRIGGER events_destroy_index_key AFTER INSERT ON events FOR EACH ROW
    WHEN (NEW.stream = 'keys' AND starts_with(NEW.name, 'index-key-destroyed/'))
    EXECUTE FUNCTION {DESTROYS_YEAR}
    """,
    """
    CREATE OR REPLACE FUNCTION relief_name_the_living() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM json_array_elements(NEW.body::json -> 'fact' -> 'members') AS member
            JOIN people ON person_id = member ->> 'person' WHERE wrapped_key = ''
        ) THEN
            RAISE unique_violation
                USING CONSTRAINT = 'people_key_destroyed', MESSAGE = 'people_key_destroyed';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE OR REPLACE TRIGGER events_name_the_living BEFORE INSERT ON events FOR EACH ROW
    WHEN (starts_with(NEW.name, 'application-submitted/')) EXECUTE FUNCTION relief_name_the_living()
    """,
    f"""
    CREATE OR REPLACE FUNCTION {NAMES_SINCE} RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM json_array_elements(
                NEW.body::json -> 'fact' -> 'changes' -> 'members'
            ) AS member
            JOIN people ON person_id = member ->> 'person' WHERE wrapped_key = ''
        ) THEN
            RAISE unique_violation
                USING CONSTRAINT = 'people_key_destroyed', MESSAGE = 'people_key_destroyed';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    f"""
    CREATE OR REPLACE TRIGGER events_name_the_living_since BEFORE INSERT ON events FOR EACH ROW
    WHEN ({_AMENDS}) EXECUTE FUNCTION {NAMES_SINCE}
    """,
)
"""As on SQLite: the fact that a key is destroyed destroys it, in the same transaction."""


def guards() -> Iterator[str]:
    """The triggers that keep what is appended as it is, whoever asks; and nobody else appends."""
    for older in OLDER_APPENDS:
        yield f"DROP FUNCTION IF EXISTS {older}"
    yield REFUSE
    yield from KEYS
    for append in (APPEND_SIGNATURE, APPEND_ALL_SIGNATURE, PROVE_SIGNATURE):
        yield f"REVOKE ALL ON FUNCTION {append} FROM PUBLIC"
    yield from append_only(("events", "commands", "claims", "proof_rows"))


def append_only(tables: Iterable[str]) -> Iterator[str]:
    """Triggers that refuse every change of what stands in tables; ``REFUSE`` comes before them."""
    for table in tables:
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_append_only"
            f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION relief_refuse_change()"
        )


def grants(role: str, database: str, schema: str) -> Iterator[str]:
    """What the application's role may do; names come quoted.

    It reads the history and appends through the two functions; it may keep persons' keys and the
    place pointer, and create schemas of its own for ledgers.
    """
    for append in (APPEND_SIGNATURE, APPEND_ALL_SIGNATURE, PROVE_SIGNATURE):
        yield f"GRANT EXECUTE ON FUNCTION {append} TO {role}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {role}"
    yield f"REVOKE ALL ON events, commands, claims, people, proof_rows, tracking, places FROM {role}"
    yield f"GRANT SELECT ON events, commands, claims, proof_rows, tracking TO {role}"
    yield f"GRANT SELECT, UPDATE (wrapped_key) ON people TO {role}"
    yield f"REVOKE ALL ON retired_master_keys FROM {role}"
    yield f"GRANT SELECT, INSERT ON retired_master_keys TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE ON places TO {role}"
    yield f"GRANT CREATE ON DATABASE {database} TO {role}"

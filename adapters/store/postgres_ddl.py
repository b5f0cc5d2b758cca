"""What SQLAlchemy cannot say for PostgreSQL: the append function, the guard, the grants."""

from collections.abc import Iterator

from adapters.store.schema import NAMING

CHANNEL = "relief_events"
SEPARATOR = "\x1e"
"""Record separator; canonical JSON escapes it, so no stored text contains it."""

LOCK = 0x72656C696566
"""The advisory lock that orders positions ("relief")."""

APPEND_SIGNATURE = (
    "relief_append(text, text, text, text, text, text, text, text, text, text, text, text)"
)

APPEND = f"""
CREATE OR REPLACE FUNCTION relief_append(
    new_streams text, new_versions text, new_names text, new_bodies text,
    new_command text, new_digest text, new_outcome text,
    new_people text, new_indexes text, new_keys text,
    tracked_name text, tracked_id text
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    head bigint;
    added bigint := 0;
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    IF new_command IS NOT NULL
        AND EXISTS (SELECT FROM commands WHERE command_id = new_command) THEN
        RAISE unique_violation USING CONSTRAINT = 'commands_pkey',
            MESSAGE = 'this command has a receipt already';
    END IF;
    IF new_people IS NOT NULL THEN
        INSERT INTO people (person_id, blind_index, wrapped_key)
        SELECT * FROM unnest(
            string_to_array(new_people, E'\\x1e'),
            string_to_array(new_indexes, E'\\x1e'),
            string_to_array(new_keys, E'\\x1e'));
    END IF;
    SELECT coalesce(max(position), 0) INTO head FROM events;
    IF new_streams IS NOT NULL THEN
        INSERT INTO events (position, stream, version, name, body)
        SELECT head + n, stream, version, name, body FROM unnest(
            string_to_array(new_streams, E'\\x1e'),
            string_to_array(new_versions, E'\\x1e')::bigint[],
            string_to_array(new_names, E'\\x1e'),
            string_to_array(new_bodies, E'\\x1e')
        ) WITH ORDINALITY AS fresh (stream, version, name, body, n);
        GET DIAGNOSTICS added = ROW_COUNT;
        PERFORM pg_notify('{CHANNEL}', '');
    END IF;
    IF new_command IS NOT NULL THEN
        INSERT INTO commands (command_id, digest, outcome, first_position, last_position)
        VALUES (new_command, new_digest, new_outcome,
            CASE WHEN added > 0 THEN head + 1 ELSE 0 END,
            CASE WHEN added > 0 THEN head + added ELSE 0 END);
    END IF;
    IF tracked_name IS NOT NULL THEN
        INSERT INTO tracking (application_name, notification_id)
        VALUES (tracked_name, tracked_id::bigint)
        ON CONFLICT (application_name) DO UPDATE SET notification_id = excluded.notification_id
        WHERE tracking.notification_id < excluded.notification_id;
        IF NOT FOUND THEN
            RAISE unique_violation USING CONSTRAINT = 'tracking_pkey',
                MESSAGE = 'this or a later notification was tracked already';
        END IF;
    END IF;
    RETURN head + 1;
END
$$
"""
"""One round trip for a save. The lock is taken before positions are given out and released by
the server only after the commit is visible, so a tailing reader never misses an event."""

REFUSE = """
CREATE OR REPLACE FUNCTION relief_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = TG_TABLE_NAME || ' is append-only';
END
$$
"""


_NAMES_SOMEBODY = " OR ".join(f"starts_with(name, '{name}/')" for name in NAMING)

KEYS = (
    """
    CREATE OR REPLACE FUNCTION relief_guard_people() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
            RAISE insufficient_privilege USING MESSAGE = 'people are never deleted';
        END IF;
        IF TG_OP = 'UPDATE' AND (
            OLD.person_id <> NEW.person_id OR OLD.wrapped_key = ''
            OR (NEW.wrapped_key = '' OR NEW.blind_index <> OLD.blind_index) AND NOT EXISTS (
                SELECT FROM events
                WHERE stream = 'person-' || OLD.person_id AND starts_with(name, 'key-destroyed/'))
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
)
"""As on SQLite: the fact that a key is destroyed destroys it, in the same transaction."""


def guards() -> Iterator[str]:
    """The triggers that keep events and receipts append-only, whoever asks; and nobody else appends."""
    yield REFUSE
    yield from KEYS
    yield f"REVOKE ALL ON FUNCTION {APPEND_SIGNATURE} FROM PUBLIC"
    for table in ("events", "commands"):
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_append_only"
            f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION relief_refuse_change()"
        )


def grants(role: str, database: str, schema: str) -> Iterator[str]:
    """What the application's role may do; names come quoted.

    It reads the history and appends through the function; it may keep persons' keys and the
    place pointer, and create schemas of its own for ledgers.
    """
    yield f"GRANT EXECUTE ON FUNCTION {APPEND_SIGNATURE} TO {role}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {role}"
    yield f"REVOKE ALL ON events, commands, people, tracking, places FROM {role}"
    yield f"GRANT SELECT ON events, commands, tracking TO {role}"
    yield f"GRANT SELECT, UPDATE (wrapped_key) ON people TO {role}"
    yield f"REVOKE ALL ON retired_master_keys FROM {role}"
    yield f"GRANT SELECT, INSERT ON retired_master_keys TO {role}"
    yield f"GRANT SELECT, INSERT, UPDATE ON places TO {role}"
    yield f"GRANT CREATE ON DATABASE {database} TO {role}"

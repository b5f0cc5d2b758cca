"""How PostgreSQL appends: functions of its own, which order positions and refuse what is no next fact."""

CHANNEL = "relief_events"
SEPARATOR = "\x1e"
"""Record separator; canonical JSON escapes it, so no stored text contains it."""

LOCK = 0x72656C696566
"""The advisory lock that orders positions ("relief")."""

_PARAMETERS = (
    *("new_streams", "new_versions", "new_names", "new_bodies"),
    *("new_command", "new_digest", "new_outcome"),
    *("new_people", "new_indexes", "new_keys"),
    *("tracked_name", "tracked_id"),
    *("read_streams", "read_versions"),
    *("new_claims", "new_seal", "new_people_seals"),
    *("known_timeline", "known_position", "known_stream", "known_body"),
)
PARAMETERS = len(_PARAMETERS)
APPEND_SIGNATURE = f"relief_append({', '.join(['text'] * PARAMETERS)})"
APPEND_ALL_SIGNATURE = "relief_append_all(text)"
PROVE_SIGNATURE = "relief_prove(text, text, text, text)"
OLDER_APPENDS = tuple(f"relief_append({', '.join(['text'] * count)})" for count in (12, 17, 18, 19))
"""What older editions left behind: doors without the checks of this one. Closed at installing."""

TIMELINE = "left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)"
"""A server that was promoted, or restored to a moment, writes another timeline."""

_CLAIMS = """
    json_to_recordset(new_claims::json) AS (
        kind text, key text, shared text, vouched boolean, stream text, version bigint)
"""
_AT = """CASE WHEN starts_with({0}, '{{{{"at":"') THEN split_part(left({0}, 60), '"', 4) END"""
"""When a fact was recorded: what its body, canonical JSON, begins with."""


_NOT_BEFORE = f"""
    coalesce(({_AT.format("held.body")})::timestamptz <= ({_AT.format("new_body")})::timestamptz, true)
"""


def _plainly(held: str, body: str) -> str:
    """Whether a fact is of no earlier time than another, seen without reading the two times.

    What is written alike is the same; of two in our own zone, to the microsecond, the greater text is
    the later. Reading them costs as much as a look by an index: that is for what is left out.
    """
    return (
        f"(left({held}, 39) = left({body}, 39)"
        f" OR substr({held}, 34, 6) = '+08:00' AND substr({body}, 34, 6) = '+08:00'"
        f' AND left({held}, 33) COLLATE "C" <= left({body}, 33))'
    )


_QUICKLY = f"""
        INSERT INTO events (position, stream, version, name, body)
        SELECT head + i, new_stream, new_version, new_name, new_body WHERE coalesce(
            (SELECT {_plainly("held.body", "new_body")} FROM events AS held
                WHERE held.stream = new_stream AND held.version = new_version - 1), new_version = 1);
"""
"""One fact that is plainly the next of its stream."""

_ALONE = f"""
            INSERT INTO events (position, stream, version, name, body)
            SELECT head + i, new_stream, new_version, new_name, new_body WHERE coalesce(
                (SELECT {_NOT_BEFORE.strip()} FROM events AS held
                    WHERE held.stream = new_stream AND held.version = new_version - 1),
                new_version = 1 OR new_version = 0 AND NOT EXISTS (SELECT FROM events AS held
                    WHERE held.stream = new_stream AND held.version = 1));
            IF NOT FOUND THEN
                SELECT {_AT.format("held.body")} INTO since FROM events AS held
                    WHERE held.stream = new_stream AND held.version = new_version - 1
                    AND NOT EXISTS (SELECT FROM events AS next
                        WHERE next.stream = new_stream AND next.version = new_version);
                IF FOUND THEN
                    RAISE unique_violation USING CONSTRAINT = 'events_forward',
                        MESSAGE = 'a fact would stand before the one before it',
                        DETAIL = concat_ws(' ', since, {_AT.format("new_body")});
                END IF;
                RAISE unique_violation USING CONSTRAINT = 'events_contiguous',
                    MESSAGE = 'a fact is not the next of its stream';
            END IF;
"""
"""One that is not plainly so: its time may be written otherwise; or why it is refused."""


def _digest(*told: str) -> str:
    return f"encode(sha256(convert_to(concat_ws(E'\\n', {', '.join(told)}), 'UTF8')), 'hex')"


_POSITIONS = (
    "CASE WHEN added > 0 THEN head + 1 ELSE 0 END",
    "CASE WHEN added > 0 THEN head + added ELSE 0 END",
)
PROVEN = f"""
    IF new_command IS NOT NULL THEN
        INSERT INTO proof_rows (number, kind, key, digest, seal) VALUES (
            (SELECT coalesce(max(number), 0) + 1 FROM proof_rows), 'save', new_command,
            {_digest("'save'", "new_command", "new_digest", *_POSITIONS, "new_outcome")},
            coalesce(new_seal, ''));
    END IF;
    IF new_people IS NOT NULL THEN
        PERFORM relief_prove('person', person, {_digest("'person'", "person", "index", "key")}, seal)
        FROM unnest(
            string_to_array(new_people, E'\\x1e'),
            string_to_array(new_indexes, E'\\x1e'),
            string_to_array(new_keys, E'\\x1e'),
            string_to_array(new_people_seals, E'\\x1e')
        ) WITH ORDINALITY AS fresh (person, index, key, seal, n) ORDER BY n;
    END IF;
    IF new_claims IS NOT NULL THEN
        PERFORM relief_prove('claim', concat_ws(' ', stream, version),
            {_digest("'claim'", "kind", "key", "shared", "vouched::int", "stream", "version")}, '')
        FROM ROWS FROM ({_CLAIMS.strip()})
            WITH ORDINALITY AS fresh (kind, key, shared, vouched, stream, version, n) ORDER BY n;
    END IF;"""
"""What stands beside the facts, logged in their transaction; the lock is held already, so that a save's
own row, which every command writes, is spared the call."""

PROVE = f"""
CREATE OR REPLACE FUNCTION relief_prove(kind text, key text, digest text, seal text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    INSERT INTO proof_rows (number, kind, key, digest, seal) VALUES (
        (SELECT coalesce(max(number), 0) + 1 FROM proof_rows), kind, key, digest, coalesce(seal, ''));
END
$$
"""
"""One row of the log under the next number, in the transaction that holds the lock: no number is given
out twice and none is left out."""

APPEND = f"""
CREATE OR REPLACE FUNCTION relief_append({", ".join(f"{name} text" for name in _PARAMETERS)})
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    head bigint;
    kept boolean;
    added bigint := 0;
    streams text[];
    versions text[];
    names text[];
    bodies text[];
    new_stream text := new_streams;
    new_version bigint;
    new_name text := new_names;
    new_body text := new_bodies;
    since text;
    taken bigint;
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    SELECT position, {TIMELINE} = known_timeline AND position = known_position::bigint
            AND stream = known_stream AND body = known_body
        INTO head, kept FROM events ORDER BY position DESC LIMIT 1;
    IF kept IS NOT TRUE THEN
        head := coalesce(head, 0);
        IF {TIMELINE} <> known_timeline OR known_position IS NOT NULL AND NOT EXISTS (
            SELECT FROM events WHERE position = known_position::bigint
                AND stream = known_stream AND body = known_body
        ) THEN
            RAISE unique_violation USING CONSTRAINT = 'events_epoch',
                MESSAGE = 'the history went back behind what was remembered of it';
        END IF;
    END IF;
    IF strpos(new_streams, E'\\x1e') = 0 THEN
        added := 1;
        new_version := new_versions;
    ELSIF new_streams IS NOT NULL THEN
        streams := string_to_array(new_streams, E'\\x1e');
        versions := string_to_array(new_versions, E'\\x1e');
        names := string_to_array(new_names, E'\\x1e');
        bodies := string_to_array(new_bodies, E'\\x1e');
        added := cardinality(streams);
    END IF;
    IF new_command IS NOT NULL THEN
        INSERT INTO commands (command_id, digest, outcome, first_position, last_position)
        VALUES (new_command, new_digest, new_outcome,
            CASE WHEN added > 0 THEN head + 1 ELSE 0 END,
            CASE WHEN added > 0 THEN head + added ELSE 0 END);
    END IF;
    IF read_streams IS NOT NULL AND EXISTS (
        SELECT FROM unnest(string_to_array(read_streams, E'\\x1e'),
            string_to_array(read_versions, E'\\x1e')::bigint[]) AS seen (stream, version)
        WHERE seen.version
            <> coalesce((SELECT max(version) FROM events AS held WHERE held.stream = seen.stream), 0)
    ) THEN
        RAISE unique_violation USING CONSTRAINT = 'events_read',
            MESSAGE = 'a stream that was read has moved on';
    END IF;
    IF strpos(new_people, E'\\x1e') = 0 THEN
        INSERT INTO people (person_id, blind_index, wrapped_key)
        VALUES (new_people, new_indexes, new_keys);
    ELSIF new_people IS NOT NULL THEN
        INSERT INTO people (person_id, blind_index, wrapped_key)
        SELECT * FROM unnest(
            string_to_array(new_people, E'\\x1e'),
            string_to_array(new_indexes, E'\\x1e'),
            string_to_array(new_keys, E'\\x1e'));
    END IF;
    FOR i IN 1 .. added LOOP
        IF added > 1 THEN
            new_stream := streams[i];
            new_version := versions[i];
            new_name := names[i];
            new_body := bodies[i];
        END IF;{_QUICKLY.rstrip()}
        IF NOT FOUND THEN{_ALONE.rstrip()}
        END IF;
    END LOOP;
    IF added > 0 THEN
        PERFORM pg_notify('{CHANNEL}', '');
    END IF;
    IF new_claims IS NOT NULL THEN
        SELECT fresh.n INTO taken FROM ROWS FROM ({_CLAIMS.strip()})
            WITH ORDINALITY AS fresh (kind, key, shared, vouched, stream, version, n)
            JOIN claims AS held ON held.kind = fresh.kind AND held.key = fresh.key
            WHERE NOT fresh.vouched AND NOT (fresh.shared <> '' AND held.shared = fresh.shared)
            ORDER BY fresh.n LIMIT 1;
        IF FOUND THEN
            RAISE unique_violation USING CONSTRAINT = 'claims_taken',
                MESSAGE = 'a number is used already', DETAIL = taken;
        END IF;
        INSERT INTO claims (kind, key, shared, vouched, stream, version)
        SELECT kind, key, shared, vouched, stream, version FROM ROWS FROM ({_CLAIMS.strip()})
            AS fresh (kind, key, shared, vouched, stream, version);
    END IF;
{PROVEN}
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
the server only after the commit is visible, so a tailing reader never misses an event.

The statement that inserts a fact does so only next to the one before it, in the store or in the same
save, and not at an earlier time: one look by the unique index which the insert goes by anyway. What is
not plainly right is looked at closely.
The receipt comes before the facts: its own index says that a command is a twin, before anything else
of it can conflict."""

APPEND_ALL = f"""
CREATE OR REPLACE FUNCTION relief_append_all(saves text)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    save json;
    first bigint;
    answers json[];
    refused text;
    message text;
    detail text;
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    FOR save IN SELECT * FROM json_array_elements(saves::json) LOOP
        BEGIN
            first := relief_append({", ".join(f"save ->> {n}" for n in range(PARAMETERS))});
            answers := answers || json_build_array(first);
        EXCEPTION WHEN integrity_constraint_violation THEN
            GET STACKED DIAGNOSTICS refused = CONSTRAINT_NAME, message = MESSAGE_TEXT,
                detail = PG_EXCEPTION_DETAIL;
            answers := answers || json_build_array(NULL, refused, message, detail);
        END;
    END LOOP;
    RETURN array_to_json(answers);
END
$$
"""
"""Many saves in one transaction, in the order given, each refused on its own. An answer is the
first position, or the constraint, message and detail of the refusal."""

EVENTS_SINCE = """
SELECT found.* FROM json_each_text(?::json) AS asked (key, value), LATERAL (
    SELECT stream, version, name, body, position FROM events
    WHERE stream = asked.key AND version >= asked.value::bigint ORDER BY version) AS found
"""
"""The events of streams from a version on, both as one JSON object. Each stream is looked up by the
index, also while nothing is known of how large the table has become."""

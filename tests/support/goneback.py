"""A database as it is after a failover that lost the newest facts."""

from sqlalchemy import URL, create_engine


def cut_off(database: URL, after: int, *, receipts: bool = True) -> None:
    """Remove every fact after a position, its claims and (mostly) receipts, whatever guards them."""
    engine = create_engine(database)
    with engine.begin() as connection:
        if database.get_backend_name() == "sqlite":
            found = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_delete'"
            )
            guards = [tuple(row) for row in found]
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(
            "DELETE FROM claims WHERE EXISTS (SELECT 1 FROM events WHERE events.stream = claims.stream"
            f" AND events.version = claims.version AND events.position > {after})"
        )
        if receipts:
            connection.exec_driver_sql(f"DELETE FROM commands WHERE last_position > {after}")
        connection.exec_driver_sql(f"DELETE FROM events WHERE position > {after}")
        if database.get_backend_name() == "sqlite":
            connection.exec_driver_sql(f"UPDATE sqlite_sequence SET seq = {after}")
            for _, statement in guards:
                connection.exec_driver_sql(statement)
    engine.dispose()

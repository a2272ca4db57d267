"""Alembic's entry: runs each migration and its record in one transaction on the engine it is given."""

from __future__ import annotations

from alembic import context

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        # the pragma cannot change inside a transaction, and a batch rebuild with it ON deletes child rows silently
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(connection=connection, render_as_batch=is_sqlite, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if is_sqlite:
        broken = connection.connection.driver_connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"foreign keys broken in {len(broken)} rows")
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")

"""The county's tests stand on a real server: two databases of one run do not see each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from tests.postgres import PostgresServer


def test_a_fresh_database_is_empty_utf8_and_apart(postgres_url: str, postgres_server: PostgresServer) -> None:
    other = postgres_server.create()
    here, there = create_engine(postgres_url), create_engine(postgres_server.url(other))
    with here.begin() as connection:
        connection.execute(text("create table t (name text primary key)"))
        connection.execute(text("insert into t values ('枫桥')"))
        assert connection.scalar(text("select octet_length(name) from t")) == len("枫桥".encode())
    with there.connect() as connection:
        assert connection.scalar(text("select count(*) from pg_tables where tablename = 't'")) == 0
    here.dispose()
    there.dispose()
    postgres_server.drop(other)

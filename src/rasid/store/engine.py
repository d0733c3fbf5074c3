"""Opening a record: which database, made or brought up to date by Alembic's migrations, and how it is spoken to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Result, Select, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from rasid.errors import RecordError

WAIT_MS = 30_000  # for another process that writes
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    f"busy_timeout={WAIT_MS}",
    "cache_size=-65536",  # KiB of pages kept in memory
    "wal_autocheckpoint=16000",  # pages, 64 MB: a page written often goes into the file once
)
MAGIC = b"SQLite format 3\0"


def open_engine(where: str, *, make: bool = True) -> Engine:
    """The engine of a record, its tables there and up to date.

    `where` is the path of an SQLite file (made where there is none, unless `make` is False) or postgresql://….
    Raises RecordError where it cannot be opened, is no record, or was made by a newer Rasid.
    """
    engine = (
        postgres(where)
        if where.startswith(("postgresql:", "postgresql+psycopg:", "postgres:"))
        else sqlite(where, make=make)
    )
    try:
        migrate(engine, where, make=make)
    except (DBAPIError, sqlite3.Error) as error:
        engine.dispose()
        raise RecordError(f"{shown(where)}: cannot be opened as a record ({cause(error)})") from error
    except RecordError:
        engine.dispose()
        raise
    return engine


def shown(where: str) -> str:
    """A record's address for messages, without a password."""
    with suppress(ArgumentError):
        if "://" in where:
            return make_url(where).render_as_string(hide_password=True)
    return where


def cause(error: Exception) -> str:
    """What a database said, on one line."""
    told = getattr(error, "orig", None) or error
    return " ".join(str(told).split())[:300]


def sqlite(where: str, *, make: bool) -> Engine:
    """The engine of an SQLite file in WAL mode, with foreign keys held to."""
    path = Path(where.removeprefix("sqlite:///"))
    if path.is_dir():
        raise RecordError(f"{path}: is a folder; name a file, such as {path / 'record.db'}")
    if path.exists() and path.stat().st_size:
        with path.open("rb") as stream:
            if stream.read(len(MAGIC)) != MAGIC:
                raise RecordError(f"{path}: is no record (no SQLite file); name another file, or a new one")
    elif not make:
        raise RecordError(f"{path}: there is no record; make one with: rasid add SOURCE… --record {path}")
    elif not path.parent.is_dir():
        raise RecordError(f"{path}: there is no folder {path.parent}; make it first")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_MS / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's transactions, not the driver's
        cursor = connection.cursor()
        for line in PRAGMAS:
            cursor.execute(f"PRAGMA {line}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def postgres(where: str) -> Engine:
    """The engine of a PostgreSQL database, through psycopg."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise RecordError('PostgreSQL needs its driver; install it with: pip install "rasid[postgres]"') from error
    try:
        url = make_url(where.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise RecordError(f"{where}: is no address of a database; it looks like postgresql://user@host/name") from error
    return create_engine(url, pool_pre_ping=True)


def config(engine: Engine) -> Config:
    """Alembic's settings: the migrations that ship with Rasid."""
    found = Config()
    found.set_main_option("script_location", str(resources.files("rasid.store").joinpath("migrations")))
    found.attributes["engine"] = engine
    return found


def migrate(engine: Engine, where: str, *, make: bool) -> None:
    """Make the tables, or bring them up to date; nothing is done where they are."""
    settings = config(engine)
    script = ScriptDirectory.from_config(settings)
    head = script.get_current_head()
    with engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
        if now is None and engine.dialect.has_table(connection, "originals"):
            raise RecordError(f"{shown(where)}: holds tables of something else; name another database")
    if now == head:
        return
    if now is None and not make:
        raise RecordError(f"{shown(where)}: there is no record; make one with: rasid add SOURCE… --record …")
    if now is not None and now not in {s.revision for s in script.walk_revisions()}:
        raise RecordError(f"{shown(where)}: was made by a newer Rasid (tables {now}); update Rasid to open it")
    command.upgrade(settings, "head")


@contextmanager
def streamed(connection: Connection, question: Select[Any], size: int) -> Iterator[Result[Any]]:
    """The rows of an answer of any length, so many at a time."""
    with connection.execution_options(yield_per=size).execute(question) as rows:
        yield rows

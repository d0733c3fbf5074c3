from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config

from rasid.model import Document
from rasid.run.cache import load_cached
from rasid.run.pipeline import Reader
from rasid.run.record import Intake, source_of
from rasid.store.asking import Questions
from rasid.store.engine import open_engine
from rasid.store.record import Outcome, Read, Record, article_id, open_record
from tests.record.databases import empty, server

NUMBER = count()
HEAD = "0002"  # the last migration


@pytest.fixture(scope="session")
def postgres() -> Iterator[str | None]:
    """The address of a PostgreSQL record without articles, made once by the migrations."""
    with server() as address:
        if address is None:
            yield None
            return
        name = f"rasid_{os.getpid()}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        own = f"{address}?options=-csearch_path%3D{name}"
        open_engine(own).dispose()
        yield own


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite record without articles, made once by the migrations."""
    path = tmp_path_factory.mktemp("made") / "record.db"
    open_engine(str(path)).dispose()
    return path


@pytest.fixture(autouse=True)
def copied(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a new SQLite record be a copy of one that the migrations made."""
    upgrade = command.upgrade

    def copy(settings: Config, revision: str) -> None:
        engine = settings.attributes["engine"]
        if engine.dialect.name != "sqlite":
            upgrade(settings, revision)
            return
        with closing(sqlite3.connect(made)) as whole, closing(engine.raw_connection()) as new:
            whole.backup(new.driver_connection)

    monkeypatch.setattr("rasid.store.engine.command.upgrade", copy)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    address = request.getfixturevalue("postgres")
    if address is None:
        if os.environ.get("RASID_REQUIRE_POSTGRES"):
            pytest.fail("PostgreSQL is required here, but neither its programs nor RASID_TEST_POSTGRES are there")
        pytest.skip("PostgreSQL is not installed; apt install postgresql, or set RASID_TEST_POSTGRES")
    empty(str(address), HEAD)
    return str(address)


class Desk:
    """A record with hands: articles go in as texts, questions come out."""

    def __init__(self, record: Record, reader: Reader, cache: dict[str, Read]) -> None:
        self.record = record
        self.intake = Intake(record, reader, "run")
        self.ask = Questions(record, self.intake.terms)
        self.cache = cache

    def add(self, text: str, outlet: str = "one", published: str = "2024-05-08", url: str | None = None) -> str:
        """Take a text in; the id of its article."""
        return self.take(text, outlet, published, url).article

    def take(
        self, text: str, outlet: str = "one", published: str = "2024-05-08", url: str | None = None, at: str = ""
    ) -> Outcome:
        """Take a text in as received from an address."""
        document = Document("", text, published, outlet, url=url)
        source = source_of(document, at or url or f"{outlet}/{published}.txt")
        known = self.record.holds(source)
        if known is not None:
            return known
        id = article_id(document)
        if id not in self.cache:
            self.cache[id] = self.intake.read(source)
        read = self.cache[id]
        return self.record.add(Read(source, read.reading, read.reports, read.terms))


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_cached())


@pytest.fixture(scope="session")
def readings() -> dict[str, Read]:
    """Articles that were read before, so that each is read once for both databases."""
    return {}


@pytest.fixture
def desk(where: str, reader: Reader, readings: dict[str, Read]) -> Iterator[Desk]:
    with open_record(where, clock=lambda: "2024-06-01T00:00:00Z") as record:
        yield Desk(record, reader, readings)


@pytest.fixture
def another(tmp_path: Path, reader: Reader, readings: dict[str, Read]) -> Callable[[], Desk]:
    """Makes further records, in files of their own."""

    def make() -> Desk:
        record = open_record(str(tmp_path / f"other{next(NUMBER)}.db"), clock=lambda: "2024-06-01T00:00:00Z")
        return Desk(record, reader, readings)

    return make

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from rasid.model import Document
from rasid.run.cache import load_cached
from rasid.run.pipeline import Reader
from rasid.run.record import Intake, source_of
from rasid.store.asking import Questions
from rasid.store.record import Outcome, Read, Record, article_id, open_record
from tests.record.databases import server

NUMBER = count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str | None]:
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    address = request.getfixturevalue("postgres")
    if address is None:
        if os.environ.get("RASID_REQUIRE_POSTGRES"):
            pytest.fail("PostgreSQL is required here, but neither its programs nor RASID_TEST_POSTGRES are there")
        pytest.skip("PostgreSQL is not installed; apt install postgresql, or set RASID_TEST_POSTGRES")
    name = f"rasid_{os.getpid()}_{next(NUMBER)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{address}?options=-csearch_path%3D{name}"


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

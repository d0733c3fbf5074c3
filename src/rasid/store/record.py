"""The record: articles taken in with their originals and readings, linked as they come."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from rasid.errors import RecordError
from rasid.link.copies import Story
from rasid.model import Capture, Document, Reading, Refused, Source
from rasid.model.codec import to_dict
from rasid.model.record import Report
from rasid.store import audit, copying, linking, tables
from rasid.store.correcting import apply_corrections, carry_over, judged_rows, put_back
from rasid.store.engine import open_engine, shown, streamed
from rasid.store.fields import Means
from rasid.store.rows import assertion_row, put_assertions, put_beside
from rasid.version import VERSION

TOOL = f"rasid {VERSION}"
LAST_NUMBER = select(func.max(tables.articles.c.number))
KNOWN = {
    column: select(column).where(column == bindparam("value"))
    for column in (tables.articles.c.id, tables.articles.c.url, tables.captures.c.id, tables.originals.c.sha256)
}
RECEIVED = select(tables.article_captures.c.article).where(
    tables.article_captures.c.article == bindparam("article"), tables.article_captures.c.capture == bindparam("capture")
)
UNDATED = "tells no day of publication, so its relative dates are unknown; give --published"
Terms = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Read:
    """An article that has been read, with what the record asks of the reading: its reports and its search terms."""

    source: Source
    reading: Reading
    reports: Sequence[Report]
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item: added, captured (a known article received once more), unchanged, refused or failed."""

    address: str
    outcome: str
    article: str = ""
    reason: str = ""


def now() -> str:
    """This moment in UTC to the second, or that of SOURCE_DATE_EPOCH, so that a run can be repeated."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def article_id(document: Document) -> str:
    """The id of an article in the record, made of outlet, address, day and text: the same article, the same id."""
    parts = (document.outlet or "", document.url or "", document.published or "", document.text)
    return "a" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def capture_id(capture: Capture) -> str:
    """The id of a capture: of where, what and, where it is told, when."""
    told = f"{capture.address}\0{capture.sha256}\0{capture.retrieved or ''}"
    return "c" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Record:
    """A record that is open; close it, or use it in a `with`."""

    def __init__(self, engine: Engine, where: str, clock: Callable[[], str] = now) -> None:
        self.engine = engine
        self.where = where
        self.clock = clock

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing. One writer at a time."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7243001)")
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A transaction that only looks."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def holds(self, source: Source) -> Outcome | None:
        """What there is to say of a source without reading it: None where it is new."""
        with self.looking() as connection:
            article = article_id(source.document)
            if not _there(connection, tables.articles.c.id, article):
                return None
            pair = {"article": article, "capture": capture_id(source.capture)}
            if connection.execute(RECEIVED, pair).first() is not None:
                return Outcome(source.capture.address, "unchanged", article)
        return None

    def add(self, read: Read, run: str = "") -> Outcome:
        """Take an article in, with its original, reading, copies and incidents, in one transaction.

        `read.reading` must be that of a document whose id is `article_id`. The same thing twice changes nothing but
        the log of the run, where one is named.
        """
        source, article = read.source, article_id(read.source.document)
        assert read.reading.document.id == article
        address = source.capture.address
        with self.writing() as connection:
            at = self.clock()
            capture = self.keep(connection, source.capture, at)
            known = _there(connection, tables.articles.c.id, article)
            pair = {"article": article, "capture": capture}
            if known:
                if connection.execute(RECEIVED, pair).first() is not None:
                    return note(connection, run, Outcome(address, "unchanged", article), at)
                connection.execute(insert(tables.article_captures), pair)
                audit.append(connection, at, TOOL, "capture", pair)
                return note(connection, run, Outcome(address, "captured", article), at)
            number = (connection.execute(LAST_NUMBER).scalar() or 0) + 1
            connection.execute(insert(tables.articles), self.row(read, capture, number, at))
            connection.execute(insert(tables.article_captures), pair)
            put_words(connection, number, read.terms)
            story = Story(
                article,
                tuple(read.terms),
                source.document.outlet or "",
                source.document.url or "",
                source.document.day,
            )
            touched = copying.link_copies(connection, story)
            put_reports(connection, read.reading, read.reports)
            linking.link_reports(connection, [r.id for r in read.reports], touched, at)
            audit.append(connection, at, TOOL, "add", {**pair, "text": sha256(source.document.text)})
            undated = "" if source.document.published else UNDATED
            return note(connection, run, Outcome(address, "added", article, undated), at)

    def keep(self, connection: Connection, capture: Capture, at: str) -> str:
        """Keep the bytes of a capture and the record of its retrieval; its id."""
        sha, id = capture.sha256, capture_id(capture)
        if not _there(connection, tables.originals.c.sha256, sha):
            row = {"sha256": sha, "size": len(capture.data), "media_type": capture.media_type}
            connection.execute(insert(tables.originals), {**row, "data": zlib.compress(capture.data)})
        if not _there(connection, tables.captures.c.id, id):
            connection.execute(
                insert(tables.captures),
                {
                    "id": id,
                    "address": capture.address,
                    "sha256": sha,
                    "via": capture.via,
                    "retrieved": capture.retrieved,
                    "taken": at,
                    "status": capture.status,
                    "headers": json.dumps(capture.headers, ensure_ascii=False),
                    "container": capture.container,
                    "by": TOOL,
                },
            )
        return id

    def row(self, read: Read, capture: str, number: int, at: str) -> dict[str, Any]:
        """The row of a new article."""
        document = read.source.document
        return {
            "id": article_id(document),
            "number": number,
            "name": document.id,
            "capture": capture,
            "text": document.text,
            "text_sha256": sha256(document.text),
            "title": document.title,
            "author": read.source.author,
            "url": document.url,
            "outlet": document.outlet,
            "published": document.published,
            "published_basis": read.source.published_basis or ("given" if document.published else ""),
            "language": document.language,
            "problems": json.dumps([p.what for p in read.source.problems], ensure_ascii=False),
            "added": at,
            "story": article_id(document),
            "role": "original",
            "share": None,
            **reading_columns(read.reading, at),
        }

    def begin(self, what: str) -> str:
        """The id of a run, for the log of its items."""
        return "r" + hashlib.sha256(f"{self.clock()}\0{what}".encode()).hexdigest()[:12]

    def feeds(self) -> dict[str, str]:
        """What is remembered of feeds between rounds, as JSON by name."""
        with self.looking() as connection:
            return {row.name: row.state for row in connection.execute(select(tables.feeds))}

    def keep_feed(self, name: str, state: str) -> None:
        """Remember the state of a feed."""
        with self.writing() as connection:
            connection.execute(delete(tables.feeds).where(tables.feeds.c.name == name))
            connection.execute(insert(tables.feeds), {"name": name, "state": state})

    def knows_url(self, url: str) -> bool:
        """Whether an article of an address is on record."""
        with self.looking() as connection:
            return _there(connection, tables.articles.c.url, url)

    def would(self, item: Source | Refused) -> Outcome:
        """What would come of an item if it were taken in."""
        if isinstance(item, Refused):
            return Outcome(item.address, "refused", "", item.reason)
        return self.holds(item) or Outcome(item.capture.address, "added", article_id(item.document))

    def refuse(
        self, run: str, address: str, reason: str, capture: Capture | None = None, outcome: str = "refused"
    ) -> Outcome:
        """Keep what could not be read (or on which the reader failed): its bytes where there are any, and why."""
        with self.writing() as connection:
            at = self.clock()
            if capture is not None:
                self.keep(connection, capture, at)
            return note(connection, run or "none", Outcome(address, outcome, "", reason), at)

    def note(self, run: str, found: Outcome) -> Outcome:
        """Write into the log of a run what came of an item that changed nothing."""
        with self.writing() as connection:
            return note(connection, run, found, self.clock())

    def log(self, run: str = "") -> Iterator[dict[str, Any]]:
        """What came of each item of every run, or of one, in the order in which they came."""
        i = tables.items
        wanted = select(i).where(i.c.run == run) if run else select(i)
        with self.looking() as connection, streamed(connection, wanted.order_by(i.c.seq), 500) as rows:
            for row in rows:
                yield dict(row._mapping)

    def reread(
        self,
        article: str,
        reading: Reading,
        reports: Sequence[Report],
        terms: Sequence[str],
        means: Means | None = None,
    ) -> None:
        """Put a new reading of an article in the place of the old one; what people said stays with what they judged.

        It goes over to the assertion that stands on the same words, whatever its kind and type are now. An assertion
        that people accepted, added or corrected and that the new reading does not find stays as it was.
        """
        with self.writing() as connection:
            at = self.clock()
            held = judged_rows(connection, article)
            left = linking.unlink(connection, article)
            drop_words(connection, number_of(connection, article))
            columns = reading_columns(reading, at)
            connection.execute(update(tables.articles).where(tables.articles.c.id == article).values(columns))
            put_words(connection, number_of(connection, article), terms)
            heirs = carry_over(connection, article, {r.id: r for r in reports}, at)
            put_reports(connection, reading, reports)
            ids = [r.id for r in reports]
            apply_corrections(connection, ids, means, fresh=True)
            ids += put_back(connection, [row for row in held if row["id"] not in heirs and row["id"] not in ids])
            linking.link_reports(connection, ids, (), at, left)
            audit.append(connection, at, TOOL, "reread", {"article": article, "knowledge": reading.made_with.knowledge})

    def stale(self, knowledge: str) -> list[str]:
        """The articles whose reading was made by another version or with other knowledge, in the order of arrival."""
        t = tables.articles
        wanted = select(t.c.id).where((t.c.version != VERSION) | (t.c.knowledge != knowledge)).order_by(t.c.number)
        with self.looking() as connection:
            return list(connection.execute(wanted).scalars())

    def document(self, article: str) -> Document:
        """The document of an article.

        Raises RecordError where the record holds no such article.
        """
        t = tables.articles
        with self.looking() as connection:
            row = connection.execute(select(t).where((t.c.id == article) | (t.c.name == article))).first()
        if row is None:
            raise RecordError(f"{shown(self.where)}: holds no article {article!r}; rasid find lists what there is")
        return Document(row.id, row.text, row.published, row.outlet, row.title, row.url, row.language)

    def original(self, sha: str) -> bytes:
        """The bytes of an original as received.

        Raises RecordError where the record holds none of that hash.
        """
        with self.looking() as connection:
            data = connection.execute(select(tables.originals.c.data).filter_by(sha256=sha)).scalar()
        if data is None:
            raise RecordError(f"{shown(self.where)}: holds no original {sha}")
        return zlib.decompress(data)

    def verify(self) -> Iterator[str]:
        """What is wrong with the record: originals that no longer have their hash, texts changed, a broken audit."""
        with self.looking() as connection:
            with streamed(connection, select(tables.originals), 50) as originals:
                for row in originals:
                    try:
                        whole = hashlib.sha256(zlib.decompress(row.data)).hexdigest() == row.sha256
                    except zlib.error:
                        whole = False
                    if not whole:
                        yield f"original {row.sha256}: its bytes are no longer those received"
            t = tables.articles
            with streamed(connection, select(t.c.id, t.c.text, t.c.text_sha256), 200) as texts:
                for row in texts:
                    if sha256(row.text) != row.text_sha256:
                        yield f"article {row.id}: its text is no longer the one that was read"
            yield from audit.faults(connection)

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self.looking() as connection:
            return {
                t.name: connection.execute(select(func.count()).select_from(t)).scalar_one()
                for t in (
                    tables.originals,
                    tables.captures,
                    tables.articles,
                    tables.assertions,
                    tables.incidents,
                    tables.threats,
                    tables.judgements,
                    tables.corrections,
                )
            }


def open_record(where: str, *, make: bool = True, clock: Callable[[], str] = now) -> Record:
    """The record at a place: the path of an SQLite file or postgresql://….

    Raises RecordError where it cannot be opened.
    """
    return Record(open_engine(where, make=make), where, clock)


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def reading_columns(reading: Reading, at: str) -> dict[str, Any]:
    """The columns of an article that hold its reading."""
    return {
        "version": reading.made_with.version,
        "knowledge": reading.made_with.knowledge,
        "read_at": at,
        "reading": zlib.compress(msgspec.json.encode(to_dict(reading))),
    }


def note(connection: Connection, run: str, found: Outcome, at: str) -> Outcome:
    """Write into the log of a run, where one is named, what came of an item; gives that back."""
    if run:
        told = {"address": found.address, "outcome": found.outcome, "article": found.article, "reason": found.reason}
        connection.execute(insert(tables.items), {"run": run, "at": at, **told})
    return found


def _there(connection: Connection, column: Any, value: str) -> bool:
    return connection.execute(KNOWN[column], {"value": value}).first() is not None


def number_of(connection: Connection, article: str) -> int:
    """An article's number in the order of arrival."""
    return int(connection.execute(select(tables.articles.c.number).filter_by(id=article)).scalar_one())


def put_words(connection: Connection, number: int, terms: Iterable[str]) -> None:
    """Index the words of an article."""
    joined = " ".join(terms)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO words (rowid, terms) VALUES (?, ?)", (number, joined))
    else:
        line = "INSERT INTO words (number, terms) VALUES (%s, to_tsvector('simple', %s))"
        connection.exec_driver_sql(line, (number, joined))


def drop_words(connection: Connection, number: int) -> None:
    """Take the words of an article out of the index."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DELETE FROM words WHERE rowid = ?", (number,))
    else:
        connection.execute(delete(tables.words).where(tables.words.c.number == number))


def put_reports(connection: Connection, reading: Reading, reports: Sequence[Report]) -> None:
    """The rows of a reading's assertions, one report each, with their actors, areas and keys of comparison."""
    if not reports:
        return
    verdicts = linking.verdicts_on(connection, [r.id for r in reports])
    rows = []
    for report, body in zip(reports, to_dict(reading)["assertions"], strict=True):
        row = assertion_row(report, {**body, "id": report.id})
        rows.append({**row, "incident": None, "verdict": verdicts.get(report.id, "pending")})
    put_assertions(connection, rows)
    put_beside(connection, reports)

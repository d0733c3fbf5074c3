"""The tables of the record. Alembic's migrations make them; a test holds the two together.

Days and moments are ISO text, the same on SQLite and PostgreSQL; larger values are JSON text, or JSON compressed with
zlib where they are long. What is asked for in bulk is kept in narrow tables, the long values beside them: a question
that passes over a hundred thousand rows reads few pages.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

from rasid.model.record import Days

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SORTED: dict[str, Any] = {"sqlite_with_rowid": False}  # rows lie in the order of their key; for small rows

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # zlib
)

captures = Table(
    "captures",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("address", Text, nullable=False),
    Column("sha256", ForeignKey("originals.sha256"), nullable=False),
    Column("via", String(20), nullable=False),
    Column("retrieved", String(40)),
    Column("taken", String(40), nullable=False),  # when it came into the record
    Column("status", Integer),
    Column("headers", Text, nullable=False),
    Column("container", String(64), nullable=False),
    Column("by", Text, nullable=False),  # tool and version
    Index(None, "address"),
    Index(None, "sha256"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # in the order of arrival; names its row of `words`
    Column("name", Text, nullable=False),  # the id that its source gave it
    Column("capture", ForeignKey("captures.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("title", Text),
    Column("author", Text, nullable=False),
    Column("url", Text),
    Column("outlet", Text),
    Column("published", String(10)),
    Column("published_basis", String(20), nullable=False),
    Column("language", String(8), nullable=False),
    Column("problems", Text, nullable=False),
    Column("added", String(40), nullable=False),
    Column("story", String(40), nullable=False),  # the id of the article that the copies of it repeat
    Column("role", String(10), nullable=False),  # original, copy, rewrite, update
    Column("share", Float),
    Column("version", String(40), nullable=False),
    Column("knowledge", String(40), nullable=False),
    Column("read_at", String(40), nullable=False),
    Column("reading", LargeBinary, nullable=False),  # the reading as JSON, zlib
    Index(None, "published"),
    Index(None, "outlet"),
    Index(None, "url"),
    Index(None, "story"),
    Index(None, "name"),
)

article_captures = Table(
    "article_captures",
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("capture", ForeignKey("captures.id"), primary_key=True),
    Index(None, "capture"),
)

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),  # of publication, counted; 0 for none
    Column("article", ForeignKey("articles.id"), primary_key=True),
    **SORTED,
)

likenesses = Table(
    "likenesses",
    metadata,
    Column("earlier", ForeignKey("articles.id"), primary_key=True),
    Column("later", ForeignKey("articles.id"), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("share", Float, nullable=False),
    Index(None, "later"),
)

assertions = Table(
    "assertions",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False),
    Column("incident", String(40)),
    Column("kind", String(20), nullable=False),
    Column("plover", String(20)),
    Column("mode", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("day", String(10), nullable=False),  # on which it began, as far as is said; else of publication, else ""
    Column("last_day", String(10), nullable=False),
    Column("published", String(10)),
    Column("outlet", Text),
    Column("country", String(3)),
    Column("place", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("factuality", String(20), nullable=False),
    Column("origin", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("verdict", String(20), nullable=False),
    Index(None, "article"),
    Index(None, "incident"),
    Index(None, "kind", "published"),
    Index(None, "plover", "day", "id", "last_day", "verdict", "incident"),
    Index(None, "day", "id", "last_day", "verdict", "incident"),
    Index(None, "country", "day"),
    Index(None, "lat", "lon"),
)

assertion_bodies = Table(
    "assertion_bodies",
    metadata,
    Column("assertion", ForeignKey("assertions.id"), primary_key=True),
    Column("body", Text, nullable=False),  # the assertion as JSON
    Column("report", Text, nullable=False),  # what linking asks of it, as JSON
)

parties = Table(
    "parties",
    metadata,
    Column("assertion", ForeignKey("assertions.id"), primary_key=True),
    Column("role", String(12), primary_key=True),  # source, target, addressee, speaker
    Column("actor", Text, primary_key=True),  # the actor, or a body it is part of
    Column("depth", Integer, nullable=False),  # 0 for the actor itself
    Column("name", Text, nullable=False),
    Column("arabic", Text, nullable=False),
    Column("published", String(10)),  # of the assertion, to find an actor's reports of some days
    Index(None, "actor", "published"),
    Index(None, "name", "published"),
    Index(None, "arabic", "published"),
    **SORTED,
)

areas = Table(
    "areas",
    metadata,
    Column("area", Text, primary_key=True),
    Column("assertion", ForeignKey("assertions.id"), primary_key=True),
    Index(None, "assertion"),
    **SORTED,
)

keys = Table(
    "keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("assertion", ForeignKey("assertions.id"), primary_key=True),
    Index(None, "assertion"),
    **SORTED,
)

pairs = Table(
    "pairs",
    metadata,
    Column("left", ForeignKey("assertions.id"), primary_key=True),
    Column("right", ForeignKey("assertions.id"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Index(None, "right"),
    **SORTED,
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("plover", String(20)),
    Column("mode", Text),
    Column("kind", String(20), nullable=False),
    Column("day", String(10), nullable=False),  # as of assertions
    Column("last_day", String(10), nullable=False),
    Column("country", String(3)),
    Column("place", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("factuality", String(20), nullable=False),
    Column("stance", String(20), nullable=False),
    Column("killed_low", Integer),
    Column("killed_best", Integer),
    Column("killed_high", Integer),
    Column("wounded_low", Integer),
    Column("wounded_best", Integer),
    Column("wounded_high", Integer),
    Column("n_reports", Integer, nullable=False),
    Column("n_articles", Integer, nullable=False),
    Column("n_outlets", Integer, nullable=False),
    Column("n_origins", Integer, nullable=False),
    Column("first", String(40), nullable=False),
    Column("first_published", String(10)),
    Column("modified", String(40), nullable=False),
    Index(None, "plover", "day"),
    Index(None, "day", "id"),
    Index(None, "country", "day"),
)

incident_bodies = Table(
    "incident_bodies",
    metadata,
    Column("incident", ForeignKey("incidents.id"), primary_key=True),
    Column("body", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("left", String(120), nullable=False),
    Column("right", String(120), nullable=False),  # "" for a verdict on one
    Column("verdict", String(20), nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("quote", Text, nullable=False),  # the words judged, to find them again after a new reading
    Index(None, "left"),
    Index(None, "right"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("record", String(120), nullable=False),
    Column("field", Text, nullable=False),
    Column("was", Text, nullable=False),  # JSON
    Column("now", Text, nullable=False),  # JSON
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Index(None, "record"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("old", String(120), primary_key=True),
    Column("kind", String(12), nullable=False),  # merged, split, withdrawn
    Column("new", Text, nullable=False),  # ids joined with ;
    Column("at", String(40), nullable=False),
    Column("why", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("run", String(40), nullable=False),
    Column("address", Text, nullable=False),
    Column("outcome", String(12), nullable=False),  # added, captured, unchanged, refused, failed
    Column("article", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Index(None, "run"),
)

feeds = Table(
    "feeds",
    metadata,
    Column("name", Text, primary_key=True),
    Column("state", Text, nullable=False),
)

threats = Table(
    "threats",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("incident", ForeignKey("incidents.id"), nullable=False),
    Column("made", String(10)),
    Column("deadline", String(10)),
    Column("status", String(20), nullable=False),  # as moved by reports; that a deadline passed is told when asked
    Column("words", Text, nullable=False),  # the content words of its condition, as JSON
    Column("body", Text, nullable=False),
    Index(None, "incident"),
    Index(None, "status", "deadline"),
)

# Those who threaten and are threatened, to find the threats that a report moves.
stakes = Table(
    "stakes",
    metadata,
    Column("actor", Text, primary_key=True),  # the actor, or a body it is part of
    Column("made", String(10), primary_key=True),
    Column("threat", ForeignKey("threats.id"), primary_key=True),
    Column("role", String(12), primary_key=True),  # issuer, addressee
    Column("depth", Integer, nullable=False),  # 0 for the actor itself
    Column("until", String(10), nullable=False),  # a report of a later day can no longer move it
    Index(None, "threat"),
    **SORTED,
)

moves = Table(
    "moves",
    metadata,
    Column("report", String(120), primary_key=True),
    Column("threat", ForeignKey("threats.id"), primary_key=True),
    Index(None, "threat"),
    **SORTED,
)

# The words of articles: an FTS5 table on SQLite, its rows numbered like articles; a tsvector on PostgreSQL.
words = Table(
    "words",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("terms", Text, nullable=False),
    info={"search": True},
)


def days_of(days: Days | None, published: date | None) -> tuple[str, str]:
    """The first and the last day of what is reported, as columns hold them: as far as they are said, else that of
    publication, else nothing."""
    stand_in = published.isoformat() if published else ""
    first, last = (days.start or days.end, days.end or days.start) if days is not None else (None, None)
    return first.isoformat() if first else stand_in, last.isoformat() if last else stand_in

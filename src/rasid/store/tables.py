"""The tables of the record. Alembic's migrations make them; a test holds the two together.

Days and moments are ISO text, the same on SQLite and PostgreSQL; larger values are JSON text, or JSON compressed with
zlib where they are long.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("band", String(20), primary_key=True),
    Index(None, "band"),
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
    Column("date_from", String(10)),
    Column("date_to", String(10)),
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
    Column("body", Text, nullable=False),  # the assertion as JSON
    Column("report", Text, nullable=False),  # what linking asks of it, as JSON
    Index(None, "article"),
    Index(None, "incident"),
    Index(None, "kind", "published"),
    Index(None, "plover", "date_from"),
    Index(None, "date_from"),
    Index(None, "country", "date_from"),
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
    Index(None, "name"),
    Index(None, "arabic"),
)

areas = Table(
    "areas",
    metadata,
    Column("assertion", ForeignKey("assertions.id"), primary_key=True),
    Column("area", Text, primary_key=True),
    Index(None, "area"),
)

keys = Table(
    "keys",
    metadata,
    Column("assertion", ForeignKey("assertions.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Index(None, "key"),
)

pairs = Table(
    "pairs",
    metadata,
    Column("left", ForeignKey("assertions.id"), primary_key=True),
    Column("right", ForeignKey("assertions.id"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Index(None, "right"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("plover", String(20)),
    Column("mode", Text),
    Column("kind", String(20), nullable=False),
    Column("date_from", String(10)),
    Column("date_to", String(10)),
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
    Column("body", Text, nullable=False),
    Index(None, "plover", "date_from"),
    Index(None, "date_from"),
    Index(None, "country", "date_from"),
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
    Column("outcome", String(12), nullable=False),  # refused, failed
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
    Column("body", Text, nullable=False),
    Index(None, "incident"),
    Index(None, "status", "deadline"),
)

# The words of articles: an FTS5 table on SQLite, its rows numbered like articles; a tsvector on PostgreSQL.
words = Table(
    "words",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("terms", Text, nullable=False),
    info={"search": True},
)

"""The record as it begins: originals, articles, assertions, incidents, judgements, audit.

Revision: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FTS5 = "CREATE VIRTUAL TABLE words USING fts5(terms, tokenize='unicode61 remove_diacritics 0')"


def upgrade() -> None:
    """Make every table; the words of articles as an FTS5 table on SQLite, as an indexed tsvector on PostgreSQL."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("record", sa.String(120), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("now", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_index("ix_corrections_record", "corrections", ["record"])
    op.create_table(
        "feeds",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("plover", sa.String(20)),
        sa.Column("mode", sa.Text()),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("last_day", sa.String(10), nullable=False),
        sa.Column("country", sa.String(3)),
        sa.Column("place", sa.Text()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("factuality", sa.String(20), nullable=False),
        sa.Column("stance", sa.String(20), nullable=False),
        sa.Column("killed_low", sa.Integer()),
        sa.Column("killed_best", sa.Integer()),
        sa.Column("killed_high", sa.Integer()),
        sa.Column("wounded_low", sa.Integer()),
        sa.Column("wounded_best", sa.Integer()),
        sa.Column("wounded_high", sa.Integer()),
        sa.Column("n_reports", sa.Integer(), nullable=False),
        sa.Column("n_articles", sa.Integer(), nullable=False),
        sa.Column("n_outlets", sa.Integer(), nullable=False),
        sa.Column("n_origins", sa.Integer(), nullable=False),
        sa.Column("first", sa.String(40), nullable=False),
        sa.Column("first_published", sa.String(10)),
        sa.Column("modified", sa.String(40), nullable=False),
    )
    op.create_index("ix_incidents_country_day", "incidents", ["country", "day"])
    op.create_index("ix_incidents_day_id", "incidents", ["day", "id"])
    op.create_index("ix_incidents_plover_day", "incidents", ["plover", "day"])
    op.create_table(
        "items",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("run", sa.String(40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("article", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_index("ix_items_run", "items", ["run"])
    op.create_table(
        "judgements",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("left", sa.String(120), nullable=False),
        sa.Column("right", sa.String(120), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
    )
    op.create_index("ix_judgements_left", "judgements", ["left"])
    op.create_index("ix_judgements_right", "judgements", ["right"])
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "tombstones",
        sa.Column("old", sa.String(120), primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_table(
        "captures",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("originals.sha256"), nullable=False),
        sa.Column("via", sa.String(20), nullable=False),
        sa.Column("retrieved", sa.String(40)),
        sa.Column("taken", sa.String(40), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("container", sa.String(64), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
    )
    op.create_index("ix_captures_address", "captures", ["address"])
    op.create_index("ix_captures_sha256", "captures", ["sha256"])
    op.create_table(
        "incident_bodies",
        sa.Column("incident", sa.String(40), sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "threats",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("incident", sa.String(40), sa.ForeignKey("incidents.id"), nullable=False),
        sa.Column("made", sa.String(10)),
        sa.Column("deadline", sa.String(10)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("ix_threats_incident", "threats", ["incident"])
    op.create_index("ix_threats_status_deadline", "threats", ["status", "deadline"])
    op.create_table(
        "articles",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False, unique=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capture", sa.String(40), sa.ForeignKey("captures.id"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("published", sa.String(10)),
        sa.Column("published_basis", sa.String(20), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("added", sa.String(40), nullable=False),
        sa.Column("story", sa.String(40), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("share", sa.Float()),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("knowledge", sa.String(40), nullable=False),
        sa.Column("read_at", sa.String(40), nullable=False),
        sa.Column("reading", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_articles_name", "articles", ["name"])
    op.create_index("ix_articles_outlet", "articles", ["outlet"])
    op.create_index("ix_articles_published", "articles", ["published"])
    op.create_index("ix_articles_story", "articles", ["story"])
    op.create_index("ix_articles_url", "articles", ["url"])
    op.create_table(
        "moves",
        sa.Column("report", sa.String(120), primary_key=True),
        sa.Column("threat", sa.String(40), sa.ForeignKey("threats.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_moves_threat", "moves", ["threat"])
    op.create_table(
        "stakes",
        sa.Column("actor", sa.Text(), primary_key=True),
        sa.Column("made", sa.String(10), primary_key=True),
        sa.Column("threat", sa.String(40), sa.ForeignKey("threats.id"), primary_key=True),
        sa.Column("role", sa.String(12), primary_key=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("until", sa.String(10), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_stakes_threat", "stakes", ["threat"])
    op.create_table(
        "article_captures",
        sa.Column("article", sa.String(40), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("capture", sa.String(40), sa.ForeignKey("captures.id"), primary_key=True),
    )
    op.create_index("ix_article_captures_capture", "article_captures", ["capture"])
    op.create_table(
        "assertions",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("article", sa.String(40), sa.ForeignKey("articles.id"), nullable=False),
        sa.Column("incident", sa.String(40)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("plover", sa.String(20)),
        sa.Column("mode", sa.Text()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("last_day", sa.String(10), nullable=False),
        sa.Column("published", sa.String(10)),
        sa.Column("outlet", sa.Text()),
        sa.Column("country", sa.String(3)),
        sa.Column("place", sa.Text()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("factuality", sa.String(20), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
    )
    op.create_index("ix_assertions_article", "assertions", ["article"])
    op.create_index("ix_assertions_country_day", "assertions", ["country", "day"])
    op.create_index(
        "ix_assertions_day_id_last_day_verdict_incident", "assertions", ["day", "id", "last_day", "verdict", "incident"]
    )
    op.create_index("ix_assertions_incident", "assertions", ["incident"])
    op.create_index("ix_assertions_kind_published", "assertions", ["kind", "published"])
    op.create_index("ix_assertions_lat_lon", "assertions", ["lat", "lon"])
    op.create_index(
        "ix_assertions_plover_day_id_last_day_verdict_incident",
        "assertions",
        ["plover", "day", "id", "last_day", "verdict", "incident"],
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("article", sa.String(40), sa.ForeignKey("articles.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "likenesses",
        sa.Column("earlier", sa.String(40), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("later", sa.String(40), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
    )
    op.create_index("ix_likenesses_later", "likenesses", ["later"])
    op.create_table(
        "areas",
        sa.Column("area", sa.Text(), primary_key=True),
        sa.Column("assertion", sa.String(120), sa.ForeignKey("assertions.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_areas_assertion", "areas", ["assertion"])
    op.create_table(
        "assertion_bodies",
        sa.Column("assertion", sa.String(120), sa.ForeignKey("assertions.id"), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
    )
    op.create_table(
        "keys",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("assertion", sa.String(120), sa.ForeignKey("assertions.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_keys_assertion", "keys", ["assertion"])
    op.create_table(
        "pairs",
        sa.Column("left", sa.String(120), sa.ForeignKey("assertions.id"), primary_key=True),
        sa.Column("right", sa.String(120), sa.ForeignKey("assertions.id"), primary_key=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pairs_right", "pairs", ["right"])
    op.create_table(
        "parties",
        sa.Column("assertion", sa.String(120), sa.ForeignKey("assertions.id"), primary_key=True),
        sa.Column("role", sa.String(12), primary_key=True),
        sa.Column("actor", sa.Text(), primary_key=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("arabic", sa.Text(), nullable=False),
        sa.Column("published", sa.String(10)),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_parties_actor_published", "parties", ["actor", "published"])
    op.create_index("ix_parties_arabic", "parties", ["arabic"])
    op.create_index("ix_parties_name", "parties", ["name"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS5)
    else:
        op.execute("CREATE TABLE words (number integer PRIMARY KEY, terms tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_words_terms ON words USING gin (terms)")

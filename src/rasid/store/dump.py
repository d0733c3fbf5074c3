"""The whole record as lines of text, so that two records can be held against each other byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from rasid.store import tables
from rasid.store.copying import terms_of
from rasid.store.record import Record

LOG = {"items"}  # what came of each item of each run: longer after a run that was broken off


def dump(record: Record) -> Iterator[str]:
    """Every row of every table but the run log as a line of JSON: tables by name, rows by key."""
    with record.looking() as connection:
        for table in sorted(tables.metadata.tables.values(), key=lambda t: t.name):
            if table.name in LOG or table.info.get("search"):
                continue
            for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
                told = {name: _plain(value) for name, value in row._mapping.items()}
                yield json.dumps({"table": table.name, **told}, ensure_ascii=False, sort_keys=True)
        yield from words(connection)


def words(connection: Connection) -> Iterator[str]:
    """The words of each article, in their order."""
    numbers = connection.execute(select(tables.articles.c.number).order_by(tables.articles.c.number)).scalars().all()
    for number, terms in terms_of(connection, numbers).items():
        told = {"table": tables.words.name, "number": number, "terms": " ".join(terms)}
        yield json.dumps(told, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value

"""The audit log: every change of the record in a chain of hashes, so that none can be taken out unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from rasid.store.engine import streamed
from rasid.store.tables import audit as log

BEGINNING = "0" * 64
LAST = select(log.c.seq, log.c.hash).order_by(log.c.seq.desc()).limit(1)


def append(connection: Connection, at: str, who: str, what: str, body: Mapping[str, Any]) -> None:
    """Write a change down, chained to the one before."""
    last = connection.execute(LAST).first()
    seq, before = (last.seq + 1, last.hash) if last is not None else (1, BEGINNING)
    told = json.dumps(body, ensure_ascii=False, sort_keys=True)
    row = {"seq": seq, "at": at, "who": who, "what": what, "body": told, "before": before}
    connection.execute(insert(log), {**row, "hash": link(before, seq, at, who, what, told)})


def link(before: str, seq: int, at: str, who: str, what: str, body: str) -> str:
    """The hash of an entry: over the hash before it and all that it says."""
    return hashlib.sha256("\0".join((before, str(seq), at, who, what, body)).encode()).hexdigest()


def faults(connection: Connection) -> Iterator[str]:
    """Where the chain is broken: an entry that was changed, taken out or put in."""
    before, expected = BEGINNING, 1
    with streamed(connection, select(log).order_by(log.c.seq), 500) as rows:
        for row in rows:
            if row.seq != expected:
                yield f"audit entry {expected}: is missing"
            if row.before != before:
                yield f"audit entry {row.seq}: does not follow the one before it"
            if row.hash != link(row.before, row.seq, row.at, row.who, row.what, row.body):
                yield f"audit entry {row.seq}: was changed"
            before, expected = row.hash, row.seq + 1

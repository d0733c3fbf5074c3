"""Corrections of people, laid over what the machine read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from rasid.model.record import Days, Report
from rasid.store import linking, tables

CHANGES: Mapping[str, Callable[[Report, Any], Report]] = {
    "killed": lambda r, v: replace(r, killed=v),
    "wounded": lambda r, v: replace(r, wounded=v),
    "plover": lambda r, v: replace(r, plover=v),
    "factuality": lambda r, v: replace(r, factuality=v),
    "date_from": lambda r, v: replace(r, days=_days(r.days, start=v)),
    "date_to": lambda r, v: replace(r, days=_days(r.days, end=v)),
}


def _days(days: Days | None, **changes: str | None) -> Days | None:
    given = {name: date.fromisoformat(value) if value else None for name, value in changes.items()}
    found = replace(days or Days(None, None, "day", "corrected"), **given)  # type: ignore[arg-type]
    return found if found.start or found.end else None


def apply_corrections(connection: Connection, ids: Sequence[str]) -> None:
    """Let assertions say what they were corrected to; the last correction of a field counts."""
    c, a = tables.corrections, tables.assertions
    for some in linking.chunks(ids):
        rows = connection.execute(select(c).where(c.c.record.in_(some)).order_by(c.c.seq)).all()
        changes: dict[str, dict[str, Any]] = {}
        for row in rows:
            changes.setdefault(row.record, {})[row.field] = json.loads(row.now)
        wanted = select(a.c.id, a.c.body, a.c.report).where(a.c.id.in_(sorted(changes)))
        for row in connection.execute(wanted).all():
            body, report, columns = json.loads(row.body), linking.READER.decode(row.report), {}
            for field, value in changes[row.id].items():
                report = CHANGES[field](report, value)
                if field in ("date_from", "date_to"):
                    empty = {"from": None, "to": None, "grain": "day", "basis": "corrected", "span": None}
                    body["date"] = {**(body["date"] or empty), field.removeprefix("date_"): value}
                else:
                    body[field] = value
                if field in a.c:
                    columns[field] = value
            body["corrected"] = sorted(changes[row.id])
            columns |= {"body": json.dumps(body, ensure_ascii=False), "report": msgspec.json.encode(report).decode()}
            connection.execute(update(a).where(a.c.id == row.id).values(columns))

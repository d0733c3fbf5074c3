"""What people judge and correct: added to the record, never written over, and obeyed by linking from then on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from rasid.errors import RecordError
from rasid.store import audit, linking, tables
from rasid.store.correcting import apply_corrections
from rasid.store.record import Record

ON_TWO = ("same", "different", "unsure")
ON_ONE = ("accepted", "rejected", "pending")
FIELDS: Mapping[str, str] = {
    "killed": "a whole number, or nothing",
    "wounded": "a whole number, or nothing",
    "date_from": "a day, YYYY-MM-DD, or nothing",
    "date_to": "a day, YYYY-MM-DD, or nothing",
    "plover": "a PLOVER event type, such as ASSAULT, or nothing",
    "factuality": "asserted, denied, possible, conditional, planned or averted",
}
FACTUALITY = ("asserted", "denied", "possible", "conditional", "planned", "averted")


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of an assertion that somebody set right."""

    record: str
    field: str
    was: Any
    now: Any
    by: str
    why: str
    at: str


class Judge:
    """Takes down what one person judges; `by` is a name for inside use, which no export carries."""

    def __init__(self, record: Record, by: str) -> None:
        if not by.strip():
            raise RecordError("a judgement needs a name: --by NAME (it stays in the record and in no export)")
        self.record = record
        self.by = by.strip()

    def judge(self, left: str, verdict: str, right: str = "", why: str = "") -> None:
        """Say that two assertions or incidents are the same or different, or accept or reject an assertion.

        An incident stands for its first assertion where it is called the same as another, and for each of its
        assertions where it is called different. Raises RecordError for an unknown id or verdict.
        """
        allowed = ON_TWO if right else ON_ONE
        if verdict not in allowed:
            what = "two of them" if right else "one assertion"
            raise RecordError(f"{verdict!r} is no verdict on {what}; it is one of {', '.join(allowed)}")
        with self.record.writing() as connection:
            at = self.record.clock()
            lefts = assertions_of(connection, left)
            rights = assertions_of(connection, right) if right else [""]
            if verdict != "different":
                lefts, rights = (lefts[:1], rights[:1]) if right else (lefts, rights)
            for one in lefts:
                for other in rights:
                    if one == other:
                        raise RecordError(f"{one} cannot be held against itself")
                    self.write(connection, one, other, verdict, why, at)
            linking.settle(connection, {*lefts, *(r for r in rights if r)}, at)

    def write(self, connection: Connection, left: str, right: str, verdict: str, why: str, at: str) -> None:
        """Add one judgement."""
        if right:
            left, right = sorted((left, right))
        a = tables.assertions
        quotes = [
            json.loads(body)["trigger"]
            for body in connection.execute(select(a.c.body).where(a.c.id.in_([left, right])).order_by(a.c.id)).scalars()
        ]
        row = {"left": left, "right": right, "verdict": verdict, "by": self.by, "why": why, "at": at}
        connection.execute(insert(tables.judgements), {**row, "quote": " | ".join(quotes)})
        if not right:
            connection.execute(update(a).where(a.c.id == left).values(verdict=verdict))
        audit.append(connection, at, self.by, "judge", {"left": left, "right": right, "verdict": verdict, "why": why})

    def correct(self, assertion: str, field: str, value: str, why: str) -> Correction:
        """Set a field of an assertion right; what it was stays on record.

        Raises RecordError for an unknown assertion or field, or a value that the field cannot have.
        """
        if field not in FIELDS:
            raise RecordError(f"{field!r} cannot be corrected; what can be: {', '.join(FIELDS)}")
        now = parsed(field, value)
        with self.record.writing() as connection:
            at = self.record.clock()
            a = tables.assertions
            row = connection.execute(select(a.c.body, a.c.report).where(a.c.id == assertion)).first()
            if row is None:
                raise unknown(assertion)
            was = told(json.loads(row.body), field)
            found = {"record": assertion, "field": field, "by": self.by, "why": why, "at": at}
            values = {"was": json.dumps(was, ensure_ascii=False), "now": json.dumps(now, ensure_ascii=False)}
            connection.execute(insert(tables.corrections), {**found, **values})
            apply_corrections(connection, [assertion])
            audit.append(connection, at, self.by, "correct", {**found, "was": was, "now": now})
            linking.relink(connection, [assertion], at)
        return Correction(assertion, field, was, now, self.by, why, at)


def unknown(id: str) -> RecordError:
    """The error for an id that the record does not hold."""
    return RecordError(f"the record holds no assertion or incident {id!r}; rasid find --json lists the ids")


def assertions_of(connection: Connection, id: str) -> list[str]:
    """The assertion of an id, or those of an incident, the first report first."""
    a, i = tables.assertions, tables.incidents
    if connection.execute(select(a.c.id).filter_by(id=id)).first() is not None:
        return [id]
    body = connection.execute(select(i.c.body).filter_by(id=id)).scalar()
    if body is None:
        raise unknown(id)
    return list(json.loads(body)["reports"])


def parsed(field: str, value: str) -> Any:
    """The value of a field out of what was typed."""
    value = value.strip()
    if not value and field != "factuality":
        return None
    if field in ("killed", "wounded"):
        if value.isdecimal():
            return int(value)
    elif field in ("date_from", "date_to"):
        with suppress(ValueError):
            return date.fromisoformat(value).isoformat()
    elif field == "plover":
        if value.isalpha() and value.isupper():
            return value
    elif value in FACTUALITY:
        return value
    raise RecordError(f"{value!r} does not fit {field}: it is {FIELDS[field]}")


def told(body: Mapping[str, Any], field: str) -> Any:
    """What an assertion says in a field."""
    if field in ("date_from", "date_to"):
        return (body.get("date") or {}).get(field.removeprefix("date_"))
    return body.get(field)

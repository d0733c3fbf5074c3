"""Corrections of people, laid over what the machine read, and kept when it reads again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from rasid.model.record import Report
from rasid.store import tables
from rasid.store.fields import FIELDS, Means
from rasid.store.lists import chunks
from rasid.store.reports import READER
from rasid.store.rows import assertion_row, drop_beside, put_assertions, put_beside, rewrite_assertion

ADDED = "added"  # the field of a correction that adds an assertion


def corrections_of(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, list[Any]]]:
    """The corrections of assertions by field, those made last behind; the field corrected last stands last."""
    c = tables.corrections
    found: dict[str, dict[str, list[Any]]] = {}
    for some in chunks(ids):
        rows = connection.execute(select(c).where(c.c.record.in_(some), c.c.field != ADDED).order_by(c.c.seq)).all()
        for row in rows:
            fields = found.setdefault(row.record, {})
            fields[row.field] = [*fields.pop(row.field, []), row]
    return found


def undone(rows: Sequence[Any]) -> bool:
    """Whether the last correction of a field gives back what was read."""
    return bool(rows[-1].now == rows[0].was)


def apply_corrections(
    connection: Connection, ids: Sequence[str], means: Means | None = None, *, fresh: bool = False
) -> None:
    """Let assertions say what they were corrected to; the last correction of a field counts.

    `fresh` assertions are as read just now: what was taken back leaves them so. Raises RecordError where actors,
    places or words were corrected and there are no means to read them.
    """
    b = tables.assertion_bodies
    found = corrections_of(connection, ids)
    for some in chunks(sorted(found)):
        for row in connection.execute(select(b).where(b.c.assertion.in_(some))).all():
            body, report = json.loads(row.body), READER.decode(row.report)
            for field, rows in found[row.assertion].items():
                if fresh and undone(rows):
                    continue
                FIELDS[field].put(body, json.loads(rows[-1].now))
                report = FIELDS[field].tell(report, body, means)  # type: ignore[arg-type]
            body["corrected"] = sorted(field for field, rows in found[row.assertion].items() if not undone(rows))
            rewrite(connection, report, body)


def rewrite(connection: Connection, report: Report, body: Mapping[str, Any]) -> None:
    """Write an assertion in the place of what it was."""
    rewrite_assertion(connection, assertion_row(report, body))
    drop_beside(connection, [report.id])
    put_beside(connection, [report])


# A new reading


def judged_rows(connection: Connection, article: str) -> list[Mapping[str, Any]]:
    """The assertions of an article that people accepted, added or corrected, as they stand."""
    a, b, c, j = tables.assertions, tables.assertion_bodies, tables.corrections, tables.judgements
    touched = or_(
        a.c.id.in_(select(c.c.record)),
        a.c.id.in_(select(j.c.left).where(j.c.right == "")),
    )
    wanted = select(a, b.c.body, b.c.report).join(b, b.c.assertion == a.c.id)
    wanted = wanted.where(a.c.article == article, a.c.verdict != "rejected", touched).order_by(a.c.id)
    rows = connection.execute(wanted).mappings().all()
    corrected = corrections_of(connection, [row["id"] for row in rows])
    return [
        dict(row)
        for row in rows
        if row["verdict"] == "accepted" or any(not undone(told) for told in corrected.get(row["id"], {}).values())
    ]


def carry_over(connection: Connection, article: str, new: Mapping[str, Report], at: str) -> set[str]:
    """Say again of the assertions of a new reading what people said of those that are no more.

    An assertion that stands on the same words, but is of another kind or type now, takes the place of the old one.
    Gives the ids of the old ones that have an heir.
    """
    heirs: dict[tuple[str, str], list[str]] = {}
    for id in new:
        heirs.setdefault(words_of(id), []).append(id)
    c, j = tables.corrections, tables.judgements
    found: set[str] = set()

    def heir(id: str) -> str:
        among = heirs.get(words_of(id), []) if id.startswith(f"{article}:") and id not in new else []
        if len(among) == 1:
            found.add(id)
            return among[0]
        return id

    own = f"{article}:"
    rows: Iterable[Any] = connection.execute(
        select(c).where(c.c.record.startswith(own, autoescape=True)).order_by(c.c.seq)
    ).all()
    known = {(row.record, row.field, row.now, row.by) for row in rows}
    for row in rows:
        to = heir(row.record)
        if to != row.record and (to, row.field, row.now, row.by) not in known:
            told = {**row._mapping, "record": to, "at": at, "why": carried(row.why, row.record)}
            connection.execute(insert(c), {k: v for k, v in told.items() if k != "seq"})
    rows = connection.execute(
        select(j)
        .where(or_(j.c.left.startswith(own, autoescape=True), j.c.right.startswith(own, autoescape=True)))
        .order_by(j.c.seq)
    ).all()
    known_verdicts = {(row.left, row.right, row.verdict, row.by) for row in rows}
    for row in rows:
        left, right = heir(row.left), heir(row.right)
        if right:
            left, right = sorted((left, right))
        if (left, right) != (row.left, row.right) and (left, right, row.verdict, row.by) not in known_verdicts:
            old = row.left if row.left not in new and row.left.startswith(own) else row.right
            told = {**row._mapping, "left": left, "right": right, "at": at, "why": carried(row.why, old)}
            connection.execute(insert(j), {k: v for k, v in told.items() if k != "seq"})
    return found


def carried(why: str, old: str) -> str:
    """The reason of a judgement that was carried over."""
    return f"{why} [carried over from {old}]".strip()


def words_of(id: str) -> tuple[str, str]:
    """The article and the words that the id of an assertion names."""
    article, _, rest = id.partition(":")
    _, _, rest = rest.partition(":")
    return article, rest.partition(":")[0]


def put_back(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Write assertions again that people stand for and the new reading does not find."""
    told = [{**row, "incident": None} for row in rows]
    if told:
        put_assertions(connection, told)
        put_beside(connection, [READER.decode(row["report"]) for row in told])
    return [str(row["id"]) for row in told]


def added(report: Report, words: str, start: int) -> tuple[Report, dict[str, Any]]:
    """An assertion that a person adds, with its body: its words, kind and type, and nothing else as yet."""
    body: dict[str, Any] = {
        "id": report.id,
        "kind": report.kind,
        "plover": report.plover,
        "mode": None,
        "trigger": words,
        "span": [start, start + len(words)],
        "sentence": 0,
        "source_actor": [],
        "target_actor": [],
        "addressee": [],
        "place": None,
        "date": None,
        "factuality": "asserted",
        "factuality_cues": [],
        "attribution": [],
        "condition": None,
        "condition_span": None,
        "deadline": None,
        "channel": None,
        "channel_span": None,
        "act": None,
        "weapons": [],
        "killed": None,
        "wounded": None,
        "quantity": None,
        "codes": {"plover": report.plover} if report.plover else {},
        "by": "a person",
        "score": 1.0,
    }
    return replace(report, quote=words), body

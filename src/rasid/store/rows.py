"""The rows of an assertion: its own, and those of its actors, areas and keys of comparison."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, update

from rasid.link.blocks import held_keys
from rasid.model.record import Report
from rasid.store import tables

BESIDE = (tables.parties, tables.areas, tables.keys)
LONG = ("body", "report")  # kept apart


def assertion_row(report: Report, body: Mapping[str, Any]) -> dict[str, Any]:
    """The row of an assertion with its body, but for its incident and verdict."""
    place = report.place
    day, last_day = tables.days_of(report.days, report.published)
    return {
        "id": report.id,
        "article": report.article,
        "kind": report.kind,
        "plover": report.plover,
        "mode": report.mode or None,
        "start": body["span"][0],
        "end": body["span"][1],
        "day": day,
        "last_day": last_day,
        "published": report.published.isoformat() if report.published else None,
        "outlet": report.outlet or None,
        "country": place.country or None if place else None,
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "factuality": report.factuality,
        "origin": report.origin_key,
        "score": report.score,
        "body": json.dumps(body, ensure_ascii=False),
        "report": msgspec.json.encode(report).decode(),
    }


def put_assertions(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows of assertions, their bodies beside them."""
    connection.execute(insert(tables.assertions), [{k: v for k, v in row.items() if k not in LONG} for row in rows])
    bodies = [{"assertion": row["id"], **{name: row[name] for name in LONG}} for row in rows]
    connection.execute(insert(tables.assertion_bodies), bodies)


def rewrite_assertion(connection: Connection, row: Mapping[str, Any]) -> None:
    """Write an assertion in the place of what it was."""
    a, b = tables.assertions, tables.assertion_bodies
    own = {name: value for name, value in row.items() if name not in LONG}
    connection.execute(update(a).where(a.c.id == row["id"]).values(own))
    connection.execute(update(b).where(b.c.assertion == row["id"]).values({name: row[name] for name in LONG}))


def put_beside(connection: Connection, reports: Iterable[Report]) -> None:
    """Write the actors, areas and keys of reports."""
    told = list(reports)
    parties = [row for report in told for row in party_rows(report)]
    areas = [
        {"assertion": report.id, "area": area}
        for report in told
        if report.place is not None
        for area in dict.fromkeys(report.place.path)
    ]
    keys = [{"assertion": report.id, "key": key} for report in told for key in held_keys(report)]
    for table, rows in zip(BESIDE, (parties, areas, keys), strict=True):
        if rows:
            connection.execute(insert(table), rows)


def drop_beside(connection: Connection, ids: Iterable[str]) -> None:
    """Take out the actors, areas and keys of assertions."""
    among = list(ids)
    for table in BESIDE:
        connection.execute(delete(table).where(table.c.assertion.in_(among)))


def party_rows(report: Report) -> list[dict[str, Any]]:
    """The rows of a report's actors: each actor, and each body that it is part of."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    sides = (
        ("source", report.source),
        ("target", report.target),
        ("addressee", report.addressee),
        ("speaker", report.chain),
    )
    for role, everyone in sides:
        for who in everyone:
            for depth, actor in enumerate(who.kin or (who.key,)):
                row = {"assertion": report.id, "role": role, "actor": actor, "depth": depth}
                row["published"] = report.published.isoformat() if report.published else None
                row |= {"name": who.name if not depth else "", "arabic": who.arabic if not depth else ""}
                known = found.get((role, actor))
                if known is None or known["depth"] > depth:
                    found[role, actor] = row
    return list(found.values())

"""Threats inside the record: followed anew when what is said of them changes, moved on by each report that comes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from rasid.link.incidents import order
from rasid.link.ledger import ENDS, REACH, day_of, follow, may_move, meets, moved, rank, steps, threat, with_steps
from rasid.model.record import Report, Threat, Who
from rasid.store import tables
from rasid.store.lists import SOME, column, remove, rows
from rasid.store.reports import Reports

THREAT = msgspec.json.Decoder(Threat)
OPEN = 1 << 10  # threats that are kept as they were last read
HAPPENED = ("event", "claim", "statement", "meeting")
HEARD = REACH + timedelta(days=60)  # what is published later than that moves a threat no more

A, PA, T, S, M = (t.c for t in (tables.assertions, tables.parties, tables.threats, tables.stakes, tables.moves))
LATER = (
    select(PA.assertion)
    .distinct()
    .join(tables.assertions, A.id == PA.assertion)
    .where(
        PA.actor.in_(SOME),
        or_(PA.depth == 0, PA.actor.in_(bindparam("own", expanding=True))),
        PA.role == "source",
        PA.published.between(bindparam("since"), bindparam("until")),
        A.kind.in_(HAPPENED),
    )
)
AT_STAKE = select(S.actor, S.role, S.depth, S.made, S.until, S.threat).where(
    S.actor.in_(SOME), S.made.between(bindparam("since"), bindparam("made")), S.until >= bindparam("least")
)
THREATS = select(T.id, T.words, T.body).where(T.id.in_(SOME))
UNDER = select(T.id).where(T.incident.in_(SOME))
MOVED_BY = select(T.incident).join(tables.moves, M.threat == T.id).where(M.report.in_(SOME)).distinct()
MADE_IN = select(A.incident, A.id).where(A.incident.in_(SOME), A.kind == "threat")
DROP_MOVES = delete(tables.moves).where(M.threat.in_(SOME))
DROP = (
    DROP_MOVES,
    delete(tables.stakes).where(S.threat.in_(SOME)),
    delete(tables.threats).where(T.id.in_(SOME)),
)


def follow_new(connection: Connection, new: Iterable[Report], reports: Reports) -> None:
    """Move on the threats that new reports move."""
    acts = [r for r in new if r.kind in HAPPENED and r.published is not None and may_move(r) and named(r.source)]
    near: dict[str, list[tuple[Report, bool]]] = {}
    for report, stake, by_issuer in staked(connection, acts):
        near.setdefault(stake, []).append((report, by_issuer))
    for row in list(rows(connection, THREATS, sorted(near))):
        words = words_of(row.words)
        likely = [report for report, by_issuer in near[row.id] if by_issuer or meets(report, words)]
        if not likely:
            continue
        item = threat_of(row.body)
        found = [(rank(r), move) for r in likely if (move := moved(item, r, words)) is not None]
        if not found:
            continue
        earlier = reports.of(move.by for move in item.moves)
        found += [(rank(earlier[move.by]), move) for move in item.moves if move.by in earlier]
        now = with_steps(item, steps(found))
        if now.moves != item.moves:
            values = {"status": now.status, "body": msgspec.json.encode(now).decode()}
            connection.execute(update(tables.threats).where(T.id == item.id).values(values))
            connection.execute(update(tables.stakes).where(S.threat == item.id).values(until=until(now)))
            remove(connection, DROP_MOVES, [item.id])
            connection.execute(insert(tables.moves), move_rows(now))


@lru_cache(maxsize=OPEN)
def threat_of(told: str) -> Threat:
    """A threat as its row keeps it."""
    return THREAT.decode(told)


@lru_cache(maxsize=1 << 12)
def words_of(told: str) -> frozenset[str]:
    """The content words of a condition as a threat's row keeps them."""
    return frozenset(json.loads(told))


def staked(connection: Connection, acts: Sequence[Report]) -> Iterator[tuple[Report, str, bool]]:
    """Reports, each with the threats made by, or to, those who act in it, in the days before it, and whether by."""
    windows = []
    for report in acts:
        on = day_of(report)
        if on is None or report.published is None:
            continue
        since, least = (report.published - HEARD).isoformat(), min(on, report.published).isoformat()
        own = {who.key for who in named(report.source)}
        above = {key for who in named(report.source) for key in who.kin} | own
        windows.append((report, since, least, own, above))
    if not windows:
        return
    since, most = min(w[1] for w in windows), max(w[2] for w in windows)
    least = min(w[2] for w in windows)
    actors = sorted({key for w in windows for key in w[4]})
    by_actor: dict[str, list[Any]] = {}
    for row in rows(connection, AT_STAKE, actors, since=since, made=most, least=least):
        by_actor.setdefault(row[0], []).append(row)
    for report, since, least, own, above in windows:
        near: dict[str, bool] = {}
        for actor in above & by_actor.keys():
            for _, role, depth, made, ends, stake in by_actor[actor]:
                if since <= made <= least <= ends and (actor in own or depth == 0):
                    near[stake] = role == "issuer" or near.get(stake, False)
        for stake in sorted(near):
            yield report, stake, near[stake]


def follow_anew(connection: Connection, told: Mapping[str, Sequence[Report]], reports: Reports) -> None:
    """Write down the threats of incidents, by the reports that threaten, with all that became of them."""
    drop(connection, sorted(told))
    for incident, threats in told.items():
        if not threats:
            continue
        item = threat(threats)
        words = sorted({word for report in threats for word in report.condition_words})
        now = follow(item, later_reports(connection, item, reports), None, words)
        row = {
            "id": now.id,
            "incident": incident,
            "made": now.made.isoformat() if now.made else None,
            "deadline": now.deadline.end.isoformat() if now.deadline and now.deadline.end else None,
            "status": now.status,
            "words": json.dumps(words, ensure_ascii=False),
            "body": msgspec.json.encode(now).decode(),
        }
        connection.execute(insert(tables.threats), row)
        for table, found in ((tables.stakes, stake_rows(now)), (tables.moves, move_rows(now))):
            if found:
                connection.execute(insert(table), found)


def follow_again(connection: Connection, incidents: Collection[str], reports: Reports) -> None:
    """Follow the threats of incidents anew, as far as these are still there."""
    told: dict[str, list[str]] = {}
    for row in rows(connection, MADE_IN, sorted(incidents)):
        told.setdefault(row.incident, []).append(row.id)
    known = reports.of(id for ids in told.values() for id in ids)
    follow_anew(connection, {i: [known[id] for id in ids if id in known] for i, ids in told.items()}, reports)


def moved_by(connection: Connection, ids: Iterable[str]) -> list[str]:
    """The incidents of the threats that these reports moved."""
    return sorted(set(column(connection, MOVED_BY, sorted(ids))))


def drop(connection: Connection, incidents: Sequence[str]) -> None:
    """Take out the threats that are followed under incidents."""
    threats = column(connection, UNDER, incidents)
    for line in DROP:
        remove(connection, line, threats)


def later_reports(connection: Connection, item: Threat, reports: Reports) -> list[Report]:
    """The reports of what those who threaten, and those who are threatened, did later."""
    sides = named((*item.issuer, *item.addressee))
    if not sides or item.made is None:
        return []
    above = sorted({key for who in sides for key in (*who.kin, who.key)})
    span = {"since": item.made.isoformat(), "until": (item.made + HEARD).isoformat()}
    ids = column(connection, LATER, above, own=sorted({who.key for who in sides}), **span)
    return sorted(reports.of(ids).values(), key=order)


def named(actors: Iterable[Who]) -> list[Who]:
    """The actors that are more than an unnamed somebody."""
    return [who for who in actors if not who.anonymous]


def until(item: Threat) -> str:
    """The last day on which a report can move a threat."""
    assert item.made is not None
    ends = [move.on for move in item.moves if move.status in ENDS and move.on is not None]
    return min([item.made + HEARD, *ends]).isoformat()


def stake_rows(item: Threat) -> list[dict[str, Any]]:
    """The rows of those who threaten and are threatened, each with the bodies that it is part of."""
    if item.made is None:
        return []
    depths: dict[tuple[str, str], int] = {}
    for role, side in (("issuer", item.issuer), ("addressee", item.addressee)):
        for who in named(side):
            for depth, actor in enumerate(who.kin or (who.key,)):
                depths[actor, role] = min(depth, depths.get((actor, role), depth))
    told = {"made": item.made.isoformat(), "until": until(item), "threat": item.id}
    return [{"actor": actor, "role": role, "depth": depth, **told} for (actor, role), depth in depths.items()]


def move_rows(item: Threat) -> list[dict[str, Any]]:
    """The rows of the reports that moved a threat."""
    return [{"report": by, "threat": item.id} for by in dict.fromkeys(move.by for move in item.moves)]

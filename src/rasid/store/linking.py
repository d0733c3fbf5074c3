"""Linking inside the record: only what a new article touches is compared and put together again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, or_, select, union_all, update

from rasid.link.blocks import comparable, sought_keys
from rasid.link.cluster import KEPT, LINKED, groups
from rasid.link.features import compare, in_one_breath, ruled_out
from rasid.link.incidents import incident
from rasid.model.record import Incident, Judged, Pair, Report
from rasid.store import following, tables
from rasid.store.lists import SOME, column, remove, rows
from rasid.store.reports import Reports

A, P, K, J, G = (t.c for t in (tables.assertions, tables.pairs, tables.keys, tables.judgements, tables.tombstones))
INCIDENT, BODY = tables.incidents.c, tables.incident_bodies.c
MATE = tables.assertions.alias("mate")
UNDER_KEYS = select(K.key, K.assertion).where(K.key.in_(SOME))
TOLD_IN = select(A.id).where(A.article.in_(SOME), A.incident.is_not(None))
HANGING = union_all(
    select(P.right).where(P.left.in_(SOME), P.score >= LINKED),
    select(P.left).where(P.right.in_(SOME), P.score >= LINKED),
    select(MATE.c.id).join(tables.assertions, A.incident == MATE.c.incident).where(A.id.in_(SOME)),
)
CALLED_SAME = union_all(
    select(J.right).where(J.left.in_(SOME), J.right != "", J.verdict == "same"),
    select(J.left).where(J.right.in_(SOME), J.verdict == "same"),
)
EVIDENCE = select(P.left, P.right, P.score).where(P.left.in_(SOME))
JUDGED = select(J.left, J.right, J.verdict, J.seq).where(J.left.in_(SOME), J.right != "")
ANY_JUDGED = select(J.seq).limit(1)
VERDICTS = select(J.left, J.verdict).where(J.left.in_(SOME), J.right == "").order_by(J.seq)
STANDING = select(A.id, A.incident, A.verdict).where(A.id.in_(SOME))
BODIES = select(BODY.incident, BODY.body).where(BODY.incident.in_(SOME))
MEMBERS = select(A.id).where(A.incident.in_(SOME))
MOVE = update(tables.assertions).where(A.id == bindparam("report")).values(incident=bindparam("home"))
DROP_PAIRS = delete(tables.pairs).where(or_(P.left.in_(SOME), P.right.in_(SOME)))
DROP_KEYS = delete(tables.keys).where(K.assertion.in_(SOME))
DROP_INCIDENTS = (
    delete(tables.incident_bodies).where(BODY.incident.in_(SOME)),
    delete(tables.incidents).where(INCIDENT.id.in_(SOME)),
)
DROP_TOMBSTONES = delete(tables.tombstones).where(G.old.in_(SOME))
DROP_ASSERTIONS = (
    DROP_PAIRS,
    DROP_KEYS,
    *(delete(t).where(t.c.assertion.in_(SOME)) for t in (tables.parties, tables.areas, tables.assertion_bodies)),
    delete(tables.assertions).where(A.id.in_(SOME)),
)


@dataclass(frozen=True, slots=True)
class Left:
    """What reports that were taken out left: those that stood with them, and the incidents of threats they moved."""

    mates: Sequence[str] = ()
    moved: Sequence[str] = ()


NOTHING_LEFT = Left()


def link_reports(
    connection: Connection, ids: Sequence[str], articles: Sequence[str], at: str, left: Left = NOTHING_LEFT
) -> None:
    """Compare new reports with those that may tell of the same, and put the incidents they touch together again.

    `articles` are those whose story changed: the incidents that they are told in count their origins anew. `left` is
    what was left by reports that are no more.
    """
    reports = Reports(connection)
    new = reports.of(ids)
    compared = {id: r for id, r in new.items() if comparable(r)}
    store_pairs(connection, compared, reports)
    settle(connection, {*compared, *left.mates, *column(connection, TOLD_IN, articles)}, at, reports)
    following.follow_again(connection, left.moved, reports)
    following.follow_new(connection, new.values(), reports)


def relink(connection: Connection, ids: Sequence[str], at: str) -> None:
    """Compare reports anew that say something else now."""
    reports = Reports(connection)
    told = reports.of(ids)
    whole, _, _ = component(connection, set(told))
    remove(connection, DROP_PAIRS, sorted(told))
    store_pairs(connection, {id: r for id, r in told.items() if comparable(r)}, reports)
    settle(connection, whole, at, reports)
    follow_again(connection, ids)


def follow_again(connection: Connection, ids: Sequence[str]) -> None:
    """Follow up anew the threats that reports move, or moved before they said something else."""
    reports = Reports(connection)
    following.follow_again(connection, following.moved_by(connection, ids), reports)
    following.follow_new(connection, reports.of(ids).values(), reports)


def store_pairs(connection: Connection, new: Mapping[str, Report], reports: Reports) -> None:
    """Compare each of these reports with all that share a key with it, and keep what evidence there is."""
    sought: dict[str, list[str]] = {}
    for id, report in sorted(new.items()):
        for key in sought_keys(report):
            sought.setdefault(key, []).append(id)
    worth: set[tuple[str, str]] = set()
    for row in rows(connection, UNDER_KEYS, sorted(sought)):
        worth |= {(min(id, row.assertion), max(id, row.assertion)) for id in sought[row.key] if id != row.assertion}
    known = reports.of({id for pair in worth for id in pair})
    found = []
    for left, right in sorted(worth):
        pair = compare(known[left], known[right]) if left in known and right in known else None
        if pair is not None and pair.score > KEPT:
            reasons = json.dumps(pair.reasons, ensure_ascii=False)
            found.append({"left": pair.left, "right": pair.right, "score": pair.score, "reasons": reasons})
    if found:
        connection.execute(insert(tables.pairs), found)


def settle(connection: Connection, touched: Collection[str], at: str, reports: Reports | None = None) -> None:
    """Put the incidents together that these reports, and all that hang together with them, make.

    An incident whose reports stay together, none of them touched, is left as it is.
    """
    if not touched:
        return
    reports = reports or Reports(connection)
    whole, pairs, judged = component(connection, touched)
    standing = {row.id: row for row in rows(connection, STANDING, sorted(whole))}
    told = sorted(id for id, row in standing.items() if row.verdict != "rejected")
    before = {id: row.incident for id, row in standing.items() if row.incident}
    stood: dict[str, set[str]] = {}
    for id, home in before.items():
        stood.setdefault(home, set()).add(id)

    def barred(one: str, other: str) -> bool:
        known = reports.of(told)
        return ruled_out(known[one], known[other])

    changed: list[tuple[str, ...]] = []
    for group in groups(told, pairs, judged, barred, one_breath(pairs, set(told), reports)):
        if stood.get(before.get(group[0], "")) == set(group) and not set(group) & set(touched):
            for id in group:
                del before[id]
        else:
            changed.append(group)
    known = reports.of(id for group in changed for id in group)
    made = [incident([known[id] for id in group]) for group in changed]
    write_incidents(connection, made, before, at)
    threats = {item.id: [known[id] for id in item.reports if known[id].kind == "threat"] for item in made}
    following.follow_anew(connection, threats, reports)


def one_breath(pairs: Iterable[Pair], told: Collection[str], reports: Reports) -> list[tuple[str, str]]:
    """The pairs with evidence that one sentence tells; the id of an assertion begins with its article."""
    near = [
        (p.left, p.right)
        for p in pairs
        if p.score >= LINKED
        and p.left.partition(":")[0] == p.right.partition(":")[0]
        and p.left in told
        and p.right in told
    ]
    known = reports.of(sorted({id for pair in near for id in pair}))
    return [(left, right) for left, right in near if in_one_breath(known[left], known[right])]


def component(connection: Connection, touched: Collection[str]) -> tuple[set[str], list[Pair], list[Judged]]:
    """All reports that hang together with these by evidence or judgement, with the pairs and judgements among them."""
    judges = connection.execute(ANY_JUDGED).first() is not None
    whole, edge = set(touched), set(touched)
    while edge:
        near = {row[0] for row in rows(connection, HANGING, sorted(edge))}
        if judges:
            near |= {row[0] for row in rows(connection, CALLED_SAME, sorted(edge))}
        edge = near - whole
        whole |= edge
    among = sorted(whole)
    pairs = [Pair(r.left, r.right, r.score) for r in rows(connection, EVIDENCE, among) if r.right in whole]
    found = []
    if judges:
        told = rows(connection, JUDGED, among)
        found = [Judged(r.left, r.right, r.verdict, r.seq) for r in told if r.right in whole]
    return whole, pairs, sorted(found, key=lambda judgement: judgement.seq)


def write_incidents(connection: Connection, made: Sequence[Incident], before: Mapping[str, str], at: str) -> None:
    """Write incidents in the place of those their reports stood in; ids that go leave a tombstone."""
    old, new = set(before.values()), {item.id for item in made}
    gone = sorted(old - new)
    home = {report: item.id for item in made for report in item.reports}
    bodies = {row.incident: row.body for row in rows(connection, BODIES, sorted(old | new))}
    fresh, fresh_bodies = [], []
    for item in made:
        body = msgspec.json.encode(item).decode()
        if item.id not in bodies:
            fresh.append(incident_row(item, at))
            fresh_bodies.append({"incident": item.id, "body": body})
        elif bodies[item.id] != body:
            connection.execute(update(tables.incidents).where(INCIDENT.id == item.id).values(incident_row(item, at)))
            connection.execute(
                update(tables.incident_bodies).where(BODY.incident == item.id).values(incident=item.id, body=body)
            )
    if fresh:
        connection.execute(insert(tables.incidents), fresh)
        connection.execute(insert(tables.incident_bodies), fresh_bodies)
    moved = [{"report": r, "home": home.get(r)} for r in sorted({*before, *home}) if before.get(r) != home.get(r)]
    if moved:
        connection.execute(MOVE, moved)
    if gone:
        leave(connection, gone, before, home, new, at)


def leave(
    connection: Connection,
    gone: Sequence[str],
    before: Mapping[str, str],
    home: Mapping[str, str],
    new: Collection[str],
    at: str,
) -> None:
    """Take incidents out and leave a tombstone for each that names its heirs."""
    heirs: dict[str, set[str]] = {id: set() for id in gone}
    for report, id in before.items():
        if id in heirs and report in home:
            heirs[id].add(home[report])
    remove(connection, DROP_TOMBSTONES, sorted({*gone, *new}))
    connection.execute(
        insert(tables.tombstones),
        [
            {
                "old": id,
                "kind": "merged" if len(heirs[id]) == 1 else "split" if heirs[id] else "withdrawn",
                "new": ";".join(sorted(heirs[id])),
                "at": at,
                "why": "linked anew",
            }
            for id in gone
        ],
    )
    drop_incidents(connection, gone)


def drop_incidents(connection: Connection, ids: Sequence[str]) -> None:
    """Take incidents out with the threats that are followed under them."""
    following.drop(connection, ids)
    for line in DROP_INCIDENTS:
        remove(connection, line, ids)


def incident_row(item: Incident, at: str) -> dict[str, Any]:
    """The row of an incident."""
    killed, wounded = item.estimate("killed"), item.estimate("wounded")
    day, last_day = tables.days_of(item.days, item.first_published)
    return {
        "id": item.id,
        "plover": item.plover,
        "mode": item.mode or None,
        "kind": item.kind,
        "day": day,
        "last_day": last_day,
        "country": item.place.country or None if item.place else None,
        "place": item.place.name if item.place else None,
        "lat": item.place.lat if item.place else None,
        "lon": item.place.lon if item.place else None,
        "factuality": item.factuality,
        "stance": item.stance,
        "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "wounded_low": wounded.low if wounded else None,
        "wounded_best": wounded.best if wounded else None,
        "wounded_high": wounded.high if wounded else None,
        "n_reports": len(item.reports),
        "n_articles": len(item.articles),
        "n_outlets": len(item.outlets),
        "n_origins": len(item.origins),
        "first": item.first,
        "first_published": item.first_published.isoformat() if item.first_published else None,
        "modified": at,
    }


# Taking apart


def unlink(connection: Connection, article: str) -> Left:
    """Take the assertions of an article out; gives what they left."""
    own = list(connection.execute(select(A.id).where(A.article == article).order_by(A.id)).scalars())
    incidents, moved = set(homes_of(connection, own)), following.moved_by(connection, own)
    near = set(column(connection, MEMBERS, sorted(incidents))) - set(own)
    for line in DROP_ASSERTIONS:
        remove(connection, line, own)
    drop_incidents(connection, sorted(incidents - set(homes_of(connection, near))))
    return Left(sorted(near), moved)


def homes_of(connection: Connection, reports: Iterable[str]) -> Iterator[str]:
    """The incidents that reports stand in."""
    return (row.incident for row in rows(connection, STANDING, sorted(reports)) if row.incident)


def verdicts_on(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The last verdict of people on each of these assertions."""
    return {row.left: row.verdict for row in rows(connection, VERDICTS, ids)}

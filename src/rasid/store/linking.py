"""Linking inside the record: only what a new article touches is compared and put together again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, insert, or_, select, text, update

from rasid.link.blocks import comparable, sought_keys, window
from rasid.link.cluster import KEPT, LINKED, groups
from rasid.link.copies import Story, bands, first_of, likeness
from rasid.link.features import compare, in_one_breath, ruled_out
from rasid.link.incidents import incident, order
from rasid.link.ledger import REACH, follow, moved, threat
from rasid.model.record import Incident, Judged, Pair, Report, Threat
from rasid.store import tables

V = TypeVar("V")
CHUNK = 400  # values of one IN
READER = msgspec.json.Decoder(Report)
THREAT = msgspec.json.Decoder(Threat)
HAPPENED = ("event", "claim", "statement", "meeting")


def chunks(values: Iterable[V], size: int = CHUNK) -> Iterator[list[V]]:
    """Values in lists of at most so many."""
    rest = iter(values)
    while found := list(islice(rest, size)):
        yield found


# Copies


def link_copies(connection: Connection, story: Story) -> tuple[str, ...]:
    """Link an article with those whose words it repeats, or that repeat its words.

    Gives the articles whose story is another now.
    """
    b, li = tables.bands, tables.likenesses
    near: set[str] = set()
    for some in chunks(bands(story.words)):
        near |= set(connection.execute(select(b.c.article).where(b.c.band.in_(some))).scalars())
    near.discard(story.article)
    if story.url:
        t = tables.articles
        near |= set(connection.execute(select(t.c.id).where(t.c.url == story.url, t.c.id != story.article)).scalars())
    rows = []
    for other in stories(connection, near):
        earlier = first_of([story, other])
        later = other if earlier is story else story
        found = likeness(earlier, later)
        if found is not None:
            rows.append({"earlier": earlier.article, "later": later.article, "role": found.role, "share": found.share})
    if not rows:
        return ()
    connection.execute(insert(li), rows)
    return regroup(connection, story.article)


def stories(connection: Connection, articles: Collection[str]) -> list[Story]:
    """Articles as they are compared, their words out of the index."""
    t, found = tables.articles, []
    columns = (t.c.id, t.c.number, t.c.outlet, t.c.url, t.c.published)
    for some in chunks(sorted(articles)):
        rows = connection.execute(select(*columns).where(t.c.id.in_(some))).all()
        terms = terms_of(connection, [row.number for row in rows])
        for row in rows:
            day = date.fromisoformat(row.published) if row.published else None
            found.append(Story(row.id, terms[row.number], row.outlet or "", row.url or "", day))
    return sorted(found, key=lambda s: s.article)


def terms_of(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The words of articles in their order, by the number of the article."""
    found: dict[int, list[str]] = {number: [] for number in numbers}
    for some in chunks(numbers):
        among: BindParameter[list[int]] = bindparam("some", some, expanding=True)
        if connection.dialect.name == "sqlite":
            line = text("SELECT rowid AS number, terms FROM words WHERE rowid IN :some").bindparams(among)
            for row in connection.execute(line):
                found[row.number] = row.terms.split()
        else:
            line = text(
                "SELECT number, lexeme FROM (SELECT number, lexeme, unnest(positions) AS at FROM words, unnest(terms) "
                "WHERE number IN :some) AS w ORDER BY number, at"
            ).bindparams(among)
            for row in connection.execute(line):
                found[row.number].append(row.lexeme)
    return {number: tuple(words) for number, words in found.items()}


def regroup(connection: Connection, article: str) -> tuple[str, ...]:
    """Name the story of a group of copies after the article that came first; gives those whose story changed."""
    li, t = tables.likenesses, tables.articles
    group, edge = {article}, [article]
    links: dict[tuple[str, str], Any] = {}
    while edge:
        rows = connection.execute(select(li).where(or_(li.c.earlier.in_(edge), li.c.later.in_(edge)))).all()
        links |= {(row.earlier, row.later): row for row in rows}
        edge = sorted({a for row in rows for a in (row.earlier, row.later)} - group)
        group |= set(edge)
    columns = (t.c.id, t.c.published, t.c.story, t.c.role, t.c.share)
    now = {row.id: row for row in connection.execute(select(*columns).where(t.c.id.in_(sorted(group))))}
    first = min(now, key=lambda a: (now[a].published or "9", a))
    changed = []
    for id in sorted(group):
        own = [row for (_, later), row in sorted(links.items()) if later == id]
        best = max(own, key=lambda r: (r.earlier == first, r.share, r.earlier), default=None)
        role, share = (best.role, best.share) if best is not None and id != first else ("original", None)
        told = now[id]
        if (told.story, told.role, told.share) != (first, role, share):
            connection.execute(update(t).where(t.c.id == id).values(story=first, role=role, share=share))
            if told.story != first:
                changed.append(id)
    return tuple(changed)


# Incidents


def reports_of(connection: Connection, ids: Iterable[str]) -> dict[str, Report]:
    """Reports by id, each with the story that its article belongs to; those that people rejected are left out."""
    a, t = tables.assertions, tables.articles
    found: dict[str, Report] = {}
    for some in chunks(sorted(set(ids))):
        wanted = select(a.c.id, a.c.report, t.c.story).join(t, t.c.id == a.c.article)
        for row in connection.execute(wanted.where(a.c.id.in_(some), a.c.verdict != "rejected")):
            found[row.id] = with_story(READER.decode(row.report), row.story)
    return found


def with_story(report: Report, story: str) -> Report:
    """A report with the story its article belongs to."""
    return report if report.story == story else replace(report, story=story)


def link_reports(connection: Connection, ids: Sequence[str], articles: Sequence[str], at: str) -> None:
    """Compare new reports with those that may tell of the same, and put the incidents they touch together again.

    `articles` are those whose story changed: the incidents that they are told in count their origins anew.
    """
    new = reports_of(connection, ids)
    compared = {id: r for id, r in new.items() if comparable(r)}
    store_pairs(connection, compared)
    again = set(compared)
    a = tables.assertions
    for some in chunks(articles):
        again |= set(
            connection.execute(select(a.c.id).where(a.c.article.in_(some), a.c.incident.is_not(None))).scalars()
        )
    settle(connection, again, at)
    follow_threats(connection, new.values())


def relink(connection: Connection, ids: Sequence[str], at: str) -> None:
    """Compare reports anew that say something else now."""
    p = tables.pairs
    told = reports_of(connection, ids)
    whole, _, _ = component(connection, set(told))
    for some in chunks(sorted(told)):
        connection.execute(delete(p).where(or_(p.c.left.in_(some), p.c.right.in_(some))))
    store_pairs(connection, {id: r for id, r in told.items() if comparable(r)})
    settle(connection, whole, at)
    follow_again(connection, ids)


def follow_again(connection: Connection, ids: Sequence[str]) -> None:
    """Follow up anew the threats that reports are or move, or were or moved before they said something else."""
    t = tables.threats
    for id in ids:
        named = t.c.body.contains(json.dumps(id)[1:-1], autoescape=True)
        for home in connection.execute(select(t.c.incident).where(named)).scalars().all():
            follow_threat(connection, home)
    follow_threats(connection, reports_of(connection, ids).values())


def store_pairs(connection: Connection, new: Mapping[str, Report]) -> None:
    """Compare each of these reports with all that share a key with it, and keep what evidence there is."""
    k = tables.keys
    rows: dict[tuple[str, str], Pair] = {}
    for id, report in sorted(new.items()):
        near: set[str] = set()
        for some in chunks(sought_keys(report)):
            near |= set(connection.execute(select(k.c.assertion).where(k.c.key.in_(some))).scalars())
        near.discard(id)
        for other in reports_of(connection, near).values():
            if (min(id, other.id), max(id, other.id)) in rows:
                continue
            pair = compare(report, other)
            if pair is not None and pair.score > KEPT:
                rows[pair.left, pair.right] = pair
    told = [
        {"left": p.left, "right": p.right, "score": p.score, "reasons": json.dumps(p.reasons, ensure_ascii=False)}
        for p in rows.values()
    ]
    if told:
        connection.execute(insert(tables.pairs), told)


def settle(connection: Connection, touched: Collection[str], at: str) -> None:
    """Put the incidents together that these reports, and all that hang together with them, make."""
    if not touched:
        return
    whole, pairs, judged = component(connection, touched)
    told = reports_of(connection, whole)
    a = tables.assertions
    before: dict[str, str] = {}
    for some in chunks(sorted(whole)):
        rows = connection.execute(select(a.c.id, a.c.incident).where(a.c.id.in_(some), a.c.incident.is_not(None)))
        before |= {row.id: row.incident for row in rows}

    def barred(one: str, other: str) -> bool:
        return ruled_out(told[one], told[other])

    breath = [(p.left, p.right) for p in pairs if p.left in told and p.right in told]
    breath = [pair for pair in breath if in_one_breath(told[pair[0]], told[pair[1]])]
    made = [incident([told[id] for id in group]) for group in groups(told, pairs, judged, barred, breath)]
    write_incidents(connection, made, before, at)
    for item in made:
        if any(told[id].kind == "threat" for id in item.reports):
            follow_threat(connection, item.id)


def component(connection: Connection, touched: Collection[str]) -> tuple[set[str], list[Pair], list[Judged]]:
    """All reports that hang together with these by evidence or judgement, with the pairs and judgements among them."""
    p, j, a = tables.pairs, tables.judgements, tables.assertions
    whole, edge = set(touched), set(touched)
    judges = connection.execute(select(j.c.seq).limit(1)).first() is not None
    while edge:
        near: set[str] = set()
        for some in chunks(sorted(edge)):
            strong = select(p.c.left, p.c.right).where(
                p.c.score >= LINKED, or_(p.c.left.in_(some), p.c.right.in_(some))
            )
            judged = select(j.c.left, j.c.right).where(
                j.c.verdict == "same", or_(j.c.left.in_(some), j.c.right.in_(some))
            )
            for question in (strong, judged) if judges else (strong,):
                for row in connection.execute(question):
                    near |= {row.left, row.right}
            mates = select(a.c.incident).where(a.c.id.in_(some), a.c.incident.is_not(None))
            near |= set(connection.execute(select(a.c.id).where(a.c.incident.in_(mates))).scalars())
        edge = near - whole
        whole |= edge
    pairs: list[Pair] = []
    found: list[Judged] = []
    for some in chunks(sorted(whole)):
        rows = connection.execute(select(p.c.left, p.c.right, p.c.score).where(p.c.left.in_(some)))
        pairs += [Pair(r.left, r.right, r.score) for r in rows if r.right in whole]
        if not judges:
            continue
        judged = select(j.c.left, j.c.right, j.c.verdict, j.c.seq).where(j.c.left.in_(some), j.c.right != "")
        found += [Judged(r.left, r.right, r.verdict, r.seq) for r in connection.execute(judged) if r.right in whole]
    return whole, pairs, sorted(found, key=lambda judgement: judgement.seq)


def write_incidents(connection: Connection, made: Sequence[Incident], before: Mapping[str, str], at: str) -> None:
    """Write incidents in the place of those their reports stood in; ids that go leave a tombstone."""
    i, a, g = tables.incidents, tables.assertions, tables.tombstones
    old, new = set(before.values()), {item.id for item in made}
    gone = sorted(old - new)
    home = {report: item.id for item in made for report in item.reports}
    bodies: dict[str, str] = {}
    for some in chunks(sorted(old)):
        bodies |= {r.id: r.body for r in connection.execute(select(i.c.id, i.c.body).where(i.c.id.in_(some)))}
    for item in made:
        row = incident_row(item, at)
        if item.id not in bodies:
            if connection.execute(select(i.c.id).filter_by(id=item.id)).first() is None:
                connection.execute(insert(i), row)
            else:
                connection.execute(update(i).where(i.c.id == item.id).values(row))
        elif bodies[item.id] != row["body"]:
            connection.execute(update(i).where(i.c.id == item.id).values(row))
        moved = [r for r in item.reports if before.get(r) != item.id]
        for some in chunks(moved):
            connection.execute(update(a).where(a.c.id.in_(some)).values(incident=item.id))
    for some in chunks(sorted(set(before) - set(home))):
        connection.execute(update(a).where(a.c.id.in_(some)).values(incident=None))
    if gone:
        heirs: dict[str, set[str]] = {id: set() for id in gone}
        for report, id in before.items():
            if id in heirs and report in home:
                heirs[id].add(home[report])
        connection.execute(delete(g).where(g.c.old.in_([*gone, *new])))
        connection.execute(
            insert(g),
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
        connection.execute(delete(tables.threats).where(tables.threats.c.incident.in_(gone)))
        connection.execute(delete(i).where(i.c.id.in_(gone)))


def incident_row(item: Incident, at: str) -> dict[str, Any]:
    """The row of an incident."""
    killed, wounded = item.estimate("killed"), item.estimate("wounded")
    return {
        "id": item.id,
        "plover": item.plover,
        "mode": item.mode or None,
        "kind": item.kind,
        "date_from": item.days.start.isoformat() if item.days and item.days.start else None,
        "date_to": item.days.end.isoformat() if item.days and item.days.end else None,
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
        "body": msgspec.json.encode(item).decode(),
    }


# Threats


def follow_threats(connection: Connection, new: Iterable[Report]) -> None:
    """Follow up the threats that new reports move, or moved when they said something else."""
    near: dict[str, list[Report]] = {}
    for report in new:
        for id in threats_near(connection, report):
            near.setdefault(id, []).append(report)
    a, t = tables.assertions, tables.threats
    for some in chunks(sorted(near)):
        wanted: dict[str, set[str]] = {}
        homes = select(a.c.id, a.c.incident).where(a.c.incident.in_(some), a.c.kind == "threat")
        home = {row.id: row.incident for row in connection.execute(homes)}
        for report in reports_of(connection, home).values():
            wanted.setdefault(home[report.id], set()).update(report.condition_words)
        for row in connection.execute(select(t.c.incident, t.c.body).where(t.c.incident.in_(some))).all():
            item = THREAT.decode(row.body)
            before, words = {move.by for move in item.moves}, wanted.get(row.incident, set())
            if any(r.id in before or moved(item, r, words) is not None for r in near[row.incident]):
                follow_threat(connection, row.incident)


def threats_near(connection: Connection, report: Report) -> list[str]:
    """The incidents of threats made by, or to, those who act in a report, in the days before it."""
    a, p = tables.assertions, tables.parties
    span = window(report)
    named = [w for w in report.source if not w.anonymous]
    if span is None or report.kind not in HAPPENED or not named:
        return []
    above = sorted({key for who in named for key in who.kin})
    own = sorted({who.key for who in named})
    since = (span[0] - REACH - timedelta(days=60)).isoformat()
    wanted = (
        select(a.c.incident)
        .distinct()
        .join(p, p.c.assertion == a.c.id)
        .where(
            a.c.kind == "threat",
            a.c.incident.is_not(None),
            p.c.published >= since,
            p.c.published <= (span[1] + timedelta(days=1)).isoformat(),
            or_(and_(p.c.actor.in_(above), p.c.depth == 0), p.c.actor.in_(own)),
        )
    )
    return list(connection.execute(wanted).scalars())


def follow_threat(connection: Connection, id: str) -> None:
    """Write down a threat with all that became of it."""
    a, t = tables.assertions, tables.threats
    own = reports_of(connection, connection.execute(select(a.c.id).where(a.c.incident == id)).scalars())
    told = [r for r in own.values() if r.kind == "threat"]
    connection.execute(delete(t).where(t.c.incident == id))
    if not told:
        return
    item = threat(told)
    words = sorted({w for r in told for w in r.condition_words})
    moved = follow(item, later_reports(connection, item), None, words)
    connection.execute(
        insert(t),
        {
            "id": moved.id,
            "incident": id,
            "made": moved.made.isoformat() if moved.made else None,
            "deadline": moved.deadline.end.isoformat() if moved.deadline and moved.deadline.end else None,
            "status": moved.status,
            "body": msgspec.json.encode(moved).decode(),
        },
    )


def later_reports(connection: Connection, item: Threat) -> list[Report]:
    """The reports of what those who threaten, and those who are threatened, did later."""
    a, p = tables.assertions, tables.parties
    sides = [w for w in (*item.issuer, *item.addressee) if not w.anonymous]
    if not sides or item.made is None:
        return []
    own, above = sorted({w.key for w in sides}), sorted({k for w in sides for k in w.kin})
    wanted = (
        select(a.c.id)
        .distinct()
        .join(p, p.c.assertion == a.c.id)
        .where(
            p.c.role == "source",
            a.c.kind.in_(HAPPENED),
            p.c.published >= item.made.isoformat(),
            p.c.published <= (item.made + REACH + timedelta(days=60)).isoformat(),
            or_(p.c.actor.in_(own), and_(p.c.actor.in_(above), p.c.depth == 0)),
        )
    )
    return sorted(reports_of(connection, connection.execute(wanted).scalars()).values(), key=order)


# Taking apart


def reports_in(connection: Connection, article: str) -> list[str]:
    """The ids of the assertions of an article."""
    a = tables.assertions
    return list(connection.execute(select(a.c.id).where(a.c.article == article).order_by(a.c.id)).scalars())


def unlink(connection: Connection, article: str) -> list[str]:
    """Take the assertions of an article out; gives the reports of others that stood in one incident with them."""
    a = tables.assertions
    own = reports_in(connection, article)
    near: set[str] = set()
    incidents: set[str] = set()
    for some in chunks(own):
        homes = select(a.c.incident).where(a.c.id.in_(some), a.c.incident.is_not(None))
        incidents |= set(connection.execute(homes).scalars())
    for some in chunks(sorted(incidents)):
        near |= set(connection.execute(select(a.c.id).where(a.c.incident.in_(some))).scalars())
    near -= set(own)
    p = tables.pairs
    for some in chunks(own):
        connection.execute(delete(p).where(or_(p.c.left.in_(some), p.c.right.in_(some))))
        for table in (tables.parties, tables.areas, tables.keys):
            connection.execute(delete(table).where(table.c.assertion.in_(some)))
        connection.execute(delete(a).where(a.c.id.in_(some)))
    alone = sorted(incidents - set(homes_of(connection, near)))
    for some in chunks(alone):
        connection.execute(delete(tables.threats).where(tables.threats.c.incident.in_(some)))
        connection.execute(delete(tables.incidents).where(tables.incidents.c.id.in_(some)))
    return sorted(near)


def homes_of(connection: Connection, reports: Collection[str]) -> Iterator[str]:
    """The incidents that reports stand in."""
    a = tables.assertions
    for some in chunks(sorted(reports)):
        yield from connection.execute(select(a.c.incident).where(a.c.id.in_(some), a.c.incident.is_not(None))).scalars()


def verdicts_on(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The last verdict of people on each of these assertions."""
    j = tables.judgements
    found: dict[str, str] = {}
    for some in chunks(ids):
        wanted = select(j.c.left, j.c.verdict).where(j.c.left.in_(some), j.c.right == "").order_by(j.c.seq)
        for row in connection.execute(wanted):
            found[row.left] = row.verdict
    return found

"""Asking the record: a Query as SQL, the same answers on both databases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, literal, or_, select, text

from rasid.errors import RecordError
from rasid.link.features import distance_km
from rasid.link.ledger import board, lapsed
from rasid.link.tallies import check, over_time
from rasid.model.query import Page, Query
from rasid.model.record import Incident, Report, TallyCheck, Threat, Where
from rasid.store import tables
from rasid.store.counting import Countable
from rasid.store.lists import chunks
from rasid.store.meaning import Names, actors_meant, checked, place_meant
from rasid.store.record import Record
from rasid.store.reports import reports_of

INCIDENT = msgspec.json.Decoder(Incident)
THREAT = msgspec.json.Decoder(Threat)
ITEM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
DEGREE_KM = 111.32  # of latitude
MANY = 1000  # found: from here on the first of them are looked for in their order, not sorted out of all
FACETS = ("kind", "plover", "country", "outlet", "factuality", "verdict")
Terms = Callable[[str], list[str]]


def _nobody(_: str) -> list[str]:
    return []


class Questions:
    """Answers to queries; `terms` makes search terms of words, as the index was made."""

    def __init__(self, record: Record, terms: Terms, actors: Names = _nobody, places: Names = _nobody) -> None:
        self.record = record
        self.terms = terms
        self.actors = cache(actors)
        self.places = cache(places)

    def meant(self, connection: Connection, query: Query) -> Query:
        """A query with what its names mean on this record.

        Raises RecordError for a code, number or day that cannot be, and for a name of several places.
        """
        query = checked(query)
        actors = actors_meant(connection, query.actors, self.actors)
        speakers = actors_meant(connection, query.speakers, self.actors)
        place = query.place
        if place and connection.execute(inside(place).limit(1)).first() is None:
            place = place_meant(connection, place, self.places)
        return replace(query, actors=actors, speakers=speakers, place=place)

    # Assertions

    def assertions(self, query: Query) -> Page:
        """A page of assertions as JSON objects, the latest day first."""
        a, b, t = tables.assertions, tables.assertion_bodies, tables.articles
        own = (a.c.id, a.c.article, a.c.incident, a.c.verdict, a.c.day, a.c.outlet, a.c.published)
        with self.record.looking() as connection:
            condition = self.on_assertions(connection, query)
            total = connection.execute(select(func.count()).select_from(a).where(condition)).scalar_one()
            if total > MANY:
                condition = self.on_assertions(connection, query, one_by_one=True)
            page = select(*own).where(condition).order_by(a.c.day.desc(), a.c.id).limit(query.limit + 1)
            if query.after:
                last, id = cursor(query.after)
                page = page.where(or_(a.c.day < last, and_(a.c.day == last, a.c.id > id)))
            p = page.subquery()
            wanted = select(p, b.c.body, t.c.url).join(b, b.c.assertion == p.c.id)
            wanted = wanted.join(t, t.c.id == p.c.article).order_by(p.c.day.desc(), p.c.id)
            rows = connection.execute(wanted).all()
        found = tuple(assertion_row(row) for row in rows[: query.limit])
        more = f"{rows[query.limit - 1].day}|{rows[query.limit - 1].id}" if len(rows) > query.limit else ""
        return Page(found, int(total), more)

    def each_assertion(self, query: Query) -> Iterator[dict[str, Any]]:
        """All assertions of a query, page by page, in constant memory."""
        yield from self.each(self.assertions, query)

    def each(self, ask: Callable[[Query], Page], query: Query) -> Iterator[dict[str, Any]]:
        """The rows of all pages of a query."""
        query = replace(query, limit=500, after="")
        while True:
            page = ask(query)
            yield from page.rows
            if not page.after:
                return
            query = replace(query, after=page.after)

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """How many assertions of a query each kind, type, country, outlet, factuality and verdict has."""
        a = tables.assertions
        found: dict[str, dict[str, int]] = {}
        with self.record.looking() as connection:
            condition = self.on_assertions(connection, query)
            for name in FACETS:
                column, number = a.c[name], func.count()
                wanted = select(column, number).where(condition, column.is_not(None)).group_by(column)
                rows = connection.execute(wanted.order_by(number.desc(), column)).all()
                found[name] = {row[0]: row[1] for row in rows}
        return found

    def on_assertions(self, connection: Connection, query: Query, *, one_by_one: bool = False) -> ColumnElement[bool]:
        """What a query asks of an assertion; `one_by_one` where so many fit that the first are soon found in order."""
        a = tables.assertions
        query = self.meant(connection, query)
        asked: list[ColumnElement[bool]] = []
        for values, column in (
            (query.kinds, a.c.kind),
            (query.types, a.c.plover),
            (query.modes, a.c.mode),
            (query.countries, a.c.country),
            (query.factuality, a.c.factuality),
            (query.outlets, a.c.outlet),
            (query.verdicts, a.c.verdict),
            (query.incidents, a.c.incident),
            (query.articles, a.c.article),
        ):
            if values:
                asked.append(column.in_(values))
        if not query.verdicts:
            asked.append(a.c.verdict != "rejected")
        if query.since:
            asked.append(a.c.last_day >= query.since.isoformat())
        if query.until:
            asked.append(a.c.day.between("0", query.until.isoformat()))  # what has no day has ""
        if query.published_since:
            asked.append(a.c.published >= query.published_since.isoformat())
        if query.published_until:
            asked.append(a.c.published <= query.published_until.isoformat())
        if query.least_score:
            asked.append(a.c.score >= query.least_score)
        if query.actors:
            asked.append(among(party(query.actors, None if query.role == "any" else query.role), one_by_one))
        if query.speakers:
            asked.append(among(party(query.speakers, "speaker"), one_by_one))
        if query.place:
            asked.append(among(inside(query.place), one_by_one))
        asked += around(query, a.c.lat, a.c.lon)
        if query.words:
            asked.append(a.c.article.in_(self.with_words(connection, query)))
        if query.statuses:
            asked.append(a.c.incident.in_(threatened(query.statuses)))
        asked += self.of_incident(query)
        return and_(literal(1) == 1, *asked)

    def of_incident(self, query: Query) -> Iterator[ColumnElement[bool]]:
        """What a query asks of the incident of an assertion."""
        i, a = tables.incidents, tables.assertions
        asked = list(on_incidents(query))
        if asked:
            yield a.c.incident.in_(select(i.c.id).where(*asked))

    def with_words(self, connection: Connection, query: Query) -> Select[Any]:
        """The articles that hold the words of a query.

        Raises RecordError where there is no word in it.
        """
        t = tables.articles
        dialect = connection.dialect.name
        match = search_line(query.words, self.terms, dialect)
        if dialect == "sqlite":
            found = select(t.c.id).where(t.c.number.in_(text("SELECT rowid FROM words WHERE words MATCH :match")))
        else:
            line = "SELECT number FROM words WHERE terms @@ CAST(:match AS tsquery)"
            found = select(t.c.id).where(t.c.number.in_(text(line)))
        found = found.params(match=match)
        if query.exact:
            place = func.instr if dialect == "sqlite" else func.strpos
            for _, phrase, word in ITEM.findall(query.words):
                found = found.where(place(t.c.text, phrase or word.rstrip("*")) > 0)
        return found

    # Incidents

    def incidents(self, query: Query) -> Page:
        """A page of incidents as JSON objects, the latest day first."""
        i, a, b = tables.incidents, tables.assertions, tables.incident_bodies
        with self.record.looking() as connection:
            query = self.meant(connection, query)
            plain = replace(query, stances=(), min_origins=0, min_outlets=0, modified_since=None)
            condition = and_(literal(1) == 1, *on_incidents(query))
            narrow = plain != Query(after=query.after, limit=query.limit)
            whole = condition
            if narrow:
                told = select(a.c.incident).where(a.c.incident.is_not(None), self.on_assertions(connection, plain))
                whole = and_(condition, i.c.id.in_(told))
            total = connection.execute(select(func.count()).select_from(i).where(whole)).scalar_one()
            if narrow and total > MANY:
                fits = self.on_assertions(connection, plain, one_by_one=True)
                whole = and_(condition, exists().where(a.c.incident == i.c.id, fits))
            own = (i.c.id, i.c.day, i.c.modified, i.c.stance)
            page = select(*own).where(whole).order_by(i.c.day.desc(), i.c.id).limit(query.limit + 1)
            if query.after:
                last, id = cursor(query.after)
                page = page.where(or_(i.c.day < last, and_(i.c.day == last, i.c.id > id)))
            p = page.subquery()
            wanted = select(p, b.c.body).join(b, b.c.incident == p.c.id)
            rows = connection.execute(wanted.order_by(p.c.day.desc(), p.c.id)).all()
        found = tuple(
            {**json.loads(row.body), "modified": row.modified, "stance": row.stance} for row in rows[: query.limit]
        )
        more = f"{rows[query.limit - 1].day}|{rows[query.limit - 1].id}" if len(rows) > query.limit else ""
        return Page(found, int(total), more)

    def each_incident(self, query: Query) -> Iterator[dict[str, Any]]:
        """All incidents of a query, page by page."""
        yield from self.each(self.incidents, query)

    def incident(self, id: str) -> Incident:
        """An incident by its id, or by one that was merged into it.

        Raises RecordError where there is none.
        """
        with self.record.looking() as connection:
            for _ in range(20):
                body = connection.execute(select(tables.incident_bodies.c.body).filter_by(incident=id)).scalar()
                if body is not None:
                    return INCIDENT.decode(body)
                heir = connection.execute(select(tables.tombstones.c.new).filter_by(old=id)).scalar()
                if not heir:
                    break
                if ";" in heir:
                    raise RecordError(f"incident {id} was split into {heir.replace(';', ', ')}; ask for one of these")
                id = heir
        raise RecordError(f"there is no incident {id}; rasid incidents lists those on record")

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """Reports by id."""
        with self.record.looking() as connection:
            return reports_of(connection, ids)

    def reasons(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Why reports were put together: the evidence between each two of them."""
        p, among = tables.pairs, sorted(set(ids))
        found = []
        with self.record.looking() as connection:
            for some in chunks(among):
                wanted = select(p).where(p.c.left.in_(some)).order_by(p.c.left, p.c.right)
                found += [
                    {"left": r.left, "right": r.right, "score": r.score, "reasons": json.loads(r.reasons)}
                    for r in connection.execute(wanted)
                    if r.right in among
                ]
        return found

    def articles(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """What is known of articles, but for their text, in the order of their publication."""
        t, found = tables.articles, []
        names = [
            "id",
            "name",
            "title",
            "author",
            "url",
            "outlet",
            "published",
            "published_basis",
            "language",
            "story",
            "role",
            "share",
            "added",
            "version",
            "knowledge",
            "text_sha256",
        ]
        with self.record.looking() as connection:
            for some in chunks(sorted(set(ids))):
                rows = connection.execute(select(*(t.c[n] for n in names)).where(t.c.id.in_(some)))
                found += [dict(row._mapping) for row in rows]
        return sorted(found, key=lambda r: (r["published"] or "9", r["id"]))

    def captures(self, article: str) -> list[dict[str, Any]]:
        """Every time an article was received: address, hash, moment."""
        c, ac = tables.captures, tables.article_captures
        wanted = (
            select(c)
            .join(ac, ac.c.capture == c.c.id)
            .where(ac.c.article == article)
            .order_by(c.c.taken, c.c.address, c.c.id)
        )
        with self.record.looking() as connection:
            return [dict(row._mapping) for row in connection.execute(wanted)]

    def first_captures(self, articles: Iterable[str]) -> dict[str, dict[str, Any]]:
        """When articles were received first, by article."""
        c, ac = tables.captures, tables.article_captures
        found: dict[str, dict[str, Any]] = {}
        with self.record.looking() as connection:
            for some in chunks(sorted(set(articles))):
                wanted = select(c, ac.c.article).join(ac, ac.c.capture == c.c.id).where(ac.c.article.in_(some))
                for row in connection.execute(wanted.order_by(c.c.taken, c.c.address, c.c.id)):
                    found.setdefault(row.article, dict(row._mapping))
        return found

    def corrections(self, records: Iterable[str]) -> list[dict[str, Any]]:
        """The corrections of assertions, in the order in which they were made."""
        c, found = tables.corrections, []
        with self.record.looking() as connection:
            for some in chunks(sorted(set(records))):
                rows = connection.execute(select(c).where(c.c.record.in_(some)))
                found += [dict(row._mapping) for row in rows]
        return sorted(found, key=lambda row: row["seq"])

    def tombstones(self) -> Iterator[dict[str, Any]]:
        """The ids of incidents that are no more, with their heirs."""
        t, last = tables.tombstones, ""
        while True:
            with self.record.looking() as connection:
                rows = connection.execute(select(t).where(t.c.old > last).order_by(t.c.old).limit(500)).all()
            if not rows:
                return
            yield from (dict(row._mapping) for row in rows)
            last = rows[-1].old

    # Threats and tallies

    def today(self) -> str:
        """The last day on which anything on record was published."""
        with self.record.looking() as connection:
            return connection.execute(select(func.max(tables.articles.c.published))).scalar() or ""

    def threats(self, *, status: str = "", query: Query | None = None) -> list[Threat]:
        """The ledger of threats, the nearest deadline first; only those of a status, or of a query, where one is given.

        A threat whose deadline is past on the last day on record, and which nothing moved, has lapsed.
        """
        t, i, last = tables.threats, tables.incidents, self.today()
        today = date.fromisoformat(last) if last else None
        found = []
        with self.record.looking() as connection:
            wanted = select(t.c.body).join(i, i.c.id == t.c.incident)
            if query is not None:
                own = self.on_assertions(connection, query)
                wanted = wanted.where(t.c.incident.in_(select(tables.assertions.c.incident).where(own)))
            for body in connection.execute(wanted.order_by(t.c.id)).scalars():
                item = lapsed(THREAT.decode(body), today)
                if not status or item.status == status:
                    found.append(item)
        return board(found)

    def tallies(self, query: Query | None = None) -> list[TallyCheck]:
        """Every tally on record held against the incidents on record, by its speaker and day, with the change since the
        one before of the same speaker and thing."""
        a = tables.assertions
        asked = replace(query or Query(), kinds=("tally",))
        with self.record.looking() as connection:
            condition = self.on_assertions(connection, asked)
            rows = connection.execute(select(a.c.id).where(condition).order_by(a.c.published, a.c.id))
            tallies = [r for r in reports_of(connection, rows.scalars()).values() if r.count is not None]
            tallies.sort(key=tally_order)
            countable = Countable(connection)
            return list(over_time((tally, check(tally, countable.of(tally))) for tally in tallies))


def tally_order(tally: Report) -> tuple[str, str, str, str]:
    """Tallies of one speaker and unit together, by day."""
    unit = tally.count.unit if tally.count else ""
    return (tally.origin_key, unit, tally.published.isoformat() if tally.published else "", tally.id)


def incident_of(row: Any) -> Incident:
    """The incident of a row of a page."""
    return msgspec.convert({name: row[name] for name in Incident.__dataclass_fields__}, Incident)


def cursor(after: str) -> tuple[str, str]:
    """The day and id that a page ended with.

    Raises RecordError where it is none.
    """
    day, bar, id = after.partition("|")
    if not bar:
        raise RecordError(f"{after!r} is no cursor; pass the one that the page before gave")
    return day, id


def assertion_row(row: Any) -> dict[str, Any]:
    """An assertion with the article and incident it belongs to."""
    told = {"article": row.article, "outlet": row.outlet, "published": row.published, "url": row.url}
    return {**json.loads(row.body), **told, "incident": row.incident, "verdict": row.verdict}


def on_incidents(query: Query) -> Iterator[ColumnElement[bool]]:
    """What a query asks of an incident itself."""
    i = tables.incidents
    if query.stances:
        wider = set(query.stances) | ({"claimed_and_denied"} if {"claimed", "denied"} & set(query.stances) else set())
        yield i.c.stance.in_(sorted(wider))
    if query.min_origins:
        yield i.c.n_origins >= query.min_origins
    if query.min_outlets:
        yield i.c.n_outlets >= query.min_outlets
    if query.modified_since:
        yield i.c.modified >= query.modified_since.isoformat()


def among(wanted: Select[Any], one_by_one: bool) -> ColumnElement[bool]:
    """Whether an assertion is among those of a question: out of the list of them all, or asked of each alone."""
    id = tables.assertions.c.id
    if not one_by_one:
        return id.in_(wanted)
    return wanted.where(wanted.selected_columns[0] == id).correlate(tables.assertions).exists()


def threatened(statuses: tuple[str, ...]) -> Select[Any]:
    """The incidents of threats that stand so on the last day on record, when a deadline before it has passed."""
    t = tables.threats.c
    last = select(func.max(tables.articles.c.published)).scalar_subquery()
    passed = and_(t.status == "open", t.deadline.is_not(None), t.deadline < last)
    standing = {"open": and_(t.status == "open", or_(t.deadline.is_(None), t.deadline >= last)), "lapsed": passed}
    return select(t.incident).where(or_(*(standing.get(s, t.status == s) for s in statuses)))


def party(actors: tuple[str, ...], role: str | None) -> Select[Any]:
    """The assertions of an actor by id, with all that are part of it, or by name."""
    p = tables.parties
    named = or_(p.c.actor.in_(actors), p.c.name.in_(actors), p.c.arabic.in_(actors))
    wanted = select(p.c.assertion).where(named)
    return wanted.where(p.c.role == role) if role else wanted


def inside(place: str) -> Select[Any]:
    """The assertions of a place by name with all that it holds: Baghdad, IRQ:Baghdad, IRQ."""
    s = tables.areas
    if re.fullmatch(r"[A-Z]{3}(:.+)?", place):
        return select(s.c.assertion).where(s.c.area == place)
    ends = s.c.area.like(f"___:{place.replace('%', '').replace('_', ' ')}")
    return select(s.c.assertion).where(ends)


def around(query: Query, lat: Any, lon: Any) -> Iterator[ColumnElement[bool]]:
    """A box on the map, or the circle around a point: its box first, then the great circle."""
    if query.box is not None:
        west, south, east, north = query.box
        yield and_(lat >= south, lat <= north, lon >= west, lon <= east)
    if query.near is not None:
        at, along, km = query.near
        high = km / DEGREE_KM
        centre = Where("", "", "", (), at, along)
        edge = Where("", "", "", (), at, along + 1.0)
        degree = max(distance_km(centre, edge) or DEGREE_KM, 1.0)
        wide = km / degree
        yield and_(lat >= at - high, lat <= at + high, lon >= along - wide, lon <= along + wide)
        x, y = (lon - along) * degree, (lat - at) * DEGREE_KM
        yield x * x + y * y <= km * km


def search_line(words: str, terms: Terms, dialect: str) -> str:
    """A search in the language of a database: all words, "…" a phrase, word* a beginning, -word not.

    Raises RecordError where it holds no word to look for.
    """
    wanted: list[tuple[list[str], bool]] = []
    unwanted: list[tuple[list[str], bool]] = []
    for minus, phrase, word in ITEM.findall(words):
        beginning = word.endswith("*") and not phrase
        found = terms(phrase or word.rstrip("*"))
        if not found:
            continue
        (unwanted if minus else wanted).append((found, beginning))
    if not wanted:
        raise RecordError(f"{words!r} holds no word to look for; give at least one word that must be there")
    if dialect == "sqlite":
        line = " AND ".join(fts(found, beginning) for found, beginning in wanted)
        return "".join([f"({line})", *(f" NOT {fts(found, beginning)}" for found, beginning in unwanted)])
    sides = [tsquery(found, beginning) for found, beginning in wanted]
    return " & ".join([*sides, *(f"!({tsquery(found, beginning)})" for found, beginning in unwanted)])


def fts(found: list[str], beginning: bool) -> str:
    """A phrase of FTS5."""
    return f'"{" ".join(found)}"{"*" if beginning else ""}'


def tsquery(found: list[str], beginning: bool) -> str:
    """A phrase of PostgreSQL's tsquery."""
    quoted = [f"'{word}'" for word in found]
    return "(" + " <-> ".join([*quoted[:-1], quoted[-1] + (":*" if beginning else "")]) + ")"

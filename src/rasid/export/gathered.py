"""What every export is made of: the incidents and assertions of a query, with private names withheld."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Protocol, TypeVar

import msgspec

from rasid.export.codes import COUNTRIES, Country
from rasid.export.privacy import WITHHELD_KEY, Veil
from rasid.export.tables import decimals, position
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import ActorEntry
from rasid.link.reports import areas_above
from rasid.model.query import Query
from rasid.model.record import Days, Incident, Threat, Where, Who

PEOPLE = {
    "protesters": ("protest", "demonstrat"),
    "rioters": ("riot",),
    "rebel": ("rebel", "insurgent", "jihadist"),
    "state_force": ("soldier", "army", "police", "security forces", "security personnel", "navy", "guards"),
    "political_militia": ("gunm", "militant", "fighter", "militia", "armed", "sniper", "suicide bomber", "pirate"),
    "media": ("newspaper", "channel", "agency", "radio"),
}
BODIES = {
    "state_force": "state_force",
    "government": "state_force",
    "media": "media",
    "person": "person",
    "civilians": "civilians",
}
PRECISION = ((0.5, "exact"), (3.0, "vicinity"), (12.0, "locality"), (40.0, "admin2"), (150.0, "admin1"))
ARTICLE = re.compile("a[0-9a-f]{16}")
T = TypeVar("T")
VERDICTS = ("pending", "accepted", "rejected")
PUBLIC, RESTRICTED = "public", "restricted"
PUBLIC_KM = 1.0  # no position is told to the public more exactly
BATCH = 100  # of what is asked for at once
FIELDS = tuple(Incident.__dataclass_fields__)
LENGTHS = ((1, "day"), (6, "2-6d"), (7, "week"), (31, "month"), (sys.maxsize, "year"))
GRAINS = {"day": "day", "night": "day", "week": "week", "month": "month", "year": "year"}


class Answers(Protocol):
    """What an export asks of a record."""

    def each_assertion(self, query: Query) -> Iterator[dict[str, Any]]:
        """All assertions of a query."""

    def each_incident(self, query: Query) -> Iterator[dict[str, Any]]:
        """All incidents of a query."""

    def articles(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """What is known of articles."""

    def first_captures(self, articles: Iterable[str]) -> dict[str, dict[str, Any]]:
        """When articles were received first."""

    def threats(self, *, status: str = "", query: Query | None = None) -> list[Threat]:
        """The threats of a query."""

    def corrections(self, records: Iterable[str]) -> list[dict[str, Any]]:
        """The corrections of assertions."""

    def tombstones(self) -> Iterator[dict[str, Any]]:
        """The ids that are no more."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as it is exported: the name is that which may be shown."""

    id: str
    name: str
    arabic: str
    sort: str
    country: str
    sector: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An incident with its assertions, the first report first, and its articles; private names are struck out."""

    id: str
    row: Mapping[str, Any]
    item: Incident
    assertions: tuple[dict[str, Any], ...]
    articles: tuple[dict[str, Any], ...]
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    sensitivity: str = PUBLIC

    @property
    def first(self) -> Mapping[str, Any]:
        """The assertion that tells of it first."""
        return self.assertions[0]

    def code(self, scheme: str) -> str:
        """The first code that a report has in a scheme."""
        return next((str(a["codes"][scheme]) for a in self.assertions if a["codes"].get(scheme)), "")

    def status(self) -> str:
        """The state of its review: machine, in_review, accepted, rejected."""
        verdicts = {a["verdict"] for a in self.assertions}
        if verdicts == {"pending"}:
            return "machine"
        return verdicts.pop() if len(verdicts) == 1 else "in_review"


@dataclass(slots=True)
class Gathering:
    """A query on a record, and what is needed to tell its answers: sheets, the veil over names, the base of links."""

    ask: Answers
    query: Query
    knowledge: Knowledge
    veil: Veil
    base_url: str = "rasid:"
    skipped: dict[str, int] = field(default_factory=dict)

    @property
    def level(self) -> str:
        """Who may see what is told: public or restricted."""
        return RESTRICTED if self.veil.off else PUBLIC

    def url(self, kind: str, id: str) -> str:
        """The permanent address of a thing on record."""
        return f"{self.base_url}{'' if self.base_url.endswith((':', '/')) else '/'}{kind}/{id}"

    def incidents(self) -> Iterator[Told]:
        """The incidents of the query, one by one."""
        for some in batches(self.ask.each_incident(self.query)):
            items = [msgspec.convert({name: row[name] for name in FIELDS}, Incident) for row in some]
            articles, told = self.told_by(items)
            for row, item in zip(some, items, strict=True):
                order = {id: number for number, id in enumerate(item.reports)}
                found = sorted(told.pop(item.id, ()), key=lambda a: (order.get(a["id"], len(order)), a["id"]))
                among = set(item.articles)
                own = tuple(article for id, article in articles.items() if id in among)
                sources, targets = (tuple(self.actor(w) for w in side) for side in (item.source, item.target))
                restricted = self.veil.off and (finer(item.place) or any(self.veil.persons_in(a) for a in found))
                shown = replace(item, place=self.blurred(item.place))
                yield Told(
                    item.id, row, shown, tuple(found), own, sources, targets, RESTRICTED if restricted else PUBLIC
                )

    def told_by(self, items: list[Incident]) -> tuple[dict[str, dict[str, Any]], dict[str, list[dict[str, Any]]]]:
        """The articles of incidents in the order of their publication, and the assertions of each incident."""
        wanted = {item.id for item in items}
        ids = sorted({id for item in items for id in item.articles})
        rows: list[dict[str, Any]] = []
        names: dict[str, set[str]] = {}
        for row in self.all_of(ids):
            names.setdefault(row["article"], set()).update(self.veil.names_in(row))
            if row["incident"] in wanted:
                rows.append(row)
        told: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            told.setdefault(row["incident"], []).append(self.shown(row, names[row["article"]]))
        articles = {a["id"]: self.titled(a, names.get(a["id"], ())) for a in self.ask.articles(ids)}
        return articles, told

    def all_of(self, articles: Iterable[str]) -> Iterator[dict[str, Any]]:
        """All assertions of articles."""
        for some in batches(articles):
            yield from self.ask.each_assertion(Query(articles=some, verdicts=VERDICTS))

    def assertions(self) -> Iterator[dict[str, Any]]:
        """The assertions of the query; the private names of their articles are struck out."""
        rows = self.ask.each_assertion(self.query)
        if self.veil.off:
            yield from rows
            return
        for some in batches(rows):
            names: dict[str, set[str]] = {}
            for row in self.all_of(sorted({row["article"] for row in some})):
                names.setdefault(row["article"], set()).update(self.veil.names_in(row))
            yield from (self.shown(row, names[row["article"]]) for row in some)

    def shown(self, row: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
        """An assertion as it may be shown, the private names of its article struck out."""
        row = {**row, "place": self.blurred_row(row["place"])}
        if not names:
            return row
        for role in ("source_actor", "target_actor", "addressee"):
            row[role] = [self.party(p) for p in row[role]]
        row["attribution"] = [self.speaker(p) for p in row["attribution"]]
        for key in ("trigger", "condition", "channel"):
            row[key] = self.veil.text(row[key], names)
        if row["act"]:
            row["act"] = {**row["act"], "words": self.veil.text(row["act"]["words"], names)}
        return row

    def blurred(self, place: Where | None) -> Where | None:
        """A place no more exact than may be shown."""
        if place is None or self.veil.off or not finer(place):
            return place
        return replace(place, precision_km=PUBLIC_KM)

    def blurred_row(self, place: dict[str, Any] | None) -> dict[str, Any] | None:
        """The place of an assertion no more exact than may be shown."""
        if place is None or self.veil.off or (place["precision_km"] or PUBLIC_KM) >= PUBLIC_KM:
            return place
        return {**place, "precision_km": PUBLIC_KM}

    def party(self, value: dict[str, Any]) -> dict[str, Any]:
        """A party as it may be shown."""
        if not self.veil.private(value["id"], value["name_en"] or value["name_ar"], False):
            return value
        shown = self.veil.name(value["id"], value["name_en"] or value["name_ar"])
        return {"id": WITHHELD_KEY, "name_en": shown, "name_ar": "", "surface": "", "span": None}

    def speaker(self, value: dict[str, Any]) -> dict[str, Any]:
        """A link of a chain as it may be shown."""
        if not self.veil.private(value["id"], value["who"] or value["who_ar"], value["anonymous"]):
            return value
        shown = self.veil.name(value["id"], value["who"] or value["who_ar"])
        return {"id": WITHHELD_KEY, "who": shown, "who_ar": "", "anonymous": True, "span": None}

    def titled(self, article: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
        """An article whose title and author tell no private name that its assertions hold."""
        if self.veil.off:
            return article
        return {**article, "title": self.veil.text(article["title"], names), "author": ""}

    def article(self, id: str) -> dict[str, Any]:
        """An article as it may be shown."""
        names = {name for row in self.all_of([id]) for name in self.veil.names_in(row)}
        return self.titled(self.ask.articles([id])[0], names)

    def actor(self, who: Who) -> Actor:
        """An actor out of what an incident holds of it."""
        if self.veil.private(who.key, who.name, who.anonymous):
            return Actor(WITHHELD_KEY, self.veil.name(who.key, who.name), "", "person", who.state, "")
        return self.known(who.key, who.name, who.arabic, who.state)

    def known(self, key: str, name: str, arabic: str = "", state: str = "") -> Actor:
        """An actor by the id of its entry, or by its name."""
        if key == WITHHELD_KEY:
            return Actor(key, name, "", "person", "", "")
        entries = self.knowledge.derived("actors by id", lambda k: {a.id: a for a in k.actors})
        states = self.knowledge.derived("states by id", lambda k: {s.id: s for s in k.states})
        entry = entries.get(key)
        if entry is not None:
            parents = tuple(dict.fromkeys((*([entry.parent] if entry.parent else []), *entry.umbrellas)))
            arabic = arabic or (entry.names[0] if entry.names else "")
            return Actor(key, entry.name, arabic, sort_of(entry), entry.country, entry.sector, parents)
        if key in states:
            return Actor(key, states[key].name, states[key].arabic, "state_force", states[key].iso3, "GOV")
        above, _, _ = key.partition(".")
        if above in states:
            return Actor(
                key, name, arabic, "state_force", states[above].iso3, organ_sector(key, self.knowledge), (above,)
            )
        return Actor(key, name, arabic, described(name), state, "")

    def actors_of(self, row: Mapping[str, Any]) -> Iterator[Actor]:
        """All actors of an assertion as shown."""
        for role in ("source_actor", "target_actor", "addressee"):
            yield from (self.of_party(p) for p in row[role])
        for who in row["attribution"]:
            name = who["who"] or who["who_ar"]
            yield self.known(who["id"] or f"name:{name.casefold()}", name, who["who_ar"] or "")

    def of_party(self, value: Mapping[str, Any]) -> Actor:
        """The actor of a party as shown."""
        name = value["name_en"] or value["name_ar"]
        return self.known(value["id"] or f"name:{name.casefold()}", name, value["name_ar"] or "")

    def country(self, iso3: str) -> str:
        """The English name of a country."""
        return self.knowledge.derived("areas above places", areas_above).get(iso3, "") if iso3 else ""


def batches(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Items, so many at once."""
    left = iter(items)
    while some := tuple(islice(left, BATCH)):
        yield some


def finer(place: Where | None) -> bool:
    """Whether a place is known more exactly than is told to the public."""
    return place is not None and place.precision_km is not None and place.precision_km < PUBLIC_KM


def sort_of(entry: ActorEntry) -> str:
    """What kind of actor an entry is."""
    if entry.type == "armed_group":
        return "rebel" if entry.sector == "REB" else "political_militia"
    return BODIES.get(entry.type, "org")


def organ_sector(key: str, knowledge: Knowledge) -> str:
    """The sector of an organ of a state."""
    sectors = knowledge.derived("sectors of organs", lambda k: {o.id: o.sector for o in k.organs})
    return sectors.get(key.partition(".")[2], "") or "GOV"


def speaker_id(key: str, name: str) -> str:
    """The id of who says something: of an unnamed speaker without its article, of an article's own word its outlet."""
    key = key.partition("@")[0]
    return key if ":" in key or "." in key or not ARTICLE.fullmatch(key) else f"outlet:{name}"


def described(name: str) -> str:
    """What kind of people a description without an entry means; civilians where it does not tell."""
    words = name.casefold()
    return next((kind for kind, parts in PEOPLE.items() if any(p in words for p in parts)), "civilians")


def point(told: Told) -> tuple[float, float] | None:
    """Where an incident lies, no finer than is known."""
    place = told.item.place
    return None if place is None else position(place.lat, place.lon, place.precision_km)


def geo_precision(precision_km: float | None) -> str:
    """A word for how exactly a place is known."""
    if precision_km is None:
        return "unknown"
    return next((word for most, word in PRECISION if precision_km <= most), "country")


def place_precision(told: Told) -> str:
    """How exactly the place of an incident is known."""
    place = told.item.place
    if place is None:
        return "unknown"
    return "country" if place.path[:1] == (place.country,) else geo_precision(place.precision_km)


def radius_m(told: Told) -> int | None:
    """The radius in metres in which the place may lie."""
    place = told.item.place
    if place is None or point(told) is None:
        return None
    return int(max(place.precision_km or 10.0, 111.32 * 0.71 / 10 ** decimals(place.precision_km)) * 1000)


def areas(given: Gathering, told: Told) -> tuple[str, str]:
    """The names of the areas of the first and second level that hold a place, "" where they are not known."""
    path = told.item.place.path if told.item.place is not None else ()
    country = given.country(told.item.place.country) if told.item.place is not None else ""
    names = [name for name in (key.partition(":")[2] for key in path[1:]) if name not in ("", country)]
    return (names[-1] if names else "", names[-2] if len(names) > 1 else "")


def span_of(told: Told) -> tuple[str | None, str | None, str, str]:
    """First and last day, precision and basis of an incident; the day of the report stands in, and is called so."""
    days = told.item.days
    if days is None or (days.start is None and days.end is None):
        published = told.item.first_published
        day = published.isoformat() if published else None
        return day, day, "unknown", "publication"
    start, end = (d.isoformat() if d else None for d in (days.start, days.end))
    basis = "publication" if days.basis == "published" else "text"
    return start, end, precision_of(days), basis


def precision_of(days: Days) -> str:
    """How exactly days are known: day, 2-6d, week, month, year, unknown."""
    if days.grain in GRAINS:
        return GRAINS[days.grain]
    if days.start is None or days.end is None:
        return "unknown"
    length = (days.end - days.start).days + 1
    return next(word for most, word in LENGTHS if length <= most)


def killed(told: Told, outcome: str = "killed") -> tuple[int | None, int | None, int | None]:
    """Lowest, best by rule and highest figure of an outcome."""
    found = told.item.estimate(outcome)
    return (None, None, None) if found is None else (found.low, found.best, found.high)


def about(country: str) -> Country | None:
    """The codes of a country."""
    return COUNTRIES.get(country)


def names(actors: Iterable[Actor]) -> list[str]:
    """The names of actors, each once."""
    return list(dict.fromkeys(a.name for a in actors if a.name))


def summary(told: Told) -> str:
    """An incident in one English line, made of its own fields."""
    start, end, _, _ = span_of(told)
    days = " to ".join(dict.fromkeys(d for d in (start, end) if d))
    low, _, high = killed(told)
    dead = "" if high is None else f", {low if low == high else f'{low}-{high}'} reported killed"
    place = f" at {told.item.place.name}" if told.item.place and told.item.place.name else ""
    who = ", ".join(names(told.sources)) or "unnamed"
    whom = ", ".join(names(told.targets))
    what = told.item.plover or told.item.kind
    side = f" against {whom}" if whom else ""
    return f"{days}: reported {told.item.factuality} {what} by {who}{side}{place}{dead}".lstrip(": ")


class Shelf:
    """Rows by kind and key, each once, kept on disk: what is told of many times is written once, in order of keys."""

    def __init__(self) -> None:
        self.kept = sqlite3.connect("")
        self.kept.execute("CREATE TABLE kept (kind TEXT, key TEXT, row TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID")

    def put(self, kind: str, key: str, row: object = None) -> None:
        """Keep a row under its key, unless one is there."""
        line = json.dumps(row, ensure_ascii=False)
        self.kept.execute("INSERT OR IGNORE INTO kept VALUES (?, ?, ?)", (kind, key, line))

    def get(self, kind: str, key: str) -> Any:
        """The row under a key, None where there is none."""
        line = self.kept.execute("SELECT row FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return json.loads(line[0]) if line else None

    def rows(self, kind: str) -> Iterator[tuple[str, Any]]:
        """The keys and rows of a kind."""
        wanted = "SELECT key, row FROM kept WHERE kind = ? ORDER BY key"
        for key, line in self.kept.execute(wanted, (kind,)):
            yield key, json.loads(line)

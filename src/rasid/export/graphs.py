"""Incidents as things on a map (GeoJSON), as a net of actors (GraphML), and as entities (FollowTheMoney)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rasid.export import gathered
from rasid.export.event_styles import acled_types
from rasid.export.gathered import Actor, Gathering, Shelf, Told
from rasid.export.office_tables import stances
from rasid.export.privacy import WITHHELD_KEY
from rasid.export.tables import clean, cleaned

COLLECTION = "events.geojson"
COLOURS = {"machine": "#888888", "in_review": "#d99000", "accepted": "#2a7f3f", "rejected": "#b00020"}
REVIEWS = {"machine": "machine", "in_review": "disputed", "accepted": "reviewed", "rejected": "rejected"}
NODES = (("name", "string"), ("name_ar", "string"), ("kind", "string"), ("country", "string"))
EDGES = (
    ("incident", "string"),
    ("url", "string"),
    ("type", "string"),
    ("factuality", "string"),
    ("date", "string"),
    ("origins", "int"),
    ("status", "string"),
)


def line(value: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(cleaned(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def feature(given: Gathering, told: Told) -> dict[str, Any]:
    """An incident as a feature of GeoJSON; without a place its geometry is null."""
    item, place, where = told.item, told.item.place, gathered.point(told)
    start, end, precision, _ = gathered.span_of(told)
    low, _, high = gathered.killed(told)
    hurt_low, _, hurt_high = gathered.killed(told, "wounded")
    type, sub, _ = acled_types(told)
    actors = (*told.sources, *told.targets)
    properties = {
        "event_id": told.id,
        "url": given.url("incident", told.id),
        "title_ar": told.articles[0]["title"] if told.articles else None,
        "title_en": gathered.summary(told),
        "event_type": item.kind,
        "acled_event_type": type or None,
        "acled_sub_event_type": sub or None,
        "plover": item.plover,
        "date_start": start,
        "date_end": end,
        "timestamp": f"{start or end}T00:00:00Z" if start or end else None,
        "date_precision": precision,
        "place_ar": place.arabic if place else None,
        "place_en": place.name if place else None,
        "adm1_pcode": None,
        "geo_precision": {"exact": 1, "vicinity": 1, "locality": 2}.get(gathered.place_precision(told), 3)
        if place
        else None,
        "radius_m": gathered.radius_m(told),
        "actors": gathered.names(actors),
        "actor_ids": list(dict.fromkeys(a.id for a in actors)),
        "claimed_by": stances(given, told, "claimed"),
        "denied_by": stances(given, told, "denied"),
        "killed_low": low,
        "killed_high": high,
        "injured_low": hurt_low,
        "injured_high": hurt_high,
        "n_articles": len(item.articles),
        "n_independent_sources": len(item.origins),
        "review_status": REVIEWS[told.status()],
        "confidence": round(item.score, 3),
        "sensitivity": told.sensitivity,
        "marker-color": COLOURS[told.status()],
        "modified_at": told.row["modified"],
    }
    geometry = {"type": "Point", "coordinates": [where[1], where[0]]} if where else None
    return {"type": "Feature", "id": told.id, "geometry": geometry, "properties": properties}


def write_geojson(given: Gathering, path: Path) -> int:
    """Write the incidents as one FeatureCollection, feature by feature; how many there were."""
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for told in given.incidents():
            out.write(f"{',' if number else ''}\n{line(feature(given, told))}")
            number += 1
        out.write("\n]}\n")
    return number


def write_features(_given: Gathering, path: Path) -> int:
    """Write the features of the collection beside it as a feature a line; how many there were."""
    number = 0
    with (
        (path.with_name(COLLECTION)).open(encoding="utf-8") as features,
        path.open("w", encoding="utf-8", newline="\n") as out,
    ):
        for said in features:
            if said.startswith('{"type":"Feature",'):
                out.write(said.rstrip(",\n") + "\n")
                number += 1
    return number


def write_lines(path: Path, rows: Iterator[dict[str, Any]]) -> int:
    """Write objects as JSON lines; how many there were."""
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(f"{line(row)}\n")
            number += 1
    return number


def write_graphml(given: Gathering, path: Path) -> int:
    """Write actors as nodes and incidents as edges from each source to each target; how many incidents there were.

    An incident that names one side only has an edge to, or from, the node "unnamed".
    """
    shelf, number, unnamed = Shelf(), 0, Actor("unnamed", "unnamed", "", "unknown", "", "")
    for told in given.incidents():
        number += 1
        values = edge_values(given, told)
        for at, (one, two) in enumerate(product(told.sources or (unnamed,), told.targets or (unnamed,)), 1):
            for actor in (one, two):
                shelf.put("node", actor.id, [actor.name, actor.arabic, actor.sort, actor.country])
            shelf.put("edge", f"{number:09}-{at:03}", [f"{told.id}-{at}", one.id, two.id, values])
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for what, keys in (("node", NODES), ("edge", EDGES)):
            for name, type in keys:
                out.write(f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="{type}"/>\n')
        out.write('<graph id="incidents" edgedefault="directed">\n')
        for key, values in shelf.rows("node"):
            out.write(f"<node id={attr(key)}>{data('node', NODES, values)}</node>\n")
        for _, (id, one, two, values) in shelf.rows("edge"):
            out.write(f'<edge id="{id}" source={attr(one)} target={attr(two)}>{data("edge", EDGES, values)}</edge>\n')
        out.write("</graph>\n</graphml>\n")
    return number


def edge_values(given: Gathering, told: Told) -> list[Any]:
    """What is told of an incident on its edges."""
    item = told.item
    return [
        told.id,
        given.url("incident", told.id),
        item.plover or item.kind,
        item.factuality,
        gathered.span_of(told)[0],
        len(item.origins),
        told.status(),
    ]


def data(what: str, keys: tuple[tuple[str, str], ...], values: list[Any]) -> str:
    """The data elements of a node or an edge."""
    told = zip(keys, values, strict=True)
    return "".join(
        f'<data key="{what}_{name}">{escape(clean(str(value)))}</data>'
        for (name, _), value in told
        if value not in (None, "")
    )


def attr(value: str) -> str:
    """A value as an attribute of XML, in quotes."""
    return quoteattr(clean(value))


SCHEMATA = {"org": "Organization", "person": "Person", "media": "Organization", "state_force": "PublicBody"}


class Entities:
    """The entities of FollowTheMoney for incidents: events, bodies, articles, and what joins them."""

    def __init__(self, given: Gathering) -> None:
        self.given = given
        self.shelf = Shelf()
        given.skipped["denials of responsibility"] = 0

    def rows(self) -> Iterator[dict[str, Any]]:
        """All entities: those of each incident as they come, then bodies and articles."""
        for told in self.given.incidents():
            yield from self.event(told)
        for kind in ("actor", "article"):
            for _, row in self.shelf.rows(kind):
                yield row

    def event(self, told: Told) -> Iterator[dict[str, Any]]:
        """An incident: the event, notes on its numbers and its condition, who claimed it, which articles tell of it."""
        item, place = told.item, told.item.place
        start, end, _, _ = gathered.span_of(told)
        actors = [a for a in (*told.sources, *told.targets) if a.id != WITHHELD_KEY]
        for actor in actors:
            self.keep(actor)
        documents = [a["id"] for a in told.articles]
        words = [item.kind, item.plover, item.mode, told.code("acled"), item.factuality, f"review:{told.status()}"]
        yield entity(
            told.id,
            "Event",
            name=gathered.summary(told),
            startDate=start,
            endDate=end,
            location=place.name if place else None,
            country=ftm_country(place.country) if place else None,
            involved=[ftm_id(a.id) for a in actors],
            keywords=words,
            recordId=told.id,
            sourceUrl=self.url("incident", told.id),
            modifiedAt=told.row["modified"][:16],
            proof=documents,
        )
        for estimate in item.estimates:
            figures = f"{estimate.outcome} {estimate.low}-{estimate.high} reported"
            yield entity(f"{told.id}-{estimate.outcome}", "Note", name=figures, description=figures, entity=told.id)
        if told.first["condition"]:
            yield entity(
                f"{told.id}-condition", "Note", name="condition", description=told.first["condition"], entity=told.id
            )
        for number, said in enumerate(item.responsibility, 1):
            self.given.skipped["denials of responsibility"] += said.stance == "denied"
            if said.stance != "claimed" or self.given.veil.private(said.actor_key, said.actor, False):
                continue
            actor = self.given.known(said.actor_key, said.actor, said.actor_ar)
            self.keep(actor)
            yield entity(
                f"{told.id}-claim-{number}",
                "UnknownLink",
                subject=ftm_id(actor.id),
                object=told.id,
                role="claimed responsibility",
                date=said.on.isoformat() if said.on else None,
            )
        for article in told.articles:
            self.shelf.put("article", article["id"], self.article(article))
            yield entity(
                f"{told.id}-{article['id']}",
                "Documentation",
                document=article["id"],
                entity=told.id,
                role=article["role"],
            )

    def url(self, kind: str, id: str) -> str | None:
        """The permanent address of a thing, where it is one of the web."""
        found = self.given.url(kind, id)
        return found if found.startswith(("http://", "https://")) else None

    def keep(self, actor: Actor) -> None:
        """Put an actor on the shelf as an entity."""
        schema = SCHEMATA.get(actor.sort, "Organization")
        row = entity(ftm_id(actor.id), schema, name=[actor.name, actor.arabic], country=ftm_country(actor.country))
        self.shelf.put("actor", actor.id, row)

    def article(self, row: dict[str, Any]) -> dict[str, Any]:
        """An article, without its text."""
        return entity(
            row["id"],
            "Article",
            title=row["title"] or row["id"],
            publisher=row["outlet"],
            publishedAt=row["published"],
            sourceUrl=row["url"],
            language="ara",
        )


def ftm_id(key: str) -> str:
    """The id of an actor as FollowTheMoney takes it: Latin letters, digits, dots and hyphens."""
    if key.startswith("name:") or not key.isascii():
        return f"actor-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    return f"actor-{key.replace('_', '-')}"


def ftm_country(iso3: str) -> str:
    """A country as FollowTheMoney takes it: two letters."""
    facts = gathered.about(iso3)
    return facts.iso2.lower() if facts else ""


def entity(id: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity; properties without a value are left out."""
    found = {}
    for name, value in properties.items():
        values = [str(v) for v in (value if isinstance(value, list) else [value]) if v not in (None, "")]
        if values:
            found[name] = list(dict.fromkeys(values))
    return {"id": id, "schema": schema, "properties": found}


def write_ftm(given: Gathering, path: Path) -> int:
    """Write the entities as JSON lines; how many there were."""
    return write_lines(path, Entities(given).rows())

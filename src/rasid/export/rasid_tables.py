"""Rasid's own tables: thirteen files that hold all that may leave a record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rasid.export import gathered
from rasid.export.event_styles import acled_types, violence
from rasid.export.gathered import Actor, Gathering, Shelf, Told
from rasid.export.privacy import WITHHELD_KEY, Veil
from rasid.export.tables import Column, Table, columns, position
from rasid.model.query import Query
from rasid.model.record import Threat
from rasid.version import VERSION

NAMES: Mapping[str, tuple[Column, ...]] = {
    "events": columns(
        "event_id url status=machine|in_review|accepted|rejected "
        "assertion_mode=asserted|threatened|predicted|planned|conditional|denied date_start:date date_end:date "
        "date_precision=day|2-6d|week|month|year|unknown date_basis=text|publication date_text plover_category "
        "plover_mode plover_context:list cameo_code acled_style_type acled_style_subtype ucdp_style_violence=1|2|3 "
        "country_iso3 admin1 admin1_ar admin2 place place_ar place_text place_id latitude:number longitude:number "
        "geo_precision=exact|vicinity|locality|admin2|admin1|country|unknown summary_ar summary_en "
        "actors_initiator:list actors_recipient:list actors_other:list killed_min:integer killed_max:integer "
        "killed_best:integer responsibility=claimed|denied|claimed_and_denied|attributed|none n_articles:integer "
        "n_outlets:integer n_origins:integer confidence_machine:number confidence_reviewer created_at:datetime "
        "modified_at:datetime version:integer dataset_version sensitivity=public|restricted"
    ),
    "assertions": columns(
        "assertion_id event_id article_id kind quote_ar char_start:integer char_end:integer body_sha256 "
        "attribution_depth:integer chain:array origin origin_anonymous:boolean hedge=none|possible|denied "
        "polarity=affirmed|negated extractor score:number review=pending|accepted|rejected|edited "
        "reviewed_at:datetime"
    ),
    "threats": columns(
        "threat_id assertion_id issuer_id target_id threatened_act condition_type=none|if|deadline "
        "condition_text_ar condition_act condition_actor_id deadline_start:date deadline_end:date "
        "outcome=open|carried_out|withdrawn|expired outcome_event_id"
    ),
    "claims": columns(
        "claim_id event_id assertion_id claimant_id stance=claims|denies|attributes attributed_to_id channel "
        "made_on:date note"
    ),
    "tallies": columns(
        "tally_id event_id assertion_id measure group wording_ar value_min:number value_max:number "
        "value_point:number bound=exact|at_least|at_most|about|unknown cumulative:boolean as_of:date"
    ),
    "actors": columns(
        "actor_id name_ar name_en aliases_ar:list aliases_other:list kind country_iso3 plover_sector active_from "
        "active_to wikidata merged_into note"
    ),
    "actor_relations": columns(
        "relation_id from_id to_id type from_date to_date date_precision assertion_ids:list confidence"
    ),
    "places": columns(
        "place_id name_ar name_en names_other:list type admin_path latitude:number longitude:number source"
    ),
    "articles": columns(
        "article_id source_id url url_canonical title_ar author dateline published_at "
        "published_basis=meta|feed|text|unknown retrieved_at:datetime retrieved_by raw_sha256 text_sha256 "
        "archive_path archive_url dup_group dup_role=original|copy|rewrite|update language licence"
    ),
    "sources": columns("source_id name_ar name_en homepage country_iso3 kind affiliation note"),
    "event_articles": columns("event_id article_id role=first|confirms|copies assertion_ids:list"),
    "corrections": columns("correction_id record_id at:datetime field old new reason_ar reason_en kind by_role"),
    "tombstones": columns("old_id kind=merged|split|withdrawn new_ids:list at:datetime reason"),
}
KEYS: Mapping[str, tuple[str, ...]] = {"event_articles": ("event_id", "article_id")}  # of the others the first column
REFERS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "events": {"place_id": ("places", "place_id")},
    "assertions": {"event_id": ("events", "event_id"), "article_id": ("articles", "article_id")},
    "threats": {"issuer_id": ("actors", "actor_id"), "target_id": ("actors", "actor_id")},
    "claims": {"event_id": ("events", "event_id")},
    "tallies": {"event_id": ("events", "event_id"), "assertion_id": ("assertions", "assertion_id")},
    "actor_relations": {"from_id": ("actors", "actor_id"), "to_id": ("actors", "actor_id")},
    "articles": {"source_id": ("sources", "source_id")},
    "event_articles": {"event_id": ("events", "event_id"), "article_id": ("articles", "article_id")},
    "corrections": {"record_id": ("assertions", "assertion_id")},
}
MODES = {"possible": "predicted", "planned": "planned", "conditional": "conditional", "denied": "denied"}
STANCES = {"claimed": "claims", "denied": "denies", "attributed": "attributes"}
BOUNDS = {
    "at least": "at_least",
    "more than": "at_least",
    "at most": "at_most",
    "less than": "at_most",
    "about": "about",
}
WORDS = {"condition", "channel", "act_words", "added"}  # fields of words from the text
BASES = {"given": "meta", "meta": "meta", "feed": "feed", "text": "text"}
OUTCOMES = {"carried_out": "carried_out", "withdrawn": "withdrawn", "lapsed": "expired"}


class RasidTables:
    """The thirteen tables, to be written in order: the first two passes put on a shelf what the others tell."""

    def __init__(self, given: Gathering, version: str) -> None:
        self.given = given
        self.version = version
        self.shelf = Shelf()

    def tables(self) -> list[Table]:
        """The tables, in the order in which they are to be written."""
        return [
            Table(name, shape, getattr(self, name), key=KEYS.get(name, (shape[0].name,)), refers=REFERS.get(name, {}))
            for name, shape in NAMES.items()
        ]

    def events(self) -> Iterator[dict[str, Any]]:
        """An incident a row."""
        for told in self.given.incidents():
            self.keep(told)
            yield self.event(told)

    def event(self, told: Told) -> dict[str, Any]:
        """The row of an incident."""
        item, place, where = told.item, told.item.place, gathered.point(told)
        start, end, precision, basis = gathered.span_of(told)
        low, _, high = gathered.killed(told)
        own = next((a["place"] for a in told.assertions if a["place"]), None)
        admin1, admin2 = gathered.areas(self.given, told)
        corrected = [a["id"] for a in told.assertions if a.get("corrected")]
        corrections = self.given.ask.corrections(corrected) if corrected else []
        chosen = next((a["killed"] for a in told.assertions if "killed" in a.get("corrected", ())), None)
        return {
            "event_id": told.id,
            "url": self.given.url("incident", told.id),
            "status": told.status(),
            "assertion_mode": "threatened" if item.kind == "threat" else MODES.get(item.factuality, "asserted"),
            "date_start": start,
            "date_end": end,
            "date_precision": precision,
            "date_basis": basis,
            "plover_category": item.plover,
            "plover_mode": item.mode,
            "cameo_code": told.code("cameo"),
            "acled_style_type": acled_type(told),
            "acled_style_subtype": told.code("acled"),
            "ucdp_style_violence": str(violence(told) or ""),
            "country_iso3": place.country if place else None,
            "admin1": admin1,
            "admin2": admin2,
            "place": place.name if place else None,
            "place_ar": place.arabic if place else None,
            "place_id": place_id(own),
            "latitude": where[0] if where else None,
            "longitude": where[1] if where else None,
            "geo_precision": gathered.place_precision(told),
            "summary_en": gathered.summary(told),
            "actors_initiator": [a.id for a in told.sources],
            "actors_recipient": [a.id for a in told.targets],
            "killed_min": low,
            "killed_max": high,
            "killed_best": chosen,
            "responsibility": item.stance,
            "n_articles": len(item.articles),
            "n_outlets": len(item.outlets),
            "n_origins": len(item.origins),
            "confidence_machine": round(item.score, 3),
            "created_at": min((a["added"] for a in told.articles), default=told.row["modified"]),
            "modified_at": told.row["modified"],
            "version": 1 + len(corrections),
            "dataset_version": self.version,
            "sensitivity": told.sensitivity,
        }

    def keep(self, told: Told) -> None:
        """Put on the shelf what other tables tell of an incident."""
        self.shelf.put("incidents", told.id)
        self.keep_place(next((a["place"] for a in told.assertions if a["place"]), None))
        put, veil = self.shelf.put, self.given.veil
        for actor in (*told.sources, *told.targets):
            self.keep_actor(actor)
        by_article: dict[str, list[str]] = {}
        for row in told.assertions:
            by_article.setdefault(row["article"], []).append(row["id"])
        for article in told.articles:
            put("articles", article["id"], article)
            role = (
                "first" if article["id"] == told.item.first else "copies" if article["role"] == "copy" else "confirms"
            )
            ids = by_article.get(article["id"], [])
            line = {"event_id": told.id, "article_id": article["id"], "role": role, "assertion_ids": ids}
            put("event_articles", f"{told.id}/{article['id']}", line)
        for number, said in enumerate(told.item.responsibility, 1):
            ids = [
                WITHHELD_KEY if veil.private(key, name, False) else gathered.speaker_id(key, name)
                for key, name in ((said.speaker_key, said.speaker), (said.actor_key, said.actor))
            ]
            id = f"{told.id}/{number:03}"
            line = {
                "claim_id": id,
                "event_id": told.id,
                "assertion_id": said.report,
                "claimant_id": ids[0],
                "stance": STANCES.get(said.stance, "attributes"),
                "attributed_to_id": ids[1],
                "made_on": said.on.isoformat() if said.on else None,
            }
            put("claims", id, line)

    def keep_actor(self, actor: Actor) -> None:
        """Put an actor on the shelf with the bodies right above it."""
        if self.shelf.get("actors", actor.id) is not None:
            return
        entries = self.given.knowledge.derived("actors by id", lambda k: {a.id: a for a in k.actors})
        entry = entries.get(actor.id)
        line = {
            "actor_id": actor.id,
            "name_ar": actor.arabic,
            "name_en": actor.name,
            "aliases_ar": list(entry.names[1:]) if entry else [],
            "kind": actor.sort,
            "country_iso3": actor.country,
            "plover_sector": actor.sector,
            "active_from": entry.since if entry else None,
            "active_to": entry.until if entry else None,
        }
        self.shelf.put("actors", actor.id, line)
        for up in actor.parents:
            self.keep_actor(self.given.known(up, up))

    def assertions(self) -> Iterator[dict[str, Any]]:
        """An assertion a row."""
        for row in self.given.assertions():
            self.keep_assertion(row)
            chain = row["attribution"]
            last = chain[-1] if chain else None
            start, end = row["span"]
            yield {
                "assertion_id": row["id"],
                "event_id": row["incident"],
                "article_id": row["article"],
                "kind": row["kind"],
                "quote_ar": row["trigger"],
                "char_start": start,
                "char_end": end,
                "body_sha256": self.text_hash(row["article"]),
                "attribution_depth": len(chain),
                "chain": [
                    {
                        "speaker": link["who"],
                        "speaker_id": link["id"],
                        "anonymous": link["anonymous"],
                        "span": link["span"],
                    }
                    for link in chain
                ],
                "origin": last["who"] if last else row["outlet"],
                "origin_anonymous": bool(last and last["anonymous"]),
                "hedge": row["factuality"] if row["factuality"] in ("possible", "denied") else "none",
                "polarity": "negated" if row["factuality"] == "denied" else "affirmed",
                "extractor": f"rasid {VERSION} {row['by']}",
                "score": row["score"],
                "review": "edited" if row.get("corrected") else row["verdict"],
            }

    def text_hash(self, id: str) -> str:
        """The hash of an article's text."""
        found = self.shelf.get("articles", id)
        if found is None:
            found = self.given.article(id)
            self.shelf.put("articles", id, found)
        return str(found["text_sha256"])

    def keep_assertion(self, row: Mapping[str, Any]) -> None:
        """Put on the shelf what other tables tell of an assertion."""
        put = self.shelf.put
        for actor in self.given.actors_of(row):
            self.keep_actor(actor)
        self.keep_place(row["place"])
        if row["kind"] == "threat":
            put("threat", row["id"], row["condition"])
        if row.get("corrected"):
            put("corrected", row["id"])
        counts = [("killed", row["killed"]), ("injured", row["wounded"])]
        quantity = row["quantity"]
        for measure, value in counts:
            if value is not None:
                put("tallies", f"{row['id']}/{measure}", self.tally(row, measure, value, "exact"))
        if quantity:
            bound = BOUNDS.get(quantity["bound"] or "", "exact" if not quantity["bound"] else "unknown")
            line = self.tally(row, quantity["unit"] or "force", quantity["value"], bound)
            line["cumulative"] = row["kind"] == "tally"
            put("tallies", f"{row['id']}/count", {**line, "tally_id": f"{row['id']}/count"})

    def keep_place(self, place: Mapping[str, Any] | None) -> None:
        """Put a place on the shelf."""
        if place is None:
            return
        where = position(place["lat"], place["lon"], place["precision_km"])
        line = {
            "place_id": place_id(place),
            "name_ar": place["name_ar"],
            "name_en": place["name_en"],
            "admin_path": place["country_iso3"],
            "latitude": where[0] if where else None,
            "longitude": where[1] if where else None,
            "source": "GeoNames, CC BY 4.0" if place["geonames_id"] else "sheets of Rasid, Apache-2.0",
        }
        self.shelf.put("places", place_id(place) or "", line)

    def tally(self, row: Mapping[str, Any], measure: str, value: float, bound: str) -> dict[str, Any]:
        """The row of a number."""
        return {
            "tally_id": f"{row['id']}/{measure}",
            "event_id": row["incident"],
            "assertion_id": row["id"],
            "measure": measure,
            "group": "unknown",
            "wording_ar": row["trigger"],
            "value_min": None if bound == "at_most" else value,
            "value_max": None if bound == "at_least" else value,
            "value_point": value,
            "bound": bound,
            "cumulative": False,
            "as_of": row["published"],
        }

    def threats(self) -> Iterator[dict[str, Any]]:
        """A threat of the query a row."""
        for some in gathered.batches(id for id, _ in self.shelf.rows("incidents")):
            for item in self.given.ask.threats(query=Query(incidents=some, verdicts=gathered.VERDICTS)):
                yield self.threat(
                    item, next((found for r in item.reports if (found := self.shelf.get("threat", r))), None)
                )

    def threat(self, item: Threat, condition: str | None) -> dict[str, Any]:
        """The row of a threat."""
        issuer, addressee = ([self.given.actor(w) for w in side] for side in (item.issuer, item.addressee))
        for actor in (*issuer[:1], *addressee[:1]):
            self.keep_actor(actor)
        last = item.moves[-1] if item.moves else None
        kind = "if" if item.condition else "deadline" if item.deadline else "none"
        return {
            "threat_id": item.id,
            "assertion_id": item.reports[0] if item.reports else "",
            "issuer_id": issuer[0].id if issuer else None,
            "target_id": addressee[0].id if addressee else None,
            "threatened_act": item.act,
            "condition_type": kind,
            "condition_text_ar": condition,
            "deadline_start": item.deadline.start if item.deadline else None,
            "deadline_end": item.deadline.end if item.deadline else None,
            "outcome": OUTCOMES.get(item.status, "open"),
            "outcome_event_id": last.by if last and item.status == "carried_out" else None,
        }

    def kept(self, kind: str) -> Iterator[dict[str, Any]]:
        """The rows on the shelf of a kind."""
        return (row for _, row in self.shelf.rows(kind))

    def claims(self) -> Iterator[dict[str, Any]]:
        """Who is said to have done it, a row each time somebody says so."""
        return self.kept("claims")

    def tallies(self) -> Iterator[dict[str, Any]]:
        """A number a row."""
        return self.kept("tallies")

    def actors(self) -> Iterator[dict[str, Any]]:
        """An actor a row."""
        return self.kept("actors")

    def actor_relations(self) -> Iterator[dict[str, Any]]:
        """What actors are part of, as the sheets have it."""
        entries = self.given.knowledge.derived("actors by id", lambda k: {a.id: a for a in k.actors})
        for id, _ in self.shelf.rows("actors"):
            entry = entries.get(id)
            above = dict.fromkeys((*([entry.parent] if entry.parent else []), *entry.umbrellas)) if entry else {}
            for up in above:
                yield {"relation_id": f"{id}/{up}", "from_id": id, "to_id": up, "type": "part_of"}

    def places(self) -> Iterator[dict[str, Any]]:
        """A place a row."""
        return self.kept("places")

    def articles(self) -> Iterator[dict[str, Any]]:
        """An article a row, without its text."""
        for some in gathered.batches(self.shelf.rows("articles")):
            firsts = self.given.ask.first_captures(id for id, _ in some)
            yield from (self.article(id, row, firsts.get(id)) for id, row in some)

    def article(self, id: str, row: Mapping[str, Any], first: Mapping[str, Any] | None) -> dict[str, Any]:
        """The row of an article."""
        outlet = row["outlet"] or ""
        self.shelf.put("sources", f"outlet:{outlet}", {"source_id": f"outlet:{outlet}", "name_en": outlet})
        return {
            "article_id": id,
            "source_id": f"outlet:{outlet}",
            "url": row["url"],
            "title_ar": row["title"],
            "author": row["author"],
            "published_at": row["published"],
            "published_basis": BASES.get(row["published_basis"] or "", "unknown"),
            "retrieved_at": (first["retrieved"] or first["taken"]) if first else None,
            "retrieved_by": first["by"] if first else None,
            "raw_sha256": first["sha256"] if first else None,
            "text_sha256": row["text_sha256"],
            "dup_group": row["story"],
            "dup_role": row["role"],
            "language": row["language"],
        }

    def sources(self) -> Iterator[dict[str, Any]]:
        """An outlet a row."""
        return ({**row, "kind": "outlet"} for row in self.kept("sources"))

    def event_articles(self) -> Iterator[dict[str, Any]]:
        """Which article tells of which incident."""
        return self.kept("event_articles")

    def corrections(self) -> Iterator[dict[str, Any]]:
        """A correction a row, without the name and the notes of who made it."""
        for id, _ in self.shelf.rows("corrected"):
            for row in self.given.ask.corrections([id]):
                yield {
                    "correction_id": f"c{row['seq']}",
                    "record_id": row["record"],
                    "at": row["at"],
                    "field": row["field"],
                    "old": corrected(row["field"], row["was"], self.given.veil),
                    "new": corrected(row["field"], row["now"], self.given.veil),
                    "kind": "fix",
                    "by_role": "reviewer",
                }

    def tombstones(self) -> Iterator[dict[str, Any]]:
        """The ids that are no more, of the whole record, since the day that the query names."""
        since = self.given.query.modified_since
        for row in self.given.ask.tombstones():
            if since is not None and row["at"] < since.isoformat():
                continue
            yield {
                "old_id": row["old"],
                "kind": row["kind"],
                "new_ids": [id for id in row["new"].split(";") if id],
                "at": row["at"],
            }


def corrected(field: str, told: str, veil: Veil) -> str:
    """What a field said before or after a correction: private names, and words in which they might stand, left out."""
    value = json.loads(told)
    if value is None or (field in WORDS and not veil.off):
        return ""
    if isinstance(value, dict):
        value = value.get("name_en") or value.get("name_ar") or [v for k, v in value.items() if v and k != "span"]
    items = value if isinstance(value, list) else [value]
    return "; ".join(
        veil.name(i["id"], i.get("who") or i.get("name_en") or i["name_ar"]) if isinstance(i, dict) else str(i)
        for i in items
    )


def acled_type(told: Told) -> str:
    """The type in the manner of ACLED that an incident's sub-type belongs to."""
    return acled_types(told)[0]


def place_id(place: Mapping[str, Any] | None) -> str | None:
    """The id of a place: that of GeoNames where it has one, else country and name."""
    if place is None:
        return None
    if place["geonames_id"]:
        return f"geonames:{place['geonames_id']}"
    return f"rasid:{place['country_iso3'] or ''}:{place['name_en'] or place['name_ar']}"

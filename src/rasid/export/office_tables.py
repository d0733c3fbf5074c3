"""Incidents for the tools of offices: HXL for humanitarian data, Bayanat for documentation of violations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasid.export import gathered
from rasid.export.event_styles import acled_types
from rasid.export.gathered import Gathering, Shelf, Told
from rasid.export.privacy import WITHHELD_KEY
from rasid.export.tables import Dialect, Table, columns

TAGS = """
event_id #event+id
event_type #event+type
event_type_ar #event+type+i_ar
acled_sub_event_type #event+type+acled
plover_category #event+type+plover
summary_en #description+event+i_en
summary_ar #description+event+i_ar
date_start:date #date+start
date_end:date #date+end
date_published:date #date+reported
actor1 #group+name+actor1
actor2 #group+name+actor2
claimed_by #group+name+claimed
denied_by #group+name+denied
country #country+name
country_iso3 #country+code+v_iso3
adm1 #adm1+name
adm1_pcode #adm1+code+v_pcode
adm2 #adm2+name
adm2_pcode #adm2+code+v_pcode
adm3 #adm3+name
adm3_pcode #adm3+code+v_pcode
place_en #loc+name+i_en
place_ar #loc+name+i_ar
lat:number #geo+lat
lon:number #geo+lon
geo_precision #geo+precision
killed_low:integer #affected+killed+min
killed_high:integer #affected+killed+max
killed_civilians:integer #affected+killed+civilians
injured_low:integer #affected+injured+min
abducted:integer #affected+abducted
displaced:integer #affected+displaced
weapon #cause+name
severity #severity
status #status+review
source_names #meta+source
source_urls #meta+url
n_sources:integer #meta+num+sources
modified_at:datetime #date+updated
"""
PAIRS = [line.split(" ") for line in TAGS.strip().splitlines()]
HXL = columns(" ".join(name for name, _ in PAIRS))
HASHTAGS = tuple(tag for _, tag in PAIRS)
BULLETIN = columns(
    "id title title_ar origin_id source_link sjac_title sjac_title_ar description publish_date:date "
    "documentation_date:date labels:list verified_labels:list sources:list locations:list geo_locations media:list "
    "events:list related_bulletins:list related_actors:list related_incidents:list"
)
ACTOR = columns(
    "id name name_ar nickname nickname_ar middle_name middle_name_ar last_name last_name_ar mother_name mother_name_ar "
    "sex age civilian type media:list events:list related_bulletins:list related_actors:list related_incidents:list"
)


def stances(given: Gathering, told: Told, stance: str) -> list[str]:
    """Who claims or denies it."""
    found = [r for r in told.item.responsibility if r.stance == stance]
    return list(dict.fromkeys(given.veil.name(r.speaker_key, r.speaker) for r in found))


def hxl_rows(given: Gathering) -> Iterator[dict[str, Any]]:
    """An incident a row."""
    for told in given.incidents():
        item, place, where = told.item, told.item.place, gathered.point(told)
        start, end, _, _ = gathered.span_of(told)
        low, _, high = gathered.killed(told)
        admin1, admin2 = gathered.areas(given, told)
        yield {
            "event_id": told.id,
            "event_type": item.kind,
            "acled_sub_event_type": acled_types(told)[1],
            "plover_category": item.plover,
            "summary_en": gathered.summary(told),
            "date_start": start,
            "date_end": end,
            "date_published": item.first_published,
            "actor1": gathered.names(told.sources),
            "actor2": gathered.names(told.targets),
            "claimed_by": stances(given, told, "claimed"),
            "denied_by": stances(given, told, "denied"),
            "country": given.country(place.country) if place else "",
            "country_iso3": place.country if place else "",
            "adm1": admin1,
            "adm2": admin2,
            "place_en": place.name if place else "",
            "place_ar": place.arabic if place else "",
            "lat": where[0] if where else None,
            "lon": where[1] if where else None,
            "geo_precision": gathered.place_precision(told),
            "killed_low": low,
            "killed_high": high,
            "injured_low": gathered.killed(told, "wounded")[0],
            "weapon": list(item.weapons),
            "status": told.status(),
            "source_names": list(item.outlets),
            "source_urls": [a["url"] for a in told.articles],
            "n_sources": len(item.origins),
            "modified_at": told.row["modified"],
        }


def hxl(given: Gathering) -> list[Table]:
    """One table with a line of hashtags below its header."""
    return [Table("hxl", HXL, lambda: hxl_rows(given), Dialect(second=HASHTAGS))]


class Bayanat:
    """Bulletins (an incident each) and the actors in them."""

    def __init__(self, given: Gathering) -> None:
        self.given = given
        self.shelf = Shelf()

    def bulletins(self) -> Iterator[dict[str, Any]]:
        """An incident a row."""
        for told in self.given.incidents():
            for actor in (*told.sources, *told.targets):
                if actor.id != WITHHELD_KEY:
                    kind = "Person" if actor.sort == "person" else "Entity"
                    line = {"id": actor.id, "name": actor.name, "name_ar": actor.arabic, "type": kind}
                    self.shelf.put("actor", actor.id, line)
            place, where = told.item.place, gathered.point(told)
            start, _, _, _ = gathered.span_of(told)
            first = told.articles[0] if told.articles else {}
            yield {
                "id": told.id,
                "title": gathered.summary(told),
                "title_ar": first.get("title"),
                "origin_id": told.id,
                "source_link": first.get("url") or self.given.url("incident", told.id),
                "description": f"Review: {told.status()}. {self.given.url('incident', told.id)}",
                "publish_date": told.item.first_published,
                "documentation_date": told.row["modified"][:10],
                "labels": [v for v in (told.item.plover, told.item.mode, told.item.factuality) if v],
                "sources": list(told.item.outlets),
                "locations": [place.name] if place and place.name else [],
                "geo_locations": f"{where[0]},{where[1]}" if where else "",
                "events": [f"{told.item.plover or told.item.kind} {start or ''}".strip()],
                "related_actors": [a.id for a in (*told.sources, *told.targets)],
            }

    def actors(self) -> Iterator[dict[str, Any]]:
        """An actor of the bulletins a row."""
        return (row for _, row in self.shelf.rows("actor"))


def bayanat(given: Gathering) -> list[Table]:
    """Two tables, bulletins and actors."""
    made = Bayanat(given)
    return [Table("bulletin", BULLETIN, made.bulletins), Table("actor", ACTOR, made.actors)]

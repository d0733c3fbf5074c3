"""Incidents and assertions in the columns that users of other event data know. No data of those projects is in them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from rasid.export import gathered
from rasid.export.gathered import Actor, Gathering, Told
from rasid.export.tables import Column, Dialect, Table, columns, position
from rasid.knowledge.scheme import load_scheme
from rasid.version import VERSION

ACLED = columns(
    "event_id_cnty event_date:date year:year time_precision:integer disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1:list inter1 actor2 assoc_actor_2:list inter2 interaction civilian_targeting iso:integer region "
    "country admin1 admin2 admin3 location latitude:number longitude:number geo_precision:integer source:list "
    "source_scale notes fatalities:integer tags:list timestamp:integer"
)
UCDP = columns(
    "id relid year:year active_year:boolean code_status type_of_violence:integer conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id "
    "side_b_new_id side_b number_of_sources:integer source_article:list source_office:list source_date:list "
    "source_headline:list source_original where_prec:integer where_coordinates where_description adm_1 adm_2 "
    "latitude:number longitude:number geom_wkt priogrid_gid:integer country country_id:integer region "
    "event_clarity:integer date_prec:integer date_start date_end deaths_a:integer deaths_b:integer "
    "deaths_civilians:integer deaths_unknown:integer best:integer high:integer low:integer gwnoa:integer gwnob:integer"
)
SIDE = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
GEO = "Type:integer FullName CountryCode ADM1Code ADM2Code Lat:number Long:number FeatureID"
GDELT = columns(
    "GLOBALEVENTID SQLDATE:integer MonthYear:integer Year:integer FractionDate:number "
    + " ".join(f"Actor{n}{part}" for n in (1, 2) for part in SIDE.split())
    + " IsRootEvent:integer EventCode EventBaseCode EventRootCode QuadClass:integer GoldsteinScale:number "
    "NumMentions:integer NumSources:integer NumArticles:integer AvgTone:number "
    + " ".join(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in GEO.split())
    + " DATEADDED:integer SOURCEURL"
)
MENTIONS = columns(
    "GLOBALEVENTID EventTimeDate:integer MentionTimeDate:integer MentionType:integer MentionSourceName "
    "MentionIdentifier SentenceID:integer Actor1CharOffset:integer Actor2CharOffset:integer "
    "ActionCharOffset:integer InRawText:integer Confidence:integer MentionDocLen:integer MentionDocTone:number "
    "MentionDocTranslationInfo Extras"
)
POLECAT = tuple(
    Column(name, "number" if name in {"Intensity", "Latitude", "Longitude"} else "string")
    for name in re.split(
        ",",
        "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
        "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,"
        "Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,"
        "Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,"
        "GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,"
        "Story Locations,Language,Version",
    )
)
INTER = {
    "state_force": (1, "State forces"),
    "rebel": (2, "Rebel group"),
    "political_militia": (3, "Political militia"),
    "identity_militia": (4, "Identity militia"),
    "rioters": (5, "Rioters"),
    "protesters": (6, "Protesters"),
    "civilians": (7, "Civilians"),
    "media": (7, "Civilians"),
    "external": (8, "External/Other forces"),
}
LEADERS = {"REB": "rebel", "GOV": "state_force", "MIL": "state_force", "PRM": "political_militia"}
ARMED = {1, 2, 3, 4, 8}
TIMES = {"day": 1, "2-6d": 2, "week": 2}
SPAN = 7  # days of a stretch that is told day by day
DATE_PRECISION = {"day": 1, "2-6d": 2, "week": 3, "month": 4, "year": 5, "unknown": 2}
WHERE = {"exact": 1, "vicinity": 1, "locality": 2, "admin2": 3, "admin1": 4, "country": 6, "unknown": 6}
NEAR = {"exact": 1, "vicinity": 1, "locality": 2}
BOTH = "Excessive force against protesters"


def schemes() -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]:
    """The codes of CAMEO, PLOVER and ACLED's types."""
    if not SCHEMES:
        SCHEMES.extend(load_scheme(name).codes for name in ("cameo", "plover", "acled"))
    return SCHEMES[0], SCHEMES[1], SCHEMES[2]


SCHEMES: list[Mapping[str, Any]] = []


def inter(actor: Actor | None, country: str) -> tuple[int, str]:
    """The type of an actor in the manner of ACLED, 0 for none; a state's forces outside its country are external."""
    if actor is None:
        return 0, ""
    if actor.sort == "state_force" and actor.country and country and actor.country != country:
        return INTER["external"]
    sort = LEADERS.get(actor.sector, "civilians") if actor.sort == "person" else actor.sort
    return INTER.get(sort, INTER["external"])


def sides(told: Told) -> tuple[Actor | None, Actor | None]:
    """The first actor of each side."""
    return (told.sources[0] if told.sources else None, told.targets[0] if told.targets else None)


def acled_types(told: Told) -> tuple[str, str, str]:
    """Event type, sub-type and type of disorder in the manner of ACLED; "" where no report has a code."""
    sub = told.code("acled")
    type = str(schemes()[2].get(sub, {}).get("type", ""))
    if not type:
        return "", "", ""
    if sub == BOTH:
        return type, sub, "Political violence; Demonstrations"
    if type == "Strategic developments":
        return type, sub, type
    return type, sub, "Demonstrations" if type == "Protests" or sub == "Violent demonstration" else "Political violence"


def acled_name(actor: Actor | None, country: str) -> str:
    """The name of an actor as such data write it."""
    if actor is None:
        return ""
    number = inter(actor, country)[0]
    if number in (5, 6, 7) and not gathered.about(actor.country) and country:
        return f"{INTER[{5: 'rioters', 6: 'protesters', 7: 'civilians'}[number]][1]} ({country})"
    return actor.name


def acled_rows(given: Gathering) -> Iterator[dict[str, Any]]:
    """A row for each day of an incident, as far as its days are told one by one."""
    for told in given.incidents():
        days = active_days(told)
        shares = spread(gathered.killed(told)[0] or 0, len(days))
        row = acled_row(given, told)
        for number, (day, dead) in enumerate(zip(days, shares, strict=True), 1):
            notes = f"Day {number} of {len(days)}. {row['notes']}" if len(days) > 1 else row["notes"]
            yield {
                **row,
                "event_id_cnty": row["event_id_cnty"] + (f".{number}" if number > 1 else ""),
                "event_date": day,
                "year": day.year if day else None,
                "time_precision": 1 if len(days) > 1 else row["time_precision"],
                "notes": notes,
                "fatalities": dead,
            }


def active_days(told: Told) -> list[date | None]:
    """The days on which an incident went on; one in the middle where only a week or a longer time is known."""
    start, end, precision, _ = gathered.span_of(told)
    first, last = (date.fromisoformat(d) if d else None for d in (start or end, end or start))
    if first is None or last is None or precision == "day":
        return [first]
    length = (last - first).days + 1
    if told.item.days is not None and told.item.days.grain == "range" and length <= SPAN:
        return [first + timedelta(days=n) for n in range(length)]
    return [first + timedelta(days=length // 2)]


def spread(number: int, parts: int) -> list[int]:
    """A number in equal parts; what is over goes to the first."""
    whole, over = divmod(number, parts)
    return [whole + (n < over) for n in range(parts)]


def acled_row(given: Gathering, told: Told) -> dict[str, Any]:
    """What is the same on every day of an incident."""
    place, where = told.item.place, gathered.point(told)
    iso3 = place.country if place else ""
    _, _, precision, basis = gathered.span_of(told)
    one, two = sides(told)
    type, sub, disorder = acled_types(told)
    (low_code, first), (high_code, second) = (inter(a, iso3) for a in (one, two))
    admin1, admin2 = gathered.areas(given, told)
    country, facts = given.country(iso3), gathered.about(iso3)
    tags = [f"factuality={told.item.factuality}", f"review={told.status()}", f"responsibility={told.item.stance}"]
    tags += [f"date_basis={basis}"] if basis != "text" else []
    tags += [f"sensitivity={told.sensitivity}"] if told.sensitivity != gathered.PUBLIC else []
    target = high_code in (6, 7) and low_code in ARMED
    return {
        "event_id_cnty": f"{iso3 or 'UNK'}-{told.id}",
        "time_precision": TIMES.get(precision, 3),
        "disorder_type": disorder,
        "event_type": type,
        "sub_event_type": sub,
        "actor1": acled_name(one, country),
        "assoc_actor_1": gathered.names(told.sources[1:]),
        "inter1": first,
        "actor2": acled_name(two, country),
        "assoc_actor_2": gathered.names(told.targets[1:]),
        "inter2": second,
        "interaction": interaction((low_code, first), (high_code, second)),
        "civilian_targeting": "Civilians targeted" if target else "",
        "iso": facts.iso if facts else None,
        "region": facts.region if facts else "",
        "country": country,
        "admin1": admin1,
        "admin2": admin2,
        "location": place.name if place else "",
        "latitude": round(where[0], 4) if where else None,
        "longitude": round(where[1], 4) if where else None,
        "geo_precision": NEAR.get(gathered.place_precision(told), 3) if place else None,
        "source": list(dict.fromkeys(told.item.outlets)),
        "notes": f"{gathered.summary(told)} [{given.url('incident', told.id)}]",
        "tags": tags,
        "timestamp": unix(told.row["modified"]),
    }


def interaction(one: tuple[int, str], two: tuple[int, str]) -> str:
    """The pair of two types of actors as text."""
    if not one[0] or not two[0]:
        found = one[1] or two[1]
        return f"{found} only" if found else ""
    pair = sorted((one, two))
    if (pair[0][0], pair[1][0]) == (7, 8):
        pair.reverse()
    return f"{pair[0][1]}-{pair[1][1]}"


def unix(moment: str) -> int:
    """A UTC moment in ISO form as seconds."""
    whole = date.fromisoformat(moment[:10])
    clock = [int(part) for part in moment[11:19].split(":")] if len(moment) >= 19 else [0, 0, 0]
    return calendar.timegm((whole.year, whole.month, whole.day, clock[0], clock[1], clock[2]))


def violence(told: Told) -> int:
    """The type of violence in the manner of UCDP: 1 state-based, 2 non-state, 3 one-sided, 0 where it is none of them.

    There must be a death told of as a fact, and an organised armed actor who brought it about.
    """
    high = gathered.killed(told)[2]
    iso3 = told.item.place.country if told.item.place else ""
    one, two = (inter(a, iso3)[0] for a in sides(told))
    if not high or told.item.factuality != "asserted" or told.item.plover != "ASSAULT" or one not in ARMED:
        return 0
    if two not in ARMED:
        return 3 if two in (5, 6, 7) else 0
    return 1 if {one, two} & {1, 8} else 2


def ucdp_rows(given: Gathering) -> Iterator[dict[str, Any]]:
    """An incident of organised violence with a death a row; how many others there were is counted in the package."""
    given.skipped["incidents without a death, or not of organised violence"] = 0
    for told in given.incidents():
        kind = violence(told)
        if not kind:
            given.skipped["incidents without a death, or not of organised violence"] += 1
            continue
        place, where = told.item.place, gathered.point(told)
        iso3 = place.country if place else ""
        start, end, precision, _ = gathered.span_of(told)
        low, best, high = gathered.killed(told)
        one, two = sides(told)
        facts, (admin1, admin2) = gathered.about(iso3), gathered.areas(given, told)
        numbers = [state_number(a) for a in (one, two)]
        articles = told.articles
        side_b = "Civilians" if kind == 3 else two.name if two else ""
        chain = told.first["attribution"]
        yield {
            "id": told.id,
            "year": int((start or end or "0")[:4]) or None,
            "code_status": told.status(),
            "type_of_violence": kind,
            "dyad_name": f"{one.name if one else ''} - {side_b}",
            "side_a": one.name if one else "",
            "side_b": side_b,
            "number_of_sources": len(articles),
            "source_article": [",".join(str(a[k] or "") for k in ("outlet", "published", "title")) for a in articles],
            "source_office": [a["outlet"] for a in articles],
            "source_date": [a["published"] for a in articles],
            "source_headline": [a["title"] for a in articles],
            "source_original": chain[-1]["who"] if chain else told.first["outlet"],
            "where_prec": WHERE[gathered.place_precision(told)],
            "where_coordinates": place.name if place else "",
            "where_description": place.arabic if place else "",
            "adm_1": admin1,
            "adm_2": admin2,
            "latitude": where[0] if where else None,
            "longitude": where[1] if where else None,
            "geom_wkt": f"POINT ({where[1]} {where[0]})" if where else "",
            "country": given.country(iso3),
            "country_id": facts.gw if facts else None,
            "region": facts.ucdp_region if facts else "",
            "event_clarity": 1 if precision == "day" else 2,
            "date_prec": DATE_PRECISION[precision],
            "date_start": f"{start or end} 00:00:00.000" if start or end else "",
            "date_end": f"{end or start} 00:00:00.000" if start or end else "",
            "deaths_civilians": best if kind == 3 else None,
            "deaths_unknown": 0 if kind == 3 else best,
            "best": best,
            "high": high,
            "low": low,
            "gwnoa": numbers[0],
            "gwnob": numbers[1] if kind != 3 else None,
        }


def state_number(actor: Actor | None) -> int | None:
    """The number of the state whose forces an actor is."""
    facts = gathered.about(actor.country) if actor is not None and actor.sort == "state_force" else None
    return facts.gw if facts else None


def gdelt_rows(given: Gathering) -> Iterator[dict[str, Any]]:
    """An incident a row; one that CAMEO has no code for has none here either."""
    for told in given.incidents():
        start, end, _, _ = gathered.span_of(told)
        day = start or end
        code = told.code("cameo")
        root = code[:2]
        first = told.articles[0] if told.articles else {}
        yield {
            "GLOBALEVENTID": told.id,
            **dated(day),
            **gdelt_actor(1, told.sources[0] if told.sources else None),
            **gdelt_actor(2, told.targets[0] if told.targets else None),
            "IsRootEvent": int(told.first["sentence"] <= 1),
            "EventCode": code,
            "EventBaseCode": code[:3],
            "EventRootCode": root,
            "QuadClass": quad(root),
            "GoldsteinScale": number(schemes()[0].get(code, {}).get("goldstein")),
            "NumMentions": len(told.assertions),
            "NumSources": len(told.item.outlets),
            "NumArticles": len(told.item.articles),
            **gdelt_place(told),
            "DATEADDED": stamp(told.row["modified"]),
            "SOURCEURL": first.get("url") or given.url("incident", told.id),
        }


def dated(day: str | None) -> dict[str, Any]:
    """The five forms of a day."""
    if not day:
        return {}
    whole = date.fromisoformat(day)
    fraction = round(whole.year + (whole.timetuple().tm_yday - 1) / 365, 4)
    return {
        "SQLDATE": int(day.replace("-", "")),
        "MonthYear": int(day.replace("-", "")[:6]),
        "Year": whole.year,
        "FractionDate": fraction,
    }


def gdelt_actor(number: int, actor: Actor | None) -> dict[str, Any]:
    """The columns of an actor that are known."""
    if actor is None:
        return {}
    sector = actor.sector[:3] or {"civilians": "CVL", "rebel": "REB", "state_force": "MIL"}.get(actor.sort, "")
    found = {"Code": actor.country + sector, "Name": actor.name.upper(), "CountryCode": actor.country}
    return {f"Actor{number}{key}": value for key, value in {**found, "Type1Code": sector}.items()}


def gdelt_place(told: Told) -> dict[str, Any]:
    """The columns of the place of action."""
    place, where = told.item.place, gathered.point(told)
    if place is None:
        return {}
    facts = gathered.about(place.country)
    return {
        "ActionGeo_Type": 1 if gathered.place_precision(told) == "country" else 4,
        "ActionGeo_FullName": place.name,
        "ActionGeo_CountryCode": facts.fips if facts else "",
        "ActionGeo_Lat": where[0] if where else None,
        "ActionGeo_Long": where[1] if where else None,
    }


def quad(root: str) -> int | None:
    """The class of a root code: verbal or material, cooperation or conflict."""
    if not root.isdigit():
        return None
    return next(n for n, most in ((1, 5), (2, 8), (3, 13), (4, 99)) if int(root) <= most)


def number(said: Any) -> float | None:
    """A number out of a sheet."""
    return float(said) if said not in (None, "") else None


def stamp(moment: str) -> int:
    """A moment as YYYYMMDDHHMMSS."""
    return int("".join(c for c in moment if c.isdigit())[:14].ljust(14, "0"))


def mention_rows(given: Gathering) -> Iterator[dict[str, Any]]:
    """An assertion of the query a row, where it belongs to an incident."""
    for row in given.assertions():
        if not row["incident"]:
            continue
        published = stamp(row["published"]) if row["published"] else None
        yield {
            "GLOBALEVENTID": row["incident"],
            "MentionTimeDate": published,
            "MentionType": 1 if row["url"] else 2,
            "MentionSourceName": row["outlet"],
            "MentionIdentifier": row["url"] or given.url("article", row["article"]),
            "SentenceID": row["sentence"] + 1,
            "ActionCharOffset": row["span"][0],
            "InRawText": 1,
            "Confidence": round(row["score"] * 100),
            "Extras": f"review={row['verdict']}",
        }


def polecat_rows(given: Gathering) -> Iterator[dict[str, Any]]:
    """An assertion of the query a row."""
    plover = schemes()[1]
    for row in given.assertions():
        type, mode = row["plover"] or "", row["mode"] or ""
        facts, place, day = plover.get(type, {}), row["place"] or {}, row["date"] or {}
        where = position(place.get("lat"), place.get("lon"), place.get("precision_km"))
        score = (facts.get("modes") or {}).get(mode) or facts.get("score")
        actor, recipient = (
            polecat_side(given, row[role], side)
            for role, side in (("source_actor", "Actor"), ("target_actor", "Recipient"))
        )
        yield {
            "Event ID": row["id"],
            "Event Date": day.get("from") or day.get("to") or row["published"],
            "Event Type": type,
            "Event Mode": mode,
            "Intensity": number(score),
            "Quad Code": str(facts.get("quad", "")).upper(),
            **actor,
            **recipient,
            "Placename": place.get("name_en"),
            "Country": place.get("country_iso3"),
            "Latitude": where[0] if where else None,
            "Longitude": where[1] if where else None,
            "GeoNames ID": place.get("geonames_id"),
            "Raw Placename": place.get("name_ar"),
            "Source": row["outlet"],
            "Publication Date": row["published"],
            "Language": "ar",
            "Version": f"rasid {VERSION} {row['verdict']}",
        }


def polecat_side(given: Gathering, parties: list[dict[str, Any]], side: str) -> dict[str, Any]:
    """The columns of a side."""
    if not parties:
        return {}
    found = [given.of_party(p) for p in parties]
    first, facts = found[0], gathered.about(found[0].country)
    sectors = list(dict.fromkeys(a.sector for a in found if a.sector))
    return {
        f"{side} Name": first.name,
        f"{side} Country": first.country,
        f"{side} COW": facts.cow if facts else None,
        f"Primary {side} Sector": sectors[0] if sectors else "",
        f"{side} Sectors": sectors,
        f"{side} Name Raw": parties[0]["surface"],
    }


JOINED = Dialect(separator="; ")
TABS = Dialect(delimiter="\t", separator="; ")


def acled_style(given: Gathering) -> list[Table]:
    """One table in ACLED's columns."""
    return [Table("acled_style", ACLED, lambda: acled_rows(given), JOINED)]


def ucdp_style(given: Gathering) -> list[Table]:
    """One table in the columns of UCDP GED."""
    return [Table("ucdp_style", UCDP, lambda: ucdp_rows(given))]


def gdelt_style(given: Gathering) -> list[Table]:
    """Two tables in the columns of GDELT 2.0, without a header, as they are there."""
    bare = Dialect(delimiter="\t", header=False)
    return [
        Table("gdelt_style.export", GDELT, lambda: gdelt_rows(given), bare, "CSV"),
        Table("gdelt_style.mentions", MENTIONS, lambda: mention_rows(given), bare, "CSV"),
    ]


def polecat_style(given: Gathering) -> list[Table]:
    """One table in POLECAT's columns."""
    return [Table("polecat_style", POLECAT, lambda: polecat_rows(given), TABS, "tsv")]

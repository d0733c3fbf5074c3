"""The fields of an assertion that people set right: what may be typed, and what it becomes on the assertion."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rasid.errors import RecordError
from rasid.knowledge.load import Knowledge
from rasid.knowledge.scheme import load_scheme
from rasid.link.named import actor_named, place_named
from rasid.link.reports import everyone, where
from rasid.model import Party, PlaceValue
from rasid.model.record import Count, Days, Report

FACTUALITY = ("asserted", "denied", "possible", "conditional", "planned", "averted")
KINDS = ("event", "threat", "claim", "denial", "tally", "strength", "meeting", "statement")
BOUNDS = ("at least", "about", "more than", "at most", "less than", "exactly")
AFAR = 90.0, 180.0  # degrees from the equator and from Greenwich at most
DEGREES = re.compile(
    r"(\d+(?:\.\d+)?)\s*°\s*(?:(\d+(?:\.\d+)?)\s*['′]\s*)?(?:(\d+(?:\.\d+)?)\s*(?:\"|″|'')\s*)?([NSEW])", re.IGNORECASE
)
WEAPONS = ";"
CHAIN = ">"


@dataclass(frozen=True, slots=True)
class Means:
    """What reading a value takes: the sheets, and the content words of a text."""

    knowledge: Knowledge
    words: Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what may be typed, how it is read, and how it is told by a report once it stands in the body."""

    shape: str
    read: Callable[[str, Means], Any]
    put: Callable[[dict[str, Any], Any], None]
    tell: Callable[[Report, Mapping[str, Any], Means], Report]
    empty: bool = True  # whether "" empties it


def of(means: Means | None) -> Means:
    """The means, where they are needed.

    Raises RecordError where there are none.
    """
    if means is None:
        raise RecordError("names and words are read with the sheets; open the judge with rasid.run.record.judge")
    return means


def keep(key: str) -> Callable[[dict[str, Any], Any], None]:
    """Writes a value as it is."""

    def put(body: dict[str, Any], value: Any) -> None:
        body[key] = value

    return put


def one_of(*allowed: str) -> Callable[[str, Means], str]:
    """Reads one of some words."""

    def read(text: str, _: Means) -> str:
        if text not in allowed:
            raise ValueError
        return text

    return read


def number(text: str, _: Means) -> int:
    """Reads a whole number."""
    if not text.isdecimal():
        raise ValueError
    return int(text)


def amount(text: str, _: Means) -> float:
    """Reads a number."""
    value = float(text.replace(",", ""))
    if value < 0 or value != value:
        raise ValueError
    return int(value) if value.is_integer() else value


def day(text: str, _: Means) -> str:
    """Reads a day."""
    return date.fromisoformat(text).isoformat()


def days(text: str, means: Means) -> dict[str, Any]:
    """Reads a day, or the first and the last: 2024-05-06/2024-05-09."""
    first, slash, last = (part.strip() for part in text.partition("/"))
    start, end = day(first, means), day(last if slash else first, means)
    if start > end:
        raise ValueError(f"the first day, {start}, is later than the last, {end}")
    grain = "day" if start == end else "range"
    return {"from": start, "to": end, "grain": grain, "basis": "corrected", "span": None}


def code(text: str, _: Means) -> str:
    """Reads a PLOVER type."""
    if text not in load_scheme("plover").codes:
        raise ValueError
    return text


def mode(text: str, _: Means) -> str:
    """Reads a PLOVER mode."""
    scheme = load_scheme("plover")
    if not any(text in scheme.modes(name) for name in scheme.codes):
        raise ValueError
    return text


def words(text: str, _: Means) -> str:
    """Reads words as they are."""
    return text


def weapons(text: str, means: Means) -> list[str]:
    """Reads weapons by their English or Arabic names."""
    found = []
    for name in filter(None, (part.strip() for part in text.split(WEAPONS))):
        said = of(means).knowledge.words(name)
        known = [
            w.name
            for w in of(means).knowledge.weapons
            if w.name.casefold() == name.casefold() or any(of(means).knowledge.words(f) == said for f in w.forms)
        ]
        if not known:
            raise ValueError(f"{name!r} is no weapon of the sheets; see rasid knowledge find")
        found.append(known[0])
    return list(dict.fromkeys(found))


def actors(text: str, means: Means) -> list[dict[str, Any]]:
    """Reads actors."""
    named = [actor_named(part.strip(), of(means).knowledge) for part in text.split(";") if part.strip()]
    return [
        {
            "id": p.entry,
            "name_en": p.name,
            "name_ar": p.arabic,
            "surface": p.arabic or p.name,
            "span": None,
            "role": None,
            "holder": None,
        }
        | ({"anonymous": True} if p.anonymous else {})
        for p in named
    ]


def chain(text: str, means: Means) -> list[dict[str, Any]]:
    """Reads who says so, outermost first."""
    named = [actor_named(part.strip(), of(means).knowledge) for part in text.split(CHAIN) if part.strip()]
    return [
        {"who": p.name, "who_ar": p.arabic or p.name, "anonymous": p.anonymous, "id": p.entry, "span": None}
        for p in named
    ]


def place(text: str, means: Means) -> dict[str, Any]:
    """Reads a place."""
    found = place_named(text, of(means).knowledge)
    return {
        "name_ar": found.arabic,
        "name_en": found.name,
        "country_iso3": found.country or None,
        "lat": found.lat,
        "lon": found.lon,
        "precision_km": found.precision_km,
        "geonames_id": found.geonames_id,
        "span": None,
    }


def coordinates(text: str, _: Means) -> dict[str, Any]:
    """Reads a position: decimal degrees (33.51, 36.29), or degrees, minutes and seconds; a third number is the
    precision in kilometres."""
    parts = DEGREES.findall(text)
    if parts:
        rest = DEGREES.sub(" ", text).strip(" ,;")
        signed = [
            (float(d) + float(m or 0) / 60 + float(s or 0) / 3600) * (-1 if side.upper() in "SW" else 1)
            for d, m, s, side in parts
        ]
        found = [*signed, *([float(rest)] if rest else [])]
        if [side.upper() in "NS" for *_, side in parts] != [True, False]:
            raise ValueError
    else:
        plain = text.replace("\u066b", ".")
        pieces = [p for p in re.split(r"[;\s]+|,(?=\s)|(?<=\.\d)," if re.search(r"[;\s]", plain) else ",", plain) if p]
        found = [float(piece.strip(",").replace(",", ".")) for piece in pieces]
    if len(found) not in (2, 3):
        raise ValueError
    for value, name, most in zip(found, ("latitude", "longitude"), AFAR, strict=False):
        if not abs(value) <= most:
            raise ValueError(f"a {name} of {value:g} is not on the Earth; it lies between -{most:g} and {most:g}")
    return {"lat": found[0], "lon": found[1], "precision_km": found[2] if len(found) > 2 else 1.0}


def put_coordinates(body: dict[str, Any], value: Any) -> None:
    """Moves the place of an assertion; one without a place gets one without a name."""
    empty = {"name_ar": "", "name_en": "", "country_iso3": None, "geonames_id": None, "span": None}
    body["place"] = {**(body["place"] or empty), **(value or {"lat": None, "lon": None, "precision_km": None})}


def put_end(end: str) -> Callable[[dict[str, Any], Any], None]:
    """Writes the first or the last day."""

    def put(body: dict[str, Any], value: Any) -> None:
        empty = {"from": None, "to": None, "grain": "day", "basis": "corrected", "span": None}
        told = {**(body["date"] or empty), end: value}
        body["date"] = told if told["from"] or told["to"] else None

    return put


def put_condition(body: dict[str, Any], value: Any) -> None:
    """Writes the words of a condition, which no longer stand at a place of the text."""
    body["condition"], body["condition_span"] = value, None


def put_channel(body: dict[str, Any], value: Any) -> None:
    """Writes the words for the medium."""
    body["channel"], body["channel_span"] = value, None


def put_act(key: str) -> Callable[[dict[str, Any], Any], None]:
    """Writes a part of the act that is threatened."""

    def put(body: dict[str, Any], value: Any) -> None:
        told = {"plover": None, "words": "", "span": None, **(body["act"] or {}), key: value}
        body["act"] = told if told["plover"] or told["words"] else None

    return put


def put_count(key: str) -> Callable[[dict[str, Any], Any], None]:
    """Writes a part of a count."""

    def put(body: dict[str, Any], value: Any) -> None:
        empty = {"value": 0, "unit": "", "scope": "", "since": None, "bound": None, "span": None}
        told = {**empty, **(body["quantity"] or {}), key: value if value is not None else empty[key]}
        body["quantity"] = None if told == empty or (key == "value" and value is None) else told

    return put


def days_of(value: Mapping[str, Any] | None) -> Days | None:
    """The days of a report out of those of a body."""
    if value is None:
        return None
    start, end = (date.fromisoformat(value[key]) if value[key] else None for key in ("from", "to"))
    return Days(start, end, value["grain"], "said" if value["basis"] == "corrected" else value["basis"])


def party_of(value: Mapping[str, Any]) -> Party:
    """An actor out of that of a body."""
    return Party(value["name_en"], value["name_ar"], None, value["id"], anonymous=bool(value.get("anonymous")))


def speaker_of(value: Mapping[str, Any]) -> Party:
    """A speaker out of that of a body."""
    return Party(value["who"], value["who_ar"], None, value["id"], anonymous=value["anonymous"])


def tell_actors(slot: str, key: str) -> Callable[[Report, Mapping[str, Any], Means], Report]:
    """Tells the actors of a side."""

    def tell(report: Report, body: Mapping[str, Any], means: Means) -> Report:
        told = everyone([party_of(v) for v in body[key]], of(means).knowledge, acted(report))
        return replace(report, **{slot: told})  # type: ignore[arg-type]

    return tell


def tell_chain(report: Report, body: Mapping[str, Any], means: Means) -> Report:
    """Tells who says so."""
    told = everyone([speaker_of(v) for v in body["attribution"]], of(means).knowledge, acted(report))
    return replace(report, chain=told)


def acted(report: Report) -> date | None:
    """The day that decides of what an actor is a part."""
    return (report.days.start if report.days else None) or report.published


def tell_place(report: Report, body: Mapping[str, Any], means: Means) -> Report:
    """Tells where."""
    value = body["place"]
    if value is None:
        return replace(report, place=None)
    told = (value["name_en"], value["name_ar"], value["country_iso3"] or "", value["lat"], value["lon"])
    return replace(report, place=where(PlaceValue(*told, value["precision_km"]), of(means).knowledge), near=())


def tell_position(report: Report, body: Mapping[str, Any], means: Means) -> Report:
    """Tells the position; the name and what holds it stay."""
    if report.place is None:
        return tell_place(report, body, means)
    value = body["place"]
    moved = replace(report.place, lat=value["lat"], lon=value["lon"], precision_km=value["precision_km"])
    return replace(report, place=moved)


def tell_condition(report: Report, body: Mapping[str, Any], means: Means) -> Report:
    """Tells the condition with its content words."""
    said = body["condition"] or ""
    return replace(report, condition=said, condition_words=of(means).words(said) if said else ())


def tell_act(report: Report, body: Mapping[str, Any], _: Means) -> Report:
    """Tells what is threatened."""
    act = body["act"] or {"plover": None, "words": ""}
    return replace(report, act=act["plover"], act_words=act["words"] or "")


def tell_count(report: Report, body: Mapping[str, Any], _: Means) -> Report:
    """Tells the count."""
    told = body["quantity"]
    if told is None:
        return replace(report, count=None)
    since = date.fromisoformat(told["since"]) if told["since"] else None
    return replace(report, count=Count(float(told["value"]), told["unit"], told["scope"], since, told["bound"] or ""))


def tell(slot: str, key: str, made: Callable[[Any], Any] = lambda v: v) -> Callable[..., Report]:
    """Tells a slot as the body has it."""

    def told(report: Report, body: Mapping[str, Any], _: Means) -> Report:
        return replace(report, **{slot: made(body[key])})

    return told


ACTORS = "ids or names, parted by ; (? before one who is not named)"
DAYS = "a day or two, YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD"
DAY = "a day, YYYY-MM-DD"
WHOLE = "a whole number"
TELL_DAYS = tell("days", "date", days_of)

FIELDS: Mapping[str, Field] = {
    "kind": Field(", ".join(KINDS), one_of(*KINDS), keep("kind"), tell("kind", "kind"), empty=False),
    "plover": Field("a PLOVER type, such as ASSAULT", code, keep("plover"), tell("plover", "plover")),
    "mode": Field("a PLOVER mode, such as aerial", mode, keep("mode"), tell("mode", "mode", lambda v: v or "")),
    "source": Field(ACTORS, actors, keep("source_actor"), tell_actors("source", "source_actor")),
    "target": Field(ACTORS, actors, keep("target_actor"), tell_actors("target", "target_actor")),
    "addressee": Field(ACTORS, actors, keep("addressee"), tell_actors("addressee", "addressee")),
    "attribution": Field(
        "who says so, the outermost first, parted by > (? before one who is not named)",
        chain,
        keep("attribution"),
        tell_chain,
    ),
    "place": Field("a name, an id, or a country's code and a name (SYR:Homs)", place, keep("place"), tell_place),
    "coordinates": Field(
        "latitude and longitude, with a third number for the kilometres of precision (33.51, 36.29, 2)",
        coordinates,
        put_coordinates,
        tell_position,
    ),
    "date": Field(DAYS, days, keep("date"), TELL_DAYS),
    "date_from": Field(DAY, day, put_end("from"), TELL_DAYS),
    "date_to": Field(DAY, day, put_end("to"), TELL_DAYS),
    "factuality": Field(
        ", ".join(FACTUALITY),
        one_of(*FACTUALITY),
        keep("factuality"),
        tell("factuality", "factuality"),
        empty=False,
    ),
    "condition": Field("words", words, put_condition, tell_condition),
    "deadline": Field(DAYS, days, keep("deadline"), tell("deadline", "deadline", days_of)),
    "channel": Field("words", words, put_channel, tell("channel", "channel", lambda v: v or "")),
    "act": Field("the PLOVER type of what is threatened", code, put_act("plover"), tell_act),
    "act_words": Field("words", words, put_act("words"), tell_act),
    "weapons": Field("names of weapons, parted by ;", weapons, keep("weapons"), tell("weapons", "weapons", tuple)),
    "killed": Field(WHOLE, number, keep("killed"), tell("killed", "killed")),
    "wounded": Field(WHOLE, number, keep("wounded"), tell("wounded", "wounded")),
    "count": Field("a number", amount, put_count("value"), tell_count),
    "count_unit": Field("what is counted: killed, wounded, attack, ...", words, put_count("unit"), tell_count),
    "count_since": Field(DAY, day, put_count("since"), tell_count),
    "count_bound": Field(", ".join(BOUNDS), one_of(*BOUNDS), put_count("bound"), tell_count),
}
ALSO: Mapping[str, str] = {  # other names of fields
    "type": "plover",
    "speaker": "attribution",
    "speakers": "attribution",
    "source_actor": "source",
    "target_actor": "target",
    "quantity": "count",
    "dates": "date",
}
LISTS = ("source", "target", "addressee", "attribution", "weapons")
NONE: Mapping[str, Any] = {"count_unit": "", "act_words": ""}


def field_of(name: str) -> str:
    """The field of a name.

    Raises RecordError where it is none.
    """
    known = ALSO.get(name, name)
    if known not in FIELDS:
        raise RecordError(f"{name!r} cannot be corrected; what can be: {', '.join(FIELDS)}")
    return known


def parsed(field: str, text: str, means: Means | None) -> Any:
    """The value of a field out of what was typed; "" empties it.

    Raises RecordError where it does not fit.
    """
    told, value = FIELDS[field], text.strip()
    if not value and told.empty:
        return [] if field in LISTS else NONE.get(field)
    try:
        return told.read(value, means)  # type: ignore[arg-type]
    except ValueError as error:
        reason = str(error)
        own = bool(reason) and not reason.startswith(("Invalid isoformat", "could not convert", "year", "month", "day"))
        empties = ', or "" for nothing' if told.empty else ""
        said = reason if own else f"{value!r} does not fit {field}: it is {told.shape}{empties}"
        raise RecordError(said) from error


def said(body: Mapping[str, Any], field: str) -> Any:
    """What an assertion says in a field."""
    if field in ("date_from", "date_to"):
        return (body["date"] or {}).get(field.removeprefix("date_"))
    if field in ("act", "act_words"):
        return (body["act"] or {}).get("plover" if field == "act" else "words")
    if field == "coordinates":
        return {key: body["place"][key] for key in ("lat", "lon", "precision_km")} if body["place"] else None
    if field.startswith("count"):
        parts = {"count": "value", "count_unit": "unit", "count_since": "since", "count_bound": "bound"}
        return (body["quantity"] or {}).get(parts[field])
    return body[{"source": "source_actor", "target": "target_actor"}.get(field, field)]

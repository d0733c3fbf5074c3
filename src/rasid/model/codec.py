"""Readings as plain data: the JSON form of an article's assertions, and flat rows for tables.

One object an article: its id, date and outlet, a list of assertions, a list of problems, and what made the reading.
Spans are [start, end] in characters of the article's text, end not included; what the text does not say is null or an
empty list. Gold that `rasid eval` scores against has the same keys. docs/reading.md lists them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasid.model.event import Assertion, DateValue, Party, PlaceValue
from rasid.model.reading import Reading
from rasid.model.text import Span


def span_list(span: Span | None) -> list[int] | None:
    """[start, end] of a span."""
    return None if span is None else [span.start, span.end]


def party(reading: Reading, value: Party) -> dict[str, Any]:
    """An actor: entry of the sheets, names, the words in the text and where they stand."""
    return {
        "id": value.entry,
        "name_en": value.name,
        "name_ar": value.arabic,
        "surface": reading.quote(value.span) if value.span else value.arabic,
        "span": span_list(value.span),
        "role": value.role or None,
        "holder": value.holder,
    }


def speaker(reading: Reading, value: Party) -> dict[str, Any]:
    """A link of the attribution chain."""
    return {
        "who": value.name,
        "who_ar": reading.quote(value.span) if value.span else value.arabic,
        "anonymous": value.anonymous,
        "id": value.entry,
        "span": span_list(value.span),
    }


def place(value: PlaceValue | None) -> dict[str, Any] | None:
    """A place: names, country, position and the words' span."""
    if value is None:
        return None
    return {
        "name_ar": value.arabic,
        "name_en": value.name,
        "country_iso3": value.country or None,
        "lat": value.lat,
        "lon": value.lon,
        "precision_km": value.precision_km,
        "geonames_id": value.geonames_id,
        "span": span_list(value.span),
    }


def days(value: DateValue | None) -> dict[str, Any] | None:
    """First and last day, both included, null where open."""
    if value is None:
        return None
    return {
        "from": value.start.isoformat() if value.start else None,
        "to": value.end.isoformat() if value.end else None,
        "grain": value.grain,
        "basis": value.basis,
        "span": span_list(value.span),
    }


def assertion(reading: Reading, item: Assertion) -> dict[str, Any]:
    """One assertion with all that is known of it."""
    tally = item.quantity
    return {
        "id": item.id,
        "kind": item.kind,
        "plover": item.plover,
        "mode": item.mode or None,
        "trigger": reading.quote(item.span),
        "span": span_list(item.span),
        "sentence": item.sentence,
        "source_actor": [party(reading, p) for p in item.source],
        "target_actor": [party(reading, p) for p in item.target],
        "addressee": [party(reading, p) for p in item.addressee],
        "place": place(item.place),
        "date": days(item.date),
        "factuality": item.factuality.value,
        "factuality_cues": [span_list(s) for s in item.factuality.cues],
        "attribution": [speaker(reading, p) for p in item.attribution],
        "condition": reading.quote(item.condition) if item.condition else None,
        "condition_span": span_list(item.condition),
        "deadline": days(item.deadline),
        "channel": reading.quote(item.channel) if item.channel else None,
        "channel_span": span_list(item.channel),
        "act": None
        if item.act is None
        else {"plover": item.act.plover, "words": reading.quote(item.act.span), "span": span_list(item.act.span)},
        "weapons": list(item.weapons),
        "killed": item.killed,
        "wounded": item.wounded,
        "quantity": None
        if tally is None
        else {
            "value": tally.value,
            "unit": tally.unit,
            "scope": tally.scope,
            "since": tally.since.isoformat() if tally.since else None,
            "bound": tally.bound or None,
            "span": span_list(tally.span),
        },
        "codes": {code.scheme: code.code for code in item.codes},
        "by": item.by,
        "score": round(item.score, 3),
    }


def to_dict(reading: Reading) -> dict[str, Any]:
    """A whole reading as one object."""
    document = reading.document
    return {
        "id": document.id,
        "published": document.published,
        "outlet": document.outlet,
        "assertions": [assertion(reading, a) for a in reading.assertions],
        "problems": [{"what": p.what, "span": span_list(p.span), "by": p.by} for p in reading.problems],
        "version": reading.made_with.version,
        "knowledge": reading.made_with.knowledge,
    }


def rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """The assertions as flat rows, a column each question; lists joined with "; "."""
    document = reading.document
    for item in reading.assertions:
        yield {
            "article": document.id,
            "published": document.published,
            "outlet": document.outlet,
            "id": item.id,
            "kind": item.kind,
            "plover": item.plover,
            "mode": item.mode or None,
            "trigger": reading.quote(item.span),
            "start": item.span.start,
            "end": item.span.end,
            "source": "; ".join(p.name for p in item.source),
            "target": "; ".join(p.name for p in item.target),
            "place": item.place.name if item.place else None,
            "place_ar": item.place.arabic if item.place else None,
            "country": item.place.country or None if item.place else None,
            "lat": item.place.lat if item.place else None,
            "lon": item.place.lon if item.place else None,
            "date_from": item.date.start.isoformat() if item.date and item.date.start else None,
            "date_to": item.date.end.isoformat() if item.date and item.date.end else None,
            "factuality": item.factuality.value,
            "attribution": " > ".join(p.name for p in item.attribution),
            "anonymous": any(p.anonymous for p in item.attribution),
            "condition": reading.quote(item.condition) if item.condition else None,
            "weapons": "; ".join(item.weapons),
            "killed": item.killed,
            "wounded": item.wounded,
            "count": item.quantity.value if item.quantity else None,
            "count_unit": item.quantity.unit if item.quantity else None,
            **{code.scheme: code.code for code in item.codes if code.scheme != "plover"},
            "score": round(item.score, 3),
        }

"""Readable text of what the record holds: assertions found, incidents, the ledger of threats, tallies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rasid.export.text import INDENT, TextStyle, comma, flat
from rasid.model.record import Days, Estimate, Incident, Report, Responsibility, TallyCheck, Threat, Where, Who

ENGLISH: Mapping[str, str] = {
    "incident": "Incident",
    "articles": "articles",
    "outlets": "outlets",
    "origins": "independent origins",
    "best": "best",
    "responsibility": "responsibility",
    "claimed": "claimed",
    "attributed": "attributed",
    "claimed_and_denied": "claimed and denied",
    "none": "none",
    "by": "by",
    "says": "says",
    "contradictions": "contradictions",
    "first": "first",
    "copy": "copy",
    "rewrite": "rewrite",
    "update": "update",
    "original": "original",
    "of": "of",
    "reports": "reports",
    "because": "linked because",
    "issuer": "issuer",
    "open": "open",
    "condition_met": "condition met",
    "carried_out": "carried out",
    "lapsed": "lapsed",
    "withdrawn": "withdrawn",
    "made": "made",
    "on record": "on record",
    "share": "share",
    "window": "window",
    "change": "since the count before",
    "moved": "what moved it",
}


def labels(style: TextStyle) -> Mapping[str, str]:
    """What keys of the record are called in the language of a style."""
    from rasid.lang.ar.labels import RECORD_LABELS

    return RECORD_LABELS if style.lang == "ar" else ENGLISH


def label(key: str, style: TextStyle) -> str:
    """What a key is called."""
    return labels(style).get(key) or style.label(key)


def found_lines(row: Mapping[str, Any], style: TextStyle) -> Iterator[str]:
    """An assertion that was found: what it is, who, where, when, who says so, and where it stands."""
    code = f" {style.latin(row['plover'])}" if row["plover"] else ""
    yield style.paint(f"{style.label(row['kind'])}{code} «{flat(row['trigger'])}»", bold=True)
    for key, values in (("source", row["source_actor"]), ("target", row["target_actor"])):
        if values:
            names = comma(style).join(style.name(v["name_en"] or "", v["name_ar"] or "") for v in values)
            yield f"{INDENT}{style.label(key)}: {names}"
    place, day = row["place"], row["date"]
    if place:
        yield f"{INDENT}{style.label('place')}: {style.name(place['name_en'] or '', place['name_ar'] or '')}"
    if day:
        ends = dict.fromkeys(d for d in (day["from"], day["to"]) if d)
        yield f"{INDENT}{style.label('date')}: {' – '.join(style.latin(d) for d in ends)}"
    told = [style.name(v["who"] or "", v["who_ar"] or "") for v in row["attribution"]]
    arrow = " ← " if style.lang == "ar" else " → "
    yield f"{INDENT}{style.label('attribution')}: {arrow.join(told) or style.label('nobody')}"
    for key in ("killed", "wounded"):
        if row[key] is not None:
            yield f"{INDENT}{style.label(key)}: {style.latin(str(row[key]))}"
    about = [row["outlet"] or "", row["published"] or "", row["article"], row["incident"] or ""]
    yield f"{INDENT}{comma(style).join(style.latin(flat(str(a))) for a in about if a)}"


def who(items: Iterable[Who], style: TextStyle) -> str:
    """Actors in one line."""
    return comma(style).join(style.name(w.name, w.arabic) for w in items)


def where(place: Where | None, style: TextStyle) -> str:
    """A place with its country."""
    if place is None:
        return ""
    country = f" ({style.latin(place.country)})" if place.country else ""
    return style.name(place.name, place.arabic) + country


def when(days: Days | None, style: TextStyle) -> str:
    """A day, or the first and last of several."""
    if days is None:
        return ""
    ends = dict.fromkeys(d.isoformat() for d in (days.start, days.end) if d is not None)
    return " – ".join(style.latin(d) for d in ends)


def numbers(item: Estimate, style: TextStyle) -> str:
    """The range of an outcome, the best value, and who says what."""
    span = str(item.low) if item.low == item.high else f"{item.low}–{item.high}"
    said = comma(style).join(f"{style.latin(str(f.value))} {style.name(f.speaker, f.speaker_ar)}" for f in item.figures)
    best = "" if item.low == item.high else f"{comma(style)}{label('best', style)} {style.latin(str(item.best))}"
    return f"{style.latin(span)}{best} ({said})"


def incident_head(item: Incident, style: TextStyle) -> str:
    """An incident in one line."""
    kind = style.label(item.plover or "") if style.lang == "ar" else item.plover or item.kind
    parts = [when(item.days, style), where(item.place, style), who(item.source, style)]
    target = who(item.target, style)
    if target:
        parts[-1] = f"{parts[-1] or '?'} {'←' if style.lang == 'ar' else '→'} {target}"
    killed = item.estimate("killed")
    if killed is not None and killed.high:
        span = str(killed.low) if killed.low == killed.high else f"{killed.low}–{killed.high}"
        parts.append(f"{style.label('killed')} {style.latin(span)}")
    if item.stance not in ("none", "attributed"):
        parts.append(label(item.stance, style))
    parts += [
        f"{label(key, style)}: {style.latin(str(len(having)))}"
        for key, having in (("articles", item.articles), ("origins", item.origins))
    ]
    return f"{style.latin(item.id)}  {kind}: " + comma(style).join(p for p in parts if p)


def incident_lines(
    item: Incident,
    reports: Mapping[str, Report],
    articles: Iterable[Mapping[str, Any]],
    reasons: Iterable[Mapping[str, Any]],
    style: TextStyle,
) -> Iterator[str]:
    """An incident whole: figures by speaker, who is said to have done it, what contradicts, first report and copies."""
    yield style.paint(incident_head(item, style), bold=True)
    for estimate in item.estimates:
        yield f"{INDENT}{style.label(estimate.outcome)}: {numbers(estimate, style)}"
    yield from dict.fromkeys(responsibility_line(told, style) for told in item.responsibility)
    for text in contradictions(item, style):
        yield f"{INDENT}{label('contradictions', style)}: {text}"
    yield f"{INDENT}{label('reports', style)}:"
    for article in articles:
        role = label(article["role"], style)
        mark = label("first", style) if article["id"] == item.first else role
        of = f" {label('of', style)} {style.latin(article['story'])}" if article["role"] != "original" else ""
        name = comma(style).join(
            style.latin(flat(str(v))) for v in (article["published"], article["outlet"], article["id"]) if v
        )
        yield f"{INDENT}{INDENT}{name} [{mark}{of}]"
        for report in reports.values():
            if report.article == article["id"]:
                said = f"{style.label(report.kind)} «{flat(report.quote)}»"
                yield f"{INDENT * 3}{said} {style.name(report.origin.name, report.origin.arabic)}"
    shown = [r for r in reasons if r["reasons"]]
    if shown:
        yield f"{INDENT}{label('because', style)}:"
        for row in shown:
            yield f"{INDENT}{INDENT}{style.latin(str(row['score']))} {style.latin('; '.join(row['reasons'][:4]))}"


def contradictions(item: Incident, style: TextStyle) -> Iterator[str]:
    """What the reports do not agree on; in Arabic, figures and who is said to have done it are told anew."""
    if style.lang != "ar":
        yield from map(flat, item.contradictions)
        return
    for estimate in item.estimates:
        if estimate.low != estimate.high:
            yield f"{style.label(estimate.outcome)}: {numbers(estimate, style)}"
    if any(text.startswith("responsibility:") for text in item.contradictions):
        stances = {
            f"{label(t.stance, style)} {style.name(t.actor, t.actor_ar)} ({style.name(t.speaker, t.speaker_ar)})": 0
            for t in item.responsibility
        }
        yield f"{label('responsibility', style)}: {comma(style).join(stances)}"
    for text in item.contradictions:
        if not text.startswith(("killed:", "wounded:", "responsibility:")):
            yield style.latin(flat(text))


def responsibility_line(told: Responsibility, style: TextStyle) -> str:
    """Who is said to have done it, by whom and when."""
    day = f" ({style.latin(told.on.isoformat())})" if told.on else ""
    said = f"{label(told.stance, style)}: {style.name(told.actor, told.actor_ar)}"
    speaker = f"{label('says', style)} {style.name(told.speaker, told.speaker_ar)}{day}"
    return f"{INDENT}{label('responsibility', style)}: {said}{comma(style)}{speaker}"


def threat_lines(item: Threat, style: TextStyle) -> Iterator[str]:
    """A threat: who, to whom, what, on what condition, until when, and what became of it."""
    yield style.paint(f"{style.latin(item.id)}  [{label(item.status, style)}] «{flat(item.words)}»", bold=True)
    rows = (
        (label("issuer", style), who(item.issuer, style)),
        (style.label("addressee"), who(item.addressee, style)),
        (label("made", style), style.latin(item.made.isoformat()) if item.made else ""),
        (
            style.label("act"),
            " ".join(
                v
                for v in (style.latin(item.act or ""), f"«{flat(item.act_words)}»" if item.act_words else "")
                if v.strip("\u2068\u2069")
            ),
        ),
        (style.label("condition"), f"«{flat(item.condition)}»" if item.condition else ""),
        (style.label("deadline"), when(item.deadline, style)),
        (style.label("channel"), f"«{flat(item.channel)}»" if item.channel else ""),
    )
    for name, value in rows:
        if value:
            yield f"{INDENT}{name}: {value}"
    for move in item.moves:
        day = style.latin(move.on.isoformat()) if move.on else ""
        told = " ".join(part for part in (label(move.status, style), day, style.latin(flat(move.why)), move.by) if part)
        yield f"{INDENT}{label('moved', style)}: {told}"


def tally_lines(item: TallyCheck, style: TextStyle) -> Iterator[str]:
    """A tally beside what the record holds of it."""
    value = f"{item.value:g}"
    yield style.paint(
        f"{style.name(item.speaker, item.speaker_ar)}: {style.latin(value)} {style.word(item.unit)} "
        f"{style.name(item.scope, item.scope_ar) if item.scope else ''}".rstrip(),
        bold=True,
    )
    ends = " – ".join(style.latin(d.isoformat()) if d else "…" for d in (item.since, item.until))
    yield f"{INDENT}{label('window', style)}: {ends}"
    share = f"{item.share:.1%}" if item.share is not None else "?"
    counted = style.latin(f"{item.counted:g}")
    yield f"{INDENT}{label('on record', style)}: {counted}{comma(style)}{label('share', style)} {style.latin(share)}"
    for incident in item.incidents:
        yield f"{INDENT}{INDENT}{style.latin(incident)}"
    if item.note:
        yield f"{INDENT}{style.label('problem')}: {style.latin(item.note)}"

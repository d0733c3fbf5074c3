"""Readable text of what the record holds: assertions found, incidents, the ledger of threats, tallies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from rasid.export.text import INDENT, TextStyle, comma, flat
from rasid.lang.ar import labels as arabic
from rasid.link.features import REASONS, Evidence, evidence
from rasid.link.incidents import CONTRADICTIONS, Contradiction, contradictions
from rasid.link.tallies import NOT_COUNTED, NOWHERE
from rasid.model.record import (
    Days,
    Estimate,
    Incident,
    Move,
    Report,
    Responsibility,
    TallyCheck,
    Threat,
    Where,
    Who,
)

ENGLISH: Mapping[str, str] = {
    "incident": "Incident",
    "articles": "articles",
    "outlets": "outlets",
    "origins": "independent origins",
    "best": "best",
    "responsibility": "responsibility",
    "claimed": "claimed",
    "denied": "denied",
    "claimed_and_denied": "claimed and denied",
    "attributed": "attributed",
    "none": "nobody named",
    "claimed by": "claimed by {}",
    "denied by": "denied by {}",
    "attributed to": "attributed to {}",
    "according to": "according to {}",
    "contradictions": "contradiction",
    "first": "first report",
    "copy": "copy of {}",
    "rewrite": "rewrite of {}",
    "update": "update of {}",
    "original": "own report",
    "reports": "reports",
    "because": "what speaks for one incident",
    "and": "{} and {}",
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
    "open end": "open",
    "change": "since the count before",
    "moved": "what became of it",
    "deadline passed": "the deadline of {} passed and nothing on record shows that it was carried out",
    "no window": "no start of the window is said: all incidents up to its day are counted",
    "not counted": "what it counts is no kind of incident",
    "nowhere": "neither since when nor where it counts is said: not held against the record",
    "nothing found": "nothing on record answers the question",
    "shown": "{} of {} shown",
    "go on": "go on with {}",
    "country": "country",
    "verdict": "verdict",
    "kind": "kind",
    "plover": "PLOVER type",
    "pending": "pending",
    "accepted": "accepted",
    "rejected": "rejected",
    "in incident": "incident",
    "clash": "{} ↔ {}",
    "act of": "{} → {}",
    "examples": "Six articles written for Rasid. Their events and outlets are invented.",
    "example record": "A record of these and {} more, as invented: what {} articles or more tell of.",
    "try read": "Read one of your own:",
    "try add": "Keep your own record:",
}
SHOWN = 4  # reasons of a pair
NOBODY = "?"
CODES = ("kind", "plover", "factuality")  # facets whose values have labels
COPIES = ("copy", "rewrite", "update")


def label(key: str, style: TextStyle) -> str:
    """What a key is called in the language of a style."""
    own = arabic.RECORD_LABELS if style.lang == "ar" else ENGLISH
    return own.get(key) or style.label(key)


def found_lines(row: Mapping[str, Any], style: TextStyle) -> Iterator[str]:
    """An assertion that was found: what it is, who, where, when, who says so, and where it stands."""
    yield style.paint(f"{kind_of(row['kind'], row['plover'], style)} «{flat(row['trigger'])}»", bold=True)
    for key, values in (("source", row["source_actor"]), ("target", row["target_actor"])):
        if values:
            people = [Who(v["id"] or "name:", v["name_en"] or v["name_ar"], v["name_ar"] or "") for v in values]
            yield f"{INDENT}{style.label(key)}: {who(people, style)}"
    place, day = row["place"], row["date"]
    if place:
        yield f"{INDENT}{style.label('place')}: {style.name(place['name_en'] or '', place['name_ar'] or '')}"
    if day:
        ends = dict.fromkeys(d for d in (day["from"], day["to"]) if d)
        yield f"{INDENT}{style.label('date')}: {' – '.join(style.latin(d) for d in ends)}"
    if row["factuality"] != "asserted":
        yield f"{INDENT}{style.label('factuality')}: {style.label(row['factuality'])}"
    told = [style.name(v["who"] or "", v["who_ar"] or "") for v in row["attribution"]]
    arrow = " ← " if style.lang == "ar" else " → "
    yield f"{INDENT}{style.label('attribution')}: {arrow.join(told) or style.label('nobody')}"
    if row["weapons"]:
        yield f"{INDENT}{style.label('weapons')}: {comma(style).join(style.word(w) for w in row['weapons'])}"
    for key in ("killed", "wounded"):
        if row[key] is not None:
            yield f"{INDENT}{style.label(key)}: {style.latin(str(row[key]))}"
    about = [style.latin(flat(str(a))) for a in (row["outlet"] or "", row["published"] or "") if a]
    verdict = f" [{label(row['verdict'], style)}]" if row["verdict"] != "pending" else ""
    yield f"{INDENT}{comma(style).join(about)}{verdict}"
    yield f"{INDENT}{style.latin(row['id'])}"
    if row["incident"]:
        yield f"{INDENT}{label('in incident', style)}: {style.latin(row['incident'])}"


def kind_of(kind: str, plover: str | None, style: TextStyle) -> str:
    """A kind of assertion with its type."""
    told = style.label(kind)
    if not plover:
        return told
    return f"{told} ({style.label(plover)})" if style.lang == "ar" else f"{told} {plover}"


def who(items: Iterable[Who], style: TextStyle) -> str:
    """Actors in one line."""
    return comma(style).join(name_of(w, style) for w in items)


def name_of(value: Who | Where, style: TextStyle) -> str:
    """The name of an actor or place; for people who are described the word of the sheets, not its form in the text."""
    if isinstance(value, Who) and value.key.startswith("name:"):
        return style.name(value.name, style.arabic.get(value.name) or value.arabic)
    return style.name(value.name, value.arabic)


def where(place: Where | None, style: TextStyle) -> str:
    """A place with its country."""
    if place is None:
        return ""
    name = name_of(place, style)
    if not place.country or place.path == (place.country,):
        return name
    country = style.arabic.get(place.country) or style.latin(place.country)
    return f"{name} ({country})"


def when(days: Days | None, style: TextStyle) -> str:
    """A day, or the first and last of several."""
    if days is None:
        return ""
    ends = dict.fromkeys(d.isoformat() for d in (days.start, days.end) if d is not None)
    return " – ".join(style.latin(d) for d in ends)


def numbers(item: Estimate, style: TextStyle) -> str:
    """The range of an outcome, the best value, and who says what."""
    span = str(item.low) if item.low == item.high else f"{item.low}–{item.high}"
    best = "" if item.low == item.high else f"{comma(style)}{label('best', style)} {style.latin(str(item.best))}"
    return f"{style.latin(span)}{best} ({figures(item, style)})"


def figures(item: Estimate, style: TextStyle) -> str:
    """Who says which number, the lowest first."""
    told = sorted(item.figures, key=lambda f: (f.value, f.speaker))
    return comma(style).join(f"{style.name(f.speaker, f.speaker_ar)}: {style.latin(str(f.value))}" for f in told)


def sides(item: Incident, style: TextStyle) -> str:
    """Who did it to whom; of a clash, the two sides once."""
    source, target = who(item.source, style), who(item.target, style)
    if is_clash(item):
        one = who(item.source[:1], style)
        return label("clash", style).format(one, who(item.source[1:], style))
    return label("act of", style).format(source or NOBODY, target) if target else source


def is_clash(item: Incident) -> bool:
    """Whether each side of an incident is also the other."""
    one, other = ({w.key for w in side} for side in (item.source, item.target))
    return len(one) > 1 and one == other


def incident_head(item: Incident, style: TextStyle) -> str:
    """An incident in one line."""
    kind = style.label(item.plover or item.kind) if style.lang == "ar" else item.plover or item.kind
    parts = [when(item.days, style), where(item.place, style), sides(item, style)]
    for outcome in ("killed", "wounded"):
        told = item.estimate(outcome)
        if told is not None and told.high:
            span = str(told.low) if told.low == told.high else f"{told.low}–{told.high}"
            parts.append(f"{style.label(outcome)} {style.latin(span)}")
    if item.stance not in ("none", "attributed"):
        parts.append(label(item.stance, style))
    if item.factuality != "asserted":
        parts.append(style.label(item.factuality))
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
    if item.weapons:
        yield f"{INDENT}{style.label('weapons')}: {comma(style).join(style.word(w) for w in item.weapons)}"
    for estimate in item.estimates:
        yield f"{INDENT}{style.label(estimate.outcome)}: {numbers(estimate, style)}"
    clash = is_clash(item)
    told = [t for t in item.responsibility if not (clash and t.stance == "attributed")]
    for line in dict.fromkeys(responsibility_line(t, style) for t in told):
        yield f"{INDENT}{label('responsibility', style)}: {line}"
    known = [reports[id] for id in item.reports if id in reports]
    for text in dict.fromkeys(against(c, style) for c in contradictions(item.estimates, item.responsibility, known)):
        yield f"{INDENT}{label('contradictions', style)}: {text}"
    yield f"{INDENT}{label('reports', style)}:"
    for article in articles:
        role = label(article["role"], style).format(style.latin(article["story"]))
        if article["id"] == item.first and article["role"] not in COPIES:
            role = label("first", style)
        name = comma(style).join(
            style.latin(flat(str(v))) for v in (article["published"], article["outlet"], article["id"]) if v
        )
        yield f"{INDENT}{INDENT}{name} [{role}]"
        for report in known:
            if report.article == article["id"]:
                said = f"{style.label(report.kind)} «{flat(report.quote)}»"
                speaker = label("according to", style).format(style.name(report.origin.name, report.origin.arabic))
                yield f"{INDENT * 3}{said}{comma(style)}{speaker}  {style.latin(report.id)}"
    yield from because(reports, reasons, style)


def because(reports: Mapping[str, Report], reasons: Iterable[Mapping[str, Any]], style: TextStyle) -> Iterator[str]:
    """The evidence between each two reports, the strongest first."""
    shown = [r for r in reasons if r["left"] in reports and r["right"] in reports]
    if shown:
        yield f"{INDENT}{label('because', style)}:"
    for row in shown:
        left, right = reports[row["left"]], reports[row["right"]]
        pair = label("and", style).format(f"«{flat(left.quote)}»", f"«{flat(right.quote)}»")
        told = f"{semicolon(style)} "
        why = told.join(reason(one, style) for one in evidence(left, right)[:SHOWN])
        yield f"{INDENT}{INDENT}{style.latin(format(row['score'], '+.1f'))} {pair}: {why}"


def reason(one: Evidence, style: TextStyle) -> str:
    """A piece of evidence with its weight."""
    text = arabic.REASONS[one.key] if style.lang == "ar" else REASONS[one.key]
    return f"{text.format(*(value_of(v, style) for v in one.values))} ({style.latin(format(one.weight, '+.1f'))})"


def value_of(value: Who | Where | str | float, style: TextStyle) -> Any:
    """A value as it stands in a reason: a name, a number, a word for a weapon, mode or type."""
    if isinstance(value, Who | Where):
        return name_of(value, style)
    if isinstance(value, str):
        word = style.label(value) if value.isupper() else style.word(value)
        return arabic.MODES.get(value, word) if style.lang == "ar" else value
    return value


def against(item: Contradiction, style: TextStyle) -> str:
    """What the reports do not agree on."""
    if item.estimate is not None:
        return f"{style.label(item.estimate.outcome)}: {figures(item.estimate, style)}"
    text = arabic.CONTRADICTIONS[item.key] if style.lang == "ar" else CONTRADICTIONS[item.key]
    return text.format(*(name_of(v, style) for v in item.values))


def responsibility_line(told: Responsibility, style: TextStyle) -> str:
    """Who is said to have done it, by whom and when; who speaks for himself is named once."""
    day = f" ({style.latin(told.on.isoformat())})" if told.on else ""
    stance = "attributed to" if told.stance == "attributed" else f"{told.stance} by"
    said = label(stance, style).format(name_of(Who(told.actor_key, told.actor, told.actor_ar), style))
    if told.actor_key == told.speaker_key and told.stance != "attributed":
        return f"{said}{day}"
    speaker = style.name(told.speaker, told.speaker_ar)
    return f"{said}{comma(style)}{label('according to', style).format(speaker)}{day}"


def threat_lines(item: Threat, reports: Mapping[str, Report], style: TextStyle) -> Iterator[str]:
    """A threat: who, to whom, what, on what condition, until when, and what became of it by which reports."""
    yield style.paint(f"{style.latin(item.id)}  [{label(item.status, style)}] «{flat(item.words)}»", bold=True)
    act = [style.label(item.act) if item.act and style.lang == "ar" else item.act or ""]
    act += [f"«{flat(item.act_words)}»" if item.act_words else ""]
    rows = (
        (label("issuer", style), who(item.issuer, style)),
        (style.label("addressee"), who(item.addressee, style)),
        (style.label("place"), where(item.place, style)),
        (label("made", style), style.latin(item.made.isoformat()) if item.made else ""),
        (style.label("act"), " ".join(part for part in act if part)),
        (style.label("condition"), f"«{flat(item.condition)}»" if item.condition else ""),
        (style.label("deadline"), when(item.deadline, style)),
        (style.label("channel"), f"«{flat(item.channel)}»" if item.channel else ""),
    )
    for name, value in rows:
        if value:
            yield f"{INDENT}{name}: {value}"
    for move in item.moves:
        yield f"{INDENT}{label('moved', style)}: {moved_line(move, reports.get(move.by), style)}"


def moved_line(move: Move, report: Report | None, style: TextStyle) -> str:
    """A step of a threat: what it is now, since when, and the report that brought it."""
    if report is None:
        last = (move.on - timedelta(days=1)).isoformat() if move.on else ""
        return label("deadline passed", style).format(style.latin(last))
    day = f" ({style.latin(move.on.isoformat())})" if move.on else ""
    act = kind_of(report.kind, report.plover, style)
    told = f"{who(report.source, style)}{comma(style)}{act} «{flat(report.quote)}»"
    about = comma(style).join(
        style.latin(flat(v)) for v in (report.outlet, report.published.isoformat() if report.published else "") if v
    )
    return f"{label(move.status, style)}{day}: {told}{comma(style)}{about}  {style.latin(report.id)}"


def tally_lines(item: TallyCheck, style: TextStyle) -> Iterator[str]:
    """A tally beside what the record holds of it."""
    scope = f"{comma(style)}{style.name(item.scope, item.scope_ar)}" if item.scope else ""
    value = style.latin(f"{item.value:,g}" if item.value < 1e6 else f"{item.value:,.0f}")
    yield style.paint(
        f"{style.name(item.speaker, item.speaker_ar)}: {value} × {style.word(item.unit)}{scope}", bold=True
    )
    if item.since or item.until:
        ends = [style.latin(d.isoformat()) if d else label("open end", style) for d in (item.since, item.until)]
        yield f"{INDENT}{label('window', style)}: {' – '.join(ends)}"
    if item.note in (NOT_COUNTED, NOWHERE):
        why = "not counted" if item.note == NOT_COUNTED else "nowhere"
        yield f"{INDENT}{style.label('problem')}: {label(why, style)}"
        return
    share = (
        f"{comma(style)}{label('share', style)} {style.latin(f'{item.share:.1%}')}" if item.share is not None else ""
    )
    yield f"{INDENT}{label('on record', style)}: {style.latin(f'{item.counted:,g}')}{share}"
    if item.said_more is not None and item.counted_more is not None:
        said, counted = (style.latin(format(n, "+,g")) for n in (item.said_more, item.counted_more))
        yield f"{INDENT}{label('change', style)}: {said}{comma(style)}{label('on record', style)} {counted}"
    for incident in item.incidents:
        yield f"{INDENT}{INDENT}{style.latin(incident)}"
    if item.note:
        yield f"{INDENT}{style.label('problem')}: {label('no window', style)}"


def facet_lines(facets: Mapping[str, Mapping[str, int]], style: TextStyle) -> Iterator[str]:
    """How many there are of each value of each facet."""
    for name, values in facets.items():
        yield label(name, style)
        for value, count in values.items():
            told = label(value, style) if name == "verdict" else style.label(value) if name in CODES else value
            told = (style.arabic.get(value) or style.latin(value)) if name == "country" else told
            yield f"  {count:>6}  {flat(told)}"


def semicolon(style: TextStyle) -> str:
    """What stands between clauses of a line."""
    return "؛" if style.lang == "ar" else ";"


def shown_line(after: str, shown: int, total: int, style: TextStyle) -> str:
    """How many of how many are shown, and how to go on."""
    if not total:
        return label("nothing found", style)
    option = style.latin(f"--after '{after}'")
    tail = f"{semicolon(style)} {label('go on', style).format(option)}" if after else ""
    return label("shown", style).format(shown, total) + tail

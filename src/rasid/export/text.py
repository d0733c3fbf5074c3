"""Readable text: the assertions of a reading for people, in English or Arabic.

Two directions meet on a screen, and not every terminal sorts them. So no line mixes them where that can be helped: in
English, Arabic words stand on lines of their own; in Arabic, the few Latin pieces (dates, codes, ids) are closed in
direction isolates. No letter is ever moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import click

from rasid.lang.ar.labels import LABELS as ARABIC
from rasid.model import Assertion, DateValue, Party, Reading, Span

NAME = "text"
MEDIA_TYPE = "text/plain"

ENGLISH: Mapping[str, str] = {
    "event": "Event",
    "threat": "Threat",
    "claim": "Claim",
    "denial": "Denial",
    "tally": "Tally",
    "strength": "Strength",
    "meeting": "Meeting",
    "statement": "Statement",
    "source": "who",
    "target": "to whom",
    "addressee": "told to",
    "place": "where",
    "date": "when",
    "deadline": "deadline",
    "act": "act threatened",
    "channel": "said by",
    "factuality": "really",
    "attribution": "says who",
    "condition": "condition",
    "weapons": "with",
    "killed": "killed",
    "wounded": "wounded",
    "quantity": "count",
    "sentence": "words",
    "nobody": "the outlet itself",
    "anonymous": "not named",
    "from": "from",
    "until": "until",
    "since": "since",
    "assertions": "found",
    "nothing": "nothing to record in this text",
    "problem": "note",
    "published": "published",
    "outlet": "outlet",
}
LABELS: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "ar": ARABIC}

# Control characters could steer a terminal; direction overrides could make words look like others.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

ISOLATE, POP = "\u2068", "\u2069"  # first strong isolate ... pop: the piece keeps its own direction
INDENT = "   "


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How to write: the language, whether to colour, and the Arabic of canonical English names (weapons, units)."""

    lang: str = "en"
    colour: bool = False
    arabic: Mapping[str, str] = field(default_factory=dict)

    def label(self, key: str) -> str:
        """What a key is called in the language, or the key itself."""
        return LABELS[self.lang].get(key, key)

    def latin(self, text: str) -> str:
        """A piece of Latin letters or digits, kept together on an Arabic line."""
        return f"{ISOLATE}{text}{POP}" if self.lang == "ar" else text

    def name(self, english: str, arabic: str) -> str:
        """The name to show, of the two."""
        if self.lang == "ar":
            return flat(arabic) or self.latin(english)
        return flat(english or arabic)

    def word(self, english: str) -> str:
        """A canonical English word in the language."""
        return self.name(english, self.arabic.get(english, ""))

    def paint(self, text: str, **how: str | bool) -> str:
        """A text in colour where colours are shown."""
        return click.style(text, **how) if self.colour else text  # type: ignore[arg-type]


def write(reading: Reading, style: TextStyle) -> str:
    """A whole reading: a heading, every assertion, and what was odd about the text."""
    return "\n".join(lines(reading, style)) + "\n"


def lines(reading: Reading, style: TextStyle) -> Iterator[str]:
    """The lines of a whole reading."""
    yield from heading(reading, style)
    if not reading.assertions:
        yield style.label("nothing")
    for number, item in enumerate(reading.assertions, start=1):
        yield ""
        yield from assertion_lines(reading, item, style, number)
    for problem in reading.problems:
        yield ""
        yield f"{style.label('problem')}: {style.latin(flat(problem.what))}"


def heading(reading: Reading, style: TextStyle) -> Iterator[str]:
    """What the article is and how much was found."""
    document = reading.document
    yield style.paint(f"== {style.latin(flat(document.id))} ==", bold=True)
    if document.outlet:
        yield f"{style.label('outlet')}: {style.latin(flat(document.outlet))}"
    if document.published:
        yield f"{style.label('published')}: {style.latin(document.published)}"
    yield f"{style.label('assertions')}: {style.latin(str(len(reading.assertions)))}"


def assertion_lines(reading: Reading, item: Assertion, style: TextStyle, number: int) -> Iterator[str]:
    """The lines of one assertion."""
    yield style.paint(f"{number}. {title(item, style)} «{flat(reading.quote(item.span))}»", bold=True)
    for key, value in answers(item, style):
        yield f"{INDENT}{style.label(key)}: {value}"
    for key, span in (
        ("act", item.act.span if item.act else None),
        ("channel", item.channel),
        ("condition", item.condition),
    ):
        if span is not None:
            yield f"{INDENT}{style.label(key)}:"
            yield f"{INDENT}{INDENT}«{flat(reading.quote(span))}»"
    yield f"{INDENT}{style.label('sentence')}:"
    yield f"{INDENT}{INDENT}{quoted(reading, item, style)}"


def title(item: Assertion, style: TextStyle) -> str:
    """The kind of an assertion with its PLOVER type and mode."""
    kind = style.label(item.kind)
    if not item.plover:
        return kind
    code = f"{item.plover}/{item.mode}" if item.mode else item.plover
    if style.lang == "ar":
        return f"{kind} ({style.label(item.plover)}) {style.latin(code)}"
    return f"{kind}: {code}"


def answers(item: Assertion, style: TextStyle) -> Iterator[tuple[str, str]]:
    """The slots of an assertion that are filled, each under its key; who says so always."""
    if item.source:
        yield "source", parties(item.source, style)
    if item.target:
        yield "target", parties(item.target, style)
    if item.addressee:
        yield "addressee", parties(item.addressee, style)
    if item.place is not None:
        country = f" ({style.latin(item.place.country)})" if item.place.country else ""
        yield "place", style.name(item.place.name, item.place.arabic) + country
    if item.date is not None:
        yield "date", days(item.date, style)
    yield "factuality", style.label(item.factuality.value)
    yield "attribution", chain(item.attribution, style)
    if item.deadline is not None:
        yield "deadline", days(item.deadline, style)
    if item.weapons:
        yield "weapons", comma(style).join(style.word(weapon) for weapon in item.weapons)
    if item.killed is not None:
        yield "killed", style.latin(str(item.killed))
    if item.wounded is not None:
        yield "wounded", style.latin(str(item.wounded))
    if item.quantity is not None:
        tally = item.quantity
        since = f" ({style.label('since')} {style.latin(tally.since.isoformat())})" if tally.since else ""
        yield "quantity", f"{style.latin(str(tally.value))} {style.word(tally.unit)}{since}"


def comma(style: TextStyle) -> str:
    """What stands between items of a list."""
    return "، " if style.lang == "ar" else ", "


def party(item: Party, style: TextStyle) -> str:
    """An actor, marked where the person is not named."""
    name = style.name(item.name, item.arabic)
    return f"{name} [{style.label('anonymous')}]" if item.anonymous else name


def parties(items: tuple[Party, ...], style: TextStyle) -> str:
    """Several actors."""
    return comma(style).join(party(item, style) for item in items)


def chain(items: tuple[Party, ...], style: TextStyle) -> str:
    """Who says so, outermost first; the outlet where nobody else does."""
    if not items:
        return style.label("nobody")
    return (" ← " if style.lang == "ar" else " → ").join(party(item, style) for item in items)


def days(value: DateValue, style: TextStyle) -> str:
    """A day, or the first and last of several."""
    first = value.start.isoformat() if value.start else None
    last = value.end.isoformat() if value.end else None
    if first and first == last:
        return style.latin(first)
    parts = []
    if first:
        parts.append(f"{style.label('from')} {style.latin(first)}")
    if last:
        parts.append(f"{style.label('until')} {style.latin(last)}")
    return " ".join(parts)


def quoted(reading: Reading, item: Assertion, style: TextStyle) -> str:
    """The sentence of an assertion, with its trigger and the words of its slots coloured where colours are shown."""
    whole = sentence_of(reading, item)
    if not style.colour:
        return flat(reading.quote(whole))
    out, at = [], whole.start
    for span, trigger in marks(item, whole):
        out.append(flat(reading.document.text[at : span.start]))
        words = flat(reading.quote(span))
        out.append(click.style(words, fg="yellow", bold=True) if trigger else click.style(words, fg="cyan"))
        at = span.end
    out.append(flat(reading.document.text[at : whole.end]))
    return "".join(out)


def sentence_of(reading: Reading, item: Assertion) -> Span:
    """The sentence in which the trigger stands, without blanks around it."""
    whole = next((s.span for s in reading.sentences if s.span.start <= item.span.start < s.span.end), item.span)
    text = reading.quote(whole)
    return Span(whole.start + len(text) - len(text.lstrip()), whole.end - len(text) + len(text.rstrip()))


def marks(item: Assertion, whole: Span) -> list[tuple[Span, bool]]:
    """The spans to colour in a sentence, none over another; the trigger goes first."""
    wanted: list[tuple[Span | None, bool]] = [(item.span, True)]
    wanted += [(p.span, False) for p in (*item.source, *item.target, *item.addressee, *item.attribution)]
    wanted += [(v.span, False) for v in (item.place, item.date, item.deadline, item.quantity) if v is not None]
    kept: list[tuple[Span, bool]] = []
    for span, trigger in wanted:
        if span is not None and whole.covers(span) and len(span) and not any(span.overlaps(k) for k, _ in kept):
            kept.append((span, trigger))
    return sorted(kept)


def flat(text: str) -> str:
    """A text that is safe on a screen: line ends and controls as blanks, direction overrides spelled out."""
    return UNSAFE.sub(lambda found: " " if found[0] < "\xa0" else f"⟨U+{ord(found[0]):04X}⟩", text)


def brief(reading: Reading, style: TextStyle) -> str:
    """A reading in one line an assertion, for a quick look."""
    out = list(heading(reading, style))
    if not reading.assertions:
        out.append(f"{INDENT}{style.label('nothing')}")
    for number, item in enumerate(reading.assertions, start=1):
        words = flat(reading.quote(item.span))
        out.append(style.paint(f"{INDENT}{number}. {title(item, style)} «{words}»", bold=True))
        told = [f"{style.label(key)}: {value}" for key, value in answers(item, style)]
        out.append(f"{INDENT}{INDENT}{' | '.join(told)}")
        out.append(f"{INDENT}{INDENT}{quoted(reading, item, style)}")
    return "\n".join(out) + "\n"

"""The trace of a reading: what every stage found, for whoever mends a sheet or a rule."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.export.text import flat
from rasid.model import Assertion, Chunk, Clause, Event, Mention, Party, Reading, Span, Token

PARTS = {"NOUN": "of", "ADJ": "adjective", "PROPN": "name", "NUM": "number", "PRON": "pronoun"}
AROUND_VERB = ("negation", "future", "particle", "modal_possible", "aux")
GROUP = 4  # words before a verb among which its particles stand


def findings(reading: Reading) -> Iterator[str]:
    """The mentions, events and assertions, a line each, with the entries that made them."""
    yield from (mention_line(reading, mention) for mention in reading.mentions)
    yield from (event_line(reading, event) for event in reading.events)
    yield from assertion_lines(reading)
    yield from problem_lines(reading)


def layers(reading: Reading) -> Iterator[str]:
    """Every layer in the order in which the stages make it."""
    yield "blocks"
    yield from (f"  {block.part}: «{words(reading, block.span)}»" for block in reading.blocks)
    yield "words"
    yield from (f"  {number:>3} {token_line(reading, token)}" for number, token in enumerate(reading.tokens))
    yield "phrases"
    yield from (f"  {chunk_line(reading, chunk)}" for chunk in reading.chunks)
    yield "clauses"
    yield from (f"  {number:>3} {clause_line(reading, clause)}" for number, clause in enumerate(reading.clauses))
    if reading.quotes:
        yield "quotes"
        yield from (f"  depth {quote.depth}: «{words(reading, quote.inner)}»" for quote in reading.quotes)
    yield "mentions"
    yield from (f"  {mention_line(reading, mention)}" for mention in reading.mentions)
    yield "events"
    for event in reading.events:
        yield f"  {event_line(reading, event)}"
        for argument in event.arguments:
            said = words(reading, argument.mention.span)
            yield f"      {argument.role}: «{said}» by {argument.how} ({argument.score:.2f})"
    yield "assertions"
    yield from (f"  {line}" for line in assertion_lines(reading))
    yield from problem_lines(reading)


def words(reading: Reading, span: Span) -> str:
    """The words of a span, safe on a screen."""
    return flat(reading.quote(span))


def token_line(reading: Reading, token: Token) -> str:
    """A word: as it stands, its pieces, lemma, part of speech and features."""
    shape = token.features
    told = [shape.tense, shape.voice, shape.person, shape.gender, shape.number, "definite" if shape.definite else None]
    pieces = "+".join(words(reading, segment.span) for segment in token.segments)
    parts = [f"«{words(reading, token.span)}»", token.pos, f"lemma {token.lemma}"]
    if len(token.segments) > 1:
        parts.append(f"pieces {pieces}")
    if any(told):
        parts.append(" ".join(item for item in told if item))
    if token.function:
        parts.append(f"[{token.function}]")
    return "  ".join(parts)


def chunk_line(reading: Reading, chunk: Chunk) -> str:
    """A phrase: its kind, the preposition over it, its head."""
    span = reading.tokens[chunk.first].span.to(reading.tokens[chunk.last - 1].span)
    head = words(reading, reading.tokens[chunk.head].span)
    prep = f" after {chunk.prep}" if chunk.prep else ""
    joined = " joined" if chunk.joined else ""
    inner = verb_group(reading, chunk) if chunk.kind == "verb" else phrase_parts(reading, chunk)
    parts = f" ({', '.join(inner)})" if inner else ""
    return f"{chunk.kind}{prep}{joined} in clause {chunk.clause}: «{words(reading, span)}» head «{head}»{parts}"


def phrase_parts(reading: Reading, chunk: Chunk) -> list[str]:
    """What stands beside the head of a noun phrase: counts before it, then owners, adjectives and names behind it."""
    found = []
    for at in range(chunk.first, chunk.last):
        token = reading.tokens[at]
        part = "count" if at < chunk.head else PARTS.get(token.pos)
        if at != chunk.head and part and token.pos != "PUNCT":
            found.append(f"{part} «{words(reading, token.span)}»")
    return found


def verb_group(reading: Reading, chunk: Chunk) -> list[str]:
    """The particles and auxiliaries that go with a verb, and its tense and voice."""
    found = []
    for token in reading.tokens[max(0, chunk.first - GROUP) : chunk.first]:
        if token.function in AROUND_VERB:
            found.append(f"{token.function} «{words(reading, token.span)}»")
        elif token.pos not in ("NOUN", "ADJ", "PROPN") or token.attached:
            found.clear()
    shape = reading.tokens[chunk.head].features
    return [*found, *(item for item in (shape.tense, shape.voice) if item)]


def clause_line(reading: Reading, clause: Clause) -> str:
    """A clause: its kind and what it hangs on."""
    if clause.last <= clause.first:
        return f"{clause.kind}: empty"
    span = reading.tokens[clause.first].span.to(reading.tokens[clause.last - 1].span)
    governor = "" if clause.governor is None else f" under {clause.governor}"
    anchor = "" if clause.anchor is None else f" at «{words(reading, reading.tokens[clause.anchor].span)}»"
    return f"{clause.kind}{governor}{anchor}: «{words(reading, span)}»"


def mention_line(reading: Reading, mention: Mention) -> str:
    """A mention: its kind, words, value and what made it."""
    value = mention.value
    fields = (f"{name}={getattr(value, name)!s}" for name in value.__struct_fields__ if getattr(value, name))
    made = f"by {mention.by} ({mention.score:.2f})"
    return f"{mention.kind.value} «{words(reading, mention.span)}» {' '.join(fields)} {made}"


def event_line(reading: Reading, event: Event) -> str:
    """An event: its entry, trigger, code and factuality."""
    code = "/".join(part for part in (event.plover, event.mode) if part) or event.kind
    cues = ", ".join(f"«{words(reading, cue)}»" for cue in event.factuality.cues)
    really = f"{event.factuality.value}{' by ' if cues else ''}{cues}"
    return f"event «{words(reading, event.span)}» {event.entry} {code} {really} by {event.by} ({event.score:.2f})"


def assertion_lines(reading: Reading) -> Iterator[str]:
    """The assertions, a line each, with what made them."""
    return (f"assertion {told(reading, item)} by {item.by} ({item.score:.2f})" for item in reading.assertions)


def problem_lines(reading: Reading) -> Iterator[str]:
    """What was odd about the text."""
    return (f"note: {flat(problem.what)}" for problem in reading.problems)


def told(reading: Reading, item: Assertion) -> str:
    """An assertion in one line of names, the same for the same content."""
    code = "/".join(part for part in (item.plover, item.mode) if part)
    parts = [f"{item.kind} {code} «{words(reading, item.span)}» {item.factuality.value}"]
    parts.append(f"{names(item.source)} to {names(item.target)}")
    if item.place:
        parts.append(f"at {item.place.name or item.place.arabic}")
    if item.date:
        parts.append(f"on {item.date.start or ''}..{item.date.end or ''}")
    parts.append(f"says {names(item.attribution) if item.attribution else 'the outlet'}")
    if item.condition:
        parts.append(f"if «{words(reading, item.condition)}»")
    if item.weapons:
        parts.append(f"with {', '.join(item.weapons)}")
    counts = (("killed", item.killed), ("wounded", item.wounded))
    parts += [f"{name} {number}" for name, number in counts if number is not None]
    if item.quantity:
        parts.append(f"count {item.quantity.value} {item.quantity.unit}")
    return flat(" | ".join(parts))


def names(parties: tuple[Party, ...]) -> str:
    """Actors by name, those not named marked."""
    return ", ".join(f"{p.name or p.arabic}{'*' if p.anonymous else ''}" for p in parties) or "nobody"

"""What a sentence leaves open because the one before has said it: place, day and author of an attack told again."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.extract.drafts import VIOLENT
from rasid.extract.scene import Scene
from rasid.extract.words import add_form
from rasid.knowledge.load import Knowledge
from rasid.model import Argument, Event, PlaceRef, TimeValue
from rasid.text.phrases import Phrases

REACH = 2  # sentences over which an attack is taken up again without being named
WEEK = 7  # days
STAYING = {"COERCE", "PROTEST"}
HAPPENED = {"asserted", "averted"}


def carried_over(scene: Scene, knowledge: Knowledge, event: Event, known: Event | None) -> Event:
    """A further report, count or author of the attack told before, with its place and day, and its author where only a
    count or a bare "the attack" takes it up.
    """
    if known is None:
        return event
    if not takes_up(scene, knowledge, event, known):
        event = again(scene, knowledge, event, known)
        if stays(scene, knowledge, event, known):
            event = replace(event, place=known.place, time=event.time or known.time)
        return replace(event, time=known.time) if same_report(scene, knowledge, event, known) else event
    time = known.time if event.time is None or announced(scene, event) else event.time
    arguments = event.arguments
    counted = bool(event.harms) and ("kill" in event.entry or "wound" in event.entry)
    if (counted or scene.tokens[event.first].features.definite) and not event.role("source"):
        arguments = (*arguments, *inherited(event, known))
    return replace(event, arguments=arguments, place=known.place, time=time or event.time)


def stays(scene: Scene, knowledge: Knowledge, event: Event, known: Event) -> bool:
    """Whether a raid, siege or march without a place, in a sentence without any, is where the attack of the sentence
    before was.
    """
    return (
        event.plover in STAYING
        and event.kind == "event"
        and event.place is None
        and known.place is not None
        and event.factuality.value == "asserted"
        and 0 <= scene.number - known.sentence <= 1
        and not scene.places
        and (event.time is None or same_days(event, known))
        and not other_matter(scene, knowledge)
    )


def marches_on(scene: Scene, knowledge: Knowledge, event: Event, known: Event) -> bool:
    """Whether a protest, or what is done to demonstrators, in a sentence without any place is where the protest told a
    little before was.
    """
    return (
        event.place is None
        and event.kind == "event"
        and (event.plover == "PROTEST" or concerns(event))
        and 0 <= scene.number - known.sentence <= REACH
        and not scene.places
        and not over_weeks(event)
        and not other_matter(scene, knowledge)
    )


def concerns(event: Event) -> bool:
    """Whether an act of force is done by or to demonstrators."""
    named = (m.by for m in (*event.role("source"), *event.role("target")))
    return event.plover in VIOLENT and any(by == "find_actors:generic:protesters" for by in named)


def again(scene: Scene, knowledge: Knowledge, event: Event, known: Event) -> Event:
    """A further act of the same kind and weapon a little later, by the same author where none is told."""
    near = 0 <= scene.number - known.sentence <= REACH and event.factuality.value == "asserted"
    if not near or event.entry != known.entry or event.role("source") or scene.tokens[event.first].pos == "VERB":
        return event
    if other_matter(scene, knowledge) or not set(event.weapons) & set(known.weapons):
        return event
    return replace(event, arguments=(*event.arguments, *(a for a in known.arguments if a.role == "source")))


def inherited(event: Event, known: Event) -> tuple[Argument, ...]:
    """The author of an attack, and its target or victims where the later report names none."""
    source = tuple(a for a in known.arguments if a.role == "source")
    if event.role("target") or any(h.victims for h in event.harms):
        return source
    return (*source, *suffered(known))


def suffered(known: Event) -> tuple[Argument, ...]:
    """Whom an attack hit: its target, else its victims."""
    victims = tuple(v for h in known.harms for v in h.victims)
    return tuple(a for a in known.arguments if a.role == "target") or tuple(
        Argument("target", v, "carried over") for v in victims[:1]
    )


def takes_up(scene: Scene, knowledge: Knowledge, event: Event, known: Event) -> bool:
    """Whether an attack may be the one told a little before: not placed elsewhere, on another day or announced as
    another matter.
    """
    if event.plover != "ASSAULT" or event.kind not in ("event", "claim") or event.factuality.value != "asserted":
        return False
    if known.place is None and not known.role("source"):
        return False
    if event.place is not None or not 0 <= scene.number - known.sentence <= REACH:
        return False
    if event.time is not None and not announced(scene, event):
        if over_weeks(event) or not same_days(event, known):
            return False
    return not other_matter(scene, knowledge)


def taken_up(known: Event | None, events: list[Event], sentence: int) -> Event | None:
    """The attack that the next sentence may take up: the first that this one places, told or only named; else the one
    known before; else the first whose author is known.
    """
    attacks = [e for e in events if e.plover in VIOLENT and e.factuality.value == "asserted"]
    placed = [e for e in attacks if e.place is not None and e.kind in ("event", "named")]
    if placed:
        return placed[0]
    if known is not None and known.place is not None and sentence - known.sentence < REACH:
        return known
    authored = [e for e in attacks if e.kind == "event" and e.role("source")]
    return authored[0] if authored else known


def announced(scene: Scene, event: Event) -> bool:
    """Whether the day of an event is only that of the statement that tells of it."""
    if event.time is None or not scene.first <= event.time.first < scene.last:
        return False
    at = scene.root(scene.clause(event.time.first))
    verb = scene.reading.clauses[at].verb
    return at != event.clause and verb is not None and scene.first <= verb < scene.last and scene.speaks(verb)


def same_days(event: Event, known: Event) -> bool:
    """Whether the days of two events overlap."""
    a, b = event.time and event.time.value, known.time and known.time.value
    if not isinstance(a, TimeValue) or not isinstance(b, TimeValue):
        return False
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return False
    return a.start <= b.end and b.start <= a.end


def over_weeks(event: Event) -> bool:
    """Whether an event is dated by a month, a year or another long time: it is no further report of one attack."""
    when = event.time and event.time.value
    if not isinstance(when, TimeValue) or when.start is None or when.end is None:
        return False
    return (when.end - when.start).days > WEEK


def same_report(scene: Scene, knowledge: Knowledge, event: Event, known: Event) -> bool:
    """Whether an attack without a day of its own is told on from one in the sentence before, elsewhere on that day."""
    return (
        event.time is None
        and event.plover == "ASSAULT"
        and event.kind == "event"
        and event.factuality.value in HAPPENED
        and 0 <= scene.number - known.sentence <= 1
        and known.time is not None
        and isinstance(known.time.value, TimeValue)
        and not (known.kind == "named" and known.time.value.grain == "range")
        and not turns_away(scene, knowledge)
    )


def turns_away(scene: Scene, knowledge: Knowledge) -> bool:
    """Whether a sentence opens with words that turn to another matter ("in a separate incident")."""
    table = knowledge.derived("turns", turns)
    end = min(scene.first + 8, scene.last)
    keys = [scene.tokens[t].keys for t in range(scene.first, end)]
    return any(True for _ in table.find(keys))


def other_matter(scene: Scene, knowledge: Knowledge) -> bool:
    """Whether a sentence opens with words that turn to another matter or elsewhere."""
    if turns_away(scene, knowledge):
        return True
    opening = scene.chunk(scene.first)
    return (
        opening is not None
        and bool(opening.prep)
        and any(isinstance(p.value, PlaceRef) and opening.first <= p.first < opening.last for p in scene.places)
    )


def turns(knowledge: Knowledge) -> Phrases[str]:
    """Words that turn to another matter."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.cues("turn"):
        for form in entry.forms:
            add_form(table, knowledge, form, entry.id)
    return table

"""Counts: what is counted over a window, how strong a force is, how many an act killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from rasid.extract.attribution import Attributions, party_of
from rasid.extract.coreference import state_ref
from rasid.extract.drafts import VIOLENT
from rasid.extract.places import names_table, places_of_states
from rasid.extract.scene import Scene
from rasid.extract.words import add_form, add_verbs
from rasid.knowledge.load import Knowledge
from rasid.model import (
    ActorRef,
    Assertion,
    DateValue,
    Event,
    Harm,
    Mention,
    Party,
    PlaceRef,
    PlaceValue,
    Quantity,
    Span,
    Tally,
    TimeValue,
)
from rasid.text.phrases import Phrases

DIVIDED = "PSE"  # the country of which each ministry counts a part


def place_value(mention: Mention | None) -> PlaceValue | None:
    """A place mention as it stands on an assertion."""
    if mention is None or not isinstance(mention.value, PlaceRef):
        return None
    return value_of(mention.value, mention.span)


def value_of(ref: PlaceRef, span: Span | None) -> PlaceValue:
    """A place as it stands on an assertion, with the words that name it."""
    return PlaceValue(
        ref.name, ref.arabic, ref.country, ref.lat, ref.lon, ref.precision_km, ref.geonames_id, span, ref.entry
    )


def date_value(mention: Mention | None, basis: str = "said") -> DateValue | None:
    """A time mention as it stands on an assertion."""
    if mention is None or not isinstance(mention.value, TimeValue):
        return None
    value = mention.value
    if value.start is None and value.end is None:
        return None
    return DateValue(value.start, value.end, value.grain, basis, mention.span)


class Counts:
    """The counts of one sentence."""

    def __init__(self, scene: Scene, knowledge: Knowledge, events: list[Event], said: Attributions) -> None:
        self.scene, self.knowledge, self.events, self.said = scene, knowledge, events, said

    def window(self, event: Event) -> tuple[date | None, date | None, Mention | None] | None:
        """The window over which an event is counted: since a day, or over some days up to publication."""
        own = {event.clause, self.scene.root(self.scene.clause(event.first))}
        described = (n for n, c in self.scene.clauses.items() if c.kind == "relative" and c.governor in own)
        around = {*own, *(n for n in described if self.follows_on(n, event))}
        at = event.clause
        for outer in self.scene.ancestors(event.clause):
            if self.scene.reading.clauses[at].kind == "adverbial":
                break
            around.add(outer)
            at = outer
        options = [
            m
            for m in self.scene.times
            if isinstance(m.value, TimeValue)
            and m.value.start is not None
            and (m.value.relation == "since" or m.value.grain == "range" or self.opens_window(m))
            and abs(m.first - event.first) <= 30
            and self.scene.root(self.scene.clause(m.first)) in around
        ]
        if not options:
            return (None, None, None) if self.since_an_act(event) else None
        near = min(
            options, key=lambda m: (not self.scene.same_clause(m.first, event.first), abs(m.first - event.first))
        )
        value = near.value
        if not isinstance(value, TimeValue):
            return None
        today = self.scene.reading.document.day
        end = value.end if value.relation == "since" or value.grain == "range" else today
        return value.start, end or today, near

    def since_an_act(self, event: Event) -> bool:
        """Whether what is counted has gone on since another act whose day is not told: "since the war began"."""
        since = self.since()
        return any(
            chunk.prep in since
            and chunk.clause == event.clause
            and any(e is not event and chunk.first <= e.first < chunk.last for e in self.scene.reading.events)
            for chunk in self.scene.chunks
        )

    def since(self) -> frozenset[str]:
        """The relations of the prepositions that open a window up to now."""
        return self.knowledge.cue_relations("since")

    def follows_on(self, clause: int, event: Event) -> bool:
        """Whether a relative clause describes the victims counted and tells no act besides: "dead who fell since"."""
        others = (e for e in self.events if e is not event and e.kind != "named")
        part = self.scene.reading.clauses[clause]
        people = [m for h in event.harms for m in h.victims] + [
            q for q in self.scene.quantities if q.first < part.first
        ]
        anchor = part.anchor
        described = anchor is not None and any(m.first <= anchor < m.last for m in people)
        return described and part.first >= event.last and all(e.clause != clause for e in others)

    def opens_window(self, mention: Mention) -> bool:
        """Whether "since" stands a little before a time, with other words of the date between."""
        scene = self.scene
        chunk = scene.chunk(mention.first)
        since = self.since()
        return any(c.prep in since and 0 <= mention.first - c.first <= 4 for c in scene.chunks if c is not chunk) or (
            chunk is not None and chunk.prep in since
        )

    def crowd(self, event: Event) -> Tally | None:
        """How many took part in a protest."""
        options = [
            q
            for q in self.scene.quantities
            if isinstance(q.value, Quantity)
            and q.value.low is not None
            and q.value.low >= 2
            and not q.value.vague
            and q.value.scope in ("person", "force")
            and self.scene.root(self.scene.clause(q.first)) == event.clause
            and abs(q.first - event.first) <= 12
            and not any(h.first >= q.first and h.first < q.last for e in self.events for h in e.harms)
        ]
        if not options:
            return None
        near = min(options, key=lambda q: (abs(q.first - event.first), q.first))
        value = near.value
        if not isinstance(value, Quantity) or value.low is None:
            return None
        number = int(value.low) if float(value.low).is_integer() else value.low
        bound = "at least" if value.high is None else "about" if value.approximate else ""
        return Tally(number, "protester", "", None, near.span, bound)

    def of_authority(self, chain: tuple[Party, ...]) -> PlaceValue | None:
        """Where the dead were that a ministry of health counts: in the place it is named by, else in its country."""
        if not chain or chain[-1].type != "government":
            return None
        words = self.knowledge.words(chain[-1].arabic)
        counting: Phrases[str] = self.knowledge.derived("counting", counting_bodies)
        if counting.at([(w,) for w in words], 0) is None:
            return None
        table = self.knowledge.derived("places table", names_table)
        for at in range(1, len(words)):
            for word in (words[at], words[at][1:]):
                found = table.at([(word,), *((w,) for w in words[at + 1 :])], 0)
                near = [c for c in found.entries if c.ref.country == chain[-1].country] if found is not None else []
                if near and found is not None and found.last == len(words) - at:
                    return value_of(near[0].ref, chain[-1].span)
        known = self.knowledge.derived("places of states", places_of_states).get(chain[-1].country)
        return value_of(known.ref, chain[-1].span) if known is not None and chain[-1].country != DIVIDED else None

    def country(self, event: Event) -> PlaceValue | None:
        """The country in which people were driven from home, where no place is told: their own, else the one that the
        text has named most so far; None where it is told whence or where they went.
        """
        scene = self.scene
        behind = [c for c in scene.chunks_of(event.clause) if c.first > event.first and not scene.is_temporal(c)]
        if any(c.prep in self.ways() for c in behind):
            return None
        people = (m.value for h in event.harms for m in h.victims)
        named = [v.country for v in people if isinstance(v, ActorRef) and v.country]
        named += [m.value.country for m in event.role("target") if isinstance(m.value, ActorRef) and m.value.country]
        if not named:
            before = (m for m in scene.reading.mentions if m.first < scene.last and isinstance(m.value, PlaceRef))
            counted = Counter(m.value.country for m in before if isinstance(m.value, PlaceRef) and m.value.country)
            named = [c for c, _ in counted.most_common(1)]
        known = self.knowledge.derived("places of states", places_of_states).get(named[0]) if named else None
        return value_of(known.ref, None) if known is not None else None

    def ways(self) -> frozenset[str]:
        """Prepositions behind which stands whence something goes and where to."""
        return self.knowledge.derived(
            "whence and where to",
            lambda k: frozenset(
                k.spelling.relation(f) for part in ("source_place", "goal") for e in k.cues(part) for f in e.forms
            ),
        )

    def number_near(self, event: Event) -> Quantity | None:
        """The number nearest to an event in its clause, or in the phrase that its relative clause describes."""
        anchor = self.scene.anchor(event.clause)
        options = [
            q
            for q in self.scene.quantities
            if isinstance(q.value, Quantity)
            and (
                self.scene.root(self.scene.clause(q.first)) == event.clause
                or (anchor is not None and anchor.first <= q.first < event.first)
            )
            and q.value.scope in ("person", "force", "")
        ]
        if not options:
            return None
        near = min(options, key=lambda q: abs(q.first - event.first))
        return near.value if isinstance(near.value, Quantity) else None

    def unit(self, quantity: Quantity) -> str:
        """The English singular of what is counted."""
        names = self.knowledge.derived("unit names", lambda k: {u.id: u.name for u in k.units})
        return names.get(quantity.unit, quantity.unit)

    def strengths(self) -> Iterator[Assertion]:
        """The size of a force somewhere: a number of soldiers or fighters with a verb of presence, in no act."""
        scene = self.scene
        table = self.knowledge.derived("presence", presence)
        keys = [scene.tokens[t].keys for t in range(scene.first, scene.last)]
        cues = [scene.first + m.first for m in table.find(keys)]
        if not cues:
            return
        busy = {h.first for e in self.events for h in e.harms}
        for mention in scene.quantities:
            value = mention.value
            if not isinstance(value, Quantity) or value.scope != "force" or value.low is None or value.low < 2:
                continue
            near = [
                c
                for c in cues
                if abs(c - mention.first) <= 12 and (scene.same_clause(c, mention.first) or 0 <= mention.first - c <= 4)
            ]
            if not near:
                continue
            if any(
                scene.root(scene.clause(e.first)) == scene.root(scene.clause(mention.first)) and e.plover in VIOLENT
                for e in self.events
            ):
                continue
            if any(mention.first <= b < mention.last for b in busy):
                continue
            yield self.strength(mention, value, min(near, key=lambda c: abs(c - mention.first)))

    def nation(self, owner: Mention, counted: Mention) -> Mention:
        """The state where those counted have only its adjective: "900 American soldiers"."""
        state = self.scene.states.get(owner.value.country) if isinstance(owner.value, ActorRef) else None
        plain = overlapping(owner, counted) and owner.by.startswith("find_actors:organ:")
        return replace(owner, value=state_ref(state)) if plain and state is not None else owner

    def states_size(self, told: Assertion, size: Assertion) -> bool:
        """Whether a report of deployment only states, in the present tense, the size of a force told beside it."""
        scene = self.scene
        first, other = scene.reading.token_at(told.span.start), scene.reading.token_at(size.span.start)
        verb = scene.tokens[first]
        return (
            verb.features.tense == "present" and scene.same_clause(first, other) and told.factuality.value == "asserted"
        )

    def told_in(self, place: Mention) -> bool:
        """Whether a place stands behind a preposition other than that of an origin or goal."""
        chunk = self.scene.chunk(place.first)
        return chunk is not None and chunk.prep != "" and chunk.prep not in self.ways()

    def strength(self, mention: Mention, value: Quantity, cue: int) -> Assertion:
        """One size of a force."""
        scene = self.scene
        owner: tuple[Party, ...] = ()
        chunk = scene.chunk(mention.last - 1)
        if scene.tokens[cue].pos in ("VERB", "AUX"):
            subject = scene.subject(cue)
            owner = tuple(party_of(m, speaking=False) for m in subject.actors if not overlapping(m, mention))[:1]
        inside = [
            m
            for m in scene.actors
            if chunk is not None and chunk.first <= m.first < chunk.last and isinstance(m.value, ActorRef)
            if not (m.by.startswith("find_actors:organ:") and m.last - m.first == 1)
        ]
        stateful = [m for m in inside if isinstance(m.value, ActorRef) and (m.value.country or m.value.entry)]
        if stateful and not owner:
            owner = (party_of(self.nation(stateful[0], mention), speaking=False),)
        if not owner:
            before = [
                m
                for m in scene.actors
                if m.last <= mention.first and isinstance(m.value, ActorRef) and not m.value.speaker
            ]
            owner = (party_of(before[-1], speaking=False),) if before else ()
        beside = [p for p in scene.places if scene.same_clause(p.first, mention.first)]
        told = [p for p in reversed(beside) if p.first < mention.first and self.told_in(p)]
        places = [p for p in beside if p.first >= mention.first] or told
        fake = Event(
            "strength",
            "strength",
            None,
            mention.span,
            mention.first,
            mention.last,
            scene.number,
            scene.root(scene.clause(mention.first)),
        )
        low = value.low if value.low is not None else 0
        number = int(low) if float(low).is_integer() else low
        return Assertion(
            id="",
            kind="strength",
            plover=None,
            span=mention.span,
            source=owner,
            place=place_value(places[0]) if places else None,
            attribution=self.said.chain(fake, besides=cue),
            quantity=Tally(number, self.unit(value), "", None, mention.span, "about" if value.approximate else ""),
            sentence=scene.number,
            by="find_assertions:strength",
            score=0.7,
        )


def overlapping(a: Mention, b: Mention) -> bool:
    """Whether two mentions share a token."""
    return a.first < b.last and b.first < a.last


def counting_bodies(knowledge: Knowledge) -> Phrases[str]:
    """The bodies that count the dead of the country or place they are of."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.cues("counting"):
        for form in entry.forms:
            table.add(knowledge.words(form), entry.id)
    return table


def presence(knowledge: Knowledge) -> Phrases[str]:
    """Words that say a force is somewhere in some number."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.cues("presence"):
        for form in entry.forms:
            add_form(table, knowledge, form, entry.id)
        add_verbs(table, knowledge, entry.verbs, entry.id)
    return table


def losses(harms: tuple[Harm, ...]) -> tuple[int | None, int | None]:
    """Killed and wounded of one act: the first count of each that is said."""
    killed = next((h.count for h in harms if h.outcome == "killed" and h.count is not None), None)
    wounded = next((h.count for h in harms if h.outcome == "wounded" and h.count is not None), None)
    if any(h.count == 0 for h in harms) and killed in (None, 0) and wounded in (None, 0):
        return 0, 0
    return killed, wounded

"""Events: each trigger with who did it to whom, where, when, with what and how many it harmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rasid.extract.casualties import Casualties
from rasid.extract.circumstances import Circumstances
from rasid.extract.drafts import PLACED, VIOLENT, Draft
from rasid.extract.factuality import Cues
from rasid.extract.genre import Genre
from rasid.extract.harms import find_harms
from rasid.extract.roles import Roles
from rasid.extract.scene import Scene
from rasid.extract.triggers import find_triggers
from rasid.extract.words import QUOTATION, name_start
from rasid.knowledge.load import Knowledge
from rasid.model import (
    ActorRef,
    Argument,
    Chunk,
    Event,
    Factuality,
    Quantity,
    Reading,
    Span,
    stage,
)

OWN_ACTS = {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "COOPERATE"}
ONLY_NAMED = {
    "a reference back",
    "any such act: a condition",
    "nobody, nowhere, never",
    "only tells which thing is meant",
    "a weak word without a party, weapon or victim",
}


class Builder:
    """Builds the events of one sentence."""

    def __init__(self, scene: Scene, knowledge: Knowledge, genre: Genre | None = None) -> None:
        self.scene, self.knowledge, self.genre = scene, knowledge, genre
        self.cues = Cues(scene, knowledge)
        self.harms = find_harms(scene, knowledge, self.cues)
        self.drafts = [Draft(t) for t in find_triggers(scene, knowledge)]
        self.roles = Roles(scene, knowledge, self.drafts, self.harms)
        self.around = Circumstances(scene, knowledge, self.drafts)
        self.casualties = Casualties(self.roles, self.around, self.cues)

    def build(self) -> list[Event]:
        """The events of the sentence in order."""
        for draft in self.drafts:
            self.roles.fill(draft)
            chunk = self.scene.chunk(draft.trigger.head)
            if (
                not draft.trigger.verbal
                and draft.trigger.light is None
                and chunk is not None
                and self.modifies(draft, chunk)
            ):
                draft.dropped = "only tells which thing is meant"
        self.merge()
        for draft in self.live():
            self.circumstances(draft)
        self.casualties.attach()
        for draft in self.live():
            self.judge(draft)
        told = [event for draft in self.live() for event in self.finish(draft)]
        for draft in self.drafts:
            if draft.dropped in ONLY_NAMED:
                told.extend(replace(event, kind="named", score=0.0) for event in list(self.finish(draft))[:1])
        return told

    def live(self) -> list[Draft]:
        """The drafts that nothing has dropped."""
        return [d for d in self.drafts if not d.dropped]

    # ---- telling once ---------------------------------------------------------------------------------------

    def merge(self) -> None:
        """One event where a verb and a noun tell the same act."""
        scene = self.scene
        for verb in self.drafts:
            if not verb.trigger.verbal or verb.dropped or verb.trigger.entry.kind != "event":
                continue
            number = scene.root(scene.clause(verb.trigger.head))
            clause = scene.reading.clauses[number]
            holder = scene.anchor(number) if clause.kind == "relative" else scene.subject(verb.trigger.head).chunk
            if holder is None:
                continue
            noun = next(
                (
                    d
                    for d in self.drafts
                    if not d.dropped
                    and not d.trigger.verbal
                    and holder.first <= d.trigger.head < holder.last
                    and d is not verb
                ),
                None,
            )
            if noun is None and clause.kind == "relative" and clause.marker is None:
                noun = self.earlier_noun(verb, holder)
            if noun is None and clause.kind == "relative":
                noun = next(
                    (
                        d
                        for d in self.drafts
                        if not d.dropped
                        and d.trigger.verbal
                        and d is not verb
                        and self.roles.object_of(d).chunk == holder
                        and self.akin(d, verb)
                    ),
                    None,
                )
            if noun is None or not self.akin(noun, verb):
                continue
            for role in ("source", "target"):
                mine = {"source": noun.source, "target": noun.target}[role]
                if not mine:
                    mine.extend(getattr(verb, role))
            noun.trigger.merged.append(verb.trigger.head)
            verb.dropped = "told with its noun"
        for later in self.drafts:
            if later.dropped or later.trigger.verbal or later.trigger.light is not None:
                continue
            chunk = scene.chunk(later.trigger.head)
            if chunk is None:
                continue
            instrument = chunk.prep in self.instruments()
            for earlier in self.drafts:
                if earlier is later or earlier.dropped or earlier.trigger.head > later.trigger.head:
                    continue
                if not self.akin(earlier, later) or not scene.same_clause(earlier.trigger.head, later.trigger.head):
                    continue
                nested = earlier.trigger.last <= later.trigger.head and scene.chunk(earlier.trigger.head) is chunk
                if (instrument and later.trigger.head - earlier.trigger.head <= 14 and not later.target) or nested:
                    for role in ("source", "target"):
                        mine = {"source": earlier.source, "target": earlier.target}[role]
                        if not mine:
                            mine.extend(getattr(later, role))
                    earlier.trigger.merged.append(later.trigger.head)
                    later.dropped = "means of the act before"
                    break

    def earlier_noun(self, verb: Draft, holder: Chunk) -> Draft | None:
        """The noun trigger a little before a verb that describes it across other nouns: "an attack with rockets
        that hit ...".
        """
        found = [
            d
            for d in self.drafts
            if not d.dropped
            and not d.trigger.verbal
            and holder.first - 9 <= d.trigger.head < holder.first
            and self.akin(d, verb)
        ]
        return found[-1] if found else None

    def instruments(self) -> set[str]:
        """Prepositions that bring in the means of an act."""
        return self.knowledge.derived("instruments", instruments)

    def akin(self, a: Draft, b: Draft) -> bool:
        """Whether two triggers may tell one act."""
        x, y = a.trigger.entry.plover, b.trigger.entry.plover
        return x == y or {x, y} <= VIOLENT or (x == "" and y in VIOLENT and "explo" in a.trigger.entry.id)

    # ---- circumstances --------------------------------------------------------------------------------------

    def circumstances(self, draft: Draft) -> None:
        """Place, time, weapons, factuality and condition."""
        trigger = draft.trigger
        draft.factuality = self.factuality(draft)
        draft.condition = self.cues.condition(trigger.head, threat=trigger.entry.kind == "threat")
        if draft.condition is not None and draft.factuality.value == "planned" and self.cues.yet_to_come(trigger.head):
            draft.factuality = Factuality("conditional", draft.factuality.cues)
        draft.time = self.around.time(draft)
        if draft.factuality.value == "asserted" and self.around.dated_ahead(draft):
            draft.factuality = Factuality("planned", (draft.time.span,) if draft.time is not None else ())
        if trigger.entry.plover in PLACED:
            draft.place, draft.more_places = self.around.place(draft)
        if trigger.entry.plover in VIOLENT | {"THREATEN"}:
            draft.weapons = self.around.weapons(draft)

    def factuality(self, draft: Draft) -> Factuality:
        """Factuality from the entry, the light verb and the cues around."""
        trigger, scene = draft.trigger, self.scene
        if trigger.entry.factuality:
            return Factuality(trigger.entry.factuality, (self.span(draft),))
        if trigger.entry.kind == "claim":
            inside = range(trigger.first, trigger.last)
            particle = next((t for t in inside if scene.tokens[t].function == "negation"), None)
            if particle is not None:
                return Factuality("denied", (scene.tokens[particle].span,))
        if trigger.light is not None and trigger.light_verb is not None:
            verb = trigger.light_verb
            cue = scene.tokens[verb].span
            negated = self.cues.negated(verb)
            if negated is not None:
                return Factuality("denied", (scene.tokens[negated].span,))
            if trigger.light.effect in ("averted", "planned", "possible"):
                return Factuality(trigger.light.effect, (cue,))
            if self.cues.is_future(verb):
                return Factuality("planned", (cue,))
            if trigger.light.effect != "claim":
                at_verb = self.cues.at(verb, noun=False)
                if at_verb.value != "asserted":
                    return at_verb
        return self.cues.at(trigger.head, noun=not trigger.verbal)

    # ---- keeping --------------------------------------------------------------------------------------------

    def judge(self, draft: Draft) -> None:
        """Drop what is no report of an act: bare back-references, datings, weak words without a party, conditions."""
        scene, trigger = self.scene, draft.trigger
        entry = trigger.entry
        arguments = bool(draft.source) + bool(draft.target) + bool(draft.harms)
        circumstances = bool(draft.place) + bool(draft.time) + bool([w for w in draft.weapons if w != entry.weapon])
        if "future" in entry.needs and not self.cues.is_future(trigger.head) and draft.factuality.value != "planned":
            draft.dropped = "not in the future"
            return
        if self.cues.in_condition(trigger.head) and entry.kind != "threat":
            draft.dropped = "inside a condition"
            return
        number = any(
            isinstance(q.value, Quantity)
            and q.value.scope in ("person", "force")
            and scene.same_clause(q.first, trigger.head)
            for q in scene.quantities
        )
        counted = (number and trigger.verbal) or (
            trigger.how == "noun"
            and (chunk_of := scene.chunk(trigger.head)) is not None
            and (self.roles.counted(chunk_of) or self.totalled(chunk_of))
        )
        announced = trigger.how == "noun" and trigger.light is None and self.announced(draft)
        if (
            entry.strength == "weak"
            and not counted
            and not (draft.source or draft.target or draft.harms or [w for w in draft.weapons if w != entry.weapon])
        ):
            draft.dropped = "a weak word without a party, weapon or victim"
            return
        if self.genre is not None and self.genre.other and not self.literal(draft):
            draft.dropped = "a figure of speech"
            return
        token = scene.tokens[trigger.head]
        if trigger.verbal:
            clause = scene.reading.clauses[scene.root(scene.clause(trigger.head))]
            timeless = draft.factuality.value == "denied" and draft.time is None and not draft.harms
            timeless = timeless and not self.denied_past(trigger.head)
            timeless = timeless and not (entry.plover in VIOLENT and self.cues.never(trigger.head))
            describing = clause.kind == "relative" or timeless
            describing = describing and token.features.tense == "present" and not self.cues.is_future(trigger.head)
            if describing and entry.kind in ("event", "statement") and not draft.time and not draft.harms:
                draft.dropped = "describes what somebody does at large"
            return
        if trigger.light is not None:
            return
        chunk = scene.chunk(trigger.head)
        if chunk is None:
            return
        quantified = any(chunk.first <= q.first < chunk.last for q in scene.quantities)
        if quantified or draft.harms or self.totalled(chunk):
            return
        if self.any_of(chunk):
            draft.dropped = "any such act: a condition"
            return
        if announced and (draft.target or draft.source):
            return
        definite = token.features.definite or token.enclitic is not None
        temporal = chunk.prep in self.datings()
        if temporal and arguments + circumstances < 2:
            draft.dropped = "only dates another act"
        elif (
            definite
            and not draft.source
            and not (trigger.merged and arguments + circumstances >= 2)
            and not self.speaks_of_act(draft)
        ):
            draft.dropped = "a reference back"
        elif not definite and arguments + circumstances == 0 and not trigger.merged and entry.kind == "event":
            draft.dropped = "nobody, nowhere, never"

    def denied_past(self, verb: int) -> bool:
        """Whether the particle that negates the past stands before a verb: what did not happen is no habit."""
        table: frozenset[str] = self.knowledge.derived(
            "past negation", lambda k: frozenset(k.key(f) for e in k.cues("past_negation") for f in e.forms)
        )
        return verb > self.scene.first and bool(table & set(self.scene.tokens[verb - 1].keys))

    def literal(self, draft: Draft) -> bool:
        """Whether an act in a text of another genre is told with so many particulars that it is meant: three of a named
        doer, a named target, a place, a day and a weapon, and no word of the genre beside it."""
        trigger = draft.trigger
        if self.genre is None or self.genre.near(trigger.first, trigger.last):
            return False
        named = [
            bool([a for a in side if isinstance(a.mention.value, ActorRef) and a.mention.value.entry])
            for side in (draft.source, draft.target)
        ]
        return sum([*named, bool(draft.place), bool(draft.time), bool(draft.weapons)]) >= 3

    def modifies(self, draft: Draft, chunk: Chunk) -> bool:
        """Whether a noun trigger only describes another noun: "launching pads", "the ceasefire committee"."""
        scene, head = self.scene, draft.trigger.head
        quoted = [t for t in range(chunk.head, head) if scene.tokens[t].norm in QUOTATION]
        if quoted:
            return False
        if chunk.head >= head:
            return False
        bearing = self.knowledge.derived("carriers", carriers)
        others = {d.trigger.head for d in self.drafts if d is not draft}
        for at in range(chunk.head, head):
            token = scene.tokens[at]
            if at in others or token.pos in ("NUM", "DET", "PUNCT", "ADJ") or bearing & set(token.keys):
                continue
            if any(k.startswith("*") for k in token.keys):
                continue
            if any(q.first <= at < q.last for q in scene.quantities) or any(
                t.first <= at < t.last for t in scene.times
            ):
                continue
            return True
        return False

    def announced(self, draft: Draft) -> bool:
        """Whether a noun is what a verb of saying tells: "announced the arrest of"; an organisation then tells
        of its own act.
        """
        scene, trigger = self.scene, draft.trigger
        clause = scene.reading.clauses[scene.root(scene.clause(trigger.head))]
        verb = clause.verb
        if verb is None or not scene.first <= verb < trigger.head or not scene.speaks(verb):
            return False
        if not (draft.target or draft.place or draft.weapons):
            return False
        chunk = scene.chunk(trigger.head)
        content = self.knowledge.derived(
            "content", lambda k: {k.spelling.relation(f) for e in k.cues("content") for f in e.forms}
        )
        if chunk is None or (chunk.prep and chunk.prep not in content):
            return False
        if any(scene.tokens[t].pos == "VERB" and scene.same_clause(t, verb) for t in range(verb + 1, trigger.head)):
            return False
        speaker, accused = scene.subject(verb), scene.object(verb)
        if chunk.prep and accused.actors and not draft.source:
            draft.source = [Argument("source", accused.actors[0], "accused of it", 0.7)]
            return True
        own = [
            m
            for m in speaker.actors
            if isinstance(m.value, ActorRef)
            and m.value.type in ("state_force", "armed_group")
            and not m.value.anonymous
        ]
        if own and not draft.source and trigger.entry.plover in OWN_ACTS and not self.roles.kills(trigger):
            draft.source = [Argument("source", own[0], "announces it", 0.6)]
        return True

    def totalled(self, chunk: Chunk) -> bool:
        """Whether a phrase counts acts as a total: "the sum of the attacks"."""
        table = self.knowledge.derived(
            "total nouns", lambda k: frozenset(k.key(f) for e in k.cues("total") for f in e.forms if " " not in f)
        )
        return any(table & set(self.scene.tokens[t].keys) for t in range(chunk.first, chunk.last))

    def any_of(self, chunk: Chunk) -> bool:
        """Whether a phrase speaks of any act of a kind, not of one."""
        table = self.knowledge.derived(
            "any", lambda k: frozenset(k.key(f) for e in k.cues("quantifier") for f in e.forms)
        )
        return bool(table & set(self.scene.tokens[chunk.first].keys))

    def speaks_of_act(self, draft: Draft) -> bool:
        """Whether a definite noun of threatening or saying has the act it speaks of beside it in its clause."""
        if draft.trigger.entry.kind not in ("threat", "statement"):
            return False
        scene = self.scene
        return any(
            d is not draft and d.trigger.head > draft.trigger.head and d.trigger.entry.plover in VIOLENT
            and scene.same_clause(d.trigger.head, draft.trigger.head) and d.trigger.how == "noun"
            and (chunk := scene.chunk(d.trigger.head)) is not None and chunk.prep == ""
            for d in self.drafts
        )  # fmt: skip

    def datings(self) -> set[str]:
        """Prepositions that make a noun a date or cause of another act."""
        return self.knowledge.derived(
            "datings", lambda k: {k.spelling.relation(f) for e in k.cues("dating") for f in e.forms}
        )

    def span(self, draft: Draft) -> Span:
        """The characters of a trigger, its light verb not counted."""
        tokens = self.scene.tokens
        first = tokens[draft.trigger.first]
        return Span(name_start(first), tokens[draft.trigger.last - 1].span.end)

    def finish(self, draft: Draft) -> Iterator[Event]:
        """The event of a draft, one for each place it is told of."""
        trigger = draft.trigger
        entry = trigger.entry
        quantity = None
        chunk = self.scene.chunk(trigger.head)
        if chunk is not None and not trigger.verbal:
            later = (
                [q for q in self.scene.quantities if trigger.last <= q.first <= trigger.last + 18]
                if self.totalled(chunk)
                else []
            )
            quantity = next(
                (
                    q
                    for q in self.scene.quantities
                    if chunk.first <= q.first <= trigger.head < chunk.last or q.first <= trigger.head < q.last
                ),
                None,
            )
            if quantity is None and later:
                quantity = later[0]
            if quantity is not None and not isinstance(quantity.value, Quantity):
                quantity = None
        claimed = trigger.light is not None and trigger.light.effect == "claim"
        for place in [draft.place, *draft.more_places]:
            yield Event(
                entry=entry.id,
                kind=entry.kind,
                plover=entry.plover or None,
                span=self.span(draft),
                first=trigger.first,
                last=trigger.last,
                sentence=self.scene.number,
                clause=self.scene.root(
                    self.scene.clause(trigger.light_verb if trigger.light_verb is not None else trigger.head)
                ),
                arguments=(*draft.source, *draft.target, *draft.addressee),
                factuality=draft.factuality,
                time=draft.time,
                place=place,
                condition=draft.condition,
                harms=tuple(draft.harms),
                weapons=tuple(draft.weapons),
                claimed=claimed,
                quantity=quantity,
                mode=entry.mode,
                cameo=entry.cameo,
                acled=entry.acled,
                by=f"find_events:{entry.id}" + (f"+{trigger.light.id}" if trigger.light else ""),
                score=draft.score,
            )


def carriers(knowledge: Knowledge) -> frozenset[str]:
    """Keys of nouns that carry the act named behind them: a series of raids, an attempt at, a state of alert."""
    words: set[str] = set()
    for entry in knowledge.cues("carrier"):
        for form in entry.forms:
            words.update(knowledge.spelling.nominal(form))
    for light in knowledge.lights:
        for form in light.nouns:
            words.update(knowledge.spelling.nominal(form))
    for said in knowledge.speech:
        for form in said.nouns:
            words.update(knowledge.spelling.nominal(form))
    for harm in knowledge.harms:
        for form in (*harm.nouns, *harm.people):
            words.update(knowledge.spelling.nominal(form))
    return frozenset(words)


def instruments(knowledge: Knowledge) -> set[str]:
    """Prepositions that event sheets bring weapons in by."""
    plain = {"of", "object", "subject"}
    return {
        knowledge.spelling.relation(s) for e in knowledge.events for s in e.roles.get("weapon", []) if s not in plain
    }


@stage(needs="sentences tokens clauses chunks mentions", makes="events")
def find_events(reading: Reading, knowledge: Knowledge) -> Iterator[Event]:
    """The events of the body's sentences; headlines, captions and page furniture tell none."""
    genre = Genre(reading, knowledge)
    for number, sentence in enumerate(reading.sentences):
        if sentence.part != "body":
            continue
        yield from Builder(Scene(reading, number, knowledge), knowledge, genre).build()

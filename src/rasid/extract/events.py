"""Events: each trigger with who did it to whom, where, when, with what and how many it harmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rasid.extract.factuality import Cues
from rasid.extract.genre import Genre
from rasid.extract.harms import find_harms
from rasid.extract.roles import Draft, Roles
from rasid.extract.scene import Scene
from rasid.extract.triggers import Trigger, allowed, find_triggers, sentence_words
from rasid.extract.words import QUOTATION, name_start
from rasid.knowledge.load import Knowledge
from rasid.model import (
    ActorRef,
    Argument,
    Chunk,
    Event,
    Factuality,
    Harm,
    Mention,
    PlaceRef,
    Quantity,
    Reading,
    Span,
    TimeValue,
    WeaponRef,
    stage,
)

VIOLENT = {"ASSAULT", "COERCE"}
PLACED = {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "AID", "COOPERATE", "CONSULT", "AGREE", "SANCTION", ""}
OWN_ACTS = {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "COOPERATE"}
ONLY_NAMED = {
    "a reference back",
    "any such act: a condition",
    "nobody, nowhere, never",
    "only tells which thing is meant",
    "a weak word without a party, weapon or victim",
}
BACKGROUND_SINCE = {"COERCE", "PROTEST", "RETREAT"}


class Builder:
    """Builds the events of one sentence."""

    def __init__(self, scene: Scene, knowledge: Knowledge, genre: Genre | None = None) -> None:
        self.scene, self.knowledge, self.genre = scene, knowledge, genre
        self.cues = Cues(scene, knowledge)
        self.harms = find_harms(scene, knowledge, self.cues)
        self.drafts = [Draft(t) for t in find_triggers(scene, knowledge)]
        self.roles = Roles(scene, knowledge, self.drafts, self.harms)

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
        self.attach_harms()
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
        draft.condition = self.cues.condition(trigger.head)
        draft.time = self.time(draft)
        if trigger.entry.plover in PLACED:
            draft.place, draft.more_places = self.place(draft)
        if trigger.entry.plover in VIOLENT | {"THREATEN"}:
            draft.weapons = self.weapons(draft)

    def factuality(self, draft: Draft) -> Factuality:
        """Factuality from the entry, the light verb and the cues around."""
        trigger, scene = draft.trigger, self.scene
        if trigger.entry.factuality:
            return Factuality(trigger.entry.factuality, (self.span(draft),))
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

    def heads(self, draft: Draft) -> list[int]:
        """The tokens whose clauses tell of an event: trigger, light verb, merged verbs."""
        found = [draft.trigger.head, *draft.trigger.merged]
        if draft.trigger.light_verb is not None:
            found.append(draft.trigger.light_verb)
        return found

    def time(self, draft: Draft) -> Mention | None:
        """The expression of time in the event's own clause, then in those that govern it."""
        scene = self.scene
        heads = self.heads(draft)
        roots = [scene.root(scene.clause(h)) for h in heads]
        for root in dict.fromkeys([*roots, *scene.ancestors(roots[0])]):
            options = [m for m in scene.times if scene.root(scene.clause(m.first)) == root]
            usable = [m for m in options if self.datable(m, draft)]
            if usable:
                return min(usable, key=lambda m: (abs(m.first - draft.trigger.head), m.first))
        return None

    def datable(self, mention: Mention, draft: Draft) -> bool:
        """Whether a time can date an act: a day or days; an open window only for what lasts."""
        value = mention.value
        if not isinstance(value, TimeValue) or (value.start is None and value.end is None):
            return False
        if value.relation == "since":
            return draft.trigger.entry.plover in BACKGROUND_SINCE or draft.trigger.verbal is False
        return value.relation == "in"

    def place(self, draft: Draft) -> tuple[Mention | None, list[Mention]]:
        """Where the act strikes: the first place behind the trigger in its clause, else before it, else in a
        clause around.
        """
        scene = self.scene
        head = draft.trigger.head
        roots = list(
            dict.fromkeys([*(scene.root(scene.clause(h)) for h in self.heads(draft)), *self.describing(draft)])
        )
        actors = {a.mention.first for a in (*draft.source, *draft.target)}
        limit = self.limit_after(draft)
        for root in [*roots, *[a for a in scene.ancestors(roots[0]) if a not in roots]]:
            options = [m for m in scene.places if scene.root(scene.clause(m.first)) == root and m.first not in actors]
            options = [m for m in options if not self.origin(m)]
            after = [m for m in options if m.first >= head and m.first < limit]
            before = [m for m in options if m.first < head and (root not in roots or self.free_before(m, draft))]
            if root not in roots:
                verb = scene.reading.clauses[root].verb
                before = [m for m in before if verb is not None and m.first < verb and self.fronted(m)]
                after = []
            for group in (after, list(reversed(before))):
                chosen = self.innermost(group)
                if chosen is not None:
                    return chosen, self.joined_places(chosen, options)
        return None, []

    def describing(self, draft: Draft) -> list[int]:
        """The relative clauses that describe the trigger's own phrase or its object."""
        scene, head = self.scene, draft.trigger.head
        own = scene.root(scene.clause(head))
        limit = self.limit_after(draft)
        found = []
        for number, clause in scene.clauses.items():
            if clause.kind == "relative" and clause.anchor is not None and clause.governor is not None:
                if scene.root(clause.governor) == own and head <= clause.anchor and clause.first <= limit:
                    found.append(number)
        return found[:2]

    def fronted(self, mention: Mention) -> bool:
        """Whether a place stands in a phrase that opens its sentence: "in X, the police said ..."."""
        scene = self.scene
        chunk = scene.chunk(mention.first)
        if chunk is None or chunk.prep == "" or chunk.first - scene.first > 5:
            return False
        capitals = self.knowledge.derived(
            "capitals", lambda k: frozenset(k.key(c) for s in k.states for c in s.capitals)
        )
        verb = scene.reading.clauses[scene.root(scene.clause(mention.first))].verb
        return not (verb is not None and self.roles.speaks(verb) and capitals & set(scene.tokens[mention.first].keys))

    def limit_after(self, draft: Draft) -> int:
        """Places behind the next finite trigger of the sentence belong to that one."""
        scene = self.scene
        own = set(self.heads(draft))
        later = [
            d.trigger.head
            for d in self.drafts
            if d.trigger.head > draft.trigger.head and d.trigger.head not in own and not d.dropped
        ]
        later = [h for h in later if h - draft.trigger.head > 1]
        return min(later, default=scene.last)

    def free_before(self, mention: Mention, draft: Draft) -> bool:
        """Whether a place before a trigger does not stand behind another trigger of the same clause."""
        return (
            not any(
                d.trigger.head < mention.first < draft.trigger.head
                and not d.dropped
                and d is not draft
                and d.trigger.entry.plover in PLACED
                and self.scene.same_clause(d.trigger.head, draft.trigger.head)
                for d in self.drafts
            )
            or mention.first > draft.trigger.head
        )

    def origin(self, mention: Mention) -> bool:
        """Whether a place is where something comes from ("from ..."), or only a country standing for its government."""
        scene = self.scene
        chunk = scene.chunk(mention.first)
        if chunk is None or not isinstance(mention.value, PlaceRef):
            return False
        country = mention.value.type == "country"
        if country and chunk.prep == "" and chunk.head == mention.first:
            return True
        return country and chunk.prep in self.recipients()

    def recipients(self) -> set[str]:
        """Prepositions behind which a country is an actor, not a place."""
        return self.knowledge.derived("recipients", recipients)

    def innermost(self, options: list[Mention]) -> Mention | None:
        """The first place of a group that is more than a country, else the first."""
        fine = [
            m for m in options if isinstance(m.value, PlaceRef) and m.value.type not in ("country", "sea", "region")
        ]
        return (fine or options or [None])[0]  # type: ignore[list-item]

    def joined_places(self, chosen: Mention, options: list[Mention]) -> list[Mention]:
        """Further places named beside the first by "and": one act at several places is told once for each."""
        scene = self.scene
        found = []
        at = chosen
        for mention in options:
            if mention.first <= at.first:
                continue
            token = scene.tokens[mention.head if mention.head is not None else mention.first]
            joined = token.conjoined
            value, first = mention.value, chosen.value
            alike = (
                isinstance(value, PlaceRef)
                and isinstance(first, PlaceRef)
                and (value.type == "country") == (first.type == "country")
            )
            if joined and alike and mention.first - at.last <= 6:
                found.append(mention)
                at = mention
            elif not joined:
                at = mention if mention.first - at.last <= 3 else at
                continue
            else:
                break
        return found

    def weapons(self, draft: Draft) -> list[str]:
        """The means named in the event's clauses, with what the act itself implies."""
        scene = self.scene
        roots = {scene.root(scene.clause(h)) for h in self.heads(draft)}
        heads = self.heads(draft)
        found: list[str] = []
        limit = self.limit_after(draft)
        for mention in scene.weapons:
            value = mention.value
            if not isinstance(value, WeaponRef):
                continue
            near = scene.root(scene.clause(mention.first)) in roots and mention.first < limit
            touching = (
                draft.trigger.first <= mention.first < draft.trigger.last + 2 or mention.first == draft.trigger.head
            )
            if value.weak and not touching and abs(mention.first - draft.trigger.head) > 3:
                continue
            owner = min(
                self.drafts or [draft],
                key=lambda d: min(abs(h - mention.first) for h in self.heads(d)) if not d.dropped else 999,
            )
            if (
                near
                and (owner is draft or touching or min(abs(h - mention.first) for h in heads) <= 4)
                and value.name not in found
            ):
                found.append(value.name)
        clause = scene.reading.clauses[scene.root(scene.clause(draft.trigger.head))]
        anchor = scene.anchor(scene.clause(draft.trigger.head)) if clause.kind == "relative" else None
        if anchor is not None and draft.trigger.verbal:
            for mention in scene.weapons:
                value = mention.value
                close = anchor.first <= mention.first < anchor.last or 0 <= anchor.first - mention.last <= 3
                if close and isinstance(value, WeaponRef) and value.name not in found:
                    found.append(value.name)
        implied = draft.trigger.entry.weapon
        if implied and implied not in found and not found:
            found.append(implied)
        return found

    # ---- harm -----------------------------------------------------------------------------------------------

    def attach_harms(self) -> None:
        """Give each count of dead and wounded to the act that caused it; the count of a harm trigger to itself."""
        violent = [
            d for d in self.live() if d.trigger.entry.plover in VIOLENT and d.trigger.entry.kind in ("event", "claim")
        ]
        for draft in self.live():
            if (
                draft.trigger.entry.plover in VIOLENT
                and self.roles.kills(draft.trigger)
                and draft.factuality.value == "denied"
            ):
                draft.dropped = "nobody was harmed"
        violent = [d for d in violent if not d.dropped]
        for harm in self.harms:
            own = next(
                (
                    d
                    for d in violent
                    if d.trigger.first <= harm.first < d.trigger.last or harm.first in d.trigger.merged
                ),
                None,
            )
            if own is not None:
                if harm.count is not None or harm.victims:
                    own.harms.append(harm)
                continue
            options = [d for d in violent if d.factuality.value in ("asserted", "averted")]
            pool = [d for d in options if self.near_harm(d, harm)]
            pool = [d for d in pool if all(h.outcome != harm.outcome or h.count is None for h in d.harms)]
            if pool:
                best = min(pool, key=lambda d: (abs(d.trigger.head - harm.first), d.trigger.head))
                best.harms.append(harm)
            elif harm.count:
                self.own_harm(harm)
        self.merge_harm_triggers(violent)

    def near_harm(self, draft: Draft, harm: Harm) -> bool:
        """Whether a count may be that of an act: one clause, or one hangs on the other."""
        scene = self.scene
        if any(scene.same_clause(h, harm.first) for h in self.heads(draft)):
            return True
        if harm.count == 0 and abs(draft.trigger.head - harm.first) <= 30:
            return True
        clause = scene.root(scene.clause(harm.first))
        for head in self.heads(draft):
            other = scene.root(scene.clause(head))
            if other in set(scene.ancestors(clause)) and abs(head - harm.first) <= 25:
                verb = scene.reading.clauses[other].verb
                return verb is None or not self.roles.speaks(verb)
            if clause in set(scene.ancestors(other)) and abs(head - harm.first) <= 12:
                return True
            x, y = scene.reading.clauses[clause], scene.reading.clauses[other]
            if x.governor == y.governor and x.kind == "coordinate" and 0 < harm.first - head <= 18:
                return True
        return False

    def own_harm(self, harm: Harm) -> None:
        """A count of dead or wounded that no act of its sentence explains stands as an attack of its own, unless the
        sentence tells of an accident, a disease or a force of nature.
        """
        entry = next((e for e in self.knowledge.events if e.plover == "ASSAULT" and e.id == "kill"), None)
        if entry is None or harm.outcome not in ("killed", "wounded"):
            return
        scene = self.scene
        if not allowed(entry, self.knowledge, sentence_words(scene)):
            return
        first, last = scene.reading.token_range(harm.span)
        trigger = Trigger(min(first, harm.first), max(last, harm.first + 1), harm.first, entry, "noun")
        draft = Draft(trigger, harms=[harm], score=0.7)
        draft.factuality = self.cues.at(harm.first, noun=True)
        draft.time = self.time(draft)
        draft.place, draft.more_places = self.place(draft)
        draft.weapons = [w for w in self.weapons(draft) if w != entry.weapon]
        self.drafts.append(draft)

    def merge_harm_triggers(self, violent: list[Draft]) -> None:
        """Fold a trigger that only counts the dead into the attack of its sentence that killed them."""
        for draft in violent:
            if draft.dropped or not self.harmful(draft):
                continue
            for other in violent:
                if other is draft or other.dropped or self.harmful(other):
                    continue
                if other.factuality.value != "asserted" or draft.factuality.value != "asserted":
                    continue
                if not self.causal(other, draft):
                    continue
                taken = {h.outcome for h in other.harms if h.count is not None}
                if any(h.outcome in taken and h.count is not None for h in draft.harms):
                    continue
                other.harms.extend(draft.harms)
                if not other.target:
                    other.target.extend(draft.target)
                if not other.source:
                    other.source.extend(draft.source)
                if other.place is None:
                    other.place = draft.place
                if other.time is None:
                    other.time = draft.time
                other.trigger.merged.append(draft.trigger.head)
                draft.dropped = "harm of another act"
                break
        bearers = sorted(
            (d for d in self.live() if d.trigger.entry.plover in VIOLENT and d.harms), key=lambda d: d.trigger.head
        )
        for following in bearers:
            if not self.harmful(following) or following.dropped:
                continue
            start = min(h.first for h in following.harms)
            for draft in bearers:
                if draft is following or draft.dropped or not draft.harms:
                    continue
                gap = start - max(h.first for h in draft.harms)
                if 0 < gap <= 12 and not {h.outcome for h in draft.harms} & {h.outcome for h in following.harms}:
                    draft.harms.extend(following.harms)
                    following.dropped = "told with the count before"
                    break

    def harmful(self, draft: Draft) -> bool:
        """Whether a trigger is itself a word of harm (killing, wounding)."""
        return any(
            draft.trigger.first <= h.first < draft.trigger.last and h.outcome in ("killed", "wounded")
            for h in self.harms
        )

    def causal(self, act: Draft, harm: Draft) -> bool:
        """Whether an act and a harm of one sentence belong together: one clause, or one hangs on the other."""
        scene = self.scene
        a, b = scene.root(scene.clause(act.trigger.head)), scene.root(scene.clause(harm.trigger.head))
        if a == b:
            return True
        light = harm.trigger.light
        if light is not None and light.id in ("cause", "happen") and act.trigger.head < harm.trigger.head:
            verb = harm.trigger.light_verb if harm.trigger.light_verb is not None else harm.trigger.head
            between = [
                t for t in range(act.trigger.last, verb) if scene.tokens[t].pos == "VERB" and self.roles.speaks(t)
            ]
            return not between and light.id == "cause"
        if a in set(scene.ancestors(b)) or b in set(scene.ancestors(a)):
            return True
        x, y = scene.reading.clauses[a], scene.reading.clauses[b]
        return x.governor == y.governor and abs(act.trigger.head - harm.trigger.head) <= 20

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
        if verb is None or not scene.first <= verb < trigger.head or not self.roles.speaks(verb):
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


def recipients(knowledge: Knowledge) -> set[str]:
    """Prepositions that event sheets bring addressees in by."""
    plain = {"of", "object", "subject"}
    return {
        knowledge.spelling.relation(s) for e in knowledge.events for s in e.roles.get("addressee", []) if s not in plain
    }


@stage(needs="sentences tokens clauses chunks mentions", makes="events")
def find_events(reading: Reading, knowledge: Knowledge) -> Iterator[Event]:
    """The events of the body's sentences; headlines, captions and page furniture tell none."""
    genre = Genre(reading, knowledge)
    for number, sentence in enumerate(reading.sentences):
        if sentence.part != "body":
            continue
        yield from Builder(Scene(reading, number, knowledge), knowledge, genre).build()

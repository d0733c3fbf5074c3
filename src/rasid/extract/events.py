"""Events: each trigger with who did it to whom, where, when, with what and how many it harmed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rasid.extract.casualties import Casualties
from rasid.extract.circumstances import Circumstances
from rasid.extract.drafts import PLACED, VIOLENT, WISHES, Draft
from rasid.extract.factuality import Cues
from rasid.extract.genre import Genre
from rasid.extract.harms import find_harms
from rasid.extract.judging import ONLY_NAMED, Judge
from rasid.extract.roles import SHOT_DOWN, Roles
from rasid.extract.scene import Scene
from rasid.extract.targets import Targets
from rasid.extract.triggers import find_triggers
from rasid.extract.weapons import implied
from rasid.extract.words import name_start
from rasid.knowledge.load import Knowledge
from rasid.model import (
    ActorRef,
    Chunk,
    Event,
    Factuality,
    Mention,
    Quantity,
    Reading,
    Span,
    stage,
)

GENERAL = {"180", "190"}  # CAMEO codes of violence not further described
BROAD = {"", "heavy-weapons"}  # modes that a named weapon tells better
AIR_DEFENCE = "air_defence"
SWAPS = {"prisoner_swap", "swap_weak"}
BLOODLESS = {"cyber", "deprivation"}  # families of means that no assault is done with


class Builder:
    """Builds the events of one sentence."""

    def __init__(self, scene: Scene, knowledge: Knowledge, genre: Genre | None = None) -> None:
        self.scene, self.knowledge, self.genre = scene, knowledge, genre
        self.cues = Cues(scene, knowledge)
        self.harms = find_harms(scene, knowledge, self.cues)
        self.drafts = [Draft(t) for t in find_triggers(scene, knowledge)]
        self.roles = Roles(scene, knowledge, self.drafts, self.harms)
        self.around = Circumstances(scene, knowledge, self.drafts)
        self.judge = Judge(scene, knowledge, genre, self.cues, self.roles, self.drafts)
        self.casualties = Casualties(self.roles, self.around, self.cues)

    def build(self) -> list[Event]:
        """The events of the sentence in order."""
        for draft in self.drafts:
            self.in_the_air(draft)
            self.roles.fill(draft)
            self.by_crowd(draft)
            chunk = self.scene.chunk(draft.trigger.head)
            if (
                not draft.trigger.verbal
                and draft.trigger.light is None
                and chunk is not None
                and draft.trigger.entry.strength != "spoken"
                and self.judge.modifies(draft, chunk)
            ):
                draft.dropped = "only tells which thing is meant"
        self.swapped()
        self.roles.threatened()
        self.roles.spoken_of()
        self.roles.aimed()
        self.merge()
        Targets(self.roles).fill()
        for draft in self.live():
            self.circumstances(draft)
        self.casualties.attach()
        for draft in self.live():
            self.judge.judge(draft)
        self.stand_alone()
        self.around.go_on(self.live())
        told = [event for draft in self.live() for event in self.finish(draft)]
        for draft in self.drafts:
            if draft.dropped in ONLY_NAMED:
                told.extend(replace(event, kind="named", score=0.0) for event in list(self.finish(draft))[:1])
        return told

    def live(self) -> list[Draft]:
        """The drafts that nothing has dropped."""
        return [d for d in self.drafts if not d.dropped]

    def by_crowd(self, draft: Draft) -> None:
        """Read an act done by demonstrators as the protest that it then is: a road closed by them."""
        other = draft.trigger.entry.crowd
        if other and any(self.roles.demonstrates(a.mention) for a in draft.source):
            entries = self.knowledge.derived("events by id", lambda k: {e.id: e for e in k.events})
            draft.trigger.entry = entries[other]

    def in_the_air(self, draft: Draft) -> None:
        """Read the destruction of weapons by air defences as their interception."""
        trigger = draft.trigger
        if trigger.entry.id != "destroy" or not trigger.verbal:
            return
        subject, thing = self.scene.subject(trigger.head), self.scene.object(trigger.head).chunk
        if any(self.defends(m) for m in subject.actors) and thing is not None and self.roles.drives(thing):
            trigger.entry = self.knowledge.derived("events by id", lambda k: {e.id: e for e in k.events})[SHOT_DOWN]

    def defends(self, mention: Mention) -> bool:
        """Whether an actor is the air defence of a state."""
        value = mention.value
        known = self.scene.forces.get((value.country, AIR_DEFENCE)) if isinstance(value, ActorRef) else None
        named = known is not None and isinstance(value, ActorRef) and value.entry == known.id
        return named or mention.by == f"find_actors:organ:{AIR_DEFENCE}"

    def swapped(self) -> None:
        """Leave a swap of prisoners to the releases of its two sides where a sentence tells both; each side lets go
        those of the other.
        """
        releases = [d for d in self.live() if d.trigger.entry.id == "release"]
        if len(releases) < 2:
            return
        for draft in releases:
            doers = {a.mention.value for a in draft.source}
            others = [a for d in releases for a in d.source if a.mention.value not in doers]
            if doers and others and not draft.target:
                draft.target = [replace(others[0], role="target", how="the other side of a swap")]
        for draft in self.live():
            if draft.trigger.entry.id in SWAPS:
                draft.dropped = "told by its two sides"

    def stand_alone(self) -> None:
        """Tell of dead and wounded by themselves where the act that explains them is only named."""
        for draft in self.drafts:
            if draft.within is not None and draft.within.dropped in ONLY_NAMED:
                draft.dropped = ""
                self.judge.judge(draft)

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
            suffering = {a.mention.first for a in noun.target}
            verb.source = [a for a in verb.source if a.mention.first not in suffering]
            for role in ("source", "target"):
                mine = {"source": noun.source, "target": noun.target}[role]
                if not mine:
                    mine.extend(getattr(verb, role))
            noun.trigger.merged.append(verb.trigger.head)
            verb.dropped = "told with its noun"
        self.join_averted()
        for later in self.drafts:
            if later.dropped or later.trigger.verbal or later.trigger.light is not None:
                continue
            chunk = scene.chunk(later.trigger.head)
            if chunk is None:
                continue
            instrument = chunk.prep in self.around.instruments()
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

    def join_averted(self) -> None:
        """One event where what was warded off is also said to be destroyed: "intercepted and destroyed a drone"."""
        scene = self.scene
        for earlier, later in zip(self.drafts, self.drafts[1:], strict=False):
            if earlier.dropped or later.dropped or earlier.trigger.entry.factuality != "averted":
                continue
            if later.trigger.verbal != earlier.trigger.verbal or not scene.tokens[later.trigger.head].conjoined:
                continue
            if not later.trigger.verbal and later.trigger.head - earlier.trigger.last > 1:
                continue
            thing = self.roles.object_of(later).chunk if later.trigger.verbal else scene.chunk(later.trigger.last)
            if thing is None or not self.roles.drives(thing) or not self.akin(earlier, later):
                continue
            if not earlier.source:
                defenders, later.source = [a.mention.first for a in later.source], []
                self.roles.launcher(later, defenders)
                earlier.source = later.source
            earlier.trigger.merged.append(later.trigger.head)
            later.dropped = "told with its noun"

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
        if (trigger.entry.plover in PLACED or trigger.entry.kind == "threat") and trigger.entry.placed != "no":
            draft.place, draft.more_places = self.around.place(draft)
            if trigger.entry.kind == "threat":
                draft.more_places = []
        if trigger.entry.kind == "statement" and trigger.entry.plover in WISHES:
            draft.place = self.around.demanded(draft)
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
        elif trigger.verbal and trigger.first < trigger.head:  # a set phrase with a particle of its own
            return Factuality("asserted")
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

    # ---- telling --------------------------------------------------------------------------------------------

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
                if self.judge.totalled(chunk)
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
        mode, cameo = self.codes(draft)
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
                mode=mode,
                cameo=cameo,
                acled=entry.acled,
                by=f"find_events:{entry.id}" + (f"+{trigger.light.id}" if trigger.light else ""),
                score=draft.score,
            )

    def codes(self, draft: Draft) -> tuple[str, str]:
        """Mode and CAMEO code of an act: those of its entry, or what its weapon implies where the entry is general."""
        entry = draft.trigger.entry
        weapon = implied(self.knowledge, draft.weapons[0]) if draft.weapons else None
        if weapon is None or not weapon.mode or entry.plover != "ASSAULT" or entry.cameo not in GENERAL:
            return entry.mode, entry.cameo
        if weapon.family in BLOODLESS:
            return entry.mode, entry.cameo
        return weapon.mode if entry.mode in BROAD else entry.mode, weapon.cameo


@stage(needs="sentences tokens clauses chunks mentions", makes="events")
def find_events(reading: Reading, knowledge: Knowledge) -> Iterator[Event]:
    """The events of the body's sentences; headlines, captions and page furniture tell none."""
    genre = Genre(reading, knowledge)
    before: Scene | None = None
    for number, sentence in enumerate(reading.sentences):
        if sentence.part != "body":
            continue
        scene = Scene(reading, number, knowledge)
        if before is not None and before.number == number - 1:
            scene.carried = before.topics()
        before = scene
        yield from Builder(scene, knowledge, genre).build()

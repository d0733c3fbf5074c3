"""Where and when an event happened, and with what means."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.drafts import PLACED, VIOLENT, Draft
from rasid.extract.scene import BASE, COMMAS, Scene
from rasid.extract.words import QUOTATION, acts_by_noun, add_form, between_relation
from rasid.knowledge.load import Knowledge
from rasid.model import Chunk, Mention, PlaceRef, TimeValue, WeaponRef
from rasid.text.phrases import Phrases

BACKGROUND_SINCE = {"COERCE", "PROTEST", "RETREAT"}
BREADTH = {
    "city": 1, "road": 1, "subdistrict": 2, "river": 2, "direction": 2, "district": 3, "governorate": 4, "province": 4,
    "state": 4, "region": 5, "desert": 5, "sea": 6, "country": 6,
}  # fmt: skip
BROADEST = 6
UNREST = VIOLENT | {"PROTEST"}
MOVES = VIOLENT | {"MOBILIZE", "RETREAT", "AID"}
CHAIN = 3  # words between a place and the larger one that it lies in
CLOSE = 7  # words between the noun of an act demanded and its place
WISH = 8  # words behind a verb of wishing among which its act stands
GIVEN = {"AID", "SANCTION", "RETREAT", "COOPERATE", "AGREE"}  # acts done to governments, not to towns
COMPASS = ("north", "south", "east", "west")  # how the entries of its points are called
AIR = "airstrike"
REACH = 6  # words between a place of origin and the preposition of what is struck
UNMANNED = {"drone"}
CRAFT = {"armour", "naval"}  # families of what strikes and is struck
DEFENCE = "air defence"  # the family of what only defends: no means of an attack
HAPPENED = {"asserted", "averted"}


class Circumstances:
    """Finds time, place and weapons of the drafts of one sentence."""

    def __init__(self, scene: Scene, knowledge: Knowledge, drafts: list[Draft]) -> None:
        self.scene, self.knowledge, self.drafts = scene, knowledge, drafts
        self._reasons: list[int] | None = None

    def time(self, draft: Draft) -> Mention | None:
        """The expression of time in the event's own clause, then in those that govern it."""
        scene, trigger = self.scene, draft.trigger
        spoken = trigger.entry.kind == "statement"
        about = spoken or trigger.entry.plover == "ACCUSE"
        chunk = scene.chunk(trigger.head)
        if spoken and not trigger.verbal and chunk is not None and chunk.prep in self.instruments():
            return None
        roots = [scene.root(scene.clause(h)) for h in draft.heads()]
        roots = [*self.told_by_relative(draft), *roots, *self.amounts(draft)]
        own = scene.root(scene.clause(trigger.head))
        around = [] if spoken and self.describes(own) else self.dating_ancestors(own)
        further = [] if spoken else [*self.in_line(own), *self.described_by(draft)]
        before: Mention | None = None
        for root in dict.fromkeys([*roots, *around, *further]):
            if self.told_of(draft, root):
                continue
            options = [m for m in scene.times if scene.root(scene.clause(m.first)) == root]
            usable = [m for m in options if self.datable(m, draft) and not (about and self.content(draft, m))]
            usable = [m for m in usable if not self.in_reason(draft, m) and not self.dates_another(draft, m)]
            usable = [m for m in usable if not self.of_charge(draft, m)]
            if usable:
                near = min(usable, key=lambda m: (abs(m.first - draft.trigger.head), m.first))
                if near.first > trigger.first or not self.follows(draft):
                    return near
                before = before or near
        return before

    def follows(self, draft: Draft) -> bool:
        """Whether an act told by a noun is what another one came before or after: a day told before is that one's."""
        chunk = self.scene.chunk(draft.trigger.head)
        opening: frozenset[str] = self.knowledge.cue_relations("sequence")
        return not draft.trigger.verbal and chunk is not None and chunk.prep in opening

    def dates_another(self, draft: Draft, mention: Mention) -> bool:
        """Whether a time before an act dates what the act itself only dates: "on Monday found ..., hours after the
        attack".
        """
        return mention.first < draft.trigger.first and self.dating(draft)

    def dating(self, draft: Draft) -> bool:
        """Whether an act told by a noun dates another from afar: "hours after the attack"."""
        scene, trigger = self.scene, draft.trigger
        if trigger.verbal:
            return False
        opening = self.knowledge.cue_relations("sequence")
        heads = [h for h in (trigger.light_verb, trigger.head) if h is not None and scene.tokens[h].pos != "VERB"]
        for chunk in filter(None, map(scene.chunk, heads)):
            before = scene.chunk(chunk.first - 2) if chunk.first - 2 >= scene.first else None
            distance = before is not None and scene.is_temporal(before) and chunk.prep in self.sources()
            if distance and before is not None and before.prep in opening:
                return True
        return False

    def in_reason(self, draft: Draft, mention: Mention) -> bool:
        """Whether a place or time belongs to the reason given for an act: "in reply to the raids on ..."."""
        scene, head = self.scene, draft.trigger.head
        for first in self.reasons():
            if not first < mention.first:
                continue
            commas = [t for t in range(first, max(mention.first, head)) if scene.tokens[t].norm in COMMAS]
            if any(t < mention.first for t in commas):
                continue
            if head < first or (mention.first < head and commas):
                return True
        return False

    def reasons(self) -> list[int]:
        """Where the reason or aim of an act is opened in the sentence."""
        if self._reasons is None:
            table = self.knowledge.derived("reasons", reasons)
            keys = [t.keys for t in self.scene.tokens[self.scene.first : self.scene.last]]
            self._reasons = [self.scene.first + m.first for m in table.find(keys)]
        return self._reasons

    def sources(self) -> frozenset[str]:
        """Prepositions behind which a place is where something comes from."""
        return self.knowledge.cue_relations("source_place")

    def goals(self) -> frozenset[str]:
        """Prepositions behind which stands where something goes."""
        return self.knowledge.cue_relations("goal")

    def launched_from(self, draft: Draft, mention: Mention) -> bool:
        """Whether something goes from a place to another: "fired from X at Y"."""
        scene = self.scene
        chunk = scene.chunk(mention.first)
        if chunk is None or chunk.prep not in self.sources() or draft.trigger.entry.plover != "ASSAULT":
            return False
        aside: frozenset[str] = self.knowledge.cue_nominals("side")
        if any(not aside.isdisjoint(t.keys) for t in scene.tokens[max(scene.first, chunk.first - 1) : chunk.first + 1]):
            return True
        lying: frozenset[str] = self.knowledge.cue_keys("lying")
        if any(not lying.isdisjoint(t.keys) for t in scene.tokens[max(scene.first, chunk.first - 2) : chunk.first]):
            return False
        behind = (c for c in scene.chunks if mention.last <= c.first <= mention.last + REACH and c.prep)
        following = next(behind, None)
        if following is None or following.prep not in self.goals():
            return False
        return scene.same_clause(following.first, mention.first)

    def describes_party(self, draft: Draft, mention: Mention) -> bool:
        """Whether a place only tells where a party to a threat is: "factions that are active in ... threatened"."""
        scene = self.scene
        clause = scene.root(scene.clause(mention.first))
        if clause in {scene.root(scene.clause(h)) for h in draft.heads()}:
            return False
        anchor = scene.anchor(clause)
        parties = [a.mention for a in (*draft.source, *draft.target)]
        return anchor is not None and any(anchor.first <= m.first < anchor.last for m in parties)

    def in_condition(self, draft: Draft, mention: Mention) -> bool:
        """Whether a mention stands in the condition of a threat."""
        condition = draft.condition
        return condition is not None and condition.start <= mention.span.start < condition.end

    def describes(self, clause: int) -> bool:
        """Whether a clause only describes a thing or person of the one around it."""
        return self.scene.reading.clauses[clause].kind in ("relative", "adverbial")

    def content(self, draft: Draft, mention: Mention) -> bool:
        """Whether a time behind a verb of saying dates the act spoken of: it stands behind that act's word."""
        head = draft.trigger.head
        return any(
            head < d.trigger.head < mention.first
            and d is not draft
            and d.trigger.entry.speech != "yes"
            and d.trigger.entry.kind != "meeting"
            for d in self.drafts
        )

    def described_by(self, draft: Draft) -> list[int]:
        """The relative clauses that describe what an act is part of and tell no act of their own: "in a march that was
        held yesterday".
        """
        scene = self.scene
        others = [d for d in self.drafts if d is not draft]
        heads = {h for d in others if not self.setting(d, draft) for h in d.heads()}
        acts = {n for n, c in scene.clauses.items() if c.verb in heads}
        alike = UNREST | {draft.trigger.entry.plover}
        apart = {c.head for d in others if d.trigger.entry.plover not in alike and (c := scene.chunk(d.trigger.head))}
        found = (c for c in self.describing(draft) if c not in acts)
        return [c for c in found if (anchor := scene.anchor(c)) is None or anchor.head not in apart]

    def told_by_relative(self, draft: Draft) -> list[int]:
        """The relative clause right behind the noun of an act that tells when and where it was: "an attack that took
        place on Friday".
        """
        chunk = self.scene.chunk(draft.trigger.head)
        if draft.trigger.verbal or chunk is None:
            return []
        found = self.described_by(draft)
        return [c for c in found if (a := self.scene.anchor(c)) is not None and a.first <= draft.trigger.head < a.last]

    def amounts(self, draft: Draft) -> list[int]:
        """The clause in which the object of an act is counted: "killed what is no less than ten men in ..."."""
        scene, head = self.scene, draft.trigger.head
        own = {scene.root(scene.clause(h)) for h in draft.heads()}
        counted = {scene.clause(q.first) for q in scene.quantities}
        return [
            n
            for n, c in scene.clauses.items()
            if c.kind == "relative" and c.anchor is None and c.governor is not None and n in counted
            if scene.root(c.governor) in own and 0 < c.first - head <= CHAIN
        ]

    def of_charge(self, draft: Draft, mention: Mention) -> bool:
        """Whether a place or time belongs to what somebody named in an act is charged with: "X, who is suspected of an
        attack last month, was killed".
        """
        tokens, first = self.scene.tokens, self.scene.first
        charged: frozenset[str] = self.knowledge.cue_nominals("charged")
        commas = [t for t in range(first, mention.first) if tokens[t].norm in COMMAS]
        if not commas or commas[-1] <= draft.trigger.head < mention.first:
            return False
        opening = tokens[commas[-1] + 1]
        return opening.features.definite is True and not charged.isdisjoint(opening.keys)

    def told_of(self, draft: Draft, clause: int) -> bool:
        """Whether a clause tells of somebody else's threat, which its verb of speech does not date."""
        scene, trigger = self.scene, draft.trigger
        verb = scene.reading.clauses[clause].verb
        if trigger.entry.kind != "threat" or trigger.verbal or verb is None or verb == trigger.light_verb:
            return False
        if scene.root(scene.clause(trigger.head)) != clause or not scene.first <= verb < scene.last:
            return False
        named = [a.mention.first for a in draft.source if verb < a.mention.first < scene.last]
        return scene.speaks(verb) and bool(named) and min(named) > trigger.head

    def dating_ancestors(self, clause: int) -> list[int]:
        """The clauses around one whose time is its time too: up to one that says before or after what."""
        scene = self.scene
        found: list[int] = []
        at = clause
        for governor in scene.ancestors(clause):
            if self.before_or_after(at):
                break
            found.append(governor)
            at = governor
        return found

    def in_line(self, clause: int) -> list[int]:
        """The clause that a coordinate one follows in a report of what happened: its day goes on."""
        scene = self.scene
        own = scene.reading.clauses[clause]
        verb = own.verb
        if own.kind != "coordinate" or verb is None or not scene.tokens[own.first].conjoined:
            return []
        if scene.tokens[verb].features.tense != "past":
            return []
        before = [
            n
            for n, c in scene.clauses.items()
            if n < clause and c.governor == own.governor and c.kind in ("main", "coordinate", "complement")
        ]
        if own.governor is not None and own.governor in scene.clauses:
            before.append(scene.root(own.governor))
        last = max(before, default=None)
        if last is None:
            return []
        other = scene.reading.clauses[last].verb
        return [last] if other is not None and scene.first <= other < scene.last and not scene.speaks(other) else []

    def before_or_after(self, clause: int) -> bool:
        """Whether a clause is opened by a word that dates another one by it: "after they had blown up ..."."""
        marker = self.scene.reading.clauses[clause].marker
        words: frozenset[str] = self.knowledge.cue_keys("sequence")
        if marker is None:
            return False
        opening = self.scene.tokens[max(marker - 1, self.scene.first) : marker + 1]
        return any(not words.isdisjoint(t.keys) for t in opening)

    def datable(self, mention: Mention, draft: Draft) -> bool:
        """Whether a time can date an act: a day or days, not to come where the act is past; an open window only for
        what lasts.
        """
        value = mention.value
        if not isinstance(value, TimeValue) or (value.start is None and value.end is None):
            return False
        if self.to_come(value) and (draft.trigger.entry.speech == "yes" or self.is_past(draft)):
            return False
        if value.relation == "since":
            return draft.trigger.entry.plover in BACKGROUND_SINCE or draft.trigger.verbal is False
        return value.relation == "in"

    def dated_ahead(self, draft: Draft) -> bool:
        """Whether an act, not told in the past tense, is dated behind the day of publication."""
        published = self.scene.reading.document.day
        value = draft.time.value if draft.time is not None else None
        if published is None or not isinstance(value, TimeValue) or value.start is None:
            return False
        if draft.trigger.entry.kind not in ("event", "meeting") or value.start <= published:
            return False
        clause = self.scene.reading.clauses[self.scene.root(self.scene.clause(draft.trigger.head))]
        verbs = [draft.trigger.head, draft.trigger.light_verb, clause.verb]
        return not any(v is not None and self.scene.tokens[v].features.tense == "past" for v in verbs)

    def to_come(self, value: TimeValue) -> bool:
        """Whether a time lies behind the day of publication."""
        published = self.scene.reading.document.day
        return published is not None and value.start is not None and value.start > published

    def is_past(self, draft: Draft) -> bool:
        """Whether a draft is told by a verb in the past."""
        return draft.trigger.verbal and self.scene.tokens[draft.trigger.head].features.tense == "past"

    # ---- going on -------------------------------------------------------------------------------------------

    def go_on(self, drafts: list[Draft]) -> None:
        """Hand place and day on to the acts that the sentence tells as going on from an act before them."""
        ordered = sorted(drafts, key=lambda d: d.trigger.head)
        for number, draft in enumerate(ordered):
            if draft.trigger.entry.kind not in ("event", "claim") or draft.trigger.entry.speech == "yes":
                continue
            for earlier in reversed(ordered[:number]):
                if earlier.trigger.entry.speech == "yes" or not self.goes_on(earlier, draft):
                    continue
                if earlier.place is not None and draft.trigger.entry.plover in PLACED:
                    if self.leaves_place(earlier, draft) and not self.aftermath(earlier, draft):
                        draft.place = earlier.place
                if draft.time is None and earlier.time is not None and self.same_day(earlier, draft):
                    draft.time = earlier.time
                if not draft.weapons and draft.harms and self.only_counts(draft):
                    draft.weapons = list(earlier.weapons)

    def leaves_place(self, earlier: Draft, draft: Draft) -> bool:
        """Whether an act that goes on from another is where that was: it has no place, or only the wide one that its
        sentence opens with.
        """
        if draft.place is None or earlier.place is None:
            return draft.place is None and not self.since_then(draft)
        alike = draft.trigger.entry.plover == earlier.trigger.entry.plover
        wider = BREADTH["governorate"] <= breadth(draft.place) and breadth(earlier.place) < breadth(draft.place)
        return alike and wider and draft.place.first < earlier.trigger.first and self.fronted(draft.place)

    def aftermath(self, earlier: Draft, draft: Draft) -> bool:
        """Whether people are seized after an act of force by others than its authors: where is not said."""
        if draft.trigger.entry.plover != "COERCE" or earlier.trigger.entry.plover not in VIOLENT:
            return False
        return bool(draft.source) and not self.same_doer(earlier, draft)

    def since_then(self, draft: Draft) -> bool:
        """Whether an attack is told as one of many since a day: "which brings the raids since May to ninety"."""
        value = draft.time.value if draft.time is not None else None
        lasting = draft.trigger.entry.plover in BACKGROUND_SINCE
        return isinstance(value, TimeValue) and value.relation == "since" and not lasting

    def only_counts(self, draft: Draft) -> bool:
        """Whether a draft is told by a word of harm alone."""
        return any(draft.trigger.first <= h.first < draft.trigger.last for h in draft.harms)

    def goes_on(self, earlier: Draft, draft: Draft) -> bool:
        """Whether an act is told as one scene with an act before it: the same doer goes on, or it is an attack or a
        count that follows an attack.
        """
        if earlier.factuality.value not in HAPPENED or draft.factuality.value not in HAPPENED:
            return False
        if self.same_doer(earlier, draft) or self.hangs_on(earlier, draft):
            return True
        return draft.trigger.entry.plover in UNREST and earlier.trigger.entry.plover in UNREST

    def same_doer(self, earlier: Draft, draft: Draft) -> bool:
        """Whether the doers of two acts are named by the same words, or the later act takes its subject from before."""
        between = (d for d in self.drafts if not d.dropped and d.source and d is not earlier)
        if any(a.how == "subject of the clause before" for a in draft.source):
            if not any(earlier.trigger.head < d.trigger.head < draft.trigger.head for d in between):
                return True
        ours, theirs = {a.mention.span for a in draft.source}, {a.mention.span for a in earlier.source}
        return bool(ours & theirs)

    def hangs_on(self, earlier: Draft, draft: Draft) -> bool:
        """Whether an act is told in a relative clause about one before it: "a march that the police broke up"."""
        scene = self.scene
        own = scene.root(scene.clause(draft.trigger.head))
        clause = scene.reading.clauses[own]
        chunk = scene.chunk(earlier.trigger.head)
        return (
            clause.kind == "relative"
            and clause.anchor is not None
            and chunk is not None
            and chunk.first <= clause.anchor < chunk.last
        )

    def same_day(self, earlier: Draft, draft: Draft) -> bool:
        """Whether the day of an act is that of the act that goes on from it: one day, both in line, nothing in between
        that says before or after.
        """
        value = earlier.time.value if earlier.time is not None else None
        if not isinstance(value, TimeValue) or value.relation != "in":
            return False
        scene = self.scene
        own = scene.root(scene.clause(draft.trigger.head))
        between = [own, *scene.ancestors(own)]
        return not self.dating(draft) and not any(self.before_or_after(c) for c in between)

    def place(self, draft: Draft) -> tuple[Mention | None, list[Mention]]:
        """Where the act strikes: the first place behind the trigger, else in what describes it, else before it, else
        at what it describes, else where the sentence opens.
        """
        scene = self.scene
        own = list(dict.fromkeys([*(scene.root(scene.clause(h)) for h in draft.heads()), *self.amounts(draft)]))
        hit = [
            a for a in draft.target if not self.struck_capital(draft, a.mention) and not a.mention.by.startswith(BASE)
        ]
        actors = {a.mention.first for a in (*draft.source, *hit)}
        options = [m for m in scene.places if m.first not in actors and not self.origin(draft, m)]
        options = [m for m in options if not self.elsewhere(draft, m)]
        if draft.trigger.entry.kind == "meeting":
            options = [m for m in options if self.met_at(m)]
        options = [m for m in options if not self.spoken_at(draft, m) and not self.in_reason(draft, m)]
        options = [m for m in options if not self.of_charge(draft, m)]
        options = [m for m in options if not self.launched_from(draft, m) and not self.of_part(draft, m)]
        if draft.trigger.entry.kind == "threat":
            options = [m for m in options if m.first > draft.trigger.head and not self.venue(draft, m)]
            options = [m for m in options if not self.describes_party(draft, m) and not self.in_condition(draft, m)]
        for group in self.groups(draft, own, options):
            chosen = self.innermost(group)
            if chosen is not None:
                opening = self.opening(draft, chosen, options)
                return (opening, []) if opening else (chosen, self.joined_places(chosen, options))
        return None, []

    def struck_capital(self, draft: Draft, mention: Mention) -> bool:
        """Whether a capital that an act is done to is a place too: none that only stands for its government."""
        chunk = self.scene.chunk(mention.first)
        given = draft.trigger.entry.plover in GIVEN and chunk is not None and chunk.prep == ""
        given = given or (chunk is not None and chunk.prep == self.knowledge.derived("between two", between_relation))
        return mention.by.startswith("find_actors:capital:") and not given

    def of_part(self, draft: Draft, mention: Mention) -> bool:
        """Whether a place is only that of some of those counted: "seven breaches, four of them in X and three in Y"."""
        scene = self.scene
        few = [t for t in range(draft.trigger.last, mention.first) if scene.tokens[t].norm in scene.subset]
        if not few or few[-1] in scene.majorities:
            return False
        opened = scene.chunk(few[-1] + 2)
        return opened is not None and scene.tokens[few[-1] + 1].pos == "ADP" and bool(opened.prep)

    def met_at(self, mention: Mention) -> bool:
        """Whether a place may be that of a meeting: none that talks are about or that only tells whose minister is
        meant.
        """
        chunk = self.scene.chunk(mention.first)
        begin = mention.first if mention.head is None else mention.head
        if self.left(mention):
            return False
        return chunk is None or chunk.prep != "" or begin == chunk.first

    def opening(self, draft: Draft, chosen: Mention, options: list[Mention]) -> Mention | None:
        """The place that the sentence opens with, where what stands behind an act is only the larger one around it."""
        wide = [m for m in options if m.first < draft.trigger.head and breadth(m) < breadth(chosen) and self.fronted(m)]
        return wide[0] if wide and breadth(chosen) >= BREADTH["governorate"] else None

    def spoken_at(self, draft: Draft, mention: Mention) -> bool:
        """Whether a place before an act is where a speech or meeting was at which it is spoken of."""
        head = draft.trigger.head
        speeches = (d for d in self.drafts if d.trigger.entry.speech == "yes" and d.trigger.head < mention.first)
        if mention.first > head or next(speeches, None) is None:
            return False
        tokens = self.scene.tokens[max(self.scene.first, mention.first - 5) : mention.first]
        return any(not self.venues().isdisjoint(t.keys) for t in tokens)

    def venues(self) -> frozenset[str]:
        """Keys of the nouns for occasions of speaking."""
        return self.knowledge.cue_nominals("venue")

    def demanded(self, draft: Draft) -> Mention | None:
        """Where the act of force, movement or aid would be that is demanded, refused or backed: the place right behind
        its noun, or behind the verb of moving by which it is refused.
        """
        scene = self.scene
        for head in self.wished(draft):
            for mention in scene.places:
                chunk = scene.chunk(mention.first)
                near = head < mention.first <= head + CLOSE and scene.same_clause(head, mention.first)
                if near and chunk is not None and chunk.prep and not scene.tokens[mention.first].conjoined:
                    return mention
        return None

    def wished(self, draft: Draft) -> list[int]:
        """The words for the act that a wish or refusal is about, in its clause."""
        scene, trigger = self.scene, draft.trigger
        moving: frozenset[str] = self.knowledge.derived("verbs of moving", moving_keys)
        nouns: frozenset[str] = self.knowledge.cue_nominals("wished")
        own = [t for t in range(trigger.first, trigger.last) if not moving.isdisjoint(scene.tokens[t].keys)]
        acts = {
            d.trigger.head
            for d in self.drafts
            if d.trigger.head > trigger.head and not d.trigger.verbal and d.trigger.entry.plover in MOVES
        }
        behind = range(trigger.head + 1, min(trigger.head + WISH, scene.last))
        acts |= {t for t in behind if not nouns.isdisjoint(scene.tokens[t].keys)}
        return [*own, *(t for t in sorted(acts) if scene.same_clause(trigger.head, t))]

    def venue(self, draft: Draft, mention: Mention) -> bool:
        """Whether a place is where a threat was spoken ("in a speech in ..."), no act being named before it, or a whole
        country, the one spoken to.
        """
        tokens = self.scene.tokens[draft.trigger.head + 1 : mention.first]
        addressed = breadth(mention) == BROADEST and mention.head in (None, mention.first)
        if addressed or any(self.venues() & set(t.keys) for t in tokens):
            return True
        nouns = self.knowledge.derived("acts by noun", acts_by_noun)
        acts = any(k[:1] in "*=" or k in nouns for t in tokens for k in t.keys)
        return draft.trigger.entry.speech == "yes" and not acts

    def groups(self, draft: Draft, own: list[int], options: list[Mention]) -> Iterator[list[Mention]]:
        """The places that may be an act's, those of the closest tie first."""
        scene = self.scene
        head, limit = draft.trigger.head, self.limit_after(draft)
        root = {m.first: scene.root(scene.clause(m.first)) for m in options}
        behind = [m for m in options if head <= m.first < limit]
        yield [m for m in behind if root[m.first] in own]
        describing = self.describing(draft)
        yield [m for m in options if m.first >= head and root[m.first] in describing]
        before = [m for m in options if m.first < head and root[m.first] in own and self.free_before(m, draft)]
        yield list(reversed(before))
        yield list(reversed(self.described(own[0], options)))
        shared = [*self.goes_on_from(draft), *self.while_at(own[0])]
        yield list(reversed([m for m in options if root[m.first] in shared and not self.left(m)]))
        for around in scene.ancestors(own[0]):
            verb = scene.reading.clauses[around].verb
            yield [
                m
                for m in options
                if root[m.first] == around and verb is not None and m.first < min(head, verb) and self.fronted(m)
            ]

        yield list(reversed(self.where(own[0], options)))
        yield [m for m in options if m.first < head and breadth(m) < BREADTH["governorate"] and self.opens(m)]
        yield self.alone(draft, options)

    def goes_on_from(self, draft: Draft) -> list[int]:
        """The clause before the one that tells an act by a verb without a subject of its own: "entered the town and
        arrested ten".
        """
        scene, head = self.scene, draft.trigger.head
        number = scene.root(scene.clause(head))
        own = scene.reading.clauses[number]
        if not draft.trigger.verbal or own.verb != head or not scene.tokens[own.first].conjoined:
            return []
        subject = scene.subject(head).chunk
        if subject is not None and subject.first > own.first:
            return []
        before = [
            n for n, c in scene.clauses.items() if n < number and c.governor == own.governor and c.verb is not None
        ]
        acts = [d for d in self.drafts if not d.dropped and d.trigger.entry.plover in PLACED]
        told = {scene.root(scene.clause(h)) for d in acts for h in d.heads()}
        return [n for n in before[-1:] if self.happens(n) and n not in told]

    def while_at(self, clause: int) -> list[int]:
        """The clause that tells what was going on when an act happened: "were fishing off Gaza when a boat fired"."""
        scene = self.scene
        own = scene.reading.clauses[clause]
        words: frozenset[str] = self.knowledge.cue_keys("when")
        if own.marker is None or own.governor is None or scene.tokens[own.marker].norm not in words:
            return []
        before = scene.tokens[own.marker - 1] if own.marker > scene.first else None
        if before is not None and before.function == "preposition":
            return []
        governor = scene.root(own.governor)
        return [governor] if governor in scene.clauses and self.happens(governor) else []

    def happens(self, clause: int) -> bool:
        """Whether a clause tells no act of speaking."""
        verb = self.scene.reading.clauses[clause].verb
        return verb is None or not self.scene.speaks(verb)

    def left(self, mention: Mention) -> bool:
        """Whether a place is where something comes from."""
        chunk = self.scene.chunk(mention.first)
        return chunk is not None and chunk.prep in self.sources()

    def opens(self, mention: Mention) -> bool:
        """Whether a place stands in a phrase that opens its sentence, before any verb: it holds for the whole."""
        scene = self.scene
        verbs = (t for t in range(scene.first, mention.first) if scene.tokens[t].pos == "VERB")
        return self.fronted(mention) and next(verbs, None) is None

    def where(self, clause: int, options: list[Mention]) -> list[Mention]:
        """The places right before the "where" that opens a clause or one around it."""
        scene = self.scene
        words: frozenset[str] = self.knowledge.cue_keys("where")
        for number in (clause, *scene.ancestors(clause)):
            opened = scene.reading.clauses[number]
            if opened.marker is not None and scene.tokens[opened.marker].norm in words and opened.governor is not None:
                around = scene.root(opened.governor)
                before = (m for m in options if m.first < opened.marker)
                return [m for m in before if scene.root(scene.clause(m.first)) == around]
        return []

    def alone(self, draft: Draft, options: list[Mention]) -> list[Mention]:
        """The places behind the only act of a sentence, whatever clause they are read into."""
        acts = [d for d in self.drafts if d.trigger.entry.speech != "yes" and (d is draft or not d.dropped)]
        if acts != [draft] or draft.trigger.entry.plover not in VIOLENT:
            return []
        return [m for m in options if m.first > draft.trigger.head]

    def described(self, clause: int, options: list[Mention]) -> list[Mention]:
        """The places in the phrase that a relative clause describes: "the town that they besiege"."""
        scene = self.scene
        anchor = scene.anchor(clause)
        if anchor is None or scene.reading.clauses[clause].kind != "relative":
            return []
        inside = [m for m in options if anchor.first <= m.first < anchor.last or m.first <= anchor.head < m.last]
        for mention in reversed(options):
            near = inside and 0 <= inside[0].first - mention.last <= CHAIN
            if near and breadth(mention) < breadth(inside[0]) and not scene.tokens[inside[0].first].conjoined:
                inside.insert(0, mention)
        return inside

    def describing(self, draft: Draft) -> list[int]:
        """The relative clauses that describe the trigger's own phrase or its object."""
        scene, head = self.scene, draft.trigger.head
        own = {scene.root(scene.clause(h)) for h in draft.heads()}
        limit = self.limit_after(draft)
        found = []
        for number, clause in scene.clauses.items():
            if clause.kind == "relative" and clause.anchor is not None and clause.governor is not None:
                if scene.root(clause.governor) in own and head <= clause.anchor and clause.first <= limit:
                    found.append(number)
        return found[:2]

    def elsewhere(self, draft: Draft, mention: Mention) -> bool:
        """Whether a verb between an act and a place tells how far away it is, or where the victims were taken."""
        verbs: frozenset[str] = self.knowledge.derived(
            "elsewhere",
            lambda k: frozenset(
                sign + k.lemma(v.split()[0]) for e in k.cues("elsewhere") for v in e.verbs for sign in "=^"
            ),
        )
        heads = draft.heads()
        between = range(draft.trigger.last, mention.first)
        return any(t not in heads and not verbs.isdisjoint(self.scene.tokens[t].keys) for t in between)

    def fronted(self, mention: Mention) -> bool:
        """Whether a place stands in a phrase that opens its sentence: "in X, the police said ..."."""
        scene = self.scene
        chunk = scene.chunk(mention.first)
        if chunk is None or chunk.prep == "" or chunk.first - scene.first > 5:
            return False
        verb = scene.reading.clauses[scene.root(scene.clause(mention.first))].verb
        return not (verb is not None and scene.speaks(verb) and self.capital(mention))

    def limit_after(self, draft: Draft) -> int:
        """Places behind the next finite trigger of the sentence belong to that one."""
        scene = self.scene
        own = set(draft.heads())
        later = [
            d.trigger.head
            for d in self.drafts
            if d.trigger.head > draft.trigger.head + 1
            and d.trigger.head not in own
            and not d.dropped
            and not self.setting(d, draft)
            and not self.is_object(d, draft)
        ]
        return min(later, default=scene.last)

    def setting(self, other: Draft, draft: Draft) -> bool:
        """Whether an act is only named as what another one was part of: "arrested ten during raids in ..."."""
        scene, trigger = self.scene, other.trigger
        chunk = scene.chunk(trigger.head)
        return (
            not trigger.verbal
            and (trigger.light_verb is None or self.described_by_relative(trigger.head, trigger.light_verb))
            and chunk is not None
            and chunk.prep in self.settings()
            and scene.same_clause(trigger.head, draft.trigger.head)
        )

    def described_by_relative(self, noun: int, verb: int) -> bool:
        """Whether a verb stands in a relative clause that describes a noun: "a search that a force carried out"."""
        clause = self.scene.reading.clauses[self.scene.root(self.scene.clause(verb))]
        chunk = self.scene.chunk(noun)
        anchored = clause.kind == "relative" and clause.anchor is not None and verb > noun
        return anchored and chunk is not None and chunk.first <= (clause.anchor or 0) < chunk.last

    def is_object(self, other: Draft, draft: Draft) -> bool:
        """Whether an act is only the object of the verb that tells another one: "banned gatherings in ..."."""
        scene, trigger = self.scene, other.trigger
        chunk = scene.chunk(trigger.head)
        return (
            draft.trigger.verbal
            and draft.trigger.entry.plover == "COERCE"
            and not trigger.verbal
            and trigger.light_verb is None
            and chunk is not None
            and chunk.prep == ""
            and not chunk.joined
            and scene.same_clause(trigger.head, draft.trigger.head)
        )

    def settings(self) -> frozenset[str]:
        """Prepositions that bring in the larger act that another one is part of."""
        return self.knowledge.cue_keys("setting")

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

    def origin(self, draft: Draft, mention: Mention) -> bool:
        """Whether a place is where something comes from ("from ..."), or only a country standing for its government."""
        scene = self.scene
        chunk = scene.chunk(mention.first)
        if chunk is None or not isinstance(mention.value, PlaceRef):
            return False
        country = mention.value.type == "country"
        if country and chunk.prep == "" and chunk.head == mention.first:
            return True
        if self.does(mention) or (chunk.prep == "" and chunk.head == mention.first and self.governs(mention)):
            return True
        sent = draft.trigger.entry.plover == "MOBILIZE" and chunk.prep in self.goals()
        return country and chunk.prep in self.recipients() and not sent

    def does(self, mention: Mention) -> bool:
        """Whether a capital stands for its government behind the noun of what that wants or does: "the release by
        Moscow of ...".
        """
        at = mention.first - 1
        if at < self.scene.first or not self.capital(mention) or self.scene.tokens[mention.first].attached:
            return False
        acts = (d.trigger for d in self.drafts if not d.trigger.verbal and d.trigger.head == at)
        doing = any(t.entry.plover in GIVEN and "of" in t.entry.roles.get("source", ()) for t in acts)
        return doing or not self.stances().isdisjoint(self.scene.tokens[at].keys)

    def governs(self, mention: Mention) -> bool:
        """Whether a capital stands for its government, as the subject of the verb beside it."""
        tokens, first, last = self.scene.tokens, self.scene.first, self.scene.last
        if not self.capital(mention):
            return False
        behind = next((t for t in tokens[mention.last : last] if t.norm not in QUOTATION), None)
        follows = behind is not None and behind.pos == "VERB" and not behind.conjoined
        before = tokens[mention.first - 1] if mention.first > first else None
        if before is not None and not self.stances().isdisjoint(before.keys):
            return True
        return follows or (before is not None and before.pos == "VERB" and before.enclitic is not None)

    def stances(self) -> frozenset[str]:
        """Keys of nouns for what a government wants or says."""
        return self.knowledge.cue_nominals("stance")

    def capital(self, mention: Mention) -> bool:
        """Whether a place is the capital of a state."""
        capitals = self.knowledge.derived(
            "capitals", lambda k: frozenset(k.key(c) for s in k.states for c in s.capitals)
        )
        return bool(capitals & set(self.scene.tokens[mention.first].keys))

    def recipients(self) -> set[str]:
        """Prepositions behind which a country is an actor, not a place."""
        return self.knowledge.derived("recipients", recipients)

    def innermost(self, options: list[Mention]) -> Mention | None:
        """The most exact place of the first chain of a group: "a village in a district of a province"."""
        chain = options[:1]
        for mention in options[1:]:
            near, far = sorted((chain[-1], mention), key=lambda m: m.first)
            begin = far.first if far.head is None else far.head
            if begin - near.last > 5 or self.scene.tokens[begin].conjoined:
                break
            if self.is_landmark(far, near):
                chain = [*chain[:-1], near]
                continue
            chain.append(mention)
        if not chain:
            return None
        finest = min(chain, key=lambda m: (breadth(m), m.first))
        rest = [m for m in options if m not in chain]
        finer = self.innermost(rest) if breadth(finest) == BROADEST and rest else None
        return finer if finer is not None and breadth(finer) < BROADEST else finest

    def is_landmark(self, mention: Mention, place: Mention) -> bool:
        """Whether a place only tells on which side of it another one lies, which it is no part of: "in Diyala, north
        of Baghdad".
        """
        compass: frozenset[str] = self.knowledge.derived("compass", compass_keys)
        between = self.scene.tokens[place.last : mention.first]
        other, value = mention.value, place.value
        if not isinstance(other, PlaceRef) or not isinstance(value, PlaceRef):
            return False
        if value.parent == other.name or other.parent == value.name or breadth(mention) == BROADEST:
            return False
        return breadth(place) < BREADTH["region"] and any(not compass.isdisjoint(t.keys) for t in between)

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
        arms = self.arms()
        means = [m for m in arms if self.is_means(draft, m) and not self.is_struck(draft, m)]
        plain = [m for m in means if not self.is_weak(m) or self.is_brought(draft, m)] or means
        found = list(dict.fromkeys(m.value.name for m in plain if isinstance(m.value, WeaponRef)))
        clause = scene.reading.clauses[scene.root(scene.clause(draft.trigger.head))]
        anchor = scene.anchor(scene.clause(draft.trigger.head)) if clause.kind == "relative" else None
        if anchor is not None and draft.trigger.verbal:
            for mention in arms:
                value = mention.value
                close = anchor.first <= mention.first < anchor.last or 0 <= anchor.first - mention.last <= 3
                if close and isinstance(value, WeaponRef) and value.name not in found:
                    found.append(value.name)
        implied = draft.trigger.entry.weapon
        if implied and not found:
            found.append(implied)
        return [w for w in found if w != AIR or not UNMANNED & set(found)]

    def arms(self) -> list[Mention]:
        """The weapons of the sentence that may be the means of an act.

        Words that tell of a protest are left out: a march and a drone are spelled alike; so is what only defends, words
        inside a name ("air" in "air defences"), and weapons that only say what a store or an expert is of.
        """
        marches = {
            t
            for d in self.drafts
            if d.trigger.entry.plover == "PROTEST"
            for t in range(d.trigger.first, d.trigger.last)
        }
        named = {t for m in self.scene.actors for t in range(m.first + 1, m.last)}
        return [
            m
            for m in self.scene.weapons
            if isinstance(m.value, WeaponRef)
            and m.value.family != DEFENCE
            and marches.isdisjoint(range(m.first, m.last))
            and not (m.value.weak and m.first in named)
            and not self.is_stock(m)
        ]

    def is_stock(self, weapon: Mention) -> bool:
        """Whether a weapon stands behind a noun for who deals with it or where it is kept: a store of rockets."""
        tokens = self.scene.tokens
        keys = tokens[weapon.first - 1].keys if weapon.first > self.scene.first else ()
        if tokens[weapon.first].attached:
            return False
        return not self.knowledge.derived("nouns of stock", stocks).isdisjoint(keys)

    def is_means(self, draft: Draft, mention: Mention) -> bool:
        """Whether a weapon is a means of an act: named in its clauses, nearer to it than to another act of violence; of
        what is averted, the thing that was stopped; of an arrest or a seizure, only what it was done with.
        """
        scene, trigger = self.scene, draft.trigger
        heads = draft.heads()
        if trigger.entry.kind == "threat" and self.in_condition(draft, mention):
            return False
        weak = self.is_weak(mention) and not self.is_brought(draft, mention)
        touching = trigger.first <= mention.first < trigger.last + 2
        stopped = "object" in trigger.entry.roles.get("weapon", ()) and (not weak or self.is_headed(mention))
        if weak and not touching and abs(mention.first - trigger.head) > (5 if stopped else 3):
            return False
        averted = trigger.verbal and draft.factuality.value == "averted"
        if averted and (mention.first < trigger.head or (weak and not stopped)):
            return False
        if trigger.entry.plover == "COERCE" and not self.is_instrument(mention):
            return False
        if any(
            mention.first <= d.trigger.head < mention.last and d.trigger.entry.plover == "PROTEST" for d in self.drafts
        ):
            return False
        roots = {scene.root(scene.clause(h)) for h in heads}
        if scene.root(scene.clause(mention.first)) not in roots or mention.first >= self.limit_after(draft):
            return False
        if touching or min(abs(h - mention.first) for h in heads) <= 4:
            return True
        between = range(trigger.head + 1, mention.first)
        if stopped and scene.clause(mention.first) == scene.clause(trigger.head) and mention.first > trigger.head:
            if not any(d.trigger.head in between for d in self.drafts if not d.dropped):
                return True
        violent = [d for d in self.drafts if not d.dropped and d.trigger.entry.plover in VIOLENT | {"THREATEN"}]
        rivals = [d for d in violent if d is draft or d.trigger.verbal or d.trigger.head - mention.last <= 1] or violent
        nearest = min(rivals, key=lambda d: min(abs(h - mention.first) for h in d.heads()), default=draft)
        return nearest is draft

    def is_weak(self, mention: Mention) -> bool:
        """Whether the word of a weapon has other senses too."""
        return isinstance(mention.value, WeaponRef) and mention.value.weak

    def is_instrument(self, mention: Mention) -> bool:
        """Whether a weapon stands behind a preposition of means."""
        chunk = self.scene.chunk(mention.first)
        return chunk is not None and chunk.prep in self.instruments()

    def is_brought(self, draft: Draft, mention: Mention) -> bool:
        """Whether a weapon heads a phrase behind the preposition by which an act names its means."""
        chunk = self.scene.chunk(mention.first)
        if chunk is None or not chunk.prep or not self.is_headed(mention):
            return False
        roles = draft.trigger.entry.roles.get("weapon", ())
        return chunk.prep in {self.knowledge.spelling.relation(word) for word in roles}

    def is_struck(self, draft: Draft, mention: Mention) -> bool:
        """Whether a weapon is what is destroyed, or a vehicle or ship what an act is done to: its doer stands before
        it.
        """
        chunk = self.scene.chunk(mention.first)
        if chunk is not None and not chunk.prep and self.is_destroyed(draft, chunk):
            return True
        if not isinstance(mention.value, WeaponRef) or mention.value.family not in CRAFT or chunk is None or chunk.prep:
            return False
        doers = [a.mention.first for a in draft.source if a.mention is not None]
        return draft.trigger.verbal and any(first < mention.first for first in doers)

    def is_destroyed(self, draft: Draft, thing: Chunk) -> bool:
        """Whether a phrase is the object of a verb of destroying, and the act does not stop what it names."""
        scene = self.scene
        verb = scene.reading.clauses[scene.root(thing.clause)].verb
        if verb is None or verb >= thing.first or draft.factuality.value == "averted":
            return False
        if self.knowledge.derived("verbs of destroying", ruining).isdisjoint(scene.tokens[verb].keys):
            return False
        return scene.object(verb).chunk == thing

    def is_headed(self, mention: Mention) -> bool:
        """Whether a weapon is a noun, and no adjective of another one."""
        chunk = self.scene.chunk(mention.first)
        headed = chunk is not None and mention.first <= chunk.head < mention.last
        return headed or self.scene.tokens[mention.first].pos == "NOUN"

    def instruments(self) -> set[str]:
        """Prepositions that bring in the means of an act."""
        return self.knowledge.derived("instruments", instruments)


def reasons(knowledge: Knowledge) -> Phrases[str]:
    """Words that open the reason or aim of an act."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.cues("reason"):
        for form in entry.forms:
            add_form(table, knowledge, form, entry.id, attach=True)
    return table


def moving_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of finite verbs for going into or out of a place."""
    acts = (e for e in knowledge.events if e.plover in ("RETREAT", "MOBILIZE"))
    return frozenset("=" + knowledge.lemma(v.split()[0]) for e in acts for v in e.verbs)


def compass_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the words for the points of the compass."""
    entries = (e for e in knowledge.place_words if e.id.startswith(COMPASS))
    return frozenset(x for e in entries for f in e.forms if " " not in f for x in knowledge.spelling.nominal(f))


def ruining(knowledge: Knowledge) -> frozenset[str]:
    """Keys of finite verbs by which things are destroyed."""
    acts = (e for e in knowledge.events if e.mode == "destroy")
    return frozenset("=" + knowledge.lemma(v.split()[0]) for e in acts for v in e.verbs)


def stocks(knowledge: Knowledge) -> frozenset[str]:
    """Nouns for who deals with weapons and where they are kept."""
    forms = (form for entry in knowledge.cues("stock") for form in entry.forms)
    return frozenset(key for form in forms for key in knowledge.spelling.nominal(form))


def instruments(knowledge: Knowledge) -> set[str]:
    """Prepositions that event sheets bring weapons in by."""
    plain = {"of", "object", "subject"}
    return {
        knowledge.spelling.relation(s) for e in knowledge.events for s in e.roles.get("weapon", []) if s not in plain
    }


def breadth(mention: Mention) -> int:
    """How wide a place is, by its kind: a village or a building 0, a country 6."""
    return BREADTH.get(mention.value.type, 0) if isinstance(mention.value, PlaceRef) else BROADEST


def recipients(knowledge: Knowledge) -> set[str]:
    """Prepositions that event sheets bring addressees in by."""
    plain = {"of", "object", "subject"}
    return {
        knowledge.spelling.relation(s) for e in knowledge.events for s in e.roles.get("addressee", []) if s not in plain
    }

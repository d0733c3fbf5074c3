"""Which event each count of dead and wounded belongs to."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.extract.circumstances import Circumstances
from rasid.extract.drafts import BARE_HARMS, VIOLENT, Draft
from rasid.extract.factuality import Cues
from rasid.extract.roles import Roles
from rasid.extract.triggers import Context, Trigger, allowed
from rasid.knowledge.load import Knowledge
from rasid.model import Harm

SENTENCE = 8  # words behind a verb of judging among which its penalty stands


class Casualties:
    """Hands the harm that a sentence tells to its drafts."""

    def __init__(self, roles: Roles, around: Circumstances, cues: Cues) -> None:
        self.scene, self.knowledge, self.harms = roles.scene, roles.knowledge, roles.harms
        self.drafts, self.roles, self.around, self.cues = roles.drafts, roles, around, cues

    def is_contested(self, draft: Draft) -> bool:
        """Whether somebody denies an act, so that it is the act denied."""
        scene = self.scene
        own = scene.root(scene.clause(draft.trigger.head))
        around = {own, *scene.ancestors(own)}
        denials = (d for d in self.drafts if d.trigger.entry.kind == "denial" and d.trigger.head < draft.trigger.head)
        return any(scene.root(scene.clause(d.trigger.head)) in around for d in denials)

    def live(self) -> list[Draft]:
        """The drafts that nothing has dropped."""
        return [d for d in self.drafts if not d.dropped]

    def denied_act(self, draft: Draft) -> bool:
        """Whether what is denied is that somebody did it, not only that people came to harm: "denied killing them",
        "did not execute them".
        """
        if draft.trigger.entry.id not in BARE_HARMS:
            return bool(draft.source or draft.target)
        killing = self.knowledge.derived("nouns of killing", killing_keys)
        doing = bool(killing & set(self.scene.tokens[draft.trigger.head].keys))
        return bool(draft.target) and (bool(draft.source) or doing)

    def attach(self) -> None:
        """Give each count of dead and wounded to the act that caused it; the count of a harm trigger to itself."""
        violent = [
            d for d in self.live() if d.trigger.entry.plover in VIOLENT and d.trigger.entry.kind in ("event", "claim")
        ]
        for draft in self.live():
            if (
                draft.trigger.entry.plover in VIOLENT
                and self.roles.kills(draft.trigger)
                and draft.factuality.value == "denied"
                and not self.denied_act(draft)
            ):
                draft.dropped = "nobody, nowhere, never" if self.is_contested(draft) else "nobody was harmed"
        violent = [d for d in violent if not d.dropped]
        for harm in self.harms:
            if self.sentenced(harm):
                continue
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
                best = min(pool, key=lambda d: (self.tells_harm(d), abs(d.trigger.head - harm.first), d.trigger.head))
                best.harms.append(harm)
            elif harm.count:
                self.own_harm(harm)
        self.merge_harm_triggers(violent)
        for draft in self.live():
            self.settle(draft)

    def sentenced(self, harm: Harm) -> bool:
        """Whether a court's sentence is told with the word of harm: "sentenced 14 to death"."""
        return any(
            d.trigger.entry.plover == "SANCTION"
            and d.trigger.verbal
            and 0 < harm.first - d.trigger.head <= SENTENCE
            and self.scene.same_clause(d.trigger.head, harm.first)
            for d in self.live()
        )

    def tells_harm(self, draft: Draft) -> bool:
        """Whether an act is nothing but the harm: a killing, a wounding."""
        return draft.trigger.entry.id in BARE_HARMS

    def settle(self, draft: Draft) -> None:
        """Place, day and means of an act told with its dead in one clause and with its wounded in the next, where they
        stand behind the latter.
        """
        if draft.trigger.entry.plover not in VIOLENT:
            return
        scene = self.scene
        apart = [h.first for h in draft.harms if not any(scene.same_clause(h.first, at) for at in draft.heads())]
        if not apart:
            return
        draft.trigger.merged.extend(apart)
        if draft.place is None:
            draft.place, draft.more_places = self.around.place(draft)
        draft.time = draft.time or self.around.time(draft)
        if not [w for w in draft.weapons if w != draft.trigger.entry.weapon]:
            draft.weapons = self.around.weapons(draft)

    def opens_window(self, draft: Draft) -> bool:
        """Whether an act only tells since when something is counted: "since the fighting broke out"."""
        since = self.knowledge.cue_relations("since")
        at = draft.trigger.head if draft.trigger.light_verb is None else draft.trigger.light_verb
        chunk = self.scene.chunk(at)
        return not draft.trigger.verbal and chunk is not None and chunk.prep in since

    def near_harm(self, draft: Draft, harm: Harm) -> bool:
        """Whether a count may be that of an act: one clause, or one hangs on the other."""
        scene = self.scene
        if self.opens_window(draft):
            return False
        if any(scene.same_clause(h, harm.first) for h in draft.heads()):
            return True
        if harm.count == 0 and abs(draft.trigger.head - harm.first) <= 30:
            return True
        clause = scene.root(scene.clause(harm.first))
        if self.told_by_another(draft, clause):
            return False
        if self.result(clause) and draft.trigger.head < harm.first:
            return True
        for head in draft.heads():
            other = scene.root(scene.clause(head))
            if other in set(scene.ancestors(clause)) and abs(head - harm.first) <= 25:
                verb = scene.reading.clauses[other].verb
                return verb is None or not scene.speaks(verb)
            if clause in set(scene.ancestors(other)) and abs(head - harm.first) <= 12:
                return True
            x, y = scene.reading.clauses[clause], scene.reading.clauses[other]
            if x.governor == y.governor and x.kind == "coordinate" and 0 < harm.first - head <= 18:
                return True
        return False

    def told_by_another(self, draft: Draft, clause: int) -> bool:
        """Whether a verb of saying stands between an act and the clause of a count: somebody else's count."""
        scene = self.scene
        around = set(scene.ancestors(scene.root(scene.clause(draft.trigger.head))))
        around.add(scene.root(scene.clause(draft.trigger.head)))
        for number in [clause, *scene.ancestors(clause)]:
            if number in around:
                return False
            verb = scene.reading.clauses[number].verb
            if verb is not None and scene.first <= verb < scene.last and scene.speaks(verb):
                return True
        return False

    def result(self, clause: int) -> bool:
        """Whether a clause only tells what an act led to: "which resulted in"."""
        verb = self.scene.reading.clauses[clause].verb
        keys: frozenset[str] = self.knowledge.derived(
            "verbs of result",
            lambda k: frozenset("=" + k.lemma(v.split()[0]) for e in k.lights if e.id == "cause" for v in e.verbs),
        )
        return (
            verb is not None
            and self.scene.first <= verb < self.scene.last
            and bool(keys & set(self.scene.tokens[verb].keys))
            and self.scene.reading.clauses[clause].kind in ("relative", "coordinate", "adverbial")
        )

    def own_harm(self, harm: Harm) -> None:
        """A count of dead or wounded that no act of its sentence explains stands as an attack of its own, unless the
        sentence tells of an accident, a disease or a force of nature.
        """
        entry = next((e for e in self.knowledge.events if e.plover == "ASSAULT" and e.id == "kill"), None)
        if entry is None or harm.outcome not in ("killed", "wounded"):
            return
        scene = self.scene
        if not allowed(entry, self.knowledge, Context(scene), harm.first):
            return
        first, last = scene.reading.token_range(harm.span)
        trigger = Trigger(min(first, harm.first), max(last, harm.first + 1), harm.first, entry, "noun")
        draft = Draft(trigger, harms=[harm], score=0.7)
        draft.factuality = self.cues.at(harm.first, noun=True)
        draft.time = self.around.time(draft)
        draft.place, draft.more_places = self.around.place(draft)
        draft.weapons = [w for w in self.around.weapons(draft) if w != entry.weapon]
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
                if (
                    self.explained(draft, other)
                    or not self.causal(other, draft)
                    or (draft.source and other.trigger.entry.plover != "ASSAULT")
                ):
                    continue
                taken = {h.outcome for h in other.harms if h.count is not None}
                if any(h.outcome in taken and h.count is not None for h in draft.harms):
                    continue
                other.harms.extend(draft.harms)
                if other.trigger.entry.reciprocal == "yes" and other.target and draft.target and not other.source:
                    other.source = [replace(a, role="source") for a in other.target]
                    other.target = []
                doers = {a.mention.first for a in draft.source}
                other.target = [a for a in other.target if a.mention.first not in doers]
                if not other.target:
                    other.target.extend(draft.target)
                if not other.source:
                    other.source.extend(draft.source)
                if other.place is None:
                    other.place = draft.place
                if other.time is None:
                    other.time = draft.time
                other.trigger.merged.append(draft.trigger.head)
                draft.dropped, draft.within = "harm of another act", other
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

    def explained(self, harm: Draft, act: Draft) -> bool:
        """Whether a harm is told with an act of its own, in another clause than a further act, or by a verb before that
        of the further one, which goes on from it or is done by others.
        """
        if self.scene.same_clause(harm.trigger.head, act.trigger.head):
            return False
        verbs = harm.trigger.verbal and act.trigger.verbal and not self.tells_harm(act)
        later = verbs and harm.trigger.head < act.trigger.head
        doers = {a.mention.value for a in harm.source}
        others = bool(doers) and bool(act.source) and not doers & {a.mention.value for a in act.source}
        told = {h.first for h in self.harms}
        own = any(head not in told for head in harm.trigger.merged)
        return own or (later and (others or self.scene.tokens[act.trigger.head].conjoined))

    def harmful(self, draft: Draft) -> bool:
        """Whether a trigger is itself a word of harm (killing, wounding)."""
        trigger = draft.trigger
        told = any(trigger.first <= h.first < trigger.last and h.outcome in ("killed", "wounded") for h in self.harms)
        return told or (trigger.light is not None and trigger.light.id == "cause" and trigger.entry.id in BARE_HARMS)

    def causal(self, act: Draft, harm: Draft) -> bool:
        """Whether an act and a harm of one sentence belong together: one clause, or one hangs on the other."""
        scene = self.scene
        a, b = scene.root(scene.clause(act.trigger.head)), scene.root(scene.clause(harm.trigger.head))
        if a == b:
            return True
        light = harm.trigger.light
        if light is not None and light.id in ("cause", "happen") and act.trigger.head < harm.trigger.head:
            verb = harm.trigger.light_verb if harm.trigger.light_verb is not None else harm.trigger.head
            between = [t for t in range(act.trigger.last, verb) if scene.tokens[t].pos == "VERB" and scene.speaks(t)]
            return not between and light.id == "cause"
        if a in set(scene.ancestors(b)) or b in set(scene.ancestors(a)):
            return True
        x, y = scene.reading.clauses[a], scene.reading.clauses[b]
        if x.verb is not None and scene.first <= x.verb < scene.last and scene.speaks(x.verb):
            return False
        return x.governor == y.governor and abs(act.trigger.head - harm.trigger.head) <= 20


def killing_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the verbal nouns of killing, in which somebody does it, other than the nouns of dying."""
    lemmas = {knowledge.lemma(v.split()[0]) for e in knowledge.events if e.id == "kill" for v in e.verbs}
    return frozenset(sign + lemma for lemma in lemmas for sign in ("*", ""))

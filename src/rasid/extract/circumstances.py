"""Where and when an event happened, and with what means."""

from __future__ import annotations

from datetime import date

from rasid.extract.drafts import PLACED, Draft
from rasid.extract.scene import Scene
from rasid.knowledge.load import Knowledge
from rasid.model import Mention, PlaceRef, TimeValue, WeaponRef

BACKGROUND_SINCE = {"COERCE", "PROTEST", "RETREAT"}


class Circumstances:
    """Finds time, place and weapons of the drafts of one sentence."""

    def __init__(self, scene: Scene, knowledge: Knowledge, drafts: list[Draft]) -> None:
        self.scene, self.knowledge, self.drafts = scene, knowledge, drafts

    def time(self, draft: Draft) -> Mention | None:
        """The expression of time in the event's own clause, then in those that govern it."""
        scene = self.scene
        heads = draft.heads()
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

    def dated_ahead(self, draft: Draft) -> bool:
        """Whether an act, not told in the past tense, is dated behind the day of publication."""
        published = self.scene.reading.document.published
        value = draft.time.value if draft.time is not None else None
        if published is None or not isinstance(value, TimeValue) or value.start is None:
            return False
        if draft.trigger.entry.kind not in ("event", "meeting") or value.start <= date.fromisoformat(published):
            return False
        clause = self.scene.reading.clauses[self.scene.root(self.scene.clause(draft.trigger.head))]
        verbs = [draft.trigger.head, draft.trigger.light_verb, clause.verb]
        return not any(v is not None and self.scene.tokens[v].features.tense == "past" for v in verbs)

    def place(self, draft: Draft) -> tuple[Mention | None, list[Mention]]:
        """Where the act strikes: the first place behind the trigger in its clause, else before it, else in a
        clause around.
        """
        scene = self.scene
        head = draft.trigger.head
        roots = list(dict.fromkeys([*(scene.root(scene.clause(h)) for h in draft.heads()), *self.describing(draft)]))
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
        return not (verb is not None and scene.speaks(verb) and capitals & set(scene.tokens[mention.first].keys))

    def limit_after(self, draft: Draft) -> int:
        """Places behind the next finite trigger of the sentence belong to that one."""
        scene = self.scene
        own = set(draft.heads())
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
        roots = {scene.root(scene.clause(h)) for h in draft.heads()}
        heads = draft.heads()
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
                key=lambda d: min(abs(h - mention.first) for h in d.heads()) if not d.dropped else 999,
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


def recipients(knowledge: Knowledge) -> set[str]:
    """Prepositions that event sheets bring addressees in by."""
    plain = {"of", "object", "subject"}
    return {
        knowledge.spelling.relation(s) for e in knowledge.events for s in e.roles.get("addressee", []) if s not in plain
    }

"""Judging: which drafts of events report an act, and which only name one."""

from __future__ import annotations

from rasid.extract.actors import PARTIES, SIDE
from rasid.extract.drafts import BARE_HARMS, Draft
from rasid.extract.factuality import Cues
from rasid.extract.genre import Genre
from rasid.extract.roles import BLAMING, CROWD, Roles
from rasid.extract.scene import Filler, Scene
from rasid.extract.triggers import Trigger, lights_table
from rasid.extract.words import QUOTATION, add_form
from rasid.knowledge.load import Knowledge
from rasid.model import ActorRef, Argument, Chunk, Mention, Quantity, TimeValue
from rasid.text.phrases import Phrases

VIOLENT = {"ASSAULT", "COERCE"}
OWN_ACTS = {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "COOPERATE", "SANCTION"}
MOVES = {
    "troops",
    "weapons",
    "withdraw",
    "release",
    "disarm",
    "expel",
    "discontinue",
    "ceasefire",
}  # modes of what governments announce as their own
SETTLING = {"RETREAT", "AGREE"}  # whose announcement by a party is the act itself
RECENT = 31  # days within which an act counts as news
SEASON = 100  # and within which one that also has a place may be told behind "after"
REACH = 5  # words back in which a noun may govern the phrase of an act
SUCCEEDED = {"averted", "claim"}  # effects of light words that tell of an act whatever their form
SPOKEN_OF = {
    "only charged, studied, feared or remembered",
    "only an aim",
    "only a topic",
    "only tells when",
    "only tells who is meant",
    "what goes on at large",
    "not done by anybody",
    "an attack with words",
    "only thought of",
}
ONLY_NAMED = {
    "a reference back",
    "any such act: a condition",
    "nobody, nowhere, never",
    "only tells which thing is meant",
    "a weak word without a party, weapon or victim",
} | SPOKEN_OF


class Judge:
    """Decides of each draft of a sentence whether it is told."""

    def __init__(
        self,
        scene: Scene,
        knowledge: Knowledge,
        genre: Genre | None,
        cues: Cues,
        roles: Roles,
        drafts: list[Draft],
    ) -> None:
        self.scene, self.knowledge, self.genre = scene, knowledge, genre
        self.cues, self.roles, self.drafts = cues, roles, drafts

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
        if entry.kind == "threat" and entry.speech == "yes" and trigger.verbal and self.done_by_thing(draft):
            draft.dropped = "a danger, not a party, threatens"
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
            and (self.roles.counted(chunk_of) or self.totalled(chunk_of) or self.moves_people(draft))
        )
        announced = trigger.how == "noun" and trigger.light is None and self.announced(draft)
        if (
            entry.strength == "weak"
            and not (entry.speech == "yes" and trigger.verbal)
            and not counted
            and not (draft.place is not None and self.set_in_words(draft))
            and not (draft.source or draft.target or draft.harms or [w for w in draft.weapons if w != entry.weapon])
            and not self.somebody_says(draft)
        ):
            draft.dropped = "a weak word without a party, weapon or victim"
            return
        if entry.strength == "spoken" and not self.spoken(trigger.head):
            draft.dropped = "nobody says so"
            return
        if entry.plover == "ACCUSE" and entry.speech == "yes" and trigger.verbal and self.describes_people(draft):
            draft.dropped = "only tells who is meant"
            return
        if self.genre is not None and self.genre.other and not self.literal(draft):
            draft.dropped = "a figure of speech"
            return
        if entry.kind == "event" and entry.plover in VIOLENT | {"PROTEST"} and not announced:
            draft.dropped = self.only_spoken_of(draft)
            if draft.dropped:
                return
        token = scene.tokens[trigger.head]
        if trigger.verbal:
            clause = scene.reading.clauses[scene.root(scene.clause(trigger.head))]
            timeless = draft.factuality.value == "denied" and draft.time is None and not draft.harms
            timeless = timeless and not self.denied_past(trigger.head)
            timeless = timeless and not (entry.plover in VIOLENT and self.cues.never(trigger.head))
            describing = timeless or (clause.kind == "relative" and entry.kind == "event")
            describing = describing and token.features.tense == "present" and not self.cues.is_future(trigger.head)
            describing = describing and token.features.person != "1"
            if describing and entry.kind in ("event", "statement") and not draft.time and not draft.harms:
                draft.dropped = "describes what somebody does at large"
            return
        if trigger.light is not None:
            return
        chunk = scene.chunk(trigger.head)
        if chunk is None:
            return
        quantified = any(chunk.first <= q.first < chunk.last for q in scene.quantities)
        if quantified or draft.harms or self.totalled(chunk) or self.moves_people(draft):
            return
        if self.any_of(chunk):
            draft.dropped = "any such act: a condition"
            return
        if self.aim(draft):
            draft.dropped = "only an aim"
            return
        dating = chunk.prep in self.datings() and self.known(chunk, trigger.head)
        if entry.plover == "AGREE" and (dating or chunk.prep in self.knowledge.cue_relations("purpose")):
            draft.dropped = "only tells when" if dating else "only an aim"
            return
        if announced and (draft.target or draft.source):
            return
        definite = token.features.definite or token.enclitic is not None
        temporal = chunk.prep in self.datings()
        if temporal and arguments + circumstances < 2:
            draft.dropped = "only dates another act"
        elif (
            definite
            and not [a for a in draft.source if a.how != CROWD or self.acts_or_is_described(chunk)]
            and not (trigger.merged and arguments + circumstances >= (1 if self.told_of(trigger) else 2))
            and not self.speaks_of_act(draft)
        ):
            draft.dropped = "a reference back"
        elif not definite and arguments + circumstances == 0 and not trigger.merged and entry.kind == "event":
            draft.dropped = "nobody, nowhere, never"

    def moves_people(self, draft: Draft) -> bool:
        """Whether a number of people stands right behind a verbal noun as its object: "sending 300 soldiers"."""
        trigger = draft.trigger
        return not self.scene.tokens[trigger.head].features.definite and any(
            q.first == trigger.last and isinstance(q.value, Quantity) and q.value.scope in ("person", "force")
            for q in self.scene.quantities
        )

    def acts_or_is_described(self, chunk: Chunk) -> bool:
        """Whether a phrase is the subject of its clause, or a clause behind it says more of it."""
        scene = self.scene
        verb = scene.reading.clauses[scene.root(chunk.clause)].verb
        if verb is not None and scene.first <= verb < scene.last and scene.subject(verb).chunk == chunk:
            return True
        relative = (c for c in scene.clauses.values() if c.kind == "relative" and c.anchor is not None)
        return any(c.anchor is not None and chunk.first <= c.anchor < chunk.last for c in relative)

    def aim(self, draft: Draft) -> bool:
        """Whether a bare noun only tells what a protest before it is about: "marched in protest at"."""
        scene, head = self.scene, draft.trigger.head
        chunk = scene.chunk(head)
        if draft.trigger.entry.plover not in ("ACCUSE", "PROTEST") or chunk is None or chunk.prep or chunk.joined:
            return False
        return not scene.tokens[head].features.definite and any(
            d is not draft and not d.dropped and d.trigger.entry.plover == "PROTEST" and d.trigger.head < head
            and scene.same_clause(d.trigger.head, head)
            for d in self.drafts
        )  # fmt: skip

    def done_by_thing(self, draft: Draft) -> bool:
        """Whether the subject of a verb is a singular noun that names no party: famine, a storm, the war."""
        subject = self.scene.subject(draft.trigger.head)
        if subject.chunk is None or subject.actors or subject.how == "subject of the clause before":
            return False
        head = self.scene.tokens[subject.chunk.head]
        person = any(k.startswith("~") for k in head.keys)
        return head.pos == "NOUN" and head.features.number == "s" and not person

    def describes_people(self, draft: Draft) -> bool:
        """Whether a verb tells of people who have no name which ones are meant: "those who are behind the attack"."""
        scene = self.scene
        clause = scene.reading.clauses[scene.root(scene.clause(draft.trigger.head))]
        if clause.kind != "relative" or clause.marker is None or "subject" not in self.roles.specs(draft, "target"):
            return False
        return all(isinstance(a.mention.value, ActorRef) and a.mention.value.generic for a in draft.target)

    def spoken(self, token: int) -> bool:
        """Whether a word is quoted, or stands in a clause that a verb of saying governs."""
        scene = self.scene
        start = scene.tokens[token].span.start
        if any(q.span.start <= start < q.span.end for q in scene.reading.quotes):
            return True
        verbs = (scene.reading.clauses[n].verb for n in scene.ancestors(scene.clause(token)))
        return any(v is not None and scene.first <= v < scene.last and scene.speaks(v) for v in verbs)

    def somebody_says(self, draft: Draft) -> bool:
        """Whether an act of speech without a known party is said by somebody: a name, or whoever speaks around it; and
        whether a meeting has its place or day.
        """
        scene, trigger = self.scene, draft.trigger
        if trigger.entry.kind == "meeting":
            return bool(draft.place or draft.time) and (trigger.verbal or trigger.light is not None)
        if trigger.entry.speech != "yes" or scene.tokens[trigger.head].pos == "NOUN":
            return False
        subject = scene.subject(trigger.head)
        if subject.chunk is not None and scene.tokens[subject.chunk.head].pos == "PROPN":
            return True
        verbs = (scene.reading.clauses[n].verb for n in scene.ancestors(scene.clause(trigger.head)))
        return any(v is not None and scene.first <= v < scene.last and scene.speaks(v) for v in verbs)

    def denied_past(self, verb: int) -> bool:
        """Whether the particle that negates the past stands before a verb: what did not happen is no habit."""
        table: frozenset[str] = self.knowledge.cue_keys("past_negation")
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
        chunk = scene.chunk(trigger.head)
        settled = trigger.entry.plover in SETTLING and bool(scene.subject(verb).actors)
        if not (draft.target or draft.place or draft.weapons or self.figures(draft) or self.counts_behind(draft)):
            if not settled or scene.object(verb).chunk is not chunk:
                return False
        content = self.knowledge.cue_relations("content")
        if chunk is None or (chunk.prep and chunk.prep not in content):
            return False
        if any(scene.tokens[t].pos == "VERB" and scene.same_clause(t, verb) for t in range(verb + 1, trigger.head)):
            return False
        speaker, accused = scene.subject(verb), scene.object(verb)
        if chunk.prep and accused.actors and not draft.source and self.is_accused(accused, trigger.head):
            draft.source = [Argument("source", accused.actors[0], "accused of it", 0.7)]
            return True
        own = [
            m
            for m in speaker.actors
            if isinstance(m.value, ActorRef)
            and (has_forces(m.value) or (m.value.type == "government" and trigger.entry.mode in MOVES))
            and not m.value.anonymous
        ]
        if trigger.entry.factuality == "averted":
            return True
        sides = [m for m in speaker.actors if m.by in (PARTIES, SIDE)]
        if sides and trigger.entry.plover in SETTLING and not draft.source:
            draft.source = [Argument("source", m, "announces it", 0.6) for m in sides]
        elif own and not draft.source and trigger.entry.plover in OWN_ACTS and self.own_act(draft, own[0]):
            draft.source = [Argument("source", own[0], "announces it", 0.6)]
        return True

    def is_accused(self, accused: Filler, act: int) -> bool:
        """Whether the object of a verb may be who has done an act named behind it: no people that it was done to."""
        doers = [m.value for m in accused.actors if m.last <= act]
        return any(isinstance(v, ActorRef) and v.type != "civilians" for v in doers)

    def set_in_words(self, draft: Draft) -> bool:
        """Whether a light word or a set phrase carries an act, or its factuality is told: no mere mention of it."""
        trigger = draft.trigger
        wide = trigger.last - trigger.first > 1 and trigger.verbal
        return trigger.light is not None or wide or draft.factuality.value != "asserted"

    def own_act(self, draft: Draft, speaker: Mention) -> bool:
        """Whether a party that announces an act did it itself: a killing only where those killed are of the other
        side, fighters for a state's force, soldiers for an armed group.
        """
        if self.observed(draft) or self.blamed(draft):
            return False
        harms = self.roles.kills(draft.trigger) or draft.trigger.entry.id in BARE_HARMS
        if draft.trigger.entry.plover != "ASSAULT" or not harms:
            return True
        ours = speaker.value
        other = "state_force" if isinstance(ours, ActorRef) and ours.type == "armed_group" else "armed_group"
        killed = [a.mention.value for a in draft.target if isinstance(a.mention.value, ActorRef)]
        home = ours.country if isinstance(ours, ActorRef) else ""
        return bool(killed) and all(k.type == other and (not home or k.country != home) for k in killed)

    def blamed(self, draft: Draft) -> bool:
        """Whether the verb of its clause condemns, refuses or denies an act, so that it is not the subject's own."""
        verb = self.scene.reading.clauses[self.scene.root(self.scene.clause(draft.trigger.head))].verb
        speech = (d for d in self.drafts if d.trigger.head == verb and d.trigger.verbal)
        return any(d.trigger.entry.plover in BLAMING for d in speech)

    def observed(self, draft: Draft) -> bool:
        """Whether a noun right before an act says that it was only counted or seen: "the recording of 7 breaches"."""
        scene, head = self.scene, draft.trigger.head
        table = self.knowledge.derived("observing", observing_keys)
        verb = scene.reading.clauses[scene.root(scene.clause(head))].verb
        near = range(max(head - REACH, scene.first), head)
        return any(table & set(scene.tokens[t].keys) for t in (*near, *([verb] if verb is not None else [])))

    def told_of(self, trigger: Trigger) -> bool:
        """Whether what a noun of an act did is told by a verb of a main clause: "the shelling hit a village"."""
        scene = self.scene
        return any(
            scene.tokens[at].pos == "VERB" and scene.reading.clauses[scene.root(scene.clause(at))].kind != "relative"
            for at in trigger.merged
        )

    def counts_behind(self, draft: Draft) -> bool:
        """Whether people or things are counted right behind the words of an act: "the arrest of three men"."""
        last = draft.trigger.last
        scopes = ("person", "force", "thing")
        return any(
            last <= q.first <= last + 1 and isinstance(q.value, Quantity) and q.value.scope in scopes
            for q in self.scene.quantities
        )

    def totalled(self, chunk: Chunk) -> bool:
        """Whether a phrase counts acts as a total: "the sum of the attacks"."""
        table = self.knowledge.derived(
            "total nouns", lambda k: frozenset(k.key(f) for e in k.cues("total") for f in e.forms if " " not in f)
        )
        return any(table & set(self.scene.tokens[t].keys) for t in range(chunk.first, chunk.last))

    def any_of(self, chunk: Chunk) -> bool:
        """Whether a phrase speaks of any act of a kind, not of one."""
        table = self.knowledge.cue_keys("quantifier")
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

    def datings(self) -> frozenset[str]:
        """Prepositions that make a noun a date or cause of another act."""
        return self.knowledge.cue_relations("dating")

    # ---- only spoken of -------------------------------------------------------------------------------------

    def only_spoken_of(self, draft: Draft) -> str:
        """Why an act of violence or protest is not reported but only spoken of, or ""."""
        if draft.factuality.value in ("denied", "averted"):
            return ""
        if self.figurative(draft):
            return "not done by anybody"
        if self.wordy(draft):
            return "an attack with words"
        if draft.trigger.verbal:
            return self.verb_spoken_of(draft)
        if draft.trigger.light is not None and draft.trigger.light_verb is not None:
            return self.light_spoken_of(draft, draft.trigger.light_verb)
        return self.noun_spoken_of(draft)

    def particulars(self, draft: Draft) -> int:
        """How many of place, recent day and number of victims are told."""
        return bool(draft.place) + self.recent(draft) + self.figures(draft)

    def figures(self, draft: Draft) -> bool:
        """Whether victims are counted; the one that a name or title names is not."""
        return any(
            h.count is not None
            and (h.count != 1 or any(h.span.start <= q.span.start < h.span.end for q in self.scene.quantities))
            for h in draft.harms
        )

    def recent(self, draft: Draft, days: int = RECENT) -> bool:
        """Whether an act is dated within some days of publication."""
        published = self.scene.reading.document.day
        value = draft.time.value if draft.time is not None else None
        if not isinstance(value, TimeValue) or published is None:
            return False
        day = value.end or value.start
        return day is not None and (published - day).days <= days

    def verb_spoken_of(self, draft: Draft) -> str:
        """Why a verb only describes: a habit, or which person is meant."""
        scene, head = self.scene, draft.trigger.head
        clause = scene.reading.clauses[scene.root(scene.clause(head))]
        told = self.recent(draft) or self.figures(draft)
        if told or self.foreseen(draft):
            return ""
        if self.present(head):
            ongoing = draft.place is not None and clause.kind in ("main", "complement", "coordinate")
            if not ongoing and not self.lasts(head):
                return "what goes on at large"
        if clause.kind == "relative" and clause.marker is not None and not draft.place:
            return "only tells who is meant"
        return ""

    def foreseen(self, draft: Draft) -> bool:
        """Whether an act is told as feared, expected or planned, with its doer and its object or place."""
        uncertain = draft.factuality.value in ("possible", "planned", "conditional")
        return uncertain and bool(draft.source) and bool(draft.target or draft.place)

    def present(self, verb: int) -> bool:
        """Whether a verb tells of what goes on: present in form, neither future nor negated for the past."""
        tense = self.scene.tokens[verb].features.tense
        return tense == "present" and not self.cues.is_future(verb) and not self.denied_past(verb)

    def lasts(self, head: int) -> bool:
        """Whether a time stands beside a verb that says since when."""
        scene = self.scene
        return any(
            isinstance(t.value, TimeValue) and t.value.relation == "since" and scene.same_clause(t.first, head)
            for t in scene.times
        )

    def light_spoken_of(self, draft: Draft, light_verb: int) -> str:
        """Why an act that a light word carries is not reported: the word is a noun that itself is only spoken of, or
        tells of a habit.
        """
        scene, light = self.scene, draft.trigger.light
        light_verb = self.carrier(light_verb)
        token = scene.tokens[light_verb]
        told = self.recent(draft) or self.figures(draft)
        if light is None or light.effect in SUCCEEDED or self.quantified(draft):
            return ""
        if token.pos in ("VERB", "AUX"):
            clause = scene.reading.clauses[scene.root(scene.clause(light_verb))]
            if draft.factuality.value in ("planned", "possible") and clause.kind == "relative":
                return "only thought of"
            if self.present(light_verb) and not told and draft.factuality.value == "asserted":
                if draft.place is None or clause.kind == "relative":
                    return "what goes on at large"
            return ""
        if self.reported(light_verb):
            return ""
        chunk, governor = scene.chunk(light_verb), self.governor(light_verb)
        if governor is not None and self.revealed(governor):
            return ""
        if light.effect == "planned" or draft.factuality.value in ("planned", "possible"):
            return "only thought of"
        if chunk is not None and chunk.prep in self.knowledge.cue_relations("purpose"):
            return "only an aim"
        if governor is not None and not told:
            return "only charged, studied, feared or remembered"
        return "" if self.particulars(draft) > 1 else "only charged, studied, feared or remembered"

    def carrier(self, light_noun: int) -> int:
        """The finite light verb that carries a light noun, else the noun: "plans to launch an attack"."""
        scene = self.scene
        verb = scene.reading.clauses[scene.root(scene.clause(light_noun))].verb
        if verb is None or not scene.first <= verb < light_noun or scene.tokens[verb].pos not in ("VERB", "AUX"):
            return light_noun
        table = self.knowledge.derived("lights table", lights_table)
        return verb if any(table.find([scene.tokens[verb].keys])) else light_noun

    def noun_spoken_of(self, draft: Draft) -> str:
        """Why an act told by a noun of its own is not reported."""
        scene, head = self.scene, draft.trigger.head
        chunk = scene.chunk(head)
        if chunk is None or self.quantified(draft) or self.figures(draft):
            return ""
        governor = self.governor(head)
        if governor is not None and self.revealed(governor):
            return ""
        if draft.factuality.value in ("planned", "possible") and (chunk.prep or governor is not None):
            return "only thought of"
        if chunk.prep in self.knowledge.cue_relations("purpose"):
            return "only an aim"
        if chunk.prep in self.knowledge.cue_relations("about") and chunk.head == head:
            return "only a topic"
        if (
            chunk.prep in self.knowledge.cue_relations("temporal")
            and self.known(chunk, head)
            and not (self.recent(draft, SEASON) and draft.place)
        ):
            return "only tells when"
        if self.particulars(draft) < 2 and governor is not None:
            return "only charged, studied, feared or remembered"
        return ""

    def quantified(self, draft: Draft) -> bool:
        """Whether acts are counted."""
        chunk = self.scene.chunk(draft.trigger.head)
        return chunk is not None and (
            any(chunk.first <= q.first < chunk.last for q in self.scene.quantities) or self.totalled(chunk)
        )

    def reported(self, noun: int) -> bool:
        """Whether a noun is what a verb of saying tells, or heads a clause without a verb."""
        scene = self.scene
        verb = scene.reading.clauses[scene.root(scene.clause(noun))].verb
        chunk = scene.chunk(noun)
        if verb is None and chunk is not None and chunk.prep == "":
            return True
        if verb is None or chunk is None or not scene.first <= verb < noun or not scene.speaks(verb):
            return False
        content = self.knowledge.cue_relations("content")
        return (chunk.prep == "" or chunk.prep in content) and not any(
            scene.tokens[t].pos == "VERB" for t in range(verb + 1, noun)
        )

    def revealed(self, noun: int) -> bool:
        """Whether a noun is a plan that a clause tells of: "revealed a plan to"."""
        chunk = self.scene.chunk(noun)
        return (
            chunk is not None
            and chunk.head == noun
            and chunk.prep in self.knowledge.cue_relations("content") | {""}
            and self.within("plan", noun, noun + 1)
        )

    def known(self, chunk: Chunk, head: int) -> bool:
        """Whether a noun is definite by its article, a pronoun, or the name or definite noun behind it."""
        tokens = self.scene.tokens
        if tokens[head].features.definite or tokens[head].enclitic is not None:
            return True
        for at in range(head + 1, chunk.last):
            following = tokens[at]
            if following.pos == "PROPN" or following.enclitic is not None:
                return True
            if following.pos == "ADJ" or following.features.definite:
                return following.pos != "ADJ" and following.features.definite is True
        return False

    def governor(self, head: int) -> int | None:
        """The noun a little before that governs an act which is then only spoken of: a charge, an inquiry, a fear."""
        scene = self.scene
        table = self.knowledge.derived("nested", nested_words)
        for at in range(head - 1, max(scene.first, head - REACH - 1) - 1, -1):
            token = scene.tokens[at]
            if token.pos in ("VERB", "SCONJ") or token.norm in ("،", "؛", ":", ","):
                return None
            if table & set(token.keys):
                return at
        return None

    def figurative(self, draft: Draft) -> bool:
        """Whether what attacks is nobody, or what is attacked cannot be: "a crisis struck", "targets the unity"."""
        scene, trigger = self.scene, draft.trigger
        if not trigger.verbal and trigger.light is None:
            chunk = scene.chunk(trigger.head)
            if chunk is None or self.particulars(draft):
                return False
            return self.within("no_target", trigger.last, min(trigger.last + 1, chunk.last))
        if draft.harms or not trigger.verbal:
            return False
        doer, thing = scene.subject(trigger.head), self.roles.object_of(draft)
        if (
            doer.chunk is not None
            and not doer.actors
            and (doer.how != "head of relative clause" or self.marked(trigger))
        ):
            if self.within("no_doer", doer.chunk.first, doer.chunk.head + 1):
                return True
        if thing.chunk is None or thing.actors or draft.place:
            return False
        return self.within("no_target", thing.chunk.first, thing.chunk.head + 1)

    def marked(self, trigger: Trigger) -> bool:
        """Whether a relative pronoun opens the clause of a verb."""
        scene = self.scene
        return scene.reading.clauses[scene.root(scene.clause(trigger.head))].marker is not None

    def within(self, part: str, first: int, last: int) -> bool:
        """Whether one of the words of a part of the cues stands among some tokens."""
        table = self.knowledge.derived(f"words:{part}", lambda k: cue_words(k, part))
        keys = [self.scene.tokens[t].keys for t in range(first, last)]
        return any(True for _ in table.find(keys))

    def wordy(self, draft: Draft) -> bool:
        """Whether an attack is one with words."""
        trigger, scene = draft.trigger, self.scene
        if trigger.entry.plover != "ASSAULT" or draft.harms or draft.weapons or draft.place:
            return False
        return self.within("wordy", max(scene.first, trigger.first - 4), min(scene.last, trigger.last + 8))


def has_forces(actor: ActorRef) -> bool:
    """Whether an actor commands forces: a force, a group, a state by its name or capital, a ministry of arms."""
    state = actor.entry is not None and actor.entry == actor.state
    return actor.type in ("state_force", "armed_group") or state or actor.sector in ("COP", "MIL")


def observing_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of verbs and nouns by which somebody counts or sees what others do."""
    found = {"=" + knowledge.lemma(v.split()[0]) for e in knowledge.cues("observing") for v in e.verbs}
    found |= {key for e in knowledge.cues("observing") for f in e.forms for key in knowledge.spelling.nominal(f)}
    return frozenset(found)


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


def cue_words(knowledge: Knowledge, part: str) -> Phrases[str]:
    """The words of a part of the cues."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.cues(part):
        for form in entry.forms:
            add_form(table, knowledge, form, entry.id, inflect=True)
    return table


def nested_words(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the nouns under which an act is only spoken of."""
    return frozenset(
        key for e in knowledge.cues("nested") for f in e.forms if " " not in f for key in knowledge.spelling.nominal(f)
    )

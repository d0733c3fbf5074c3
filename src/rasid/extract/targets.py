"""Targets: to whom an act is done where no plain object names them: who is in what was hit, who is to do what is
demanded, against whom people demonstrate.
"""

from __future__ import annotations

from msgspec.structs import replace

from rasid.extract.actors import ref_of
from rasid.extract.choosing import covers
from rasid.extract.coreference import state_ref
from rasid.extract.drafts import Draft
from rasid.extract.roles import STRIKING, Roles
from rasid.extract.scene import BASE, FORCES, is_vague
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import Holding
from rasid.model import ActorRef, Argument, Chunk, Kind, Mention, PlaceRef

OWN = {"of", "named by the act's own words"}  # how a force that is sent becomes the source of its sending
CROWD_ENTRIES = {"crowd_control", "disperse"}
CAPTURE, RECALL, DESTROY, NOTE = "capture_territory", "sanction.recall", "destroy", "accuse.protest_note"
AT_REQUEST = "request.at_request"
EMBASSY = ("find_actors:organ:embassy", "find_actors:organ:consulate")  # missions that stand for their state
ENVOYS = (*EMBASSY, "find_actors:office:ambassador")
PASSING = 10  # words between an explosion and those who pass by
ATTACKERS = "find_actors:generic:attackers"
WORKERS = "find_actors:generic:workers"
CAPITAL = "find_actors:capital:"
SIDES = {"armed_group", "state_force", "government", "party"}
MENACE = 22  # words behind a threat among which the act is told that it threatens with
BEHIND = 4  # words between what is demanded and whoever is to do it


class Targets:
    """Fills the targets of the acts of one sentence that are still open."""

    def __init__(self, roles: Roles) -> None:
        self.roles, self.scene, self.knowledge, self.drafts = roles, roles.scene, roles.knowledge, roles.drafts

    def fill(self) -> None:
        """Give targets to the acts that have none."""
        for draft in self.drafts:
            entry = draft.trigger.entry
            if entry.plover == "PROTEST" and self.motive(draft):
                draft.dropped = "only tells why"
            if entry.plover in STRIKING | {"PROTEST"} or entry.id == NOTE:
                missions = ENVOYS if entry.id == NOTE else EMBASSY
                draft.target = [replace(a, mention=self.sent_by(a.mention, missions)) for a in draft.target]
            if entry.kind == "threat" and self.only_ends(draft):
                draft.target = [a for a in draft.target if a.how == "object"]
                continue
            if draft.dropped or draft.target:
                continue
            if entry.plover in STRIKING and entry.kind in ("event", "claim"):
                self.put(draft, self.housed(draft) or self.dispersed(draft), "who is in it")
                if not draft.target and entry.plover == "ASSAULT":
                    self.put(draft, self.based(draft) or self.posted(draft), "whose base it is")
                    if not draft.target:
                        self.put(draft, self.passed(draft), "who passes by")
                if not draft.target:
                    self.put(draft, self.others(draft), "others of those")
                if not draft.target and entry.id == CAPTURE:
                    self.put(draft, self.fought(draft), "who fought for it")
            elif entry.id == RECALL:
                self.put(draft, self.hosting(draft), "where the envoy is sent")
            elif entry.id == AT_REQUEST:
                self.put(draft, self.complying(draft), "who does what was asked for")
            elif entry.plover == "REQUEST":
                self.put(draft, self.asked(draft), "who is to do it")
            elif entry.plover == "PROTEST":
                self.put(draft, self.opposed(draft) or self.employer(draft), "whom it is against")
            elif entry.kind == "meeting" and draft.source:
                self.put(draft, self.attending(draft), "for whom the meeting is held")
            elif entry.kind == "threat":
                self.put(draft, self.menaced(draft), "whom what is threatened reaches or answers")
        for draft in self.drafts:
            if draft.trigger.rest is not None and not draft.dropped:
                self.renewed(draft, draft.trigger.rest)

    def renewed(self, draft: Draft, rest: tuple[int, int]) -> None:
        """One act where its set phrase ends in the noun that tells it again: "renewed its demand that"."""
        for other in self.drafts:
            finite = self.scene.tokens[other.trigger.head].pos == "VERB"
            same = other.trigger.entry.plover == draft.trigger.entry.plover and not finite
            if other is not draft and not other.dropped and same and rest[0] <= other.trigger.head < rest[1]:
                draft.target = draft.target or other.target
                other.dropped = "told with its noun"

    def put(self, draft: Draft, found: tuple[Mention, ...], how: str) -> None:
        """Make some mentions the target of a draft, its own doers left out."""
        doers = {a.mention.value for a in draft.source}
        draft.target = [Argument("target", m, how, 0.6) for m in found if m.value not in doers]

    # ---- what was hit ---------------------------------------------------------------------------------------

    def housed(self, draft: Draft) -> tuple[Mention, ...]:
        """Who is in, uses or owns what an act hits, by the clause that describes it: "a bus that carried workers"."""
        for thing in self.things(draft):
            found = self.occupants(thing)
            if found:
                return found
        return ()

    def based(self, draft: Draft) -> tuple[Mention, ...]:
        """Whose forces hold the base that an act hits, by the sheets, on the day of the text."""
        holdings = self.knowledge.derived("holders of bases", holders_of_bases)
        actors = self.knowledge.derived("actors by id", lambda k: {a.id: a for a in k.actors})
        day = self.scene.reading.document.day
        light = draft.trigger.light
        things = self.things(draft)
        if light is not None and light.subject == "target" and draft.trigger.light_verb is not None:
            things += [c for c in [self.scene.subject(draft.trigger.light_verb).chunk] if c is not None]
        verb = self.scene.reading.clauses[self.scene.root(self.scene.clause(draft.trigger.head))].verb
        around = verb is not None and self.scene.first <= verb < draft.trigger.head and not draft.trigger.verbal
        doing = [a.mention for a in draft.source] or (self.scene.subject(verb).actors if around and verb else ())
        doers = {m.value.country for m in doing if isinstance(m.value, ActorRef)}
        for thing in things:
            for place in self.scene.places:
                if not thing.first <= place.first < thing.last or not isinstance(place.value, PlaceRef):
                    continue
                for holding in holdings.get(place.value.entry or "", ()):
                    if day is None or covers(holding.since, holding.until, day):
                        ref = ref_of(actors[holding.by])
                        return (replace(place, kind=Kind.ACTOR, value=ref, by=f"{BASE}:{place.value.entry}"),)
                country = place.value.country
                if place.value.type == "base" and country in self.scene.states and doers and country not in doers:
                    ref = state_ref(self.scene.states[country])
                    return (replace(place, kind=Kind.ACTOR, value=ref, by=f"{BASE}:{place.value.entry}"),)
        return ()

    def posted(self, draft: Draft) -> tuple[Mention, ...]:
        """Who has foiled an attack on a checkpoint or barracks whose owner is not told: it is theirs."""
        light, verb = draft.trigger.light, draft.trigger.light_verb
        if light is None or light.effect != "averted" or light.subject == "target" or verb is None:
            return ()
        at = self.scene.governed_by(draft.trigger.head, self.knowledge.cue_relations("at"))
        if not any(self.scene.military(thing) for thing in (*self.things(draft), *self.aims(draft), *at)):
            return ()
        finite = self.scene.tokens[verb].pos in ("VERB", "AUX")
        foiler = self.scene.subject(verb) if finite else self.roles.possessor(verb, draft.trigger.head)
        forces = (m for m in foiler.actors if isinstance(m.value, ActorRef) and m.value.type == "state_force")
        return tuple(forces)[:1]

    def aims(self, draft: Draft) -> list[Chunk]:
        """What the clause behind an attack says that it aimed at: "an attack that targeted a checkpoint"."""
        scene, own = self.scene, self.scene.chunk(draft.trigger.head)
        found = []
        for clause in scene.clauses.values():
            verb = clause.verb
            if own is None or verb is None or clause.kind != "relative" or clause.anchor is None:
                continue
            if own.first <= clause.anchor < own.last + 6:
                found.append(scene.object(verb).chunk)
        return [c for c in found if c is not None]

    def others(self, draft: Draft) -> tuple[Mention, ...]:
        """Of whom "three others" are, and whose the gear is that is destroyed beside them: of those to whom the act
        before in the sentence was done.
        """
        scene, verb = self.scene, draft.trigger.head
        thing = scene.object(verb).chunk if draft.trigger.verbal else scene.chunk(verb + 1)
        further = self.knowledge.cue_nominals("others")
        before = [d for d in self.drafts if d.trigger.head < verb and d.trigger.entry.plover in STRIKING and d.target]
        if thing is None or not before:
            return ()
        told = tuple(a.mention for a in before[-1].target[:1])
        same = draft.source and before[-1].source and draft.source[0].mention is before[-1].source[0].mention
        gear = draft.trigger.entry.id == DESTROY and scene.tokens[verb].conjoined and same
        if gear and isinstance(told[0].value, ActorRef) and told[0].value.type in FORCES:
            return told
        return told if any(further & set(scene.tokens[t].keys) for t in range(thing.first, thing.last)) else ()

    def passed(self, draft: Draft) -> tuple[Mention, ...]:
        """Who passes by where something explodes: "a mine went off as a convoy of the army passed"."""
        scene, head = self.scene, draft.trigger.head
        passing = self.knowledge.cue_nominals("passing_by")
        for chunk in scene.chunks_of(scene.clause(head)):
            near = head < chunk.first <= head + PASSING and chunk.prep
            if near and passing & set(scene.tokens[chunk.head].keys):
                return scene.actors_in(chunk) or self.occupants(chunk)
        return ()

    def dispersed(self, draft: Draft) -> tuple[Mention, ...]:
        """Those who demonstrate in the words before, where an act is what is done to a crowd: gas, batons."""
        if draft.trigger.entry.id not in CROWD_ENTRIES:
            return ()
        before = [d for d in self.drafts if d.trigger.entry.plover == "PROTEST" and d.trigger.head < draft.trigger.head]
        return tuple(a.mention for a in before[-1].source) if before else ()

    def fought(self, draft: Draft) -> tuple[Mention, ...]:
        """Against whom the fighting was by which land was taken: "took the village after clashes with"."""
        scene, head = self.scene, draft.trigger.head
        dating = self.knowledge.cue_relations("dating")
        for other in self.drafts:
            chunk = scene.chunk(other.trigger.head)
            near = head < other.trigger.head and scene.same_clause(head, other.trigger.head)
            if near and chunk is not None and chunk.prep in dating and other.trigger.entry.plover == "ASSAULT":
                return tuple(a.mention for a in (*other.target, *other.source))
        return ()

    def hosting(self, draft: Draft) -> tuple[Mention, ...]:
        """The state to which a recalled envoy had been sent, where the words for him name it."""
        scene = self.scene
        chunk = scene.object(draft.trigger.head).chunk if draft.trigger.verbal else scene.chunk(draft.trigger.head)
        for mention in scene.actors if chunk is not None else ():
            value = mention.value
            if chunk is None or not chunk.first <= mention.first < chunk.last or not isinstance(value, ActorRef):
                continue
            if value.type == "person" and value.office and value.country in scene.states:
                return (replace(mention, value=state_ref(scene.states[value.country])),)
        return ()

    def things(self, draft: Draft) -> list[Chunk]:
        """The phrases that may name what an act hits."""
        scene, head = self.scene, draft.trigger.head
        specs = self.roles.specs(draft, "target")
        found = [self.roles.object_of(draft).chunk] if "object" in specs and draft.trigger.verbal else []
        if not draft.trigger.verbal and "of" in specs:
            found.append(scene.chunk(head))
            if draft.trigger.merged:
                found += [scene.object(verb).chunk for verb in draft.trigger.merged]
        relations = {self.roles.relation(s) for s in specs if s not in ("object", "of", "subject")}
        found += scene.governed_by(head, relations, reach=10)
        return [c for c in found if c is not None]

    def occupants(self, thing: Chunk) -> tuple[Mention, ...]:
        """Whom a clause says to be in a thing, to use or to own it."""
        scene = self.scene
        holding = self.knowledge.derived("verbs of holding", holding_keys)
        for number, clause in scene.clauses.items():
            if clause.kind != "relative" or clause.anchor is None or not thing.first <= clause.anchor < thing.last:
                continue
            verbs = (
                t for t in range(clause.first, min(clause.last, scene.last)) if holding & set(scene.tokens[t].keys)
            )
            verb = next(verbs, None)
            if verb is None:
                continue
            behind = [c for c in scene.bare(number) if c.first > verb]
            return scene.filler(behind[0], "in it").actors if behind else ()
        return ()

    # ---- what is demanded -----------------------------------------------------------------------------------

    def asked(self, draft: Draft) -> tuple[Mention, ...]:
        """Who is to do what is demanded: the subject of the clause that tells it, or whoever the noun for it belongs to
        ("the withdrawal of the army").
        """
        scene, trigger = self.scene, draft.trigger
        if not trigger.verbal and trigger.light is None and trigger.how != "phrase":
            return ()
        own = scene.root(scene.clause(trigger.head))
        for clause in scene.clauses.values():
            verb = clause.verb
            if clause.kind != "complement" or clause.governor is None or scene.root(clause.governor) != own:
                continue
            near = verb is not None and 0 < clause.first - trigger.head <= 12
            if near and verb is not None and not scene.speaks(verb):
                subject = scene.subject(verb)
                return subject.actors if subject.how.startswith("subject") and subject.actors else ()
        yielding = self.knowledge.cue_nominals("yielding")
        for at in range(trigger.head + 1, min(trigger.head + 12, scene.last)):
            token = scene.tokens[at]
            if not yielding & set(token.keys) or token.features.definite or not scene.same_clause(at, trigger.head):
                continue
            chunk = scene.chunk(at)
            doer = next((m for m in scene.actors if at < m.first <= at + BEHIND), None)
            if chunk is not None and doer is not None and doer.first < chunk.last:
                return (doer,)
        return ()

    def attending(self, draft: Draft) -> tuple[Mention, ...]:
        """The parties for whose envoys somebody holds a meeting: "chaired a meeting of envoys of X and Y"."""
        chunk = next(iter(self.scene.governed_by(draft.trigger.head, set(self.scene.owning), reach=8)), None)
        found = self.scene.filler(chunk, "of").actors if chunk is not None else ()
        return found if len(found) > 1 else ()

    def complying(self, draft: Draft) -> tuple[Mention, ...]:
        """Who does something at somebody's request: the subject of the clause that says so."""
        return self.roles.around(draft.trigger.head).actors

    # ---- what is threatened ---------------------------------------------------------------------------------

    def menaced(self, draft: Draft) -> tuple[Mention, ...]:
        """Whom the act reaches that a threat threatens with, "to strike Turkish cities"; or whose doing it answers, "to
        reply to the raids".
        """
        scene, head = self.scene, draft.trigger.head
        if self.roles.specs(draft, "target") == ["subject"]:
            thing = scene.subject(head).chunk
            return self.hit(thing, draft) if thing is not None else ()
        topics, answered, reached = (self.relations(draft, role) for role in ("topic", "answered", "reached"))
        own, inside = scene.root(scene.clause(head)), False
        for chunk in scene.chunks:
            if chunk.kind != "np" or not head < chunk.first <= head + MENACE or scene.is_temporal(chunk):
                continue
            number = scene.root(chunk.clause)
            if number != own and scene.reading.clauses[number].kind != "relative":
                break
            inside = inside or (chunk.prep in topics and (number == own or bool(chunk.prep)))
            if chunk.prep in answered and (number == own or inside):
                found = self.answered(chunk, draft)
            elif inside and chunk.prep in topics | reached | self.relations(draft, "land"):
                found = self.hit(chunk, draft)
            else:
                continue
            if found:
                return found
        return ()

    def only_ends(self, draft: Draft) -> bool:
        """Whether a threat is to end or suspend something, so that whom that was against is not threatened."""
        scene, head = self.scene, draft.trigger.head
        ending = self.knowledge.derived("nouns of ending", ending_keys)
        topics = self.relations(draft, "topic") - {""}
        chunk = next(iter(scene.governed_by(head, topics, reach=10)), None)
        return draft.trigger.verbal and chunk is not None and bool(ending & set(scene.tokens[chunk.head].keys))

    def relations(self, draft: Draft, role: str) -> set[str]:
        """The prepositions of a role, none for a plain object."""
        plain = {"object": "", "of": "", "subject": ""}
        return {plain[s] if s in plain else self.roles.relation(s) for s in self.roles.specs(draft, role)}

    def answered(self, chunk: Chunk, draft: Draft) -> tuple[Mention, ...]:
        """Whose doing a phrase tells of that a threat answers; of an act still to come whom it is to hit."""
        acts = [d for d in self.drafts if d is not draft and chunk.first <= d.trigger.head < chunk.last]
        if acts:
            return tuple(m for m in self.roles.authors(chunk, draft) if self.opposes(m, draft))
        return self.hit(chunk, draft)

    def hit(self, chunk: Chunk, draft: Draft) -> tuple[Mention, ...]:
        """Whom an act reaches that is told in a phrase: the party at its head, or whose land or thing it is."""
        scene = self.scene
        found: list[Mention] = []
        for part in scene.with_joined(chunk):
            acts = [d for d in self.drafts if d is not draft and part.first <= d.trigger.head < part.last]
            told = [a.mention for d in acts for a in d.target]
            lands = [m for m in scene.actors if part.first <= m.first < part.last and is_state(m)]
            plain = not acts and part.prep not in self.relations(draft, "land")
            owners = [m for m in scene.actors_in(part) if m.first <= part.head or not is_vague(m)] if plain else []
            found += told or owners or lands[:1]
        return tuple(m for m in found if self.opposes(m, draft) and m.by != ATTACKERS)

    def opposes(self, mention: Mention, draft: Draft) -> bool:
        """Whether an actor may be the one that an act is against: a party of its own, not of the doer's state."""
        value = mention.value
        if not isinstance(value, ActorRef) or value.speaker:
            return False
        if value.type not in SIDES and not (value.type == "other" and value.country):
            return False
        doers = [a.mention.value for a in draft.source if isinstance(a.mention.value, ActorRef)]
        if value in doers or self.roles.of_doers(mention, draft):
            return False
        return not (mention.by.startswith(CAPITAL) and any(d.country == value.country for d in doers))

    # ---- against whom ---------------------------------------------------------------------------------------

    def opposed(self, draft: Draft) -> tuple[Mention, ...]:
        """Whom a protest is against: the one of whom its clause demands something, whose doing it protests, or in front
        of whose seat it is held.
        """
        scene = self.scene
        demand = self.demand(draft)
        if demand:
            return demand
        last = self.end(draft)
        against = self.words_of("against")
        for at in range(draft.trigger.first, last):
            if not against & set(scene.tokens[at].keys):
                continue
            thing = next((c for c in scene.chunks if at < c.first <= at + 2 and c.prep and c.kind == "np"), None)
            if thing is not None:
                masdar = any(k.startswith("*") for k in scene.tokens[thing.head].keys)
                acts = [d for d in self.drafts if thing.first <= d.trigger.head < thing.last]
                told = tuple(a.mention for d in acts for a in d.source if a.how not in OWN)
                authors = told if masdar else self.roles.authors(thing, draft)
                found = tuple(m for m in authors if not self.roles.of_doers(m, draft))
                if found:
                    return found
        return self.seat(draft, last)

    def employer(self, draft: Draft) -> tuple[Mention, ...]:
        """Against whom workers strike: the firm that they are said to be of, in the public service the government."""
        if draft.trigger.entry.mode != "strike":
            return ()
        for mention in (a.mention for a in draft.source):
            value = mention.value
            if isinstance(value, ActorRef) and mention.by == WORKERS and value.sector == "BUS" and " " in value.arabic:
                firm = replace(
                    value,
                    name=value.name.removesuffix(" workers"),
                    arabic=value.arabic.split(" ", 1)[1],
                    type="company",
                    generic=False,
                    anonymous=False,
                    speaker=False,
                )
                return (replace(mention, value=firm),)
        return self.government(draft) if self.in_public_service(draft) else ()

    def in_public_service(self, draft: Draft) -> bool:
        """Whether words behind a strike say that it is in the service of the state."""
        scene = self.scene
        words = self.words_of("public_service")
        behind = range(draft.trigger.head + 1, min(draft.trigger.head + BEHIND * 3, scene.last))
        return any(words & set(scene.tokens[t].keys) for t in behind)

    def government(self, draft: Draft) -> tuple[Mention, ...]:
        """The government of the country of those who do an act, or of the first state that its sentence names."""
        scene = self.scene
        people = [a.mention for a in draft.source] + [m for m in scene.actors if is_state(m)]
        for mention in people:
            value = mention.value
            state = scene.states.get(value.country) if isinstance(value, ActorRef) else None
            if state is not None:
                known = scene.forces.get((state.iso3, "government"))
                ref = (
                    ref_of(known)
                    if known is not None
                    else replace(state_ref(state), name=f"Government of {state.name}", entry=f"{state.id}.government")
                )
                return (replace(mention, value=ref),)
        return ()

    def motive(self, draft: Draft) -> bool:
        """Whether a word of protest only tells why another act is done: "recalled its envoy in protest at"."""
        trigger, tokens = draft.trigger, self.scene.tokens
        if trigger.verbal or trigger.light is not None or trigger.last - trigger.first > 1:
            return False
        against = self.words_of("against")
        token = tokens[trigger.head]
        verb = self.scene.reading.clauses[self.scene.root(self.scene.clause(trigger.head))].verb
        adverb = token.norm in against and not token.features.definite and token.norm != token.lemma
        return adverb and verb is not None and self.scene.first <= verb < trigger.head

    def end(self, draft: Draft) -> int:
        """Where the words that tell of a draft end: at the next verb of the clause around it, else its sentence."""
        own = self.scene.root(self.scene.clause(draft.trigger.head))
        later = [
            c.first
            for n, c in self.scene.clauses.items()
            if c.first > draft.trigger.last and c.kind in ("coordinate", "main") and self.scene.root(n) != own
        ]
        return min(later, default=self.scene.last)

    def demand(self, draft: Draft) -> tuple[Mention, ...]:
        """The target of a demand that a clause describing the protest makes."""
        scene = self.scene
        chunk = scene.chunk(draft.trigger.head)
        for other in self.drafts:
            if other.trigger.entry.plover not in ("REQUEST", "REJECT", "ACCUSE") or not other.target:
                continue
            clause = scene.reading.clauses[scene.root(scene.clause(other.trigger.head))]
            describes = (
                clause.kind == "relative"
                and clause.anchor is not None
                and chunk is not None
                and chunk.first <= clause.anchor < chunk.last + 6
            )
            if describes and other.trigger.head > draft.trigger.head:
                return tuple(a.mention for a in other.target)
        return ()

    def words_of(self, part: str) -> frozenset[str]:
        """The keys of the words of a part of the cues, and the names of those that are prepositions."""
        return self.knowledge.cue_keys(part) | self.knowledge.cue_relations(part)

    def seat(self, draft: Draft, last: int) -> tuple[Mention, ...]:
        """The state in front of whose embassy people stand."""
        scene = self.scene
        front = self.words_of("front")
        for chunk in scene.chunks:
            if not draft.trigger.first <= chunk.first < last or chunk.kind != "np" or chunk.prep not in front:
                continue
            for mention in scene.actors_in(chunk):
                if self.sent_by(mention) is not mention:
                    return (self.sent_by(mention),)
        return ()

    def sent_by(self, mention: Mention, missions: tuple[str, ...] = EMBASSY) -> Mention:
        """An embassy, consulate or envoy as the state that has sent it; any other actor as it stands."""
        value = mention.value
        if mention.by.startswith(missions) and isinstance(value, ActorRef) and value.country in self.scene.states:
            return replace(mention, value=state_ref(self.scene.states[value.country]))
        return mention


def is_state(mention: Mention) -> bool:
    """Whether a mention is that of a state, by its name or adjective."""
    value = mention.value
    return isinstance(value, ActorRef) and bool(value.state) and value.entry == value.state


def holders_of_bases(knowledge: Knowledge) -> dict[str, list[Holding]]:
    """Who holds each base of foreign forces, by its entry."""
    return {place.id: place.held_by for place in knowledge.places if place.held_by}


def ending_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of nouns for the end of what their noun tells."""
    nouns = [n for e in knowledge.lights if e.effect == "end" for n in e.nouns]
    return frozenset(x for n in nouns for x in knowledge.spelling.nominal(n))


def holding_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of verbs that tell who is in a thing, uses or owns it."""
    return frozenset("=" + knowledge.lemma(v.split()[0]) for e in knowledge.cues("holding") for v in e.verbs)

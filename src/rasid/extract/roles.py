"""Roles: who does an act and to whom it is done, by the grammar of its sentence, each with its reason."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.extract.coreference import state_ref
from rasid.extract.drafts import Draft
from rasid.extract.scene import (
    CAPTIVES,
    NOBODY,
    POSSESSED,
    Filler,
    Scene,
    is_anybody,
    is_taken_from_context,
    is_unnamed,
    is_vague,
    of_state,
)
from rasid.extract.triggers import Trigger
from rasid.extract.words import between_relation, harming_keys
from rasid.knowledge.load import Knowledge
from rasid.model import ActorRef, Argument, Chunk, Harm, Kind, Mention, Quantity

HARMED = {"civilians", "armed_group", "state_force", "party"}
HOSTS = {"armed_group", "state_force"}  # whom "it" in "fired at it" may be
TOGETHER = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"}  # what two do with each other
CLAIMED = 4  # words behind an act before the clause that says who has claimed it
BLAMING = {"ACCUSE", "REJECT", "THREATEN"}
CROWD = "who demonstrates"  # how people who demonstrate become the source where nobody is named
PERIPHRASTIC = "passive_tamma"  # the light entry of the verbs that make a passive with a verbal noun
STRIKING = {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"}
DEFENDING = {"state_force", "government", "person"}
SENT = {"object", "of"}  # how those who are sent somewhere stand to the act, who are no target of it
SHOT_DOWN = "intercept"
HOMELESS = "find_actors:generic:displaced"
DISPLACING = "displacement"  # the entry of people driven from home


class Roles:
    """Fills the roles of the acts of one sentence."""

    def __init__(self, scene: Scene, knowledge: Knowledge, drafts: list[Draft], harms: list[Harm]) -> None:
        self.scene, self.knowledge, self.drafts, self.harms = scene, knowledge, drafts, harms

    def fill(self, draft: Draft) -> None:
        """Fill source, target and addressee of a draft."""
        trigger = draft.trigger
        if trigger.verbal or (trigger.light is None and self.scene.tokens[trigger.head].pos == "VERB"):
            self.verb_roles(draft)
        else:
            self.noun_roles(draft)
            self.warded_off(draft)
            self.adding(draft)
        if trigger.light is not None and trigger.light_verb is not None:
            self.light_roles(draft)
        if not trigger.verbal and trigger.entry.plover in STRIKING:
            self.doer_behind(draft)
        if not draft.source and trigger.entry.plover in STRIKING:
            self.launched(draft)
        if not draft.source and trigger.entry.plover == "ASSAULT":
            self.owner_of_means(draft)
        if not draft.source and trigger.verbal and trigger.entry.plover == "ASSAULT":
            self.own_means(draft)
        if not draft.source and not trigger.verbal:
            self.other_side(draft)
        if draft.source and trigger.entry.plover in STRIKING:
            self.jointly(draft)
        self.crowd(draft)
        if trigger.verbal and not draft.target and trigger.entry.plover in STRIKING | {"ACCUSE"}:
            self.pronoun(draft)
        if trigger.entry.plover in STRIKING:
            draft.target = [a for a in draft.target if not self.only_place(a.mention, draft)]
        if trigger.entry.plover == "COERCE":
            held = [a for a in draft.target if not is_anybody(a.mention)]
            draft.target = [a for a in held if not is_unnamed(a.mention)] or self.arrested(draft) or held
        if trigger.entry.plover == "RETREAT" and trigger.entry.reciprocal == "yes":
            draft.target = [a for a in draft.target if a.mention.by not in CAPTIVES]
        if trigger.entry.plover == "MOBILIZE":
            draft.target = [a for a in draft.target if a.how not in SENT]
        if trigger.entry.plover == "COOPERATE" and not draft.target:
            draft.target = [replace(a, role="target") for a in draft.source[1:]]
            draft.source = draft.source[:1]
        if trigger.entry.id == DISPLACING:
            self.homeless(draft)
        if trigger.entry.plover in BLAMING:
            draft.target = [a for a in draft.target if not self.of_doers(a.mention, draft)]
        if trigger.entry.plover == "THREATEN":
            self.warned_against(draft)
            draft.target = [a for a in draft.target if not self.only_described(a.mention)]
        if trigger.entry.plover in STRIKING:
            draft.target = [replace(a, mention=self.group_of_member(a.mention)) for a in draft.target]
        sources = {a.mention.first for a in draft.source}
        own = {a.mention.value.entry for a in draft.source if isinstance(a.mention.value, ActorRef)} - {None}
        draft.target = [a for a in draft.target if a.mention.first not in sources and entry_of(a.mention) not in own]
        self.halves(draft)

    def homeless(self, draft: Draft) -> None:
        """Those who leave their homes are displaced people where nothing else is said of them."""
        kind = HOMELESS.rsplit(":", 1)[1]
        told = next((m for m in self.scene.actors if m.by == HOMELESS and m.first == draft.trigger.first), None)
        if told is not None and not draft.target:
            draft.target = [Argument("target", told, "of", 0.7)]
        draft.target = [
            replace(a, mention=replace(self.people(kind, a.mention.first), span=a.mention.span))
            if is_anybody(a.mention)
            else a
            for a in draft.target
        ]

    def other_side(self, draft: Draft) -> None:
        """Of a fight, meeting or deal "with" somebody the other side is the subject of the clause that it stands in."""
        entry, scene, head = draft.trigger.entry, self.scene, draft.trigger.head
        if entry.kind != "meeting" and entry.reciprocal != "yes" and entry.plover != "AGREE":
            return
        if not any(self.relation(a.how) in self.companions() for a in draft.target):
            return
        clause = scene.reading.clauses[scene.root(scene.clause(head))]
        if clause.verb is None or not scene.first <= clause.verb < head or clause.kind == "relative":
            return
        subject = scene.subject(clause.verb)
        if subject.chunk is not None and not subject.chunk.first <= head < subject.chunk.last:
            sides = {a.mention.value for a in draft.target}
            others = tuple(m for m in subject.actors if m.value not in sides)
            if scene.speaks(clause.verb):
                others = tuple(m for m in others if isinstance(m.value, ActorRef) and m.value.type != "person")
            draft.fill("source", Filler(subject.chunk, others, "the other side"), score=0.65)

    def companions(self) -> frozenset[str]:
        """The prepositions of those with whom something is done."""
        return self.knowledge.cue_relations("with")

    def warned_against(self, draft: Draft) -> None:
        """Of a threat that any act of somebody will be met, he is not the one who threatens but the one threatened; so
        is whoever owns what the act threatened will hit.
        """
        scene, trigger = self.scene, draft.trigger
        chunk = scene.subject(trigger.head).chunk if trigger.verbal and draft.source else None
        if chunk is None or draft.source[0].mention.first <= chunk.head:
            return
        anything = self.knowledge.cue_keys("quantifier")
        first = max(chunk.first - 1, scene.first)
        if any(anything & set(scene.tokens[t].keys) for t in range(first, chunk.head + 1)):
            draft.target = [replace(a, role="target") for a in draft.source] if not draft.target else draft.target
            draft.source = []

    def only_described(self, mention: Mention) -> bool:
        """Whether a mention is the threatener's own body, or only says of what kind the thing is that it stands in: "a
        military reply".
        """
        chunk = self.scene.chunk(mention.first)
        behind = chunk is not None and mention.first > chunk.head and is_vague(mention)
        return behind or mention.by.endswith(POSSESSED)

    def group_of_member(self, mention: Mention) -> Mention:
        """The armed group or party of a member of it who is not named; any other actor as it stands."""
        value = mention.value
        if not isinstance(value, ActorRef) or not value.anonymous or value.organ is None or value.type != "person":
            return mention
        return replace(mention, value=value.organ) if value.organ.type in ("armed_group", "party") else mention

    def doer_behind(self, draft: Draft) -> None:
        """Whose act an indefinite noun is, where "of" joins a force to it and another phrase tells what was hit:
        "a raid of the coalition on the town".
        """
        scene, head = self.scene, draft.trigger.head
        behind = [a for a in draft.target if self.relation(a.how) in scene.owning]
        if draft.source or not behind or scene.tokens[head].features.definite:
            return
        value, chunk = behind[0].mention.value, scene.chunk(behind[0].mention.first)
        if not isinstance(value, ActorRef) or value.type not in HOSTS | {"government"} or chunk is None:
            return
        plain = scene.tokens[chunk.head].pos != "NOUN" or behind[0].mention.first <= chunk.head
        hit = {self.relation(s) for s in self.specs(draft, "target") if s not in ("object", "of")} - scene.owning
        following = next((c for c in scene.chunks if c.first >= chunk.last and c.kind == "np"), None)
        if plain and following is not None and following.prep in hit:
            draft.source = [replace(behind[0], role="source")]
            draft.target = [a for a in draft.target if a is not behind[0]]

    def pronoun(self, draft: Draft) -> None:
        """Whom the pronoun on a verb, or behind one of its prepositions, stands for: one man told of before it for
        "him", a force or group for "it, her".
        """
        scene, head = self.scene, draft.trigger.head
        specs = self.specs(draft, "target")
        held = [head] if "object" in specs else []
        relations = {self.relation(s) for s in specs if s not in ("object", "of", "subject")}
        held += [c.head for c in scene.governed_by(head, relations, reach=8) if c.last - c.first == 1]
        clause = scene.reading.clauses[scene.root(scene.clause(head))]
        if clause.kind == "relative":
            return
        doers = {a.mention.value for a in draft.source}
        for at in held:
            pronoun = scene.tokens[at].enclitic
            if pronoun is None or pronoun.norm in scene.their:
                continue
            him = pronoun.norm in scene.his
            for mention in reversed(scene.actors):
                value = mention.value
                if mention.last > head or not isinstance(value, ActorRef) or value.adjective or value in doers:
                    continue
                fits = value.type == "person" and not value.speaker if him else value.type in HOSTS
                if fits:
                    owner = scene.possessed(mention)
                    draft.target = [Argument("target", owner, "whom the pronoun stands for", 0.6)]
                    return

    def arrested(self, draft: Draft) -> list[Argument]:
        """Of what group those are who are only counted or suspected: that of which they are held to be, of which some
        among them are, or the demonstrators at whose protest they are arrested.
        """
        found = self.suspects(draft)
        if found or draft.trigger.entry.mode != "arrest":
            return found
        scene, head = self.scene, draft.trigger.head
        for at in range(head + 1, min(head + 12, scene.last)):
            if scene.subset & {scene.tokens[at].norm, *scene.tokens[at].keys}:
                for part in (m for m in scene.actors if at < m.first <= at + 7):
                    group = part.value.organ or part.value if isinstance(part.value, ActorRef) else None
                    if group is not None and group.type in ("armed_group", "party") and group.entry:
                        return [Argument("target", replace(part, value=group), "of whom some are among them", 0.6)]
        occasions = self.knowledge.cue_relations("occasion")
        for protest in self.drafts:
            chunk = scene.chunk(protest.trigger.head)
            at_it = chunk is not None and chunk.prep in occasions and head < chunk.first <= head + 14
            if at_it and protest.trigger.entry.plover == "PROTEST" and scene.same_clause(head, protest.trigger.head):
                return [Argument("target", self.people("protesters", protest.trigger.head), CROWD, 0.6)]
        return []

    def suspects(self, draft: Draft) -> list[Argument]:
        """The group that those arrested are held to belong to."""
        scene, head = self.scene, draft.trigger.head
        for at in range(head + 1, min(head + 20, scene.last)):
            if scene.belongings & set(scene.tokens[at].keys) and scene.same_clause(head, at):
                group = next((m for m in scene.actors if at < m.first <= at + 4), None)
                value = group.value if group is not None else None
                if group is not None and isinstance(value, ActorRef) and value.type in ("armed_group", "party"):
                    return [Argument("target", group, "suspected of belonging", 0.65)]
        return []

    def threatened(self) -> None:
        """Give each threat that names nobody the target of the act that it threatens with."""
        for draft in self.drafts:
            if draft.dropped or draft.target or draft.trigger.entry.kind != "threat":
                continue
            for act in self.drafts:
                near = draft.trigger.head < act.trigger.head <= draft.trigger.head + 12
                if near and act.target and act.trigger.entry.plover in STRIKING and act.trigger.how == "noun":
                    if self.scene.same_clause(draft.trigger.head, act.trigger.head) and self.is_topic(draft, act):
                        doers = {a.mention.first for a in draft.source}
                        found = [a for a in act.target if a.mention.first not in doers]
                        draft.target = [
                            Argument("target", a.mention, "whom the threatened act hits", 0.6) for a in found
                        ]
                        break

    def is_topic(self, draft: Draft, act: Draft) -> bool:
        """Whether an act stands behind the preposition by which a threat names what it is to do, if it takes any."""
        topics = {self.relation(s) for s in self.specs(draft, "topic")}
        chunk = self.scene.chunk(act.trigger.head)
        return not topics or chunk is None or chunk.prep in topics

    def aimed(self) -> None:
        """Give each act of force that names nobody the target of the act it aims at: "gas to disperse the crowd"."""
        scene = self.scene
        aims = self.knowledge.cue_relations("purpose")
        for draft in self.drafts:
            head = draft.trigger.head
            forceful = draft.trigger.entry.plover == "MOBILIZE" or (
                draft.trigger.verbal and draft.trigger.entry.plover == "ASSAULT"
            )
            if draft.dropped or draft.target or not forceful:
                continue
            for act in self.drafts:
                chunk = scene.chunk(act.trigger.head)
                near = head < act.trigger.head <= head + 14 and scene.same_clause(head, act.trigger.head)
                if near and chunk is not None and chunk.prep in aims and act.target:
                    if act.trigger.entry.plover in STRIKING:
                        draft.target = [Argument("target", a.mention, "whom it aims at", 0.7) for a in act.target]
                        break

    def spoken_of(self) -> None:
        """Give each refusal or condemnation that names nobody the one whose doing it speaks of."""
        for draft in self.drafts:
            entry = draft.trigger.entry
            if entry.speech == "yes" and entry.plover in ("REJECT", "ACCUSE") and "topic" in entry.roles:
                draft.target = [a for a in draft.target if not self.suffers(a.mention, draft)]
            if draft.dropped or draft.target or entry.speech != "yes" or entry.plover not in ("REJECT", "ACCUSE"):
                continue
            topics = self.specs(draft, "topic")
            if not {"object", "of"} & set(topics):
                continue
            thing = self.matter(draft, topics) or self.called(draft)
            if thing is None:
                continue
            doers = {a.mention.first for a in draft.source}
            found = [m for m in self.authors(thing, draft) if m.first not in doers and not self.of_doers(m, draft)]
            draft.target = [Argument("target", m, "whose doing it is about", 0.6) for m in found]

    def suffers(self, mention: Mention, draft: Draft) -> bool:
        """Whether somebody is only the one to whom an act is done that a draft speaks of: "condemned the arrest of"."""
        chunk = self.scene.chunk(mention.first)
        if chunk is None or mention.first <= chunk.head or not self.victim(mention):
            return False
        acts = (d for d in self.drafts if d is not draft and chunk.first <= d.trigger.head < mention.first)
        return any(a.mention is mention or a.mention.first == mention.first for d in acts for a in d.target)

    def of_doers(self, mention: Mention, draft: Draft) -> bool:
        """Whether a mention is only the state that the doers of an act speak for: "condemned the breach of Iraq's
        sovereignty".
        """
        value = mention.value
        if not isinstance(value, ActorRef) or value.entry != value.state or not value.state:
            return False
        doers = [a.mention.value for a in draft.source if isinstance(a.mention.value, ActorRef)]
        return any(d.country == value.country for d in doers if d.type == "state_force" or of_state(d))

    def matter(self, draft: Draft, topics: list[str]) -> Chunk | None:
        """The phrase that a speech act is about: its object, else behind one of its prepositions."""
        scene, head = self.scene, draft.trigger.head
        thing = self.object_of(draft).chunk if draft.trigger.verbal else None
        if thing is not None:
            return thing
        relations = {self.relation(s) for s in topics if s not in ("object", "of", "subject")}
        return next(iter(scene.governed_by(head, relations, reach=10)), None)

    def called(self, draft: Draft) -> Chunk | None:
        """The words by which a speech act calls what it is about: "condemned what it described as an aggression"; a
        reproach in them is part of it.
        """
        scene = self.scene
        calling = self.knowledge.derived("verbs of calling", calling_keys)
        own = scene.root(scene.clause(draft.trigger.head))
        for clause in scene.clauses.values():
            verb = clause.verb
            if clause.kind != "relative" or clause.anchor is not None or verb is None or clause.governor is None:
                continue
            if scene.root(clause.governor) != own or not calling & set(scene.tokens[verb].keys):
                continue
            if verb < draft.trigger.head or scene.tokens[verb].enclitic is None:
                continue
            name = next((c for c in scene.chunks if c.first > verb and c.kind == "np" and c.first <= verb + 3), None)
            for other in self.drafts if name is not None else ():
                inside = name is not None and name.first <= other.trigger.head < name.last
                if inside and other is not draft and other.trigger.entry.plover in ("ACCUSE", "REJECT"):
                    other.dropped = "only what it is called"
            return name
        return None

    def authors(self, thing: Chunk, draft: Draft) -> tuple[Mention, ...]:
        """Whose doing a phrase tells of: the source of the act it names, whoever a clause says has done or made it, or
        the actor it belongs to.
        """
        scene = self.scene
        acts = [d for d in self.drafts if d is not draft and thing.first <= d.trigger.head < thing.last]
        if acts:
            return tuple(a.mention for d in acts for a in d.source) or self.claimant(thing)
        for clause in scene.clauses.values():
            verb = clause.verb
            if verb is None or clause.kind != "relative" or clause.anchor is None:
                continue
            if thing.first <= clause.anchor < thing.last and scene.resumes_anchor(verb):
                maker = scene.subject(verb)
                return maker.actors if maker.how == "subject" else ()
        return scene.actors_in(thing)

    def claimant(self, thing: Chunk) -> tuple[Mention, ...]:
        """Who has launched or claimed an act by the clause that describes it: "the attack that X has claimed"."""
        scene = self.scene
        doing = self.knowledge.derived("verbs of launching or claiming", doing_keys)
        for clause in scene.clauses.values():
            verb = clause.verb
            if (
                verb is None
                or clause.kind != "relative"
                or clause.anchor is None
                or not scene.first <= verb < scene.last
            ):
                continue
            near = thing.first <= clause.anchor < thing.last + CLAIMED
            if near and scene.tokens[verb].enclitic is not None and doing & set(scene.tokens[verb].keys):
                subject = scene.subject(verb)
                return subject.actors if subject.how == "subject" else ()
        return ()

    def launched(self, draft: Draft) -> None:
        """The source of an act told by a noun is whoever a clause behind it says has launched it: "an attack that X
        carried out caused ...".
        """
        scene, trigger = self.scene, draft.trigger
        if trigger.verbal and trigger.rest is None:
            return
        own = scene.chunk(trigger.head if trigger.rest is None else trigger.rest[1] - 1)
        launching = self.knowledge.derived("verbs of launching", launching_keys)
        for clause in scene.clauses.values():
            verb = clause.verb
            if verb is None or clause.kind != "relative" or clause.anchor is None or own is None:
                continue
            if own.first <= clause.anchor < own.last and launching & set(scene.tokens[verb].keys):
                subject = scene.subject(verb)
                if subject.how == "subject" and scene.tokens[verb].enclitic is not None:
                    draft.fill("source", subject)
                    return

    def owner_of_means(self, draft: Draft) -> None:
        """Where nobody is said to do it, the source of an act is whoever the bullets, shells or aircraft belong to."""
        scene, head = self.scene, draft.trigger.head
        means = {t for w in scene.weapons for t in range(w.first, w.last)}
        for chunk in scene.governed_by(head, {self.relation(s) for s in self.specs(draft, "weapon")}, reach=14):
            if chunk.head not in means:
                if any(chunk.head < t < chunk.last for t in means):
                    left = self.sender(chunk).actors or self.left_by(chunk)
                    draft.source = [Argument("source", m, "whose weapon it is", 0.7) for m in left[:1] if self.acts(m)]
                if draft.source:
                    return
                continue
            owners = [m for m in scene.actors if chunk.head < m.first < chunk.last]
            senders = self.sender(chunk).actors or self.left_by(chunk)
            owner = owners[0] if owners else scene.owner_after(chunk) or next(iter(senders), None)
            if owner is not None and self.acts(owner):
                draft.source = [Argument("source", owner, "whose weapon it is", 0.75)]
                return

    def own_means(self, draft: Draft) -> None:
        """Of what "our aircraft", "its artillery" did, the source is whoever says so: of a person his state."""
        scene, head = self.scene, draft.trigger.head
        chunk = scene.subject(head).chunk
        if chunk is None or scene.tokens[chunk.head].enclitic is None or not self.drives(chunk):
            return
        for number in scene.ancestors(scene.clause(head)):
            verb = scene.reading.clauses[number].verb
            if verb is None or not scene.first <= verb < head or not scene.speaks(verb):
                continue
            for mention in scene.subject(verb).actors[:1]:
                value = mention.value
                if isinstance(value, ActorRef) and value.type == "person":
                    state = scene.states.get(value.country)
                    ref = value.organ or (state_ref(state) if state is not None else None)
                    mention = mention if ref is None else replace(mention, value=ref)
                draft.source = [Argument("source", mention, "whose means they are", 0.65)]
            return

    def left_by(self, chunk: Chunk) -> tuple[Mention, ...]:
        """Who has left behind what a phrase names: "a mine, one of the remnants of X"."""
        scene = self.scene
        table = self.knowledge.cue_nominals("remnant")
        behind = next((c for c in scene.chunks if chunk.last <= c.first <= chunk.last + 1 and c.kind == "np"), None)
        if behind is None or not table & set(scene.tokens[behind.head].keys):
            return ()
        return tuple(m for m in scene.actors if behind.head < m.first < behind.last)

    def only_place(self, mention: Mention, draft: Draft) -> bool:
        """Whether the capital that an act strikes is only where it strikes: no other state attacks its state."""
        if not mention.by.startswith("find_actors:capital:") or not isinstance(mention.value, ActorRef):
            return False
        doers = [a.mention.value for a in draft.source if isinstance(a.mention.value, ActorRef)]
        states = [d for d in doers if d.type in ("government", "state_force") and d.country]
        return not states or states[0].country == mention.value.country

    def crowd(self, draft: Draft) -> None:
        """People who demonstrate are protesters where nothing else is said of them, and so is the march that is broken
        up.
        """
        entry = draft.trigger.entry
        if entry.plover == "PROTEST" and entry.mode != "strike" and not draft.source and not self.described(draft):
            draft.source = [Argument("source", self.people("protesters", draft.trigger.head), CROWD, 0.5)]
        elif "object" in entry.roles.get("target", []) and entry.plover in STRIKING and not draft.target:
            chunk = self.object_of(draft).chunk if draft.trigger.verbal else None
            marches = {d.trigger.head for d in self.drafts if d.trigger.entry.plover == "PROTEST"}
            if chunk is not None and chunk.head in marches:
                draft.target = [Argument("target", self.people("protesters", chunk.head), CROWD, 0.6)]

    def described(self, draft: Draft) -> bool:
        """Whether some words say who demonstrates, be it nobody that is known as an actor."""
        scene, trigger = self.scene, draft.trigger
        verb = trigger.head if trigger.verbal else trigger.light_verb
        if verb is None or scene.tokens[verb].pos not in ("VERB", "AUX"):
            return False
        chunk = scene.subject(verb).chunk
        if chunk is None or scene.is_area(chunk) or (chunk.first < trigger.last and trigger.first < chunk.last):
            return False
        part = any(c.first == chunk.last and c.prep in scene.owning for c in scene.chunks)
        return part or not self.counted(chunk)

    def demonstrates(self, mention: Mention) -> bool:
        """Whether an actor is told by a word for people who demonstrate."""
        return mention.by in ("roles:protesters", "find_actors:generic:protesters")

    def people(self, kind: str, token: int) -> Mention:
        """An actor for people of a kind, told by a word of what they do or suffer."""
        entry = next(e for e in self.knowledge.generics if e.id == kind)
        word = self.scene.tokens[token]
        ref = ActorRef(entry.name, entry.forms[0], entry.type, sector=entry.sector, generic=True)
        return Mention(Kind.ACTOR, word.span, token, token + 1, ref, f"roles:{kind}", 0.5, token)

    def specs(self, draft: Draft, role: str) -> list[str]:
        """What may fill a role of a draft's entry."""
        return draft.trigger.entry.roles.get(role, [])

    def verb_roles(self, draft: Draft) -> None:
        """Roles by subject, object and prepositions of a verb."""
        scene, head = self.scene, draft.trigger.head
        spoken = draft.trigger.entry.speech == "yes"
        subject, thing = scene.subject(head) if spoken else scene.doer(head), self.object_of(draft)
        striking = scene.strikes_on(head, subject) if not spoken else None
        if striking is not None:
            subject, thing = striking, subject
        if draft.trigger.how == "participle" and spoken and not thing.actors:
            thing = self.object_within(head) or thing
        if draft.trigger.how == "participle" and draft.trigger.entry.speech == "yes":
            subject = self.speaker_around(head) or subject
        if self.own_words(draft, subject):
            subject = scene.inherited(scene.root(scene.clause(head)))
        if self.second_object(draft, subject, thing):
            subject, thing = scene.inherited(scene.root(scene.clause(head))), subject
        passive = self.passive(draft, subject, thing)
        if passive:
            told = bool(thing.actors) and subject.how == "subject of the clause before"
            told = told and all(isinstance(m.value, ActorRef) and m.value.speaker for m in subject.actors)
            subject, thing = NOBODY, thing if told else subject
        exchanged = all(m.by in CAPTIVES for m in thing.actors)
        if draft.trigger.entry.reciprocal == "yes" and len(subject.actors) > 1 and exchanged:
            draft.source = [Argument("source", subject.actors[0], subject.how)]
            draft.target = [Argument("target", m, subject.how) for m in subject.actors[1:]]
            return
        rest = draft.trigger.rest
        if rest is not None and draft.trigger.entry.plover == "RETREAT":
            draft.fill("target", Filler(None, self.ruled_by(rest[1] - 1), "object"))
        for role in ("source", "target", "addressee"):
            if role == "target" and draft.target:
                continue
            for spec in self.specs(draft, role):
                if spec == "subject":
                    done = draft.fill(role, subject)
                elif spec == "object":
                    done = draft.fill(role, thing) or (role == "target" and self.told(draft, thing))
                elif spec == "of":
                    done = False
                else:
                    done = self.prepositional(draft, role, spec, head)
                if done:
                    break
        if self.mutual(draft) and len(draft.source) > 1 and not draft.target:
            draft.target = [Argument("target", a.mention, a.how, a.score) for a in draft.source[1:]]
            draft.source = draft.source[:1]
        own_side = self.own_side(draft.trigger)
        if own_side is not None:
            draft.source = [Argument("source", own_side, "doer of the verbal noun")]
        if draft.trigger.entry.factuality == "averted" and not draft.source:
            self.launcher(draft, [] if passive else [m.first for m in subject.actors])
        if draft.trigger.entry.factuality == "averted" and not draft.target:
            self.defended(draft, subject if subject.actors else self.scene.inherited(self.scene.clause(head)))

    def object_within(self, head: int) -> Filler | None:
        """The object of a participle that stands in one phrase with it: "accusing the army"."""
        scene, chunk = self.scene, self.scene.chunk(head)
        if chunk is None or chunk.kind != "np":
            return None
        behind = [m for m in scene.actors if head < m.first < chunk.last]
        near = behind[:1] if behind and all(t.pos == "PUNCT" for t in scene.tokens[head + 1 : behind[0].first]) else []
        return Filler(chunk, tuple(near), "object") if near else None

    def told(self, draft: Draft, thing: Filler) -> bool:
        """Whether the object of a verb of accusing or threatening is told, be it nobody known as an actor, so that no
        phrase further on names it.
        """
        trigger = draft.trigger
        alone = trigger.how in ("verb", "participle") and trigger.rest is None and not trigger.entry.needs
        return alone and trigger.entry.plover in ("ACCUSE", "THREATEN") and thing.chunk is not None

    def second_object(self, draft: Draft, subject: Filler, thing: Filler) -> bool:
        """Whether what stands as the object is one that the verb takes beside the one it acts upon, so that what stands
        as its subject is the latter: "and held the government responsibility".
        """
        needed = draft.trigger.entry.needs
        if not needed or thing.chunk is None or subject.how != "subject" or not subject.actors:
            return False
        head = self.scene.tokens[draft.trigger.head]
        words = self.knowledge.derived(
            "words beside verbs",
            lambda k: {e.id: frozenset(k.key(f) for f in e.needs if " " not in f) for e in k.events if e.needs},
        )
        goes_on = self.scene.reading.clauses[self.scene.root(self.scene.clause(draft.trigger.head))].kind
        if goes_on not in ("coordinate", "participle") or head.pos != "VERB":
            return False
        beside = words[draft.trigger.entry.id] & set(self.scene.tokens[thing.chunk.head].keys)
        earlier = self.scene.inherited(self.scene.root(self.scene.clause(draft.trigger.head)))
        return bool(beside) and bool(earlier.actors) and self.scene.verb_agrees(draft.trigger.head, earlier)

    def halves(self, draft: Draft) -> None:
        """Of two who meet or agree together the one named first does it with the other."""
        together = draft.trigger.entry.plover in TOGETHER
        between = {self.relation(s) for s in self.specs(draft, "target")}
        if together and len(draft.source) == 2 and not draft.target and self.relation_between() in between:
            draft.target = [replace(draft.source[1], role="target")]
            draft.source = draft.source[:1]

    def mutual(self, draft: Draft) -> bool:
        """Whether a meeting is one that those who are its subject hold between each other."""
        between = {self.relation(s) for s in self.specs(draft, "target")}
        return draft.trigger.entry.kind == "meeting" and self.relation_between() in between

    def own_side(self, trigger: Trigger) -> Mention | None:
        """Whose refusal or support a speaker tells of where words like "his country" follow its noun."""
        if trigger.entry.speech != "yes":
            return None
        ends = {trigger.last, trigger.rest[1] if trigger.rest is not None else trigger.last}
        return next((m for m in self.scene.actors if m.first in ends and m.by.endswith(POSSESSED)), None)

    def adding(self, draft: Draft) -> None:
        """Of a participle of speech that only adds what the subject of its clause does, he is the source: "teachers
        demonstrated demanding".
        """
        scene, token = self.scene, self.scene.tokens[draft.trigger.head]
        if draft.source or draft.trigger.entry.speech != "yes" or not any(k.startswith("~") for k in token.keys):
            return
        chunk = scene.chunk(draft.trigger.head)
        clause = scene.reading.clauses[scene.root(scene.clause(draft.trigger.head))]
        verb = clause.verb if clause.kind != "relative" else None
        apart = (
            chunk is not None and chunk.first == draft.trigger.head and not chunk.prep and not token.features.definite
        )
        if apart and verb is not None and scene.first <= verb < draft.trigger.head:
            draft.fill("source", scene.subject(verb), score=0.7)

    def warded_off(self, draft: Draft) -> None:
        """Of a noun for shooting down or intercepting: whoever the weapon belongs to, and the state of the one around
        who tells of it.
        """
        entry, scene = draft.trigger.entry, self.scene
        if entry.factuality != "averted" or not self.masdar(draft.trigger):
            return
        defenders = [*draft.source, *draft.target]
        draft.source, draft.target = [], []
        clause = scene.reading.clauses[scene.root(scene.clause(draft.trigger.head))]
        verb = clause.verb
        around = scene.subject(verb) if verb is not None and scene.first <= verb < draft.trigger.head else NOBODY
        self.launcher(draft, [a.mention.first for a in defenders] + [m.first for m in around.actors])
        launchers = {a.mention.first for a in draft.source}
        own = tuple(a.mention for a in defenders if a.mention.first not in launchers) or around.actors
        self.defended(draft, Filler(None, own, "defender"))

    def own_words(self, draft: Draft, subject: Filler) -> bool:
        """Whether what stands where a subject would is part of the act's own set phrase, so that its doer is left out:
        "and used batons".
        """
        trigger, chunk = draft.trigger, subject.chunk
        if chunk is None or subject.how != "subject" or trigger.entry.roles.get("source", [""])[0] != "subject":
            return False
        spans = [(trigger.head + 1, trigger.last), *([trigger.rest] if trigger.rest is not None else [])]
        behind = not any(s < chunk.last and chunk.first < e for s, e in spans) or chunk.first < trigger.head
        return not behind and not any(trigger.head < m.first < chunk.last for m in subject.actors)

    def speaker_around(self, head: int) -> Filler | None:
        """Who says what a participle of speech adds: the subject of the nearest verb of saying around it, or of the one
        whose words that verb stands in.
        """
        scene = self.scene
        found: Filler | None = None
        for number in scene.ancestors(scene.clause(head)):
            clause = scene.reading.clauses[number]
            verb = clause.verb
            if verb is not None and scene.first <= verb < head and scene.speaks(verb):
                found = scene.subject(verb)
                if clause.kind != "complement":
                    break
            elif found is not None:
                break
        return found

    def launcher(self, draft: Draft, defenders: list[int]) -> None:
        """Of what was shot down or intercepted the source is whoever the weapon belongs to."""
        scene, head = self.scene, draft.trigger.head
        fired = self.fired(draft)
        if fired is not None:
            fired.dropped = "told with its noun"
            if draft.fill("source", self.doer(fired), score=0.75):
                return
        elif draft.fill("source", self.sender(self.scene.object(draft.trigger.head).chunk), score=0.75):
            return
        for weapon in scene.weapons:
            chunk = scene.chunk(weapon.first)
            if (
                chunk is None
                or weapon.last <= head
                or weapon.first > head + 8
                or not scene.same_clause(head, weapon.first)
            ):
                continue
            owners = [m for m in scene.actors_in(chunk) if m.first not in defenders and m.first > head]
            if owners:
                draft.source = [Argument("source", owners[0], "whose weapon it is", 0.7)]
                return

    def fired(self, draft: Draft) -> Draft | None:
        """The act by which what was shot down had been sent, told in a clause that describes it."""
        scene, thing = self.scene, self.scene.object(draft.trigger.head).chunk
        if thing is None:
            return None
        for other in self.drafts:
            clause = scene.reading.clauses[scene.root(scene.clause(other.trigger.head))]
            near = clause.anchor is not None and thing.first <= clause.anchor < thing.last + 4
            if clause.kind == "relative" and near and other.trigger.verbal and other.trigger.entry.plover == "ASSAULT":
                return other
        return None

    def sender(self, thing: Chunk | None) -> Filler:
        """Who did or fired what a phrase names, by the clause that describes it: "an attack that X launched"."""
        scene = self.scene
        for clause in scene.clauses.values():
            verb = clause.verb
            if thing is None or clause.kind != "relative" or clause.anchor is None or verb is None:
                continue
            if thing.first <= clause.anchor < thing.last and scene.tokens[verb].enclitic is not None:
                return scene.subject(verb)
        return NOBODY

    def doer(self, draft: Draft) -> Filler:
        """Who does what a verb tells: its subject, or behind a passive the one by whom it is done."""
        scene, verb = self.scene, draft.trigger.head
        if scene.is_passive(verb):
            by = [c for s in self.specs(draft, "source") for c in scene.governed_by(verb, {self.relation(s)})]
            return scene.filler(by[0], "by") if by else NOBODY
        subject = scene.subject(verb)
        return subject if subject.how == "subject" else NOBODY

    def defended(self, draft: Draft, defender: Filler) -> None:
        """Of what was shot down or intercepted the intended victim is, where none is named, the state of the one who
        did it, or of the one who tells of it where "the air defences" are of no state that is named with them.
        """
        if draft.trigger.entry.id != SHOT_DOWN:
            return
        states = self.scene.states
        own = [m for m in defender.actors[:1] if not is_taken_from_context(m)] or self.tellers(draft)[:1]
        for mention in own:
            value = mention.value
            if isinstance(value, ActorRef) and value.country in states and value.type in DEFENDING:
                ref = state_ref(states[value.country])
                draft.target = [Argument("target", replace(mention, value=ref), "its defender", 0.5)]

    def tellers(self, draft: Draft) -> tuple[Mention, ...]:
        """Who says what a draft tells: the subject of the nearest verb of saying around it."""
        scene = self.scene
        for number in scene.ancestors(scene.clause(draft.trigger.head)):
            verb = scene.reading.clauses[number].verb
            if verb is not None and scene.first <= verb < draft.trigger.head and scene.speaks(verb):
                return scene.subject(verb).actors
        return ()

    def object_of(self, draft: Draft) -> Filler:
        """The object of a verb; inside a set phrase with a gap, the words of the phrase itself are not it."""
        thing = self.scene.object(draft.trigger.head)
        rest = draft.trigger.rest
        if rest is not None and thing.chunk is not None and thing.chunk.first < rest[1] and rest[0] < thing.chunk.last:
            return Filler(thing.chunk, tuple(m for m in thing.actors if m.first < rest[1] < m.last), thing.how)
        return thing

    def ruled_by(self, noun: int) -> tuple[Mention, ...]:
        """Who stands in construct behind the noun that ends a set phrase: "set free three of its members"."""
        scene, chunk = self.scene, self.scene.chunk(noun)
        features = scene.tokens[noun].features
        if chunk is None or features.definite or features.closed:
            return ()
        first = next((t for t in range(noun + 1, chunk.last) if scene.tokens[t].pos != "NUM"), None)
        inside = tuple(m for m in scene.actors if m.first == first)
        following = scene.chunk(chunk.last)
        bare = following is not None and following.kind == "np" and not following.prep and not following.joined
        if not inside and bare and following is not None and chunk.last == noun + 1:
            return scene.filler(following, "object").actors
        counted = scene.owner_after(chunk)
        return inside or ((counted,) if counted is not None else ())

    def passive(self, draft: Draft, subject: Filler, thing: Filler) -> bool:
        """Whether an unvowelled verb is passive: marked so, or a transitive verb whose only noun cannot have
        done it.
        """
        scene, trigger = self.scene, draft.trigger
        token = scene.tokens[trigger.head]
        if trigger.how == "participle" or "subject" in self.specs(draft, "target"):
            return False
        if trigger.entry.speech == "yes" and token.features.voice != "passive":
            return False
        if token.features.voice == "passive":
            return True
        if self.knowledge.derived("verbs without a passive", middle_keys) & set(token.keys):
            return False
        if "object" not in self.specs(draft, "target") or token.enclitic is not None:
            return False
        if thing.chunk is not None or subject.chunk is None or trigger.rest is not None:
            return False
        if head_within(subject.chunk, trigger):
            return False
        if subject.how in ("subject before the verb", "head of relative clause"):
            return self.kills(trigger) and (self.counted(subject.chunk) or self.strict(draft))
        if subject.how != "subject":
            return False
        if self.counted(subject.chunk) or self.strict(draft):
            return True
        persons = all(isinstance(a.value, ActorRef) and a.value.type == "person" for a in subject.actors)
        taken = trigger.entry.plover == "COERCE" and trigger.entry.kind == "event" and not self.reaches(draft)
        if persons and subject.actors and (taken or self.kills(trigger)):
            return True
        agents = [a for a in subject.actors if isinstance(a.value, ActorRef) and a.value.type != "civilians"]
        return not agents and not self.drives(subject.chunk)

    def reaches(self, draft: Draft) -> bool:
        """Whether a preposition behind a verb brings in whoever it acts upon."""
        relations = {self.relation(s) for s in self.specs(draft, "target") if s not in ("object", "of", "subject")}
        return any(self.scene.actors_in(c) for c in self.scene.governed_by(draft.trigger.head, relations, reach=8))

    def strict(self, draft: Draft) -> bool:
        """Whether an act always has an object, so that the only noun behind its verb is the one acted upon."""
        return all(s in ("object", "of") for s in self.specs(draft, "target"))

    def counted(self, chunk: Chunk) -> bool:
        """Whether a number stands in a phrase, or right behind its words of bound: "more than 600"."""
        return any(
            chunk.first <= q.first < chunk.last
            or (
                chunk.last == q.first
                and chunk.last - chunk.first == 1
                and isinstance(q.value, Quantity)
                and (q.value.high is None or q.value.low is None or q.value.approximate)
            )
            for q in self.scene.quantities
        )

    def kills(self, trigger: Trigger) -> bool:
        """Whether a trigger is a word of harm."""
        verbs = self.knowledge.derived("verbs of harm", harming_keys)
        if trigger.verbal and verbs & set(self.scene.tokens[trigger.head].keys):
            return True
        return any(trigger.first <= h.first < trigger.last for h in self.harms)

    def drives(self, chunk: Chunk) -> bool:
        """Whether a phrase names a weapon or machine that acts: aircraft, artillery, a drone."""
        return any(chunk.first <= w.first < chunk.last for w in self.scene.weapons)

    def prepositional(self, draft: Draft, role: str, spec: str, head: int) -> bool:
        """Fill a role from the phrases behind a word that a preposition governs."""
        relation = self.relation(spec)
        limit = self.next_trigger(draft)
        for chunk in self.scene.governed_by(head, {relation}):
            if chunk.first >= limit and not draft.trigger.verbal:
                break
            if role == "target" and draft.trigger.verbal and self.taken_before(draft, chunk):
                break
            if role == "source" and relation in self.scene.owning and self.parted(draft, chunk):
                break
            if draft.fill(role, self.scene.filler(chunk, spec)):
                return True
            counted = self.scene.chunk(chunk.last) if role == "target" and self.names_act(chunk.head) else None
            if counted is not None and counted.first == chunk.last and counted.kind == "np" and not counted.prep:
                if draft.fill(role, self.scene.filler(counted, spec)):
                    return True
        return False

    def taken_before(self, draft: Draft, chunk: Chunk) -> bool:
        """Whether a phrase behind a verb belongs to the noun of another act between them, which takes its preposition
        too: "besieged a house ... an attack on settlers".
        """
        plover = draft.trigger.entry.plover
        if plover not in STRIKING or self.object_of(draft).chunk is None:
            return False
        for other in (d for d in self.drafts if d.trigger.entry.plover != plover):
            nearer = draft.trigger.last < other.trigger.first and other.trigger.last <= chunk.first
            if nearer and other.trigger.how == "noun" and not other.trigger.verbal:
                if chunk.prep in {self.relation(s) for s in self.specs(other, "target")}:
                    return True
        return False

    def names_act(self, token: int) -> bool:
        """Whether a word is a verbal noun."""
        return any(k.startswith("*") for k in self.scene.tokens[token].keys)

    def parted(self, draft: Draft, chunk: Chunk) -> bool:
        """Whether another phrase stands between a noun and the phrase that would tell whose act it is."""
        own = self.scene.chunk(draft.trigger.head)
        if draft.trigger.verbal or own is None:
            return False
        last = max(own.last, draft.trigger.last)
        return any(t.function != "preposition" for t in self.scene.tokens[last : chunk.first])

    def next_trigger(self, draft: Draft) -> int:
        """The token where the next trigger of the sentence begins."""
        later = [d.trigger.first for d in self.drafts if d.trigger.first > draft.trigger.last and not d.dropped]
        return min(later, default=self.scene.last)

    def noun_roles(self, draft: Draft) -> None:
        """Roles by construct, relational adjective, attached pronoun and prepositions of a noun."""
        scene, trigger = self.scene, draft.trigger
        head = trigger.head
        chunk = scene.chunk(head)
        behind, last = scene.chunk(trigger.last - 1), scene.tokens[trigger.last - 1]
        if chunk is not None and behind is not None and behind.head == trigger.last - 1:
            if last.pos == "NOUN" and not last.features.definite and not last.attached:
                chunk = behind  # the last word of a set phrase with a phrase of its own: "at the request of"
        sources, targets = self.specs(draft, "source"), self.specs(draft, "target")
        if trigger.light is not None and trigger.light.id == PERIPHRASTIC and "object" in targets:
            sources, targets = [s for s in sources if s != "of"], [*targets, "of"]
        end = trigger.last
        if chunk is not None:
            inside = [
                m for m in scene.actors if head < m.first < chunk.last or (m.first <= head < m.last and m.first < head)
            ]
            for mention in inside:
                if not isinstance(mention.value, ActorRef):
                    continue
                direct = mention.first - end <= 1
                if scene.tokens[head].enclitic is not None and mention.first == end and self.around(head).actors:
                    if trigger.entry.kind == "meeting" or (self.masdar(trigger) and {"of", "object"} & set(targets)):
                        draft.fill("target", Filler(chunk, (mention,), "object of the verbal noun"))
                        break
                if direct and sources and trigger.entry.speech == "yes" and mention.by.endswith(POSSESSED):
                    draft.fill("source", Filler(chunk, (mention,), "doer of the verbal noun"))
                    draft.fill("target", self.object_behind(draft, chunk))
                    break
                if direct and self.qualifies(mention, trigger):
                    continue
                described = mention.value.adjective or (mention.value.generic and trigger.how == "noun")
                diplomat = bool(mention.value.office) and trigger.entry.speech != "yes" and "of" in targets
                if head < mention.first < end and diplomat:
                    draft.fill("target", Filler(chunk, (mention,), "of"))
                    break
                if head < mention.first < end and not described and sources:
                    draft.fill(
                        "source", Filler(chunk, self.side_by_side(chunk, mention), "named by the act's own words")
                    )
                    draft.fill("target", self.object_behind(draft, chunk))
                    break
                if mention.value.adjective:
                    near = all(scene.tokens[t].pos in ("ADJ", "NOUN", "X") for t in range(end, mention.first))
                    if "of" in targets and self.thing_between(end, mention.first):
                        draft.fill("target", Filler(chunk, (mention,), "of"))
                        continue
                    if near and not draft.source and sources and mention.first - end <= 2:
                        draft.fill("source", Filler(chunk, (mention,), "relational adjective"), score=0.85)
                    continue
                thing = self.object_behind(draft, chunk) if direct and self.acts(mention) else NOBODY
                if thing.chunk is not None and not draft.source:
                    draft.fill("source", Filler(chunk, self.side_by_side(chunk, mention), "doer of the verbal noun"))
                    draft.fill("target", thing)
                elif "of" in targets and (self.masdar(trigger) or "of" not in sources or self.victim(mention)):
                    own = scene.filler(chunk, "of") if direct else NOBODY
                    draft.fill("target", own if own.actors else Filler(chunk, (mention,), "of"))
                elif "of" in sources and direct and not draft.source:
                    draft.fill("source", Filler(chunk, (mention,), "of"))
                elif "of" in targets:
                    draft.fill("target", Filler(chunk, (mention,), "of"))
                break
            if chunk.last <= end + 1 or not inside:
                beyond = next(
                    (c for c in scene.chunks if c.first == chunk.last and c.kind == "np" and c.prep == ""), None
                )
                if beyond is not None and beyond.clause == chunk.clause and "of" in targets and not draft.target:
                    draft.fill("target", scene.filler(beyond, "of"))
            if not inside and "of" in targets and self.masdar(trigger) and not draft.target:
                counted = scene.owner_after(chunk)
                if counted is not None and isinstance(counted.value, ActorRef) and counted.value.type in HARMED:
                    draft.fill("target", Filler(chunk, (counted,), "of"))
        if chunk is not None and "of" in targets and not draft.target:
            self.at_least(draft, chunk)
        thing = NOBODY
        if scene.tokens[head].enclitic is not None and chunk is not None and not draft.source:
            thing = self.object_behind(draft, chunk)
            if thing.chunk is not None:
                draft.target = []
                draft.fill("target", thing)
        for role, specs in (("source", sources), ("target", targets), ("addressee", self.specs(draft, "addressee"))):
            filled = {"source": draft.source, "target": draft.target, "addressee": draft.addressee}[role]
            for spec in specs:
                if spec in ("subject", "object", "of") or filled:
                    continue
                self.prepositional(draft, role, spec, head)
        if scene.tokens[head].enclitic is not None:
            self.owned(draft, done=thing.chunk is not None)
        if trigger.entry.kind == "threat" and trigger.entry.speech == "yes" and "subject" in sources:
            self.said_by(draft)
        elif trigger.entry.strength == "spoken":
            self.topic(draft)
        if trigger.entry.kind == "meeting" or trigger.entry.reciprocal == "yes":
            self.between(draft)
            if len(draft.source) > 1 and not draft.target:
                draft.target = [Argument("target", a.mention, a.how, a.score) for a in draft.source[1:]]
                draft.source = draft.source[:1]

    def around(self, head: int) -> Filler:
        """The subject of the clause that a noun stands in."""
        scene = self.scene
        verb = scene.reading.clauses[scene.root(scene.clause(head))].verb
        return scene.subject(verb) if verb is not None and scene.first <= verb < scene.last else NOBODY

    def side_by_side(self, chunk: Chunk, mention: Mention) -> tuple[Mention, ...]:
        """An actor in a phrase and the forces joined to it by "and"."""
        scene = self.scene
        joined = scene.with_joined(chunk)[1:] if mention.last == chunk.last else []
        others = (m for part in joined for m in scene.actors_in(part) if m.first <= part.head < m.last)
        return (mention, *(m for m in others if isinstance(m.value, ActorRef) and m.value.type in HOSTS))

    def jointly(self, draft: Draft) -> None:
        """Who does an act together with its source: "in cooperation with X", "with the participation of X"."""
        scene = self.scene
        together = self.knowledge.cue_nominals("jointly")
        doers = {a.mention.value for a in draft.source}
        chunks = scene.chunks_of(scene.clause(draft.trigger.head))
        for chunk, behind in zip(chunks, [*chunks[1:], None], strict=True):
            if not chunk.prep or not together & set(scene.tokens[chunk.head].keys):
                continue
            found = scene.actors_in(chunk)
            if not found and behind is not None and behind.prep in self.companions() and behind.first <= chunk.last + 1:
                found = scene.filler(behind, "jointly").actors
            for mention in found:
                value = mention.value
                if isinstance(value, ActorRef) and value.type in HOSTS | {"government"} and value not in doers:
                    draft.source.append(Argument("source", mention, "jointly", 0.65))
            return

    def at_least(self, draft: Draft, chunk: Chunk) -> None:
        """Those counted behind words of bound that a noun governs: "the displacement of more than 600 families"."""
        scene = self.scene
        number = next((q for q in scene.quantities if q.first == chunk.last + 1), None)
        behind = scene.chunk(number.first) if number is not None else None
        if number is None or behind is None or not isinstance(number.value, Quantity):
            return
        open_ended = number.value.high is None or number.value.low is None or number.value.approximate
        if open_ended and behind.first <= number.first and scene.tokens[chunk.last].function == "preposition":
            draft.fill("target", Filler(behind, scene.actors_in(behind), "of"))

    def owned(self, draft: Draft, *, done: bool) -> None:
        """Whom the pronoun on a noun stands for: the doer of a speech act and of what is `done` to somebody told behind
        it, else the one acted upon where the noun is that of a transitive verb.
        """
        scene, head, targets = self.scene, draft.trigger.head, self.specs(draft, "target")
        if draft.source and draft.target:
            return
        harms = "of" in targets and (self.masdar(draft.trigger) or "of" not in self.specs(draft, "source"))
        if harms and draft.trigger.entry.speech != "yes" and not done and not draft.target:
            subject = scene.subject_around(scene.root(scene.clause(head)), head)
            met = tuple(m for m in subject.actors if scene.stands_for(head, m.first))
            draft.fill("target", Filler(None, met, "attached pronoun"), score=0.6)
        elif not draft.source:
            draft.fill("source", Filler(None, scene.meant_by(head), "attached pronoun"), score=0.6)

    def qualifies(self, mention: Mention, trigger: Trigger) -> bool:
        """Whether a word for people only says of what kind an act is: "a suicide attack", "the terrorist attack"; or
        whether they are those exchanged.
        """
        value, tokens = mention.value, self.scene.tokens
        word, act = tokens[mention.first].features, tokens[trigger.head].features
        if not isinstance(value, ActorRef) or not value.generic or value.state or mention.last - mention.first > 1:
            return False
        if value.type == "civilians":
            return mention.by in CAPTIVES and trigger.entry.reciprocal == "yes"
        same = word.definite == act.definite and word.number == act.number == "s"
        return value.type == "armed_group" and same and word.gender in (act.gender, None)

    def acts(self, mention: Mention) -> bool:
        """Whether an actor is one that does things to others: no victim, and not only described as people."""
        return isinstance(mention.value, ActorRef) and mention.value.type != "civilians"

    def object_behind(self, draft: Draft, chunk: Chunk) -> Filler:
        """What a verbal noun acts upon where its doer or a pronoun stands first: the phrase right behind them without a
        preposition, or with the one that such objects take.
        """
        scene, targets = self.scene, self.specs(draft, "target")
        owned = scene.tokens[draft.trigger.head].enclitic is not None
        if not (owned or self.masdar(draft.trigger)) or not {"of", "object"} & set(targets):
            return NOBODY
        for following in scene.chunks_of(chunk.clause):
            if following.first < chunk.last or following.kind == "adv" or scene.is_temporal(following):
                continue
            near = following.first - chunk.last <= 2 and not following.joined
            taken = draft.trigger.entry.kind == "event" and following.prep in self.taken(draft)
            fits = (
                taken or following.prep in scene.objective or (following.prep == "" and following.first == chunk.last)
            )
            if following.kind == "np" and near and fits:
                return scene.filler(following, "object of the verbal noun")
            return NOBODY
        return NOBODY

    def taken(self, draft: Draft) -> set[str]:
        """The preposition by which an act takes those whom it acts upon, if it stands first in its specifications."""
        specs = self.specs(draft, "target")[:1]
        return {self.relation(s) for s in specs if s not in ("object", "of", "subject")}

    def topic(self, draft: Draft) -> None:
        """Of a predicate without a verb, what its clause is about fills the role of the subject: "the party is
        committed to".
        """
        scene, head = self.scene, draft.trigger.head
        role = next((r for r in ("source", "target") if "subject" in self.specs(draft, r)), None)
        if role is None:
            return
        for chunk in scene.chunks_of(scene.clause(head)):
            if chunk.kind == "np" and chunk.prep == "" and chunk.first < head:
                actors = tuple(m for m in scene.actors_in(chunk) if m.first < head)
                draft.fill(role, Filler(chunk, actors, "topic"))
                return

    def said_by(self, draft: Draft) -> None:
        """Of a threat that words without a verb make, whoever says so in their clause is the source, and whoever is or
        becomes something is the target: "the party regards any attack as a declaration of war", "has become a target".
        """
        scene, head = self.scene, draft.trigger.head
        verb = scene.reading.clauses[scene.root(scene.clause(head))].verb
        if verb is None or not scene.first <= verb < head:
            return
        subject = scene.subject(verb)
        if scene.speaks(verb) and subject.actors and not (draft.source and self.masdar(draft.trigger)):
            draft.source = []
            draft.fill("source", Filler(subject.chunk, subject.actors, "subject of the verb of saying"))
        elif not scene.speaks(verb) and not draft.target and "object" in self.specs(draft, "target"):
            draft.fill("target", Filler(subject.chunk, subject.actors, "subject of the clause"))

    def between(self, draft: Draft) -> None:
        """The two sides of something done between A and B."""
        scene = self.scene
        sources = [a.mention for a in draft.source]
        draft.target = [a for a in draft.target if a.mention not in sources]
        if draft.source and draft.target:
            return
        for chunk in scene.governed_by(draft.trigger.head, {self.relation_between()}):
            sides = [scene.actors_in(part) for part in scene.with_joined(chunk)]
            found = [m for side in sides for m in side]
            later = [
                c
                for c in scene.chunks_of(chunk.clause)
                if c.kind == "np" and c.prep == chunk.prep and c.first > chunk.first and not c.joined
            ]
            for extra in later[:1]:
                found += [m for m in scene.actors_in(extra) if m not in found]
            if len(found) >= 2:
                draft.source = [Argument("source", found[0], "between")]
                draft.target = [Argument("target", m, "between") for m in found[1:]]
                return
            if len(found) == 1 and not draft.source:
                draft.source = [Argument("source", found[0], "between")]
                return

    def relation_between(self) -> str:
        """The preposition of something done between two sides, as the light sheet names it."""
        return self.knowledge.derived("between two", between_relation)

    def masdar(self, trigger: Trigger) -> bool:
        """Whether a trigger is the verbal noun of a transitive verb, whose single complement is its object."""
        return self.names_act(trigger.head)

    def victim(self, mention: Mention) -> bool:
        """Whether an actor is one that acts are done to: civilians, persons without an office."""
        value = mention.value
        return isinstance(value, ActorRef) and (
            value.type == "civilians" or (value.type == "person" and not value.office)
        )

    def thing_between(self, first: int, last: int) -> bool:
        """Whether a noun that is no weapon stands there, so that an adjective behind it tells whose thing it is."""
        means = {t for w in self.scene.weapons for t in range(w.first, w.last)}
        return any(self.scene.tokens[t].pos == "NOUN" and t not in means for t in range(first, last))

    def light_roles(self, draft: Draft) -> None:
        """Roles that the light verb of a noun gives."""
        scene, light, verb = self.scene, draft.trigger.light, draft.trigger.light_verb
        if light is None or verb is None:
            return
        if scene.tokens[verb].pos in ("VERB", "AUX"):
            subject = scene.subject(verb) if draft.trigger.entry.speech == "yes" else scene.doer(verb)
            passive = scene.is_passive(verb)
        else:
            clause = scene.reading.clauses[scene.root(scene.clause(verb))]
            subject = scene.subject(verb) if clause.verb == verb else self.possessor(verb, draft.trigger.head)
            passive = False
        own = subject.chunk is not None and subject.chunk.first <= draft.trigger.head < subject.chunk.last
        if own:
            anchor = scene.reading.clauses[scene.root(scene.clause(verb))]
            if anchor.kind == "relative":
                return
            subject = NOBODY
        role = "target" if draft.trigger.entry.factuality == "averted" and not passive else light.subject
        if role in ("source", "speaker") and not passive and self.specs(draft, "source"):
            own_side = any(a.mention.by.endswith(POSSESSED) for a in draft.source)
            if subject.actors and not (own_side and draft.trigger.entry.speech == "yes"):
                draft.source = []
                draft.fill("source", Filler(subject.chunk, subject.actors, f"subject of {light.id}"), score=0.85)
        elif role == "target" and subject.actors:
            draft.target = []
            draft.fill("target", Filler(subject.chunk, subject.actors, f"subject of {light.id}"), score=0.85)
        if not draft.target:
            for spec in self.specs(draft, "target"):
                if spec not in ("subject", "object", "of") and self.prepositional(draft, "target", spec, verb):
                    break
        if not draft.source:
            by = [s for s in self.specs(draft, "source") if s not in ("subject", "object", "of")]
            for spec in by:
                if self.prepositional(draft, "source", spec, verb):
                    break

    def possessor(self, noun: int, act: int) -> Filler:
        """Whoever a verbal noun like "carrying out" belongs to: the actor between it and its act, or the subject of its
        clause.
        """
        scene = self.scene
        owners = tuple(m for m in scene.actors if noun < m.first < act)
        if owners:
            return Filler(scene.chunk(noun), owners[:1], "owner")
        clause, chunk = scene.reading.clauses[scene.root(scene.clause(noun))], scene.chunk(noun)
        if clause.verb is None or not scene.first <= clause.verb < noun:
            return NOBODY
        if chunk is not None and chunk.prep in self.knowledge.cue_relations("since"):
            return NOBODY
        accused = scene.object(clause.verb) if self.accuses(clause.verb) else NOBODY
        return accused if accused.actors else scene.subject(clause.verb)

    def accuses(self, verb: int) -> bool:
        """Whether a verb accuses its object."""
        return bool(self.scene.accusing & set(self.scene.tokens[verb].keys))

    def relation(self, spec: str) -> str:
        """The name of a role specification's preposition."""
        known: dict[str, str] = self.knowledge.derived("relations of specifications", lambda _: {})
        if spec not in known:
            known[spec] = self.knowledge.spelling.relation(spec)
        return known[spec]


def head_within(chunk: Chunk, trigger: Trigger) -> bool:
    """Whether the head of a phrase is one of the words of a trigger: "settlers attacked" as a set phrase."""
    return trigger.head != chunk.head and trigger.first <= chunk.head < trigger.last


def calling_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of verbs by which a speaker calls a thing by a name of his own."""
    return frozenset("=" + knowledge.lemma(v.split()[0]) for e in knowledge.cues("calling") for v in e.verbs)


def entry_of(mention: Mention) -> str | None:
    """The entry of the actor that is meant, None where none is known."""
    return mention.value.entry if isinstance(mention.value, ActorRef) else None


def doing_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the verbs by which somebody launches an act, or says that it was his."""
    claims = [v for e in knowledge.events if e.kind == "claim" for v in e.verbs]
    return launching_keys(knowledge) | {"=" + knowledge.lemma(v.split()[0]) for v in claims}


def launching_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the verbs by which somebody launches or carries out what a noun tells."""
    verbs = [v for e in knowledge.lights if e.subject == "source" and not e.effect for v in e.verbs]
    return frozenset("=" + knowledge.lemma(v.split()[0]) for v in verbs)


def middle_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of verbs of the forms that take no object and are never passive: VII, IX, the second of four letters."""
    verbs = [v.split() for e in knowledge.events for v in e.verbs]
    return frozenset("=" + knowledge.lemma(v[0]) for v in verbs if v[-1] in ("VII", "IX", "IIq"))

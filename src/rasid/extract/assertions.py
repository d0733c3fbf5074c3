"""Assertions: who says that what was done; reports, claims, denials, threats, tallies, strengths, meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from rasid.extract.attribution import Attributions, Said, issuers_of, party_of, same_party
from rasid.extract.carryover import HAPPENED, REACH, carried_over, marches_on, suffered, taken_up
from rasid.extract.counts import Counts, date_value, losses, place_value
from rasid.extract.drafts import BARE_HARMS, VIOLENT, WISHES
from rasid.extract.factuality import FUTURE, Cues, done_before
from rasid.extract.outlet import find_outlet
from rasid.extract.pairs import (
    PAIRED,
    Pairs,
    acts_between,
    meant,
    pair_of,
    same_state,
    state_party,
    states_by_code,
    usual_opponents,
)
from rasid.extract.scene import OFFICIAL, POSSESSED, Scene, is_anybody, is_unnamed, of_state
from rasid.extract.targets import ending_keys
from rasid.extract.words import acts_by_noun, between_relation, name_start
from rasid.knowledge.load import Knowledge
from rasid.model import (
    Act,
    ActorRef,
    Argument,
    Assertion,
    Chunk,
    Code,
    DateValue,
    Event,
    Factuality,
    Mention,
    Party,
    PlaceRef,
    PlaceValue,
    Quantity,
    Reading,
    Span,
    Tally,
    TimeValue,
    stage,
)

OPEN = {"possible", "planned"}
DECIDING = {"io", "government", "party"}  # who adopts resolutions and issues decrees
ALOOF = {"io", "media", "company", "civilians"}  # whose warnings announce no harm of their own
FIGHTERS = "find_actors:generic:fighters"
UNKNOWN = "find_actors:generic:unidentified"  # persons of whom nothing is said but that nobody knows them
FAR = 6  # sentences over which an act is taken up by the words that told it
AUTHORED = 8  # acts with a known author that later sentences may take up
ACT_REACH = 12  # words behind a verb of threatening among which the act is named
SPEAKERS = 3  # of one speech act that stand in its chain
MEDIATION = "consult.mediate"  # the entry of standing between two
DENIAL, RECALL = "denial.deny", "sanction.recall"
SHOOTING = {"open_fire"}
MUTUAL = {"AGREE", "COOPERATE"}
FORCES = {"armed_group", "state_force", "government", "party", "person"}


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave to later ones."""

    speaker: tuple[Party, ...] = ()
    heard: tuple[Party, ...] = ()  # all who have spoken, the latest last
    attack: Assertion | None = None
    attack_event: Event | None = None
    march: Event | None = None  # the protest placed last
    pairs: Pairs = field(default_factory=Pairs)
    issuer: tuple[Party, ...] = ()  # who issued the document told of last, or decided something
    authored: tuple[Event, ...] = ()  # the acts told last whose author is known


class Teller:
    """Turns the events of one sentence into assertions."""

    def __init__(
        self, scene: Scene, knowledge: Knowledge, events: list[Event], memory: Memory, spread: set[Span]
    ) -> None:
        self.scene, self.knowledge, self.events, self.memory = scene, knowledge, events, memory
        self.spread = spread  # the triggers told of several places, over which one count cannot be divided
        self.said = Attributions(scene, knowledge, memory.speaker, memory.heard)
        self.speech_entries = knowledge.derived(
            "speech events", lambda k: {e.id for e in k.events if e.speech == "yes"}
        )
        self.warnings = knowledge.derived(
            "warnings",
            lambda k: frozenset(s + k.lemma(v.split()[0]) for c in k.cues("warning") for v in c.verbs for s in "=~"),
        )
        self.cues = Cues(scene, knowledge)
        self.consumed: set[int] = set()
        self.settled: list[Event] = []  # the acts reported, with what carried over to them
        self.counts = Counts(scene, knowledge, events, self.said)

    # ---- helpers --------------------------------------------------------------------------------------------

    def parties(self, event: Event, role: str) -> tuple[Party, ...]:
        """The parties of a role, each once."""
        found: list[Party] = []
        for mention in event.role(role):
            if role == "target" and event.plover == "COERCE" and is_unnamed(mention):
                continue
            if role == "source" and mention.by == UNKNOWN:
                continue
            if mention.by in PAIRED:
                several = self.several(event, mention, role)
                found.extend(p for p in several if not any(same_party(p, q) for q in found))
                continue
            if role == "target" and is_anybody(mention):
                mention = next((v for h in event.harms[:1] for v in h.victims), mention)
            if role == "target" and unowned(mention):
                mention = next((v for h in event.harms for v in h.victims if same_kind(v, mention)), mention)
            value = mention.value
            if role == "source" and isinstance(value, ActorRef) and value.anonymous and value.organ is not None:
                mention = replace(mention, value=value.organ)  # who is not named acts for his body
            party = party_of(mention, speaking=False)
            if role == "target":
                party = self.own_fighter(event, party, mention)
            if not any(same_party(party, p) for p in found):
                found.append(party)
        if role == "target" and not found and self.mutual(event):
            found.extend(p for m in event.role("source") if m.by in PAIRED for p in self.several(event, m, role))
        return tuple(found)

    def doing(self, speakers: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who does the speech act of the last of its speakers: he, or the body whose spokesman he is."""
        for party in speakers[-1:]:
            for mention in self.scene.reading.mentions:
                if mention.span == party.span and isinstance(mention.value, ActorRef):
                    return (party_of(mention, speaking=False),)
        return speakers[-1:]

    def several(self, event: Event, mention: Mention, role: str) -> list[Party]:
        """Whom words like "the two sides" mean: of something done to each other, one on either side."""
        pairs = self.memory.pairs
        here = [p for e in self.events if e.last <= mention.first and (p := pair_of(e)) is not None]
        if here:
            pairs = replace(pairs, rivals=(*pairs.rivals, *here), recent=(*pairs.recent, *here))
        others = [
            party_of(a.mention, speaking=False)
            for a in event.arguments
            if a.role in ("source", "target") and a.mention.by not in PAIRED
        ]
        if others and event.kind == "meeting" and role == "target":
            return []  # only what is talked of lies between the two
        found = meant(mention, self.scene.reading, self.knowledge, pairs, others)
        alone = not any(m.by not in PAIRED for m in event.role("source"))
        if len(found) == 2 and self.mutual(event) and alone:
            return found[:1] if role == "source" else found[1:]
        return found

    def mutual(self, event: Event) -> bool:
        """Whether the two who do an act do it to or with each other."""
        return event.kind == "meeting" or event.plover in MUTUAL or self.reciprocal(event)

    def is_speech(self, event: Event) -> bool:
        """Whether an event is done by speaking."""
        return event.entry in self.speech_entries

    def speaker_of(self, event: Event) -> tuple[Party, ...]:
        """Those who do a speech act, as links of the chain; who tells of what "his country" does speaks himself."""
        if any(m.by.endswith(POSSESSED) for m in event.role("source")):
            verb = self.scene.reading.clauses[event.clause].verb
            speakers = self.scene.subject(verb).actors if verb is not None and verb >= self.scene.first else ()
            return tuple(party_of(m, speaking=True) for m in speakers if not m.by.endswith(POSSESSED))[:SPEAKERS]
        return tuple(party_of(m, speaking=True) for m in event.role("source"))[:SPEAKERS]

    def chain(self, event: Event) -> tuple[Party, ...]:
        """Who says so; of a speech act the speaker is the last link."""
        reported = self.said.chain(event)
        own = self.is_speech(event) or event.claimed or event.kind in ("claim", "denial")
        if not own:
            return reported
        speakers = () if self.reciprocal(event) and event.kind != "meeting" else self.speaker_of(event)
        if reported and self.is_speech(event) and event.kind == "statement" and not self.quoted_after(event):
            speakers = ()
        chain: list[Party] = []
        for party in (*self.said.media(event.clause, event.first), *reported, *speakers):
            if not any(same_party(party, p) for p in chain):
                chain.append(party)
        return tuple(chain)

    def quoted_after(self, event: Event) -> bool:
        """Whether words of the speaker are quoted behind a speech act in its sentence, or hang on it as a clause."""
        scene = self.scene
        others = (s.first for s in self.said.sayings if s.first > event.first and s.how == "verb" and not s.carried)
        end = (
            scene.tokens[first].span.start
            if (first := min(others, default=None)) is not None
            else scene.sentence.span.end
        )
        if any(q.span.start >= event.span.start and q.span.end <= end for q in scene.reading.quotes):
            return True
        return self.said.governs(event.first, event.clause)

    def inside(self, outer: Event, inner: Event) -> bool:
        """Whether an event stands in what another, a speech act, speaks of."""
        if inner is outer or inner.first <= outer.first or self.told_before_it(outer, inner):
            return False
        scene = self.scene
        if outer.clause == inner.clause:
            return True
        if outer.clause not in set(scene.ancestors(inner.clause)):
            return False
        for number in [inner.clause, *scene.ancestors(inner.clause)]:
            if number == outer.clause:
                break
            clause = scene.reading.clauses[number]
            if clause.kind == "participle" or (clause.kind == "adverbial" and self.said.parts(number)):
                return False
        return True

    def told_before_it(self, outer: Event, inner: Event) -> bool:
        """Whether a preposition of time or cause stands between a threat and an act: "exchanged threats after"."""
        done = done_before(self.knowledge)
        return outer.kind == "threat" and any(
            c.prep in done and c.clause == outer.clause and outer.last <= c.first <= inner.first
            for c in self.scene.chunks
        )

    # ---- telling --------------------------------------------------------------------------------------------

    def tell(self) -> list[Assertion]:
        """The assertions of the sentence, in order."""
        told: list[Assertion] = []
        acts = [
            e
            for e in self.events
            if e.kind != "named" and (self.is_speech(e) or e.kind in ("threat", "denial", "claim"))
        ]
        for act in acts:
            if id(act) in self.consumed:
                continue
            if act.kind == "denial":
                if not self.undenied(act):
                    told.extend(self.denial(act))
            elif act.kind == "threat":
                if self.only_opens(act):
                    self.consumed.update(id(e) for e in self.events if self.warned_of(act, e))
                else:
                    told.extend(self.threat(act))
            elif act.kind == "claim":
                told.extend(self.claim(act))
            else:
                told.extend(self.statement(act))
        for said in self.said.sayings:
            if said.entry.commitment == "denies" and self.cues.negated(said.first) is None:
                told.extend(self.denied_by(said))
        for event in self.events:
            if (
                id(event) in self.consumed
                or self.is_speech(event)
                or event.kind in ("threat", "denial", "claim", "named")
            ):
                continue
            told.extend(self.report(event))
        told.extend(self.own_words(told))
        sizes = list(self.counts.strengths())
        told = [
            a
            for a in told
            if not (a.plover == "MOBILIZE" and a.kind == "event" and any(self.counts.states_size(a, z) for z in sizes))
        ]
        told.extend(sizes)
        pairs = replace(self.memory.pairs.after(told), here=acts_between(told))
        told = [self.summed_up(self.against(a, pairs), told) for a in told]
        return sorted(once(told), key=lambda a: (a.span, a.kind, a.id))

    def base(self, event: Event, kind: str, **changes: object) -> Assertion:
        """An assertion of an event with what both share filled in."""
        killed, wounded = losses(event.harms)
        plover = event.plover
        assertion = Assertion(
            id="",
            kind=kind,
            plover=plover,
            span=event.span,
            source=self.parties(event, "source"),
            target=self.parties(event, "target"),
            addressee=self.parties(event, "addressee"),
            place=None if kind == "statement" and plover not in WISHES else place_value(event.place),
            date=date_value(event.time),
            factuality=event.factuality,
            attribution=self.chain(event),
            condition=event.condition if kind == "threat" or event.factuality.value == "conditional" else None,
            channel=self.channel(event),
            deadline=self.deadline(event) if plover in ("THREATEN", "REQUEST") or kind == "threat" else None,
            weapons=event.weapons,
            killed=killed,
            wounded=wounded,
            mode=event.mode,
            cameo=event.cameo,
            acled=event.acled,
            sentence=event.sentence,
            by=event.by,
            score=event.score,
        )
        if not assertion.target:
            vague = event.plover == "COERCE" or kind == "tally"
            known = [v for h in event.harms for v in h.victims if not vague or not is_unnamed(v)]
            victims = tuple(self.own_fighter(event, party_of(v, speaking=False), v) for v in known)
            kept: list[Party] = []
            for party in victims:
                if not any(same_party(party, p) for p in (*kept, *assertion.source)):
                    kept.append(party)
            assertion = replace(assertion, target=tuple(kept[:2]))
        if kind in ("claim", "meeting"):
            where = place_value(event.place)
            target = tuple(
                p
                for p in assertion.target
                if p.type != "media" and not (kind == "meeting" and where is not None and p.span == where.span)
            )
            assertion = replace(assertion, target=target)
        return replace(assertion, **changes)

    def own_fighter(self, event: Event, victim: Party, mention: Mention) -> Party:
        """Whose the dead are who are only called fighters or members of a force: of the armed force that tells of them,
        else of the one that the attack told last has hit.
        """
        value = mention.value
        if mention.by != FIGHTERS or not unowned(mention) or not isinstance(value, ActorRef):
            return victim
        doers = self.source_parties(event)
        speakers = [p for p in self.chain(event)[-1:] if p.type in FORCES - {"person"} and p.entry]
        if speakers and not any(same_party(s, p) for s in speakers for p in doers):
            return speakers[0]
        known = self.memory.attack_event
        elsewhere = known is None or (event.place is not None and event.place != known.place)
        if known is None or elsewhere or not 0 <= self.scene.number - known.sentence <= REACH:
            return victim
        hit = [party_of(a.mention, speaking=False) for a in suffered(known)]
        forces = [p for p in hit if p.type in FORCES - {"party", "person"} and p.entry]
        return forces[0] if forces and not any(same_party(forces[0], p) for p in doers) else victim

    def source_parties(self, event: Event) -> list[Party]:
        """Who does an act, as parties."""
        return [party_of(m, speaking=False) for m in event.role("source")]

    def channel(self, event: Event) -> Span | None:
        """The words for the document or medium by which something is said."""
        found = self.said.channel(event)
        if found is None:
            return None
        tokens = self.scene.tokens
        return tokens[found.first].span.to(tokens[found.last - 1].span)

    def deadline(self, event: Event) -> DateValue | None:
        """Until when a threat or demand leaves time: the first "until", "within", "before" behind its trigger."""
        for mention in self.scene.times:
            value = mention.value
            if isinstance(value, TimeValue) and value.relation == "until" and mention.first > event.first:
                return DateValue(None, value.end, value.grain, "said", mention.span)
        return None

    def threatened(self, event: Event, inner: list[Event], condition: Span | None) -> Act | None:
        """What a threat threatens: an act told behind its verb, a noun of its own words, or its verb in the future."""
        if not self.is_speech(event):
            return Act(None, event.span)
        nouns = self.knowledge.derived("acts by noun", acts_by_noun)
        for at in range(event.first + 1, min(event.first + ACT_REACH, self.scene.last)):
            token = self.scene.tokens[at]
            if not self.scene.same_clause(at, event.first) or (
                condition is not None and token.span.start >= condition.start
            ):
                break
            plover = next((nouns[key] for key in token.keys if key in nouns), None)
            if plover is not None:
                return Act(plover, Span(name_start(token), token.span.end))
        for act in inner:
            in_condition = condition is not None and condition.start <= act.span.start < condition.end
            if not self.is_speech(act) and act.plover and act.first >= event.last and not in_condition:
                return Act(act.plover, act.span)
        return None

    def addressees(self, event: Event) -> tuple[Party, ...]:
        """To whom a threat is addressed: behind "to", else the object of its own verb."""
        named = self.parties(event, "addressee")
        if named:
            return named
        told_to = [p for s in self.said.covering(event) for p in s.told_to]
        if told_to:
            return tuple(told_to)
        objects = (a.mention for a in event.arguments if a.role == "target" and a.how == "object")
        return tuple(party_of(m, speaking=False) for m in objects) if self.is_speech(event) else ()

    def report(self, event: Event) -> list[Assertion]:
        """An act reported, or claimed by its author, or announced as a threat, or counted over a window."""
        chain = self.chain(event)
        source = self.parties(event, "source")
        tally = self.tally(event)
        if tally is not None:
            return [tally]
        future = event.factuality.value == "planned" or (
            event.factuality.value == "conditional" and event.condition is not None
        )
        own = bool(chain) and any(same_party(chain[-1], p) or self.speaks_for(chain[-1], p) for p in source)
        himself = self.doing(chain) if not source and chain and self.of_himself(event) else ()
        own = own or bool(himself)
        if event.plover in VIOLENT and future and chain and (own or not source) and not self.scheduled(event):
            value = "conditional" if event.condition else "asserted"
            cues = event.factuality.cues
            return [
                self.base(
                    event,
                    "threat",
                    plover="THREATEN",
                    source=source or self.doing(chain),
                    factuality=Factuality(value, cues),
                    condition=event.condition,
                    addressee=self.addressees(event),
                    act=Act(event.plover, event.span),
                    deadline=self.deadline(event),
                )
            ]
        if own and event.factuality.value == "denied" and not future and event.plover not in (None, "REJECT"):
            return [self.base(event, "denial", source=self.doing(chain))]
        if event.claimed:
            event = self.told_before(event)
            return [self.base(event, "claim", plover=event.plover or "ASSAULT")]
        event = carried_over(self.scene, self.knowledge, self.counted_again(event), self.memory.attack_event)
        if self.memory.march is not None and marches_on(self.scene, self.knowledge, event, self.memory.march):
            event = replace(event, place=self.memory.march.place)
        self.settled.append(event)
        source = himself or self.parties(event, "source")
        kind = event.kind
        claimable = event.plover == "ASSAULT" and event.factuality.value == "asserted" and not self.reciprocal(event)
        if claimable and own and kind == "event":
            if any(p.type in ("armed_group", "state_force", "government") for p in source):
                kind = "claim"
        told = self.base(event, kind, source=source)
        if event.plover == "PROTEST" and kind == "event":
            told = replace(told, quantity=self.counts.crowd(event))
        if kind in ("event", "statement") and self.reciprocal(event) and told.source and told.target:
            return self.both_ways(told)
        return [told]

    def of_himself(self, event: Event) -> bool:
        """Whether a speaker whom the sentence before has named tells of his own act: "It claimed that it killed"."""
        scene = self.scene
        if scene.tokens[event.first].pos != "VERB" or scene.is_passive(event.first):
            return False
        carried = any(s.carried and s.how == "verb" for s in self.said.covering(event))
        return carried and scene.complement_pronoun(scene.root(scene.clause(event.first))) is not None

    def counted_again(self, event: Event) -> Event:
        """A bare count of dead or wounded by another source, with author and victims of the act that its sentence has
        told of before.
        """
        bare = event.harms and not event.role("target") and not any(h.victims for h in event.harms)
        if event.plover != "ASSAULT" or event.kind != "event" or not bare or event.role("source"):
            return event
        outcomes = {h.outcome for h in event.harms}
        for earlier in reversed(self.settled):
            again = outcomes & {h.outcome for h in earlier.harms} and earlier.sentence == event.sentence
            if again and earlier.last <= event.first and earlier.plover == "ASSAULT" and suffered(earlier):
                authors = (a for a in earlier.arguments if a.role == "source")
                return replace(event, arguments=(*event.arguments, *authors, *suffered(earlier)))
        return event

    def told_before(self, event: Event) -> Event:
        """A definite act ("the attack") that is claimed or denied, with place and target of the one told before."""
        if event.plover != "ASSAULT" or not self.scene.tokens[event.first].features.definite:
            return event
        place = event.place or self.place_before(event)
        arguments = event.arguments
        if not event.role("target") and not any(h.victims for h in event.harms):
            arguments = (*arguments, *self.targets_before(event))
        return replace(event, place=place, arguments=arguments)

    def targets_before(self, event: Event) -> tuple[Argument, ...]:
        """Whom the attack told last before an event hit, in its sentence or an earlier one."""
        here = [e for e in self.events if e.plover == "ASSAULT" and e.last <= event.first and e.kind == "event"]
        known = here[-1] if here else self.memory.attack_event
        if known is None:
            return ()
        return suffered(known)

    def place_before(self, event: Event) -> Mention | None:
        """Where the attack told last before an event was, in its sentence or an earlier one."""
        here = [e for e in self.events if e.plover == "ASSAULT" and e.last <= event.first and e.place is not None]
        known = self.memory.attack_event
        return here[-1].place if here else known.place if known is not None else None

    def attack_before(self, event: Event) -> tuple[PlaceValue | None, tuple[Party, ...]]:
        """Place and target of the attack told last before an event, in its sentence or an earlier one."""
        here = [
            e
            for e in self.events
            if e.plover == "ASSAULT" and e.kind == "event" and e.last <= event.first and e.factuality.value in HAPPENED
        ]
        if here:
            return place_value(here[-1].place), self.parties(here[-1], "target")
        known = self.memory.attack
        return (known.place, known.target) if known is not None else (None, ())

    def scheduled(self, event: Event) -> bool:
        """Whether a future act is only planned by somebody else's word (a cue that is no future tense)."""
        scene = self.scene
        if scene.tokens[event.first].pos in ("VERB", "AUX"):
            return False
        return not any(
            FUTURE in t.keys and t.span.start <= cue.start < t.span.end
            for cue in event.factuality.cues
            for t in scene.tokens[scene.first : event.first]
        )

    def speaks_for(self, speaker: Party, party: Party) -> bool:
        """Whether a speaker's own side does the act: its office-holder or spokesman stands at the same words."""
        if speaker.span is None:
            return False
        for mention in self.scene.reading.mentions:
            value = mention.value
            if mention.span != speaker.span or not isinstance(value, ActorRef):
                continue
            if value.entry is not None and party.entry in value.member_of and value.type == "person":
                return True
            own_state = party.type in OFFICIAL and value.type in ("person", "government")
            if own_state and value.country and value.country == party.country and not value.anonymous:
                return True
            if value.organ is not None:
                return value.organ.name == party.name or (
                    value.organ.entry is not None and value.organ.entry == party.entry
                )
        return False

    def claim(self, event: Event) -> list[Assertion]:
        """A claim of responsibility: the act claimed, here or told before."""
        inner = next(
            (
                e
                for e in sorted(self.events, key=lambda e: e.kind == "named")
                if self.inside(event, e) and e.plover in VIOLENT and id(e) not in self.consumed
            ),
            None,
        )
        source = self.parties(event, "source")
        nobody = event.factuality.value == "denied"
        if inner is not None:
            self.consumed.add(id(inner))
            inner = self.told_before(inner)
            if event.harms and not inner.harms:
                inner = replace(inner, harms=event.harms)
            return [
                self.base(
                    inner,
                    "claim",
                    span=event.span,
                    source=() if nobody else source,
                    factuality=event.factuality,
                    attribution=self.chain(event) if not nobody else self.said.chain(event),
                    date=date_value(event.time),
                    by=event.by,
                )
            ]
        place, target = self.attack_before(event)
        extra: dict[str, object] = {
            "place": place_value(event.place) or place,
            "target": self.parties(event, "target") or target,
        }
        if nobody:
            extra |= {"source": (), "attribution": self.said.chain(event)}
        return [self.base(event, "claim", plover="ASSAULT", **extra)]

    def denial(self, event: Event) -> list[Assertion]:
        """A denial: of the act named with it, else of the attack told before."""
        inner = [e for e in self.events if self.inside(event, e) and (not self.is_speech(e) or e.kind == "named")]
        about = [e for e in inner if self.goes_about(e)]
        self.consumed.update(id(e) for e in about)
        inner = [e for e in inner if e not in about]
        same = sorted(inner, key=lambda e: e.kind == "named")
        before = [e for e in self.events if e.last <= event.first and not self.is_speech(e)]
        around = set(self.scene.ancestors(event.clause))
        governing = [] if same else [e for e in before if e.clause in around][-1:]
        for other in (*same, *governing):
            self.consumed.add(id(other))
        same = same or [replace(e, place=self.carried(e).place) for e in governing]
        if not same and self.points_back(event):
            same = [replace(self.carried(e), time=None) for e in before if e.kind in ("event", "claim")][-1:]
        carried = self.memory.speaker[-1:] if self.leaves_open(event) else ()
        chain = self.chain(event) or carried
        denier = self.parties(event, "source") or self.doing(chain)
        factuality = Factuality("denied", (event.span,))
        if same:
            act = self.told_before(replace(same[0], place=same[0].place or self.denied_at(event, same)))
            known = self.parties(act, "target") or self.fired_at(act) or self.agreeing(act, denier)
            return [
                self.base(
                    act,
                    "denial",
                    span=event.span,
                    source=denier,
                    factuality=factuality,
                    attribution=chain,
                    by=event.by,
                    weapons=act.weapons,
                    target=() if self.of_nobody(act) else known,
                    killed=None,
                    wounded=None,
                )
            ]
        thing = self.denied_thing(event)
        if thing is not None:
            target = tuple(p for p in self.denied_to(thing) if not any(same_party(p, s) for s in denier))
            return [self.base(event, "denial", source=denier, target=target, factuality=factuality, attribution=chain)]
        attack = None if self.denies_itself(event) else self.memory.attack
        plover = event.plover or ("ASSAULT" if attack is not None else None)
        extra: dict[str, object] = {}
        if attack is not None:
            place, target = self.attack_before(event)
            extra = {"place": place, "target": target}
        return [
            self.base(event, "denial", plover=plover, source=denier, factuality=factuality, attribution=chain, **extra)
        ]

    def denied_at(self, event: Event, acts: list[Event]) -> Mention | None:
        """Where what is denied would have been: the place of any act in it, or one in a clause of it."""
        later = [e.first for e in self.events if e.kind == "denial" and e.first > event.first]
        end = min(later, default=self.scene.last)
        found = [e.place for e in acts if e.place is not None and event.first < e.place.first < end]
        own = event.place
        if not found and own is not None and event.first < own.first < end:
            return own if self.scene.root(self.scene.clause(own.first)) != event.clause else None
        there: frozenset[str] = self.knowledge.cue_keys("there")
        last = max(e.last for e in acts)
        behind = (t for t in range(last, end) if self.scene.same_clause(t, acts[-1].first))
        if not found and any(self.scene.tokens[t].norm in there for t in behind):
            return self.place_before(event)
        return found[0] if found else None

    def points_back(self, event: Event) -> bool:
        """Whether a verb of denying has only a pronoun for what is denied: "denied that", "which it denied"."""
        scene, token = self.scene, self.scene.tokens[event.first]
        behind = scene.tokens[event.last] if event.last < scene.last else None
        return token.enclitic is not None or (behind is not None and behind.function == "demonstrative")

    def carried(self, act: Event) -> Event:
        """An act with what the sentences before leave to it."""
        return carried_over(self.scene, self.knowledge, act, self.memory.attack_event)

    def denies_itself(self, event: Event) -> bool:
        """Whether what is denied is named with the verb and no act told before: "denied the presence of fighters"."""
        chunk = self.scene.object(event.first).chunk if self.scene.tokens[event.first].pos == "VERB" else None
        existing: frozenset[str] = self.knowledge.cue_nominals("existence")
        return chunk is not None and not existing.isdisjoint(self.scene.tokens[chunk.head].keys)

    def fired_at(self, act: Event) -> tuple[Party, ...]:
        """At whom the shooting that is denied was, where the attack told before says so."""
        return self.attack_before(act)[1] if act.entry in SHOOTING and act.place is None else ()

    def of_nobody(self, act: Event) -> bool:
        """Whether what is denied is harm to anybody at all: "denied the injury of any of its men"."""
        hit = act.role("target")
        return act.entry in BARE_HARMS and bool(hit) and all(map(is_anybody, hit))

    def agreeing(self, act: Event, denier: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who is said to have agreed to something, where another denies it."""
        others = self.parties(act, "source") if act.plover in {"AGREE", "CONSULT", "CONCEDE"} else ()
        return tuple(p for p in others if not any(same_party(p, d) or self.speaks_for(d, p) for d in denier))

    def denied_to(self, thing: Chunk) -> tuple[Party, ...]:
        """Whom what is denied would concern: the one whom its words name, unless it is of the denier's own."""
        behind = self.scene.chunk(thing.last)
        own = behind is not None and behind.prep in self.scene.owning and self.scene.tokens[behind.head].enclitic
        if own or self.scene.tokens[thing.last - 1].enclitic is not None:
            return ()
        named = [m for m in self.scene.actors_in(thing) if not is_anybody(m)]
        return tuple(party_of(m, speaking=False) for m in named)

    def denied_thing(self, event: Event) -> Chunk | None:
        """What a verb of denying denies where that is no act known to the sheets: what somebody does, has or gives."""
        verb = self.scene.tokens[event.first].pos == "VERB" and event.entry == DENIAL
        thing = self.scene.object(event.first).chunk if verb else None
        if thing is None:
            return None
        head = self.scene.tokens[thing.head]
        deeds = self.knowledge.cue_nominals("deeds")
        plain = any(k.startswith("*") for k in head.keys) and not head.features.definite
        return thing if (plain or deeds & set(head.keys)) and thing.head == thing.first else None

    def goes_about(self, event: Event) -> bool:
        """Whether an event is only how a denied report goes about: "what pages have exchanged about"."""
        clause = self.scene.reading.clauses[event.clause]
        chunk = self.scene.chunk(event.first)
        bare = chunk is None or chunk.kind != "np" or not chunk.prep
        return clause.kind == "relative" and clause.anchor is None and bare

    def leaves_open(self, event: Event) -> bool:
        """Whether the words of a speech act leave its speaker to the sentence before: a verb without a subject of its
        own.
        """
        token = self.scene.tokens[event.first]
        if token.pos not in ("VERB", "AUX") and not any(k.startswith("~") for k in token.keys):
            return False
        return self.scene.subject(event.first).chunk is None

    def issuer(self, event: Event) -> tuple[Party, ...]:
        """Who issued the document that does a speech act: "the resolution called on", "the report accused"."""
        if self.scene.tokens[event.first].pos != "VERB":
            return ()
        subject = self.scene.subject(event.first)
        chunk = subject.chunk
        issued = self.knowledge.cue_nominals("issued")
        if chunk is None or not issued & set(self.scene.tokens[chunk.head].keys):
            return ()
        if subject.how == "head of relative clause":
            return self.deciding(event)
        if not self.scene.tokens[chunk.head].features.definite or self.said.chain(event):
            return ()
        return self.memory.issuer

    def deciding(self, event: Event) -> tuple[Party, ...]:
        """Who adopts, votes on or issues the document that a clause describes: the subject of the clause around."""
        scene = self.scene
        governor = scene.reading.clauses[event.clause].governor
        verb = scene.reading.clauses[scene.root(governor)].verb if governor is not None else None
        if verb is None or not scene.first <= verb < event.first or scene.speaks(verb):
            return ()
        parties = tuple(party_of(m, speaking=False) for m in scene.subject(verb).actors)
        return parties if all(p.type in DECIDING for p in parties) else ()

    def undenied(self, event: Event) -> bool:
        """Whether a verb of denying is itself negated: "did not deny that"."""
        token = self.scene.tokens[event.first]
        return token.pos in ("VERB", "AUX") and self.cues.negated(event.first) is not None

    def denied_by(self, said: Said) -> Iterator[Assertion]:
        """The acts that a verb of denying governs."""
        covered = [
            e for e in self.events if self.said.covers(said, e) and id(e) not in self.consumed and not self.is_speech(e)
        ]
        if not covered:
            return
        for other in covered:
            self.consumed.add(id(other))
        span = self.scene.tokens[said.first].span
        yield self.base(covered[0], "denial", span=span, source=said.speakers, factuality=Factuality("denied", (span,)))

    def only_opens(self, event: Event) -> bool:
        """Whether a warning only opens a threat that stands in its own clause behind it: "warned that they will be met
        with ..."."""
        return bool(self.warnings & set(self.scene.tokens[event.first].keys)) and any(
            e.kind == "threat" and not self.is_speech(e) and e.clause != event.clause and self.inside(event, e)
            for e in self.events
        )

    def warned_of(self, event: Event, act: Event) -> bool:
        """Whether an act of violence is only what a warning warns its addressee not to do."""
        return act.plover in VIOLENT and act.clause == event.clause and self.inside(event, act)

    def goes_on(self, event: Event, later: Event) -> bool:
        """Whether a participle of threatening only goes on with a threat: "threatened them, vowing a reply"."""
        clause = self.scene.reading.clauses[later.clause]
        return (
            later.kind == "threat"
            and later.first > event.last
            and clause.kind == "participle"
            and clause.verb == later.first
            and event.clause in set(self.scene.ancestors(later.clause))
        )

    def threat(self, event: Event) -> list[Assertion]:
        """A threat with what it threatens, on which condition."""
        inner = [
            e
            for e in self.events
            if (self.inside(event, e) or self.goes_on(event, e))
            and e.kind in ("event", "threat", "named")
            and id(e) not in self.consumed
        ]
        chain = self.chain(event)
        source = self.parties(event, "source")
        if not source and chain:
            source = self.doing(chain)
        if not source and self.memory.speaker and self.leaves_open(event):
            chain = chain or self.memory.speaker[-1:]
            source = self.doing(self.memory.speaker)
        if self.warnings & set(self.scene.tokens[event.first].keys) and source and all(p.type in ALOOF for p in source):
            warned = self.base(event, "statement", plover=None, source=source, attribution=chain, mode="", cameo="")
            return [replace(warned, target=(), place=None, weapons=(), killed=None, wounded=None)]
        weapons = event.weapons
        target = tuple(p for p in self.parties(event, "target") if not any(same_party(p, s) for s in source))
        for act in inner:
            self.consumed.add(id(act))
            if act.kind != "named":
                weapons = weapons or act.weapons
        condition = event.condition or next((e.condition for e in inner if e.condition), None)
        place = event.place or next((a.place for a in inner if a.place and self.threatens(event, a, condition)), None)
        for act in sorted(inner, key=lambda e: e.plover not in VIOLENT):
            if act.plover not in VIOLENT:
                target = target or self.hindered(condition, source)
            target = target or tuple(
                p for p in self.parties(act, "target") if not any(same_party(p, s) for s in source)
            )
        addressees = self.addressees(event)
        target = target or tuple(p for p in addressees if not any(same_party(p, s) for s in source))
        target = target or self.hindered(condition, source)
        value = "conditional" if condition else "asserted"
        told = [
            self.base(
                event,
                "threat",
                plover="THREATEN",
                source=source,
                target=target,
                place=place_value(place),
                weapons=weapons if inner or event.weapons else (),
                factuality=Factuality(value, event.factuality.cues),
                condition=condition,
                attribution=chain,
                addressee=addressees,
                act=self.threatened(event, inner, condition),
                killed=None,
                wounded=None,
            )
        ]
        if self.reciprocal(event) and source and target:
            told = self.both_ways(told[0])
        return told

    def threatens(self, event: Event, act: Event, condition: Span | None) -> bool:
        """Whether an act told behind a threat is what it threatens, so that its place is that of the threat."""
        entries = self.knowledge.derived("events by id", lambda k: {e.id: e for e in k.events})
        entry = entries[event.entry]
        if entry.placed == "no" or (condition is not None and condition.start <= act.span.start < condition.end):
            return False
        if act.kind != "named" or act.clause != event.clause:
            return True
        chunk = self.scene.chunk(act.first)
        topics = {self.knowledge.spelling.relation(word) for word in entry.roles.get("topic", ())}
        return chunk is not None and chunk.prep in topics

    def hindered(self, condition: Span | None, source: tuple[Party, ...]) -> tuple[Party, ...]:
        """Whose act a threat hangs on: the first party, not its author, that its condition names, or the two between
        whom what it tells of goes on.
        """
        if condition is None:
            return ()
        doing: frozenset[str] = self.knowledge.derived("doers", doers)
        between = self.knowledge.derived("between two", between_relation)
        for mention in self.scene.actors:
            if not condition.start <= mention.span.start < condition.end:
                continue
            chunk = self.scene.chunk(mention.first)
            if mention.by in PAIRED:
                two = meant(mention, self.scene.reading, self.knowledge, self.memory.pairs, [])
                found = tuple(p for p in two if not any(same_party(p, s) for s in source))
                if found:
                    return found
                continue
            party = party_of(mention, speaking=False)
            own = any(same_party(party, s) or self.of_body(s, party) for s in source)
            if party.type not in FORCES or own or (chunk is not None and self.done_to(chunk, condition)):
                continue
            if chunk is not None and chunk.prep == between:
                named = (m for c in self.scene.with_joined(chunk) for m in self.scene.actors_in(c))
                sides = (party_of(m, speaking=False) for m in named)
                return tuple(p for p in sides if not any(same_party(p, s) for s in source))
            place = chunk is not None and chunk.prep and any(p.span == mention.span for p in self.scene.places)
            if not place and (chunk is None or chunk.prep in doing):
                return (party,)
        return ()

    def of_body(self, speaker: Party, party: Party) -> bool:
        """Whether a speaker belongs to a body, and to one of a state only where he speaks for a state."""
        rebels = party.type in OFFICIAL and any(
            m.span == speaker.span and isinstance(m.value, ActorRef) and not of_state(m.value)
            for m in self.scene.reading.mentions
        )
        return not rebels and self.speaks_for(speaker, party)

    def done_to(self, chunk: Chunk, condition: Span) -> bool:
        """Whether a phrase of a condition is the object of somebody else's act."""
        verb = self.scene.reading.clauses[self.scene.root(chunk.clause)].verb
        if verb is None or not verb < chunk.first or self.scene.tokens[verb].span.start < condition.start:
            return False
        return self.scene.object(verb).chunk is chunk

    def reciprocal(self, event: Event) -> bool:
        """Whether A and B do it to each other."""
        return event.entry in self.knowledge.derived(
            "reciprocal", lambda k: {e.id for e in k.events if e.reciprocal == "yes"}
        )

    def both_ways(self, told: Assertion) -> list[Assertion]:
        """An assertion and the same with the roles swapped."""
        chain = tuple(p for p in told.attribution if not any(same_party(p, s) for s in (*told.source, *told.target)))
        first = replace(told, attribution=chain)
        return [first, replace(first, source=told.target, target=told.source, killed=None, wounded=None)]

    def statement(self, event: Event) -> list[Assertion]:
        """An accusation, demand, refusal, warning, praise; what it speaks of is no report of its own."""
        inner = [e for e in self.events if self.inside(event, e) and id(e) not in self.consumed]
        told_itself = (a for a in inner if a.kind != "named" and a.plover in VIOLENT)
        if not event.plover and any(a.factuality.value in OPEN for a in told_itself):
            return []  # the violence that is feared or expected is told itself
        chain = self.chain(event)
        source = self.parties(event, "source")
        if issuer := self.issuer(event):
            source = chain = issuer
        if not source and self.memory.speaker and not self.said.chain(event) and self.leaves_open(event):
            chain = self.memory.speaker[-1:]
            source = self.doing(chain)
        elif not source and chain:
            source = self.doing(chain)
        if event.plover is None and not source and not chain and self.leaves_open(event):
            return []
        for act in inner:
            if self.is_speech(act):
                if self.part_of(event, act):
                    self.consumed.add(id(act))
                continue
            detailed = bool(act.weapons or act.place or act.time or any(h.count is not None for h in act.harms))
            if event.plover == "ACCUSE" and detailed and act.plover in VIOLENT | {"AID"}:
                continue
            if self.aside(event, act):
                continue
            self.consumed.add(id(act))
        told = self.base(event, event.kind, source=source, attribution=chain, weapons=(), killed=None, wounded=None)
        if told.factuality.value == "planned" and event.kind == "statement":
            told = replace(told, factuality=Factuality("asserted"))
        if event.condition and event.plover in ("REJECT", None):
            told = replace(told, condition=event.condition, factuality=Factuality("conditional"))
        if event.plover == "ACCUSE" and not told.target:
            told = replace(told, target=self.author_before(event, inner, told.source))
        if self.reciprocal(event) and told.source and told.target:
            return self.both_ways(told)
        return [told]

    def author_before(self, event: Event, inner: list[Event], source: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who did the attack told before that an accusation takes up without naming anybody: "condemned the attack",
        "the crime".
        """
        again = [e for e in inner if e.plover in VIOLENT and not e.role("source")]
        named = next((k for e in again if (k := self.told_so(e)) is not None), None)
        known = named or self.memory.attack_event
        if known is None or (named is None and self.scene.number - known.sentence > REACH):
            return ()
        bare = (
            e.entry == known.entry or (not e.arguments and self.scene.tokens[e.first].features.definite) for e in again
        )
        if named is None and not any(bare) and not self.takes_up(event):
            return ()
        return tuple(p for p in self.parties(known, "source") if not any(same_party(p, s) for s in source))

    def told_so(self, event: Event) -> Event | None:
        """The act with a known author that the text has told of by the same words as a definite one: "the attack", "the
        sanctions".
        """
        if not self.scene.tokens[event.first].features.definite and event.arguments:
            return None
        near = (e for e in reversed(self.memory.authored) if 0 < self.scene.number - e.sentence <= FAR)
        return next((e for e in near if e.entry == event.entry), None)

    def takes_up(self, event: Event) -> bool:
        """Whether a speech act is about an act told again by a word for any such act: "the crime", "the incident"."""
        entries = self.knowledge.derived("events by id", lambda k: {e.id: e for e in k.events})
        roles = entries[event.entry].roles if event.entry in entries else {}
        specs = [*roles.get("topic", ()), *roles.get("target", ())]
        thing = self.scene.object(event.first).chunk if "object" in specs else None
        if thing is None:
            relations = {self.knowledge.spelling.relation(s) for s in specs if s not in ("object", "of", "subject")}
            thing = next(iter(self.scene.governed_by(event.first, relations, reach=8)), None)
        if thing is None:
            return False
        words = self.knowledge.cue_nominals("retold")
        definite = any(t.features.definite for t in self.scene.tokens[thing.first : thing.last])
        return definite and bool(words & set(self.scene.tokens[thing.head].keys))

    def part_of(self, event: Event, act: Event) -> bool:
        """Whether a speech act is only what another speaks of: a noun in its clause, or what it demands."""
        token = self.scene.tokens[act.first]
        if token.pos not in ("VERB", "AUX"):
            return act.clause == event.clause and act.kind == "statement"
        clause = self.scene.reading.clauses[act.clause]
        hangs = clause.kind == "complement" and clause.governor is not None
        return hangs and event.plover == "REQUEST" and self.scene.root(clause.governor or 0) == event.clause

    def aside(self, outer: Event, act: Event) -> bool:
        """Whether an act is told beside what a statement says: a dated one in a relative clause, or the meeting at
        which it is made.
        """
        scene = self.scene
        clause = scene.reading.clauses[act.clause]
        if clause.kind == "relative" and act.clause != outer.clause and act.factuality.value == "asserted":
            return act.time is not None and act.kind in ("event", "meeting")
        chunk = scene.chunk(act.first)
        occasions = self.knowledge.cue_relations("occasion")
        return act.kind == "meeting" and chunk is not None and act.clause == outer.clause and chunk.prep in occasions

    def against(self, told: Assertion, pairs: Pairs) -> Assertion:
        """A threat or refusal that names nobody is against the one that the text has set against its author; what was
        shot down without a sender was sent by the one set against its defender; who mediates does so between the two.
        """
        if MEDIATION in told.by and not told.target:
            here = pairs.recent[len(self.memory.pairs.recent) :]
            two = tuple(
                p for p in (here[-1] if here else pairs.sides() or ()) if not any(same_party(p, s) for s in told.source)
            )
            return replace(told, target=two, by=f"{told.by}+rival") if len(two) > 1 else told
        warded_off = told.factuality.value == "averted" and told.plover == "ASSAULT" and not told.killed
        if warded_off and told.target and not told.source:
            sender = pairs.attacker_of(told.target[0])
            named = sender is not None and sender.entry is not None
            return replace(told, source=(sender,), by=f"{told.by}+rival") if sender is not None and named else told
        if told.plover == "PROTEST" and not told.target:
            return replace(told, target=self.protested(told))
        if RECALL in told.by and not told.target and told.source:
            return replace(told, target=self.estranged(told))
        if told.target or not told.source or (told.kind != "threat" and told.plover != "REJECT"):
            return told
        if told.kind == "threat":
            rival = self.provoked(told, pairs) or self.defied(told, pairs)
        else:
            rival = next((r for p in self.sides(told) if (r := pairs.rival_of(p)) is not None), None)
        return told if rival is None else replace(told, target=(rival,), by=f"{told.by}+rival")

    def protested(self, told: Assertion) -> tuple[Party, ...]:
        """Who did or imposed what a protest is about, where the text has said so before: "against the sanctions"."""
        own = next((e for e in self.events if e.span == told.span), None)
        if own is None:
            return ()
        acts = (e for e in self.events if e.first >= own.last and e.clause == own.clause and not e.role("source"))
        known = next((k for e in acts if e.plover in VIOLENT | {"SANCTION"} and (k := self.told_so(e))), None)
        return self.parties(known, "source") if known is not None else ()

    def estranged(self, told: Assertion) -> tuple[Party, ...]:
        """The state from which an envoy is recalled that no word names: the one told of most before, other than those
        who recall theirs.
        """
        states = states_by_code(self.knowledge)
        own = {p.country for p in told.source}
        counts: Counter[str] = Counter()
        first: dict[str, Mention] = {}
        for mention in self.scene.reading.mentions:
            if mention.first >= self.scene.last or mention.span.start > told.span.start:
                break
            value = mention.value
            if isinstance(value, (ActorRef, PlaceRef)) and value.country in states and value.country not in own:
                counts[value.country] += 1
                first.setdefault(value.country, mention)
        best = counts.most_common(2)
        if not best or (len(best) == 2 and best[0][1] == best[1][1]):
            return ()
        code = best[0][0]
        return (state_party(states[code], first[code]),)

    def sides(self, told: Assertion) -> Iterator[Party]:
        """Who does an act, and the body for which he does it."""
        yield from (*told.source, *self.organs(told.source[0]))

    def defied(self, told: Assertion, pairs: Pairs) -> Party | None:
        """Whom a threat of violence is against that names nobody: who has done the attack told before to its author,
        else the one whom its author has fought in the text.
        """
        ending = self.knowledge.derived("nouns of ending", ending_keys)
        behind = self.scene.reading.token_at(told.span.end) + 1
        ends = any(ending & set(t.keys) for t in self.scene.tokens[behind : behind + 4])
        if ends or (told.act is not None and told.act.plover not in VIOLENT | {None, "THREATEN"}):
            return None
        foes = (r for p in self.sides(told) if (r := pairs.foe_of(p)) is not None and not self.of_one_side(r, p))
        return self.avenged(told) or next(foes, None)

    def avenged(self, told: Assertion) -> Party | None:
        """Who has done the attack told shortly before to the author of a threat, to his state or in his country."""
        known = self.memory.attack_event
        if known is None or not 0 < self.scene.number - known.sentence <= REACH:
            return None
        hit = [*self.parties(known, "target"), *(party_of(v, speaking=False) for h in known.harms for v in h.victims)]
        place = known.place.value if known.place is not None else None
        land = place.country if isinstance(place, PlaceRef) else ""
        sides = list(self.sides(told))
        own = any(same_party(h, s) or same_state(h, s) for h in hit for s in sides)
        own = own or any(s.country == land for s in sides if land and s.type in FORCES)
        for party in self.parties(known, "source"):
            if own and party.entry and party.type in FORCES and not any(self.of_one_side(party, s) for s in sides):
                return party
        return None

    def of_one_side(self, one: Party, other: Party) -> bool:
        """Whether two parties are one, of one state, or of one movement by the sheets."""
        entries = [self.scene.actor_entries.get(p.entry or "") for p in (one, other)]
        groups = [{e.id, e.parent, *e.umbrellas} - {""} if e is not None else set() for e in entries]
        return same_party(one, other) or same_state(one, other) or bool(groups[0] & groups[1])

    def summed_up(self, tally: Assertion, told: list[Assertion]) -> Assertion:
        """A count over many attacks or their victims that names no author, with that of the attacks or of the count
        told before it in its sentence: "X shelled the town, which brings the shellings since May to 40".
        """
        if tally.kind != "tally" or tally.plover != "ASSAULT" or tally.source:
            return tally
        before = [
            a
            for a in told
            if a.plover == "ASSAULT" and a.span.end <= tally.span.start and a.kind in ("event", "claim", "tally")
        ]
        author = before[-1].source if before and before[-1].factuality.value == "asserted" else ()
        if any(same_party(p, t) for p in author for t in tally.target):
            return tally
        return replace(tally, source=tuple(p for p in author if p.entry))

    def organs(self, party: Party) -> Iterator[Party]:
        """The body whose office the holder of one stands for."""
        for mention in self.scene.actors:
            if mention.span == party.span and isinstance(mention.value, ActorRef) and mention.value.organ is not None:
                yield party_of(replace(mention, value=mention.value.organ), speaking=False)

    def provoked(self, told: Assertion, pairs: Pairs) -> Party | None:
        """Who has done something to a party in the clause before its threat: "X expelled an envoy, Y vowed a reply"."""
        if told.kind != "threat":
            return None
        for one, other in reversed(pairs.here):
            if same_party(other, told.source[0]) or same_state(other, told.source[0]):
                return one
        return None

    def own_words(self, told: list[Assertion]) -> Iterator[Assertion]:
        """What a party says in its own words that it will do on a condition: a threat; or never: a refusal."""
        scene = self.scene
        cues = self.cues
        busy = {scene.reading.token_at(s.start) for a in told for s in (a.span, *a.factuality.cues)} | {
            t for e in self.events if e.kind != "named" for t in range(e.first, e.last)
        }
        for at in range(scene.first, scene.last):
            token = scene.tokens[at]
            if token.pos not in ("VERB", "AUX") or at in busy:
                continue
            never = cues.never(at)
            if FUTURE not in token.keys and not never:
                continue
            act = Event(
                "own_words", "statement", None, token.span, at, at + 1, scene.number, scene.root(scene.clause(at))
            )
            covering = self.said.covering(act)
            speakers = [p for s in covering for p in (*s.speakers, *s.inner)]
            if not speakers or any(s.entry.commitment == "denies" for s in covering):
                continue
            speaker = speakers[-1]
            if speaker.anonymous and not never and (condition := cues.condition(at)) is not None:
                doer = scene.subject(at)
                if doer.chunk is not None and not doer.actors:
                    yield self.forecast(at, act, condition)
                    continue
            if speaker.type not in FORCES or (speaker.anonymous and speaker.type == "civilians"):
                continue
            subject = scene.subject(at)
            parties = tuple(party_of(m, speaking=False) for m in subject.actors)
            own = (
                not parties
                or any(same_party(p, speaker) or self.speaks_for(speaker, p) for p in parties)
                or token.features.person == "1"
            )
            condition = cues.condition(at)
            if not own and not any(p.type in ("state_force", "armed_group", "government") for p in parties):
                if condition is not None and not never and not parties and subject.chunk is not None:
                    yield self.forecast(at, act, condition)
                continue
            if condition is None:
                continue
            chain = self.said.chain(act)
            source = parties[:1] or (speaker,)
            end = min(at + 3, scene.last)
            span = token.span.to(scene.tokens[end - 1].span) if scene.tokens[end - 1].pos != "PUNCT" else token.span
            yield Assertion(
                id="",
                kind="statement" if never else "threat",
                plover="REJECT" if never else "THREATEN",
                span=span,
                source=source,
                target=() if never else self.hindered(condition, source),
                factuality=Factuality("conditional" if condition else "asserted", (token.span,)),
                attribution=chain,
                condition=condition,
                sentence=scene.number,
                by="find_assertions:own_words",
                score=0.5,
            )

    def forecast(self, at: int, act: Event, condition: Span) -> Assertion:
        """What somebody says will happen on a condition, done by nobody: "the deal will collapse if"."""
        token = self.scene.tokens[at]
        return Assertion(
            id="",
            kind="statement",
            plover=None,
            span=token.span,
            factuality=Factuality("conditional", (token.span,)),
            attribution=self.said.chain(act),
            condition=condition,
            sentence=self.scene.number,
            by="find_assertions:forecast",
            score=0.5,
        )

    # ---- counts ---------------------------------------------------------------------------------------------

    def tally(self, event: Event) -> Assertion | None:
        """A count over a window, or None where the event is one act."""
        if event.factuality.value != "asserted":
            return None
        window = self.counts.window(event)
        named = tuple(a for a in event.arguments if a.role != "target" or not is_unnamed(a.mention))
        event = replace(event, arguments=named)
        counted = next((h for h in event.harms if h.count is not None and h.count > 0), None)
        quantity = event.quantity.value if event.quantity is not None else None
        acts = (
            quantity
            if isinstance(quantity, Quantity)
            and quantity.low is not None
            and quantity.scope in ("act", "", "person", "thing")
            else None
        )
        if event.plover is None and event.kind == "event" and "displace" in event.entry:
            number = acts or self.counts.number_near(event)
            if number is None or number.low is None:
                return None
            told = self.counted(event, number.low, self.counts.unit(number) or "displaced person", window, number)
            return told if told.place is not None else replace(told, place=self.counts.country(event))
        if window is None or (counted is None and (acts is None or acts.low is None or acts.low < 2)):
            return None
        if counted is not None:
            return self.counted(event, counted.count or 0, counted.outcome, window, None)
        if acts is not None and acts.low is not None:
            return self.counted(event, acts.low, self.counts.unit(acts), window, acts)
        return None

    def counted(
        self,
        event: Event,
        value: int | float,
        unit: str,
        window: tuple[date | None, date | None, Mention | None] | None,
        quantity: Quantity | None,
    ) -> Assertion:
        """The tally of an event."""
        since = window[0] if window is not None else None
        span = window[2].span if window is not None and window[2] is not None else None
        when = date_value(event.time)
        if window is not None:
            when = DateValue(window[0], window[1], "range", "said", span) if window[0] or window[1] else None
        bound = ""
        if quantity is not None:
            bound = "at least" if quantity.high is None else "about" if quantity.approximate else ""
        number = int(value) if float(value).is_integer() else value
        spread = event.span in self.spread or self.among_others(event)
        if spread or (event.place is not None and event.place.first < self.scene.first):
            event = replace(event, place=None)
        scope = event.place.value.name if event.place is not None and isinstance(event.place.value, PlaceRef) else ""
        told = self.base(
            event,
            "tally",
            date=when,
            quantity=Tally(number, unit, scope, since, event.quantity.span if event.quantity else None, bound),
        )
        where = self.counts.of_authority(told.attribution) if told.place is None and not spread else None
        return replace(told, place=where) if where is not None else told

    def among_others(self, event: Event) -> bool:
        """Whether "and" joins places without a name to that of an event: "in Baghdad and cities of the south"."""
        at = event.place.last if event.place is not None else self.scene.last
        token = self.scene.tokens[at] if self.scene.first <= at < self.scene.last else None
        return token is not None and token.conjoined and not self.scene.areas.isdisjoint(token.keys)


def unowned(mention: Mention) -> bool:
    """Whether a mention only says "soldiers" or "fighters", of no state or group."""
    value = mention.value
    if not isinstance(value, ActorRef) or not value.generic or value.country or value.entry:
        return False
    return value.type == "state_force" or mention.by == FIGHTERS


def same_kind(victim: Mention, mention: Mention) -> bool:
    """Whether those harmed are of a known force of the kind that a mention tells of."""
    one, other = victim.value, mention.value
    if not isinstance(one, ActorRef) or not isinstance(other, ActorRef):
        return False
    return one.type == other.type and bool(one.entry or one.country)


def doers(knowledge: Knowledge) -> frozenset[str]:
    """The relations in which an attack's doer stands to it: none, or a preposition that the sheets name for it."""
    plain = {"of", "object", "subject"}
    specs = {s for e in knowledge.events if e.plover == "ASSAULT" for s in e.roles.get("source", []) if s not in plain}
    return frozenset({"", *(knowledge.spelling.relation(s) for s in specs)})


def once(told: list[Assertion]) -> list[Assertion]:
    """Without second tellings of one thing in one sentence: same kind, type, parties and place, no further figure."""
    kept: list[Assertion] = []
    for item in told:
        twin = next((k for k in kept if _twins(k, item)), None)
        if twin is None:
            kept.append(item)
    return kept


def _twins(a: Assertion, b: Assertion) -> bool:
    if a.kind != b.kind or a.plover != b.plover or a.factuality.value != b.factuality.value:
        return False
    if [p.name for p in a.source] != [p.name for p in b.source] or [p.name for p in a.target] != [
        p.name for p in b.target
    ]:
        return False
    if (a.place.name if a.place else None) != (b.place.name if b.place else None):
        return False
    figures = (b.killed, b.wounded, b.quantity.value if b.quantity else None)
    return all(f is None for f in figures) or figures == (a.killed, a.wounded, a.quantity.value if a.quantity else None)


def identified(reading: Reading, told: list[Assertion]) -> Iterator[Assertion]:
    """The assertions with ids made of article, kind and position, and their codes."""
    seen: dict[str, int] = {}
    for item in told:
        stem = f"{reading.document.id}:{item.kind}:{item.span.start}-{item.span.end}:{item.plover or 'none'}"
        seen[stem] = seen.get(stem, 0) + 1
        number = f":{seen[stem]}" if seen[stem] > 1 else ""
        codes = []
        if item.plover:
            codes.append(Code("plover", item.plover + (f"/{item.mode}" if item.mode else ""), item.by))
        if item.cameo:
            codes.append(Code("cameo", item.cameo, item.by))
        if item.acled:
            codes.append(Code("acled", item.acled, item.by))
        yield replace(item, id=stem + number, codes=tuple(codes))


def next_memory(memory: Memory, teller: Teller, told: list[Assertion]) -> Memory:
    """What the next sentence may lean on."""
    speaker = teller.said.speaker_now() or memory.speaker
    heard = (*(p for p in memory.heard if not any(same_party(p, s) for s in speaker)), *speaker)
    attacks = [
        a
        for a in told
        if a.plover == "ASSAULT" and a.kind in ("event", "claim") and a.factuality.value in ("asserted", "averted")
    ]
    return Memory(
        speaker,
        heard,
        attacks[0] if attacks else memory.attack,
        claimed(taken_up(memory.attack_event, [*teller.settled, *teller.events], teller.scene.number), teller, told),
        next((e for e in reversed(teller.settled) if e.plover == "PROTEST" and e.place is not None), memory.march),
        memory.pairs.after(told),
        issuer_of(teller.scene, teller.knowledge, told) or memory.issuer,
        (*memory.authored, *authored_acts(teller))[-AUTHORED:],
    )


def authored_acts(teller: Teller) -> list[Event]:
    """The acts of force and sanctions of a sentence whose author it names."""
    acts = (e for e in (*teller.settled, *teller.events) if e.plover in VIOLENT | {"SANCTION"})
    return [e for e in acts if e.kind in ("event", "claim") and e.role("source") and e.factuality.value == "asserted"]


def issuer_of(scene: Scene, knowledge: Knowledge, told: list[Assertion]) -> tuple[Party, ...]:
    """Who issues the last document that a sentence tells of: the actor behind its noun, the subject of its verb or the
    one by whom it is issued; else the body that decides something in it.
    """
    issued = knowledge.cue_nominals("issued")
    for chunk in reversed(scene.chunks):
        if chunk.kind != "np" or not issued & set(scene.tokens[chunk.head].keys):
            continue
        owners = scene.actors_in(chunk)
        if owners:
            return (party_of(owners[0], speaking=True),)
        verb = scene.reading.clauses[scene.root(chunk.clause)].verb
        if verb is None or scene.tokens[chunk.head].features.definite or not scene.first <= verb < chunk.first:
            continue
        issuers = issuers_of(scene, knowledge, verb)
        if issuers:
            return tuple(party_of(m, speaking=True) for m in issuers)
        subject = scene.subject(verb)
        if subject.actors and subject.chunk is not chunk:
            return (party_of(subject.actors[0], speaking=True),)
    deciders = (a.source for a in told if a.plover in ("AGREE", "SANCTION") and a.kind == "event")
    return next((s[:1] for s in deciders if s and s[0].type == "io"), ())


def claimed(known: Event | None, teller: Teller, told: list[Assertion]) -> Event | None:
    """The attack that later sentences take up, with whoever has claimed it as its author where none was named."""
    if known is None or any(isinstance(m.value, ActorRef) and not m.value.generic for m in known.role("source")):
        return known
    spans = {p.span for a in told if a.kind == "claim" and a.factuality.value == "asserted" for p in a.source}
    author = next((m for m in teller.scene.actors if m.span in spans), None)
    if author is None:
        return known
    others = (a for a in known.arguments if a.role != "source")
    return replace(known, arguments=(Argument("source", author, "claimed"), *others))


@stage(needs="sentences tokens clauses chunks mentions events", makes="assertions")
def find_assertions(reading: Reading, knowledge: Knowledge) -> Iterator[Assertion]:
    """What each sentence of the body asserts, with its chain of attribution."""
    by_sentence: dict[int, list[Event]] = {}
    spread: set[Span] = set()
    for event in reading.events:
        mine = by_sentence.setdefault(event.sentence, [])
        if any(e.span == event.span and e.entry == event.entry for e in mine):
            spread.add(event.span)
            if event.quantity is not None:
                continue
        mine.append(event)
    memory = Memory(pairs=Pairs(usual=usual_opponents(reading)))
    told: list[Assertion] = []
    for number, sentence in enumerate(reading.sentences):
        if sentence.part != "body":
            continue
        scene = Scene(reading, number, knowledge)
        teller = Teller(scene, knowledge, by_sentence.get(number, []), memory, spread)
        said = teller.tell()
        told.extend(said)
        memory = next_memory(memory, teller, said)
    outlet = find_outlet(reading, knowledge)
    yield from identified(reading, [outlet.left_out(a) for a in told])

"""One sentence laid out for role filling: which phrases and mentions stand in which clause, and what is subject
or object of a verb.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from rasid.extract.actors import named_organs, ref_of
from rasid.extract.words import Words, name_start
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import ActorEntry, StateEntry
from rasid.model import ActorRef, Chunk, Clause, Kind, Mention, PlaceRef, Reading, Span, Token

AREAS = {
    "village", "town", "city", "governorate", "state", "region", "district", "subdistrict", "area", "quarter",
    "direction", "sea", "gulf", "river", "desert", "mountain", "valley", "island", "country", "road", "square",
    "market", "hospital",
}  # fmt: skip
CARRIED = "subject of the sentence before"
LATTER = "find_actors:generic:the_latter"
POSSESSED = "+possessor"  # how a mention was found whose pronoun tells whose it is
BASE = "targets:base"  # how forces are found by the name of the base that they hold
BASES = {"base", "barracks"}
HELD = {"find_actors:generic:suspects", "find_actors:generic:defendants"}
CAPTIVES = {f"find_actors:generic:{people}" for people in ("prisoners", "detainees", "hostages")}
GARRISONS = ("forces", "armed_forces", "army")  # organs of a state that hold its bases, the widest name first
STATE_NAMES = ("find_actors:state:", "find_actors:capital:")
TOWNS = {"city", "town", "village"}
COMMAS = frozenset("،,")
QUOTES = frozenset('«»"“”')
FORCES = {"armed_group", "state_force"}
PEOPLE = {"civilians", "person", "armed_group", "state_force"}

OFFICIAL = {"government", "state_force"}
UNOFFICIAL = {"REB", "OPP", "PTY", "LAB", "SOC", "CVL", "NGO", "CRM"}  # sectors of persons who speak for no state
GROUPS = {"armed_group", "state_force", "government", "io", "media", "party", "company", "other"}


class Filler(Struct, frozen=True):
    """What fills a grammatical place: the phrase, the actors in it and how it stands."""

    chunk: Chunk | None
    actors: tuple[Mention, ...]
    how: str
    token: int | None = None


NOBODY = Filler(None, (), "none")


first_of = attrgetter("first")


class Scene:
    """A sentence with its clauses, phrases and mentions."""

    def __init__(self, reading: Reading, sentence: int, knowledge: Knowledge) -> None:
        self.reading = reading
        self.tokens: tuple[Token, ...] = reading.tokens
        self.number = sentence
        self.sentence = reading.sentences[sentence]
        self.first, self.last = reading.token_range(self.sentence.span)
        starts = [c.first for c in reading.clauses]
        begin = max(bisect_right(starts, self.first) - 1, 0)
        self.clauses: dict[int, Clause] = {}
        at = begin
        while at < len(reading.clauses) and reading.clauses[at].first < self.last:
            if reading.clauses[at].first >= self.first:
                self.clauses[at] = reading.clauses[at]
            at += 1
        self.chunks: list[Chunk] = [c for c in reading.chunks if c.clause in self.clauses]
        here = bisect_left(reading.mentions, self.first, key=first_of)
        there = bisect_left(reading.mentions, self.last, here, key=first_of)
        self.mentions: list[Mention] = list(reading.mentions[here:there])
        self.actors = [m for m in self.mentions if m.kind is Kind.ACTOR]
        self.places = [m for m in self.mentions if m.kind is Kind.PLACE]
        self.times = [m for m in self.mentions if m.kind is Kind.TIME]
        self.quantities = [m for m in self.mentions if m.kind is Kind.QUANTITY]
        self.weapons = [m for m in self.mentions if m.kind is Kind.WEAPON]
        self._clause_at = [0] * (self.last - self.first)
        for number, clause in self.clauses.items():
            for token in range(clause.first, min(clause.last, self.last)):
                self._clause_at[token - self.first] = number
        self._words: Words | None = None
        self._roots: dict[int, int] = {}
        self._chunks_of: dict[int, list[Chunk]] = {}
        self._subjects: dict[tuple[int, int], Filler] = {}
        self._objects: dict[int, Filler] = {}
        self._bare: dict[int, list[Chunk]] = {}
        self._chunk_at: dict[int, Chunk] = {t: c for c in self.chunks for t in range(c.first, c.last)}
        self._acting = {m.first for m in self.actors if isinstance(m.value, ActorRef) and not m.value.adjective}
        self._counting = {t for m in self.quantities for t in range(m.first, m.last) if self.tokens[t].pos == "NUM"}
        self._temporal = {t for m in self.times for t in range(m.first, m.last)}
        self.actor_entries: dict[str, ActorEntry] = knowledge.derived(
            "actors by id", lambda k: {a.id: a for a in k.actors}
        )
        self.owning: frozenset[str] = knowledge.cue_relations("owning")
        self.oblique = knowledge.spelling.oblique
        self.takers: frozenset[str] = knowledge.derived("verbs that take an object", transitive_keys)
        self.objective: frozenset[str] = knowledge.cue_relations("object")
        self.belongings: frozenset[str] = knowledge.cue_nominals("belonging")
        self.areas: frozenset[str] = knowledge.derived("areas", area_keys)
        self.bases: frozenset[str] = knowledge.derived("bases", base_keys)
        self.sites: dict[str, list[tuple[str, ...]]] = knowledge.derived("military sites", military_sites)
        self.things: frozenset[str] = knowledge.derived("things", thing_keys)
        self.forces = named_organs(knowledge)
        self.states: dict[str, StateEntry] = knowledge.derived(
            "states by iso3", lambda k: {s.iso3: s for s in reversed(k.states) if s.iso3}
        )
        self.their: frozenset[str] = knowledge.cue_keys("their")
        self.hers: frozenset[str] = knowledge.cue_keys("hers")
        self.his: frozenset[str] = knowledge.cue_keys("his")
        self.masculine: frozenset[str] = knowledge.derived(
            "states of masculine name", lambda k: frozenset(s.id for s in k.states if s.gender != "f")
        )
        self.deeds: frozenset[str] = knowledge.derived(
            "nouns of deeds", lambda k: frozenset(k.key(n) for e in k.events for n in e.nouns if " " not in n)
        )
        self._feminine = self.feminine_names()
        self.carried: tuple[Filler, ...] = ()  # whom the sentence before was about, the likeliest first
        self.accusing: frozenset[str] = knowledge.derived("verbs of accusing", accusing_keys)
        self.charges: frozenset[str] = knowledge.derived("words before a charge", charge_relations)
        self.subset: frozenset[str] = knowledge.derived(
            "subset", lambda k: frozenset(k.key(f) for e in k.cues("subset") for f in e.forms if " " not in f)
        )
        most: frozenset[str] = knowledge.cue_keys("majority")
        self.majorities = {t for t in range(self.first, self.last) if self.tokens[t].norm in most}
        self.saying: frozenset[str] = knowledge.derived(
            "verbs of saying",
            lambda k: frozenset(
                sign + k.lemma(v.split()[0]) for e in k.speech if e.pattern == "verb" for v in e.verbs for sign in "=~"
            ),
        )

    def feminine_names(self) -> frozenset[int]:
        """The one-word names of states and towns that a verb agrees with in the feminine, by their tokens."""
        names = [m for m in self.mentions if m.last - m.first == 1]
        states = {
            m.first: isinstance(m.value, ActorRef)
            and m.by.startswith(STATE_NAMES)
            and (m.by.startswith(STATE_NAMES[1]) or m.value.state not in self.masculine)
            for m in names
            if m.kind is Kind.ACTOR
        }
        towns = {m.first for m in names if isinstance(m.value, PlaceRef) and m.value.type in TOWNS} - states.keys()
        return frozenset(towns | {at for at, feminine in states.items() if feminine})

    def speaks(self, verb: int) -> bool:
        """Whether a verb is one of saying."""
        return bool(self.saying & set(self.tokens[verb].keys))

    @property
    def words(self) -> Words:
        """The words of the sentence as tables are asked for them."""
        if self._words is None:
            self._words = Words(self.reading, self.first, self.last)
        return self._words

    # ---- where things are -----------------------------------------------------------------------------------

    def clause(self, token: int) -> int:
        """The number of the clause that a token stands in."""
        return self._clause_at[token - self.first]

    def root(self, number: int) -> int:
        """The clause that a resumed one goes on with."""
        known = self._roots.get(number)
        if known is not None:
            return known
        at = number
        for _ in range(20):
            clause = self.reading.clauses[at]
            if clause.kind != "resumed" or clause.governor is None:
                break
            at = clause.governor
        self._roots[number] = at
        return at

    def same_clause(self, a: int, b: int) -> bool:
        """Whether two tokens stand in one clause, resumed parts counted in."""
        return self.root(self.clause(a)) == self.root(self.clause(b))

    def chunk(self, token: int) -> Chunk | None:
        """The phrase that holds a token."""
        return self._chunk_at.get(token)

    def chunks_of(self, clause: int) -> list[Chunk]:
        """The phrases of a clause, resumed parts counted in."""
        root = self.root(clause)
        known = self._chunks_of.get(root)
        if known is None:
            known = self._chunks_of[root] = [c for c in self.chunks if self.root(c.clause) == root]
        return known

    def is_temporal(self, chunk: Chunk) -> bool:
        """Whether a phrase is an expression of time."""
        return chunk.head in self._temporal or chunk.first in self._temporal

    def ancestors(self, clause: int) -> Iterator[int]:
        """The clauses that govern a clause, inside out."""
        seen = {self.root(clause)}
        governor = self.reading.clauses[self.root(clause)].governor
        while governor is not None:
            governor = self.root(governor)
            if governor in seen:
                return
            seen.add(governor)
            yield governor
            governor = self.reading.clauses[governor].governor

    # ---- actors in phrases ----------------------------------------------------------------------------------

    def actors_in(self, chunk: Chunk) -> tuple[Mention, ...]:
        """The actor that a phrase is about: the one at its head, else the one the thing belongs to."""
        inside = [m for m in self.actors if chunk.first <= m.first < chunk.last]
        if not inside:
            owner = self.owner_after(chunk)
            return (owner,) if owner is not None else ()
        at_head = [m for m in inside if m.first <= chunk.head < m.last]
        if at_head:
            return (self.belonging(at_head[0], chunk),)
        owners = [m for m in inside if isinstance(m.value, ActorRef) and not m.value.speaker]
        if not owners:
            return ()
        owner = owners[0]
        if isinstance(owner.value, ActorRef) and owner.value.entry == owner.value.state and self.is_area(chunk):
            return ()
        if isinstance(owner.value, ActorRef) and owner.value.adjective:
            start = name_start(self.tokens[chunk.head])
            owner = self.garrison(owner, chunk)
            return (replace(owner, span=Span(min(start, owner.span.start), owner.span.end)),)
        return (owner,)

    def garrison(self, owner: Mention, chunk: Chunk) -> Mention:
        """The forces of a state where what carries its adjective is a base or barracks of them."""
        value = owner.value
        stationed = self.bases & set(self.tokens[chunk.head].keys) or self.military(chunk)
        if not isinstance(value, ActorRef) or not stationed:
            return owner
        known = next((self.forces[key] for o in GARRISONS if (key := (value.country, o)) in self.forces), None)
        state = self.states.get(value.country)
        if known is not None:
            ref = ref_of(known)
        elif state is not None:
            ref = replace(
                value,
                name=f"{state.adjective} forces",
                type="state_force",
                entry=f"{state.id}.forces",
                sector="MIL",
                adjective=False,
            )
        else:
            return owner
        return replace(owner, value=ref, by=f"{owner.by}+base")

    def military(self, chunk: Chunk) -> bool:
        """Whether a phrase names a site or vehicle of those under arms."""
        tokens = self.tokens[chunk.head : chunk.head + 2]
        second = frozenset(tokens[1].keys) if len(tokens) > 1 else frozenset()
        return any(len(site) == 1 or site[1] in second for key in tokens[0].keys for site in self.sites.get(key, ()))

    def is_area(self, chunk: Chunk) -> bool:
        """Whether a phrase names land, a town or a direction: a state named in it only tells where."""
        return bool(self.areas & set(self.tokens[chunk.head].keys))

    def belonging(self, mention: Mention, chunk: Chunk) -> Mention:
        """A unit without a name ("a patrol", "the fighters") is that of the force named behind it as its own, else of
        the one that its pronoun stands for.
        """
        value = mention.value
        if mention.by in CAPTIVES:
            described = (m for m in self.actors if m.first == mention.last and isinstance(m.value, ActorRef))
            side = next((m for m in described if isinstance(m.value, ActorRef) and m.value.type == "armed_group"), None)
            if side is not None:
                return side
        if (
            isinstance(value, ActorRef)
            and value.type in ("armed_group", "state_force")
            and value.generic
            and not value.country
        ):
            inside = [m for m in self.actors if mention.last <= m.first < chunk.last]
            owner = inside[0] if inside else self.owner_after(chunk)
            if owner is not None and isinstance(owner.value, ActorRef) and owner.value.type in GROUPS:
                return owner
        return self.possessed(mention)

    def possessed(self, mention: Mention) -> Mention:
        """ "His forces", "its fighters": those of whoever acts or speaks in the clauses around."""
        token = self.tokens[mention.first]
        value = mention.value
        if (
            token.enclitic is None
            or mention.last - mention.first != 1
            or not isinstance(value, ActorRef)
            or not value.generic
        ):
            return mention
        if value.type not in ("armed_group", "state_force", "government"):
            return mention
        for number in self.ancestors(self.clause(mention.first)):
            verb = self.reading.clauses[number].verb
            if verb is None or not self.first <= verb < self.last or verb > mention.first:
                continue
            chunk = next((c for c in self.bare(number) if c.first > verb and c.last <= mention.first), None)
            before = [c for c in self.bare(number) if c.last <= verb]
            for candidate in (chunk, before[-1] if before else None):
                if candidate is None:
                    continue
                owner = next(
                    (
                        m
                        for m in self.actors
                        if candidate.first <= m.first < candidate.last and m.first != mention.first
                    ),
                    None,
                )
                if owner is not None and isinstance(owner.value, ActorRef):
                    ref = owner.value.organ if owner.value.organ is not None and owner.value.spokesman else owner.value
                    if ref.type in GROUPS or ref.type == "person":
                        if ref.type == "person" and ref.organ is not None:
                            ref = ref.organ
                        elif ref.type == "person":
                            ref = self.group_of(ref)
                        return replace(mention, value=ref, by=mention.by + POSSESSED)
        return mention

    def group_of(self, ref: ActorRef) -> ActorRef:
        """The group that a person speaks or acts for, where the sheets say so."""
        known = self.actor_entries.get(ref.member_of[0]) if ref.member_of else None
        if known is None:
            return ref
        return ref_of(known)

    def owner_after(self, chunk: Chunk) -> Mention | None:
        """The actor a thing belongs to, named by "of" or "belonging to" right behind it."""
        at = chunk.last
        for _ in range(3):
            following = next((c for c in self.chunks if c.first >= at and self.adjoins(at, c) and c.kind == "np"), None)
            if following is None or following.clause != chunk.clause or following.joined:
                return None
            if following.prep in self.owning:
                inside = [m for m in self.actors if following.first <= m.first < following.last]
                if inside:
                    return self.possessed(inside[0])
                if following.last - following.first == 1 and self.tokens[following.head].enclitic is not None:
                    return self.owner_meant(following.head)
            elif following.prep != "" or not self.is_temporal(following):
                return None
            at = following.last
        return None

    def owner_meant(self, at: int) -> Mention | None:
        """Whom the pronoun behind "belonging to" stands for, where a force says something of its own: "that a post of
        theirs".
        """
        for number in self.ancestors(self.clause(at)):
            verb = self.reading.clauses[number].verb
            if verb is not None and self.first <= verb < at and self.speaks(verb):
                for mention in self.subject(verb).actors[:1]:
                    value = mention.value
                    own = isinstance(value, ActorRef) and (value.entry or not value.generic) and not value.anonymous
                    return mention if own and isinstance(value, ActorRef) and value.type in FORCES | {"io"} else None
        return None

    def adjoins(self, at: int, chunk: Chunk) -> bool:
        """Whether a phrase begins at a token, at most a preposition and quotation marks later."""
        gap = self.tokens[at : chunk.first]
        return (
            len(gap) <= 3
            and sum(t.pos != "PUNCT" for t in gap) <= 1
            and not any(t.norm in ("،", "؛", ",") for t in gap)
        )

    def with_joined(self, chunk: Chunk) -> list[Chunk]:
        """A phrase and those joined to it by "and"."""
        found = [chunk]
        begin = self.chunks.index(chunk)
        for following in self.chunks[begin + 1 :]:
            if following.kind == "verb" or self.root(following.clause) != self.root(chunk.clause):
                break
            if following.joined and following.prep == chunk.prep:
                if self.opens_anew(following):
                    break
                found.append(following)
            elif following.prep not in self.owning and not following.joined:
                break
        return found

    def opens_anew(self, chunk: Chunk) -> bool:
        """Whether a phrase behind a comma and "and" is the subject of the verb right behind it: "X, and Y said"."""
        if chunk.prep or chunk.last >= self.last or self.tokens[chunk.first - 1].norm not in COMMAS:
            return False
        verb = self.tokens[chunk.last]
        clause = self.reading.clauses[self.root(self.clause(chunk.last))]
        return verb.pos == "VERB" and verb.enclitic is None and clause.marker is None and bool(self.actors_in(chunk))

    def filler(self, chunk: Chunk, how: str) -> Filler:
        """The actors of a phrase and of those joined to it."""
        actors: list[Mention] = []
        for part in self.with_joined(chunk):
            for mention in self.actors_in(part):
                if mention not in actors:
                    actors.append(mention)
        if not actors:
            actors = list(self.counted_among(chunk))
        return Filler(chunk, tuple(self.by_name(m) for m in actors), how, chunk.head)

    def by_name(self, mention: Mention) -> Mention:
        """The person known by name whose name stands right behind an office, marks of quotation left out: 'the head of
        "X", so and so'.
        """
        office = mention.value
        unnamed = isinstance(office, ActorRef) and office.type == "person" and bool(office.office) and not office.entry
        if not unnamed or not isinstance(office, ActorRef):
            return mention
        at = mention.last + (mention.last < self.last and self.tokens[mention.last].norm in QUOTES)
        name = next((m for m in self.actors if m.first == at), None)
        value = name.value if name is not None else None
        if name is None or not isinstance(value, ActorRef) or value.type != "person" or not value.entry:
            return mention
        if value.country != office.country and value.country and office.country:
            return mention
        speaks = office.spokesman and office.organ is not None
        known = replace(value, organ=office.organ, spokesman=True) if speaks else value
        return replace(name, value=known)

    def counted_among(self, chunk: Chunk) -> tuple[Mention, ...]:
        """Whom a number is part of: "seven of them" are of the people told of before."""
        number = any(q.first <= chunk.head < q.last for q in self.quantities) or self.tokens[chunk.head].pos == "NUM"
        following = self._chunk_at.get(chunk.last)
        if following is not None and following.prep in self.owning and following.last - following.first == 1:
            return self.those(following.head)
        if chunk.prep and not number and chunk.last - chunk.first == 1:
            return self.those(chunk.head)
        return ()

    def those(self, at: int) -> tuple[Mention, ...]:
        """The people that a plural pronoun stands for: the last ones told of that are not spoken of as a speaker."""
        pronoun = self.tokens[at].enclitic
        if pronoun is None or pronoun.norm not in self.their:
            return ()
        for mention in reversed(self.actors):
            value = mention.value
            if mention.last > at or not isinstance(value, ActorRef) or value.adjective:
                continue
            features = self.tokens[mention.first].features
            soldiers = value.type == "state_force" and features.number in ("p", "d") and features.gender != "f"
            soldiers = soldiers and not self.same_clause(mention.first, at)
            if value.type == "civilians" or (value.type == "armed_group" and not value.office) or soldiers:
                return (mention,)
        return ()

    def meant_by(self, at: int) -> tuple[Mention, ...]:
        """Whom the pronoun on a noun may stand for: the subject of its clause or of one around it, else the actor told
        last before it, where gender and number allow.
        """
        own = self.root(self.clause(at))
        for number in (own, *self.ancestors(own)):
            subject = self.subject_around(number, at)
            fits = subject.chunk is not None and self.stands_for(at, subject.chunk.head)
            if subject.actors and (fits or self.stands_for(at, subject.actors[0].first)):
                return subject.actors if all(m.first != at for m in subject.actors) else ()
            if fits:
                return ()
        for mention in reversed(self.actors):
            value = mention.value
            if mention.last > at or not isinstance(value, ActorRef) or value.adjective:
                continue
            if value.type != "civilians" and self.stands_for(at, mention.first):
                return (mention,)
        return ()

    def subject_around(self, number: int, at: int) -> Filler:
        """The subject of a clause whose verb stands before a word, or behind the phrase that opens with it."""
        verb, chunk = self.reading.clauses[number].verb, self.chunk(at)
        fronted = chunk is not None and bool(chunk.prep)
        if verb is None or not self.first <= verb < self.last or (verb > at and not fronted):
            return NOBODY
        return self.subject(verb)

    def stands_for(self, at: int, token: int) -> bool:
        """Whether the pronoun on a noun may stand for what a word names, by gender and number."""
        pronoun, head = self.tokens[at].enclitic, self.tokens[token].features
        if pronoun is None or token == at:
            return False
        if pronoun.norm in self.their:
            return head.number == "p"
        if pronoun.norm in self.his:
            return token not in self._feminine and head.gender != "f" and head.number not in ("p", "d")
        if pronoun.norm in self.hers:
            return token in self._feminine or (head.number != "d" and (head.gender != "m" or head.number == "p"))
        return False

    def topics(self) -> tuple[Filler, ...]:
        """Whom a next sentence may go on with: the subjects of the clauses that tell something, the last one first."""
        found: list[Filler] = []
        for number in sorted(self.clauses, reverse=True):
            clause = self.reading.clauses[number]
            told = clause.kind in ("main", "coordinate", "complement", "quotation") and self.tells(number)
            if told and clause.verb is not None and self.first <= clause.verb < self.last:
                subject = self.subject(clause.verb)
                if (subject.chunk is not None or subject.actors) and subject not in found:
                    found.append(subject)
        return tuple(found) or self.carried

    def tells(self, number: int) -> bool:
        """Whether a clause stands in no other that only describes something or says when and why."""
        return all(
            self.reading.clauses[n].kind not in ("relative", "adverbial") for n in (number, *self.ancestors(number))
        )

    def doer(self, verb: int) -> Filler:
        """The subject of a verb; where its sentence names none, whom the sentence before was about and it agrees with:
        "X recalled its envoy. It also closed ...".
        """
        subject = self.subject(verb)
        number = self.root(self.clause(verb))
        features = self.tokens[verb].features
        if subject.chunk is not None or subject.actors or not self.carried or features.person in ("1", "2"):
            return subject
        kinds = {self.reading.clauses[n].kind for n in (number, *self.ancestors(number))}
        if self.tokens[verb].pos != "VERB" or self.is_passive(verb) or not kinds <= {"main", "coordinate"}:
            return subject
        return self.taken_up(verb) or subject

    def taken_up(self, verb: int) -> Filler | None:
        """The one whom the sentence before was about that a verb agrees with."""
        for topic in self.carried:
            if self.goes_with(verb, topic):
                return Filler(None, topic.actors, CARRIED, topic.token)
        return None

    def strikes_on(self, verb: int, subject: Filler) -> Filler | None:
        """The force of the sentence before where the lone place behind a verb that opens its sentence is what it does
        the next thing to: "X shelled a village. It also shelled an airfield".
        """
        chunk = subject.chunk
        if chunk is None or subject.actors or subject.how != "subject" or not self.takes_object(verb):
            return None
        opens = verb - self.first <= 1 and self.reading.clauses[self.root(self.clause(verb))].kind == "main"
        if not opens or not any(chunk.first <= p.first < chunk.last for p in self.places) or self.is_passive(verb):
            return None
        found = self.taken_up(verb)
        forces = found is not None and any(
            isinstance(m.value, ActorRef) and m.value.type in FORCES for m in found.actors
        )
        return found if forces else None

    def goes_with(self, verb: int, topic: Filler) -> bool:
        """Whether a verb has the gender and number that somebody told of before asks for."""
        at = topic.token if topic.token is not None else topic.chunk.head if topic.chunk is not None else None
        if at is None:
            return False
        features, head = self.tokens[verb].features, self.tokens[at].features
        person = any(isinstance(m.value, ActorRef) and m.value.type == "person" for m in topic.actors)
        named = any(isinstance(m.value, ActorRef) and m.by.startswith(STATE_NAMES) for m in topic.actors)
        if features.number in ("p", "d"):
            return head.number == features.number
        if features.gender == "f":
            return head.gender == "f" or (not person and (head.number == "p" or (named and head.gender is None)))
        return head.gender != "f" and head.number not in ("p", "d") and not (named and head.gender is None)

    # ---- subject and object ---------------------------------------------------------------------------------

    def bare(self, clause: int) -> list[Chunk]:
        """The noun phrases of a clause that no preposition governs, expressions of time left out."""
        known = self._bare.get(clause)
        if known is None:
            known = self._bare[clause] = self._phrases_bare(clause)
        return known

    def _phrases_bare(self, clause: int) -> list[Chunk]:
        return [
            c
            for c in self.chunks_of(clause)
            if c.kind == "np"
            and c.prep == ""
            and (not c.joined or c.first == self.first)
            and not self.is_temporal(c)
            and (self.tokens[c.head].pos != "ADV" or c.head in self._acting or self.is_thing(c.head))
            and not self.is_left_over(c)
            and not self.is_part(c)
            and not self.is_done_to(c)
        ]

    def is_done_to(self, chunk: Chunk) -> bool:
        """Whether a phrase is what an act right before it is done to, whose doer its pronoun names: "his meeting X"."""
        before = self.tokens[chunk.first - 1] if chunk.first > self.first else None
        if before is None or before.pos != "NOUN" or before.enclitic is None:
            return False
        return any(k[:1] == "*" for k in before.keys) or not self.deeds.isdisjoint(before.keys)

    def is_thing(self, token: int) -> bool:
        """Whether a word read as an adverb is a noun for people, things or places in the accusative."""
        return self.tokens[token].features.closed and bool(self.things & set(self.tokens[token].keys[1:]))

    def is_part(self, chunk: Chunk) -> bool:
        """Whether a phrase only tells of what others a count is made up: "among them two children"."""
        inside = chunk.last - chunk.first == 1 and bool(self.subset & set(self.tokens[chunk.first].keys))
        return chunk.first > self.first and (inside or bool(self.subset & set(self.tokens[chunk.first - 1].keys)))

    def is_left_over(self, chunk: Chunk) -> bool:
        """Whether a phrase is only an adjective of the words right before it."""
        before = self._chunk_at.get(chunk.first - 1)
        return (
            chunk.last - chunk.first == 1
            and self.tokens[chunk.head].pos == "ADJ"
            and self.tokens[chunk.head].features.definite
            and before is not None
            and before.kind == "np"
            and chunk.first not in self._acting
        )

    def resumes_anchor(self, verb: int) -> bool:
        """Whether a relative clause has a pronoun that stands for its head, on the verb or on a preposition."""
        if self.tokens[verb].enclitic is not None:
            return True
        number = self.root(self.clause(verb))
        return any(
            c.kind == "np"
            and c.prep
            and c.last - c.first == 1
            and self.tokens[c.head].enclitic is not None
            and c.first > verb
            for c in self.chunks_of(number)
            if c.first - verb <= 4
        )

    def anchor(self, clause: int) -> Chunk | None:
        """The phrase that a relative clause describes."""
        root = self.reading.clauses[self.root(clause)]
        if root.anchor is None or not self.first <= root.anchor < self.last:
            return None
        return self.chunk(root.anchor)

    def agrees(self, verb: int, chunk: Chunk) -> bool:
        """Whether a phrase may be the subject of a verb by gender; unknown gender agrees."""
        features, head = self.tokens[verb].features, self.tokens[chunk.head].features
        if self.tokens[verb].pos not in ("VERB", "AUX") or features.person in ("1", "2"):
            return features.person not in ("1", "2")
        if chunk.head in self._feminine and features.gender == "m" and features.number == "s":
            return chunk.first > verb + 1
        if any(q.first <= chunk.head < q.last for q in self.quantities):
            return features.gender != "f" or not self.counts_men(chunk)
        if features.gender is None or head.gender is None or self.tokens[chunk.head].pos in ("PROPN", "X", "NUM"):
            return True
        if features.gender == head.gender:
            return True
        if features.gender == "f":
            return head.number != "s"
        return chunk.first - verb > 2

    def counts_men(self, chunk: Chunk) -> bool:
        """Whether a phrase counts people by a noun of masculine gender, with which no verb in the feminine agrees."""
        for mention in self.actors:
            value = mention.value
            if chunk.first <= mention.first < chunk.last and isinstance(value, ActorRef) and value.type in PEOPLE:
                noun = next((t for t in self.tokens[mention.first : mention.last] if t.pos == "NOUN"), None)
                return noun is not None and noun.features.gender == "m" and noun.features.number == "p"
        return False

    def is_passive(self, verb: int) -> bool:
        """Whether a verb is marked as passive by its spelling."""
        return self.tokens[verb].features.voice == "passive"

    def opens(self, clause: Clause, chunk: Chunk) -> bool:
        """Whether a phrase stands right behind the word that opens a clause."""
        return clause.marker is not None and chunk.first - clause.marker <= 2

    def may_drop(self, verb: int, earlier: Filler, chunk: Chunk) -> bool:
        """Whether a verb may go on with the subject of the clause before without naming it: it has the form that such a
        subject asks for, plural behind several people.
        """
        features, head = self.tokens[verb].features, self.tokens[chunk.head].features
        counted = any(chunk.first <= q.first < chunk.last for q in self.quantities)
        people = (head.number == "p" and head.gender == "m") or (counted and head.gender != "f")
        if people != (features.number == "p") and (people or head.number == "s"):
            return False
        return people or (self.agrees(verb, chunk) and self.verb_agrees(verb, earlier))

    def verb_agrees(self, verb: int, earlier: Filler) -> bool:
        """Whether a verb has the gender of the verb whose subject it may share."""
        if earlier.token is None:
            return True
        clause = self.reading.clauses[self.root(self.clause(earlier.token))]
        if clause.verb is None or not self.first <= clause.verb < self.last:
            return True
        return self.tokens[clause.verb].features.gender == self.tokens[verb].features.gender

    def takes_object(self, verb: int) -> bool:
        """Whether a verb is one that needs an object."""
        return bool(self.takers & set(self.tokens[verb].keys))

    def subject(self, verb: int, depth: int = 0) -> Filler:
        """The subject of a verb: behind it, before it, the head of its relative clause, or that of the clause it
        goes on from. A lone noun behind a transitive verb that goes on from another clause is read as its object.
        """
        known = self._subjects.get((verb, depth))
        if known is None:
            known = self._subjects[verb, depth] = self._subject(verb, depth)
        return known

    def _subject(self, verb: int, depth: int) -> Filler:
        number = self.root(self.clause(verb))
        clause = self.reading.clauses[number]
        if clause.kind == "participle" and clause.verb == verb:
            return self.inherited(number, depth)
        bare = self.bare(number)
        after = [c for c in bare if c.first > verb and self.between_ok(verb, c)]
        before = [c for c in bare if c.last <= verb and not self.sets_aim(c, verb)]
        if self.tokens[verb].features.person == "3":
            behind = [c for c in before if not self.behind_colon(c, verb)]
            before = behind if behind or after else before  # before a colon stands a dateline, or who says it
        plural = self.tokens[verb].features.number in ("p", "d") and self.tokens[verb].pos == "VERB"
        if clause.kind == "relative":
            anchor = self.anchor(number)
            if clause.anchor is None and clause.marker is not None and not after and plural:
                return NOBODY  # "those who": the clause describes nothing told before
            apart = clause.first > self.first and self.tokens[clause.first - 1].norm in COMMAS
            says = apart and clause.marker is None and self.speaks(verb) and not self.takes_object(verb)
            if says and after and after[0].first == verb + 1 and self.actors_in(after[0]):
                return self.filler(after[0], "subject")
            if after and (self.resumes_anchor(verb) or self.doer_follows(verb, after, anchor)):
                return self.filler(after[0], "subject")
            if anchor is not None and not after and self.takes_up(verb, anchor):
                inner = [c for c in before if clause.marker is None or c.first > clause.marker]
                return self.filler(inner[-1], "subject before the verb") if inner else self.inherited(number, depth)
            if (anchor is not None and clause.marker is not None) or (anchor is not None and not after):
                return self.filler(anchor, "head of relative clause") if anchor is not None else NOBODY
            if anchor is not None:
                return self.filler(anchor, "head of relative clause")
        own = self.complement_pronoun(number)
        if own is not None and not before and own.token is not None:
            pronoun = self.tokens[own.token].enclitic
            plain = pronoun is not None and (self.tokens[verb].features.gender != "f") == (pronoun.norm in self.his)
            if plain or plural:
                inherited = self.inherited(number, depth)
                if inherited.actors:
                    return inherited
                if plain and after and self.takes_object(verb) and self.is_foe(after[0]):
                    return own
        taken_up = self.tokens[verb].enclitic is not None and bool(after) and after[0].first == verb + 1
        if clause.kind == "complement" and before and self.opens(clause, before[0]) and not taken_up:
            return self.filler(before[0], "subject before the verb")
        if (
            before
            and after
            and not self.actors_in(before[-1])
            and not self.actors_in(before[0])
            and self.actors_in(after[0])
        ):
            before = []
        if len(after) > 1 and not self.actors_in(after[0]) and not plural and not self.takes_object(verb):
            late = self.actors_in(after[1])
            if (
                late
                and isinstance(late[0].value, ActorRef)
                and late[0].value.type in GROUPS
                and not late[0].value.adjective
            ) and (
                after[1].first - after[0].last <= 2
                and self.agrees(verb, after[1])
                and late[0].first <= after[1].head < late[0].last
            ):
                return self.filler(after[1], "subject")
        if after and (self.acted_upon(after[0]) or (clause.kind == "coordinate" and self.is_that(after[0]))):
            if (
                len(after) > 1
                and not self.acted_upon(after[1])
                and self.actors_in(after[1])
                and self.agrees(verb, after[1])
            ):
                return self.filler(after[1], "subject")
            if not before:
                return self.inherited(number, depth)
        contrasts = clause.kind == "coordinate" and clause.marker is not None and clause.marker != verb
        if before and (clause.kind != "coordinate" or (contrasts and self.opens(clause, before[0]))):
            topic = before[-1]
            if self.agrees(verb, topic) or plural:
                first = before[0] if len(before) > 1 and before[-1].first - before[0].last <= 1 else topic
                return self.filler(
                    first if self.actors_in(first) or not self.actors_in(topic) else topic, "subject before the verb"
                )
        if after and not plural and self.agrees(verb, after[0]):
            goes_on = clause.kind in ("coordinate", "resumed") and (len(after) == 1 or self.is_charged(verb, after[0]))
            if goes_on and self.takes_object(verb) and not self.is_latter(after[0]):
                earlier = self.inherited(number, depth, named=False)
                if self.turns_to(after[0], verb, earlier):
                    return self.filler(after[0], "subject")
                if earlier.chunk is not None and self.may_drop(verb, earlier, earlier.chunk):
                    return earlier
            if clause.kind == "adverbial" and self.takes_object(verb):
                earlier = self.inherited(number, depth)
                if self.acts_on(verb, earlier, after[0]):
                    return earlier
            return self.filler(after[0], "subject")
        if plural and clause.kind == "adverbial":
            others = self.acted_on_before(number)
            if others.actors:
                return others
        return self.inherited(number, depth)

    def is_charged(self, verb: int, chunk: Chunk) -> bool:
        """Whether a phrase between a verb of accusing and the charge is the one accused: "and accused X of looting"."""
        behind = next((c for c in self.chunks if c.first >= chunk.last and c.kind == "np"), None)
        near = chunk.first == verb + 1 and behind is not None and behind.first <= chunk.last + 1
        charged = near and behind is not None and behind.prep in self.charges
        return charged and bool(self.accusing & set(self.tokens[verb].keys))

    def turns_to(self, chunk: Chunk, verb: int, earlier: Filler) -> bool:
        """Whether a state named behind a verb that goes on is one that the clause before has told of beside its
        subject, so that it now acts itself: a pronoun would stand for it as an object.
        """
        named = self.actors_in(chunk)
        value = named[0].value if named and named[0].first <= chunk.head else None
        if not isinstance(value, ActorRef) or not value.state or value.adjective or earlier.token is None:
            return False
        before = (m for m in self.actors if earlier.token < m.first < verb and m not in earlier.actors)
        return any(isinstance(m.value, ActorRef) and m.value.country == value.country for m in before)

    def acted_on_before(self, clause: int) -> Filler:
        """The people whom one force has acted upon in the clause that a plural verb hangs on, which are its subject:
        "the army killed gunmen after they had opened fire".
        """
        governor = self.reading.clauses[clause].governor
        verb = self.reading.clauses[self.root(governor)].verb if governor is not None else None
        if verb is None or not self.first <= verb < self.last or self.tokens[verb].features.number == "p":
            return NOBODY
        doer, people = self.subject(verb, 1), self.object(verb)
        one = all(isinstance(m.value, ActorRef) and m.value.type in FORCES for m in doer.actors)
        if not doer.actors or not one or people.chunk is None or self.is_many(doer.chunk):
            return NOBODY
        return (
            Filler(people.chunk, people.actors, "object of the clause before") if self.is_many(people.chunk) else NOBODY
        )

    def is_many(self, chunk: Chunk | None) -> bool:
        """Whether a phrase names several people: a masculine plural, a dual, a number."""
        if chunk is None:
            return False
        features = self.tokens[chunk.head].features
        counted = any(chunk.first <= q.first < chunk.last for q in self.quantities)
        return counted or (features.number in ("p", "d") and features.gender != "f")

    def doer_follows(self, verb: int, after: list[Chunk], anchor: Chunk | None) -> bool:
        """Whether a clause that describes a thing or crowd without "which" names its own doer right behind its verb and
        an object behind that: "a march, the police fired gas to break it up".
        """
        marked = self.reading.clauses[self.root(self.clause(verb))].marker is not None
        if marked or len(after) < 2 or after[0].first != verb + 1 or (anchor is not None and self.actors_in(anchor)):
            return False
        doers = [m.value for m in self.actors_in(after[0]) if m.first <= after[0].head < m.last]
        force = any(isinstance(v, ActorRef) and v.type in GROUPS and not v.adjective for v in doers)
        return force and self.agrees(verb, after[0])

    def acts_on(self, verb: int, earlier: Filler, chunk: Chunk) -> bool:
        """Whether the force that a clause hangs on does what its verb says to the lone thing behind it: a feminine verb
        with a force as its subject, "the troops left after blowing up houses".
        """
        if self.tokens[verb].features.gender != "f" or earlier.chunk is None or self.actors_in(chunk):
            return False
        forces = any(isinstance(m.value, ActorRef) and m.value.type in FORCES for m in earlier.actors)
        return forces and self.may_drop(verb, earlier, earlier.chunk)

    def takes_up(self, verb: int, anchor: Chunk) -> bool:
        """Whether the pronoun on a verb stands for the thing or people that its clause describes, so that somebody else
        is its subject: "companies that it accuses of".
        """
        pronoun, head = self.tokens[verb].enclitic, self.tokens[anchor.head].features
        doers = any(isinstance(m.value, ActorRef) and m.value.type in FORCES for m in self.actors_in(anchor))
        if pronoun is None or doers:
            return False
        if pronoun.norm in self.their:
            return head.number in ("p", "d")
        return head.gender != "f" and head.number == "s" if pronoun.norm in self.his else True

    def acted_upon(self, chunk: Chunk) -> bool:
        """Whether a phrase behind a verb shows by its ending that it is no subject; not behind a number, which asks for
        that ending itself.
        """
        token = self.tokens[chunk.head]
        bare = chunk.head == chunk.first and token.features.closed and not token.features.definite
        counted = chunk.first - 1 in self._counting
        return bare and not counted and token.pos != "ADV" and self.oblique(token.stem, token.lemma)

    def is_foe(self, chunk: Chunk) -> bool:
        """Whether a phrase behind a verb names a force or what is a force's, uncounted, and so may be its object."""
        counted = any(chunk.first <= q.first < chunk.last for q in self.quantities)
        forces = (m.value for m in self.actors_in(chunk))
        return not counted and any(isinstance(v, ActorRef) and v.type in FORCES and not v.adjective for v in forces)

    def behind_colon(self, chunk: Chunk, verb: int) -> bool:
        """Whether a colon stands between a phrase and a verb."""
        return ":" in [token.norm for token in self.tokens[chunk.last : verb]]

    def sets_aim(self, chunk: Chunk, verb: int) -> bool:
        """Whether a phrase that opens a sentence only says why the rest is done: an indefinite in the accusative, a
        comma between it and the verb: "in support of X, fighters struck".
        """
        parted = any(self.tokens[t].norm in COMMAS for t in range(chunk.last, verb))
        opens = chunk.first - self.reading.clauses[self.root(chunk.clause)].first <= 1
        return opens and parted and self.acted_upon(chunk)

    def is_that(self, chunk: Chunk) -> bool:
        """Whether a phrase is only a demonstrative: "and followed that with a raid"."""
        return chunk.last - chunk.first == 1 and self.tokens[chunk.first].function == "demonstrative"

    def is_latter(self, chunk: Chunk) -> bool:
        """Whether a phrase is "the latter", which stands for a subject other than that of the clause before."""
        return any(m.first == chunk.first and m.by.startswith(LATTER) for m in self.actors)

    def complement_pronoun(self, clause: int) -> Filler | None:
        """A filler without actors where the clause's complementiser carries a pronoun ("that it ..."), else None."""
        marker = self.reading.clauses[clause].marker
        if marker is not None and self.first <= marker < self.last and self.tokens[marker].enclitic is not None:
            return Filler(None, (), "pronoun", marker)
        return None

    def between_ok(self, verb: int, chunk: Chunk) -> bool:
        """Whether no other verb stands between a verb and a phrase."""
        return not any(
            self.tokens[t].pos == "VERB"
            and t not in self._temporal
            and not self.in_phrase(t)
            and self.same_clause(t, verb)
            for t in range(verb + 1, chunk.first)
        )

    def in_phrase(self, token: int) -> bool:
        """Whether a token that looks like a verb stands inside a noun phrase, as part of a name."""
        chunk = self._chunk_at.get(token)
        return chunk is not None and chunk.kind == "np"

    def inherited(self, clause: int, depth: int = 0, *, named: bool = True) -> Filler:
        """The subject of the clause that this one goes on from or hangs on; without `named` also one that is no
        actor.
        """
        if depth > 6:
            return NOBODY
        root = self.reading.clauses[self.root(clause)]
        earlier = [
            n
            for n in self.clauses
            if n < clause and self.reading.clauses[n].verb is not None and self.reading.clauses[n].kind != "relative"
        ]
        candidates: list[int] = []
        if root.governor is not None and root.governor in self.clauses:
            candidates.append(self.root(root.governor))
        if root.kind == "coordinate":
            siblings = [n for n in earlier if self.reading.clauses[n].governor == root.governor]
            candidates = [*reversed(siblings), *candidates]
        for number in candidates:
            verb = self.reading.clauses[number].verb
            if verb is not None and self.first <= verb < self.last:
                found = self.subject(verb, depth + 1)
                if self.are_others(root.verb, found):
                    return NOBODY
                if found.actors or (found.chunk is not None and not named):
                    return Filler(found.chunk, found.actors, "subject of the clause before", found.token)
        return NOBODY

    def are_others(self, verb: int | None, earlier: Filler) -> bool:
        """Whether a verb in the plural of men cannot go on with the one body that the clause before is about."""
        if verb is None or not self.first <= verb < self.last or earlier.token is None or len(earlier.actors) != 1:
            return False
        plural = self.tokens[verb].pos == "VERB" and self.tokens[verb].features.number == "p"
        value = earlier.actors[0].value
        body = isinstance(value, ActorRef) and value.type in ("state_force", "government", "io")
        return plural and body and self.tokens[earlier.token].features.number == "s"

    def object(self, verb: int) -> Filler:
        """The object of a verb: the phrase behind its subject, the head of its relative clause, or its pronoun."""
        known = self._objects.get(verb)
        if known is None:
            known = self._objects[verb] = self._object(verb)
        return known

    def _object(self, verb: int) -> Filler:
        number = self.root(self.clause(verb))
        clause = self.reading.clauses[number]
        if self.tokens[verb].enclitic is not None:
            anchor = self.anchor(number) if clause.kind == "relative" else None
            return (
                self.filler(anchor, "head of relative clause")
                if anchor is not None
                else Filler(None, (), "pronoun", verb)
            )
        subject = self.subject(verb)
        after = [c for c in self.bare(number) if c.first > verb and self.between_ok(verb, c)]
        if subject.chunk is not None and subject.how == "subject":
            after = [c for c in after if c.first > subject.chunk.first]
        known = subject.actors[0] if subject.actors else None
        while known is not None and after and (len(after) > 1 or self.beside(after[0], known)):
            if not self.renames(after[0], known):
                break
            known = next(m for m in self.actors if after[0].first <= m.first < after[0].last)
            after = after[1:]
        if not after and subject.chunk is not None and self.takes_object(verb):
            after = self.beyond_relative(subject.chunk, number)
        return self.filler(after[0], "object") if after else NOBODY

    def renames(self, chunk: Chunk, subject: Mention) -> bool:
        """Whether a phrase behind a subject only gives the name or office of the one it tells of: a person behind an
        office of the same state, or between two commas.
        """
        value = subject.value
        inside = [m for m in self.actors if chunk.first <= m.first < chunk.last]
        if not inside or not isinstance(value, ActorRef) or not isinstance(inside[0].value, ActorRef):
            return False
        other = inside[0].value
        if other.entry is not None and other.entry == value.entry:
            return True
        starts = inside[0].first == chunk.first
        if starts and chunk.first == subject.last and other.type == "person":
            unnamed = value.office != "" and value.entry is None
            return value.country == other.country if value.country else unnamed
        return self.beside(chunk, subject) and (other.type != "person" or (starts and value.type == "person"))

    def beside(self, chunk: Chunk, subject: Mention) -> bool:
        """Whether a phrase stands between two commas right behind a subject, to tell more of it."""
        apart = self.tokens[subject.last : chunk.first]
        behind = self._chunk_at.get(chunk.last)
        end = behind.last if behind is not None and self.is_left_over(behind) else chunk.last
        closed = end < self.last and self.tokens[end].norm in COMMAS
        return len(apart) == 1 and apart[0].norm in COMMAS and closed

    def beyond_relative(self, chunk: Chunk, clause: int) -> list[Chunk]:
        """The phrases behind a clause without a pronoun that describes a phrase: what is more than its own object
        belongs to the clause around.
        """
        for number, inner in self.clauses.items():
            describes = inner.anchor is not None and chunk.first <= inner.anchor < chunk.last
            if inner.kind == "relative" and inner.marker is None and describes and inner.governor == clause:
                bare = [c for c in self.bare(number) if inner.verb is not None and c.first > inner.verb]
                return bare[1:]
        return []

    def governed_by(self, head: int, prepositions: Collection[str], *, reach: int = 25) -> list[Chunk]:
        """The phrases behind a word, in its clause, that one of these prepositions governs."""
        number = self.root(self.clause(head))
        return [
            c
            for c in self.chunks_of(number)
            if c.kind == "np"
            and c.prep in prepositions
            and not c.joined
            and head < c.first <= head + reach
            and not self.is_temporal(c)
        ]


def of_state(value: ActorRef) -> bool:
    """Whether an actor speaks for a state: one of its bodies, or a person who leads no group, party or union."""
    if value.type == "government":
        return True
    organ = value.organ
    return value.type == "person" and value.sector not in UNOFFICIAL and (organ is None or organ.type in OFFICIAL)


def is_anybody(mention: Mention) -> bool:
    """Whether a mention only says "persons", of whom nothing else is told."""
    return mention.by == "find_actors:generic:persons"


def is_unnamed(mention: Mention) -> bool:
    """Whether a mention only says "persons" or that they are suspected or accused."""
    return is_anybody(mention) or mention.by in HELD


def is_taken_from_context(mention: Mention) -> bool:
    """Whether the words for an organ of a state do not say of which state it is."""
    return mention.by.startswith("find_actors:organ:") and mention.score <= 0.7


def is_vague(mention: Mention) -> bool:
    """Whether a mention only says of what kind somebody is."""
    value = mention.value
    return isinstance(value, ActorRef) and value.generic and not value.country


def transitive_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the verbs whose object is the one acted upon, and of those that tell whom they harm."""
    verbs = [v for e in knowledge.events if "object" in e.roles.get("target", []) for v in e.verbs]
    verbs += [v for e in knowledge.harms for v in e.verbs]
    return frozenset("=" + knowledge.lemma(v.split()[0]) for v in verbs)


def accusing_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the verbs by which somebody accuses or blames another, who is their object."""
    entries = [e for e in knowledge.events if e.plover == "ACCUSE" and "object" in e.roles.get("target", [])]
    return frozenset("=" + knowledge.lemma(v.split()[0]) for e in entries for v in e.verbs)


def charge_relations(knowledge: Knowledge) -> frozenset[str]:
    """The prepositions before what somebody is accused of."""
    entries = [e for e in knowledge.events if e.plover == "ACCUSE" and "object" in e.roles.get("target", [])]
    specs = {s for e in entries for s in e.roles.get("topic", ()) if s not in ("object", "of", "subject")}
    return frozenset(map(knowledge.spelling.relation, specs))


def area_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of nouns for land, towns, roads and directions."""
    forms = [f for e in knowledge.place_words if e.type in AREAS for f in e.forms if " " not in f]
    return frozenset(key for form in forms for key in knowledge.spelling.nominal(form))


def military_sites(knowledge: Knowledge) -> dict[str, list[tuple[str, ...]]]:
    """The words for sites and vehicles of those under arms, each as the keys of its one or two words, by the first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in (f for e in knowledge.cues("military_sites") for f in e.forms):
        for variant in knowledge.spelling.nominal(form):
            words = tuple(variant.split())
            found.setdefault(words[0], []).append(words)
    return found


def thing_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of nouns for people, things and places."""
    forms = [f for e in knowledge.generics for f in e.forms] + [f for e in knowledge.place_words for f in e.forms]
    forms += [f for e in knowledge.units if e.scope != "act" for f in e.forms] + [
        f for e in knowledge.weapons for f in e.forms
    ]
    return frozenset(knowledge.key(f) for f in forms if " " not in f)


def base_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of nouns for bases and barracks of an army, those for any site left out."""
    forms = [f for e in knowledge.place_words if e.id in BASES for f in e.forms if " " not in f]
    return frozenset(key for form in forms for key in knowledge.spelling.nominal(form))

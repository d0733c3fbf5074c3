"""Actors: named ones, organs of states, holders of offices, and descriptions of people without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from rasid.extract.choosing import Leaning
from rasid.extract.naming import Naming
from rasid.extract.persons import names
from rasid.extract.places import names_table, words_table
from rasid.extract.words import QUOTATION, Words, add_form, harming_keys, name_start
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import ActorEntry, Entry, GenericEntry, OfficeEntry, OrganEntry, StateEntry
from rasid.model import ActorRef, Kind, Mention, PlaceRef, Reading, Span, Token, stage
from rasid.text.phrases import Phrases

NAMELIKE = ("PROPN", "X", "NOUN", "ADJ")
PLACELIKE = ("PROPN", "X", "NOUN", "ADV")
FOREIGN = ("PROPN", "X", "VERB")  # words of foreign spelling are taken for these
OFFICE = "find_actors:office"
COMMAS = frozenset("،,")
FRONT = "front"  # the kind of place that a front line is
REACH = 12  # words behind an office among which its holder is named
ORGANISATIONS = {"armed_group", "state_force", "government", "party", "io", "company", "other"}
BACK_REFERENCE = "find_actors:generic:the_group"  # "the movement", "the union": nobody unless named before
BODIES = ("name", "named")  # descriptions that take the words behind them for a name
MOST = 6  # words in the name of a body
PARTIES = "find_actors:generic:parties"
SIDE = "find_actors:side"  # one of two sides named by the adjectives of both
PEOPLE = ("armed_group", "civilians")  # types of nouns for people without a name
ADJECTIVAL = ("adjective", "people")  # forms of a state that describe a noun
TITLES = ("title", "military_rank")  # offices that only say of whom a name behind them is


class Form(Struct, frozen=True):
    """One way in which an entry may stand: as a name, a shared name, a state's name or adjective, ..."""

    kind: str  # name, shared, rival, state, capital, adjective, people, organ, office, generic
    entry: Entry


def table_of(knowledge: Knowledge) -> Phrases[Form]:
    """All forms of all actors, states, organs, offices and generic nouns."""
    table: Phrases[Form] = Phrases()
    for actor in knowledge.actors:
        for name in (*actor.names, *actor.loaded):
            add_form(table, knowledge, name, Form("name", actor))
        for name in actor.shared:
            add_form(table, knowledge, name, Form("shared", actor))
        for name in actor.adjectives:
            for variant in knowledge.spelling.relational(name):
                table.add(variant.split(), Form("adjective", actor))
    for state in knowledge.states:
        for name in (*state.names, *state.loaded):
            add_form(table, knowledge, name, Form("state", state))
        for name in state.capitals:
            add_form(table, knowledge, name, Form("capital", state))
        for name in state.adjectives:
            for variant in knowledge.spelling.relational(name):
                table.add(variant.split(), Form("adjective", state))
        for name in state.people:
            add_form(table, knowledge, name, Form("people", state))
    for organ in knowledge.organs:
        for head in organ.heads:
            add_form(table, knowledge, head, Form("organ", organ))
    for office in knowledge.offices:
        for form in office.forms:
            add_form(table, knowledge, form, Form("office", office), inflect=" " not in form)
    for generic in knowledge.generics:
        for form in generic.forms:
            add_form(table, knowledge, form, Form("generic", generic), inflect=True)
    return table


def actors_table(knowledge: Knowledge) -> Phrases[Form]:
    """The compiled table, kept with the knowledge."""
    return knowledge.derived("actors table", table_of)


class _Found(Struct):
    """An actor while it is being put together."""

    first: int
    last: int
    ref: ActorRef
    by: str
    score: float = 1.0
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole text is about: what speaks for actors of shared names, and the people it has named."""

    leaning: Leaning
    people: dict[str, ActorRef] = field(default_factory=dict)  # by last name, as the reading meets them

    @property
    def countries(self) -> Counter[str]:
        """How often the text names each country."""
        return self.leaning.countries


def setting_of(reading: Reading, knowledge: Knowledge) -> Setting:
    """The setting, from names that need no context."""
    table = actors_table(knowledge)
    named: set[str] = set()
    countries: Counter[str] = Counter()
    words = Words(reading, 0, len(reading.tokens))
    places = knowledge.derived("country of place names", country_of_places)
    for match in table.find(words.keys):
        if any(f.kind == "shared" for f in match.entries):
            continue
        entries = {
            (f.kind, f.entry.id): f.entry for f in match.entries if f.kind in ("name", "state", "capital", "adjective")
        }
        for (kind, _), entry in sorted(entries.items(), key=lambda e: e[0]):
            if isinstance(entry, ActorEntry) and kind == "name":
                named.add(entry.id)
                if entry.country and entry.type != "media":
                    countries[entry.country] += 2
            elif isinstance(entry, StateEntry):
                countries[entry.iso3] += 2 if kind != "capital" else 1
    for keys in words.keys:
        if not places.keys().isdisjoint(keys):
            countries[next(places[k] for k in keys if k in places)] += 1
    return Setting(Leaning(frozenset(named), countries, reading.document.day))


def country_of_places(knowledge: Knowledge) -> dict[str, str]:
    """The country of one-word names of hand-made places that mean only one country."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for place in knowledge.places:
        for name in place.names:
            if " " not in name and place.country:
                key = knowledge.key(name)
                if found.setdefault(key, place.country) != place.country:
                    doubtful.add(key)
    return {k: c for k, c in found.items() if k not in doubtful}


class _Finder:
    """Finds the actors of one sentence from left to right."""

    def __init__(self, reading: Reading, knowledge: Knowledge, first: int, last: int, setting: Setting) -> None:
        self.setting = setting
        self.people = setting.people
        self.reading, self.knowledge = reading, knowledge
        self.tokens = reading.tokens
        self.first, self.last = first, last
        self.words = Words(reading, first, last)
        self.table = actors_table(knowledge)
        self.makers: frozenset[str] = knowledge.cue_keys("maker")
        self.speaking: frozenset[str] = knowledge.derived(
            "verbs before speakers", lambda k: frozenset(key for key in k.saying if key.startswith("="))
        )
        self.titles: frozenset[str] = knowledge.derived(
            "titles", lambda k: frozenset(k.spelling.definite(f) for e in k.cues("title") for f in e.forms)
        )
        self.reporting: frozenset[str] = knowledge.derived("verbs of telling", verbs_of_telling)
        self.acts = knowledge.derived("nouns of violence", nouns_of_violence)
        self.sites = knowledge.derived("nouns of sites", nouns_of_sites)
        self.links: frozenset[str] = knowledge.cue_keys("name_link")
        self.within: frozenset[str] = knowledge.cue_keys("within")
        self.hosts: frozenset[str] = knowledge.cue_keys("name_host")
        self.like: frozenset[str] = knowledge.cue_nominals("counterpart")
        self.naming = Naming(reading, knowledge, self.words)
        self.nameless: frozenset[str] = knowledge.cue_keys("no_name")
        self.latest: _Found | None = None  # the actor told of last in this sentence
        self.holder: ActorRef | None = None  # the office-holder told of last in this sentence
        self.blocked: dict[int, int] = {}
        self.armed = {m.first for m in reading.mentions if m.kind is Kind.WEAPON}
        for mention in reading.mentions:
            if mention.kind in (Kind.TIME, Kind.WEAPON) and first <= mention.first < last:
                begin = mention.first + (mention.kind is Kind.WEAPON)
                self.blocked.update((at, mention.last) for at in range(begin, mention.last))

    def forms_at(self, at: int, before: int | None = None) -> tuple[int, tuple[Form, ...]] | None:
        """The longest entry that starts at a token, and the token after it; with `before` the longest that ends
        before that.
        """
        if at in self.blocked or at >= self.last:
            return None
        token = self.tokens[at]
        if token.pos == "PUNCT":
            return None
        found = self.words.at(self.table, at)
        if found is not None and before is not None:
            shorter = self.words.ever_shorter(self.table, at)
            found = next((m for m in shorter if m[0] < before), None)
        if found is None:
            return None
        end, match = found
        if token.pos in ("VERB", "AUX") and end == at + 1:
            return None
        if token.function is not None and end == at + 1:
            return None
        entries = match.entries
        if end == at + 1 and self.acts & set(token.keys):
            entries = tuple(f for f in entries if f.kind not in ("generic", "office"))
        entries = tuple(f for f in entries if not isinstance(f.entry, GenericEntry) or self.has_what(f.entry, at, end))
        if end < self.last and self.makers & set(self.tokens[end].keys):
            entries = tuple(f for f in entries if f.kind != "adjective")
        return (end, entries) if entries else None

    def has_what(self, entry: GenericEntry, at: int, end: int) -> bool:
        """Whether a noun for people has the pronoun or article without which it is none, and whether one that may
        describe another noun stands alone.
        """
        if entry.takes == "pronoun":
            return self.tokens[end - 1].enclitic is not None
        if entry.takes == "alone":
            before = self.tokens[at - 1] if at > self.first else None
            closed = before is None or before.pos not in NAMELIKE or before.function is not None
            masdar = before is not None and before.pos == "NOUN" and any(k.startswith("*") for k in before.keys)
            bare = before is not None and not before.features.definite and before.enclitic is None
            return self.tokens[at].features.definite and not self.tokens[at].attached and (closed or (masdar and bare))
        return entry.takes not in ("article", "before") or self.tokens[at].features.definite

    def find(self) -> Iterator[_Found]:
        """Every actor of the sentence; they do not overlap but for holders and their organs."""
        found = list(self.one_by_one())
        beyond = self.first
        for number, here in enumerate(found):
            if here.first < beyond:
                continue
            named = self.with_name(here, found[number + 1 :]) if self.is_nameless(here) else None
            if named is not None:
                here = named
                self.people[self.knowledge.key(named.ref.arabic.split()[-1])] = named.ref
            beyond = here.last
            yield here

    def one_by_one(self) -> Iterator[_Found]:
        """The actors from left to right, each by the words where it starts."""
        at = self.first
        while at < self.last:
            got = self.counterpart(at) or self.actor_at(at) or self.known_by_last_name(at) or self.unknown_person(at)
            if got is None:
                at += 1
                continue
            got = self.one_side(self.with_apposition(got))
            if got.ref.type == "person" and not got.ref.anonymous:
                self.holder = got.ref
            if got.ref.type == "person" and " " in got.ref.arabic:
                self.people[self.knowledge.key(got.ref.arabic.split()[-1])] = got.ref
            if got.ref.type in ("armed_group", "state_force", "party", "other") and not got.ref.adjective:
                got = self.self_named(got)
            self.latest = got
            yield got
            at = max(got.last, at + 1)
            for second in (*self.second_states(got, at), *self.second_holders(got, at)):
                yield second
                at = second.last

    def with_apposition(self, found: _Found) -> _Found:
        """An actor with what stands behind a comma in apposition: the post of a person named before, or the rank and
        name of the holder of a post named before.
        """
        ref, at = found.ref, found.last
        comma = at < self.last and self.tokens[at].norm in COMMAS
        if ref.type != "person" or ref.anonymous or not comma or not found.by.startswith("find_actors:"):
            return found
        named = ref.entry is not None or ref.arabic != self.surface(found.first, found.last)
        if at + 1 >= self.last or not self.tokens[at + 1].features.definite or self.tokens[at + 1].attached:
            return found
        if named and ref.office:
            return found
        post = self.actor_at(at + 1)
        if post is None or post.ref.type != "person" or not post.by.startswith(OFFICE):
            return found
        holder = post.ref.entry is not None or post.ref.arabic != self.surface(post.first, post.last)
        if named and not holder:
            ref = in_post(ref, post.ref)
        elif not named and holder:
            ref = in_post(post.ref, ref)
        else:
            return found
        return _Found(found.first, post.last, ref, found.by, found.score, found.head)

    def one_side(self, found: _Found) -> _Found:
        """The state of one of two sides told of with the adjectives of both: "the Russian and the Turkish sides"."""
        joined = found.last < self.last and self.tokens[found.last].conjoined
        if found.by != PARTIES or not found.ref.state or not joined or self.state_at(found.last) is None:
            return found
        state = next(s for s in self.knowledge.states if s.id == found.ref.state)
        return replace(found, ref=government_of(state), by=SIDE)

    def second_states(self, found: _Found, at: int) -> Iterator[_Found]:
        """The organs of further states whose adjectives are joined to the first: "the Russian and Syrian forces"."""
        if found.ref.type not in ("state_force", "government") or at >= self.last or not self.tokens[at].conjoined:
            return
        if found.by == SIDE:
            other = self.state_at(at)
            if other is not None:
                yield _Found(at, other[0], government_of(other[1]), found.by, found.score, at)
            return
        matches = self.words.ever_shorter(self.table, found.first)
        entries = (f.entry for _, match in matches for f in match.entries if isinstance(f.entry, OrganEntry))
        entry = next(entries, None)
        while entry is not None and at < self.last:
            token = self.tokens[at]
            joined = token.conjoined and token.features.definite == self.tokens[at - 1].features.definite
            state = self.state_at(at) if joined and token.pos in ("ADJ", "NOUN") else None
            if state is None or self.state_at(at - 1) is None:
                return
            yield self.organ_of(at, state[0], entry, state[1])
            at = state[0]

    def second_holders(self, found: _Found, at: int) -> Iterator[_Found]:
        """The holders of the same office in further states: "the foreign ministers of Egypt X and Turkey Y", each state
        by its adjective or, behind several ministers, by its name.
        """
        ref = found.ref
        if ref.type != "person" or not ref.office or not ref.country or not found.by.startswith(OFFICE):
            return
        offices = self.knowledge.derived("offices by id", lambda k: {o.id: o for o in k.offices})
        entry = offices[ref.office]
        several = not self.tokens[found.first].features.definite
        while at < self.last and self.tokens[at].conjoined and not self.tokens[at].enclitic:
            token = self.tokens[at]
            adjective = token.features.definite and token.features.number != "p"
            state = self.state_at(at) if adjective else None
            if state is None and several:
                state = self.state_named_at(at)
            if state is None:
                return
            person, stop = self.person_after(state[0])
            whole = replace(self.held(entry, state[1]), arabic=self.surface(at, state[0]))
            if person is not None:
                whole = replace(person, office=entry.id, country=person.country or state[1].iso3)
            yield _Found(at, stop if person is not None else state[0], whole, f"{OFFICE}:{entry.id}", 0.85, at)
            at = stop if person is not None else state[0]

    def held(self, entry: OfficeEntry, state: StateEntry) -> ActorRef:
        """The holder of an office of a state, not named."""
        name = entry.name
        for slot, value in (("{adjective}", state.adjective), ("{state}", state.name), ("{organ}", state.name)):
            name = name.replace(slot, value)
        return ActorRef(name, "", "person", country=state.iso3, sector=entry.sector, office=entry.id, state=state.id)

    def is_nameless(self, found: _Found) -> bool:
        """Whether an actor is the holder of an office, or one person of a kind, without a name but known enough to have
        one: "the commander", "the activist", "head of a department".
        """
        ref = found.ref
        if ref.entry is not None or (ref.anonymous and not self.tokens[found.first].features.definite):
            return False
        if ref.office and ref.type == "person":
            return ref.arabic == self.surface(found.first, found.last)
        single = self.tokens[found.first].features.number == "s" and self.tokens[found.first].features.definite
        return ref.generic and single and ref.type in ("civilians", "government", "person", "other") and ref.speaker

    def with_name(self, post: _Found, later: list[_Found]) -> _Found | None:
        """The holder of an office whose name stands behind what the office is of and where: "the ambassador in Beirut
        X"; behind a place or body only where the holder speaks, as else the name may be another's.
        """
        starts = {f.first: f for f in later}
        speaks = post.first > self.first and bool(self.reporting & set(self.tokens[post.first - 1].keys))
        organ = post.ref.organ
        at = post.last
        while at < min(post.last + REACH, self.last):
            token, here = self.tokens[at], starts.get(at)
            if token.features.closed and not token.features.definite and token.pos == "NOUN":
                return None
            if here is not None and here.ref.type == "person" and not self.is_nameless(here):
                if here.ref.office and not here.ref.office.startswith(TITLES):
                    return None
                return self.holding(post, here.ref, here.last, organ)
            if here is not None:
                apart = here.ref.generic and self.tokens[at - 1].features.closed
                if here.ref.anonymous or (here.ref.type in ("person", "civilians") and apart):
                    return None
                if here.ref.entry is not None and organ is None and here.ref.type in ORGANISATIONS:
                    organ = here.ref
                at = here.last
                continue
            if token.norm in COMMAS:
                behind = self.named_behind_comma(at, starts)
                return None if behind is None else self.holding(post, *behind, organ)
            name = self.unlisted_name(at, starts) if speaks else None
            if name is not None:
                return self.holding(post, *name, organ)
            if token.function == "preposition" or (token.attached and not token.conjoined):
                if not speaks or token.enclitic is not None or self.tells_act(token):
                    return None
            elif (
                token.norm not in QUOTATION and (token.pos not in NAMELIKE or token.function or at in self.blocked)
            ) or (token.conjoined and not token.features.definite):
                return None
            at += 1
        return None

    def tells_act(self, token: Token) -> bool:
        """Whether a word is the noun of an act, by the sheets or as the verbal noun of a verb."""
        return bool(self.acts & set(token.keys)) or any(key[:1] == "*" for key in token.keys)

    def named_behind_comma(self, at: int, starts: Mapping[int, _Found]) -> tuple[ActorRef, int] | None:
        """The person named between a comma behind an office and the next mark or "that": "the commander, X, said"."""
        begin = at + 1
        while begin < self.last and begin not in starts and self.is_title(begin):
            begin += 1
        here = starts.get(begin)
        if here is None and begin < self.last and names(self.knowledge).given_at(self.tokens[begin]) is not None:
            return self.unlisted_name(begin, starts)
        if here is None or here.ref.type != "person" or self.is_nameless(here) or here.last >= self.last:
            return None
        if here.ref.office and not here.ref.office.startswith(TITLES):
            return None
        following = self.tokens[here.last]
        closed = following.norm in COMMAS or following.norm == ":" or following.function == "complementiser"
        return (here.ref, here.last) if closed else None

    def holding(self, post: _Found, person: ActorRef, last: int, organ: ActorRef | None) -> _Found:
        """A person as the holder of an office told before the name."""
        ref = replace(
            person,
            office=post.ref.office or person.office,
            organ=person.organ or organ,
            spokesman=post.ref.spokesman,
            country=person.country or post.ref.country,
        )
        by = post.by if post.ref.office else f"find_actors:person:{post.by.rsplit(':', 1)[-1]}"
        return _Found(post.first, last, ref, by, 0.8, post.first)

    def unlisted_name(self, at: int, starts: Mapping[int, _Found]) -> tuple[ActorRef, int] | None:
        """A name of two to four words of which none is known, where nothing else can stand: behind a closed phrase and
        before the words said.
        """
        before = self.tokens[at - 1]
        closed = before.features.definite or before.features.closed or before.pos in ("PROPN", "X", "PUNCT")
        if self.tokens[at].features.definite or not closed or before.function is not None:
            return None
        end = at
        while end < self.last and end - at < 4 and end not in starts and end not in self.blocked:
            token = self.tokens[end]
            if token.attached or token.function is not None or token.pos in ("PUNCT", "NUM", "AUX"):
                break
            if self.knowledge.saying & set(token.keys) and not names(self.knowledge).opens(token):
                return None
            end += 1
        following = self.tokens[end] if end < self.last else None
        if end - at < 2 or following is None:
            return None
        known = following.norm in COMMAS and names(self.knowledge).given_at(self.tokens[at]) is not None
        if not known and following.function != "complementiser" and following.norm != ":":
            return None
        place = self.words.at(self.knowledge.derived("places table", names_table), at)
        if place is not None and place[0] >= end:
            return None
        arabic = self.surface(at, end)
        return ActorRef(names(self.knowledge).latin(arabic), arabic, "person", sector="GOV"), end

    def counterpart(self, at: int) -> _Found | None:
        """ "His Iranian counterpart": by name, or the holder of the same office in that state."""
        token = self.tokens[at]
        if not self.like & set(token.keys) or token.enclitic is None or self.holder is None:
            return None
        state, stop = self.state_after(at + 1, 0)
        offices = {o.id: o for o in self.knowledge.offices}
        entry = offices.get(self.holder.office)
        if entry is not None and state is not None:
            return self.office(at, at + 1, entry)
        person, end = self.person_after(stop)
        if person is not None:
            return _Found(at, end, person, "find_actors:counterpart", 0.8, at)
        if state is None:
            return None
        return replace_last(self.state(at, stop, state, "state"), stop)

    def known_by_last_name(self, at: int) -> _Found | None:
        """A person whom the text has named in full before, by the last name alone: behind a verb or "that", or
        where the word can only be a name.
        """
        token = self.tokens[at]
        known = (
            self.people.get(self.knowledge.key(token.norm)) if token.features.definite else self.people.get(token.norm)
        )
        if known is None or at in self.blocked or token.attached:
            return None
        before = self.tokens[at - 1] if at > self.first else None
        behind = before is not None and (before.pos == "VERB" or before.function == "complementiser")
        if not behind and token.pos not in ("PROPN", "X"):
            return None
        return _Found(at, at + 1, known, "find_actors:last_name", 0.7, at)

    def unknown_person(self, at: int) -> _Found | None:
        """A person whom no sheet knows, with the office that is told behind the name: "X, spokesman for Y"."""
        if at in self.blocked or self.tokens[at].pos in ("VERB", "AUX", "PUNCT"):
            return None
        ref, stop = self.name_at(at)
        if ref is None:
            return None
        after = stop
        if after < self.last and self.tokens[after].norm in COMMAS:
            after += 1
        post = self.actor_at(after) if after < self.last and self.tokens[after].features.definite else None
        if post is not None and post.ref.office and post.ref.type == "person" and post.by.startswith(OFFICE):
            ref = in_post(ref, post.ref)
            stop = post.last
        return _Found(at, stop, ref, "find_actors:name", 0.7, at)

    def name_at(self, at: int) -> tuple[ActorRef | None, int]:
        """The person whose name, unknown to the sheets, starts at a token with a given name."""
        reader = names(self.knowledge)
        known = self.forms_at(at)
        if known is not None and any(isinstance(f.entry, ActorEntry) and f.kind == "name" for f in known[1]):
            return None, at
        end = None
        if reader.opens(self.tokens[at]):
            posts = (t for t in range(at + 1, min(at + 7, self.last)) if self.is_post(t))
            post = next((t for t in posts if not reader.is_particle(self.tokens[t - 1])), self.last)
            end = reader.end(self.tokens, at, post, self.blocked)
        if end is None and at > self.first and self.speaking & set(self.tokens[at - 1].keys):
            other = next((t for t in range(at, min(at + 5, self.last)) if self.forms_at(t) is not None), self.last)
            end = reader.foreign_end(self.tokens, at, other, self.blocked)
        if end is None:
            return None, at
        if known is not None and known[0] >= end and any(isinstance(f.entry, ActorEntry) for f in known[1]):
            return None, at
        if at > self.first + 1 and self.is_title(at - 1) and self.hosts_name(at - 2):
            return None, at
        place = self.words.at(self.knowledge.derived("places table", names_table), at)
        if place is not None and place[0] >= end:
            return None, at
        arabic = self.surface(at, end)
        return ActorRef(reader.latin(arabic), arabic, "person", sector="GOV"), end

    def is_full_name(self, at: int) -> bool:
        """Whether a noun for people is the given name of a person: another name or a particle follows."""
        reader = names(self.knowledge)
        token = self.tokens[at]
        if token.features.definite or reader.given_at(token) is None or at + 1 >= self.last:
            return False
        return reader.opens(self.tokens[at + 1]) and reader.end(self.tokens, at, self.last, self.blocked) is not None

    def starts_person(self, at: int) -> bool:
        """Whether the name of a person starts at a token, of the sheets or by its given name."""
        if at >= self.last:
            return False
        found = self.forms_at(at)
        if found is not None and any(isinstance(f.entry, ActorEntry) and f.entry.type == "person" for f in found[1]):
            return True
        return self.name_at(at)[0] is not None

    def is_post(self, at: int) -> bool:
        """Whether an office or an organ starts at a token."""
        found = self.forms_at(at)
        return found is not None and any(f.kind in ("office", "organ") for f in found[1])

    def actor_at(self, at: int) -> _Found | None:
        """The actor that starts at a token, with all that belongs to it."""
        found = self.forms_at(at)
        if found is None:
            return None
        forms = self.fitting(at, *found)
        if not forms:  # what others share the name of may still be people, or a body with a name of its own
            found = self.forms_at(at, found[0])
            shorter = found[1] if found is not None else ()
            forms = tuple(
                f
                for f in shorter
                if isinstance(f.entry, GenericEntry) and (f.entry.takes in BODIES or f.entry.type in PEOPLE)
            )
        if found is None or not forms:
            return None
        end = found[0]
        ranked = sorted(
            forms, key=lambda f: -self.setting.countries[f.entry.iso3] if isinstance(f.entry, StateEntry) else 0
        )
        kinds = {f.kind: f for f in reversed(ranked)}
        if (
            "state" in kinds
            and "adjective" in kinds
            and self.describes(at)
            and not self.named_whole(at, kinds["state"])
        ):
            del kinds["state"]
        if "office" in kinds and "generic" in kinds and self.tokens[at].features.number == "p":
            del kinds["office"]
        described = kinds.get("adjective")
        if described is not None and isinstance(described.entry, ActorEntry):
            if self.agrees_with_noun(at):
                ref = replace(ref_of(described.entry), adjective=True)
                return _Found(at, end, ref, f"find_actors:adjective:{described.entry.id}", 0.8, at)
            del kinds["adjective"]
        for kind in ("name", "office", "organ", "shared", "state", "generic", "capital", "people", "adjective"):
            form = kinds.get(kind)
            if form is None:
                continue
            entry = form.entry
            if isinstance(entry, ActorEntry):
                if kind == "name" and entry.type == "person":
                    return self.person(at, end, entry, forms)
                return self.named(at, end, entry, forms, shared=kind == "shared")
            if isinstance(entry, OfficeEntry | GenericEntry) and end == at + 1 and self.is_full_name(at):
                return self.unknown_person(at)
            if isinstance(entry, OfficeEntry):
                if at > self.first and self.hosts_name(at - 1):
                    return None
                return self.office(at, end, entry)
            if isinstance(entry, OrganEntry):
                if end == at + 1 and entry.local == "no" and self.is_kind_of_place(at):
                    return None
                return self.organ(at, end, entry)
            if isinstance(entry, GenericEntry):
                return self.generic(at, end, entry)
            if isinstance(entry, StateEntry):
                return self.state(at, end, entry, kind)
        return None

    def hosts_name(self, at: int) -> bool:
        """Whether a token is a thing that the words behind it give their name: the base of King X."""
        token = self.tokens[at]
        return not token.features.closed and token.enclitic is None and bool(self.hosts & set(token.keys))

    def fitting(self, at: int, end: int, forms: tuple[Form, ...]) -> tuple[Form, ...]:
        """The entries at some words that may be meant here: of the actors that share a name the likeliest first, and a
        usual bearer of it given up where the text speaks clearly for another.
        """
        shared = [(f, f.entry) for f in forms if f.kind == "shared" and isinstance(f.entry, ActorEntry)]
        if not shared:
            return forms
        leaning = self.setting.leaning
        order = {e.id: n for n, e in enumerate(leaning.ranked(e for _, e in shared))}
        allowed = [p for p in shared if leaning.allows(p[1], end - at) and not self.is_mere_noun(at, end, p[1])]
        allowed.sort(key=lambda p: order[p[1].id])
        if not allowed and end == at + 1 and self.is_of_members(at):
            proper = next((e for _, e in shared if self.is_proper_name(at, e)), None)
            if proper is not None:
                return (Form("name", proper),)
        usual = next((f.entry for f in forms if f.kind == "name" and isinstance(f.entry, ActorEntry)), None)
        others = [f for f in forms if f.kind != "shared"]
        if usual is not None and allowed and leaning.prefers(allowed[0][1], usual):
            others = [f for f in others if f.kind != "name"]
            allowed.append((Form("shared", usual), usual))
        if allowed and self.state_after(end, 0)[0] is None:
            others = [f for f in others if f.kind != "organ"]
        rivals = [Form("rival", e) for f, e in shared if all(e is not a for _, a in allowed)]
        return (*others, *(f for f, _ in allowed), *(rivals if others or allowed else ()))

    def is_mere_noun(self, at: int, end: int, entry: ActorEntry) -> bool:
        """Whether a word that is the short name of a party, too, stands as the noun, described or demanded; one that is
        also a noun of sites unless the text names the group in full, or it stands where only a group does.
        """
        if end > at + 1:
            return False
        described = self.is_described(at)
        if not self.sites.isdisjoint(self.tokens[at].keys):
            return described or not (entry.id in self.setting.leaning.named or self.is_of_members(at))
        demanded = self.tokens[at].proclitic(*self.within) is not None
        return entry.type == "party" and (described or demanded)

    def is_described(self, at: int) -> bool:
        """Whether a definite adjective stands right behind a word, of no other number."""
        if at + 1 >= self.last:
            return False
        behind = self.tokens[at + 1]
        same = behind.features.number in (None, self.tokens[at].features.number)
        return behind.pos == "ADJ" and bool(behind.features.definite) and same

    def is_of_members(self, at: int) -> bool:
        """Whether a word with the article stands where only a group of people does: behind its fighters or leader, or a
        verb of saying; "the base" does not.
        """
        if at == self.first or self.is_described(at):
            return False
        before = at - 1
        if self.speaks_before(at):
            return True
        if self.tokens[before].pos == "ADP" and before > self.first:
            before -= 1
        members = self.knowledge.derived("nouns of members", nouns_of_members)
        return bool(members & set(self.tokens[before].keys))

    def speaks_before(self, at: int) -> bool:
        """Whether a verb of saying or claiming stands right before a word."""
        token = self.tokens[at - 1]
        if token.pos != "VERB" or self.tokens[at].attached:
            return False
        claims = self.knowledge.derived("verbs of claims", verbs_of_claims)
        return not (self.speaking | claims).isdisjoint(token.keys)

    def is_proper_name(self, at: int, entry: ActorEntry) -> bool:
        """Whether a shared name is the last word of a longer one of an actor of no country: "the organisation X"."""
        keys: frozenset[str] = self.knowledge.derived("last words of names of bodies", last_words_of_bodies)
        return not entry.country and not keys.isdisjoint(self.tokens[at].keys)

    def describes(self, at: int) -> bool:
        """Whether a word that names a state and is its adjective too stands right behind a noun that it may
        describe.
        """
        if at == self.first or self.tokens[at].attached or not self.tokens[at].features.definite:
            return False
        features = self.tokens[at - 1].features
        feminine = features.gender == "f" or (features.number == "p" and features.gender is None)
        return self.tokens[at - 1].pos in ("NOUN", "ADJ") and features.definite and feminine

    def agrees_with_noun(self, at: int) -> bool:
        """Whether a word stands right behind a noun that is as definite as it is, and describes no people."""
        token, before = self.tokens[at], self.tokens[at - 1] if at > self.first else None
        if before is None or token.attached or before.pos != "NOUN" or token.features.number == "p":
            return False
        if self.latest is not None and self.latest.last == at:
            return False  # another actor's name ends right before
        return before.enclitic is None and bool(token.features.definite) == bool(before.features.definite)

    def named_whole(self, at: int, state: Form) -> bool:
        """Whether an actor of no state or of another one is named in full right before a word, so that the word stands
        beside it: "Amnesty International asked Saudi Arabia", with no word between the two in Arabic.
        """
        before = self.latest
        if before is None or before.last != at or not isinstance(state.entry, StateEntry):
            return False
        known = before.ref.entry is not None and before.last - before.first > 1
        return known and before.ref.country != state.entry.iso3

    # ---- named ----------------------------------------------------------------------------------------------

    def named(self, at: int, end: int, entry: ActorEntry, forms: tuple[Form, ...], *, shared: bool) -> _Found:
        """A named actor, with an acronym or gloss in brackets behind it, and its state's adjective."""
        rivals = [f.entry for f in forms if f.kind in ("shared", "name", "rival") and isinstance(f.entry, ActorEntry)]
        adjective = self.state_at(end)
        if adjective is not None:
            fitting = [r for r in rivals if isinstance(r, ActorEntry) and r.country == adjective[1].iso3]
            if fitting and isinstance(fitting[0], ActorEntry):
                entry = fitting[0]
                end = adjective[0]
        end = self.bracketed(end, entry)
        others = tuple(r.id for r in rivals if r.id != entry.id)
        ref = replace(ref_of(entry), runners_up=others)
        return _Found(at, end, ref, f"find_actors:{entry.id}", 0.6 if shared else 1.0, at)

    def bracketed(self, end: int, entry: ActorEntry) -> int:
        """The token after a bracket that holds another name of the same actor; else `end`."""
        at = end
        while at < self.last and self.tokens[at].norm in QUOTATION | {"،", "-"}:
            at += 1
        if at + 1 < self.last and self.tokens[at].norm == "(":
            inner = at + 1
            while inner < self.last and self.tokens[inner].norm in QUOTATION:
                inner += 1
            found = self.words.at(self.table, inner) if inner < self.last else None
            if found is not None and any(f.entry is entry for f in found[1].entries):
                close = found[0]
                while close < self.last and self.tokens[close].norm in QUOTATION:
                    close += 1
                if close < self.last and self.tokens[close].norm == ")":
                    return close + 1
        return end

    def person(self, at: int, end: int, entry: ActorEntry, forms: tuple[Form, ...]) -> _Found:
        """A person known by name; behind a post of which the sheets know the holder as such, whoever is named there."""
        named = self.named(at, end, entry, forms, shared=False)
        following = self.forms_at(end) if end < self.last else None
        shorter = self.words.ever_shorter(self.table, at) if following is not None else ()
        if following is None or not any(f.kind == "office" for _, m in shorter for f in m.entries):
            return named
        for form in following[1]:
            other = form.entry
            if isinstance(other, ActorEntry) and other.type == "person" and set(other.umbrellas) & set(entry.umbrellas):
                return _Found(at, following[0], ref_of(other), f"find_actors:{other.id}", 1.0, at)
        return named

    def state(self, at: int, end: int, entry: StateEntry, kind: str) -> _Found:
        """A state by its name, its capital or its adjective."""
        adjective = kind in ("adjective", "people")
        generic = False
        name = entry.name
        kind_of = "government"
        if adjective:
            if self.nationals(at, kind):
                generic, adjective, kind_of = True, False, "civilians"
                name = demonym(entry.adjective)
        ref = ActorRef(
            name=name,
            arabic=entry.arabic,
            type=kind_of,
            entry=None if generic else entry.id,
            country=entry.iso3,
            sector="CVL" if generic else "GOV",
            generic=generic,
            adjective=adjective,
            state=entry.id,
        )
        return _Found(at, end, ref, f"find_actors:{kind}:{entry.id}", 0.9 if kind == "state" else 0.8, at)

    def nationals(self, at: int, kind: str) -> bool:
        """Whether an adjective of a state stands for people of it: no noun before it that it may describe."""
        token, features = self.tokens[at], self.tokens[at].features
        before = self.tokens[at - 1] if at > self.first else None
        bare = before is None or before.pos not in ("NOUN", "PROPN", "ADJ", "X") or before.norm in QUOTATION
        plural = kind == "people" or features.number == "p" or (features.gender == "m" and features.number is None)
        if plural:
            owned = before is not None and before.pos == "NOUN" and features.definite and not before.features.closed
            governed = bool(token.attached) and not token.conjoined  # behind a preposition of its own
            return bare or owned or governed or self.counted(at)
        if features.definite or features.gender == "f" or token.attached or before is None:
            return False
        if self.counted(at):
            return True
        harmed = self.knowledge.derived("verbs of harm", harming_keys) & set(before.keys)
        done = before.pos == "VERB" and (bool(harmed) or not self.acts & set(before.keys))
        return done or (before.pos in ("NOUN", "ADJ") and before.features.definite and features.closed)

    def counted(self, at: int) -> bool:
        """Whether a number stands right before a word."""
        return at > self.first and (self.tokens[at - 1].pos == "NUM" or self.tokens[at - 1].norm[:1].isdigit())

    def state_at(self, at: int) -> tuple[int, StateEntry] | None:
        """The state whose adjective, or whose people's name, starts at a token."""
        found = self.forms_at(at)
        if found is None:
            return None
        states = [f.entry for f in found[1] if f.kind in ADJECTIVAL and isinstance(f.entry, StateEntry)]
        if not states:
            return None
        return found[0], max(states, key=lambda e: self.setting.countries[e.iso3])

    def state_named_at(self, at: int) -> tuple[int, StateEntry] | None:
        """The state whose name starts at a token."""
        found = self.forms_at(at)
        if found is None:
            return None
        for form in found[1]:
            if form.kind in ("state", "capital") and isinstance(form.entry, StateEntry):
                return found[0], form.entry
        return None

    # ---- organs and descriptions ----------------------------------------------------------------------------

    def organ(self, at: int, end: int, entry: OrganEntry) -> _Found:
        """An organ with the state whose adjective or name follows it, at most two adjectives later."""
        state, stop = self.state_after(end, 2)
        if state is not None and entry.local == "yes" and self.is_capital(end):
            state, stop = None, end
        if state is None:
            begin = end
            while begin < self.last and self.tokens[begin].norm in QUOTATION:
                begin += 1
            apart = begin >= self.last or self.tokens[begin].conjoined or self.tokens[begin - 1].enclitic is not None
            below = None if apart else self.actor_at(begin)
            if (
                (
                    below is not None
                    and below.ref.type in ("armed_group", "state_force", "government", "party")
                    and below.ref.entry
                )
                and not below.ref.adjective
                and not below.by.startswith("find_actors:capital:")
            ):
                return _Found(at, below.last, below.ref, f"{below.by}+{entry.id}", below.score, at)
            regional = self.regional(at, end, entry)
            if regional is not None:
                return regional
            part = self.partitive(end) if self.tokens[at].enclitic is None else None
            if part is not None and part.ref.entry:
                return _Found(at, part.last, part.ref, f"{part.by}+{entry.id}", part.score, at)
            bare = entry.name.replace("{adjective} ", "").replace(" of {state}", "").replace("{state} ", "")
            local = self.place_at(end) if entry.local == "yes" else None
            if local is not None:
                ref = ActorRef(
                    name=f"{local[1].name} {bare}",
                    arabic=self.surface(at, local[0]),
                    type=entry.type,
                    country=local[1].country,
                    sector=entry.sector,
                )
                return _Found(at, end, ref, f"find_actors:local:{entry.id}", 0.8, at)
            ref = ActorRef(
                name=bare,
                arabic=self.surface(at, end),
                type=entry.type,
                sector=entry.sector,
                generic=True,
                entry=None,
            )
            return _Found(
                at, end, replace(ref, runners_up=(f"organ:{entry.id}",)), f"find_actors:organ:{entry.id}", 0.7, at
            )
        return self.organ_of(at, stop, entry, state)

    def regional(self, at: int, end: int, entry: OrganEntry) -> _Found | None:
        """The organ of a place below a state that stands right behind it: "the forces of the region of X", "the police
        of X".
        """
        if entry.type != "state_force" or self.tokens[end - 1].features.definite or "{adjective}" not in entry.name:
            return None
        kind = self.words.at(self.knowledge.derived("place words table", words_table), end) if end < self.last else None
        begin = kind[0] if kind is not None and not self.tokens[end].attached else end
        if begin >= self.last or self.tokens[begin].attached or self.tokens[begin].pos not in ("PROPN", "X", "NOUN"):
            return None
        found = self.words.at(self.knowledge.derived("places table", names_table), begin)
        if found is None or not (begin > end or any(c.strong for c in found[1].entries)):
            return None
        weight = self.setting.countries
        place = max(found[1].entries, key=lambda c: (weight[c.ref.country], c.strong, c.population)).ref
        if place.type == "country":
            return None
        ref = ActorRef(
            name=entry.name.replace("{adjective}", place.name),
            arabic=self.surface(at, found[0]),
            type=entry.type,
            sector=entry.sector,
            country=place.country,
        )
        return _Found(at, found[0], ref, f"find_actors:regional:{entry.id}", 0.75, at)

    def is_kind_of_place(self, at: int) -> bool:
        """Whether a word says what kind of place the name behind it is: district of X."""
        kinds = self.knowledge.derived("place words table", words_table)
        found = self.words.at(kinds, at)
        return found is not None and found[0] == at + 1 and self.place_at(at + 1) is not None

    def is_capital(self, at: int) -> bool:
        """Whether a word names a state by its capital alone."""
        found = self.forms_at(at)
        kinds = {f.kind for f in found[1]} if found is not None else set()
        return "capital" in kinds and "state" not in kinds

    def place_at(self, at: int) -> tuple[int, PlaceRef] | None:
        """The place whose name is the complement of the word before, and the token behind it."""
        if at >= self.last or self.tokens[at].attached or self.tokens[at - 1].features.closed:
            return None
        found = self.words.at(self.knowledge.derived("places table", names_table), at)
        if found is None or self.tokens[at].pos not in PLACELIKE or self.name_at(at)[0] is not None:
            return None
        return found[0], found[1].entries[0].ref

    def organ_of(self, at: int, stop: int, entry: OrganEntry, state: StateEntry) -> _Found:
        """The organ of a state, under the name of its own where the sheets have one."""
        known = named_organs(self.knowledge).get((state.iso3, entry.id))
        if known is not None:
            return _Found(at, stop, ref_of(known), f"find_actors:organ:{entry.id}", 0.95, at)
        name = entry.name.format(adjective=state.adjective, state=state.name)
        ref = ActorRef(
            name=name,
            arabic=self.surface(at, stop),
            type=entry.type,
            entry=f"{state.id}.{entry.id}",
            country=state.iso3,
            sector=entry.sector,
            state=state.id,
        )
        return _Found(at, stop, ref, f"find_actors:organ:{entry.id}", 0.95, at)

    def state_after(self, end: int, reach: int) -> tuple[StateEntry | None, int]:
        """The state whose adjective or name follows within `reach` adjectives, and the token after it."""
        at = end
        for _ in range(reach + 1):
            if at >= self.last:
                break
            token = self.tokens[at]
            if at == end and token.pos != "PUNCT" and not token.attached:
                named = self.state_named_at(at)
                closed = at > self.first and self.tokens[at - 1].features.definite
                if named is not None and not (closed and self.is_capital(at)):
                    return named[1], named[0]
            got = self.state_at(at)
            if got is not None and not token.attached:
                agrees = token.features.definite or not self.tokens[end - 1].features.definite
                return (got[1], got[0]) if agrees else (None, end)
            if token.pos not in ("ADJ", "NOUN") or token.attached or token.function is not None:
                break
            before = self.tokens[at - 1].features
            if self.forms_at(at) is not None or (token.pos == "NOUN" and before.closed and not before.definite):
                break
            at += 1
        return None, end

    def describes_act(self, at: int, end: int) -> bool:
        """Whether a word for fighters is only the adjective of the act before it: "the terrorist attack"."""
        if end != at + 1 or at <= self.first:
            return False
        token, before = self.tokens[at], self.tokens[at - 1]
        same = token.features.definite == before.features.definite and token.features.number != "p"
        return same and token.pos == "ADJ" and before.pos == "NOUN" and bool(self.acts & set(before.keys))

    def generic(self, at: int, end: int, entry: GenericEntry) -> _Found | None:
        """A noun for people with the adjectives behind it: "informed Iraqi sources"; or with a name: "the X
        movement".
        """
        tokens = self.tokens
        if entry.type == "armed_group" and self.describes_act(at, end):
            return None
        if entry.takes == "noun":
            ref = ActorRef(
                entry.name, self.surface(at, end), entry.type, sector=entry.sector, generic=True, adjective=True
            )
            return _Found(at, end, ref, f"find_actors:generic:{entry.id}", 0.8, at)
        stop, state, named = end, None, None
        while stop < self.last:
            token = tokens[stop]
            if (
                token.attached
                or token.function is not None
                or token.pos in ("VERB", "AUX", "ADP", "PUNCT", "CCONJ", "NUM")
            ):
                break
            got = self.state_at(stop)
            if got is not None:
                state = state or got[1]
                stop = got[0]
                continue
            named_here, beyond = self.name_at(stop)
            if named_here is not None and stop == end:
                return _Found(
                    at, beyond, replace(named_here, sector=entry.sector), f"find_actors:person:{entry.id}", 0.7, at
                )
            apart = (tokens[stop - 1].features.definite and not token.features.definite) or self.acts & set(token.keys)
            if token.pos == "ADJ" and not apart and not self.opposed(stop) and not self.begins_name(at, stop):
                stop += 1
                continue
            inner = self.forms_at(stop)
            if inner is not None and stop == end and not self.tokens[stop - 1].features.closed:
                below = self.actor_at(stop)
                whole = below is not None and not below.ref.adjective
                if below is not None and whole and (entry.takes not in BODIES or self.is_whole(below)):
                    named = below
                    stop = below.last
                break
            break
        if named is None and stop < self.last and self.tokens[stop].norm in QUOTATION:
            below = self.actor_at(stop + 1) if stop + 1 < self.last else None
            if below is not None and not below.ref.generic and not below.ref.adjective and below.ref.type != "person":
                closing = below.last < self.last and self.tokens[below.last].norm in QUOTATION
                named, stop = below, below.last + (1 if closing else 0)
        if named is None:
            below = self.partitive(stop)
            if below is not None:
                named, stop = below, below.last
        if named is not None and not named.ref.anonymous:
            return self.part_of(at, stop, entry, named)
        people = entry.type in ("civilians", "armed_group", "person") and entry.takes not in BODIES
        if entry.speaker == "no" and people and named is None:
            person, beyond = self.person_after(stop)
            if person is not None:
                return _Found(
                    at, beyond, replace(person, sector=entry.sector), f"find_actors:person:{entry.id}", 0.7, at
                )
        quoted = self.quoted_name(stop)
        if quoted is not None and entry.type in ("armed_group", "party", "media", "company", "io", "other"):
            name_span, stop = quoted
            arabic = self.reading.quote(name_span)
            ref = ActorRef(
                name=self.knowledge.spelling.romanise(arabic),
                arabic=arabic,
                type=entry.type,
                sector=entry.sector,
                country=state.iso3 if state else "",
            )
            return _Found(at, stop, ref, f"find_actors:named:{entry.id}", 0.7, at)
        if entry.takes in BODIES and stop == end and self.is_front(at, end):
            return None
        beyond = self.tail(stop) if (entry.takes in BODIES or stop == end) and not self.is_counted(at, stop) else stop
        if entry.takes in BODIES and self.names_body(end, beyond):
            ref = ActorRef(
                name=self.naming.english(end, beyond, self.naming.english(at, end, "")),
                arabic=self.surface(at, beyond),
                type=entry.type,
                country=state.iso3 if state else "",
                sector=entry.sector,
                speaker=entry.speaker == "yes",
            )
            return _Found(at, beyond, ref, f"find_actors:named:{entry.id}", 0.75, at)
        if entry.takes == "named" and (stop > end or not self.tokens[at].features.definite):
            if stop > end or not self.calls_itself(stop):
                return None
        name = entry.name
        if state is not None:
            name = f"{state.adjective} {entry.name}"
        elif beyond > stop and entry.type == "civilians":
            name = self.naming.english(end, beyond, entry.name)
        ref = ActorRef(
            name=name,
            arabic=self.surface(at, beyond if entry.type == "civilians" else stop),
            type=entry.type,
            country=state.iso3 if state else "",
            sector=entry.sector,
            generic=True,
            anonymous=entry.anonymous == "yes",
            speaker=entry.speaker == "yes",
            state=state.id if state else "",
        )
        if entry.anonymous == "yes" and (entry.organ or (state is not None and entry.type == "government")):
            ref = replace(ref, organ=self.body_of(entry, state))
        by = BACK_REFERENCE if entry.takes in ("named", "before") else f"find_actors:generic:{entry.id}"
        return _Found(at, stop, ref, by, 0.8, at)

    def is_counted(self, at: int, stop: int) -> bool:
        """Whether a number stands before a noun and a definite word behind it, which then is no complement of it: "five
        workers their death".
        """
        if at == self.first or stop >= self.last or self.tokens[at].features.definite:
            return False
        number, behind = self.tokens[at - 1], self.tokens[stop]
        counted = number.pos == "NUM" or number.norm[:1].isdigit()
        return counted and (behind.features.definite or behind.enclitic is not None)

    def body_of(self, entry: GenericEntry, state: StateEntry | None) -> ActorRef | None:
        """Whose people without a name are: of an organ of a state, or of the state."""
        organ = next((o for o in self.knowledge.organs if o.id == entry.organ), None)
        if state is not None:
            return self.organ_of(0, 1, organ, state).ref if organ is not None else government_of(state)
        if organ is None:
            return None
        name = organ.name.replace("{adjective} ", "").replace(" of {state}", "")
        return ActorRef(name, organ.heads[0], organ.type, generic=True, runners_up=(f"organ:{organ.id}",))

    def is_whole(self, below: _Found) -> bool:
        """Whether a body named behind a noun is the one meant, not only the place or the people of it."""
        return below.ref.entry is not None and not below.by.startswith(
            ("find_actors:state:", "find_actors:capital:", "find_actors:organ:")
        )

    def tail(self, at: int) -> int:
        """The token behind the words that go on a noun as its complement: construct chain, adjectives, one phrase
        with "for".
        """
        start = at
        while at < self.last and at - start < MOST and at not in self.blocked:
            token, before = self.tokens[at], self.tokens[at - 1]
            if token.pos not in ("NOUN", "PROPN", "X", "ADJ") or token.function is not None or token.enclitic:
                break
            if before.norm in QUOTATION or before.enclitic is not None:
                break
            if self.acts & set(token.keys) and not self.naming.knows(at):
                break
            if token.attached:
                if not self.goes_on_attached(at):
                    break
            elif token.pos == "ADJ" and before.features.definite == token.features.definite:
                if self.opposed(at) or self.is_body(at):
                    break
            elif self.ends_chain(at, start):
                break
            at += 1
        while at > start and not self.tokens[at - 1].features.closed and self.tokens[at - 1].pos == "NOUN":
            if self.tokens[at - 1].features.definite or at - start > 1:
                break
            at -= 1
        return at

    def is_body(self, at: int) -> bool:
        """Whether a word is itself a noun for a body, people or a post, not an adjective of a state."""
        found = self.forms_at(at)
        return found is not None and any(f.kind in ("organ", "office", "generic") for f in found[1])

    def ends_chain(self, at: int, start: int) -> bool:
        """Whether a noun cannot be the complement of the word before it: that is definite or an adjective, or a
        person's name begins.
        """
        before = self.tokens[at - 1]
        if before.features.closed or before.features.definite:
            return True
        return at > start and (before.pos == "ADJ" or names(self.knowledge).opens(self.tokens[at]))

    def goes_on_attached(self, at: int) -> bool:
        """Whether a word with "for" or "and" in front still belongs to the name of a body: "for Spinning and
        Weaving", "Rights and Freedoms".
        """
        token, before = self.tokens[at], self.tokens[at - 1]
        if not token.features.definite or not before.features.definite:
            return False
        if token.conjoined:
            if any(g.role == "proclitic" and g.pos == "ADP" for g in token.segments) or self.forms_at(at) is not None:
                return False
            return token.pos == before.pos and (before.attached or token.features.gender == before.features.gender)
        return token.proclitic(*self.links) is not None and self.forms_at(at) is None

    def names_body(self, first: int, last: int) -> bool:
        """Whether the words behind a noun are the name of a body: some word is definite or a proper noun, and the
        first is none that only says of what the noun tells.
        """
        if first >= last or self.nameless & set(self.tokens[first].keys):
            return False
        words = self.tokens[first:last]
        adjectives = all(t.pos == "ADJ" for t in words)
        named = any(t.features.definite or t.pos in ("PROPN", "X") for t in words)
        return (named or self.place_at(last - 1) is not None) and not (adjectives and len(words) == 1)

    def is_front(self, at: int, end: int) -> bool:
        """Whether a noun tells of a front line, the place it runs at named right behind it: "the front of Taiz"."""
        kinds = self.knowledge.derived("place words table", words_table)
        kind = self.words.at(kinds, at)
        if kind is None or kind[1].entries[0].type != FRONT or self.place_at(end) is None:
            return False
        found = self.words.at(self.knowledge.derived("places table", names_table), end)
        return found is not None and any(c.strong for c in found[1].entries)

    def begins_name(self, head: int, at: int) -> bool:
        """Whether a given name stands where an adjective of a definite noun would be definite."""
        token = self.tokens[at]
        given = names(self.knowledge).given_at(token)
        return given is not None and self.tokens[head].features.definite and not token.features.definite

    def opposed(self, at: int) -> bool:
        """Whether a word and the one before it end a phrase each, in different numbers: the second describes
        nothing.
        """
        before, token = self.tokens[at - 1].features, self.tokens[at].features
        return before.closed and token.closed and not token.definite and before.number != token.number

    def partitive(self, at: int) -> _Found | None:
        """The named actor behind "of", "in the ranks of": "a force of X"."""
        if at >= self.last:
            return None
        found = self.words.at(self.knowledge.derived("partitives", partitives), at)
        attached = self.tokens[at].proclitic(*self.within) is not None and not self.tokens[at].conjoined
        if found is None and not attached:
            return None
        begin = found[0] if found is not None else at
        while begin < self.last and self.tokens[begin].norm in QUOTATION:
            begin += 1
        below = self.actor_at(begin) if begin < self.last else None
        if (
            below is None
            or below.ref.adjective
            or below.ref.generic
            or below.ref.type in ("person", "civilians", "media")
        ):
            return None
        if below.by.startswith(("find_actors:state:", "find_actors:capital:")):
            return None
        end = below.last
        opened = self.tokens[begin - 1].norm in QUOTATION
        if opened and end < self.last and self.tokens[end].norm in QUOTATION:
            end += 1
        return replace_last(below, end)

    def part_of(self, at: int, stop: int, entry: GenericEntry, whole: _Found) -> _Found:
        """People of a named actor: "fighters of X" are X; "a source in X" is an anonymous speaker of it."""
        if entry.speaker == "yes":
            ref = ActorRef(
                name=f"{whole.ref.name} {entry.name}",
                arabic=self.surface(at, stop),
                type=entry.type,
                country=whole.ref.country,
                sector=whole.ref.sector,
                generic=True,
                anonymous=entry.anonymous == "yes",
                speaker=True,
                organ=whole.ref,
            )
            return _Found(at, stop, ref, f"find_actors:generic:{entry.id}", 0.8, at)
        if entry.type == "civilians" and whole.ref.type not in ("civilians", "armed_group"):
            return _Found(
                at,
                stop,
                replace(
                    whole.ref,
                    name=f"{whole.ref.name} {entry.name}",
                    arabic=self.surface(at, stop),
                    entry=None,
                    generic=True,
                    type="civilians",
                ),
                f"find_actors:generic:{entry.id}",
                0.7,
                at,
            )
        return _Found(at, stop, whole.ref, f"{whole.by}+{entry.id}", whole.score, at)

    def calls_itself(self, at: int) -> bool:
        """Whether words by which a group is said to call itself start at a token, with its name behind them."""
        called = self.words.at(self.knowledge.derived("self naming", self_naming), at) if at < self.last else None
        if called is None or called[0] >= self.last:
            return False
        below = self.actor_at(called[0] + (self.tokens[called[0]].norm in QUOTATION))
        return self.quoted_name(called[0]) is not None or (below is not None and not below.ref.generic)

    def self_named(self, found: _Found) -> _Found:
        """The name that a group gives itself, where one follows: "factions that call themselves X"."""
        table = self.knowledge.derived("self naming", self_naming)
        at = found.last
        called = self.words.at(table, at) if at < self.last else None
        if called is None:
            return found
        begin = called[0]
        quoted = self.quoted_name(begin)
        inner = begin + 1 if begin < self.last and self.tokens[begin].norm in QUOTATION else begin
        below = self.actor_at(inner) if inner < self.last else None
        if below is not None and not below.ref.generic and not below.ref.adjective:
            last = below.last + (
                1 if below.last < self.last and self.tokens[below.last].norm in QUOTATION and inner > begin else 0
            )
            return _Found(found.first, last, below.ref, below.by, below.score, found.head)
        if quoted is not None:
            arabic = self.reading.quote(quoted[0])
            ref = replace(
                found.ref, name=self.knowledge.spelling.romanise(arabic), arabic=arabic, entry=None, generic=False
            )
            return _Found(found.first, quoted[1], ref, f"{found.by}:self", 0.7, found.head)
        return found

    def quoted_name(self, at: int) -> tuple[Span, int] | None:
        """A name of one to five words in quotation marks that starts at a token."""
        if at >= self.last or self.tokens[at].norm not in QUOTATION:
            return None
        for close in range(at + 2, min(at + 7, self.last)):
            if self.tokens[close].norm in QUOTATION:
                inner = self.tokens[at + 1 : close]
                if any(t.pos in ("VERB", "AUX") for t in inner):
                    return None
                return inner[0].span.to(inner[-1].span), close + 1
        return None

    # ---- offices --------------------------------------------------------------------------------------------

    def office(self, at: int, end: int, entry: OfficeEntry) -> _Found:
        """The holder of an office: with the state or organ it belongs to, and the name if one follows."""
        stop = end
        state: StateEntry | None = None
        organ: _Found | None = None
        named_at_once, beyond_name = self.name_at(end) if end < self.last else (None, end)
        if named_at_once is not None:
            ref = replace(named_at_once, office=entry.id, spokesman=entry.speaks_for == "organ")
            return _Found(at, beyond_name, ref, f"find_actors:office:{entry.id}", 0.9, at)
        whole = "{" not in entry.name  # its words say whose it is
        state, stop = (self.own_state(entry), end) if whole else self.state_after(end, 1)
        if state is None and entry.name.endswith("{state}") and self.is_preposition(stop):
            sent = self.state_named_at(stop + 1)
            if sent is not None:
                stop, state = sent
        if state is None and not whole:
            nxt = stop
            if nxt < self.last and self.tokens[nxt].norm in QUOTATION:
                nxt += 1
            below = self.actor_at(nxt) if nxt < self.last and not self.blocked.get(nxt) else None
            if below is not None and below.by == BACK_REFERENCE and self.is_title(nxt):
                below = None
            apart = nxt < self.last and self.tokens[nxt - 1].features.closed and not self.tokens[nxt].attached
            if below is not None and apart:
                below = None
            if below is not None and below.ref.type != "person" and not below.ref.adjective:
                organ, stop = below, below.last
                while stop < self.last and self.tokens[stop].norm in QUOTATION:
                    stop += 1
        if state is None and organ is None and entry.speaks_for != "self":
            organ = self.partitive(stop)
            stop = organ.last if organ is not None else stop
        realm = ""
        if state is None and organ is None and not whole and not self.starts_person(stop):
            kind = stop < self.last and self.is_kind_of_place(stop)
            local = self.place_at(stop + 1 if kind else stop)
            if local is not None and self.is_preposition(stop - 1):
                stop -= 1
            elif local is not None:
                stop, realm = local[0], local[1].name
        beyond = stop
        while (
            beyond < self.last
            and beyond - stop < 2
            and self.tokens[beyond].pos == "ADJ"
            and not self.tokens[beyond].attached
        ):
            beyond += 1
        some = entry.speaks_for == "member" and self.is_one_of_many(at, end)
        person, end_of_name = self.person_after(beyond) if not some else (None, stop)
        if person is None and not some:
            person, end_of_name = self.person_after(stop)
        if person is None and not some:
            person, end_of_name = self.apposed(stop)
        if person is None and organ is None and stop < self.last and self.tokens[stop].features.definite:
            person, end_of_name = self.name_at(stop + 1) if stop + 1 < self.last else (None, stop)
        stop = end_of_name if person is not None else stop
        country = state.iso3 if state else organ.ref.country if organ else ""
        spokesman = entry.speaks_for == "organ"
        organ_ref = organ.ref if organ else None
        if organ_ref is None and spokesman and state is not None:
            organ_ref = government_of(state)
        if person is not None:
            ref = replace(
                person, office=entry.id, organ=organ_ref, spokesman=spokesman, country=person.country or country
            )
            return _Found(at, stop, ref, f"find_actors:office:{entry.id}", 0.9, at)
        adjective = state.adjective if state else ""
        whose = organ_ref.name if organ_ref else state.name if state else realm
        name = entry.name
        for slot, value in (("{adjective}", adjective or whose), ("{state}", whose), ("{organ}", whose)):
            name = name.replace(slot, value)
        name = " ".join(name.split()).removesuffix(" of").removesuffix(" for").removesuffix(" to").strip()
        ref = ActorRef(
            name=name,
            arabic=self.surface(at, stop),
            type="person",
            country=country,
            sector=entry.sector,
            office=entry.id,
            organ=organ_ref,
            spokesman=spokesman,
            anonymous=not spokesman and self.is_one_of_many(at, end),
            state=state.id if state else "",
        )
        return _Found(at, stop, ref, f"find_actors:office:{entry.id}", 0.85, at)

    def own_state(self, entry: OfficeEntry) -> StateEntry | None:
        """The state that the name of an office begins with."""
        return next((s for s in self.knowledge.states if entry.name.startswith(f"{s.adjective} ")), None)

    def is_one_of_many(self, at: int, end: int) -> bool:
        """Whether an office without a name is told without the article and of nobody in particular: "a commander in X",
        "an Iranian official", where "head of X" is one man.
        """
        tokens = self.tokens
        if tokens[at].attached and not tokens[at].conjoined:
            return False
        if tokens[at].features.definite or tokens[at].enclitic is not None:
            return False
        if end >= self.last or any(t.function == "preposition" for t in tokens[at + 1 : end]):
            return True
        if any(t.features.definite or t.enclitic is not None for t in tokens[at + 1 : end]):
            return False
        behind = tokens[end]
        if behind.function is not None or behind.attached or behind.pos in ("PUNCT", "VERB", "AUX"):
            return True
        place = self.words.at(self.knowledge.derived("places table", names_table), end)
        return behind.pos == "ADJ" and not behind.features.definite and place is None

    def is_preposition(self, at: int) -> bool:
        """Whether a token is a preposition that stands alone."""
        return at < self.last and self.tokens[at].function == "preposition" and self.tokens[at].enclitic is None

    def person_after(self, at: int) -> tuple[ActorRef | None, int]:
        """A person's name that starts at a token: known, or two to four words that look like a name."""
        start = at
        while start < self.last and (self.tokens[start].norm in COMMAS or self.is_title(start)):
            if self.tokens[start].norm in COMMAS:
                return None, at
            start += 1
        named, end = self.name_at(start) if start < self.last and not self.tokens[start].attached else (None, start)
        if named is not None:
            return named, end
        found = self.forms_at(start)
        if found is not None:
            for form in found[1]:
                if isinstance(form.entry, ActorEntry) and form.entry.type == "person":
                    person = self.named(start, found[0], form.entry, found[1], shared=False)
                    return person.ref, person.last
        if start < self.last and self.is_kind_of_place(start):
            return None, at
        end = start
        while end < self.last and end - start < 4 and end not in self.blocked and self.goes_on_as_name(start, end):
            if self.begins_body(end):
                break
            end += 1
        end = next((t for t in range(start, end) if t in self.blocked or t in self.armed), end)
        words = self.tokens[start:end]
        if len(words) >= 2 and sum(t.pos in FOREIGN for t in words) * 2 >= len(words):
            arabic = self.reading.quote(words[0].span.to(words[-1].span))
            return ActorRef(names(self.knowledge).latin(arabic), arabic, "person", sector="GOV"), end
        return None, at

    def apposed(self, at: int) -> tuple[ActorRef | None, int]:
        """The person whose name stands between two commas right behind an office: "the prime minister, X, said"."""
        if at + 1 >= self.last or self.tokens[at].norm not in COMMAS:
            return None, at
        person, end = self.person_after(at + 1)
        closed = end < self.last and self.tokens[end].norm in COMMAS
        return (person, end) if person is not None and closed else (None, at)

    def begins_body(self, at: int) -> bool:
        """Whether the name of a group or body starts at a token, or one of the sites that belong to such."""
        if self.sites & set(self.tokens[at].keys[:2]):
            return True
        found = self.forms_at(at)
        return found is not None and any(
            isinstance(f.entry, ActorEntry) and f.kind == "name" and f.entry.type != "person" for f in found[1]
        )

    def goes_on_as_name(self, start: int, at: int) -> bool:
        """Whether a token may belong to a name of foreign spelling that starts at `start`."""
        token = self.tokens[at]
        inflected = any(k[:1] in "=~^*" for k in token.keys)
        foreign = token.pos == "VERB" and not inflected and token.features.tense != "present"
        if token.pos not in NAMELIKE and not foreign:
            return False
        if token.function is not None or token.attached or (token.features.definite and at == start):
            return False
        if self.acts & set(token.keys):
            return False
        if token.pos in ("NOUN", "ADJ") and (self.forms_at(at) is not None or at - start >= 3):
            return False
        if token.pos == "ADJ" and not token.features.definite:
            return False
        return not (inflected and at - start >= 2)

    def is_title(self, at: int) -> bool:
        """Whether a token is a rank or courtesy title before a name (general, doctor)."""
        if self.titles & set(self.tokens[at].keys) and not self.tokens[at].attached:
            return True
        found = self.forms_at(at)
        return found is not None and any(f.kind == "office" and f.entry.id.startswith(TITLES) for f in found[1])

    def surface(self, first: int, last: int) -> str:
        """The words of some tokens as they stand, the clitics in front of the first taken off."""
        tokens = self.tokens[first:last]
        start = name_start(tokens[0])
        return self.reading.quote(Span(start, tokens[-1].span.end))


def government_of(state: StateEntry) -> ActorRef:
    """A state as an actor."""
    return ActorRef(
        name=state.name,
        arabic=state.arabic,
        type="government",
        entry=state.id,
        country=state.iso3,
        sector="GOV",
        state=state.id,
    )


def in_post(person: ActorRef, post: ActorRef) -> ActorRef:
    """A person with the office that another mention tells."""
    return replace(
        person,
        office=post.office,
        organ=post.organ,
        spokesman=post.spokesman,
        country=person.country or post.country,
    )


def demonym(adjective: str) -> str:
    """The English name of the people of a state.

    >>> demonym("Iraqi"), demonym("Turkish"), demonym("French")
    ('Iraqis', 'Turks', 'French people')
    """
    if adjective == "US":
        return "Americans"
    if adjective.endswith(("n", "i")):
        return f"{adjective}s"
    return {"Turkish": "Turks", "Kurdish": "Kurds", "Greek": "Greeks"}.get(adjective, f"{adjective} people")


def ref_of(entry: ActorEntry) -> ActorRef:
    """The actor of an entry, under its first name."""
    return ActorRef(
        name=entry.name,
        arabic=(entry.names or entry.shared)[0],
        type=entry.type,
        entry=entry.id,
        country=entry.country,
        sector=entry.sector,
        member_of=tuple(entry.umbrellas),
    )


def named_organs(knowledge: Knowledge) -> dict[tuple[str, str], ActorEntry]:
    """The actors that are an organ of a state under a name of their own: by country and organ."""
    return knowledge.derived("named organs", organs_with_names)


def organs_with_names(knowledge: Knowledge) -> dict[tuple[str, str], ActorEntry]:
    """The named actors one of whose names is the head of an organ with the adjective of their state."""
    heads = {
        (*words[:-1], words[-1]): o.id for o in knowledge.organs for h in o.heads if (words := keyed(knowledge, h))
    }
    adjectives: dict[str, set[str]] = {}
    for state in knowledge.states:
        forms = {knowledge.key(v) for a in state.adjectives for v in knowledge.spelling.relational(a)}
        adjectives.setdefault(state.iso3, set()).update(forms)
    found: dict[tuple[str, str], ActorEntry] = {}
    for actor in knowledge.actors:
        if actor.type in ("person", "media", "armed_group"):
            continue
        for name in actor.names:
            words = keyed(knowledge, name)
            organ = heads.get(words[:-1])
            if organ is not None and words[-1] in adjectives.get(actor.country, ()):
                found.setdefault((actor.country, organ), actor)
    return found


def keyed(knowledge: Knowledge, name: str) -> tuple[str, ...]:
    """The match keys of the words of a name."""
    return tuple(knowledge.key(word) for word in name.split())


def replace_last(found: _Found, last: int) -> _Found:
    """The same actor, its words reaching further."""
    return _Found(found.first, last, found.ref, found.by, found.score, found.head)


def nouns_of_sites(knowledge: Knowledge) -> frozenset[str]:
    """Keys of nouns for places and buildings: seat, camp, base."""
    return frozenset(knowledge.key(f) for e in knowledge.place_words for f in e.forms if " " not in f)


def nouns_of_violence(knowledge: Knowledge) -> frozenset[str]:
    """Keys of one-word nouns of acts, as they are listed."""
    return frozenset(knowledge.key(n) for e in knowledge.events for n in e.nouns if " " not in n)


def nouns_of_members(knowledge: Knowledge) -> frozenset[str]:
    """Keys of nouns for armed people and for members and leaders of a group."""
    words = [f for e in knowledge.generics if e.type == "armed_group" and e.takes not in BODIES for f in e.forms]
    words += [f for e in knowledge.offices if e.id in ("party_leader", "senior_member") for f in e.forms]
    return frozenset(x for w in words if " " not in w for x in knowledge.spelling.nominal(w))


def verbs_of_claims(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the verbs by which somebody says that he has done it, and of other acts that are done by speaking."""
    verbs = [v for e in knowledge.lights if e.effect == "claim" for v in e.verbs]
    verbs += [v for e in knowledge.events if e.speech == "yes" for v in e.verbs]
    return frozenset("=" + knowledge.lemma(v.split()[0]) for v in verbs)


def last_words_of_bodies(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the shared names of actors of no country that end a longer name of theirs."""
    owned = [(name, a) for a in knowledge.actors if not a.country for name in a.shared if " " not in name]
    return frozenset(knowledge.key(n) for n, a in owned if any(x.endswith(f" {n}") for x in a.names))


def verbs_of_telling(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the verbs of saying behind which no object stands: who is named behind them speaks."""
    entries = [e for e in knowledge.speech if e.pattern == "verb" and "object" not in e.addressee]
    return frozenset("=" + knowledge.lemma(v.split()[0]) for e in entries for v in e.verbs)


def self_naming(knowledge: Knowledge) -> Phrases[str]:
    """Words by which a group is said to call itself."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.cues("self_naming"):
        for form in entry.forms:
            add_form(table, knowledge, form, entry.id)
    return table


def partitives(knowledge: Knowledge) -> Phrases[str]:
    """Words between people and the group they are part of."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.cues("partitive"):
        for form in entry.forms:
            add_form(table, knowledge, form, entry.id)
    return table


@stage(needs="sentences tokens mentions", makes="mentions")
def find_actors(reading: Reading, knowledge: Knowledge) -> Iterator[Mention]:
    """Each actor of each sentence, longest first."""
    setting = setting_of(reading, knowledge)
    for sentence in reading.sentences:
        first, last = reading.token_range(sentence.span)
        for found in _Finder(reading, knowledge, first, last, setting).find():
            tokens = reading.tokens[found.first : found.last]
            start = name_start(tokens[0])
            span = Span(start, tokens[-1].span.end)
            yield Mention(Kind.ACTOR, span, found.first, found.last, found.ref, found.by, found.score, found.head)

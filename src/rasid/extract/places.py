"""Places: names looked up in the gazetteer and the hand-made sheets, and decided by what the text itself says."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from rasid.extract.homonyms import KEPT, LARGE, SETTLED, SETTLEMENTS, Candidate, Homonyms, Seen, kilometres
from rasid.extract.own_places import own_table
from rasid.extract.words import QUOTATION, Words, acts_by_noun, add_form, keys_of, name_start
from rasid.knowledge.load import GazetteerRow, Knowledge
from rasid.knowledge.sheet import PlaceEntry, PlaceWordEntry
from rasid.model import ActorRef, Kind, Mention, PlaceRef, Reading, RunnerUp, Span, stage
from rasid.text.phrases import Phrases

T = TypeVar("T", Candidate, GazetteerRow)

BUILT = {
    "bridge",
    "market",
    "square",
    "road",
    "street",
    "hospital",
    "mosque",
    "church",
    "school",
    "prison",
    "palace",
    "building",
    "university",
}
STANDS_IN = {"hospital", "university", "prison", "market"}  # bear the name of the city that they stand in
TAKEN_UP = SETTLEMENTS | {
    "region",
    "quarter",
    "camp",
    "governorate",
    "state",
    "district",
    "airport",
    "port",
    "base",
    "crossing",
    "island",
    "prison",
}
LOOSE = SETTLEMENTS | {"governorate", "state", "district", "area"}  # nouns that mean any place of the kind
CAPITAL, LAND, BORDER, TERRITORY = "capital", "country", "border", "territory"  # entries of the nouns for these
NEAR = 150.0  # km between a place and the one behind it that says where it lies
HOSTILE = 0.4  # how much the mention of a state speaks for a country whose enemy it is
CLOSE = 4  # words between an unknown place and the place named behind it as what it lies in
REACH = 3  # sentences over which "the town" takes up a place named before
NAMED = {"village", "town", "district", "subdistrict"}  # kinds behind which even a common noun may be a name
METROPOLIS = 200_000  # people, from which a name needs nothing beside it
SAME = 10.0  # km within which an imported place is the one of the sheets
NEIGHBOURS = 20.0  # km within which it matters little which of two places is meant
AS_GOOD = 0.3  # by how much another place of the name may fit worse and still be meant
EXTENT = {"subdistrict": 8.0, "district": 15.0, "governorate": 60.0, "province": 60.0, "state": 60.0}  # km, if unknown


def _number(text: str) -> float | None:
    return float(text) if text else None


def _of_entry(entry: PlaceEntry) -> PlaceRef:
    return PlaceRef(
        name=entry.name,
        arabic=(entry.names or entry.shared or [entry.name])[0],
        country=entry.country,
        type=entry.type,
        entry=entry.id,
        lat=_number(entry.lat),
        lon=_number(entry.lon),
        precision_km=_number(entry.precision),
        parent=entry.parent,
    )


def _of_row(row: GazetteerRow) -> PlaceRef:
    return PlaceRef(
        name=row.name,
        arabic=(row.names or row.shared or (row.name,))[0],
        country=row.country,
        type=row.type,
        entry=row.id,
        lat=row.lat,
        lon=row.lon,
        precision_km=row.precision,
        geonames_id=row.geonames_id or None,
        parent=row.parent,
    )


def names_table(knowledge: Knowledge) -> Phrases[Candidate]:
    """Every name of every place."""
    table: Phrases[Candidate] = Phrases()
    rows = {row.id: row for row in knowledge.gazetteer}
    merged: set[str] = set()
    for entry in knowledge.places:
        ref = _of_entry(entry)
        twin = rows.get(entry.origin.split()[0]) if entry.origin else None
        if twin is not None:
            merged.add(twin.id)
            ref = replace(ref, geonames_id=twin.geonames_id or None)
        for name in entry.names:
            add_form(table, knowledge, name, Candidate(ref, True, True))
        for name in entry.shared:
            add_form(table, knowledge, name, Candidate(ref, False, True))
    for row in knowledge.gazetteer:
        if row.id in merged:
            continue
        ref = _of_row(row)
        for name in row.names:
            strong = " " in name or row.population > 200_000
            add_form(table, knowledge, name, Candidate(ref, strong, False, row.population))
        for name in row.shared:
            add_form(table, knowledge, name, Candidate(ref, False, False, row.population))
    return table


def places_of_states(knowledge: Knowledge) -> dict[str, Candidate]:
    """The states as places, by their country codes."""
    countries = [e for e in knowledge.places if e.type == "country" and e.country]
    return {e.country: Candidate(_of_entry(e), True, True) for e in reversed(countries)}


def capitals_of_states(knowledge: Knowledge) -> dict[str, PlaceRef]:
    """The capitals of the states as places, by their country codes."""
    table = knowledge.derived("places table", names_table)
    found: dict[str, PlaceRef] = {}
    for state in knowledge.states:
        for name in state.capitals:
            match = table.at([(key,) for key in knowledge.words(name)], 0)
            places = [c for c in match.entries if c.ref.country == state.iso3] if match is not None else []
            if places and state.iso3 not in found:
                found[state.iso3] = max(places, key=lambda c: (c.made_by_hand, c.strong, c.population)).ref
    return found


def places_by_name(knowledge: Knowledge) -> dict[str, PlaceRef]:
    """The places of the sheets by their English names."""
    return {e.name: _of_entry(e) for e in reversed(list(knowledge.places))}


def first_words(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the first words of the names of places that others lie in, where they have two: "strip" of a strip."""
    larger = {e.parent for e in knowledge.places if e.parent}
    names = (e.names[0].split() for e in knowledge.places if e.name in larger and e.names)
    return frozenset(knowledge.key(name[0]) for name in names if len(name) > 1)


def words_table(knowledge: Knowledge) -> Phrases[PlaceWordEntry]:
    """The nouns that say what kind of place follows."""
    table: Phrases[PlaceWordEntry] = Phrases()
    for entry in knowledge.place_words:
        for form in entry.forms if entry.type != "preposition" else ():
            add_form(table, knowledge, form, entry, inflect=" " not in form)
    return table


class _Finder:
    """Finds the places of a whole document, then decides each by the others."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading, self.knowledge, self.tokens = reading, knowledge, reading.tokens
        self.names = knowledge.derived("places table", names_table)
        self.own = knowledge.derived(f"own places {knowledge.own.hash}", own_table) if knowledge.own else None
        self.kinds = knowledge.derived("place words table", words_table)
        self.prepositions = knowledge.derived("place prepositions", place_prepositions)
        self.governed = {
            at: c.prep
            for c in reading.chunks
            if c.kind == "np" and c.prep
            for at in range(c.first, min(c.first + 3, c.last))
        }
        self.sources: frozenset[str] = knowledge.cue_relations("source_place")
        self.named_after: frozenset[str] = knowledge.cue_nominals("named_after")
        self.chunk_at = {c.head: c for c in reading.chunks if c.kind == "np"}
        self.adjective_after = {
            m.first: m.value.country for m in reading.mentions if isinstance(m.value, ActorRef) and m.value.adjective
        }
        self.times = {t for m in reading.mentions if m.kind is Kind.TIME for t in range(m.first, m.last)}
        self.taken = set(self.times)
        self.institutions: dict[int, int] = {}  # nouns of institutions ("hospital"), by their first token: their end
        self.countries: dict[str, float] = {}
        self.by_sentence: dict[int, dict[str, float]] = {}
        self.enemies: dict[str, list[str]] = knowledge.derived(
            "whose enemy a state is", lambda k: {s.iso3: s.enemy_of for s in k.states if s.enemy_of}
        )
        starts = [s.span.start for s in reading.sentences]
        for mention in reading.mentions:
            if isinstance(mention.value, ActorRef):
                if mention.by.startswith("find_actors:state:") and self.governed.get(mention.first) in self.sources:
                    continue
                self.speak_of(mention.value.country, bisect_right(starts, mention.span.start) - 1)
                plain = mention.by.startswith(("find_actors:state:", "find_actors:capital:"))
                if not plain and not mention.by.startswith("find_actors:shared"):
                    self.taken.update(range(mention.first, mention.last))
                    if mention.value.generic:
                        self.institutions[mention.first] = mention.last

    def speak_of(self, country: str, sentence: int) -> None:
        """Note that a sentence speaks of a country, and so perhaps of those whose news call it the enemy."""
        if not country:
            return
        here = self.by_sentence.setdefault(sentence, {})
        for told in (self.countries, here):
            told[country] = told.get(country, 0.0) + 1.0
            for other in self.enemies.get(country, ()):
                told[other] = told.get(other, 0.0) + HOSTILE

    def seen(self) -> Iterator[Seen]:
        """Every name that may be a place."""
        for number, sentence in enumerate(self.reading.sentences):
            first, last = self.reading.token_range(sentence.span)
            words = Words(self.reading, first, last)
            at = first
            previous: Seen | None = None
            while at < last:
                got = (
                    self.at(words, at, last, number)
                    or self.joined(words, at, previous, number)
                    or self.again(at, number)
                )
                if got is None:
                    at += 1
                else:
                    got.origin = self.governed.get(got.begin, self.governed.get(got.first, "")) in self.sources
                    yield got
                    previous = got
                    at = max(got.last, at + 1)

    def joined(self, words: Words, at: int, previous: Seen | None, sentence: int) -> Seen | None:
        """A name right behind another place and "and": a place too, whatever else the word may mean."""
        if previous is None or previous.last != at or at in self.taken:
            return None
        if not self.tokens[at].conjoined:
            return None
        found = self.named(words, at)
        token = self.tokens[at]
        kind = words.at(self.kinds, at)
        if token.pos in ("VERB", "AUX", "PUNCT") or (kind is not None and (found is None or found[0] <= kind[0])):
            return None
        if found is not None and not (token.function is not None and found[0] == at + 1):
            return Seen(at, found[0], at, found[1], previous.word, sentence, 0.8, previous.type)
        several = previous.word is not None and self.tokens[previous.begin].features.number in ("d", "p")
        if several and token.pos in ("PROPN", "X") and token.norm.isalpha() and token.enclitic is None:
            return Seen(at, at + 1, at, (), previous.word, sentence, 0.5, previous.type)
        return None

    def again(self, at: int, sentence: int) -> Seen | None:
        """A noun of place with the article and no name, which takes up a place named before: "in the town"."""
        token = self.tokens[at]
        bare = token.pos == "NOUN" and token.features.definite and token.enclitic is None
        if not bare or at in self.taken:
            return None
        kind = self.kinds.at([token.keys], 0)
        lands: frozenset[str] = self.knowledge.derived("first words of larger places", first_words)
        if (kind is None and lands.isdisjoint(token.keys)) or not self.stands_alone(at):
            return None
        if kind is not None and kind.entries[0].id == LAND and not self.lies_in(at):
            return None
        return Seen(at, at + 1, at, (), None, sentence, 0.5, kind.entries[0].type if kind is not None else "")

    def stands_alone(self, at: int) -> bool:
        """Whether a noun is a phrase of its own, behind a preposition of place or none."""
        chunk = self.chunk_at.get(at)
        if chunk is not None and chunk.head == at and chunk.last == at + 1:
            return chunk.prep == "" or chunk.prep in self.prepositions
        before = self.tokens[at - 1] if at else None
        if before is None or self.tokens[at].attached:
            return False
        acts = self.knowledge.derived("acts by noun", acts_by_noun)
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        alone = after is None or not (after.pos == "ADJ" and after.features.definite)
        struck = alone and before.pos == "NOUN" and not before.features.definite and any(k in acts for k in before.keys)
        return struck or not self.knowledge.cue_nominals("inside").isdisjoint(before.keys)

    def lies_in(self, at: int) -> bool:
        """Whether a noun stands behind a preposition of place, or behind a noun for a part of a place."""
        chunk = self.chunk_at.get(at)
        return chunk is None or chunk.prep != ""

    def named(self, words: Words, at: int) -> tuple[int, tuple[Candidate, ...]] | None:
        """The longest name of places that starts at a token, and the places."""
        found = self.spelled(self.names, words, at)
        return found if self.own is None else self.with_imported(self.own, words, at, found)

    def with_imported(
        self, own: Phrases[GazetteerRow], words: Words, at: int, found: tuple[int, tuple[Candidate, ...]] | None
    ) -> tuple[int, tuple[Candidate, ...]] | None:
        """What the sheets name at a token with the imported places of the name; or a name that is longer, or that they
        do not have, where an imported place may be meant.
        """
        got = self.spelled(own, words, at)
        if got is None or (found is not None and found[0] > got[0]):
            return found
        known = found[1] if found is not None and found[0] == got[0] else ()
        named = self.behind_kind(at)
        if any(c.ref.type == "country" or (c.strong and not named) for c in known):
            return found
        if not known and not self.may_be_imported(at, got[0]):
            return found
        places = [(_of_row(row), row.population) for row in got[1]]
        others = [
            Candidate(ref, people > METROPOLIS, False, people, imported=True)
            for ref, people in places
            if not any(c.ref.country == ref.country and kilometres(c.ref, ref) < SAME for c in known)
        ]
        return got[0], (*known, *others)

    def may_be_imported(self, at: int, end: int) -> bool:
        """Whether a name that no sheet has stands where a place is named: villages are called by common words too."""
        if self.is_half(at, end):
            return False
        if self.behind_kind(at):
            return True
        if not self.after_place_preposition(at):
            return False
        token = self.tokens[at]
        return end > at + 1 or (
            token.pos in ("PROPN", "X") and self.knowledge.vocabulary.isdisjoint((*token.keys, token.norm))
        )

    def behind_kind(self, at: int) -> bool:
        """Whether a noun for a place where people live stands right before a name."""
        before = self.kinds.at([self.tokens[at - 1].keys], 0) if at else None
        return before is not None and before.entries[0].type in SETTLED

    def is_half(self, at: int, end: int) -> bool:
        """Whether a name of one word without the article has another noun right behind it, which belongs to it."""
        after = self.tokens[end] if end < len(self.tokens) else None
        return (
            end == at + 1
            and not self.tokens[at].features.definite
            and after is not None
            and not after.attached
            and after.pos in ("NOUN", "PROPN", "X")
            and end not in self.times
            and self.kinds.at([after.keys], 0) is None
            and not self.located(end, len(self.tokens))
        )

    def spelled(self, table: Phrases[T], words: Words, at: int) -> tuple[int, tuple[T, ...]] | None:
        """The longest name of a table that starts at a token, and what it names: what a single word spells out as it
        stands goes before what it fits only with an ending taken off, and an attached pronoun ends no name.
        """
        found = words.at(table, at)
        if found is None:
            return None
        end, match = found
        token = self.tokens[end - 1]
        if end > at + 1 and self.opens_beyond(at, end, [arabic_of(e) for e in match.entries]):
            shorter = next((m for m in words.ever_shorter(table, at) if m[0] < end), None)
            if shorter is not None:
                end, match = shorter
                token = self.tokens[end - 1]
        if token.features.definite or not token.keys:
            return end, match.entries
        inside = [self.tokens[t] for t in range(at, end)]
        keys: list[tuple[str, ...]] = [t.keys for t in inside if t.norm not in QUOTATION]
        for spelling in dict.fromkeys((token.keys[0], self.knowledge.key(token.norm))):
            whole = table.at([*keys[:-1], (spelling,)], 0)
            if whole is not None and whole.last == len(keys):
                return end, whole.entries
        ending = token.enclitic is not None or not token.attached
        return None if ending else (end, match.entries)

    def opens_beyond(self, at: int, end: int, names: list[str]) -> bool:
        """Whether the last word that a name seems to have is an adjective without the article behind one with it, which
        says where something lies ("eastern"), unless the name is spelled so.
        """
        first, final = self.tokens[at], self.tokens[end - 1]
        if not first.features.definite or final.pos != "ADJ" or final.features.definite:
            return False
        fold, spelled = self.knowledge.spelling.fold, (name.split() for name in names)
        return not any((fold(s[0]), fold(s[-1])) == (first.norm, final.norm) for s in spelled)

    def at(self, words: Words, at: int, last: int, sentence: int) -> Seen | None:
        """A place whose words start at a token."""
        if self.tokens[at].pos in ("PUNCT", "VERB", "AUX") or self.names_another(at):
            return None
        whole = self.named(words, at)
        if at in self.taken and whole is not None and whole[0] <= self.institutions.get(at, whole[0]):
            whole = None
        kind = words.at(self.kinds, at)
        within = self.named(words, kind[0]) if kind is not None else None
        if at in self.taken and whole is None and (within is None or self.tokens[at].features.definite):
            return None
        longer = within is not None and whole is not None and within[0] > whole[0]
        if within is not None and whole is not None and within[0] == whole[0] and all(c.imported for c in whole[1]):
            whole = None  # a table of places that writes the kind of place with the name
        alone = kind is None or whole is None or whole[0] > kind[0]
        if whole is not None and not longer and (alone or self.known_here(words, at, whole)):
            candidates = joint(whole, within)
            if self.acceptable(words, at, whole[0], candidates):
                said = kind[1].entries[0].type if kind is not None else ""
                own = frozenset(c.ref.entry or "" for c in whole[1]) if kind is not None else frozenset()
                return Seen(at, whole[0], at, candidates, None, sentence, type=said, whole=own)
        if kind is None:
            return None
        word = kind[1].entries[0]
        begin = at
        inner = kind[0]
        while inner < last:
            more = words.at(self.kinds, inner)
            if self.tokens[inner].norm in QUOTATION or (
                self.tokens[inner].function == "preposition" and word.type == "direction"
            ):
                inner += 1
            elif more is not None and self.goes_on(words, word, inner, more[0]):
                word, inner = more[1].entries[0], more[0]
            else:
                break
        settled = word.type in SETTLED | {"direction"} or word.id == TERRITORY
        if inner < last and settled and inner in self.adjective_after:
            return self.of_state(inner, begin, word, sentence)
        if inner >= last or inner in self.taken or self.attached(inner):
            return None
        found = self.named(words, inner)
        more = words.at(self.kinds, inner)
        if found is not None and more is not None and more[0] < found[0]:
            found = found[0], joint(found, self.named(words, more[0]))
        if found is not None and self.fits(word, found[1], inner, found[0]):
            start = at if word.keep == "yes" else inner
            otherwise = self.unknown(begin, inner, last, word, sentence) if self.own is not None else None
            coast = word.type == "sea"
            return Seen(
                start, found[0], begin, found[1], word, sentence, type=word.type, coast=coast, otherwise=otherwise
            )
        city = word.type in STANDS_IN and any(
            c.strong and c.made_by_hand and c.ref.type == "city" for c in (found or (0, ()))[1]
        )
        if found is not None and (city or (word.type == "road" and any(c.strong for c in found[1]))):
            return Seen(inner, found[0], begin, found[1], None, sentence)
        return self.unknown(begin, inner, last, word, sentence)

    def goes_on(self, words: Words, word: PlaceWordEntry, at: int, end: int) -> bool:
        """Whether a second noun of place stands behind one ("the centre of the city of X"), and is no name itself: with
        the article it is one behind "town of".
        """
        if self.attached(at) or (self.named(words, at) or (0,))[0] > end:
            return False
        name = word.type in SETTLED and self.tokens[at].features.definite and not self.tokens[at - 1].features.definite
        return not (name and self.names.at([self.tokens[at].keys], 0) is not None)

    def of_state(self, at: int, begin: int, word: PlaceWordEntry, sentence: int) -> Seen | None:
        """A state told by its adjective behind a noun of place: "Turkish towns"."""
        states: dict[str, Candidate] = self.knowledge.derived("places of states", places_of_states)
        known = states.get(self.adjective_after[at])
        if known is None or self.tokens[begin].features.definite != self.tokens[at].features.definite:
            return None
        return Seen(at, at + 1, begin, (known,), word, sentence, 0.7)

    def fits(self, word: PlaceWordEntry, candidates: tuple[Candidate, ...], first: int, last: int) -> bool:
        """Whether a name may follow a noun of place: a bridge is no town of the same name; an adjective is no name."""
        pos = self.tokens[first].pos
        if pos == "ADP" or (
            pos in ("VERB", "AUX") and not (word.type in SETTLED and any(c.strong for c in candidates))
        ):
            return False
        if last == first + 1 and pos == "ADJ" and not any(c.strong for c in candidates):
            token, kind = self.tokens[first], self.tokens[first - 1]
            return bool(token.features.definite and not kind.features.definite and word.type in SETTLED)
        return not (word.type in BUILT and not any(c.ref.type == word.type for c in candidates))

    def attached(self, at: int) -> bool:
        """Whether "and" or a preposition is attached in front of a word, which is no name as it stands."""
        token = self.tokens[at]
        return token.attached and self.names.at([token.keys[:1]], 0) is None

    def no_noun(self, at: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether a name behind a preposition is spelled like a noun only by the letter of the accusative, which cannot
        stand there, or is a country's.
        """
        nouns = self.knowledge.derived("common nouns behind prepositions", lambda k: common_nouns(k, governed=True))
        if not nouns & set(self.tokens[at].keys[:2]):
            return True
        return any(c.ref.type == "country" for c in candidates)

    def acceptable(self, words: Words, at: int, end: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether a bare name may be read as a place here."""
        token = self.tokens[at]
        if token.function is not None and end == at + 1:
            return False
        common = end == at + 1 and self.knowledge.derived("common nouns", common_nouns) & set(token.keys[:2])
        within = token.pos == "ADJ" and self.describes(at, candidates)
        kind = self.kinds.at([self.tokens[at - 1].keys], 0) if at > 0 else None
        within = within or (kind is not None and kind.entries[0].type in BUILT)
        lying = end == at + 1 and not within and self.lies(words, end, candidates)
        known = lying or (bool(common) and not within and self.known_here(words, at, (end, candidates)))
        if common and not (self.after_place_preposition(at) and (known or self.no_noun(at, candidates))):
            return False
        if known:
            return True
        if end == at + 1 and (self.describes(at, candidates) or self.owns(at, candidates) or self.ranked(at)):
            return False
        if any(c.strong for c in candidates):
            made = any(c.made_by_hand and c.strong for c in candidates)
            return made or end > at + 1 or token.pos in ("PROPN", "X") or self.after_place_preposition(at)
        if token.pos not in ("PROPN", "NOUN", "X", "ADJ"):
            return False
        if self.owned(at):
            return False
        return self.after_place_preposition(at) and (
            token.pos in ("PROPN", "X") or any(c.made_by_hand for c in candidates)
        )

    def describes(self, at: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether a word is an adjective of the definite noun before it: behind the adjective of a state the name of a
        place in it is none.
        """
        state = self.adjective_after.get(at - 1, "")
        around = {state, *self.enemies.get(state, ())} if state else set()
        if any(c.strong and c.made_by_hand and c.ref.country in around for c in candidates):
            return False
        token = self.tokens[at]
        before = self.tokens[at - 1] if at else None
        participle = any(k[:1] in "~^" for k in token.keys)
        if before is not None and self.agrees(at) and not any(c.strong for c in candidates):
            return True
        return (
            (token.pos == "ADJ" or (token.pos == "NOUN" and participle))
            and token.features.definite
            and not token.attached
            and before is not None
            and before.pos in ("NOUN", "ADJ")
            and before.features.definite
        )

    def agrees(self, at: int) -> bool:
        """Whether an adjective without the article stands right behind a noun without one: "a long series"."""
        token, before = self.tokens[at], self.tokens[at - 1]
        bare = not token.features.definite and not token.attached and token.pos == "ADJ"
        noun = before.pos == "NOUN" and not before.features.definite and before.enclitic is None
        return bare and noun and self.kinds.at([before.keys], 0) is None

    def names_another(self, at: int) -> bool:
        """Whether a word stands in construct behind the noun for an agreement, a newspaper or a club: it names that."""
        before = self.tokens[at - 1] if at else None
        if before is None or self.tokens[at].attached or before.features.definite or before.enclitic is not None:
            return False
        return not self.named_after.isdisjoint(before.keys)

    def known_here(self, words: Words, at: int, whole: tuple[int, tuple[Candidate, ...]]) -> bool:
        """Whether a noun with the article is the name of a place here, though it may also be a common one: a city of
        the country spoken of, named behind a preposition and by itself, or a place whose position is told behind it.
        """
        end, candidates = whole
        if end > at + 1 or not self.tokens[at].features.definite or not self.after_place_preposition(at):
            return False
        if self.lies(words, end, candidates):
            return True
        chunk = self.chunk_at.get(at)
        return (
            chunk is not None
            and chunk.last == end
            and any(
                c.strong and c.made_by_hand and c.ref.type == "city" and c.ref.country in self.countries
                for c in candidates
            )
        )

    def lies(self, words: Words, end: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether the words behind a name say that it lies where one of its places does: "north of X", "in the province
        of X".
        """
        at, last = end, min(end + CLOSE, len(self.tokens))
        if at >= last or not (self.tokens[at].attached or self.prepositions & set(self.tokens[at].keys)):
            return False
        while at < last:
            kind = words.at(self.kinds, at)
            found = self.named(words, at) if self.tokens[at].pos not in ("VERB", "PUNCT") else None
            if found is not None and (kind is None or found[0] > kind[0]):
                around = [c.ref for c in found[1] if c.strong and c.ref.lat is not None]
                return any(
                    kilometres(c.ref, o) < NEAR or (o.type == "country" and o.country == c.ref.country)
                    for c in candidates
                    for o in around
                )
            if kind is None and not self.prepositions & set(self.tokens[at].keys):
                return False
            at = kind[0] if kind is not None else at + 1
        return False

    def owns(self, at: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether a common noun has another one behind it in construct, as no name of a place has."""
        if any(c.strong and c.made_by_hand for c in candidates) and self.after_place_preposition(at):
            return False
        token = self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return (
            token.pos == "NOUN"
            and not token.features.definite
            and after is not None
            and after.pos == "NOUN"
            and not after.attached
            and not after.features.definite
            and at + 1 not in self.times
            and self.kinds.at([after.keys], 0) is None
        )

    def ranked(self, at: int) -> bool:
        """Whether a definite common noun in a construct has an adjective behind it: "the leaders of the first rank"."""
        token = self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        chunk = self.chunk_at.get(at)
        return (
            token.pos == "NOUN"
            and not token.attached
            and (chunk is None or chunk.head != at)
            and at > 0
            and self.tokens[at - 1].pos == "NOUN"
            and self.kinds.at([self.tokens[at - 1].keys], 0) is None
            and after is not None
            and after.pos == "ADJ"
            and after.features.definite is True
            and at + 1 not in self.adjective_after
        )

    def owned(self, at: int) -> bool:
        """Whether a definite common noun closes a construct: "the leaders of the rank"."""
        token = self.tokens[at]
        chunk = self.chunk_at.get(at)
        return (
            token.pos == "NOUN"
            and token.features.definite
            and not token.attached
            and (chunk is None or chunk.head != at)
            and at > 0
            and self.tokens[at - 1].pos == "NOUN"
        )

    def after_place_preposition(self, at: int) -> bool:
        """Whether a preposition that takes places governs a word."""
        return self.governed.get(at, "") in self.prepositions

    def unknown(self, begin: int, inner: int, last: int, word: PlaceWordEntry, sentence: int) -> Seen | None:
        """A place the gazetteer does not have, named behind a noun that says it is one."""
        if word.type in ("direction", "building"):
            return None
        pointed = word.type in NAMED and self.located(inner + 1, last)
        end = inner
        settled = word.type in SETTLED
        while end < last and end - inner < 2:
            token = self.tokens[end]
            name = token.pos in ("PROPN", "X") or (settled and token.pos == "NOUN" and end == inner)
            name = name and (word.type in SETTLEMENTS or token.enclitic is None) and token.norm.isalpha()
            if not name or token.function is not None or (end > inner and self.attached(end)) or end in self.taken:
                break
            end += 1
        if end == inner or self.tokens[begin].features.definite or len(self.tokens[inner].norm) < 3:
            return None
        if not pointed:
            if any(k[:1] in "=*~^" for k in self.tokens[inner].keys):
                return None
            if keys_of(self.tokens, inner, inner + 1) & self.knowledge.derived("common nouns", common_nouns):
                return None
        return Seen(begin if word.keep == "yes" else inner, end, begin, (), word, sentence, 0.6, word.type)

    def located(self, at: int, last: int) -> bool:
        """Whether a word opens the words that tell where a place lies: "belonging to", "north of", "near"."""
        if at >= last or self.tokens[at].conjoined:
            return False
        lying = self.knowledge.cue_nominals("lying")
        return bool(lying & set(self.tokens[at].keys))

    def decide(self) -> Iterator[Mention]:
        """The places, each decided by the country of the text, its kind, what contains it and what is near."""
        seen = list(self.seen())
        anchors: list[PlaceRef] = []
        for item in seen:
            options = {c.ref.country for c in item.candidates if not c.imported}
            if len(options) == 1 and item.candidates:
                self.speak_of(next(iter(options)), item.sentence)
                if len(item.candidates) == 1:
                    anchors.append(item.candidates[0].ref)
        if self.own is not None:
            seen = list(self.sifted(seen))
        homonyms = Homonyms(seen, self.countries, self.by_sentence, self.adjective_after, anchors)
        kept = [
            [c for c in item.candidates if not (self.strays(c, item, beside(seen, n)) or self.is_word(c, item))]
            for n, item in enumerate(seen)
        ]
        ranked = homonyms.ranked(kept)
        decided: list[tuple[int, PlaceRef]] = []
        settled: list[tuple[Seen, PlaceRef]] = []
        for item, places in zip(seen, ranked, strict=True):
            if item.candidates and not places and item.word is None:
                continue
            if not item.candidates and item.word is None:
                known = self.taken_up(item, decided)
                if known is not None:
                    settled.append((item, known))
                continue
            rivals = rivals_of(places) if places and places[0][0].imported else ()
            if rivals and item.word is None:
                continue
            if rivals:
                value = unsettled(places[0], rivals)
            elif places:
                (best, why), *others = places
                runners = tuple(runner for _, runner in others[:KEPT])
                value = replace(as_said(best.ref, item.type), reason=why.reason, runners_up=runners)
            else:
                arabic = self.reading.quote(self.span(item))
                value = PlaceRef(self.knowledge.spelling.romanise(arabic), arabic, "", item.type or "place")
            decided.append((item.sentence, value))
            settled.append((item, value))
        for number, (item, value) in enumerate(settled):
            if item.candidates or item.word is not None:
                by = f"find_places:{value.entry or 'unknown'}"
                if value.entry is None:
                    value = within(value, [(i, v) for i, v in settled[number + 1 : number + 3]], item)
                yield Mention(Kind.PLACE, self.span(item), item.first, item.last, value, by, item.score, item.begin)
            else:
                span = Span(name_start(self.tokens[item.first]), self.tokens[item.last - 1].span.end)
                yield Mention(Kind.PLACE, span, item.first, item.last, value, "find_places:again", item.score)

    def sifted(self, seen: list[Seen]) -> Iterator[Seen]:
        """The names without imported places of countries that the text does not speak of."""
        for item in seen:
            kept = tuple(c for c in item.candidates if not c.imported or c.ref.country in self.countries)
            if len(kept) == len(item.candidates) or kept:
                yield replace(item, candidates=kept)
            elif item.otherwise is not None:
                yield item.otherwise

    def span(self, item: Seen) -> Span:
        """The characters of a place's name."""
        whole = item.word is not None and item.word.keep != "yes"
        token = self.tokens[item.first]
        start = token.span.start if whole and not token.conjoined else name_start(token)
        return Span(start, self.tokens[item.last - 1].span.end)

    def strays(self, candidate: Candidate, item: Seen, near: list[Seen]) -> bool:
        """Whether a small place lies in a country that the text does not speak of, far from all places named beside
        it: another of the same name, not known to the gazetteer, is meant.
        """
        ref = candidate.ref
        if ref.type not in SETTLED or ref.type in LARGE or item.word is None or candidate.population > 200_000:
            return False
        own = 1 if len({c.ref.country for c in item.candidates}) == 1 else 0
        if not ref.country or self.countries.get(ref.country, 0.0) > own:
            return False
        others = [c.ref for s in near for c in s.candidates if c.ref.lat is not None and c.ref.type not in LARGE]
        return bool(others) and all(o.country != ref.country and kilometres(o, ref) > 300 for o in others)

    def is_word(self, candidate: Candidate, item: Seen) -> bool:
        """Whether a common word only happens to be the name of a little known place, in a country that the text does
        not speak of.
        """
        if candidate.strong or item.word is not None or item.type or item.last != item.first + 1:
            return False
        if self.tokens[item.first].pos not in ("NOUN", "ADJ"):
            return False
        own = 1 if len({c.ref.country for c in item.candidates}) == 1 else 0
        told = self.countries.get(candidate.ref.country, 0.0)
        others = (count for country, count in self.countries.items() if country != candidate.ref.country)
        return told <= own and max(others, default=0.0) >= 1

    def taken_up(self, item: Seen, decided: list[tuple[int, PlaceRef]]) -> PlaceRef | None:
        """The last place whose name begins with the noun, else the last of its kind named a little before; settlements
        of any size pass for each other where the text names none of the very kind.
        """
        keys = self.tokens[item.first].keys
        word = self.kinds.at([keys], 0)
        if word is not None and word.entries[0].id in (CAPITAL, LAND):
            return self.of_chief_country(item, decided, word.entries[0].id)
        called = [ref for _, ref in decided if " " in ref.arabic and self.knowledge.key(ref.arabic.split()[0]) in keys]
        if called and item.type not in LOOSE:
            return called[-1]
        if word is not None and word.entries[0].id == BORDER:
            return None
        near = [ref for sentence, ref in decided if 0 <= item.sentence - sentence <= REACH]
        if item.type not in TAKEN_UP:
            return self.around(item, decided)
        same = [ref for ref in near if ref.type == item.type]
        akin = [ref for ref in near if {ref.type, item.type} <= SETTLEMENTS]
        return (same or akin or [None])[-1] or self.only(item, decided) or self.around(item, decided)  # type: ignore[list-item]

    def of_chief_country(self, item: Seen, decided: list[tuple[int, PlaceRef]], meant: str) -> PlaceRef | None:
        """What "the capital" or "the country" means: the last capital named a little before; else the capital of the
        country in which most places of the text so far lie, or that country.
        """
        capitals = self.knowledge.derived("capitals of states", capitals_of_states)
        states = self.knowledge.derived("places of states", places_of_states)
        if meant == CAPITAL:
            near = (r for n, r in reversed(decided) if 0 <= item.sentence - n <= REACH and r.country in capitals)
            named = next((r for r in near if r.entry == capitals[r.country].entry), None)
            if named is not None:
                return named
        told = Counter(ref.country for _, ref in decided if ref.country in states and ref.type != "country")
        chief = told.most_common(1)[0][0] if told else ""
        if meant == CAPITAL:
            return capitals.get(chief)
        return states[chief].ref if chief else None

    def only(self, item: Seen, decided: list[tuple[int, PlaceRef]]) -> PlaceRef | None:
        """The one place of its kind that the text has named, however long before."""
        kinds = SETTLEMENTS if item.type in SETTLEMENTS else {item.type}
        found = [ref for _, ref in decided if ref.type in kinds]
        return found[-1] if len({ref.entry for ref in found}) == 1 else None

    def around(self, item: Seen, decided: list[tuple[int, PlaceRef]]) -> PlaceRef | None:
        """The larger place around the last one that lies in one whose name begins with the noun: "the strip" behind a
        town of the Gaza Strip.
        """
        larger: dict[str, PlaceRef] = self.knowledge.derived("places by English name", places_by_name)
        keys = self.tokens[item.first].keys
        around = (larger.get(ref.parent) for _, ref in reversed(decided) if ref.parent)
        return next((r for r in around if r is not None and self.knowledge.key(r.arabic.split()[0]) in keys), None)


def beside(seen: list[Seen], number: int) -> list[Seen]:
    """The two names before and behind one in its sentence."""
    item = seen[number]
    return [s for s in seen[max(0, number - 2) : number + 3] if s is not item and s.sentence == item.sentence]


def joint(
    whole: tuple[int, tuple[Candidate, ...]], within: tuple[int, tuple[Candidate, ...]] | None
) -> tuple[Candidate, ...]:
    """The places of a name that holds the noun of its kind ("city of X"), and those of the name behind that noun."""
    if within is None or within[0] != whole[0]:
        return whole[1]
    return (*whole[1], *(c for c in within[1] if all(c.ref.entry != x.ref.entry for x in whole[1])))


def arabic_of(place: Candidate | GazetteerRow) -> str:
    """The first Arabic name of a place."""
    return place.ref.arabic if isinstance(place, Candidate) else place.names[0]


def rivals_of(places: list[tuple[Candidate, RunnerUp]]) -> tuple[tuple[Candidate, RunnerUp], ...]:
    """Other places of a name that fit as well as the best, which lie elsewhere."""
    (best, why), *others = places
    return tuple(
        (c, w) for c, w in others if kilometres(c.ref, best.ref) > NEIGHBOURS and w.score > why.score - AS_GOOD
    )


def unsettled(best: tuple[Candidate, RunnerUp], rivals: tuple[tuple[Candidate, RunnerUp], ...]) -> PlaceRef:
    """A place of which only the country is known, because several of the name may be meant."""
    ref = best[0].ref
    countries = {ref.country, *(c.ref.country for c, _ in rivals)}
    return replace(
        ref,
        country=ref.country if len(countries) == 1 else "",
        entry=None,
        lat=None,
        lon=None,
        geonames_id=None,
        precision_km=None,
        parent="",
        runners_up=(best[1], *(why for _, why in rivals[:KEPT])),
    )


def within(value: PlaceRef, behind: list[tuple[Seen, PlaceRef]], item: Seen) -> PlaceRef:
    """An unknown place, at the position of the place named right behind it as what it lies in or near, and no more
    exact than that.
    """
    end = item.last
    for other, ref in behind:
        if other.sentence != item.sentence or other.begin - end > CLOSE or ref.type == "country":
            break
        if ref.lat is not None:
            least = EXTENT["subdistrict"]
            return replace(
                value, country=ref.country, lat=ref.lat, lon=ref.lon, parent=ref.name,
                precision_km=max(ref.precision_km or 0.0, least),
            )  # fmt: skip
        end = other.last
    return value


def as_said(ref: PlaceRef, said: str) -> PlaceRef:
    """A town that the text names as the division around it, as wide as such a division."""
    if said not in EXTENT or ref.type not in SETTLEMENTS:
        return ref
    return replace(ref, type=said, precision_km=max(ref.precision_km or 0.0, EXTENT[said]))


def common_nouns(knowledge: Knowledge, *, governed: bool = False) -> frozenset[str]:
    """Keys of nouns of the sheets that name no place; `governed`: without accusatives and cues, which no preposition of
    place governs.
    """
    words: set[str] = set()
    for kind in (
        "event",
        "generic",
        "unit",
        "weapon",
        "organ",
        "office",
        "harm",
        "speech",
        "light",
        "cue",
        "place_word",
    ):
        for entry in knowledge.entries(kind) if kind != "cue" or not governed else ():
            for name in ("nouns", "forms", "heads", "people", "weak"):
                for form in getattr(entry, name, ()):
                    if " " not in form:
                        forms = knowledge.spelling.nominal(form)
                        words.update(f for f in forms if not governed or len(f) != len(forms[0]) + 1)
    return frozenset(words)


def place_prepositions(knowledge: Knowledge) -> frozenset[str]:
    """Prepositions that places stand behind."""
    return frozenset(knowledge.key(f) for e in knowledge.place_words if e.type == "preposition" for f in e.forms)


@stage(needs="sentences tokens chunks mentions", makes="mentions")
def find_places(reading: Reading, knowledge: Knowledge) -> Iterator[Mention]:
    """Each place of the text with its coordinates where it is known; an unknown one stays, unlocated, with its
    words.
    """
    yield from _Finder(reading, knowledge).decide()

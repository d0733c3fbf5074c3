"""Who stands against or beside whom as a text tells it, for "the two sides", "the two countries", "the other side"
and threats that name nobody.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from rasid.extract.actors import PARTIES, ref_of
from rasid.extract.attribution import party_of, same_party
from rasid.extract.coreference import state_ref
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import ActorEntry, StateEntry
from rasid.model import ActorRef, Assertion, Event, Mention, Party, PlaceRef, Reading

HOSTILE = {"ASSAULT", "THREATEN", "ACCUSE", "COERCE"}
FIGHTING = {"ASSAULT", "COERCE"}
TOGETHER = {"CONSULT", "AGREE", "RETREAT", "COOPERATE"}
SIDES = {"armed_group", "state_force", "government", "party", "person"}
STATE = {"government", "state_force", "person"}
OF_STATES = {"government", "state_force"}
ALL_PARTIES = {"find_actors:generic:all_parties", "find_actors:generic:the_parties"}
COUNTRIES = "find_actors:generic:two_countries"
OTHER_SIDE = "find_actors:generic:other_side"
PAIRED = {PARTIES, *ALL_PARTIES, COUNTRIES, OTHER_SIDE}
Pair = tuple[Party, Party]


class Pairs(Struct, frozen=True):
    """The pairs that a text has told of so far, the latest last, and the one it sets against each other most often."""

    rivals: tuple[Pair, ...] = ()
    partners: tuple[Pair, ...] = ()
    fights: tuple[Pair, ...] = ()
    feuds: tuple[Pair, ...] = ()  # who fights or threatens whom, both known by name
    recent: tuple[Pair, ...] = ()  # rivals and partners in the order of the text
    here: tuple[Pair, ...] = ()  # who has acted against whom in the sentence that is being read
    usual: Pair | None = None

    def sides(self) -> Pair | None:
        """The two told of last as acting against each other, else as meeting or agreeing, else the usual opponents."""
        known = self.rivals or self.partners
        return known[-1] if known else self.usual

    def fighters(self) -> Pair | None:
        """The two told of last as fighting each other."""
        return self.fights[-1] if self.fights else None

    def rival_of(self, party: Party) -> Party | None:
        """The party that the text has most often set against a party, of several the latest, else against another body
        of its state.
        """
        return most_often(self.rivals, party)

    def foe_of(self, party: Party) -> Party | None:
        """The party that the text has most often told of as fighting or threatening a party, in the same way."""
        return most_often(self.feuds, party)

    def attacker_of(self, party: Party) -> Party | None:
        """Who fought a party, or another body of its state, last."""
        for pair in reversed(self.fights):
            for one, other in (pair, pair[::-1]):
                if same_party(one, party) or same_state(one, party):
                    return other
        return None

    def after(self, told: list[Assertion]) -> Pairs:
        """The pairs with those of some further assertions."""
        rivals, partners, fights, feuds, recent = [], [], [], [], []
        for item in told:
            side_by_side = coupled(item.target) or coupled(item.source)
            if side_by_side is not None and item.plover not in HOSTILE:
                recent.append(side_by_side)
                continue
            if not item.source or not item.target:
                continue
            pair = (item.source[0], item.target[0])
            if not is_pair(pair):
                continue
            if item.plover in TOGETHER and len(item.source) == len(item.target) == 1:
                partners.append(pair)
                recent.append(pair)
            elif item.plover in HOSTILE and item.kind in ("event", "claim", "threat", "statement"):
                rivals.append(pair)
                recent.append(pair)
                if item.plover in FIGHTING:
                    fights.append(pair)
                if item.plover in FIGHTING | {"THREATEN"} and all(p.entry and p.type != "person" for p in pair):
                    feuds.append(pair)
        return Pairs(
            (*self.rivals, *rivals),
            (*self.partners, *partners),
            (*self.fights, *fights),
            (*self.feuds, *feuds),
            (*self.recent, *recent),
            usual=self.usual,
        )


def most_often(pairs: tuple[Pair, ...], party: Party) -> Party | None:
    """Who stands most often on the other side of a party in some pairs, of several the latest; else on that of another
    body of its state.
    """
    for match in (same_party, same_state):
        counts: Counter[str] = Counter()
        latest: dict[str, Party] = {}
        for pair in pairs:
            for one, other in (pair, pair[::-1]):
                if match(one, party) and not same_state(other, party) and (other.entry or match is same_party):
                    name = other.entry or other.name
                    counts[name] += 1
                    latest.pop(name, None)
                    latest[name] = other
        if counts:
            order = list(latest)
            return latest[max(counts, key=lambda name: (counts[name], order.index(name)))]
    return None


def acts_between(told: list[Assertion]) -> tuple[Pair, ...]:
    """Who acts against whom, by deeds, in some assertions."""
    hostile = (a for a in told if a.plover in FIGHTING | {"SANCTION"} and a.kind in ("event", "claim"))
    return tuple(p for a in hostile if a.source and a.target and is_pair(p := (a.source[0], a.target[0])))


def same_state(one: Party, other: Party) -> bool:
    """Whether two parties are bodies of one state."""
    return bool(one.country) and one.country == other.country and {one.type, other.type} <= STATE


def is_pair(pair: Pair) -> bool:
    """Whether two parties may be the two sides of something."""
    return pair[0].type in SIDES and pair[1].type in SIDES and not same_party(*pair)


def coupled(parties: tuple[Party, ...]) -> Pair | None:
    """The two that an act names side by side: "called on X and Y"."""
    pair = (parties[0], parties[1]) if len(parties) == 2 else None
    return pair if pair is not None and is_pair(pair) else None


def pair_of(event: Event) -> Pair | None:
    """Who does an act to whom, where both are told; of a demand the two of whom it is made."""
    source, target = event.role("source"), event.role("target")
    if event.plover not in HOSTILE | TOGETHER and len(target) > 1:
        return coupled(tuple(party_of(m, speaking=False) for m in target if m.by not in PAIRED))
    if not source or not target or {source[0].by, target[0].by} & PAIRED:
        return None
    pair = (party_of(source[0], speaking=False), party_of(target[0], speaking=False))
    return pair if is_pair(pair) else None


def usual_opponents(reading: Reading) -> Pair | None:
    """The two that a whole text most often sets against each other; None where no two stand out."""
    counts: Counter[frozenset[str]] = Counter()
    first: dict[frozenset[str], Pair] = {}
    for event in reading.events:
        pair = pair_of(event) if event.plover in HOSTILE else None
        if pair is not None:
            key = frozenset(p.entry or p.name for p in pair)
            counts[key] += 2 if event.plover in FIGHTING else 1
            first.setdefault(key, pair)
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return first[ranked[0][0]]


def meant(mention: Mention, reading: Reading, knowledge: Knowledge, pairs: Pairs, others: list[Party]) -> list[Party]:
    """Whom words like "the two sides" mean, where `others` take part in the same act."""
    if mention.by == OTHER_SIDE:
        rivals = [r for p in others if (r := pairs.rival_of(p)) is not None]
        return rivals[:1]
    if mention.by == COUNTRIES:
        return two_states(mention, reading, knowledge, pairs, others)
    pair = pairs.fighters() if mention.by in ALL_PARTIES else pairs.sides()
    sides = [whole(p, mention, reading, knowledge) for p in pair or ()]
    if len({p.country for p in sides}) == 2 and all(p.type in OF_STATES and p.country for p in sides):
        states = states_by_code(knowledge)
        sides = [state_party(states[p.country], mention) if p.country in states else p for p in sides]
    return [p for p in sides if not any(same_party(p, o) for o in others)]


def whole(party: Party, mention: Mention, reading: Reading, knowledge: Knowledge) -> Party:
    """The movement that an armed wing belongs to where the text has named it before: wings fight, movements agree; the
    state or movement that a person acts for.
    """
    actors: dict[str, ActorEntry] = knowledge.derived("actors by id", lambda k: {a.id: a for a in k.actors})
    entry = actors.get(party.entry or "")
    if party.type == "person":
        group = next((actors[i] for i in (entry.umbrellas if entry is not None else ()) if i in actors), None)
        if group is not None and group.type == "armed_group":
            return party_of(replace(mention, value=ref_of(group)), speaking=False)
        state = states_by_code(knowledge).get(party.country)
        return state_party(state, mention) if state is not None else party
    above = actors.get(entry.parent) if entry is not None else None
    if above is None or above.type not in ("armed_group", "party"):
        return party
    for earlier in reading.mentions:
        if earlier.first >= mention.first:
            break
        if isinstance(earlier.value, ActorRef) and earlier.value.entry == above.id:
            return party_of(replace(mention, value=ref_of(above)), speaking=False)
    return party


def two_states(
    mention: Mention, reading: Reading, knowledge: Knowledge, pairs: Pairs, others: list[Party]
) -> list[Party]:
    """Which states "the two countries" are: those of the last two told of together, else the two that the text has
    spoken of most.
    """
    states = states_by_code(knowledge)
    apart = {p.country for p in others if p.type in ("government", "person")}
    for pair in reversed(pairs.recent):
        countries = [p.country for p in pair]
        if len(set(countries)) == 2 and all(c in states and c not in apart for c in countries):
            return [state_party(states[c], mention) for c in countries]
    counts: Counter[str] = Counter()
    for earlier in reading.mentions:
        value = earlier.value
        if earlier.first >= mention.first:
            break
        if isinstance(value, (ActorRef, PlaceRef)) and value.country in states and value.country not in apart:
            counts[value.country] += 1
    ranked = counts.most_common(3)
    if len(ranked) < 2 or (len(ranked) == 3 and ranked[2][1] == ranked[1][1]):
        return []
    return [state_party(states[c], mention) for c, _ in ranked[:2]]


def states_by_code(knowledge: Knowledge) -> dict[str, StateEntry]:
    """The states by their codes of three letters."""
    return knowledge.derived("states by iso3", lambda k: {s.iso3: s for s in reversed(k.states) if s.iso3})


def state_party(state: StateEntry, mention: Mention) -> Party:
    """A state as a party told of by some words."""
    return party_of(replace(mention, value=state_ref(state)), speaking=False)

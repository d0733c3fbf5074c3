"""A reading's assertions as reports: with the bodies that actors are part of and the areas that hold places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import Membership
from rasid.link.blocks import ANSWERS
from rasid.model import Assertion, DateValue, Kind, Party, PlaceRef, PlaceValue, Reading, Span, Tally, TimeValue, Token
from rasid.model.record import Count, Days, Report, Where, Who

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
DEEPEST = 8  # steps up from an actor or a place; more would be a circle
STATE_BODIES = {"state_force", "government"}
LONG = 3  # letters of the shortest word that tells one sentence from another


def reports(reading: Reading, knowledge: Knowledge) -> list[Report]:
    """The reports of a reading, in its order, with ids that no two share."""
    words = sentence_words(reading)
    spots = sentence_places(reading, knowledge)
    dates = sentence_days(reading)
    found: list[Report] = []
    seen: set[str] = set()
    for item in reading.assertions:
        id, number = item.id, 1
        while id in seen:
            number += 1
            id = f"{item.id}#{number}"
        seen.add(id)
        made = report(reading, item, id, knowledge, words.get(item.sentence, ()))
        near = spots.get(item.sentence, ()) if made.place is None else ()
        dated = sentence_of(reading, item.date.span) if item.date else None
        if made.days is not None and dated not in (None, item.sentence):
            made = replace(made, days=replace(made.days, basis="carried"))
        windows, free = dates.get(item.sentence if dated is None else dated, ((), ()))
        near_days = windows[0] if made.days is None and len(windows) == 1 else None
        found.append(replace(made, near=near, near_days=near_days, other_days=() if near_days else free))
    told = list(zip(reading.assertions, found, strict=True))
    return [
        warned(answer(item, found[:number]), [r for a, r in told if a.sentence == told[number][0].sentence])
        for number, item in enumerate(found)
    ]


def warned(item: Report, beside: Sequence[Report]) -> Report:
    """A threat that names no deadline or nobody it is made to, with those of the demand its issuer makes beside it."""
    if item.kind != "threat":
        return item
    own = {who.key for who in item.source if not who.anonymous}
    demand = next((r for r in beside if r.deadline and r.plover == "REQUEST" and own & {w.key for w in r.source}), None)
    if demand is None:
        return item
    told = item.target or item.addressee
    return replace(
        item,
        deadline=item.deadline or demand.deadline,
        addressee=item.addressee if told else (*demand.target, *demand.addressee),
    )


def answer(item: Report, before: Sequence[Report]) -> Report:
    """A claim or denial that names no place or day, with those of the act told last before it in the article."""
    act = next((r for r in reversed(before) if r.kind == "event"), None)
    if item.kind not in ANSWERS or act is None:
        return item
    if item.place is None and not item.near:
        item = replace(item, near=(act.place,) if act.place is not None else act.near)
    if item.days is None and item.near_days is None and not item.other_days:
        days = act.days or act.near_days
        near_days = replace(days, basis="carried") if days is not None else None
        item = replace(item, near_days=near_days, other_days=act.other_days)
    return item


def sentence_of(reading: Reading, span: Span | None) -> int | None:
    """The sentence in which words stand."""
    if span is None:
        return None
    return next((n for n, s in enumerate(reading.sentences) if s.span.start <= span.start < s.span.end), None)


def report(reading: Reading, item: Assertion, id: str, knowledge: Knowledge, words: Sequence[str]) -> Report:
    """One assertion as a report."""
    document = reading.document
    day = item.date.start if item.date else document.day
    return Report(
        id=id,
        article=document.id,
        kind=item.kind,
        plover=item.plover,
        mode=item.mode,
        published=document.day,
        outlet=document.outlet or "",
        quote=reading.quote(item.span),
        days=days(item.date),
        place=where(item.place, knowledge),
        source=everyone(item.source, knowledge, day),
        target=everyone(item.target, knowledge, day),
        addressee=everyone(item.addressee, knowledge, day),
        chain=everyone(item.attribution, knowledge, day),
        factuality=item.factuality.value,
        weapons=item.weapons,
        means=families(item.weapons, knowledge),
        killed=item.killed,
        wounded=item.wounded,
        count=count(item.quantity),
        act=item.act.plover if item.act else None,
        act_words=reading.quote(item.act.span) if item.act else "",
        condition=reading.quote(item.condition) if item.condition else "",
        condition_words=words_in(reading.tokens, item.condition) if item.condition else (),
        deadline=days(item.deadline),
        channel=reading.quote(item.channel) if item.channel else "",
        words=tuple(words),
        score=round(item.score, 3),
        start=item.span.start,
        story=document.id,
    )


def families(weapons: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The families of weapons."""
    known = knowledge.derived("families of weapons", lambda k: {w.name: w.family for w in k.weapons if w.family})
    return tuple(dict.fromkeys(known[name] for name in weapons if name in known))


def days(value: DateValue | None) -> Days | None:
    """The days of an assertion."""
    return None if value is None else Days(value.start, value.end, value.grain, value.basis)


def count(value: Tally | None) -> Count | None:
    """The count of a tally."""
    return None if value is None else Count(float(value.value), value.unit, value.scope, value.since, value.bound)


def everyone(parties: Sequence[Party], knowledge: Knowledge, day: date | None = None) -> tuple[Who, ...]:
    """Parties as they are compared, each once."""
    found = {who.key: who for who in (who_is(p, knowledge, day) for p in parties)}
    return tuple(found.values())


def who_is(party: Party, knowledge: Knowledge, day: date | None = None) -> Who:
    """A party with the bodies that it is part of on a day; the holder of an office is part of its body."""
    states = knowledge.derived("codes of states", lambda k: {state.id: state.iso3 for state in k.states})
    key = party.entry or "name:" + (party.name or party.arabic).casefold()
    kin = kin_of(party.entry, knowledge, day) if party.entry else (key,)
    if party.organ and party.organ not in kin:
        kin = tuple(dict.fromkeys((*kin, *kin_of(party.organ, knowledge, day))))
    state = next((states[k] for k in kin if k in states), "")
    return Who(key, party.name or party.arabic, party.arabic, kin, party.anonymous, state)


def kin_of(entry: str, knowledge: Knowledge, day: date | None = None) -> tuple[str, ...]:
    """An actor's id and those of all bodies above it, nearest first; on a day, of those that it belonged to then."""
    above = knowledge.derived("bodies above actors", bodies_above)
    states = knowledge.derived("ids of states", lambda k: frozenset(state.id for state in k.states))
    said = day.isoformat() if day else ""
    found, row = [entry], [entry]
    for _ in range(DEEPEST):
        ups = [up for one in row for up in then(above.get(one, ()), said) or organ_of(one, states)]
        row = [up for up in ups if up not in found]
        if not row:
            break
        found += dict.fromkeys(row)
    return tuple(dict.fromkeys(found))


def then(memberships: Sequence[Membership], day: str) -> tuple[str, ...]:
    """The ids of the bodies of memberships that hold on an ISO date; of all, without one."""
    return tuple(m.of for m in memberships if not day or m.covers(day))


def organ_of(entry: str, states: frozenset[str]) -> tuple[str, ...]:
    """The state whose organ an actor is, going by its id; nothing for all others."""
    state, dot, _ = entry.partition(".")
    return (state,) if dot and state in states else ()


def bodies_above(knowledge: Knowledge) -> Mapping[str, tuple[Membership, ...]]:
    """The bodies right above each actor; a state above its forces and its government."""
    states = {state.iso3: state.id for state in knowledge.states}
    found = {}
    for entry in knowledge.actors:
        above = entry.memberships
        if not above and entry.type in STATE_BODIES and entry.country in states:
            above = [Membership(of=states[entry.country])]
        found[entry.id] = tuple(above)
    return found


def where(place: PlaceValue | PlaceRef | None, knowledge: Knowledge) -> Where | None:
    """A place with the areas that hold it."""
    if place is None:
        return None
    return Where(
        place.name,
        place.arabic,
        place.country,
        path_of(place.name, place.country, knowledge),
        place.lat,
        place.lon,
        place.precision_km,
    )


def path_of(name: str, country: str, knowledge: Knowledge) -> tuple[str, ...]:
    """A place's key and those of the areas that hold it, up to the code of its country."""
    parents = knowledge.derived("areas above places", areas_above)
    if name == parents.get(country):
        return (country,)
    path = [f"{country}:{name}"]
    for _ in range(DEEPEST):
        name = parents.get(f"{country}:{name}", "")
        key = f"{country}:{name}"
        if not name or key in path:
            break
        path.append(key)
    return (*path, country) if country else tuple(path)


def areas_above(knowledge: Knowledge) -> Mapping[str, str]:
    """The name of the area right above each place, by country and name; and the name of each country by its code."""
    found = {state.iso3: state.name for state in knowledge.states}
    for entry in knowledge.places:
        if entry.type == "country":
            found[entry.country] = entry.name
        elif entry.parent:
            found.setdefault(f"{entry.country}:{entry.name}", entry.parent)
    for row in knowledge.gazetteer:
        if row.parent:
            found.setdefault(f"{row.country}:{row.name}", row.parent)
    return found


def sentence_words(reading: Reading) -> Mapping[int, tuple[str, ...]]:
    """The content words of each sentence that holds an assertion, sorted."""
    wanted = {a.sentence for a in reading.assertions}
    return {n: words_in(reading.tokens, s.span) for n, s in enumerate(reading.sentences) if n in wanted}


def sentence_places(reading: Reading, knowledge: Knowledge) -> Mapping[int, tuple[Where, ...]]:
    """The places that the sentence of each assertion without a place names, each once, in their order."""
    mentions = reading.mentions_of(Kind.PLACE)
    found = {}
    for number in sorted({a.sentence for a in reading.assertions if a.place is None}):
        span = reading.sentences[number].span
        named = [m.value for m in mentions if span.start <= m.span.start < span.end]
        known = [spot for spot in (where(v, knowledge) for v in named if isinstance(v, PlaceRef)) if spot is not None]
        found[number] = tuple({spot.path: spot for spot in known}.values())
    return found


def sentence_days(reading: Reading) -> Mapping[int, tuple[tuple[Days, ...], tuple[Days, ...]]]:
    """The days that each sentence names, by its assertions and by its words; and of them those of no assertion."""
    taken: dict[int, dict[tuple[date | None, date | None], Days]] = {a.sentence: {} for a in reading.assertions}
    for item in reading.assertions:
        if item.date is not None:
            told = item.date
            taken[item.sentence][told.start, told.end] = Days(told.start, told.end, told.grain, "carried")
    found = {}
    for number, own in taken.items():
        span = reading.sentences[number].span
        values = [m.value for m in reading.mentions_of(Kind.TIME) if span.start <= m.span.start < span.end]
        free = {
            (v.start, v.end): Days(v.start, v.end, v.grain, "carried")
            for v in values
            if isinstance(v, TimeValue) and v.grain == "day" and (v.start, v.end) not in own
        }
        found[number] = (tuple((own | free).values()), tuple(free.values()))
    return found


def words_in(tokens: Sequence[Token], span: Span) -> tuple[str, ...]:
    """The content words of a stretch of text as lemmas, each once, sorted."""
    return tuple(sorted(set(_content(tokens, span))))


def _content(tokens: Sequence[Token], span: Span) -> Iterator[str]:
    for token in tokens:
        if token.span.start >= span.end:
            return
        if token.span.start >= span.start and token.pos in CONTENT and not token.function and len(token.lemma) >= LONG:
            yield token.lemma

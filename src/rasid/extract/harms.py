"""Harm: how many were killed, wounded, taken or displaced, by what words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from rasid.extract.factuality import Cues
from rasid.extract.scene import Filler, Scene, is_anybody
from rasid.extract.triggers import words_apart
from rasid.extract.words import Words, add_form, add_verbs
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import HarmEntry
from rasid.model import ActorRef, Chunk, Harm, Mention, Quantity
from rasid.text.phrases import Phrases

PEOPLE_SCOPES = {"person", "force", ""}
SHORT = 2  # letters of a word that is a preposition

THINGS = {"other", "io", "company"}  # actors of whom no single one is wounded
OUTCOMES = {"dead_person", "wounded_person", "missing_person", "victim", "body"}


@dataclass(frozen=True, slots=True)
class Form:
    """How a word tells harm: transitive verb, intransitive verb, noun of the act, counted people, or by what is taken
    from those behind it.
    """

    entry: HarmEntry
    how: str


def harms_table(knowledge: Knowledge) -> Phrases[Form]:
    """Every verb, noun and phrase of the harm sheet."""
    table: Phrases[Form] = Phrases()
    for entry in knowledge.harms:
        add_verbs(table, knowledge, entry.verbs, Form(entry, "verb"), "=")
        add_verbs(table, knowledge, entry.intransitive, Form(entry, "intransitive"), "=")
        add_verbs(table, knowledge, [*entry.verbs, *entry.intransitive], Form(entry, "noun"), "*")
        for noun in entry.nouns:
            add_form(table, knowledge, noun, Form(entry, "noun"), inflect=True)
        for noun in entry.people:
            add_form(table, knowledge, noun, Form(entry, "people"), inflect=True)
        for phrase in entry.phrases:
            add_form(table, knowledge, phrase, Form(entry, "intransitive"))
        for phrase in entry.taking:
            add_form(table, knowledge, phrase, Form(entry, "taking"))
    return table


def apart_table(knowledge: Knowledge) -> dict[str, list[tuple[str, Form]]]:
    """Set phrases of a verb and a word that may stand apart from it, by the key of the verb: "four civilians lost (verb
    first) their lives"; not those whose verb alone or whose other word alone tells the harm.
    """
    told = {key for e in knowledge.harms for f in e.people for key in knowledge.spelling.nominal(f)}
    table: dict[str, list[tuple[str, Form]]] = {}
    for entry in knowledge.harms:
        alone = {knowledge.lemma(v.split()[0]) for v in (*entry.verbs, *entry.intransitive)}
        for how, phrases in (("intransitive", entry.phrases), ("taking", entry.taking)):
            for phrase in phrases:
                verb, *rest = phrase.split()
                lemma = knowledge.lemma(verb.strip("{}"))
                word = knowledge.key(rest[0]) if len(rest) == 1 else ""
                if verb.startswith("{") and len(word) > SHORT and word not in told and lemma not in alone:
                    table.setdefault("=" + lemma, []).append((word, Form(entry, how)))
    return table


def find_harms(scene: Scene, knowledge: Knowledge, cues: Cues) -> list[Harm]:
    """The harm that a sentence tells, each count once."""
    table = knowledge.derived("harms table", harms_table)
    words = scene.words
    found: list[Harm] = []
    used: set[int] = set()
    uncounted = -1  # where a harm without its own count ends: "killing and wounding of 70" counts neither alone
    names = {
        t
        for m in scene.mentions
        if isinstance(m.value, ActorRef) and m.value.entry is not None and not m.value.adjective
        for t in range(m.first, m.last)
    }
    for at, form, end in _apart(scene, knowledge, words):
        found.extend(_harms_of(scene, cues, form, at, end if form.how == "taking" else at + 1, used))
    told_apart = {harm.first for harm in found}
    for match in table.find(words.keys):
        first, last = words.index[match.first], words.index[match.last - 1] + 1
        token = scene.tokens[first]
        if first in names or first in told_apart:
            continue
        verb = token.pos in ("VERB", "AUX")
        forms = [f for f in match.entries if (f.how in ("verb", "intransitive", "taking")) == verb or last - first > 1]
        if not forms:
            continue
        told = list(_harms_of(scene, cues, forms[0], first, last, used))
        if uncounted == first:
            told = [replace(harm, count=None, bound="") for harm in told]
        uncounted = last if not told and forms[0].how == "noun" else -1
        found.extend(told)
    return found


def _apart(scene: Scene, knowledge: Knowledge, words: Words) -> Iterator[tuple[int, Form, int]]:
    """The verbs of set phrases whose further words stand behind the subject, and where those end."""
    table = knowledge.derived("harms apart", apart_table)
    for at in words.index:
        if scene.tokens[at].pos != "VERB":
            continue
        for key in scene.tokens[at].keys:
            for rest, form in table.get(key, ()):
                there = words_apart(scene, words, at, (rest,))
                if there is not None and there[0] > at + 1:
                    yield at, form, there[1]
                    break


def _harms_of(scene: Scene, cues: Cues, form: Form, first: int, last: int, used: set[int]) -> Iterator[Harm]:
    span = scene.tokens[first].span.to(scene.tokens[last - 1].span)
    by = f"find_harms:{form.entry.id}"
    if form.entry.outcome == "none":
        yield Harm("none", 0, span, first, (), "", False, by)
        return
    if cues.denies(first):
        plural = form.how in ("people", "noun")
        if plural:
            yield Harm(form.entry.outcome, 0, span, first, (), "", False, by)
        return
    chunk = scene.chunk(first)
    quantity: Mention | None = None
    victims: tuple[Mention, ...] = ()
    if form.how == "people":
        quantity = _quantity_around(scene, first, last)
        victims = _members(scene, chunk)
    elif form.how == "taking":
        around = scene.chunk(last - 1)
        quantity = _quantity_in(scene, around, after=first) or _quantity_behind(scene, last)
        behind = next((c for c in scene.chunks if c.first == last and c.kind == "np" and c.prep == ""), around)
        victims = tuple(m for m in scene.actors if behind is not None and last <= m.first < behind.last)[:1]
    elif form.how == "noun":
        if chunk is not None:
            quantity = _quantity_in(scene, chunk, after=first)
            if quantity is None and chunk.last == last:
                beyond = next((c for c in scene.chunks if c.first == last and c.kind == "np" and c.prep == ""), None)
                quantity = _quantity_in(scene, beyond) if beyond is not None else None
            victims = tuple(m for m in scene.actors if first < m.first < chunk.last)[:1]
        if quantity is None and scene.tokens[first].enclitic is not None:
            verb = scene.reading.clauses[scene.root(scene.clause(first))].verb
            if verb is not None and scene.first <= verb < first and not scene.speaks(verb):
                quantity = _quantity_in(scene, scene.subject(verb).chunk)
    else:
        subject = scene.subject(first)
        target = subject
        if form.how == "verb":
            thing = scene.object(first)
            killer = subject.how not in ("subject", "head of relative clause")
            if thing.chunk is not None or thing.how == "pronoun" or killer:
                target = thing
            counted = _quantity_in(scene, subject.chunk)
            bare = thing.chunk is not None and not thing.actors and _quantity_in(scene, thing.chunk) is None
            if counted is not None and bare:
                target = subject if subject.how == "subject" else target
            before = subject.how == "subject before the verb" and thing.how == "none"
            if before and (counted is not None or scene.is_passive(first)):
                target = subject
        if target.chunk is not None and _subset(scene, target.chunk):
            target = _before(scene, target.chunk) or target
        if target.chunk is not None:
            quantity = _quantity_in(scene, target.chunk)
            victims = target.actors
            if quantity is None and target.how == "subject":
                quantity = _quantity_in(scene, target.chunk)
            if quantity is None:
                quantity = _bounded_after(scene, last) or _behind_time(scene, last)
            if quantity is None and scene.tokens[target.chunk.head].features.number == "d":
                yield Harm(form.entry.outcome, 2, span, first, victims, "", False, by)
                return
            if quantity is None and _single(scene, target.chunk) and form.how != "verb":
                yield Harm(form.entry.outcome, 1, span, first, victims, "", False, by)
                return
            if quantity is None and _single(scene, target.chunk) and victims and not all(map(_thing, victims)):
                yield Harm(form.entry.outcome, 1, span, first, victims, "", False, by)
                return
    if quantity is None:
        quantity = _bounded_after(scene, last)
    if quantity is None and form.how in ("verb", "intransitive"):
        quantity = _behind_time(scene, last)
    if quantity is not None and isinstance(quantity.value, Quantity):
        if quantity.first in used:
            return
        used.add(quantity.first)
        value = quantity.value
        if value.scope not in PEOPLE_SCOPES:
            return
        count = None if value.vague or value.low is None else int(value.low)
        if count is not None and form.how != "people":
            count += _joined(scene, quantity, used)
        bound = "at least" if value.high is None and not value.vague else "about" if value.approximate else ""
        if not victims:
            victims = tuple(m for m in scene.actors if quantity.first <= m.first < quantity.last + 1)[:1]
        victims = _most_of(scene, quantity, victims)
        yield Harm(form.entry.outcome, count, span.to(quantity.span), first, victims, bound, False, by)
    elif victims and (
        (form.how == "taking" and _one_person(victims[0]))
        or (form.how == "noun" and chunk is not None and _single_after(scene, victims[0]))
    ):
        yield Harm(form.entry.outcome, 1, span, first, victims, "", False, by)


def _subset(scene: Scene, chunk: Chunk) -> bool:
    """Whether a phrase only names a part of a count: "among them two officers"."""
    before = scene.tokens[max(chunk.first - 2, scene.first) : chunk.first]
    return any(t.norm in scene.subset or scene.subset & set(t.keys) for t in before)


def _before(scene: Scene, chunk: Chunk) -> Filler | None:
    """The counted phrase before one that names a part of it."""
    earlier = [
        c
        for c in scene.chunks
        if c.kind == "np"
        and c.prep == ""
        and c.last <= chunk.first <= c.last + 6
        and any(q.first < c.last and q.last > c.first for q in scene.quantities)
    ]
    return scene.filler(earlier[-1], "subject") if earlier else None


def _joined(scene: Scene, quantity: Mention, used: set[int]) -> int:
    """What is counted beside a count by "and", of people without another word of harm: "three women and two men"."""
    more, at = 0, quantity
    for following in scene.quantities:
        value = following.value
        if following.first <= at.first:
            continue
        if (
            not isinstance(value, Quantity)
            or value.low is None
            or value.vague
            or value.scope not in ("person", "force")
        ):
            break
        if following.first - at.last > 2 or not scene.tokens[following.first].conjoined or value.unit in OUTCOMES:
            break
        more += int(value.low)
        used.add(following.first)
        at = following
    return more + _one_more(scene, at)


def _one_more(scene: Scene, counted: Mention) -> int:
    """1 where a single person without a number is joined to those counted: "two policemen and a civilian"."""
    at = counted.last
    while at < scene.last and scene.tokens[at].pos == "ADJ" and not scene.tokens[at].conjoined:
        at += 1
    if at >= scene.last or not scene.tokens[at].conjoined:
        return 0
    features = scene.tokens[at].features
    people = any(m.first == at and isinstance(m.value, ActorRef) and m.value.generic for m in scene.actors)
    return int(people and features.number in ("s", None) and not features.definite)


def _behind_time(scene: Scene, last: int) -> Mention | None:
    """The count behind a verb of harm and an expression of time: "killed last month two of them"."""
    at = last
    for time in scene.times:
        if time.first == at:
            at = time.last
    return next((q for q in scene.quantities if q.first == at > last), None)


def _bounded_after(scene: Scene, last: int) -> Mention | None:
    """The number behind a word of harm whose words of bound stand between: "more than", "no fewer than", "about"."""
    for quantity in scene.quantities:
        value = quantity.value
        if not last < quantity.first <= last + 5 or not isinstance(value, Quantity):
            continue
        if value.low is not None and value.high is not None and not value.approximate:
            continue
        between = scene.tokens[last : quantity.first]
        named = any(last <= m.first < quantity.first for m in scene.actors)
        bars = ("PUNCT",) if value.high is None else ("PUNCT", "VERB")
        another = any(t.pos == "VERB" and t.conjoined for t in between)
        if not named and not another and not any(t.pos in bars for t in between):
            return quantity
    return None


def _quantity_behind(scene: Scene, last: int) -> Mention | None:
    """The count that stands right behind a word."""
    return next((q for q in scene.quantities if q.first == last), None)


def _quantity_in(scene: Scene, chunk: Chunk | None, *, after: int = -1) -> Mention | None:
    if chunk is None:
        return None
    return next(
        (q for q in scene.quantities if q.first < chunk.last and chunk.first < q.last and q.first > after), None
    )


def _quantity_around(scene: Scene, first: int, last: int) -> Mention | None:
    """The number of a noun like "dead": the one that counts it, else the next bare number of its clause."""
    for quantity in scene.quantities:
        if quantity.first <= first < quantity.last:
            return quantity
    for quantity in scene.quantities:
        value = quantity.value
        between = scene.tokens[last : quantity.first]
        if any(token.pos == "VERB" and token.conjoined for token in between):
            return None
        if last <= quantity.first <= last + 6 and scene.same_clause(first, quantity.first):
            if isinstance(value, Quantity) and value.scope in PEOPLE_SCOPES:
                return quantity
    return None


def _members(scene: Scene, chunk: Chunk | None) -> tuple[Mention, ...]:
    """The group that counted dead belong to: an adjective or "of" behind them."""
    if chunk is None:
        return ()
    inside = [m for m in scene.actors if chunk.first <= m.first < chunk.last]
    if inside:
        return (inside[0],)
    owner = scene.owner_after(chunk)
    return (owner,) if owner is not None else _described(scene, chunk)


def _described(scene: Scene, chunk: Chunk) -> tuple[Mention, ...]:
    """The people named right behind "the dead" to describe them: "the civilian dead"."""
    following = scene.chunk(chunk.last)
    bare = following is not None and following.prep == "" and not following.joined
    if not bare or not chunk.definite or not scene.tokens[chunk.last].features.definite:
        return ()
    return tuple(m for m in scene.actors if m.first == chunk.last and isinstance(m.value, ActorRef) and m.value.generic)


def _most_of(scene: Scene, quantity: Mention, victims: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Who most of some people are, where it is told behind their count: "three persons, two policemen among them"."""
    if not victims or not all(is_anybody(v) for v in victims) or not isinstance(quantity.value, Quantity):
        return victims
    for at in range(quantity.last, min(quantity.last + 4, scene.last)):
        if not scene.subset & {scene.tokens[at].norm, *scene.tokens[at].keys}:
            continue
        part = next((m for m in scene.actors if at < m.first <= at + 5), None)
        chunk = scene.chunk(part.first) if part is not None else None
        if part is None or chunk is None or not isinstance(part.value, ActorRef) or is_anybody(part):
            return victims
        sure = at in scene.majorities
        if chunk.prep not in {"", *scene.owning} or (part.value.type == "civilians" and not sure):
            return victims
        count = next((q for q in scene.quantities if at < q.first < part.last and q.first <= part.first), None)
        dual = 2 if scene.tokens[part.first].features.number == "d" else None
        number = count.value.low if count is not None and isinstance(count.value, Quantity) else dual
        total = quantity.value.low
        most = sure if number is None else total is not None and number * 2 >= total
        return (part,) if most else victims
    return victims


def _single(scene: Scene, chunk: Chunk) -> bool:
    head = scene.tokens[chunk.head]
    return (
        head.features.number == "s"
        or (head.features.number is None and head.pos == "PROPN")
        or any(
            m.first <= chunk.head < m.last and isinstance(m.value, ActorRef) and m.value.type == "person"
            for m in scene.actors
        )
    )


def _one_person(victim: Mention) -> bool:
    """Whether one person is named or told of by an office, with the article or without."""
    value = victim.value
    return isinstance(value, ActorRef) and (value.type == "person" or bool(value.office))


def _thing(victim: Mention) -> bool:
    """Whether an actor is a ship or stands for a thing of its own that is hit."""
    return isinstance(victim.value, ActorRef) and victim.value.type in THINGS


def _single_after(scene: Scene, victim: Mention) -> bool:
    if isinstance(victim.value, ActorRef) and victim.value.type == "person":
        return True
    token = scene.tokens[victim.first]
    return (
        token.features.number == "s"
        and not token.features.definite
        and isinstance(victim.value, ActorRef)
        and (victim.value.generic or (token.pos == "NOUN" and victim.last == victim.first + 1))
    )

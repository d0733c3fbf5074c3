"""Triggers: the words that show an act, with the entry that lists them, before anybody asks who did it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from msgspec import Struct

from rasid.extract.scene import Scene
from rasid.extract.words import ATTACHED, QUOTATION, Words, add_form, add_verbs, ends_attached
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import EventEntry, LightEntry
from rasid.model import ActorRef, Clause, Kind, Quantity
from rasid.text.phrases import Phrases

ELLIPSIS = "…"  # in a phrase: other words stand between

CLOSED = ("PART", "ADP", "CCONJ", "SCONJ", "PRON", "NUM")  # words of these parts of speech are no trigger alone
OWNER = 3  # tokens that may name the owner of a noun between it and what it carries
APART = 3  # tokens by which the words of what forbids an entry may stand apart
NEAR = 8  # tokens on either side in which a word may forbid an entry


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which an entry is triggered: verb, participle, noun or set phrase."""

    entry: EventEntry
    how: str
    attached: bool = False  # the last word of its match is only the one that its preposition is attached to


@dataclass(slots=True)
class Trigger:
    """A trigger in a sentence. `head` is the token whose grammar counts; `light` the verb whose noun it is."""

    first: int
    last: int
    head: int
    entry: EventEntry
    how: str
    light: LightEntry | None = None
    light_verb: int | None = None
    merged: list[int] = field(default_factory=list)  # verbs told together with it
    rest: tuple[int, int] | None = None  # the further words of a set phrase with a gap

    @property
    def verbal(self) -> bool:
        """Whether its head is a verb or stands for one."""
        return self.how in ("verb", "participle")


class Gapped(Struct, frozen=True):
    """A set phrase whose verb and noun may stand apart: the keys behind the verb, and of the particle before it."""

    rest: tuple[str, ...]
    entry: EventEntry
    before: str = ""


def triggers_table(knowledge: Knowledge) -> Phrases[Form]:
    """Every verb, noun and set phrase of every event entry."""
    table: Phrases[Form] = Phrases()
    for entry in knowledge.events:
        add_verbs(table, knowledge, entry.verbs, Form(entry, "verb"), "=")
        add_verbs(table, knowledge, entry.verbs, Form(entry, "participle"), "~")
        add_verbs(table, knowledge, entry.verbs, Form(entry, "noun"), "*")
        for noun in entry.nouns:
            add_form(table, knowledge, noun, Form(entry, "noun"), inflect=True)
        for phrase in entry.phrases:
            if ELLIPSIS not in phrase:
                add_form(table, knowledge, phrase, Form(entry, "phrase", ends_attached(phrase)), attach=True)
    return table


def gapped_table(knowledge: Knowledge) -> dict[str, list[Gapped]]:
    """Set phrases that begin with a verb, by the verb's key; the longest first."""
    table: dict[str, list[Gapped]] = {}
    for entry in knowledge.events:
        for phrase in entry.phrases:
            words = phrase.split()
            before = ""
            if len(words) > 2 and words[1].startswith("{") and not words[0].startswith("{"):
                before = knowledge.key(words.pop(0))
            if len(words) < 2 or not words[0].startswith("{"):
                continue
            lemma = knowledge.lemma(words[0].strip("{}"))
            choices = []
            for word in words[1:]:
                if word.startswith("{"):
                    inner = knowledge.lemma(word.strip("{}"))
                    choices.append(["=" + inner, "*" + inner])
                else:
                    choices.append([knowledge.key(word)])
            if ends_attached(phrase):
                choices[-1] = [ATTACHED + words[-1]]
            for rest in product(*choices):
                for sign in "=~":
                    table.setdefault(sign + lemma, []).append(Gapped(tuple(rest), entry, before))
    for found in table.values():
        found.sort(key=lambda g: (-len(g.rest), -sum(map(len, g.rest))))
    return table


def split_table(knowledge: Knowledge) -> dict[str, list[tuple[str, EventEntry]]]:
    """Phrases "A … B" by the key of A, which opens a clause without a verb, with that of B, which opens the next."""
    table: dict[str, list[tuple[str, EventEntry]]] = {}
    for entry in knowledge.events:
        for phrase in entry.phrases:
            opening, gap, closing = phrase.partition(f" {ELLIPSIS} ")
            if gap:
                table.setdefault(knowledge.key(opening), []).append((knowledge.key(closing), entry))
    return table


def lights_table(knowledge: Knowledge) -> Phrases[LightEntry]:
    """Light verbs and phrases."""
    table: Phrases[LightEntry] = Phrases()
    for entry in knowledge.lights:
        add_verbs(table, knowledge, entry.verbs, entry, "=~*^")
        for phrase in entry.phrases:
            add_form(table, knowledge, phrase, entry)
        for noun in entry.nouns:
            add_form(table, knowledge, noun, entry, inflect=True)
    return table


class Context:
    """The words of a sentence by their keys, verbs by lemma too: all of them, and those around a token."""

    def __init__(self, scene: Scene) -> None:
        self.first = scene.first
        self.keys = [{k.lstrip("=~*^") for k in t.keys} for t in scene.tokens[scene.first : scene.last]]
        self.all = frozenset[str]().union(*self.keys)
        self.near: dict[int, frozenset[str]] = {}

    def in_order(self, run: tuple[str, ...], at: int) -> bool:
        """Whether words stand in this order around a token, each at most two tokens behind the one before."""
        middle = at - self.first
        keys = self.keys[max(0, middle - NEAR) : middle + NEAR]
        ends = [n for n, found in enumerate(keys) if run[0] in found]
        for word in run[1:]:
            ends = [n for end in ends for n in range(end + 1, min(end + APART + 1, len(keys))) if word in keys[n]]
        return bool(ends)

    def around(self, at: int) -> frozenset[str]:
        """The words within some tokens of one."""
        if at not in self.near:
            middle = at - self.first
            self.near[at] = frozenset[str]().union(*self.keys[max(0, middle - NEAR) : middle + NEAR])
        return self.near[at]


def threatens(entry: EventEntry) -> bool:
    """Whether an entry is a threat in any tense."""
    return entry.kind == "threat" and "future" not in entry.needs


def allowed(entry: EventEntry, knowledge: Knowledge, context: Context, at: int) -> bool:
    """Whether no word around a token forbids an entry, and one that it needs is in the sentence ("future" is asked
    elsewhere).
    """
    if not entry.unless and not entry.needs:
        return True
    unless, needs = knowledge.derived("conditions of events", conditions)[entry.id]
    if entry.unless and unless.forbids(context, at):
        return False
    return needs.met(context.all) or not (needs.single or needs.together)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of which one, or sets of which all, must stand in a sentence."""

    single: frozenset[str]
    together: tuple[frozenset[str], ...]
    orders: tuple[tuple[str, ...], ...]

    def forbids(self, context: Context, at: int) -> bool:
        """Whether one of the words, or all of a set in their order, stands around a token."""
        words = context.around(at)
        return not self.single.isdisjoint(words) or any(
            run <= words and context.in_order(order, at) for run, order in zip(self.together, self.orders, strict=True)
        )

    def met(self, words: frozenset[str]) -> bool:
        """Whether the words of a sentence hold one of the words or all of a set."""
        return not self.single.isdisjoint(words) or any(run <= words for run in self.together)


def conditions(knowledge: Knowledge) -> dict[str, list[_Words]]:
    """What forbids each event that has conditions, and what it needs, by the id of its entry."""
    return {e.id: _conditions(knowledge, e) for e in knowledge.events if e.unless or e.needs}


def _conditions(knowledge: Knowledge, entry: EventEntry) -> list[_Words]:
    """What forbids an entry and what it needs."""

    def runs(forms: list[str]) -> _Words:
        single: set[str] = set()
        together: list[tuple[str, ...]] = []
        for form in forms:
            if form == "future":
                continue
            if " " in form:
                together.append(tuple(knowledge.words(form)))
            else:
                single.update((*knowledge.spelling.nominal(form), knowledge.lemma(form)))
        return _Words(frozenset(single), tuple(map(frozenset, together)), tuple(together))

    return [runs(entry.unless), runs(entry.needs)]


def find_triggers(scene: Scene, knowledge: Knowledge) -> list[Trigger]:
    """The triggers of a sentence in order, light verbs linked to the nouns they carry."""
    table = knowledge.derived("triggers table", triggers_table)
    gapped = knowledge.derived("gapped table", gapped_table)
    words = scene.words
    context = Context(scene)
    blocked = _blocked(scene)
    found: list[Trigger] = []
    at = scene.first
    while at < scene.last:
        trigger = _trigger_at(scene, knowledge, table, gapped, words, context, at)
        if trigger is None or trigger.last <= blocked.get(at, 0):
            at += 1
            continue
        if not _numeral(scene, trigger):
            found.append(trigger)
        at = trigger.last
    covered = {t for g in found if g.rest for t in range(*g.rest)}
    found = [g for g in found if g.head not in covered or g.rest is not None]
    _link_lights(scene, knowledge, words, found)
    found += _split_triggers(scene, knowledge, {t for g in found for t in range(g.first, g.last)})
    return sorted(found, key=lambda g: g.first)


def _split_triggers(scene: Scene, knowledge: Knowledge, taken: set[int]) -> Iterator[Trigger]:
    """Set phrases of two parts: the first opens a clause without a verb, the second the clause that hangs on it."""
    table = knowledge.derived("split table", split_table)
    for clause in scene.clauses.values():
        if clause.kind != "complement" or clause.governor is None or clause.marker is None:
            continue
        outer = scene.reading.clauses[clause.governor]
        if outer.verb is not None or clause.governor not in scene.clauses:
            continue
        opening = next((t for t in range(outer.first, outer.last) if _opens(scene, t)), None)
        if opening is None or opening in taken:
            continue
        marks = set(scene.tokens[clause.marker].keys)
        for key in scene.tokens[opening].keys:
            for closing, entry in table.get(key, ()):
                if closing in marks:
                    yield Trigger(opening, outer.last, opening, entry, "noun")


def _opens(scene: Scene, token: int) -> bool:
    """Whether a word is the first of its clause that is no particle or mark."""
    word = scene.tokens[token]
    return word.pos not in ("PUNCT", "SCONJ", "CCONJ") and word.function != "complementiser"


def _numeral(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb is read where a word of number stands that looks like it."""
    return trigger.verbal and any(
        q.first <= trigger.head < q.last
        and isinstance(q.value, Quantity)
        and (q.value.noun is None or scene.tokens[trigger.head].span.end <= q.value.noun.start)
        for q in scene.quantities
    )


def _blocked(scene: Scene) -> dict[int, int]:
    """Tokens inside names and where each name ends: a word of a name shows no act, but a name of one word may open
    a longer set phrase.
    """
    blocked: dict[int, int] = {}
    for mention in scene.mentions:
        value = mention.value
        if (
            (mention.kind is Kind.PLACE and mention.last - mention.first > 0)
            or (isinstance(value, ActorRef) and value.entry is not None and not value.adjective)
            or mention.kind is Kind.TIME
        ):
            alone = mention.last - mention.first == 1 and mention.kind is not Kind.TIME
            end = mention.last if alone else scene.last
            blocked.update((t, max(end, blocked.get(t, 0))) for t in range(mention.first, mention.last))
    return blocked


def _trigger_at(
    scene: Scene,
    knowledge: Knowledge,
    table: Phrases[Form],
    gapped: dict[str, list[Gapped]],
    words: Words,
    context: Context,
    at: int,
) -> Trigger | None:
    token = scene.tokens[at]
    if token.pos == "PUNCT" or token.norm in QUOTATION:
        return None
    best: Trigger | None = None
    for end, match in words.ever_shorter(table, at):
        if end == at + 1 and token.function is not None and token.pos not in ("VERB", "AUX"):
            continue  # "not", "there": words of grammar that are spelled like the rest of a longer word
        form = _choose(scene, knowledge, match.entries, context, at, end)
        if form is not None:
            how, head = form.how, at
            if how == "phrase":
                head = _verb_behind_particle(scene, at, end)
                finite = scene.tokens[head].pos in ("VERB", "AUX")
                how = "verb" if finite else "participle" if _heads_clause(scene, at) else "noun"
            best = Trigger(at, end - form.attached, head, form.entry, how)
            break
    if best is None or best.last == at + 1:
        for key in token.keys:
            for option in gapped.get(key, ()):
                if not words.all.issuperset(option.rest):
                    continue
                if not allowed(option.entry, knowledge, context, at) or _too_early(scene, at, option.entry):
                    continue
                if best is not None and option.entry.kind != "threat" and threatens(best.entry):
                    continue
                if key.startswith("~") and not _heads_clause(scene, at):
                    continue
                if option.before and not (at > scene.first and option.before in scene.tokens[at - 1].keys):
                    continue
                rest = words_apart(scene, words, at, option.rest)
                if rest is not None:
                    how = "participle" if key.startswith("~") else "verb"
                    return Trigger(at, at + 1, at, option.entry, how, rest=rest)
    return best


def _too_early(scene: Scene, at: int, entry: EventEntry) -> bool:
    """Whether a set phrase that tells of the future only begins with a verb that tells of the past or present."""
    token = scene.tokens[at]
    if "future" not in entry.needs or token.pos not in ("VERB", "AUX") or "+future" in token.keys:
        return False
    return token.features.tense == "past" or not (at > scene.first and scene.tokens[at - 1].function is not None)


def _verb_behind_particle(scene: Scene, at: int, end: int) -> int:
    """The verb of a set phrase that opens with a particle ("will not accept"), else the word it opens with."""
    if scene.tokens[at].function == "negation" and at + 1 < end and scene.tokens[at + 1].pos in ("VERB", "AUX"):
        return at + 1
    return at


def words_apart(scene: Scene, words: Words, at: int, rest: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the further words of a set phrase stand behind its verb, at most ten words on and in its clause."""
    start = words.place[at] + 1
    tokens, index, keys, opening = scene.tokens, words.index, words.keys, rest[0]
    for begin in range(start, min(start + 18, len(index))):
        if tokens[index[begin]].pos == "VERB" and scene.same_clause(at, index[begin]):
            return None
        if opening not in keys[begin] or begin + len(rest) > len(index):
            continue
        if all(rest[n] in keys[begin + n] for n in range(1, len(rest))) and _within_reach(scene, at, index[begin]):
            return index[begin], index[begin + len(rest) - 1] + (not rest[-1].startswith(ATTACHED))
    return None


def _within_reach(scene: Scene, verb: int, word: int) -> bool:
    """Whether a word stands in the clause of a verb or opens one that hangs on it."""
    if scene.same_clause(verb, word):
        return True
    clause = scene.reading.clauses[scene.root(scene.clause(word))]
    governor = None if clause.governor is None else scene.root(clause.governor)
    return clause.marker == word and governor == scene.root(scene.clause(verb))


def _heads_clause(scene: Scene, at: int) -> bool:
    clause = scene.reading.clauses[scene.clause(at)]
    return clause.verb == at


def _choose(
    scene: Scene, knowledge: Knowledge, forms: tuple[Form, ...], context: Context, at: int, end: int
) -> Form | None:
    token = scene.tokens[at]
    verb = token.pos in ("VERB", "AUX")
    ahead = not verb or "+future" in token.keys

    def order(form: Form) -> tuple[bool, bool, bool]:
        entry = form.entry
        return "future" in entry.needs and not ahead, entry.plover == "", entry.strength == "weak"

    for form in sorted(forms, key=order):
        if form.how == "verb" and not verb:
            continue
        if form.how == "participle" and not _heads_clause(scene, at):
            continue
        if form.how == "noun" and end == at + 1 and (verb or token.pos in CLOSED):
            continue
        if not allowed(form.entry, knowledge, context, at):
            continue
        return form
    return None


def _link_lights(scene: Scene, knowledge: Knowledge, words: Words, triggers: list[Trigger]) -> None:
    """Tie each light verb to the noun trigger that it carries: behind it in its clause, or the head of its
    relative clause.
    """
    table = knowledge.derived("lights table", lights_table)
    nouns = [t for t in triggers if t.how == "noun"]
    people = {t for m in scene.actors for t in range(m.first, m.last)}  # "the refugees" resort to nothing
    for at in list(words.index):
        found = words.at(table, at)
        if found is None:
            continue
        entry = found[1].entries[0]
        finite = scene.tokens[at].pos in ("VERB", "AUX")
        if not finite and at in people:
            continue
        own = next((t for t in triggers if t.head == at), None)
        ahead = own is None or "future" not in own.entry.needs or "+future" in scene.tokens[at].keys
        if (
            own is not None
            and own.entry.plover
            and own.how == "verb"
            and own.rest is None
            and not entry.effect
            and ahead
        ):
            continue
        relations = {
            "" if n in ("object", "subject", "of") else knowledge.spelling.relation(n) for n in entry.noun
        } or {""}
        able = [t for t in nouns if not entry.carries or t.entry.kind in entry.carries]
        carried = _carried(scene, at, found[0], able, relations, finite)
        for trigger in carried:
            if trigger.light is None or (entry.effect and not trigger.light.effect):
                trigger.light, trigger.light_verb = entry, at
        if (
            carried
            and own is not None
            and own.how in ("verb", "participle")
            and own in triggers
            and (own.entry.kind == carried[0].entry.kind or own.entry.kind == "claim")
        ):
            triggers.remove(own)


def _fronted(scene: Scene, verb: int, clause: Clause, trigger: Trigger) -> bool:
    """Whether a noun stands before a verb as its passive subject or as the object that its pronoun takes up: "the
    attack was carried out", "the attack, a woman carried it out".
    """
    token, chunk = scene.tokens[verb], scene.chunk(trigger.head)
    if clause.verb != verb or not (token.features.voice == "passive" or token.enclitic is not None):
        return False
    return (
        chunk is not None
        and chunk.head == trigger.head
        and chunk.prep == ""
        and chunk.last == verb
        and scene.same_clause(trigger.head, verb)
    )


def _owned(scene: Scene, noun: int, act: int) -> bool:
    """Whether only the owner of a noun stands between it and the act that it carries: "the party's plan to reply"."""
    owner = range(noun + 1, act)
    return len(owner) <= OWNER and all(scene.tokens[t].pos in ("NOUN", "PROPN", "ADJ") for t in owner)


def _carried(
    scene: Scene, verb: int, after: int, nouns: list[Trigger], relations: set[str], finite: bool
) -> list[Trigger]:
    """The noun triggers that a light verb carries."""
    number = scene.root(scene.clause(verb))
    clause = scene.reading.clauses[number]
    if finite and clause.kind == "relative" and clause.verb == verb and clause.anchor is not None:
        head = scene.anchor(number)
        if head is not None:
            found = [t for t in nouns if head.first <= t.head < head.last]
            if found:
                return found[:1]
    found = [t for t in nouns if finite and _fronted(scene, verb, clause, t)][-1:]
    if found:
        return found
    for trigger in nouns:
        if not after <= trigger.head <= verb + 16 or not scene.same_clause(verb, trigger.head):
            continue
        chunk = scene.chunk(trigger.head)
        if chunk is None:
            continue
        at_head = chunk.head == trigger.head or trigger.head - chunk.first <= 1 or trigger.head == after
        if not finite and not at_head and chunk.first <= verb and _owned(scene, verb, trigger.head):
            found.append(trigger)
            break
        if at_head and (chunk.prep in relations or (not finite and trigger.head == after)):
            if any(scene.tokens[t].pos == "VERB" for t in range(after, trigger.head)):
                break
            found.append(trigger)
            following = [n for n in nouns if n.head > trigger.head]
            for other in following:
                joined = scene.chunk(other.head)
                if (
                    joined is not None
                    and joined.joined
                    and joined.prep == chunk.prep
                    and scene.same_clause(verb, other.head)
                ):
                    found.append(other)
                else:
                    break
            break
    return found

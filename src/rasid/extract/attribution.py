"""Attribution: who says so, in chains, with the reach of each saying over the clauses of its sentence and beyond."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.extract.scene import Filler, Scene
from rasid.extract.words import Words, add_form, add_verbs
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import SpeechEntry
from rasid.model import ActorRef, Event, Mention, Party
from rasid.text.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Form:
    """How an entry says who says so."""

    entry: SpeechEntry
    how: str  # verb, phrase, noun


@dataclass(slots=True)
class Said:
    """A saying in a sentence: by whom, by what words, and which clauses it holds."""

    first: int
    last: int
    speakers: tuple[Party, ...]
    entry: SpeechEntry
    how: str  # "verb", "according"
    clause: int
    inner: tuple[Party, ...] = ()  # whom an agency quotes
    carried: bool = False
    until: int | None = None  # an according-phrase reaches back to the start of its part of the sentence
    since: int = 0

    def depth(self, scene: Scene) -> int:
        """How many clauses govern it: the outermost saying has the fewest."""
        return len(list(scene.ancestors(self.clause)))


def speech_table(knowledge: Knowledge) -> Phrases[Form]:
    """Every verb and phrase of the speech sheet."""
    table: Phrases[Form] = Phrases()
    for entry in knowledge.speech:
        if entry.pattern == "noun":
            continue
        add_verbs(table, knowledge, entry.verbs, Form(entry, "verb"), "=~")
        for phrase in entry.phrases:
            add_form(table, knowledge, phrase, Form(entry, "according" if entry.pattern == "according" else "verb"))
        for noun in entry.nouns:
            if entry.pattern == "according":
                add_form(table, knowledge, noun, Form(entry, "according"))
    return table


def party_of(mention: Mention, *, speaking: bool) -> Party:
    """An actor as it stands on an assertion; as a doer, a spokesman gives way to the organisation he speaks for."""
    value = mention.value
    if not isinstance(value, ActorRef):
        raise TypeError(f"{mention.kind} is no actor")
    organ = value.organ
    unnamed = value.type == "person" and value.entry is None and bool(value.office) and value.arabic == value.arabic
    named = value.entry is not None or (
        value.type == "person" and not value.generic and not value.name.startswith("spokes") and _is_name(value)
    )
    if (
        organ is not None
        and (value.spokesman or value.speaker)
        and (not speaking or (unnamed and not named))
        and not value.anonymous
    ):
        return _party(organ, mention)
    if organ is not None and not speaking and (value.spokesman or value.anonymous):
        return _party(organ, mention)
    return _party(value, mention)


def _is_name(value: ActorRef) -> bool:
    return (
        value.office != ""
        and " " in value.arabic
        and value.entry is None
        and value.name[:1].isupper()
        and "{" not in value.name
        and not value.state
    )


def _party(value: ActorRef, mention: Mention) -> Party:
    return Party(
        name=value.name,
        arabic=value.arabic,
        span=mention.span,
        entry=value.entry,
        anonymous=value.anonymous,
        type=value.type,
        country=value.country,
    )


def same_party(a: Party, b: Party) -> bool:
    """Whether two parties are one actor."""
    return (a.entry is not None and a.entry == b.entry) or a.name == b.name


class Attributions:
    """The sayings of a sentence, and the chain of them over each event."""

    def __init__(self, scene: Scene, knowledge: Knowledge, before: tuple[Party, ...]) -> None:
        self.scene, self.knowledge = scene, knowledge
        self.before = before
        self.sayings: list[Said] = []
        self.find()

    def find(self) -> None:
        """Collect the sayings of the sentence."""
        scene = self.scene
        table = self.knowledge.derived("speech table", speech_table)
        words = Words(scene.reading, scene.first, scene.last)
        at = scene.first
        while at < scene.last:
            found = words.at(table, at)
            if found is None:
                at += 1
                continue
            end, match = found
            said = self.saying(at, end, match.entries)
            if said is not None:
                self.sayings.append(said)
            at = end
        self.sayings.sort(key=lambda s: (s.depth(scene), s.first))

    def saying(self, at: int, end: int, forms: tuple[Form, ...]) -> Said | None:
        """The saying whose words start at a token, if they say anything here."""
        scene = self.scene
        token = scene.tokens[at]
        according = next((f for f in forms if f.how == "according"), None)
        if according is not None:
            return self.according(at, end, according.entry)
        verb = next((f for f in forms if f.how == "verb"), None)
        if verb is None:
            return None
        finite = token.pos in ("VERB", "AUX")
        clause = scene.root(scene.clause(at))
        if not finite and scene.reading.clauses[clause].verb != at:
            return None
        if not self.has_content(at, end, clause):
            return None
        if (
            scene.reading.clauses[clause].kind == "relative"
            and scene.tokens[at].enclitic is None
            and not self.governs(at, clause)
        ):
            return None
        subject = scene.subject(at)
        speakers = self.parties(subject)
        carried = False
        if (
            not speakers
            and self.before
            and (subject.how in ("none", "pronoun") or verb.entry.carries == "yes" or subject.chunk is None)
        ):
            speakers, carried = self.before[-1:], True
        if (
            not speakers
            and subject.chunk is not None
            and subject.how in ("subject", "subject before the verb")
            and self.before
        ):
            noun = scene.tokens[subject.chunk.head]
            if noun.features.definite:
                speakers, carried = self.before[-1:], True
        inner: tuple[Party, ...] = ()
        for spec in verb.entry.addressee:
            if verb.entry.id == "say_quote":
                for chunk in scene.governed_by(at, {self.knowledge.spelling.relation(spec)}, reach=12):
                    inner = self.parties(scene.filler(chunk, spec))
                    if inner:
                        break
        if scene.is_passive(at):
            speakers = ()
        if not speakers and not inner:
            return None
        return Said(at, end, speakers, verb.entry, "verb", clause, inner, carried, since=at)

    def governs(self, at: int, clause: int) -> bool:
        """Whether a clause hangs on a word as what it says."""
        scene = self.scene
        return any(
            c.governor is not None
            and scene.root(c.governor) == clause
            and c.kind in ("complement", "quotation")
            and c.first > at
            for c in scene.clauses.values()
        )

    def has_content(self, at: int, end: int, clause: int) -> bool:
        """Whether something is said: a clause that hangs on the verb, a quotation, or a noun phrase behind it."""
        scene = self.scene
        if self.governs(at, clause):
            return True
        return any(c.first >= end and c.kind == "np" for c in scene.chunks_of(clause))

    def according(self, at: int, end: int, entry: SpeechEntry) -> Said | None:
        """A phrase like "according to": the speaker behind it, reaching over its part of the sentence."""
        scene = self.scene
        inner = next((t for t in range(end, min(end + 4, scene.last)) if scene.tokens[t].pos == "VERB"), None)
        if inner is not None and any(
            scene.tokens[t].function == "relative" or scene.tokens[t].norm.startswith(scene.tokens[inner - 1].norm)
            for t in range(end - 1, inner)
        ):
            told = self.parties(scene.subject(inner))
            if told:
                start = self.part_start(at)
                return Said(
                    at,
                    inner + 1,
                    told,
                    entry,
                    "according",
                    scene.root(scene.clause(at)),
                    (),
                    False,
                    until=at + 1,
                    since=start,
                )
        chunk = next(
            (
                c
                for c in scene.chunks
                if c.kind == "np" and c.last > end - 1 and c.first <= end + 3 and c.head >= end - 1
            ),
            None,
        )
        if chunk is None:
            return None
        speakers = self.parties(scene.filler(chunk, "according"))
        if not speakers:
            nearby = next(
                (m for m in scene.actors if end - 1 <= m.first <= end + 6 and scene.same_clause(m.first, chunk.first)),
                None,
            )
            speakers = (party_of(nearby, speaking=True),) if nearby is not None else ()
        carried = False
        if not speakers and self.before and scene.tokens[chunk.head].features.definite:
            speakers, carried = self.before[-1:], True
        if not speakers:
            return None
        start = self.part_start(at)
        opening = at - start <= 2
        later = [c.first for n, c in scene.clauses.items() if c.kind == "adverbial" and c.first > at and self.parts(n)]
        until = min(later, default=scene.last) if opening else at + 1
        return Said(
            at, end, speakers, entry, "according", scene.root(scene.clause(at)), (), carried, until=until, since=start
        )

    def part_start(self, at: int) -> int:
        """The token where the part of the sentence that holds a token begins: the sentence itself, or a "while
        ..." before it.
        """
        scene = self.scene
        start = scene.first
        for number, clause in scene.clauses.items():
            if clause.kind == "adverbial" and clause.marker is not None and clause.first <= at and self.parts(number):
                start = max(start, clause.first)
        return start

    def parts(self, number: int) -> bool:
        """Whether a clause opens a part of the sentence of its own ("while ...")."""
        scene = self.scene
        clause = scene.reading.clauses[number]
        previous = scene.tokens[clause.first - 1].norm if clause.first > scene.first else ""
        return previous in ("،", "؛", ",", ";") or (
            clause.first > scene.first + 1 and scene.tokens[clause.first - 2].norm in ("،", "؛")
        )

    def parties(self, filler: Filler) -> tuple[Party, ...]:
        """The speakers that a filler names."""
        return tuple(party_of(m, speaking=True) for m in filler.actors)[:2]

    def chain(self, event: Event, *, besides: int = -1) -> tuple[Party, ...]:
        """Who says so, outermost first; the saying at the token `besides` left out."""
        links: list[Party] = []
        seen: set[int] = set()
        for said in self.sayings:
            if not self.covers(said, event) or said.first in seen or said.first == besides:
                continue
            seen.add(said.first)
            for party in (*said.speakers, *said.inner):
                if not any(same_party(party, p) for p in links):
                    links.append(party)
        return tuple(links)

    def covering(self, event: Event) -> list[Said]:
        """The sayings whose content holds an event, outermost first."""
        return [s for s in self.sayings if self.covers(s, event)]

    def covers(self, said: Said, event: Event) -> bool:
        """Whether an event stands in what is said."""
        scene = self.scene
        if said.first <= event.first < said.last:
            return False
        if said.how == "according":
            return (
                said.since <= event.first < (said.until if said.until is not None else said.first)
                and event.first != said.first
            )
        clause = event.clause
        if clause == said.clause:
            return event.first > said.first and not self.describes_speaker(said, event)
        if said.clause in set(scene.ancestors(clause)):
            return event.first > said.first and not self.describes_speaker(said, event) and not self.aside(said, clause)
        return False

    def aside(self, said: Said, clause: int) -> bool:
        """Whether a clause under a saying is the writer's own aside: "while ..." behind the whole of what is said."""
        scene = self.scene
        for number in [clause, *scene.ancestors(clause)]:
            if number == said.clause:
                return False
            part = scene.reading.clauses[number]
            if (
                part.kind == "adverbial"
                and part.governor is not None
                and scene.root(part.governor) == said.clause
                and self.parts(number)
            ):
                return True
            if part.kind == "participle" and part.governor is not None and scene.root(part.governor) == said.clause:
                return False
        return False

    def describes_speaker(self, said: Said, event: Event) -> bool:
        """Whether an event only describes the speaker, in a relative clause before what is said."""
        scene = self.scene
        clause = scene.reading.clauses[event.clause]
        if clause.kind != "relative" or clause.anchor is None:
            return False
        subject = scene.subject(said.first)
        return subject.chunk is not None and subject.chunk.first <= clause.anchor < subject.chunk.last

    def speaker_now(self) -> tuple[Party, ...]:
        """Who holds the floor when the sentence ends: carried on to the next one."""
        verbs = [s for s in self.sayings if s.how == "verb" and (s.speakers or s.inner)]
        if verbs:
            first = verbs[0]
            return (*first.speakers, *first.inner)
        phrases = [s for s in self.sayings if s.how == "according"]
        return phrases[-1].speakers if phrases else ()

"""Attribution: who says so, in chains, with the reach of each saying over the clauses of its sentence and beyond."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from rasid.extract.scene import Filler, Scene
from rasid.extract.words import add_form, add_verbs, ends_attached
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import GenericEntry, SpeechEntry
from rasid.model import ActorRef, Chunk, Event, Mention, Party
from rasid.text.phrases import Phrases

LABEL = 12  # words and marks in front of a colon that may name who speaks
TOLD = "say_neutral"  # the entry that stands for a colon behind a name
OPENING = 2  # words of a part of a sentence before which a phrase opens it
ASCRIBING = "say_ascribe"  # the entry of "ascribed", of words only where a noun of saying stands behind it
TELLING = {"say_neutral", "say_add", "say_affirm", "say_clarify"}  # entries of verbs that may stand behind a quotation
TRAILING = {"،", ",", "»", '"', "”"}
INSERTED = 10  # words of a phrase between commas
RECENT = 3  # speakers among whom "the source" is looked for
LEARNING = "say_learn"  # the entry of verbs by which the outlet learns from somebody
CITING = "according_quoting"  # the entry of "quoting": behind it stands whom the speaker quotes
ISSUING = "say_issue"  # the entry of verbs behind whose preposition stands who issued a document
QUOTING = {"say_quote", "say_ascribe", "say_learn"}  # entries of verbs that pass the words of others on


@dataclass(frozen=True, slots=True)
class Form:
    """How an entry says who says so."""

    entry: SpeechEntry
    how: str  # verb, according, channel
    attached: bool = False  # the last word matched is only what the preposition is attached to


@dataclass(frozen=True, slots=True)
class Channel:
    """By what something is said: a statement, a broadcast, a medium; and by whom, where the words name him."""

    first: int
    last: int
    clause: int
    speakers: tuple[Party, ...]
    entry: SpeechEntry


@dataclass(slots=True)
class Said:
    """A saying in a sentence: by whom, by what words, and which clauses it holds."""

    first: int
    last: int
    speakers: tuple[Party, ...]
    entry: SpeechEntry
    how: str  # "verb", "according"
    clause: int
    told_to: tuple[Party, ...] = ()
    via: tuple[Party, ...] = ()  # the media that pass it on: told to an agency, broadcast by a channel
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
        words = [*entry.phrases, *(entry.nouns if entry.pattern == "according" else ())]
        for phrase in words:
            form = Form(entry, entry.pattern, ends_attached(phrase))
            add_form(table, knowledge, phrase, form, attach=True)
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
    if organ is not None and not speaking and (value.spokesman or (value.anonymous and value.generic)):
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
        anonymous=value.anonymous or (value.generic and value.type == "civilians"),
        type=value.type,
        country=value.country,
        organ=value.organ.entry or "" if value.organ is not None else "",
        role=value.role,
        holder=value.holder,
    )


def issuers_of(scene: Scene, knowledge: Knowledge, verb: int) -> tuple[Mention, ...]:
    """By whom a document is issued, behind the preposition of a verb that says so."""
    entry = next((e for e in knowledge.speech if e.id == ISSUING), None)
    if entry is None or not {"=" + knowledge.lemma(v.split()[0]) for v in entry.verbs} & set(scene.tokens[verb].keys):
        return ()
    for spec in entry.addressee:
        for chunk in scene.governed_by(verb, {knowledge.spelling.relation(spec)}):
            found = scene.filler(chunk, spec).actors
            if found:
                return found
    return ()


def same_party(a: Party, b: Party) -> bool:
    """Whether two parties are one actor."""
    return (a.entry is not None and a.entry == b.entry) or a.name == b.name


class Attributions:
    """The sayings of a sentence, and the chain of them over each event."""

    def __init__(
        self, scene: Scene, knowledge: Knowledge, before: tuple[Party, ...], heard: tuple[Party, ...] = ()
    ) -> None:
        self.scene, self.knowledge = scene, knowledge
        self.before, self.heard = before, heard
        self.passing: frozenset[str] = knowledge.cue_relations("passing")
        self.mediums: frozenset[str] = knowledge.cue_keys("medium")
        self.same: frozenset[str] = knowledge.cue_keys("same")
        self.documentary: frozenset[str] = knowledge.derived(
            "documents", lambda k: frozenset(k.key(n) for e in k.speech if e.pattern == "noun" for n in e.nouns)
        )
        self.speaking_nouns: frozenset[str] = knowledge.derived(
            "nouns of speakers",
            lambda k: frozenset(
                x
                for g in k.generics
                if g.speaker == "yes"
                for f in g.forms
                if " " not in f
                for x in k.spelling.nominal(f)
            ),
        )
        self.sayings: list[Said] = []
        self.channels: list[Channel] = []
        self.find()

    def find(self) -> None:
        """Collect the sayings of the sentence."""
        scene = self.scene
        table = self.knowledge.derived("speech table", speech_table)
        words = scene.words
        at = scene.first
        while at < scene.last:
            found = words.at(table, at)
            if found is None:
                at += 1
                continue
            end, match = found
            if match.entries[0].attached:
                end -= 1
            said = self.saying(at, end, match.entries)
            if said is not None:
                self.sayings.append(said)
            at = end
        self.sayings.extend(self.documents())
        self.sayings.extend(self.label())
        self.sayings.sort(key=lambda s: (s.depth(scene), s.first))

    def saying(self, at: int, end: int, forms: tuple[Form, ...]) -> Said | None:
        """The saying whose words start at a token, if they say anything here."""
        scene = self.scene
        token = scene.tokens[at]
        if forms[0].how == "channel":
            self.channels.append(self.channel_at(at, end, forms[0].entry))
            return None
        according = next((f for f in forms if f.how == "according"), None)
        if according is not None and end - at > 1 and self.tells(end - 1):
            table = self.knowledge.derived("speech table", speech_table)
            found = scene.words.at(table, end - 1)
            if found is not None and found[1].entries[0].how == "verb":
                return self.saying(end - 1, found[0], found[1].entries)
        if according is not None:
            return self.according(at, end, according.entry)
        verb = next((f for f in forms if f.how == "verb"), None)
        if verb is None:
            return None
        finite = token.pos in ("VERB", "AUX")
        clause = scene.root(scene.clause(at))
        if not finite and scene.reading.clauses[clause].verb != at:
            return None
        if not self.governs(at, clause) and verb.entry.id in TELLING:
            behind = self.trailing(at, verb.entry)
            if behind is not None:
                return behind
        if not self.has_content(at, end, clause, verb.entry):
            return None
        if (
            scene.reading.clauses[clause].kind == "relative"
            and scene.tokens[at].enclitic is None
            and not self.governs(at, clause)
        ):
            return None
        if verb.entry.id == ISSUING:
            issuers = self.parties(Filler(None, issuers_of(scene, self.knowledge, at), "issuer"))
            return Said(at, end, issuers, verb.entry, "verb", clause, since=at) if issuers else None
        subject = self.next_to(at) or scene.subject(at)
        speakers = () if self.is_the_document(subject) else self.parties(subject)
        carried = False
        if (
            not speakers
            and self.holding_floor()
            and (subject.how in ("none", "pronoun") or verb.entry.carries == "yes" or subject.chunk is None)
        ):
            speakers, carried = self.holding_floor(), True
        if (
            not speakers
            and subject.chunk is not None
            and subject.how in ("subject", "subject before the verb")
            and self.before
        ):
            noun = scene.tokens[subject.chunk.head]
            if noun.features.definite and noun.features.number != "p" and self.documentary & set(noun.keys):
                speakers, carried = self.before[-1:], True
        if not speakers and subject.chunk is not None and self.documentary & set(scene.tokens[subject.chunk.head].keys):
            speakers = self.issuer(subject.chunk)
        if subject.chunk is not None and self.is_bare_medium(subject.chunk):
            speakers = self.pointed_back(subject.chunk) or speakers
        if (not speakers or carried) and end - at > 1:
            document = self.channel_at(at, end, verb.entry).speakers
            speakers, carried = (document, False) if document else (speakers, carried)
        inner = self.quoted(at, verb.entry)
        if scene.is_passive(at) or verb.entry.id == LEARNING:
            speakers = ()
        if not speakers and not inner:
            return None
        told_to = self.told_to(at, verb.entry)
        return Said(
            at, end, speakers, verb.entry, "verb", clause, told_to, self.media(clause, at), inner, carried, since=at
        )

    def is_inserted(self, end: int) -> bool:
        """Whether a phrase is set between commas before what a verb of saying tells: "said, according to X, that"."""
        scene = self.scene
        close = next((t for t in range(end, min(end + INSERTED, scene.last)) if scene.tokens[t].norm in TRAILING), None)
        if close is None or close + 1 >= scene.last:
            return False
        return scene.tokens[close + 1].function == "complementiser"

    def tells(self, at: int) -> bool:
        """Whether a verb has what it tells behind it, in a clause of its own: "he also said that"."""
        return self.scene.tokens[at].pos == "VERB" and self.governs(at, self.scene.root(self.scene.clause(at)))

    def next_to(self, at: int) -> Filler | None:
        """The speaker right behind a verb of saying, where nothing joins another one to it."""
        scene = self.scene
        found = next((m for m in scene.actors if m.first == at + 1), None)
        if found is None or scene.tokens[at].pos != "VERB" or scene.tokens[at].enclitic is not None:
            return None
        value = found.value
        if not isinstance(value, ActorRef) or value.adjective or scene.tokens[at + 1].attached:
            return None
        chunk = scene.chunk(at + 1)
        if chunk is None or chunk.prep or not found.first <= chunk.head < found.last or not scene.agrees(at, chunk):
            return None
        known = scene.subject(at)
        if found in known.actors or (
            known.actors and known.how == "subject before the verb" and value.type != "person"
        ):
            return None
        return Filler(chunk, (found,), "subject", at)

    def holding_floor(self) -> tuple[Party, ...]:
        """Who goes on speaking where a verb of saying names nobody: the one who spoke last in this sentence, else in
        those before.
        """
        here = [s for s in self.sayings if s.how == "verb" and s.speakers and s.entry.commitment != "denies"]
        return here[-1].speakers[-1:] if here else self.before[-1:]

    def issuer(self, document: Chunk) -> tuple[Party, ...]:
        """Who issued a document that speaks: the first actor behind it in its clause."""
        scene = self.scene
        inside = (m for m in scene.actors if m.first >= document.first and scene.same_clause(m.first, document.first))
        found = next(inside, None)
        return () if found is None else (party_of(found, speaking=True),)

    def trailing(self, at: int, entry: SpeechEntry) -> Said | None:
        """A verb of saying behind the words it tells: "...", said the minister."""
        scene = self.scene
        before = scene.tokens[at - 1].norm if at > scene.first + 1 else ""
        if entry.commitment == "denies" or before not in TRAILING or scene.tokens[at].pos != "VERB":
            return None
        subject = scene.subject(at)
        clause = scene.root(scene.clause(at))
        if subject.how != "subject" or sum(c.first > at for c in scene.bare(clause)) > 1:
            return None
        speakers = self.parties(subject)
        start = self.part_start(at - 1)
        if not speakers:
            return None
        return Said(at, at + 1, speakers, entry, "according", clause, until=at, since=start)

    def media(self, clause: int, at: int) -> tuple[Party, ...]:
        """The media by which a clause's words are passed on: named as agency, channel or the like behind "to", "by",
        "in an interview with". A bare name is mostly the outlet itself.
        """
        scene = self.scene
        for chunk in scene.chunks_of(clause):
            if chunk.kind != "np" or chunk.prep not in self.passing or chunk.first < at - OPENING:
                continue
            for mention in scene.actors:
                if not chunk.first <= mention.first < chunk.last or not isinstance(mention.value, ActorRef):
                    continue
                if mention.value.type == "media" and self.mediums & set(scene.tokens[mention.first].keys):
                    return (party_of(mention, speaking=True),)
        return ()

    def quoted(self, at: int, entry: SpeechEntry) -> tuple[Party, ...]:
        """Whom an agency quotes, or ascribes words to: behind the preposition of its verb."""
        scene = self.scene
        if entry.id not in QUOTING:
            return ()
        if entry.id == ASCRIBING and not any(
            self.documentary & set(scene.tokens[t].keys) for t in range(at, scene.last)
        ):
            return ()
        for spec in entry.addressee:
            for chunk in scene.governed_by(at, {self.knowledge.spelling.relation(spec)}, reach=12):
                found = self.parties(scene.filler(chunk, spec))
                if found:
                    return found
        return ()

    def told_to(self, at: int, entry: SpeechEntry) -> tuple[Party, ...]:
        """To whom something is said: behind "to", no medium, which is only the channel."""
        scene = self.scene
        if entry.id in QUOTING:
            return ()
        for spec in entry.addressee:
            if spec == "object":
                found = scene.object(at).actors if self.governs(at, scene.root(scene.clause(at))) else ()
            else:
                chunks = scene.governed_by(at, {self.knowledge.spelling.relation(spec)}, reach=8)
                found = scene.filler(chunks[0], spec).actors if chunks else ()
            parties = tuple(party_of(m, speaking=True) for m in found)
            if parties and all(p.type != "media" for p in parties):
                return parties
        return ()

    def channel_at(self, at: int, end: int, entry: SpeechEntry) -> Channel:
        """The document or medium whose words start at a token, with whoever it is said to be of."""
        scene = self.scene
        chunk = scene.chunk(end - 1)
        document = any(self.documentary & set(scene.tokens[t].keys) for t in range(at, end))
        last = end
        speakers: tuple[Party, ...] = ()
        if chunk is not None and document:
            inside = tuple(m for m in scene.actors if end <= m.first < chunk.last)
            owner = scene.owner_after(chunk) if not inside else None
            found = inside[:1] or ((owner,) if owner is not None else ())
            speakers = tuple(party_of(m, speaking=True) for m in found)
            if found:
                last = max(last, found[0].last)
        clause = scene.root(scene.clause(at))
        if not speakers and document:
            issued = next(
                (
                    c
                    for c in scene.clauses.values()
                    if c.kind == "relative" and c.anchor is not None and at <= c.anchor < last
                ),
                None,
            )
            table = self.knowledge.derived("speech table", speech_table)
            verb = issued.verb if issued is not None and issued.verb is not None else scene.last
            if issued is not None and verb < scene.last and table.at([scene.tokens[verb].keys], 0) is not None:
                speakers = self.parties(scene.subject(verb))
        return Channel(at, last, clause, speakers, entry)

    def documents(self) -> Iterator[Said]:
        """The documents that speak for themselves: no verb of saying stands in their clause."""
        for channel in self.channels:
            if not channel.speakers or any(s.clause == channel.clause for s in self.sayings):
                continue
            start = self.part_start(channel.first)
            until = self.scene.last if channel.first - start <= OPENING else channel.first + 1
            yield Said(
                channel.first, channel.last, channel.speakers, channel.entry, "according", channel.clause,
                until=until, since=start,
            )  # fmt: skip

    def label(self) -> Iterator[Said]:
        """The speaker whom a sentence names in front of a colon, as headlines and posts do: "Ministry: 92 killed".

        A place, a capital or a country there is where the news is from, or what it is about, unless "we" speak.
        """
        scene, size = self.scene, self.scene.last
        mark = next(
            (t for t in range(scene.first, min(scene.first + LABEL, size)) if scene.tokens[t].norm == ":"), size
        )
        if mark >= size - 1 or any(scene.tokens[t].pos in ("VERB", "AUX") for t in range(scene.first, mark)):
            return
        named = [m for m in scene.actors if m.last <= mark and not scene.tokens[m.first].attached]
        chunk = scene.chunk(scene.first) or scene.chunk(scene.first + 1)
        if not named or chunk is None or not named[0].first <= chunk.head < named[0].last:
            return
        if not self.may_label(named[0], mark):
            return
        entry = next((e for e in self.knowledge.speech if e.id == TOLD), None)
        if entry is not None:
            clause = scene.root(scene.clause(named[0].first))
            yield Said(
                scene.first, mark, self.meant(named[0]), entry, "according", clause, until=size, since=mark + 1
            )  # fmt: skip

    def may_label(self, mention: Mention, mark: int) -> bool:
        """Whether an actor in front of a colon speaks: no crowd, and no country unless the verb behind is of "we"."""
        value = mention.value
        if not isinstance(value, ActorRef) or value.adjective or value.type == "civilians":
            return False
        if value.type != "government" or value.entry != value.state:
            return True
        verb = next((t for t in self.scene.tokens[mark : self.scene.last] if t.pos == "VERB"), None)
        return verb is not None and verb.features.person == "1"

    def channel(self, event: Event) -> Channel | None:
        """By what an act of speech is made: the document or medium of its own clause, else of the saying over it."""
        clauses = [event.clause, *(s.clause for s in reversed(self.covering(event)))]
        for clause in clauses:
            found = next((c for c in self.channels if c.clause == clause), None)
            if found is not None:
                return found
        return None

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

    def has_content(self, at: int, end: int, clause: int, entry: SpeechEntry) -> bool:
        """Whether something is said: a clause that hangs on the verb, a quotation, or a noun phrase behind it."""
        scene = self.scene
        if self.governs(at, clause):
            return True
        if entry.content == "clause" or entry.id == LEARNING:
            return False
        return any(c.first >= end and c.kind == "np" for c in scene.chunks_of(clause))

    def according(self, at: int, end: int, entry: SpeechEntry) -> Said | None:
        """A phrase like "according to": the speaker behind it, reaching over its part of the sentence."""
        scene = self.scene
        inner = next((t for t in range(end, min(end + 3, scene.last)) if scene.tokens[t].pos == "VERB"), None)
        if inner is not None and scene.tokens[inner - 1].function == "relative":
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
                    until=at + 1,
                    since=start,
                )
        if scene.tokens[end - 1].enclitic is not None and self.holding_floor():
            start = self.part_start(at)
            return Said(
                at, end, self.holding_floor(), entry, "according", scene.root(scene.clause(at)),
                carried=True, until=at + 1, since=start,
            )  # fmt: skip
        chunk = next((c for c in scene.chunks if c.kind == "np" and c.last >= end and c.first <= end + 3), None)
        if chunk is None:
            return None
        speakers = self.parties(scene.filler(chunk, "according")) if chunk.head >= end - 1 else ()
        if not speakers:
            nearby = next(
                (m for m in scene.actors if end - 1 <= m.first <= end + 6 and scene.same_clause(m.first, chunk.first)),
                None,
            )
            acts = nearby is not None and any(self.is_done(t, chunk) for t in range(max(end, chunk.last), nearby.first))
            speakers = self.meant(nearby) if nearby is not None and not acts else ()
        carried = False
        if not speakers and scene.tokens[chunk.head].features.definite:
            speakers, carried = self.pointed_back(chunk), True
        if not speakers:
            return None
        start = self.part_start(at)
        opening = at - start <= OPENING
        later = [c.first for n, c in scene.clauses.items() if c.kind == "adverbial" and c.first > at and self.parts(n)]
        until = min(later, default=scene.last) if opening or self.is_inserted(end) else at + 1
        return Said(
            at,
            end,
            speakers,
            entry,
            "according",
            scene.root(scene.clause(at)),
            via=self.media(scene.clause(at), end) if end - at > 1 else (),
            carried=carried,
            until=until,
            since=start,
        )

    def is_the_document(self, subject: Filler) -> bool:
        """Whether a subject is "the statement", "the report" told of before: whoever issued it has been named."""
        if subject.chunk is None or not self.before or subject.how not in ("subject", "subject before the verb"):
            return False
        head = subject.chunk.head
        token = self.scene.tokens[head]
        if not token.features.definite or token.features.number == "p" or not self.documentary & set(token.keys):
            return False
        return not any(m.first in (head, head + 1) for m in self.scene.actors)

    def is_bare_medium(self, chunk: Chunk) -> bool:
        """Whether a phrase only says "the agency", "the paper"."""
        token = self.scene.tokens[chunk.head]
        return chunk.last - chunk.first == 1 and token.features.definite and bool(self.mediums & set(token.keys))

    def is_done(self, at: int, chunk: Chunk) -> bool:
        """Whether a verb behind a phrase tells an act and not who says so."""
        return self.scene.tokens[at].pos == "VERB" and not self.scene.speaks(at) and at >= chunk.last

    def pointed_back(self, chunk: Chunk) -> tuple[Party, ...]:
        """Whom "the agency", "the statement", "the same source" point back to: the medium or speaker heard last."""
        heard = (*self.heard, *(p for s in self.sayings for p in s.speakers))
        keys = set(self.scene.tokens[chunk.head].keys)
        if self.mediums & keys:
            return tuple(p for p in heard if p.type == "media")[-1:]
        words = {k for t in range(chunk.first, min(chunk.last + 1, self.scene.last)) for k in self.scene.tokens[t].keys}
        if (self.documentary | self.speaking_nouns) & keys or self.same & words:
            return self.before[-1:]
        return ()

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
        found: list[Party] = []
        for mention in filler.actors:
            for party in self.meant(mention):
                if not any(same_party(party, p) for p in found):
                    found.append(party)
        return tuple(found)[:2]

    def meant(self, mention: Mention) -> tuple[Party, ...]:
        """Whom a speaker's words mean: "the source" is the one heard last."""
        value = mention.value
        heard = (*self.heard, *(p for s in self.sayings for p in s.speakers))
        following = self.scene.tokens[mention.last] if mention.last < self.scene.last else None
        if following is not None and heard and self.same & set(following.keys):
            unnamed = tuple(p for p in self.heard[-RECENT:] if p.anonymous)
            return unnamed[-1:] or self.before[-1:] or heard[-1:]
        generic = isinstance(value, ActorRef) and value.generic and value.speaker
        bare = mention.last - mention.first == 1 and self.scene.tokens[mention.first].features.definite
        if generic and bare and heard:
            unnamed = tuple(p for p in heard[-RECENT:] if p.anonymous)
            return (unnamed or heard)[-1:]
        return (self.one_of(mention) or party_of(mention, speaking=True),)

    def one_of(self, mention: Mention) -> Party | None:
        """A person without a name who is told as one of a body: "an officer in the army"; None where the words name
        the body itself.
        """
        kinds: dict[str, GenericEntry] = self.knowledge.derived(
            "unnamed people", lambda k: {g.id: g for g in k.generics if g.anonymous == "yes"}
        )
        kind = kinds.get(mention.by.rpartition("+")[2])
        if kind is None or not isinstance(mention.value, ActorRef):
            return None
        name = f"{mention.value.name} {kind.name}"
        return replace(_party(mention.value, mention), name=name, entry=None, anonymous=True)

    def chain(self, event: Event, *, besides: int = -1) -> tuple[Party, ...]:
        """Who says so, outermost first; the saying at the token `besides` left out."""
        links: list[Party] = []
        covering = [s for s in self.sayings if self.covers(s, event) and s.first != besides]
        passed_on = [p for s in covering for p in (*s.via, *(s.speakers if self.cites_medium(s) else ()))]
        for party in (*passed_on, *(p for s in covering for p in (*s.speakers, *s.inner))):
            if not any(same_party(party, p) for p in links):
                links.append(party)
        return tuple(links)

    def cites_medium(self, said: Said) -> bool:
        """Whether a phrase like "according to" names a medium, which passes on what others say."""
        return said.how == "according" and said.entry.id != CITING and all(p.type == "media" for p in said.speakers)

    def covering(self, event: Event) -> list[Said]:
        """The sayings whose content holds an event, outermost first."""
        return [s for s in self.sayings if self.covers(s, event)]

    def covers(self, said: Said, event: Event) -> bool:
        """Whether an event stands in what is said."""
        scene = self.scene
        if said.first <= event.first < said.last:
            return False
        if said.how == "according" and self.inserted(said, event):
            return True
        if said.how == "according":
            return (
                said.since <= event.first < (said.until if said.until is not None else said.first)
                and event.first != said.first
            )
        clause = event.clause
        if clause == said.clause:
            return said.entry.content != "wish" and event.first > said.first and not self.describes_speaker(said, event)
        if said.entry.content == "wish" and not self.in_words(said, clause):
            return False
        if said.clause in set(scene.ancestors(clause)):
            return event.first > said.first and not self.describes_speaker(said, event) and not self.aside(said, clause)
        return False

    def in_words(self, said: Said, clause: int) -> bool:
        """Whether a clause stands in what is said, not only in what a noun behind the verb tells of."""
        for number in [clause, *self.scene.ancestors(clause)]:
            if number == said.clause:
                return False
            part = self.scene.reading.clauses[number]
            if part.kind in ("complement", "quotation") and part.governor is not None:
                if self.scene.root(part.governor) == said.clause:
                    return True
        return False

    def inserted(self, said: Said, event: Event) -> bool:
        """Whether a phrase stands between a verb of saying and what it tells: "said, quoting an officer, that"."""
        if event.first < said.last:
            return False
        return any(
            s.how == "verb" and s.clause == said.clause and s.first < said.first and event.clause != s.clause
            and self.covers(s, event)
            for s in self.sayings
        )  # fmt: skip

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
            ) or (part.kind in ("adverbial", "coordinate") and self.takes_over(said, number)):
                return True
            if part.kind == "participle" and part.governor is not None and scene.root(part.governor) == said.clause:
                return False
        return False

    def takes_over(self, said: Said, number: int) -> bool:
        """Whether another speaker takes over in a clause behind a comma: "while the police said that ..."."""
        others = [
            s for s in self.sayings
            if s.how == "verb" and s.clause == number and not s.carried and s.speakers
            and not any(same_party(p, q) for p in s.speakers for q in said.speakers)
        ]  # fmt: skip
        return any(self.parts(number) or self.turns_to(s) for s in others)

    def turns_to(self, said: Said) -> bool:
        """Whether a verb of saying opens a new report: a past joined by "and" with its speaker and "that" behind it."""
        token = self.scene.tokens[said.first]
        tells = token.conjoined and token.pos == "VERB" and token.features.tense != "present"
        return tells and self.governs(said.first, said.clause) and self.scene.subject(said.first).how == "subject"

    def describes_speaker(self, said: Said, event: Event) -> bool:
        """Whether an event only describes the speaker, in a relative clause before what is said."""
        scene = self.scene
        clause = scene.reading.clauses[event.clause]
        if clause.kind != "relative" or clause.anchor is None:
            return False
        if "object" in said.entry.addressee and any(
            p.span is not None and p.span.start <= scene.tokens[clause.anchor].span.start < p.span.end
            for p in said.told_to
        ):
            return True
        subject = scene.subject(said.first)
        return subject.chunk is not None and subject.chunk.first <= clause.anchor < subject.chunk.last

    def speaker_now(self) -> tuple[Party, ...]:
        """Who holds the floor when the sentence ends: carried on to the next one."""
        verbs = [s for s in self.sayings if s.how == "verb" and (s.speakers or s.inner)]
        if verbs:
            depth = min(s.depth(self.scene) for s in verbs)
            first = [s for s in verbs if s.depth(self.scene) == depth or self.turns_to(s)][-1]
            return (*first.speakers, *first.inner)
        phrases = [s for s in self.sayings if s.how == "according"]
        return phrases[-1].speakers if phrases else ()

"""Clauses and phrases of Arabic sentences, from the words' parts of speech and function words.

A shallow grammar: it marks where clauses begin, what they hang on, and the noun phrases in them with the
preposition that
governs each. It never fails; where it cannot tell, a stretch stays with the clause before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasid.lang.ar.agreement import act_nouns
from rasid.lang.ar.lemmas import FUTURE, thing_vocabulary
from rasid.lang.ar.letters import fold
from rasid.model import ActorRef, Chunk, Clause, Kind, Mention, Reading, Token, stage

BOUNDS = {"اقل", "اكثر"}  # behind a preposition: at least, at most
SHORTEST = 3  # letters of a word with the alef of the accusative are more
NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM", "X", "DET", "PRON", "SYM", "INTJ"}
OPENING = {"«", '"', "“", "(", "[", "'", "‘", "{"}
CLOSING = {"»", '"', "”", ")", "]", "'", "’", "}"}
STOPS = {"،", ",", "؛", ";", ":", "-", "–", "—", "...", "…"}

# Prepositions of several words; each stands for one relation.
COMPOUND = {
    ("من", "قبل"): "by",
    ("من", "جانب"): "by",
    ("من", "طرف"): "by",
    ("علي", "يد"): "by",
    ("علي", "ايدي"): "by",
    ("علي", "يدي"): "by",
    ("من", "خلال"): "خلال",
    ("من", "داخل"): "من",
    ("من", "دون"): "دون",
    ("من", "اجل"): "ل",
    ("من", "بين"): "بين",
    ("من", "علي"): "من",
    ("من", "فوق"): "من",
    ("من", "جهه"): "من",
    ("من", "اتجاه"): "من",
    ("باتجاه",): "باتجاه",
    ("بواسطه",): "by",
    ("الي", "جانب"): "مع",
    ("بالقرب", "من"): "قرب",
    ("في", "محيط"): "في",
    ("عن", "طريق"): "عبر",
    ("بعد", "منتصف"): "بعد",
    ("في", "اتجاه"): "باتجاه",
    ("لدي",): "لدي",
    ("بحق",): "ضد",
    ("في", "حق"): "ضد",
}


def relation_of(preposition: str) -> str:
    """The name by which a preposition, of one word or several, stands on a phrase.

    >>> relation_of("على يد"), relation_of("على")
    ('by', 'علي')
    """
    words = tuple(fold(w) for w in preposition.split())
    return COMPOUND.get(words, " ".join(words))


ABOUT = {"نحو", "حوالي", "قرابه", "زهاء"}  # before a number no prepositions
TIMELIKE = {"بعد", "قبل", "منذ", "خلال", "عقب", "اثر", "قبيل", "بعيد", "حتي", "غداه", "طوال", "اثناء"}
QUANTIFIERS = {
    "عدد", "بعض", "كل", "جميع", "اي", "نحو", "حوالي", "قرابه", "اكثر", "اقل", "معظم", "سائر", "كافه", "عده",
    "عشرات", "مئات", "الاف", "احد", "احدي", "ثلاثه", "مجموعه",
}  # fmt: skip
_PHASE = "كاد أوشك بدأ أخذ شرع ظل بقي راح عاد مضى استمر واصل"
PHASE = frozenset(f"={verb}" for verb in fold(_PHASE).split())
SAID = ("=قال", "~قال")  # keys of the verb that takes «إن»
BUT = {"لكن", "ولكن"}
QUOTED = 4  # words of a quotation that is a clause of its own
TOPIC = 2  # words from «إن» to its topic
PARENTHESIS = 14  # words of a remark between commas
# Accusatives that tell when or how, and are no object of any verb.
_ADVERBS = (
    "فجرا صباحا ضحي ظهرا عصرا مساء ليلا نهارا غدا يوميا اسبوعيا شهريا سنويا لاحقا سابقا حاليا مؤخرا اخيرا قريبا "
    "مجددا معا جميعا ايضا كذلك عمدا ميدانيا سياسيا عسكريا دبلوماسيا شمالا جنوبا شرقا غربا تقريبا فورا مباشره فجاه "
    "مرارا تكرارا مجانا علنا سرا تدريجيا جزئيا كليا نهائيا رسميا هاتفيا موقتا جوا برا بحرا سلفا احيانا غالبا عاده "
    "خصوصا خاصه تحديدا فقط"
)
ADVERBS = frozenset(_ADVERBS.split())
_SPANS = "ثوان ثواني دقائق ساعات ايام اسابيع اشهر شهور سنوات اعوام يومين ساعتين"
SPANS_OF_TIME = frozenset(_SPANS.split())
PURPOSE = {"كي", "لكي", "كيلا", "ليلا", "لكيلا"}
BECOMING = frozenset(("اصبح", "بات", "ظل", "صار", "امسي", "اضحي", "غدا"))
FREE = {"ما", "من"}
JOINING = {"و", "ف", "ثم", "او", "بل"}
PROCLITIC_PREPOSITIONS = {"ب", "ل", "ك", "لل"}


@dataclass(slots=True)
class _Draft:
    """A clause while it is being found."""

    first: int
    kind: str
    governor: int | None = None
    anchor: int | None = None
    marker: int | None = None
    verb: int | None = None
    last: int = 0
    nominal: int | None = None  # the last nominal word seen in it
    noun_before_verb: bool = False
    quote: int | None = None
    words: list[int] = field(default_factory=list)


Units = tuple[frozenset[int], frozenset[int], frozenset[int]]


def units(reading: Reading) -> Units:
    """Tokens inside a name behind its first word, the tokens with which a name ends a phrase (one past it), and
    those with
    which a name or a number begins one.

    A name is read as one word: nothing in it is a verb or preposition of the sentence.
    """
    inside: set[int] = set()
    ends: set[int] = set()
    starts: set[int] = set()
    persons = {
        m.first
        for m in reading.mentions
        if isinstance(m.value, ActorRef) and m.value.type == "person" and not m.value.office
    }
    for mention in reading.mentions:
        value = mention.value
        if mention.kind is Kind.ACTOR and isinstance(value, ActorRef):
            end = mention.last
            while end > mention.first + 1 and reading.tokens[end - 1].function == "preposition":
                end -= 1
            inside.update(range(mention.first + 1, end))
            if not value.adjective:
                starts.add(mention.first)
            if not value.adjective and (value.entry is not None or value.type == "person" or value.organ is not None):
                if not (mention.last in persons and value.type != "person"):
                    ends.add(mention.last)
        elif mention.kind is Kind.TIME:
            inside.update(range(mention.first, mention.last))
            ends.update((mention.first, mention.last))
        elif mention.kind is Kind.QUANTITY:
            starts.add(-mention.first - 1)
    weapons = [m for m in reading.mentions if m.kind is Kind.WEAPON]
    actors = [(m.first, m.value) for m in reading.mentions if isinstance(m.value, ActorRef)]
    things = {m.first for m in weapons} | {first for first, actor in actors if actor.generic and not actor.adjective}
    adjectives = {first for first, actor in actors if actor.adjective}
    ends.update(m.last for m in weapons if _ends_with_weapon(reading.tokens, m, things, adjectives))
    ends.update(
        first + 1 for first in adjectives if first + 1 in things and not reading.tokens[first].features.definite
    )
    return frozenset(inside), frozenset(ends), frozenset(starts)


def is_verb(token: Token) -> bool:
    """Whether a word is a finite verb (auxiliaries too)."""
    return token.pos in ("VERB", "AUX")


def is_present(token: Token) -> bool:
    """Whether a verb is in the present tense and not marked as future."""
    tense = token.features.tense
    unknown = not any(k.startswith("=") for k in token.keys)
    looks = tense == "present" or (unknown and token.stem[:1] in ("ي", "ت") and token.pos == "VERB")
    return looks and FUTURE not in token.keys


def has_conjunction(token: Token) -> bool:
    """Whether "and" or "so" is attached in front."""
    return any(s.role == "proclitic" and s.norm in ("و", "ف") for s in token.segments)


def attached_preposition(token: Token) -> str:
    """The preposition attached in front of a nominal word, or ""."""
    for segment in token.segments:
        if segment.role == "proclitic" and segment.norm in PROCLITIC_PREPOSITIONS and not is_verb(token):
            return "ل" if segment.norm == "لل" else segment.norm
    return ""


def is_circumstantial(token: Token, knowledge: Any, following: Token | None = None) -> bool:
    """Whether a word is an indefinite active participle that may head a clause of its own ("warning that ...").

    One spelled like a noun for people is so only with an object behind it: "accusing the group of", not "a suspect".
    """
    if token.features.definite or token.enclitic is not None or token.pos in ("VERB", "ADP", "PUNCT", "NUM"):
        return False
    norm = token.stem
    if any(s.role == "article" for s in token.segments):
        return False
    if thing_vocabulary(knowledge) & {*token.keys, token.stem.removesuffix("ا")} and not _has_object(token, following):
        return False
    if not norm.endswith(("ا", "ه", "ين")):
        return False
    forms = getattr(knowledge, "forms", None) or {}
    for key in token.keys:
        for variant in (key, key.removesuffix("ا")):
            if any(row.pos == "participle_active" for row in forms.get(variant, ())):
                return True
    return False


def _has_object(token: Token, following: Token | None) -> bool:
    """Whether a definite noun or a name stands right behind a participle in the singular, or whom one asks."""
    if following is None or token.stem.endswith("ين"):
        return False
    if following.function == "preposition":
        return following.norm == "من"
    return following.pos in ("NOUN", "PROPN") and attached_preposition(following) == ""


def saying_verbs(knowledge: Any) -> frozenset[str]:
    """Keys of verbs of saying and of speech acts; none where there is no knowledge."""
    found: frozenset[str] = getattr(knowledge, "saying", frozenset())
    return found


def speech_acts(knowledge: Any) -> frozenset[str]:
    """Keys of the participles of speech acts: demanding, accusing, warning."""
    if not hasattr(knowledge, "derived"):
        return frozenset()

    def build(k: Any) -> frozenset[str]:
        return frozenset("~" + k.lemma(v.split()[0]) for e in k.events if e.speech == "yes" for v in e.verbs)

    found: frozenset[str] = knowledge.derived("speech acts", build)
    return found


class _Splitter:
    """Finds the clauses of one sentence."""

    def __init__(
        self, reading: Reading, knowledge: Any, names: Units, first: int, last: int, sentence: int, base: int
    ) -> None:
        self.tokens = reading.tokens
        self.text = reading.document.text
        self.knowledge = knowledge
        self.first, self.last, self.sentence, self.base = first, last, sentence, base
        self.drafts: list[_Draft] = [_Draft(first, "main")]
        self.now = 0
        starts = {}
        ends = {}
        for quote in reading.quotes:
            if quote.inner.end <= quote.inner.start:
                continue
            a, b = reading.token_range(quote.inner)
            if first <= a < b <= last:
                starts[a] = b
                ends[b] = a
        self.quote_starts, self.quote_ends = starts, ends
        self.inside = names[0]
        self.temporal = {t for m in reading.mentions if m.kind is Kind.TIME for t in range(m.first, m.last)}

    def open(
        self, at: int, kind: str, *, governor: int | None, anchor: int | None = None, marker: int | None = None
    ) -> None:
        """Start a new clause at a word."""
        current = self.drafts[self.now]
        if current.first == at and self.now == len(self.drafts) - 1 and at > self.first:
            # nothing stood in the clause yet: it becomes the new one
            keep = current.governor if governor == self.now else governor
            self.drafts[self.now] = _Draft(
                at, kind, keep if keep != self.now else current.governor, anchor, marker, quote=current.quote
            )
            return
        current.last = at
        self.drafts.append(_Draft(at, kind, governor, anchor, marker, quote=current.quote))
        self.now = len(self.drafts) - 1

    def root(self, number: int) -> int:
        """The clause that a resumed one continues."""
        while self.drafts[number].kind == "resumed" and self.drafts[number].governor is not None:
            number = self.drafts[number].governor or 0
        return number

    def verb_of(self, number: int) -> int | None:
        """The verb of a clause, also where it is only resumed."""
        draft = self.drafts[number]
        return draft.verb if draft.verb is not None or draft.kind != "resumed" else self.drafts[self.root(number)].verb

    def outer(self, number: int) -> int:
        """The nearest clause around that is not relative, conditional or adverbial."""
        seen = 0
        while seen < 50:
            seen += 1
            draft = self.drafts[number]
            if draft.kind in ("relative", "conditional", "participle", "resumed") and draft.governor is not None:
                number = draft.governor
            else:
                return number
        return number

    def split(self) -> list[Clause]:
        """The clauses, in order, covering every word of the sentence."""
        tokens = self.tokens
        comma = False
        for at in range(self.first, self.last):
            token = tokens[at]
            draft = self.drafts[self.now]
            function = token.function
            previous = tokens[at - 1] if at > self.first else None
            if at in self.quote_ends and draft.quote == self.quote_ends[at] and draft.kind != "main":
                holder = next(
                    (n for n, d in enumerate(self.drafts) if d.first == draft.quote and d.kind == "quotation"), None
                )
                if holder is not None and self.drafts[holder].governor is not None:
                    self.open(at, "resumed", governor=self.drafts[holder].governor)
                    self.drafts[self.now].quote = None
                    draft = self.drafts[self.now]
            if (
                at in self.quote_starts
                and self.quote_starts[at] - at >= (2 if self._behind_colon(at) else QUOTED)
                and self._opens_speech(at)
                and not self._named(at)
            ):
                self.open(at, "quotation", governor=self.now, anchor=self.verb_of(self.now), marker=at)
                self.drafts[self.now].quote = at
                draft = self.drafts[self.now]
            if at in self.inside:
                if token.pos in NOMINAL and at not in self.temporal:
                    draft.nominal = at
                comma = False
                continue
            if token.norm == ":" and at + 1 < self.last and self._says(self.now) and not self._quote_opens(at):
                self.open(at + 1, "quotation", governor=self.now, anchor=self.verb_of(self.now), marker=at)
                self.drafts[self.now].quote = draft.quote
                comma = False
                continue
            if token.pos == "PUNCT":
                if token.norm in ("،", ",", "؛", ";", "-", "–", "—", ":", "/"):
                    comma = True
                    if draft.kind in ("relative", "conditional") and self._resumes(at + 1):
                        if draft.governor is not None:
                            self.open(at, "resumed", governor=self.root(draft.governor))
                continue
            if self._answers(at):
                self._answer(at)
                draft = self.drafts[self.now]
                if function == "complementiser":
                    comma = False
                    continue
            if comma and function == "conjunction" and token.norm in BUT:
                base = self.drafts[self.outer(self.now)]
                self.open(at, "coordinate", governor=base.governor, anchor=base.anchor, marker=at)
                comma = False
                continue
            following = tokens[at + 1] if at + 1 < self.last else None
            if token.stem == "ما" and following is not None and following.norm == "اذا":
                self.open(at, "complement", governor=self.now, anchor=self.verb_of(self.now), marker=at)
            elif function == "relative":
                self.open(at, "relative", governor=self.now, anchor=self._described(token), marker=at)
            elif function == "complementiser":
                temporal = previous is not None and (previous.norm in TIMELIKE or previous.stem in TIMELIKE)
                kind = "adverbial" if temporal else "complement"
                teller = self._teller(at)
                if teller is not None:
                    self.open(at, kind, governor=teller, anchor=self.verb_of(teller), marker=at)
                    comma = False
                    continue
                anchor = draft.verb if draft.verb is not None else draft.nominal
                if previous is not None and not comma:
                    anchor = at - 1 if previous.pos not in ("PUNCT", "ADP") else anchor
                sister = self._sister(at) if kind == "complement" else None
                if sister is not None:
                    self.open(at, kind, governor=sister.governor, anchor=sister.anchor, marker=at)
                else:
                    anchor = self.verb_of(self.now) if anchor is None else anchor
                    self.open(at, kind, governor=self.now, anchor=anchor, marker=at)
            elif function == "conditional" and not (
                token.norm == "اذا" and previous is not None and previous.stem == "ما"
            ):
                self.open(at, "conditional", governor=self.now, anchor=self.verb_of(self.now), marker=at)
            elif function == "subordinator":
                kind = "purpose" if token.stem in PURPOSE else "adverbial"
                self.open(at, kind, governor=self.outer(self.now), anchor=self.verb_of(self.outer(self.now)), marker=at)
            elif token.stem == "لكن" and function == "conjunction" and self.verb_of(self.now) is not None:
                base = self.drafts[self.outer(self.now)]
                self.open(at, "coordinate", governor=base.governor, anchor=base.anchor, marker=at)
            elif is_verb(token):
                self._verb(at, comma)
            elif (governor := self._circumstance(at, comma)) is not None:
                self.open(at, "participle", governor=governor, anchor=self.verb_of(governor), marker=at)
                self.drafts[self.now].verb = at
            elif (token.pos in NOMINAL or token.pos == "ADV") and function is None:
                self.drafts[self.now].nominal = at
                if self.drafts[self.now].verb is None:
                    self.drafts[self.now].noun_before_verb = True
            comma = False
        self.drafts[self.now].last = self.last
        found = []
        for number, draft in enumerate(self.drafts):
            end = self.drafts[number + 1].first if number + 1 < len(self.drafts) else self.last
            above = None if draft.governor is None else draft.governor + self.base
            found.append(
                Clause(
                    draft.first,
                    max(end, draft.first),
                    draft.kind,
                    above,
                    draft.anchor,
                    draft.marker,
                    draft.verb,
                    self.sentence,
                )
            )
        return found

    def _quote_opens(self, at: int) -> bool:
        """Whether a quotation long enough to be a clause of its own begins right behind a word."""
        return any(self.quote_starts.get(t, 0) - t >= QUOTED for t in (at + 1, at + 2))

    def _says(self, number: int) -> bool:
        """Whether a clause's verb is one of saying."""
        verb = self.verb_of(number)
        return verb is not None and bool(saying_verbs(self.knowledge) & set(self.tokens[verb].keys))

    def _described(self, token: Token) -> int | None:
        """The word that a relative clause describes; none behind ما and من, which stand for a thing of their own."""
        return None if token.stem in FREE else self.drafts[self.now].nominal

    def _sister(self, at: int) -> _Draft | None:
        """The complement that another one goes on from: "that … and that …"."""
        if not has_conjunction(self.tokens[at]):
            return None
        number: int | None = self.now
        while number is not None:
            draft = self.drafts[number]
            if draft.kind == "complement" and draft.marker is not None:
                return draft
            number = draft.governor if draft.kind != "quotation" else None
        return None

    def _named(self, at: int) -> bool:
        """Whether a quotation is only a name in quotation marks."""
        return all(t in self.inside or t == at for t in range(at, self.quote_starts[at]))

    def _behind_colon(self, at: int) -> bool:
        return any(t.norm == ":" for t in self.tokens[max(self.first, at - 2) : at])

    def _opens_speech(self, at: int) -> bool:
        """Whether a quotation here is speech of its own: after a colon, or after a complementiser or verb."""
        before = [t.norm for t in self.tokens[max(self.first, at - 3) : at]]
        return ":" in before or (
            len(before) > 0 and before[-1] in OPENING and (len(before) < 2 or self._speechlike(at - 2))
        )

    def _speechlike(self, at: int) -> bool:
        token = self.tokens[at]
        return token.function == "complementiser" or bool(saying_verbs(self.knowledge) & set(token.keys))

    def _resumes(self, at: int) -> bool:
        """Whether the words after a comma go on with the clause around, not with a list."""
        if at >= self.last:
            return False
        token = self.tokens[at]
        if has_conjunction(token) and not is_verb(token):
            return preposition_at(self.tokens, at, self.last)[1] > 0
        if attached_preposition(token) == "ب":
            return False
        return token.function != "relative"

    def _answers(self, at: int) -> bool:
        """Whether the main clause of a condition begins at a word: "then ...", or a verb of the future."""
        number = self.root(self.now)
        condition = self.drafts[number]
        if condition.kind != "conditional" or condition.governor is None or condition.verb is None:
            return False
        token = self.tokens[at]
        then = any(s.role == "proclitic" and s.norm == "ف" for s in token.segments)
        return then or (is_verb(token) and FUTURE in token.keys and not has_conjunction(token))

    def _answer(self, at: int) -> None:
        """Go on with the clause that a condition hangs on, or beside it where that has a verb of its own before; behind
        a verb of saying and a colon or quotation mark it is what is said.
        """
        condition = self.drafts[self.root(self.now)]
        number = self.root(condition.governor or 0)
        base = self.drafts[number]
        if base.verb is None:
            self.open(at, "resumed", governor=number)
        elif self._says(number) and any(
            self.tokens[t].norm == ":" or t in self.quote_starts for t in range(base.verb + 1, condition.first + 1)
        ):
            self.open(at, "quotation", governor=number, anchor=base.verb, marker=at)
        else:
            self.open(at, "coordinate", governor=base.governor, anchor=base.anchor, marker=at)

    def _verb(self, at: int, comma: bool) -> None:
        """Place a finite verb: the verb of this clause, a coordinate clause, or a relative one without a pronoun."""
        tokens, draft = self.tokens, self.drafts[self.now]
        token = tokens[at]
        start = self._start(at)
        previous = tokens[start - 1] if start > self.first else None
        verb = self.verb_of(self.now)
        joined = start < at or has_conjunction(token) or (previous is not None and previous.norm in JOINING)
        if token.proclitic("ل") is not None and not joined and verb is not None:
            if draft.kind == "conditional" and draft.governor is not None and token.features.tense == "past":
                self.open(at, "resumed", governor=self.root(draft.governor))
                self.drafts[self.now].verb = at
                return
            if token.features.tense == "present":
                governor = self.outer(self.now)
                self.open(at, "purpose", governor=governor, anchor=self.verb_of(governor), marker=at)
                self.drafts[self.now].verb = at
                return
        if self._goes_on(at, comma, joined=joined):
            self.open(at, "resumed", governor=self.root(draft.governor or 0))
            self.drafts[self.now].verb = at
            return
        if verb is not None and tokens[verb].pos == "AUX" and not joined:
            draft.verb = at
            return
        if verb is not None and tokens[verb].function == "aux" and not joined:
            draft.verb = at
            return
        if verb is not None and not joined and not comma and self._carries_on(verb, at):
            draft.verb = at
            return
        if verb is None and not joined:
            indefinite = (
                previous is not None
                and draft.nominal is not None
                and at - draft.nominal <= 3
                and not comma
                and self._indefinite(draft.nominal)
                and draft.kind != "relative"
                and not (draft.kind == "main" and self._fronted(draft) and self._only_verb(at))
                and not (
                    draft.kind == "complement"
                    and (self._only_verb(at) or (token.features.tense == "past" and self._topic(draft)))
                )
            )
            if indefinite and draft.first != at:
                self.open(at, "relative", governor=self.now, anchor=draft.nominal, marker=None)
                self.drafts[self.now].verb = at
                return
            draft.verb = at
            return
        if verb is None and not (joined and self._turns(draft, at)):
            draft.verb = at
            return
        if joined or verb is None:
            if comma and draft.kind in ("relative", "conditional", "participle", "resumed", "adverbial"):
                sibling = self.outer(self.now)
                base = self.drafts[sibling]
                self.open(start, "coordinate", governor=base.governor, anchor=base.anchor, marker=start)
            elif self.drafts[self.root(self.now)].kind in ("relative", "conditional"):
                draft = self.drafts[self.root(self.now)]
                self.open(start, draft.kind, governor=draft.governor, anchor=draft.anchor, marker=start)
            else:
                sibling = self.outer(self.now)
                base = self.drafts[sibling]
                self.open(start, "coordinate", governor=base.governor, anchor=base.anchor, marker=start)
            self.drafts[self.now].verb = at
            return
        if not comma and self._phase(verb) and is_present(token):
            self.open(at, "complement", governor=self.now, anchor=verb, marker=None)
            self.drafts[self.now].verb = at
            return
        told_of = self._parenthesis(at, comma, verb)
        if told_of is not None:
            self.open(at, "relative", governor=self.now, anchor=told_of, marker=None)
            self.drafts[self.now].verb = at
            return
        before_comma = draft.nominal if draft.nominal is not None else self._last_nominal(at)
        if comma and before_comma is not None and (is_present(token) or self._indefinite(before_comma)):
            self.open(at, "relative", governor=self.now, anchor=before_comma, marker=None)
            self.drafts[self.now].verb = at
            return
        if previous is not None and previous.pos in NOMINAL and not comma and draft.nominal is not None:
            self.open(at, "relative", governor=self.now, anchor=draft.nominal, marker=None)
            self.drafts[self.now].verb = at
            return
        if (
            draft.nominal is not None
            and at - draft.nominal <= 4
            and not comma
            and previous is not None
            and previous.pos != "PART"
        ):
            self.open(at, "relative", governor=self.now, anchor=draft.nominal, marker=None)
            self.drafts[self.now].verb = at
            return
        sibling = self.outer(self.now)
        base = self.drafts[sibling]
        self.open(at, "coordinate", governor=base.governor, anchor=base.anchor, marker=at)
        self.drafts[self.now].verb = at

    def _circumstance(self, at: int, comma: bool) -> int | None:
        """The clause that a participle hangs on which opens one of its own: behind a comma, joined to another
        participle, or, of verbs of saying, behind whoever speaks ("the group said, warning of").
        """
        token = self.tokens[at]
        following = self.tokens[at + 1] if at + 1 < self.last else None
        if at <= self.first + 1:
            return None
        if not is_circumstantial(token, self.knowledge, following) and not (comma and self._asks(at)):
            return None
        said = saying_verbs(self.knowledge)
        if has_conjunction(token):
            if not said.intersection(token.keys):
                return None
            number: int | None = self.now
            for _ in range(len(self.drafts)):
                if number is None or self.drafts[number].kind == "participle":
                    break
                number = self.drafts[number].governor
            return None if number is None else self.drafts[number].governor
        if comma:
            return self._speaking(token, self.outer(self.now))
        verb, previous = self.verb_of(self.now), self.tokens[at - 1]
        if verb is None or not said.intersection(self.tokens[verb].keys):
            return None
        if not speech_acts(self.knowledge).intersection(token.keys):
            return None
        definite = previous.pos == "PROPN" or previous.features.definite is True or previous.norm in CLOSING
        fits = definite if token.stem.endswith("ه") else definite or at - 1 == verb
        return self._speaking(token, self.outer(self.now)) if fits and not token.stem.endswith("ين") else None

    def _teller(self, at: int) -> int | None:
        """The clause of "said" around a relative one, to which the «إن» that only "said" takes belongs; else None."""
        draft = self.drafts[self.now]
        if draft.kind not in ("relative", "resumed") or not self._spelled_inna(at):
            return None
        number: int | None = self.now
        for _ in range(8):
            if number is None:
                return None
            number = self.root(number)
            verb = self.drafts[number].verb
            if verb is not None and any(k.endswith(SAID) for k in self.tokens[verb].keys):
                return number if number != self.root(self.now) else None
            number = self.drafts[number].governor
        return None

    def _spelled_inna(self, at: int) -> bool:
        """Whether a complementiser is written with the hamza below, as it stands behind "said"."""
        span = self.tokens[at].span
        return "إ" in self.text[span.start : span.end]

    def _topic(self, draft: _Draft) -> bool:
        """Whether the noun of a clause stands right behind «إن», as its topic."""
        return draft.marker is not None and draft.nominal is not None and draft.nominal - draft.marker <= TOPIC

    def _phase(self, verb: int) -> bool:
        """Whether a verb takes another in the present as its complement: "almost", "began", "kept on"."""
        return bool(PHASE & set(self.tokens[verb].keys))

    def _parenthesis(self, at: int, comma: bool, verb: int) -> int | None:
        """The indefinite subject of the clause that a verb between two commas describes: "an officer, who asked
        ..., said"; else None.
        """
        if not comma or self.drafts[self.root(self.now)].kind == "quotation":
            return None
        nominal = (t for t in range(verb + 1, min(verb + 3, at)) if self.tokens[t].pos in NOMINAL)
        subject = next(nominal, None)
        closed = any(self.tokens[t].norm in ("،", ",") for t in range(at + 1, min(at + PARENTHESIS, self.last)))
        if subject is None or not closed or subject in self.temporal or not self._indefinite(subject):
            return None
        return subject

    def _turns(self, draft: _Draft, at: int) -> bool:
        """Whether a verb of saying opens a report of its own behind "that" and a clause without a verb."""
        past = self.tokens[at].features.tense != "present"
        said = saying_verbs(self.knowledge) & set(self.tokens[at].keys)
        return draft.kind == "complement" and draft.nominal is not None and past and bool(said)

    def _fronted(self, draft: _Draft) -> bool:
        """Whether a clause opens with a phrase that only sets the scene: behind a preposition, or a noun with nunation
        before one ("in reply to").
        """
        token = self.tokens[draft.first]
        if token.function == "preposition" or (token.attached and not token.conjoined):
            return True
        following = self.tokens[draft.first + 1] if draft.first + 1 < self.last else None
        return token.features.closed and following is not None and following.function == "preposition"

    def _only_verb(self, at: int) -> bool:
        """Whether a verb without a pronoun is the only one up to the next mark, conjunction or new clause: then the
        noun before it is its subject.
        """
        if self.tokens[at].enclitic is not None:
            return False
        for token in self.tokens[at + 1 : self.last]:
            if token.function in ("relative", "complementiser", "subordinator", "conditional") or token.norm in STOPS:
                return True
            if is_verb(token):
                return has_conjunction(token)
        return True

    def _speaking(self, token: Token, number: int) -> int:
        """The clause that a participle hangs on: one of saying goes on from the clause whose verb says something."""
        if not saying_verbs(self.knowledge) & set(token.keys):
            return number
        at = number
        while self.drafts[at].kind in ("complement", "coordinate", "resumed") and self.drafts[at].governor is not None:
            at = self.drafts[at].governor or 0
            verb = self.verb_of(at)
            if verb is not None and saying_verbs(self.knowledge) & set(self.tokens[verb].keys):
                return at
        return number

    def _asks(self, at: int) -> bool:
        """Whether an accusative that may name a person is a participle, as what follows can hang on a verb alone."""
        token = self.tokens[at]
        following = self.tokens[at + 1] if at + 1 < self.last else None
        if following is None or not token.stem.endswith("ا") or token.features.definite:
            return False
        acts = any(key.startswith("~") for key in token.keys)
        return acts and following.function in ("preposition", "complementiser", "negation")

    def _start(self, at: int) -> int:
        """Where the group of a verb begins that a conjunction joins: at the conjunction, particles left out."""
        start = at
        while start - 1 > self.first and self.tokens[start - 1].function in ("negation", "future", "particle"):
            start -= 1
        before = self.tokens[start - 1] if start > self.first else None
        if start < at and has_conjunction(self.tokens[start]):
            return start
        if before is not None and before.norm in ("ثم", "بل", "كما") and start - 1 > self.first:
            return start - 1
        return at

    def _carries_on(self, verb: int, at: int) -> bool:
        """Whether a verb of becoming goes with a present behind it: "the people have come to fear"."""
        draft = self.drafts[self.now]
        if self.tokens[verb].lemma not in BECOMING or not is_present(self.tokens[at]) or draft.verb != verb:
            return False
        between = self.tokens[verb + 1 : at]
        return not any(t.function is not None or t.pos == "PUNCT" for t in between) and (
            not between or between[0].features.definite or between[0].pos == "PROPN"
        )

    def _goes_on(self, at: int, comma: bool, *, joined: bool) -> bool:
        """Whether a verb is the one that the clause around waits for: "the leader who was killed used to ..."."""
        draft = self.drafts[self.now]
        if joined or draft.governor is None or self.verb_of(self.now) is None:
            return False
        around = self.drafts[self.root(draft.governor)]
        if around.verb is not None:
            return False
        if draft.kind in ("adverbial", "conditional"):
            return comma and around.first == draft.first
        waits = draft.kind == "relative" and around.noun_before_verb
        return waits and not (draft.nominal is not None and at - draft.nominal == 1 and self._indefinite(draft.nominal))

    def _last_nominal(self, at: int) -> int | None:
        """The last nominal word before a token, at most four words back."""
        for back in range(at - 1, max(self.first, at - 5) - 1, -1):
            if self.tokens[back].pos in ("NOUN", "ADJ") and self.tokens[back].function is None:
                return back
        return None

    def _indefinite(self, at: int) -> bool:
        """Whether the noun phrase that ends near a word is indefinite."""
        token = self.tokens[at]
        return not token.features.definite and token.enclitic is None and token.pos != "PROPN"


@stage(needs="sentences quotes tokens mentions", makes="clauses")
def find_clauses(reading: Reading, knowledge: Any) -> Iterator[Clause]:
    """Cut each sentence into clauses that cover all its words, each with the clause and word it hangs on."""
    base = 0
    names = units(reading)
    for number, sentence in enumerate(reading.sentences):
        first, last = reading.token_range(sentence.span)
        if first >= last:
            continue
        clauses = _Splitter(reading, knowledge, names, first, last, number, base).split()
        yield from clauses
        base += len(clauses)


def preposition_at(tokens: Sequence[Token], at: int, last: int) -> tuple[str, int]:
    """The preposition that begins at a word and how many words it takes; ("", 0) if none does."""
    token = tokens[at]
    first = _without_conjunction(token)
    for words in ((first, tokens[at + 1].norm), (first,)) if at + 1 < last else ((first,),):
        if words in COMPOUND:
            return COMPOUND[words], len(words)
    if token.function == "preposition" or (token.pos == "ADP" and token.function is None):
        return first, 1
    return "", 0


def _without_conjunction(token: Token) -> str:
    norm = token.norm
    if len(token.segments) < 2:
        return norm
    drop = sum(len(s.norm) for s in token.segments if s.role == "proclitic" and s.norm in ("و", "ف"))
    norm = norm[drop:]
    tail = token.enclitic
    if tail is not None and tail.norm and norm.endswith(tail.norm) and len(norm) > len(tail.norm):
        norm = norm[: -len(tail.norm)]
    return norm


def _ends_with_weapon(tokens: Sequence[Token], weapon: Mention, things: set[int], adjectives: set[int]) -> bool:
    """Whether a phrase ends with a weapon of two words, or one right behind its verb: an indefinite noun behind it, or
    people or another machine that begin there, are what it hits.
    """
    at = weapon.last
    if at >= len(tokens) or tokens[at].pos not in NOMINAL or tokens[at].features.definite or at in adjectives:
        return False
    if attached_preposition(tokens[at]) or has_conjunction(tokens[at]):
        return False
    if weapon.last - weapon.first == 2:
        acted_upon = accusative_form(tokens[at]) and not accusative_form(tokens[weapon.first])
        return at in things or tokens[at].pos == "NOUN" or acted_upon
    return at in things and weapon.first > 0 and is_verb(tokens[weapon.first - 1])


@stage(needs="sentences tokens mentions clauses", makes="chunks")
def find_chunks(reading: Reading, knowledge: Any) -> Iterator[Chunk]:
    """Noun phrases with the preposition that governs each, and verbs, clause by clause."""
    names, acts = units(reading), act_nouns(knowledge)
    for number, clause in enumerate(reading.clauses):
        yield from _chunks(reading.tokens, clause.first, clause.last, number, names, acts)


def _chunks(
    tokens: Sequence[Token], first: int, last: int, clause: int, names: Units, acts: frozenset[str]
) -> Iterator[Chunk]:
    at = first
    prep = ""
    before: Chunk | None = None
    while at < last:
        token = tokens[at]
        if token.pos == "PUNCT":
            if token.norm not in OPENING and token.norm not in CLOSING:
                prep = ""
                before = before if token.norm in ("،", ",") else None
            at += 1
            continue
        if is_verb(token) and at not in names[0]:
            yield Chunk("verb", at, at + 1, at, "", clause)
            prep, before = "", None
            at += 1
            continue
        found, length = preposition_at(tokens, at, last)
        about = found in ABOUT and -at - 2 in names[2]
        if length and not about:
            pronoun = tokens[at + length - 1].enclitic
            if pronoun is not None:
                yield Chunk("np", at, at + length, at + length - 1, found, clause)
                prep, before = "", None
            else:
                prep, before = found, None
            at += length
            continue
        if token.function in (
            "relative",
            "complementiser",
            "conditional",
            "subordinator",
            "negation",
            "future",
            "particle",
            "question",
            "exception",
        ):
            at += 1
            continue
        if token.pos in NOMINAL or token.pos == "ADV" or about:
            end = _phrase_end(tokens, at, last, names, acts)
            own = attached_preposition(token)
            joined = has_conjunction(token) or (at > first and tokens[at - 1].norm in ("و", "او", "ف"))
            relation = own or prep
            if joined and not own and not prep and before is not None:
                relation = before.prep
            head = _head(tokens, at, end)
            definite = tokens[head].features.definite or tokens[head].pos == "PROPN"
            kind = "adv" if end == at + 1 and token.norm in ADVERBS else "np"
            chunk = Chunk(kind, at, end, head, relation, clause, joined and before is not None, definite)
            yield chunk
            before, prep = chunk, ""
            at = end
            continue
        at += 1


def _phrase_end(tokens: Sequence[Token], at: int, last: int, names: Units, acts: frozenset[str]) -> int:
    """Where the noun phrase that begins at a word ends."""
    inside, ends, starts = names
    end = at + 1
    depth = 0
    if tokens[at].stem in BOUNDS and at > 0 and tokens[at - 1].stem == "علي":
        return end
    while end < last:
        token = tokens[end]
        if end in ends and token.pos != "PUNCT":
            break
        if end in inside:
            end += 1
            continue
        if token.norm in BOUNDS and -end - 3 in starts and end + 1 < last and preposition_at(tokens, end + 1, last)[1]:
            break
        before = tokens[end - 1]
        defined = any(s.role == "article" for s in before.segments)
        article = any(s.role == "article" for s in token.segments)
        alone = (
            before.pos == "PROPN"
            and end - 1 == at
            and article
            and not before.attached
            and before.features.gender is None
        )
        if (defined or alone) and end in starts and end not in inside:
            break
        if -end - 1 in starts and before.pos in ("NOUN", "ADJ", "PROPN") and not _counts(before):
            break
        if defined and before.pos in ("NOUN", "ADJ") and (token.pos == "NOUN" or _governs(tokens, end, last)):
            break
        if defined and token.pos == "ADJ" and not token.features.definite and accusative_form(token):
            break
        counted = before.pos == "NOUN" and end - 2 >= at and tokens[end - 2].pos == "NUM"
        if counted and token.pos == "NOUN" and token.features.definite and not before.features.definite:
            if not tokens[end - 2].features.definite and end not in inside:
                break
        masdar = token.pos == "NOUN" and (any(k[:1] == "*" for k in token.keys) or token.stem.endswith("ات"))
        if (
            masdar
            and (before.pos == "PROPN" or (before.features.definite and not defined and before.enclitic is None))
            and end not in inside
            and not any(s.role == "article" for s in token.segments)
        ):
            break
        if end not in inside and _owned_act(before, acts) and token.pos in ("NOUN", "PROPN"):
            break
        if token.norm in ADVERBS and token.norm.endswith("ا") and not token.features.definite and before.pos != "NUM":
            break
        nominal = accusative(token) or (token.pos in ("NOUN", "PROPN") and not defined)
        if nominal and _parts(before, token, first=end - 1 == at, named=end in starts):
            break
        if token.pos == "PUNCT":
            if token.norm in OPENING and depth == 0:
                close = next((n for n in range(end + 1, min(end + 9, last)) if tokens[n].norm in CLOSING), None)
                if close is None or any(is_verb(t) for t in tokens[end:close]):
                    break
                end = close + 1
                continue
            break
        if is_verb(token) or token.function in (
            "preposition", "relative", "complementiser", "conditional", "subordinator", "negation", "future",
            "conjunction", "exception",
        ):  # fmt: skip
            break
        unit = before.pos == "NUM" and accusative(token)
        if (token.pos not in NOMINAL and not unit) or attached_preposition(token) or has_conjunction(token):
            break
        end += 1
    return end


def _owned_act(token: Token, acts: frozenset[str]) -> bool:
    """Whether a pronoun on a verbal noun tells whose act it is, so that what follows is acted upon: "his meeting X"."""
    if token.pos != "NOUN" or token.enclitic is None:
        return False
    return not acts.isdisjoint(token.keys) or any(key[:1] == "*" for key in token.keys)


def _governs(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a word taken for an adjective has no article and governs the noun with one behind it."""
    if tokens[at].pos != "ADJ" or tokens[at].features.definite or at + 1 >= last or accusative(tokens[at]):
        return False
    following = tokens[at + 1]
    return following.pos == "NOUN" and any(s.role == "article" for s in following.segments)


def _parts(before: Token, token: Token, *, first: bool, named: bool) -> bool:
    """Whether a noun cannot belong to the word without article before it, so that another phrase begins with it."""
    article = any(s.role == "article" for s in token.segments)
    if before.norm in SPANS_OF_TIME and token.pos == "NOUN" and not article:
        return True
    plural = before.pos == "PROPN" and before.features.number == "p" and not before.features.definite
    if (
        (before.pos == "NOUN" or plural)
        and token.pos != "ADJ"
        and before.features.closed
        and before.enclitic is None
        and not _counts(before)
    ):
        return token.features.definite or named or not token.features.closed
    if before.pos == "ADJ" and token.pos != "ADJ" and not first and (named or not article):
        return True
    return accusative(token) and before.pos in ("NOUN", "ADJ") and not accusative(before) and not _counts(before)


def accusative(token: Token) -> bool:
    """Whether a noun carries the alef of the indefinite accusative."""
    return token.features.closed and not token.features.definite and token.stem.endswith("ا")


def accusative_form(token: Token) -> bool:
    """Whether a word without article ends like an indefinite accusative, be it noun or adjective."""
    return token.stem.endswith("ا") and len(token.stem) > SHORTEST and not token.features.definite


def _counts(token: Token) -> bool:
    """Whether a word goes with the number behind it: "about", "more than", "each"."""
    return token.stem in QUANTIFIERS or token.norm in QUANTIFIERS or token.function is not None


def _head(tokens: Sequence[Token], first: int, last: int) -> int:
    """The word that a noun phrase is about: the first noun that is no number, quantifier or mark."""
    for at in range(first, last):
        token = tokens[at]
        if (
            token.pos in ("PUNCT", "NUM", "DET")
            or token.stem in QUANTIFIERS
            or token.norm in QUANTIFIERS
            or token.norm.isdigit()
        ):
            continue
        return at
    return first

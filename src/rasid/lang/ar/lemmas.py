"""Which verbs a word may be a form of, added to its keys; and parts of speech mended where the forms leave no doubt.

Keys added to a token: "=lemma" finite verb, "~lemma" active participle, "^lemma" passive participle, "*lemma"
verbal noun, "+future" a verb marked as future, "+never" the particle that negates the future, "+ب" and the like a
preposition attached in front.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec.structs import replace

from rasid.knowledge.load import FormRow, Knowledge
from rasid.lang.ar.agreement import NOMINAL, Word, act_nouns, lemma_of, settled
from rasid.lang.ar.letters import ARTICLE, bare, fold, key
from rasid.lang.ar.nouns import Noun, nominal_vocabulary, noun_table
from rasid.lang.ar.numbers import HUNDREDS, ONES, SCALES, TENS
from rasid.lang.ar.verbs import load_verbs
from rasid.model import Features, Reading, Segment, Span, Token, stage

SIGN = {"verb": "=", "participle_active": "~", "participle_passive": "^", "masdar": "*"}
QUOTES = frozenset('«»"“”')
OPEN_PREPOSITIONS = frozenset({"حتي", "منذ", "قبل", "بعد"})
CLOSED = ("ADP", "PUNCT", "NUM", "SCONJ", "CCONJ", "PART", "DET", "PRON")
ENCLITICS = ("هما", "ها", "هم", "هن", "نا", "ني", "ه", "ك")
OWNERS = ("هما", "هم", "ها", "هن")
REMEMBERED = 1 << 15  # words kept for the next time they are met
LACKS = frozenset({"عدم", "دون", "بدون"})  # negations with a noun behind them
BECOMING = frozenset({"بات", "ظل", "صار", "غدا", "عاد", "بقي", "زال"})
DAYS = ("weekday", "day_part", "period")  # parts of the times that tell when without a preposition
STRETCH = 4  # words of a day between a verb and its subject
YESTERDAY = "امس"  # stands before a verb without an article
FUTURE = "+future"
ATTACHED = "+"  # before the letter of a preposition attached in front, as a key
PREPOSED = ("ب", "ل", "لل", "ك")
NEVER = "+never"
SAID_REACH = 15
NAMED = {"armed_group", "party", "state_force"}
LONG_VERB = 4  # letters of a verb whose last ones may be taken for a pronoun
INNER_MARKS = {"(", "[", "-", "/", "–"}
NUMBER_WORDS = frozenset((*ONES, *TENS, *HUNDREDS, *SCALES)) - {"واحد", "واحده"}
PASSIVE_FIRST = "\u064f"  # damma


def thing_vocabulary(knowledge: Knowledge) -> frozenset[str]:
    """Keys of nouns for people, things and places: a participle spelled alike is one of these."""

    def build(k: Knowledge) -> frozenset[str]:
        kinds = ("generic", "unit", "weapon", "place_word", "office", "organ")
        forms = (
            f for kind in kinds for e in k.entries(kind) for name in ("forms", "heads") for f in getattr(e, name, ())
        )
        return frozenset(key(f) for f in forms if " " not in f)

    return knowledge.derived("thing vocabulary", build)


def name_vocabulary(knowledge: Knowledge) -> frozenset[str]:
    """Keys of one-word names of states, capitals and hand-made places."""

    def build(k: Knowledge) -> frozenset[str]:
        words = {key(n) for s in k.states for n in (*s.names, *s.capitals) if " " not in n}
        words.update(key(n) for p in k.places for n in p.names if " " not in n)
        words.update(key(n) for e in k.times if e.part == "month" for n in e.forms if " " not in n)
        return frozenset(words)

    return knowledge.derived("name vocabulary", build)


def name_pairs(knowledge: Knowledge) -> frozenset[tuple[str, str]]:
    """Two words that follow each other in the name of a hand-made place, the second of which may be a verb too."""

    def build(k: Knowledge) -> frozenset[tuple[str, str]]:
        names = {tuple(map(fold, n.split())) for p in k.places for n in p.names if " " in n}
        pairs = {pair for words in names for pair in pairwise(words)}
        verbs = load_verbs()
        return frozenset(p for p in pairs if verbs.past(p[1]) is not None or verbs.present(p[1]) is not None)

    return knowledge.derived("name pairs", build)


def day_vocabulary(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the words that tell a day or a part of one without a preposition: "this morning", "last Monday"."""

    def build(k: Knowledge) -> frozenset[str]:
        words = (w for e in k.times if e.part in DAYS for f in e.forms for w in f.split())
        return frozenset(key(w) for w in words if len(w) > 2)

    return knowledge.derived("day vocabulary", build)


def place_kinds(knowledge: Knowledge) -> frozenset[str]:
    """Keys of one-word nouns that say what kind of place a name behind them is."""

    def build(k: Knowledge) -> frozenset[str]:
        return frozenset(k.key(f) for e in k.place_words if e.type != "preposition" for f in e.forms if " " not in f)

    return knowledge.derived("kinds of place", build)


def name_endings(knowledge: Knowledge) -> frozenset[str]:
    """The last words, folded, of names of several words that armed groups and parties have."""

    def build(k: Knowledge) -> frozenset[str]:
        return frozenset(fold(n.split()[-1]) for a in k.actors for n in a.names if a.type in NAMED and " " in n)

    return knowledge.derived("name endings", build)


def candidates(token: Token, knowledge: Knowledge) -> tuple[list[FormRow], bool]:
    """The forms of known verbs that a word's spelling may be, clitics taken off; and whether a future mark was
    taken off too.
    """
    met: dict[tuple[object, ...], tuple[list[FormRow], bool]] = knowledge.derived("verb candidates", lambda _: {})
    word = (token.norm, token.keys, token.pos == "NOUN", tuple([(s.role, s.norm) for s in token.segments]))
    found = met.get(word)
    if found is None:
        if len(met) >= REMEMBERED:
            met.clear()
        found = met[word] = _candidates(token, knowledge)
    return found


def _candidates(token: Token, knowledge: Knowledge) -> tuple[list[FormRow], bool]:
    stem = next((s for s in token.segments if s.role == "stem"), None)
    whole = stem.norm if stem is not None else token.norm
    article = token.norm.startswith(("ال", "وال", "فال", "بال", "كال", "لل"))
    article = article and not any(fold(r.form) in (whole, token.norm) for r in knowledge.forms.get(bare(whole), ()))
    for spelling in dict.fromkeys(map(bare, (whole, *token.keys))):
        rows = list(knowledge.forms.get(spelling, ()))
        if article:
            rows = [r for r in rows if r.pos != "verb"]
        if rows:
            return rows, any(s.role == "proclitic" and s.norm == "س" for s in token.segments)
    for spelling in (
        () if token.pos == "NOUN" else dict.fromkeys((whole, whole[1:] if whole[:1] in ("و", "ف") else whole))
    ):
        if spelling.startswith("س") and len(spelling) > 4:
            rows = [r for r in knowledge.forms.get(spelling[1:], ()) if r.pos == "verb" and r.tense == "present"]
            if rows and spelling[1:2] in ("ي", "ت", "ن", "ا"):
                return rows, True
    for ending in ENCLITICS:
        if whole.endswith(ending) and len(whole) - len(ending) >= 3 and not article:
            host = whole[: -len(ending)]
            for spelling in (
                host,
                host[:-1] + "ي" if host.endswith("ا") else host,
                host + "ا" if host.endswith("و") else host,
            ):
                rows = [r for r in knowledge.forms.get(bare(spelling), ()) if r.pos == "verb"]
                if rows and not any(k in nominal_vocabulary(knowledge) for k in token.keys):
                    return rows, any(s.role == "proclitic" and s.norm == "س" for s in token.segments)
    if token.norm.endswith("ا"):
        return [r for r in knowledge.forms.get(bare(token.norm[:-1]), ()) if r.pos != "verb"], False
    return [], False


def spelled_so(rows: list[FormRow], token: Token, text: str) -> list[FormRow]:
    """The forms that are spelled as the word is, where any is; a last ى is no hamza and no ya of another form; a noun
    that opens with أ is no masdar in إ: heroes are no foiling.
    """
    stem = next((s for s in token.segments if s.role == "stem"), None)
    if not rows or stem is None:
        return rows
    written = text[stem.span.start : stem.span.end]
    if written[:1] == "أ":
        rows = [row for row in rows if row.form[:1] != "إ"]
    if len(rows) < 2 and not (rows and rows[0].form.endswith("ئ")):
        return rows
    exact = [row for row in rows if row.form == written]
    if exact:
        return exact
    return [row for row in rows if not row.form.endswith("ئ")] if written.endswith("ى") else rows


def with_pronoun(token: Token, rows: list[FormRow]) -> tuple[Segment, ...]:
    """The segments of a verb whose attached pronoun was not split off: stem and pronoun apart."""
    stem = next((s for s in token.segments if s.role == "stem"), None)
    if (
        stem is None
        or token.enclitic is not None
        or any(r.form and bare(fold(r.form)) == bare(stem.norm) for r in rows)
    ):
        return token.segments
    for ending in ENCLITICS:
        cut = len(stem.norm) - len(ending)
        if stem.norm.endswith(ending) and cut >= 3 and len(stem.span) >= len(ending):
            at = stem.span.end - len(ending)
            parts = (
                Segment(Span(stem.span.start, at), stem.norm[:cut], "VERB", "stem"),
                Segment(Span(at, stem.span.end), ending, "PRON", "enclitic"),
            )
            return tuple(p for s in token.segments for p in (parts if s is stem else (s,)))
    return token.segments


def reread(
    token: Token, rows: list[FormRow], nouns: frozenset[str], *, future: bool, place: str, after_name: bool = False
) -> str:
    """The part of speech of a word in the light of its possible verb forms.

    `place` says where it stands: "first" in its sentence or "opens" a clause, the place of the verb in most
    Arabic sentences; "governed" by a preposition or "after verb", where no finite verb can stand or seldom
    does; "" elsewhere. `after_name`: behind a definite noun or name, where the verb of a nominal sentence
    stands.
    """
    opens = place in ("first", "opens")
    if token.function == "demonstrative":
        return token.pos
    if token.stem in NUMBER_WORDS and token.stem.endswith(("ان", "ين")):
        return "NUM"
    if place == "governed" and token.pos in ("VERB", "AUX") and not future:
        return "NOUN"
    if place == "governed":
        return token.pos
    verbs = [r for r in rows if r.pos == "verb"]
    others = [r for r in rows if r.pos != "verb"]
    attached = any(s.norm in ("ب", "ك", "ال", "لل") and s.role in ("proclitic", "article") for s in token.segments)
    if token.pos == "VERB" and place != "first" and not future:
        bare_noun = token.norm.endswith("ا") and bare(token.stem[:-1]) in nouns
        if bare_noun and all(r.number == "d" for r in verbs if r.person == "3"):
            return "NOUN"
        dual = [r for r in verbs if r.person == "3"]
        if place == "opens" and token.norm.endswith("ا") and dual and all(r.number == "d" for r in dual):
            return "NOUN"
        if place == "after verb" and any(k in nouns for k in token.keys) and token.proclitic("و", "ف") is None:
            return "NOUN"
    if token.pos in ("VERB", "AUX"):
        if attached and not future:
            return "NOUN"
        if verbs and not future and all(r.tense == "imperative" or (r.mood and r.person == "1") for r in verbs):
            if place != "first" and token.norm[:1] != "ن" and (others or any(k in nouns for k in token.keys)):
                return "NOUN"
        if not verbs and others:
            return "NOUN"
        return token.pos
    if future and verbs:
        return "VERB"
    if token.enclitic is not None and not others and not any(k in nouns for k in token.keys):
        past = [r for r in verbs if r.tense == "past" and r.person == "3"]
        if any(len(r.form) > 3 if token.pos == "DET" else r.form.endswith("ت") and r.gender == "f" for r in past):
            return "VERB"
    if not verbs or attached or token.function is not None or (token.pos in CLOSED and not opens):
        return token.pos
    known_noun = bool(others) or any(k in nouns for k in token.keys)
    telling = any(r.person == "3" and r.number != "d" and r.tense in ("past", "present") for r in verbs)
    if place == "first" and telling and (token.proclitic("و", "ف") is not None or not known_noun):
        return "VERB"
    if opens and telling and token.pos in CLOSED:
        return "VERB"
    if known_noun and not (after_name and telling and acts_not(token, others, nouns)):
        return token.pos
    if known_noun:
        return "VERB"
    if opens and all((r.person, r.number, r.tense) == ("1", "p", "past") for r in verbs):
        return "VERB"  # "we destroyed": no noun of the sheets with the pronoun is spelled so
    third = [r for r in verbs if r.person == "3" and (r.number != "d" or not _accusative(token.norm))]
    if opens and third:
        return "VERB"
    if third and any(len(r.form) > 3 and r.tense == "past" for r in third) and token.proclitic("و", "ف") is not None:
        return "VERB"
    tell_tale = any(
        (r.tense == "past" and r.form.endswith("ت") and len(r.form) > (2 if after_name else 3))
        or (
            r.tense == "past"
            and after_name
            and (len(r.form) > 3 or token.pos not in ("NOUN", "ADJ") or r.lemma in BECOMING)
        )
        or (r.tense == "present" and r.form[:1] == "ي" and len(r.form) > 3)
        or (len(r.form) > 4 and r.form.startswith("است"))
        for r in third
    )
    return "VERB" if tell_tale and token.pos in ("INTJ", "NOUN", "ADJ", "PROPN", "X", "ADV") else token.pos


def _accusative(norm: str) -> bool:
    """Whether a word in "a" may be a noun in the accusative; a dual in "ta" of five letters or more is a verb's."""
    return norm.endswith("ا") and not (norm.endswith("تا") and len(norm) > 5)


def augmented_verbs(knowledge: Knowledge) -> frozenset[str]:
    """Lemmas of verbs of the patterns II, III and IV, whose present has the vowel u in the active too."""

    def build(k: Knowledge) -> frozenset[str]:
        verbs = (v.split() for s in k.sheets for e in s.entries for v in getattr(e, "verbs", ()))
        return frozenset(k.lemma(v[0]) for v in verbs if len(v) == 3 and v[2] in ("II", "III", "IV", "Iq"))

    return knowledge.derived("augmented verbs", build)


def _has_damma(rows: list[FormRow], augmented: frozenset[str]) -> bool:
    return any(row.lemma in augmented for row in rows)


def acts_not(token: Token, others: list[FormRow], nouns: frozenset[str]) -> bool:
    """Whether an indefinite word is spelled like a participle only, which behind a name would have the article."""
    participles = bool(others) and all(r.pos == "participle_active" and r.number == "s" for r in others)
    return participles and token.pos == "NOUN" and not any(k in nouns for k in token.keys) and token.norm[-1:] != "ا"


def features_of(token: Token, rows: list[FormRow], text: str, augmented: frozenset[str], *, future: bool) -> Features:
    """Verb features where all possible forms agree."""
    verbs = [r for r in rows if r.pos == "verb"]
    if not verbs:
        return token.features
    tenses = {r.tense for r in verbs}
    voices = {r.voice for r in verbs}
    if future and any(r.tense != "past" for r in verbs):
        verbs = [r for r in verbs if r.tense != "past"]
        tenses = {"present"}
    third = [r for r in verbs if r.person == "3"] or verbs
    if any(r.tense == "past" for r in third) and any(r.tense == "imperative" for r in verbs):
        tenses.discard("imperative")
    genders = {r.gender for r in third}
    numbers = {r.number for r in third}
    voice = token.features.voice
    stem = next((s for s in token.segments if s.role == "stem"), None)
    if stem is not None and PASSIVE_FIRST in text[stem.span.start : stem.span.start + 3]:
        voice = None if "past" not in tenses and _has_damma(third, augmented) else "passive"
    elif voice is None and voices and voices <= {"active", "passive"} and len(voices) == 1:
        voice = next(iter(voices))
    tense = (
        "past"
        if "past" in tenses and len(tenses) > 1 and token.norm[:1] not in "يتنا"
        else next(iter(sorted(tenses)), None)
    )
    return Features(
        definite=False,
        gender=next(iter(genders)) or None if len(genders) == 1 else token.features.gender,
        number=next(iter(numbers)) or None if len(numbers) == 1 else token.features.number,
        person=third[0].person or None,
        tense=tense,
        voice=voice,
    )


def respelled(token: Token, text: str) -> Token:
    """A word that folding makes like a function word, told apart by its spelling: the office of governor is no
    "and to", "by night" no "lest".
    """
    if token.function == "negation" and token.norm.endswith("لن"):
        return replace(token, keys=(*token.keys, NEVER))
    if token.norm in ("باي", "كاي") and "أ" in text[token.span.start : token.span.end]:
        at, end = token.span.start, token.span.end
        parts = (
            Segment(Span(at, at + 1), token.norm[0], "ADP", "proclitic"),
            Segment(Span(at + 1, end), "اي", "DET", "stem"),
        )
        keys = (token.norm, "اي")
        return replace(token, pos="DET", function="quantifier", stem="اي", lemma="اي", keys=keys, segments=parts)
    if token.norm == "ليلا" and text[token.span.start : token.span.end].startswith("لي"):
        return replace(token, pos="ADV", function=None)
    if token.norm == "والي" and text[token.span.start : token.span.end] == "والي":
        stem = Segment(token.span, "والي", "NOUN", "stem")
        return replace(token, pos="NOUN", function=None, stem="والي", lemma="والي", keys=("والي",), segments=(stem,))
    return token


def has_article(token: Token) -> bool:
    """Whether the article stands in front of a word's stem."""
    # asked of every word several times: a list takes half of what a generator takes
    return "article" in [segment.role for segment in token.segments]


def resplit(token: Token, knowledge: Knowledge) -> Token:
    """A word split anew where all of it, or all but "and", is a form of a known verb.

    So are words whose stem is no known word, and those that a pronoun has left with three letters («اتهم»).
    """
    if token.function is not None or has_article(token):
        return token
    stem = next((s for s in token.segments if s.role == "stem"), None)
    if stem is None:
        return token
    short = token.enclitic is not None and (len(stem.norm) <= 3 or len(token.norm) >= LONG_VERB)
    if bare(stem.norm) in knowledge.vocabulary and not short:
        return token
    for cut in (0, 1) if token.norm[:1] in ("و", "ف") else (0,):
        rest = token.norm[cut:]
        if rest == stem.norm or len(rest) < 3:
            continue
        rows = [
            r
            for r in knowledge.forms.get(bare(rest), ())
            if fold(r.form) == rest and (r.person == "3" if r.pos == "verb" else short and r.pos != "masdar")
        ]
        if not rows or (cut and len(token.span) != len(token.norm)):
            continue
        at = token.span.start + cut
        pos = "VERB" if rows[0].pos == "verb" else "NOUN"
        segments: tuple[Segment, ...] = (Segment(Span(at, token.span.end), rest, pos, "stem"),)
        if cut:
            segments = (Segment(Span(token.span.start, at), token.norm[:1], "CCONJ", "proclitic"), *segments)
        return replace(
            token,
            stem=rest,
            lemma=rows[0].lemma,
            pos=token.pos if pos == "VERB" else pos,
            keys=(token.norm, bare(rest)),
            segments=segments,
            features=Features(closed=pos == "NOUN" and rest.endswith("ا")),
        )
    return token


def with_owner(token: Token, nouns: Mapping[str, Noun]) -> Token:
    """A word split into a noun of the sheet and the pronoun of its owners where the whole is no noun of the sheet."""
    if not token.norm.endswith(OWNERS) or token.pos not in ("NOUN", "PROPN", "ADJ"):  # true of nearly every word
        return token
    stem = next((s for s in token.segments if s.role == "stem"), None)
    if stem is None or token.enclitic is not None or token.function is not None or has_article(token):
        return token
    if stem.norm in nouns:
        return token
    ending = next((e for e in OWNERS if stem.norm.endswith(e)), None)
    if ending is None or len(stem.span) != len(stem.norm):
        return token
    host = stem.norm[: -len(ending)]
    noun = nouns.get(host) or (nouns.get(host[:-1] + "ه") if host.endswith("ت") else None)
    if noun is None or len(host) < 3:
        return token
    cut = stem.span.end - len(ending)
    parts = (
        Segment(Span(stem.span.start, cut), host, "NOUN", "stem"),
        Segment(Span(cut, stem.span.end), ending, "PRON", "enclitic"),
    )
    return replace(
        token,
        stem=host,
        lemma=noun.lemma,
        pos="NOUN",
        keys=tuple(dict.fromkeys((token.norm, host, noun.lemma))),
        segments=tuple(p for s in token.segments for p in (parts if s is stem else (s,))),
        features=Features(gender=noun.gender, number=noun.number, closed=True),
    )


class _Reader:
    """Reads the words of a document from first to last, each in the light of those before it."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.knowledge, self.text = knowledge, reading.document.text
        self.nouns = nominal_vocabulary(knowledge)
        self.names = name_vocabulary(knowledge)
        self.endings = name_endings(knowledge)
        self.pairs = name_pairs(knowledge)
        self.days = day_vocabulary(knowledge)
        self.canonical = knowledge.canonical
        self.starts = {s.span.start for s in reading.sentences}
        self.done: list[Token] = []
        self.table = noun_table(knowledge)
        self.acts = act_nouns(knowledge)
        self.doings = knowledge.derived(
            "nouns of doing", lambda k: frozenset(k.key(n) for e in k.lights for n in e.nouns if " " not in n)
        )
        self.kinds_of_place = place_kinds(knowledge)
        self.augmented = augmented_verbs(knowledge)

    def back(self, steps: int) -> Token | None:
        """The token so many steps back, or None."""
        return self.done[-steps] if len(self.done) >= steps else None

    def place(self, token: Token) -> str:
        """Where a word stands: first in its sentence, opening a clause, governed by a preposition, behind a verb."""
        before = self.back(1)
        if token.span.start in self.starts or before is None or before.norm == ":":
            return "first"
        governor = self.back(2) if before.norm in QUOTES else before
        if governor is not None and governor.function == "preposition" and governor.enclitic is None:
            if governor.norm not in OPEN_PREPOSITIONS:
                return "governed"
        if before.pos == "PUNCT" and before.norm not in INNER_MARKS:
            return "opens"
        if before.stem in LACKS:
            return "governed"
        if before.function in ("complementiser", "relative", "subordinator", "negation", "aux"):
            return "opens"
        if before.norm in ("ثم", "بل", "و"):
            return "opens"
        previous = self.back(2) if before.pos == "ADV" or before.function == "particle" else before
        steps = 1
        while steps <= STRETCH and previous is not None and not self.days.isdisjoint(previous.keys[:2]):
            steps += 1
            previous = self.back(steps)
        if previous is not None and previous.pos == "VERB" and previous.function is None:
            return "after verb"
        return ""

    def ends_name(self, token: Token) -> bool:
        """Whether a word goes on with the name of a place that the word before opens: the second of "Khan Younis"."""
        before = self.back(1)
        if before is None or before.pos == "VERB" or has_article(before):
            return False
        return (before.stem, token.norm) in self.pairs

    def behind_that(self, token: Token) -> bool:
        """Whether a word of no known verb stands behind «إن», where a noun stands."""
        before = self.back(1)
        return (
            before is not None
            and before.stem == "ان"
            and "إ" in self.text[before.span.start : before.span.end]
            and FUTURE not in token.keys
        )

    def joined(self, token: Token, pos: str) -> list[FormRow]:
        """The other verbs that a sentence's first word may be, read as "and" with a verb."""
        if pos != "VERB" or token.span.start not in self.starts or token.stem != token.norm or token.norm[:1] != "و":
            return []
        rows = self.knowledge.forms.get(bare(token.norm[1:]), ())
        return [r for r in rows if r.pos == "verb" and r.person == "3" and r.tense == "past"]

    def read(self, token: Token) -> Word:
        """The token with verb keys, part of speech and features mended, and the forms that it may be."""
        token = with_owner(resplit(respelled(token, self.text), self.knowledge), self.table)
        if token.pos == "PUNCT" or (not token.segments and len(token.norm) < 2):
            return Word(token, ())
        if token.features.closed and not token.features.definite and bare(token.stem) in self.names:
            token = replace(token, features=replace(token.features, closed=False))
        if token.pos == "ADP" and token.function is None and self.nouns & set(token.keys):
            token = replace(token, pos="NOUN")
        if token.pos == "VERB" and self.ends_name(token):
            return Word(replace(token, pos="PROPN", function=None, features=Features()), ())
        keys = token.keys
        if has_article(token):
            keys = (*keys, *(ARTICLE + k for k in keys if not k.startswith(ARTICLE)))
        if len(token.segments) > 1:
            attached = [ATTACHED + s.norm[0] for s in token.segments if s.role == "proclitic" and s.norm in PREPOSED]
            keys = (*keys, *attached)
        if not self.canonical.keys().isdisjoint(keys):
            variants = [self.canonical[k] for k in keys if k in self.canonical]
            keys = (*keys, *(v for v in variants if v not in keys))
        if len(keys) > len(token.keys):
            token = replace(token, keys=keys)
        before = self.back(1)
        shortens = before is not None and before.function in ("negation", "conditional")
        rows, future = candidates(token, self.knowledge)
        rows = spelled_so(rows, token, self.text)
        if rows and not shortens and any(x.mood != "jussive" for x in rows if x.pos == "verb"):
            rows = [r for r in rows if r.mood != "jussive"]
        if not rows:
            named = token.pos in ("VERB", "AUX") and token.function is None
            named = named and (bool(self.names & set(token.keys[:2])) or self.behind_that(token))
            if named:
                token = replace(token, pos="PROPN", features=Features())
            elif token.pos == "VERB" and (token.function is not None or self._is_thing(token)):
                token = replace(token, pos="NOUN" if token.function is None else "ADV", features=Features())
            return Word(self.noun(token), ())
        after_name = before is not None and (
            before.pos == "PROPN"
            or before.norm in self.endings
            or before.norm == YESTERDAY
            or any(g.role in ("article", "enclitic") for g in before.segments)
        )
        pos = reread(token, rows, self.nouns, future=future, place=self.place(token), after_name=after_name)
        if self.tells(token, rows):
            pos = "VERB"
        if token.stem == "قول":
            pos = "NOUN"
        verbal = pos in ("VERB", "AUX")
        if token.function is not None and not verbal:
            return Word(token, ())
        fitting = [r for r in rows if (r.pos == "verb") == verbal]
        third = [r for r in fitting if r.person == "3"]
        named_by = third if verbal and third else fitting
        extra = tuple(dict.fromkeys(SIGN.get(r.pos, "=") + r.lemma for r in [*named_by, *self.joined(token, pos)]))
        if future and verbal:
            extra = (*extra, FUTURE)
        found = replace(
            token,
            pos=pos,
            lemma=lemma_of(token, named_by) if fitting and verbal else token.lemma,
            keys=(*token.keys, *extra),
            features=features_of(token, fitting, self.text, self.augmented, future=future)
            if verbal
            else token.features,
            function=None if verbal and token.pos not in ("VERB", "AUX") else token.function,
            segments=with_pronoun(token, fitting) if pos == "VERB" else token.segments,
        )
        return Word(found if verbal else self.noun(found), rows)

    def features(self, token: Token, rows: list[FormRow], *, future: bool) -> Features:
        """What the forms that a verb may be tell of it."""
        return features_of(token, rows, self.text, self.augmented, future=future)

    def _is_thing(self, token: Token) -> bool:
        """Whether a word tagged as a verb, but of no verb that the sheets know, is a noun of the sheet."""
        if bare(token.stem) not in self.table and not (
            token.enclitic is not None and any(k in self.table for k in token.keys)
        ):
            return False
        return not token.conjoined or load_verbs().past(token.stem) is None

    def is_apart(self, token: Token) -> bool:
        """Whether a feminine singular stands behind a plural of men, so that it does not describe them."""
        men = self.back(1)
        return (
            men is not None
            and men.pos in NOMINAL
            and men.norm.endswith("ون")
            and men.features.number == "p"
            and token.norm.endswith("ه")
            and not token.attached
            and not token.features.definite
        )

    def names_place(self, token: Token) -> bool:
        """Whether a word that may be a common noun names the place whose kind stands before it: "the town X"."""
        before = self.back(1)
        if before is None or has_article(token) or token.attached or not self.names & set(token.keys[:1]):
            return False
        if token.norm.endswith("يه") or before.features.definite is True:  # an adjective: "Turkish towns"
            return False
        return bool(self.kinds_of_place & set(before.keys[:2]))

    def tells(self, token: Token, rows: list[FormRow]) -> bool:
        """Whether the noun of an act with a pronoun is the verb spelled alike, behind "that": "a raid that X made"."""
        before = self.back(1)
        if before is None or before.function != "relative" or token.enclitic is None or token.pos != "NOUN":
            return False
        past = any(r.pos == "verb" and r.tense == "past" and r.person == "3" for r in rows)
        return past and bool((self.acts | self.doings).intersection(token.keys))

    def is_act(self, token: Token) -> bool:
        """Whether a word taken for an adjective has an article and is the noun of an act that the noun sheet knows."""
        return has_article(token) and bare(token.stem) in self.table and bool(self.acts.intersection(token.keys))

    def opens_act(self, token: Token) -> bool:
        """Whether a word taken for a name is the noun of an act that a verb or definite noun before it cannot own."""
        before = self.back(1)
        if before is None or any(s.role == "article" for s in token.segments):
            return False
        owned = before.pos != "VERB" and not (before.pos in ("NOUN", "PROPN") and before.features.definite is True)
        return not owned and bool(self.acts.intersection(token.keys))

    def noun(self, token: Token) -> Token:
        """A nominal word with the lemma, gender and number that the noun sheet or its own ending gives it."""
        if token.pos not in NOMINAL or token.function is not None or not token.segments:
            return token
        if token.stem in NUMBER_WORDS and not has_article(token):
            return replace(token, pos="NUM")
        if (token.pos == "ADJ" and (self.is_apart(token) or self.is_act(token))) or (
            token.pos == "PROPN" and self.opens_act(token)
        ):
            token = replace(token, pos="NOUN")
        if token.pos == "NOUN" and self.names_place(token):
            return replace(token, features=Features(definite=True))
        known = self.table.get(bare(token.stem))
        if known is None or (token.pos == "ADJ" and known.number == "s"):
            return token
        if token.pos == "PROPN" and self.names.intersection(token.keys[:2]):
            return token
        features = token.features
        pos = "NOUN" if token.pos == "PROPN" and has_article(token) else token.pos
        same = (token.lemma, features.gender, features.number) == (known.lemma, known.gender, known.number)
        if same and pos == token.pos:
            return token
        features = Features(
            features.definite,
            known.gender,
            known.number,
            features.person,
            features.tense,
            features.voice,
            features.closed,
        )
        return replace(token, pos=pos, lemma=known.lemma, features=features)


@stage(needs="sentences tokens", makes="tokens", replaces=True)
def find_lemmas(reading: Reading, knowledge: Knowledge) -> Iterator[Token]:
    """Each token with the keys of the verbs it may be a form of; its part of speech and features mended by them."""
    reader = _Reader(reading, knowledge)
    words: list[Word] = []
    for token in reading.tokens:
        word = reader.read(token)
        reader.done.append(word.token)
        words.append(word)
    tokens: list[Token] = []
    for sentence in reading.sentences:
        first, last = reading.token_range(sentence.span)
        tokens += settled(words[first:last], knowledge, told=sentence.part == "body")
    text = reading.document.text
    for at, token in enumerate(tokens):
        yield particle(tokens, at, text) if token.stem in ("ان", "قد") else token


def reported(tokens: list[Token], at: int) -> bool:
    """Whether «إن» opens what a form of "said" before it tells."""
    for token in reversed(tokens[max(0, at - SAID_REACH) : at]):
        if token.stem == "ان" or token.norm in (".", "؟", "!"):
            return False
        if any(k in ("=قال", "~قال", "*قال", "قول") for k in token.keys):
            return True
    return False


def particle(tokens: list[Token], at: int, text: str) -> Token:
    """«أن», «إن» and «قد» once the words behind them are known: "that" or "if", "may" or a mark of the perfect."""
    token = tokens[at]
    verb = next((t for t in tokens[at + 1 : at + 3] if t.norm not in QUOTES and t.function != "negation"), None)
    if token.function not in ("complementiser", "conditional", "modal_possible", "particle"):
        return token
    telling = verb is not None and verb.pos in ("VERB", "AUX")
    if token.stem == "قد":
        present = verb is not None and telling and verb.features.tense == "present"
        return replace(token, function="modal_possible" if present else "particle")
    stem = next((s.span for s in token.segments if s.role == "stem"), token.span)
    hamza = text[stem.start : stem.end]
    sure = verb is not None and telling and (verb.pos == "AUX" or any(k.startswith("=") for k in verb.keys))
    if "أ" in hamza or token.enclitic is not None or not sure or verb is None or reported(tokens, at):
        return replace(token, function="complementiser")
    if "إ" in hamza:
        attached = token.proclitic("ب", "ل") is not None
        noun = token.proclitic("ف") is not None and verb.features.tense != "past"
        return replace(token, function="complementiser" if attached or noun else "conditional")
    return replace(token, function="complementiser") if verb.features.tense == "present" else token

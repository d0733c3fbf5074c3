"""What the words around a verb decide: whether it is one, its tense, its voice, and the job of particles before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from rasid.knowledge.load import FormRow, Knowledge
from rasid.lang.ar.letters import bare, fold
from rasid.lang.ar.nouns import Noun, nominal_vocabulary, noun_table
from rasid.lang.ar.words import AWAITING, function_of
from rasid.model import Features, Segment, Token

NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM", "X"}
OPENERS = {"complementiser", "relative", "subordinator", "conditional"}
BEFORE_PRESENT = {"لم", "لن", "سوف", "لا", "كي", "لكي"}
BY = {("علي", "يد"), ("علي", "ايدي"), ("علي", "يدي"), ("من", "قبل"), ("من", "جانب"), ("من", "طرف")}
BY_MEANS = {"رصاص", "نيران", "قذيفه", "قذايف", "شظايا", "طلق", "طلقات", "صاروخ", "انفجار", "تفجير", "لغم"}
IN_ACTS = {
    "قصف",
    "غاره",
    "غارات",
    "هجوم",
    "هجمات",
    "انفجار",
    "تفجير",
    "اشتباكات",
    "معارك",
    "حادث",
    "كمين",
    "ضربه",
    "ضربات",
}
DAY_PARTS = {"فجر", "صباح", "مساء", "ظهر", "عصر", "ليل", "غد", "امس", "يوم", "خلال"}
MANY = {"عشرات", "ميات", "الاف", "الوف", "ملايين", "مليارات"}  # verbs agree with what these count, or with them
SUBJECT_ENDINGS = ("ون", "ان")
DUAL_ENDINGS = ("ان", "ين")
TWO_WHO = {"اللذان", "اللذين", "اللتان", "اللتين", "انهما", "لكنهما", "هما"}
NAME_OF = "اسم"  # of "in the name of", between a spokesman and his body
THOSE_WHO = {"من", "الذين", "ممن"}
LOST = "فقد"  # "he lost", and «قد» behind «ف»
QUOTES = frozenset('«»"“”')
COMMAS = frozenset("،,")
BEFORE_PAST = {"بعد", "منذ", "قبل", "سبق", "يسبق", "حدث", "يحدث", "حصل", "يحصل", "ما"}  # a past stands behind "that"
NAME = "اسم"  # in "the spokesman in the name of"
CONTRASTS = {"لكن", "بيد", "غير"}  # conjunctions that turn to another speaker
INSERTED = 8  # words within which what is put in between two commas ends
SETTING = 9  # words of a phrase that opens a sentence and only sets the scene
LOOK = 14  # words that are looked at behind a verb


class Word(NamedTuple):
    """A token and the forms that it may be."""

    token: Token
    rows: Sequence[FormRow]


class Sentence(Struct, frozen=True):
    """The words of a sentence while its verbs are being settled."""

    words: list[Word]
    nouns: Mapping[str, Noun]
    named: frozenset[str]
    acts: frozenset[str]
    harming: frozenset[str]
    transitive: frozenset[str]
    saying: frozenset[str]
    told: bool  # the sentence is of the body, where a first word is a verb more often than not

    def token(self, at: int) -> Token | None:
        """The token at a place, or None outside the sentence."""
        return self.words[at].token if 0 <= at < len(self.words) else None

    def noun(self, at: int) -> Noun | None:
        """What the noun sheet says of a word."""
        token = self.token(at)
        return None if token is None else self.nouns.get(bare(token.stem))


def act_nouns(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the nouns of acts: attack, explosion."""

    def build(k: Knowledge) -> frozenset[str]:
        return frozenset(k.key(noun) for e in k.events for noun in e.nouns if " " not in noun)

    return knowledge.derived("act nouns", build)


def harm_nouns(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the nouns of what is done to people: killing, wounding, arrest."""

    def build(k: Knowledge) -> frozenset[str]:
        return frozenset(k.key(noun) for e in k.harms for noun in e.nouns if " " not in noun)

    return knowledge.derived("harm nouns", build)


def transitive_verbs(knowledge: Knowledge) -> frozenset[str]:
    """Lemmas of verbs whose object comes to harm: without one in sight they are passive."""

    def build(k: Knowledge) -> frozenset[str]:
        done = [v for e in k.events if "object" in e.roles.get("target", ()) and e.speech != "yes" for v in e.verbs]
        done += [v for e in k.harms for v in e.verbs]
        return frozenset(k.lemma(v.split()[0]) for v in done)

    return knowledge.derived("transitive verbs", build)


def settled(words: list[Word], knowledge: Knowledge, *, told: bool) -> Iterator[Token]:
    """The tokens of a sentence with verbs, tenses, voices and the particles before them settled."""
    sentence = Sentence(
        words,
        noun_table(knowledge),
        nominal_vocabulary(knowledge),
        act_nouns(knowledge),
        harm_nouns(knowledge),
        transitive_verbs(knowledge),
        knowledge.saying,
        told,
    )
    changed: set[int] = set()
    for at, word in enumerate(words):
        if _lost(sentence, at):
            word = words[at] = Word(_as_lost(word.token), knowledge.forms.get(LOST, ()))
        if word.token.pos == "ADJ" and _describes_nothing(sentence, at):
            word = words[at] = Word(replace(word.token, pos="NOUN"), word.rows)
        if word.rows:
            mended = _mended(sentence, at)
            if mended is not word.token:
                words[at] = Word(mended, word.rows)
                changed.update((at - 1, at - 2))
    tokens = [word.token for word in words]
    for at, token in enumerate(tokens):
        if token.stem in AWAITING and at in changed:
            function = function_of(tokens, at)
            if token.function is not None and function != token.function:
                token = replace(token, function=function)
        yield token


def _mended(sentence: Sentence, at: int) -> Token:
    token, rows = sentence.words[at]
    verbs = [row for row in rows if row.pos == "verb" and row.person == "3"]
    if token.pos in ("NOUN", "PROPN", "ADV", "ADJ") and (_reports(sentence, at, verbs) or _says(sentence, at, verbs)):
        verbs = [row for row in verbs if "=" + row.lemma in sentence.saying]
        token = as_verb(token, verbs)
    elif (token.pos == "ADJ" and (_only_a_verb(sentence, at, verbs) or _no_adjective(sentence, at, verbs))) or (
        token.pos in ("NOUN", "PROPN", "ADV")
        and (
            _only_a_verb(sentence, at, verbs)
            or _heads(sentence, at, verbs)
            or _counts(sentence, at, verbs)
            or _predicates(sentence, at, verbs)
            or _tells(sentence, at, verbs)
            or _agrees(sentence, at, verbs)
            or _nominative(sentence, at, verbs)
            or _joins_count(sentence, at, verbs)
            or _exchanges(sentence, at, verbs)
            or _does_to_it(sentence, at, verbs)
        )
    ):
        token = as_verb(token, verbs)
    elif token.pos == "VERB" and (
        _is_object(sentence, at, rows)
        or _is_verbal_object(sentence, at, rows)
        or _is_adverbial(sentence, at, rows)
        or _behind_that(sentence, at, rows)
    ):
        kept = tuple(key for key in token.keys if key[:1] != "=")
        masdars = tuple("*" + row.lemma for row in rows if row.pos == "masdar" and "*" + row.lemma not in kept)
        features = Features(definite=token.enclitic is not None)
        return replace(token, pos="NOUN", keys=(*kept, *masdars), features=features)
    if token.pos != "VERB" or not verbs:
        return token
    tense = _tense(sentence, at, verbs, token)
    fitting = [row for row in verbs if row.tense == tense] or verbs
    lemma = lemma_of(token, fitting)
    voice = token.features.voice
    if voice is None or (voice == "passive" and all(row.voice == "active" for row in fitting)):
        voice = _voice(sentence, at, token, fitting)
    if voice is None and all(row.voice == "passive" for row in fitting):
        voice = "passive"
    features = _features(token, fitting, tense, voice)
    left = {"=" + row.lemma for row in verbs} - {"=" + row.lemma for row in fitting}
    keys = tuple(key for key in token.keys if key not in left) if left else token.keys
    if (features, lemma, keys) == (token.features, token.lemma, token.keys):
        return token
    return replace(token, features=features, lemma=lemma, keys=keys)


def as_verb(token: Token, verbs: Sequence[FormRow]) -> Token:
    """A word read as a verb of the third person, one of some."""
    features = Features(person="3", tense=verbs[0].tense)
    keys = _verb_keys(token, verbs)
    return replace(token, pos="VERB", keys=keys, lemma=verbs[0].lemma, function=None, features=features)


def _verb_keys(token: Token, verbs: Sequence[FormRow]) -> tuple[str, ...]:
    kept = [key for key in token.keys if key[:1] not in "~^*"]
    return tuple(dict.fromkeys([*kept, *("=" + row.lemma for row in verbs)]))


def lemma_of(token: Token, rows: Sequence[FormRow]) -> str:
    """The lemma of a verb among those that its form allows: the one that the dictionary gives it, else the shortest."""
    lemmas = [row.lemma for row in rows]
    return token.lemma if token.lemma in lemmas else min(lemmas, key=lambda lemma: (len(lemma), lemmas.index(lemma)))


def _features(token: Token, rows: Sequence[FormRow], tense: str, voice: str | None) -> Features:
    genders, numbers = {row.gender for row in rows}, {row.number for row in rows}
    return replace(
        token.features,
        definite=False,
        person="3",
        tense=tense,
        voice=voice,
        gender=(next(iter(genders)) or None) if len(genders) == 1 else token.features.gender,
        number=(next(iter(numbers)) or None) if len(numbers) == 1 else token.features.number,
    )


# ---- verb or noun ------------------------------------------------------------------------------------------------


def _heads(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word that may be a verb or its noun is the verb at the head of a sentence."""
    token, following = sentence.words[at].token, sentence.token(at + 1)
    if not verbs or following is None or any(s.role == "article" or s.norm in "بلك" for s in token.segments[:-1]):
        return False
    before = sentence.token(at - 1)
    first = before is None or (at == 1 and before.pos == "PUNCT") or before.norm == ":"
    first = first or (before is not None and before.function in ("complementiser", "relative"))
    if not first or token.enclitic is not None or following.pos not in NOMINAL or following.attached:
        return False
    if all(row.number in ("d", "p") for row in verbs) or any(row.mood == "jussive" for row in verbs):
        return False
    noun = sentence.noun(at + 1)
    if following.norm.endswith(SUBJECT_ENDINGS) and following.features.number in ("p", "d"):
        return True
    if following.norm.endswith("ين") and (noun is None or noun.number in ("p", "d")):
        return False
    if not sentence.told or _verb_ahead(sentence, at + 1):
        return False
    agreement = _gender(sentence, at + 1)
    if agreement is None:
        return False
    fitting = [row for row in verbs if row.gender in (agreement, "")]
    masdar = any(row.pos == "masdar" for row in sentence.words[at].rows)
    if masdar or token.stem in sentence.nouns:
        done = (noun is not None and noun.human) or _bare_behind(sentence, at + 1) is not None
        return bool(fitting) and following.features.definite and done
    return bool(fitting) and following.features.definite


def _describes_nothing(sentence: Sentence, at: int) -> bool:
    """Whether a word of the noun sheet without article has no noun before it that it could describe: none at all, one
    with the article, one of what is done to people, or one thing where it counts people.
    """
    token, noun, before = sentence.words[at].token, sentence.noun(at), sentence.token(at - 1)
    if noun is None or token.features.definite or token.norm.endswith("ا") or token.segments[:-1]:
        return False
    if before is None or before.pos == "PUNCT":
        return True
    if before.pos != "NOUN":
        return False
    article = any(s.role == "article" for s in before.segments)
    if before.stem in sentence.harming and noun.human and not before.features.definite:
        return True
    one = before.features.number == "s" and not before.attached and not before.features.definite
    return article or (one and noun.human and noun.number == "p" and not token.norm.endswith(("ين", "ون")))


def _as_lost(token: Token) -> Token:
    return replace(
        token,
        stem=LOST,
        lemma=LOST,
        pos="VERB",
        function=None,
        keys=(LOST, "=" + LOST),
        segments=(Segment(token.span, LOST, "VERB", "stem"),),
        features=Features(person="3", tense="past"),
    )


def _lost(sentence: Sentence, at: int) -> bool:
    """Whether «فقد» is no particle of the past, as no verb stands behind it, and so the verb of losing."""
    token, following = sentence.words[at].token, sentence.token(at + 1)
    if token.norm != LOST or following is None:
        return False
    return following.pos in ("NOUN", "NUM", "PROPN") or following.norm[:1].isdigit()


def _only_a_verb(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word ends as only a past in the plural does, or as a past in the dual behind two who did it."""
    token = sentence.words[at].token
    if not verbs or len(verbs) != len(sentence.words[at].rows) or token.enclitic is not None:
        return False
    if any(s.role == "article" or s.norm in "بلك" for s in token.segments[:-1]):
        return False
    if token.norm.endswith("وا"):
        return all(row.number == "p" for row in verbs) and len(token.norm) > 4
    if not token.norm.endswith("ا") or any(row.number != "d" for row in verbs) or token.stem in DAY_PARTS:
        return False
    head = at - 1
    while head >= 0 and sentence.words[head].token.pos in ("ADJ", "ADV") and not sentence.words[head].token.conjoined:
        head -= 1
    subject = sentence.token(head)
    if subject is None or subject.pos not in ("NOUN", "PRON", "PROPN"):
        return False
    ended = subject.norm.endswith(DUAL_ENDINGS) and subject.features.number == "d"
    two = subject.conjoined and token.stem not in sentence.nouns and token.norm.endswith("تا")
    return ended or two or subject.norm in TWO_WHO


def _no_adjective(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word taken for the adjective of an act told before it is a past that the dictionary knows as nothing
    else: "an explosion claimed the lives of".
    """
    token, before = sentence.words[at].token, sentence.token(at - 1)
    if any(row.pos != "verb" for row in sentence.words[at].rows) or token.segments[:-1] or before is None:
        return False
    if token.lemma != bare(token.stem) or token.stem in sentence.nouns or token.stem in sentence.named:
        return False
    whole = any(bare(fold(row.form)) == bare(token.stem) for row in verbs if row.tense == "past")
    return whole and before.stem in sentence.acts and not before.features.definite and _past_of_one(verbs)


def _predicates(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word that may be a past or its noun is the verb that the subject before it waits for: "that the army
    entered the town".
    """
    token, following, before = sentence.words[at].token, sentence.token(at + 1), sentence.token(at - 1)
    if before is None or following is None or token.pos != "NOUN" or token.segments[:-1] or token.features.definite:
        return False
    if _accusative_topic(sentence, at - 1):
        dated = token.stem in DAY_PARTS and following.stem in DAY_PARTS
        return not dated and _past_of_one(verbs) and not _verb_ahead(sentence, at + 1)
    if before.pos not in ("NOUN", "ADJ", "PROPN") or not (before.features.definite or before.pos == "PROPN"):
        return False
    if before.attached and not any(s.norm == "و" for s in before.segments):
        return False
    if token.stem in DAY_PARTS or not any(
        row.tense == "past" and row.gender == "m" and row.number == "s" for row in verbs
    ):
        return False
    if following.pos not in NOMINAL and following.function != "preposition" and not following.attached:
        return False
    first = at - 1
    while first >= 0 and _in_phrase(sentence.words[first].token):
        first -= 1
    opener = sentence.token(first)
    if opener is None or opener.function != "complementiser" or _gender(sentence, first + 1) == "f":
        return False
    return not _verb_ahead(sentence, at + 1)


def _says(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word that may be the past of a verb of saying or its noun is the verb of a clause that opens with its
    speaker: "the council denied that", "but a spokesman denied it".
    """
    token, following, before = sentence.words[at].token, sentence.token(at + 1), sentence.token(at - 1)
    if before is None or following is None or token.segments[:-1] or token.features.definite:
        return False
    if before.pos not in ("NOUN", "ADJ", "PROPN") or not (before.features.definite or before.pos == "PROPN"):
        return False
    if not _past_of_one([row for row in verbs if "=" + row.lemma in sentence.saying]):
        return False
    first = at - 1
    while first > 0 and _in_name(sentence.words[first].token):
        if sentence.words[first].token.attached and sentence.words[first].token.stem != NAME:
            break
        first -= 1
    start = sentence.words[first].token
    behind = not _in_name(start)  # the word that opens the clause
    head = first + 1 if behind else first
    if (behind and start.stem not in CONTRASTS) or (not behind and first > 0) or _gender(sentence, head) == "f":
        return False
    return head < at and not _verb_ahead(sentence, at + 1) and sentence.words[head].token.stem not in DAY_PARTS


def _in_name(token: Token) -> bool:
    """Whether a word may stand in the phrase of a speaker: a noun, joined at most by "in the name of" and the like."""
    return token.pos in NOMINAL and token.function is None


def _accusative_topic(sentence: Sentence, at: int) -> bool:
    """Whether a word is the indefinite topic that a complementiser puts into the accusative: "that a gunman"."""
    token, opener = sentence.words[at].token, sentence.token(at - 1)
    if opener is None or opener.function != "complementiser" or token.attached:
        return False
    return token.norm.endswith("ا") and token.features.definite is not True and token.pos in ("NOUN", "ADJ", "ADV")


def _past_of_one(verbs: Sequence[FormRow]) -> bool:
    return any(row.tense == "past" and row.gender == "m" and row.number == "s" for row in verbs)


def _reports(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word that may be the past of a verb of saying is one: the first of its sentence, behind a phrase that
    only sets the scene, with a speaker behind it and then "that".
    """
    token, following = sentence.words[at].token, sentence.token(at + 1)
    if following is None or token.attached or token.enclitic is not None or at == 0:
        return False
    if following.pos not in NOMINAL or following.attached or not _past_of_one(verbs):
        return False
    if not any("=" + row.lemma in sentence.saying for row in verbs):
        return False
    first, before = sentence.words[0].token, sentence.words[at - 1].token
    fronted = first.function == "preposition" or first.attached or first.pos == "ADV" or first.features.closed
    if at > SETTING or not fronted or before.function not in (None, "demonstrative"):
        return False
    if any(sentence.words[t].token.pos == "VERB" for t in range(at)):
        return False
    for here in range(at + 1, min(at + LOOK, len(sentence.words))):
        word = sentence.words[here].token
        if word.function == "complementiser":
            return True
        if word.pos == "VERB" or word.norm in "،؛.":
            return False
    return False


def _does_to_it(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word with a pronoun that may be a past tells who did something to the indefinite thing described before
    it: "an explosive device planted it X"; behind an adjective no noun can stand in a construct.
    """
    token, following = sentence.words[at].token, sentence.token(at + 1)
    before, thing = sentence.token(at - 1), sentence.token(at - 2)
    if token.enclitic is None or token.attached or token.conjoined or following is None or not _past_of_one(verbs):
        return False
    if before is None or thing is None or thing.pos != "NOUN" or thing.features.definite or before.features.definite:
        return False
    if any("=" + row.lemma in sentence.saying for row in verbs):
        return False
    describes = before.pos == "ADJ" or any(key[:1] in "~^" for key in before.keys)
    named = following.pos in ("NOUN", "PROPN") and not following.attached and following.function is None
    return describes and before.pos in ("ADJ", "NOUN") and named


def _tells(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word that may be a past tells what an act did that is named before it: "an explosion shook"."""
    token, following, before = sentence.words[at].token, sentence.token(at + 1), sentence.token(at - 1)
    if following is None or before is None or before.pos != "NOUN" or before.features.definite or token.segments[:-1]:
        return False
    named = token.stem in sentence.named or before.stem not in sentence.acts
    return not named and _past_of_one(verbs) and (following.features.definite or following.pos in ("ADP", "PROPN"))


def _nominative(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word that may be a past or its noun has a subject behind it, in the nominative: "two were killed"."""
    token, following = sentence.words[at].token, sentence.token(at + 1)
    if following is None or not token.conjoined or following.attached or not _past_of_one(verbs):
        return False
    noun = sentence.noun(at + 1)
    people = noun is not None and noun.number in ("p", "d") and following.norm.endswith(SUBJECT_ENDINGS)
    return people and len(token.segments) == 2


def _joins_count(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word of harm and a number are joined to a verb of harm and its count: "3 died and 7 were hurt"."""
    token, following = sentence.words[at].token, sentence.token(at + 1)
    if following is None or not token.conjoined or len(token.segments) != 2 or not _past_of_one(verbs):
        return False
    if following.pos != "NUM" and not following.norm[:1].isdigit():
        return False
    for place in range(at - 1, max(at - 7, -1), -1):
        here = sentence.words[place].token
        if here.pos == "VERB":
            return here.lemma in sentence.transitive
        if here.pos not in NOMINAL or here.attached:
            return False
    return False


def _exchanges(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a first word that may be a past has two names joined behind it and then the act that they share."""
    token = sentence.words[at].token
    if at > 0 or not sentence.told or not _past_of_one(verbs) or token.segments[:-1] or token.stem not in sentence.acts:
        return False
    joined = False
    for place in range(1, min(LOOK, len(sentence.words))):
        here = sentence.words[place].token
        if here.pos not in NOMINAL or here.function is not None:
            return False
        article = any(s.role == "article" for s in here.segments)
        if joined and article and here.stem in sentence.acts and not here.conjoined:
            return True
        if here.attached and not here.conjoined:
            return False
        joined = joined or here.conjoined
    return False


def _is_adverbial(sentence: Sentence, at: int, rows: Sequence[FormRow]) -> bool:
    """Whether a first word read as a dual is a noun in the accusative, as a verb before its subject is no dual."""
    token = sentence.words[at].token
    plain = token.stem[:-1]
    named = plain in sentence.nouns or plain in sentence.named
    verbs = [row for row in rows if row.pos == "verb" and row.person == "3"]
    return at == 0 and token.norm.endswith("ا") and named and all(row.number == "d" for row in verbs)


def _agrees(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word that can be nothing but a verb has the noun before it for a subject: "a force attacks", "a man who
    was convicted".
    """
    token, before = sentence.words[at].token, sentence.token(at - 1)
    if before is None or before.pos not in ("NOUN", "ADJ") or before.function is not None:
        return False
    if token.enclitic is not None and len(token.segments) == 2 and token.segments[0].norm.endswith("و"):
        return not before.features.definite and any(row.number == "p" for row in verbs)
    if token.segments[:-1]:
        return False
    if len(verbs) == 0 or any(row.pos != "verb" for row in sentence.words[at].rows):
        return False
    if token.stem in sentence.nouns or token.stem in sentence.named or len(token.norm) < 4:
        return False
    men = [row for row in verbs if row.gender == "m" and row.tense == "past"]
    if men and all(row.voice == "passive" for row in men):
        return not before.features.definite
    present = all(row.tense == "present" and row.gender == "f" for row in verbs)
    return present and _gender(sentence, at - 1) == "f"


def _in_phrase(token: Token) -> bool:
    return token.pos in NOMINAL and not token.attached and token.function is None


def _counts(sentence: Sentence, at: int, verbs: Sequence[FormRow]) -> bool:
    """Whether a word that may be a past or its noun stands before a number or goes back to an indefinite noun by a
    pronoun, as a verb does: "battles in which were killed 200", "yesterday 14 were killed".
    """
    token, following, before = sentence.words[at].token, sentence.token(at + 1), sentence.token(at - 1)
    if following is None or before is None or token.segments[:-1] or before.function == "preposition":
        return False
    if not any(row.tense == "past" and row.number == "s" and row.voice == "either" for row in verbs):
        return False
    if before.pos not in NOMINAL:
        return False
    if following.pos == "NUM" or following.norm[:1].isdigit():
        return before.features.definite and not _under_verb(sentence, at)
    back = following.enclitic
    return following.function == "preposition" and back is not None and not before.features.definite


def _verb_ahead(sentence: Sentence, at: int) -> bool:
    """Whether a finite verb that nothing subordinates or joins comes later in the sentence."""
    for word in sentence.words[at:]:
        token = word.token
        if token.function in OPENERS or token.norm in '«"“:':
            return False
        if token.pos in ("VERB", "AUX") and not token.conjoined:
            return True
    return False


def _bare_behind(sentence: Sentence, at: int) -> int | None:
    """A second phrase without a preposition behind the one that begins at a word: what may be an object."""
    definite = False
    resumed = at  # where the phrase goes on behind what is put in between commas
    for place in range(at, min(at + LOOK, len(sentence.words))):
        token = sentence.words[place].token
        if place < resumed or token.norm in QUOTES:
            continue
        if place > at and token.norm in COMMAS and (resumed := _behind_insertion(sentence, place)) > place:
            continue
        if token.pos not in NOMINAL or token.function is not None:
            return None
        if place > at and token.attached:
            if not (definite and token.conjoined and token.pos in ("NOUN", "PROPN")):
                return None
            definite = token.features.definite or token.pos == "PROPN"
            continue
        accusative = token.pos == "ADJ" and token.norm.endswith("ا") and not token.features.definite
        if place > at and (token.pos in ("NOUN", "NUM") or accusative) and definite:
            return place
        definite = definite or token.features.definite or token.pos == "PROPN"
    return None


def _behind_insertion(sentence: Sentence, comma: int) -> int:
    """The word behind the second of two commas a few words apart with no verb between them, else the first comma."""
    for place in range(comma + 1, min(comma + INSERTED, len(sentence.words))):
        token = sentence.words[place].token
        if token.norm in COMMAS:
            return place + 1
        if token.pos in ("VERB", "AUX") or token.function in OPENERS:
            return comma
    return comma


def _behind_that(sentence: Sentence, at: int, rows: Sequence[FormRow]) -> bool:
    """Whether a word read as a past is a noun that «أن» opens a statement with, whose verb comes later."""
    token, before, following = sentence.words[at].token, sentence.token(at - 1), sentence.token(at + 1)
    earlier = sentence.token(at - 2)
    if before is None or following is None or earlier is None or before.stem != "ان":
        return False
    if before.function != "complementiser" and earlier.pos not in ("NOUN", "PROPN", "ADJ"):
        return False
    if earlier.stem in BEFORE_PAST or len(token.segments) > 1 or not _past_of_one(rows):
        return False
    noun = any(row.pos == "masdar" for row in rows) or token.stem in sentence.acts or token.stem in sentence.named
    if not noun or not (following.features.definite or following.pos == "PROPN"):
        return False
    for word in sentence.words[at + 1 :]:
        other = word.token
        if other.function in OPENERS or other.norm in COMMAS:
            return False
        if other.pos in ("VERB", "AUX"):
            return not other.conjoined
    return False


def _is_object(sentence: Sentence, at: int, rows: Sequence[FormRow]) -> bool:
    """Whether a word that may be a past or its noun is the object of a verb: "the council discusses imposing", "the
    movement announced its refusal".
    """
    token, previous = sentence.words[at].token, at - 1
    if token.enclitic is not None and (quote := sentence.token(previous)) is not None and quote.norm in QUOTES:
        previous -= 1
    before = sentence.token(previous)
    if before is None or before.pos not in NOMINAL or before.function is not None or token.attached or token.conjoined:
        return False
    verbs = [row for row in rows if row.pos == "verb" and row.person == "3"]
    noun = token.stem in sentence.nouns or token.stem in sentence.named
    if len(token.stem) != 3 or not noun or any(row.tense != "past" for row in verbs):
        return False
    if not (before.features.definite or before.pos == "PROPN"):
        return False
    return _under_verb(sentence, at)


def _is_verbal_object(sentence: Sentence, at: int, rows: Sequence[FormRow]) -> bool:
    """Whether a word read as a present is the noun of an act that a verb before it has for its object: "the ministry
    denied receiving arms".
    """
    token, before = sentence.words[at].token, sentence.token(at - 1)
    if before is None or before.pos not in NOMINAL or before.function is not None or token.segments[:-1]:
        return False
    if token.features.tense == "past" or not any(row.pos == "masdar" for row in rows):
        return False
    if not (before.features.definite or before.pos == "PROPN"):
        return False
    governor = _verb_over(sentence, at)
    return governor is not None and bool(sentence.saying & set(governor.keys))


def _verb_over(sentence: Sentence, at: int) -> Token | None:
    """The verb before a word with nothing but the words of one phrase between."""
    for place in range(at - 1, -1, -1):
        other = sentence.words[place].token
        if other.pos == "VERB":
            return other
        if other.pos not in NOMINAL or (other.attached and other.stem != NAME_OF) or other.function is not None:
            return None
    return None


def _under_verb(sentence: Sentence, at: int) -> bool:
    """Whether nothing but the words of one phrase stands between a word and a verb before it."""
    for place in range(at - 1, -1, -1):
        other = sentence.words[place].token
        if other.pos == "VERB":
            return True
        if other.norm in QUOTES:
            continue
        if other.pos not in NOMINAL or other.attached or other.function is not None:
            return False
    return False


# ---- tense -------------------------------------------------------------------------------------------------------


def _tense(sentence: Sentence, at: int, verbs: Sequence[FormRow], token: Token) -> str:
    """The tense of a finite verb; where it is written alike in both, by what stands before and what it agrees with."""
    tenses = {row.tense for row in verbs}
    if len(tenses) == 1:
        return next(iter(tenses))
    if not {"past", "present"} <= tenses:
        return token.features.tense or "past"
    before = sentence.token(at - 1)
    if token.proclitic("س") is not None or (before is not None and before.stem in BEFORE_PRESENT):
        return "present"
    if token.norm[:1] == "ي":
        return "present"
    past = {row.gender for row in verbs if row.tense == "past"}
    present = {row.gender for row in verbs if row.tense == "present"}
    agreement = _subject_gender(sentence, at)
    if agreement in past and agreement not in present:
        return "past"
    if agreement in present and agreement not in past:
        return "present"
    return token.features.tense if token.features.tense in tenses else "past"


def _subject_gender(sentence: Sentence, at: int) -> str | None:
    """The gender that a verb's subject asks for: of the noun behind it, else of the head of the phrase before it."""
    following = sentence.token(at + 1)
    if following is not None and following.pos in NOMINAL and not following.attached and following.function is None:
        return _gender(sentence, at + 1)
    found = None
    for place in range(at - 1, max(at - 8, -1), -1):
        token = sentence.words[place].token
        if token.pos not in NOMINAL or token.function is not None:
            break
        found = place
        if token.conjoined:
            return None
    return None if found is None else _gender(sentence, found)


def _gender(sentence: Sentence, at: int) -> str | None:
    """The gender in which a verb before a word agrees with it; None where the word does not tell."""
    noun, token = sentence.noun(at), sentence.token(at)
    if token is not None and token.stem in MANY:
        return None
    if noun is not None:
        return noun.agreement
    if token is None or token.pos == "PROPN" or token.pos == "NUM":
        return None
    features = token.features
    if features.number == "p" and features.gender is None:
        return None
    return features.gender or ("m" if features.number == "s" else None)


# ---- voice -------------------------------------------------------------------------------------------------------


def _voice(sentence: Sentence, at: int, token: Token, rows: Sequence[FormRow]) -> str | None:
    """Passive where a verb that needs an object has one noun only, a person, and the doer or means comes behind."""
    if token.enclitic is not None or not any(row.voice in ("either", "passive") for row in rows):
        return None
    if token.lemma not in sentence.transitive:
        return None
    if _suffered(sentence, at, token):
        return "passive"
    subject = _victim(sentence, at + 1)
    if subject is None:
        return None
    end, told = subject
    for place in range(end, min(end + LOOK, len(sentence.words))):
        here = sentence.words[place].token
        following = sentence.token(place + 1)
        if here.pos in ("VERB", "AUX", "PUNCT") or here.function in OPENERS or here.conjoined:
            return None
        if following is not None and (fold(here.norm), following.stem) in BY:
            return "passive"
        if told and here.proclitic("ب") is not None and (here.stem in BY_MEANS or here.lemma in BY_MEANS):
            return "passive"
        if told and here.norm == "في" and following is not None and following.stem in IN_ACTS:
            return "passive"
        if here.function != "preposition" and not here.attached and place == end:
            return None
    return None


def _suffered(sentence: Sentence, at: int, token: Token) -> bool:
    """Whether a verb of harm in the plural stands behind "those who" and has no object: "those who were killed in"."""
    before, following = sentence.token(at - 1), sentence.token(at + 1)
    if before is None or before.stem not in THOSE_WHO or not token.norm.endswith("وا"):
        return False
    return following is None or following.pos == "PUNCT" or following.function == "preposition" or following.attached


def _victim(sentence: Sentence, at: int) -> tuple[int, bool] | None:
    """Where the phrase behind a verb ends, and whether it counts people or names them without the article."""
    first = sentence.token(at)
    if first is None or first.pos not in NOMINAL or first.attached or first.function is not None:
        return None
    noun = sentence.noun(at)
    counted = first.pos == "NUM" or first.norm[:1].isdigit()
    if not counted and (noun is None or not noun.human or first.norm.endswith("ين")):
        return None
    end, definite = at + 1, first.features.definite
    while end < len(sentence.words):
        token = sentence.words[end].token
        if token.pos not in NOMINAL or token.attached or token.function is not None:
            break
        if definite and token.pos == "NOUN":
            return None
        if token.pos == "NUM" and not counted:  # another phrase: what was done to so many
            return None
        definite = definite or token.features.definite
        end += 1
    return end, counted or not definite


__all__ = ["Word", "act_nouns", "lemma_of", "settled", "transitive_verbs"]

"""Which verbs a word may be a form of, added to its keys; and parts of speech mended where the forms leave no doubt.

Keys added to a token: "=lemma" finite verb, "~lemma" active participle, "^lemma" passive participle, "*lemma" verbal noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rasid.knowledge.load import FormRow, Knowledge
from rasid.lang.ar.letters import bare, key
from rasid.model import Features, Reading, Token, stage

SIGN = {"verb": "=", "participle_active": "~", "participle_passive": "^", "masdar": "*"}
PASSIVE_FIRST = "\u064f"  # damma


def nominal_vocabulary(knowledge: Knowledge) -> frozenset[str]:
    """Keys of words that sheets list as nouns."""

    def build(k: Knowledge) -> frozenset[str]:
        words: set[str] = set()
        for kind in ("event", "generic", "unit", "harm", "weapon", "place_word", "office", "organ", "light", "speech"):
            for entry in k.entries(kind):
                for name in ("nouns", "forms", "people", "heads", "weak"):
                    for form in getattr(entry, name, ()):
                        if " " not in form:
                            words.add(key(form))
        return frozenset(words)

    return knowledge.derived("nominal vocabulary", build)


def candidates(token: Token, knowledge: Knowledge) -> list[FormRow]:
    """The forms of known verbs that a word's spelling may be, clitics taken off."""
    stem = next((s for s in token.segments if s.role == "stem"), None)
    spellings = [stem.norm if stem is not None else token.norm, *token.keys]
    rows: list[FormRow] = []
    for spelling in dict.fromkeys(bare(s) for s in spellings):
        for row in knowledge.forms.get(spelling, ()):
            if row not in rows:
                rows.append(row)
        if rows:
            break
    if not rows and token.norm.endswith("ا"):
        rows = [r for r in knowledge.forms.get(bare(token.norm[:-1]), ()) if r.pos != "verb"]
    return rows


def reread(token: Token, rows: list[FormRow], nouns: frozenset[str]) -> str:
    """The part of speech of a word in the light of its possible verb forms."""
    verbs = [r for r in rows if r.pos == "verb"]
    others = [r for r in rows if r.pos != "verb"]
    attached = any(s.role == "proclitic" and s.norm in ("ب", "ك", "ال", "لل") for s in token.segments)
    future = any(s.role == "proclitic" and s.norm == "س" for s in token.segments)
    if token.pos in ("VERB", "AUX"):
        if (token.features.definite or attached) and not future:
            return "NOUN"
        if not verbs and others:
            return "NOUN"
        return token.pos
    if not verbs or token.features.definite or attached or token.pos in ("ADP", "PUNCT", "NUM", "SCONJ", "CCONJ", "PART"):
        return token.pos
    if future:
        return "VERB"
    known_noun = bool(others) or any(k in nouns for k in token.keys)
    if known_noun:
        return token.pos
    tell_tale = any(
        (r.tense == "past" and r.form.endswith("ت") and r.person == "3" and len(r.form) > 3)
        or (r.tense == "present" and r.form[:1] == "ي" and len(r.form) > 3)
        or (len(r.form) > 4 and r.form.startswith("است"))
        for r in verbs
    )
    return "VERB" if tell_tale and token.pos in ("NOUN", "ADJ", "PROPN", "X", "ADV") else token.pos


def features_of(token: Token, rows: list[FormRow], text: str) -> Features:
    """Verb features where all possible forms agree."""
    verbs = [r for r in rows if r.pos == "verb"]
    if not verbs:
        return token.features
    tenses = {r.tense for r in verbs}
    voices = {r.voice for r in verbs}
    future = any(s.role == "proclitic" and s.norm == "س" for s in token.segments)
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
        voice = "passive"
    elif voice is None and voices and voices <= {"active", "passive"} and len(voices) == 1:
        voice = next(iter(voices))
    tense = "past" if "past" in tenses and len(tenses) > 1 and token.norm[:1] not in "يتنا" else next(iter(sorted(tenses)), None)
    return Features(
        definite=False,
        gender=next(iter(genders)) or None if len(genders) == 1 else token.features.gender,
        number=next(iter(numbers)) or None if len(numbers) == 1 else token.features.number,
        person=third[0].person or None,
        tense=tense,
        voice=voice,
    )


@stage(needs="tokens", makes="tokens", replaces=True)
def find_lemmas(reading: Reading, knowledge: Knowledge) -> Iterator[Token]:
    """Each token with the keys of the verbs it may be a form of; its part of speech and features mended by them."""
    nouns = nominal_vocabulary(knowledge)
    for token in reading.tokens:
        if token.pos == "PUNCT" or not token.segments and len(token.norm) < 2:
            yield token
            continue
        rows = candidates(token, knowledge)
        if not rows:
            yield token
            continue
        pos = reread(token, rows, nouns)
        if token.function is not None and pos != "VERB":
            yield token
            continue
        fitting = [r for r in rows if (r.pos == "verb") == (pos in ("VERB", "AUX"))]
        extra = tuple(dict.fromkeys(SIGN.get(r.pos, "=") + r.lemma for r in fitting))
        features = features_of(token, fitting, reading.document.text) if pos in ("VERB", "AUX") else token.features
        lemma = fitting[0].lemma if fitting and pos in ("VERB", "AUX") else token.lemma
        yield replace(token, pos=pos, lemma=lemma, keys=(*token.keys, *extra), features=features)

"""Which folded spellings may be finite verbs, and of which lemma: from a list of attested verbs (weights/CARD.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from msgspec import Struct

from rasid.lang.ar.lexicon import load_lexicon

VERBS = "weights/verbs.txt"
# Endings of the past, and of the present, longest first; the empty one last.
PAST_ENDINGS = ("تموا", "تما", "تم", "نا", "تا", "وا", "ت", "ن", "ا", "و", "")
PRESENT_ENDINGS = ("ون", "وا", "ان", "ين", "ن", "ا", "و", "")
PREFIXES = "يتنا"
REMEMBERED = 1 << 15  # stems whose readings are kept for the next time they are asked for


class Reading(Struct, frozen=True):
    """One way to read a spelling as a finite verb."""

    lemma: str
    tense: str  # "past", "present"
    ending: str
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Verbs:
    """The third person masculine singular of attested verbs, folded.

    `presents` maps the present without its prefix to the past, which is the lemma.
    """

    pasts: frozenset[str]
    presents: Mapping[str, str]
    _met: dict[tuple[str, str], Reading | None] = field(default_factory=dict, repr=False, compare=False)

    def past(self, stem: str) -> Reading | None:
        """A folded stem read as a past.

        >>> Verbs(frozenset({"نفي"}), {}).past("نفت")
        Reading(lemma='نفي', tense='past', ending='ت', voice=None)
        """
        return self._remembered("past", stem, self._past)

    def present(self, stem: str) -> Reading | None:
        """A folded stem with its prefix read as a present.

        >>> Verbs(frozenset({"قصف"}), {"قصف": "قصف"}).present("يقصفون")
        Reading(lemma='قصف', tense='present', ending='ون', voice=None)
        """
        return self._remembered("present", stem, self._present)

    def _remembered(self, tense: str, stem: str, read: Callable[[str], Reading | None]) -> Reading | None:
        key = tense, stem
        if key in self._met:
            return self._met[key]
        if len(self._met) >= REMEMBERED:
            self._met.clear()
        found = self._met[key] = read(stem)
        return found

    def _past(self, stem: str) -> Reading | None:
        if len(stem) > 2 and stem in self.pasts and not (stem.endswith("ت") and stem[:-1] + "ي" in self.pasts):
            return Reading(stem, "past", "")
        for ending in PAST_ENDINGS:
            if not stem.endswith(ending) or len(stem) - len(ending) < 2:
                continue
            core = stem.removesuffix(ending)
            if len(core) > 2 and core in self.pasts:
                return Reading(core, "past", ending)
            if ending in ("ت", "تا", "وا", "و"):
                weak = next((core + last for last in "يا" if core + last in self.pasts), None)
                if weak is not None:
                    return Reading(weak, "past", ending)
            if core in self.pasts:
                return Reading(core, "past", ending)
            if len(core) > 2 and core[-2] == "ي" and f"{core[:-2]}ا{core[-1]}" in self.pasts:
                return Reading(f"{core[:-2]}ا{core[-1]}", "past", ending, "passive")  # اغتيل, أصيب
        return None

    def _present(self, stem: str) -> Reading | None:
        if len(stem) < 3 or stem[0] not in PREFIXES:
            return None
        body = stem[1:]
        if body in self.presents:
            return Reading(self.presents[body], "present", "")
        for ending in PRESENT_ENDINGS:
            core = body.removesuffix(ending)
            if not body.endswith(ending) or len(core) < 2:
                continue
            lemma = self.presents.get(core) or (self.presents.get(core + "ي") if ending in ("ون", "وا", "و") else None)
            if lemma is None and not ending:
                lemma = self._clipped(core) or (self.presents.get(core[:-1] + "ي") if core.endswith("ا") else None)
            if lemma is not None:
                return Reading(lemma, "present", ending)
        return None

    def _clipped(self, core: str) -> str | None:
        """The lemma of a jussive that lost a weak letter: يكن, ينف."""
        if len(core) == 2:
            for weak in "ويا":
                lemma = self.presents.get(core[0] + weak + core[1])
                if lemma is not None:
                    return lemma
        return next((self.presents[core + weak] for weak in "يوا" if core + weak in self.presents), None)


_KEPT: list[Verbs] = []


def load_verbs() -> Verbs:
    """The packaged list, read on first use unless `keep_verbs` brought it."""
    if not _KEPT:
        _KEPT.append(_made())
    return _KEPT[0]


def keep_verbs(verbs: Verbs) -> None:
    """Let a list that was read in an earlier run be the one that `load_verbs` gives."""
    _KEPT[:] = [verbs]


def _made() -> Verbs:
    """The packaged list.

    Where several verbs share a present (يعلن), the dictionary's lemma is preferred, then the shortest.
    """
    lexicon = load_lexicon()
    text = (files("rasid.lang.ar") / VERBS).read_text(encoding="utf-8")
    pasts: set[str] = set()
    shared: dict[str, list[str]] = {}
    for line in text.splitlines():
        past, *rest = line.split()
        pasts.add(past)
        for present in rest:
            shared.setdefault(present, []).append(past)
    presents = {}
    for present, lemmas in shared.items():
        known = lexicon.lemma("ي" + present)
        presents[present] = known if known in lemmas else min(lemmas, key=lambda past: (len(past), past))
    return Verbs(frozenset(pasts), presents)

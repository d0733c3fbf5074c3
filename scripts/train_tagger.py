"""Train the Arabic segmenter and tagger, and measure them five-fold by document.

    python scripts/train_tagger.py TREEBANK            train on all, write the weights and their card
    python scripts/train_tagger.py TREEBANK --measure  only measure

TREEBANK is a CoNLL-U file in which clitics are tokens of their own (UD Arabic-PUD). It is not part of the project;
the weights are, under the treebank's licence (see the card).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mazini import conjugate
from mazini.lexicon import attested_wazns, lexicon_roots
from pycrfsuite import Trainer

from rasid.lang.ar.clitics import ENCLITICS, Split
from rasid.lang.ar.letters import DROP, fold
from rasid.lang.ar.lexicon import Lexicon, load_lexicon
from rasid.lang.ar.tagger import (
    SEGMENTER,
    TAGGER,
    WEIGHTS,
    Models,
    Word,
    letter_features,
    open_models,
    seats,
    sentence_features,
)

FOLDS = 5
HOME = Path(__file__).resolve().parent.parent / "src" / "rasid" / "lang" / "ar" / WEIGHTS
SETTINGS_SEGMENTER = {"c1": 0.05, "c2": 0.02, "max_iterations": 120, "feature.possible_transitions": True}
SETTINGS_TAGGER = {"c1": 0.15, "c2": 0.03, "max_iterations": 120, "feature.possible_transitions": True}
VERBAL = {"VERB", "AUX"}
PARTICLES = {"ADP", "CCONJ", "SCONJ", "PART", "PRON", "DET", "INTJ"}
COARSE = {**dict.fromkeys(VERBAL, "verb"), **dict.fromkeys(PARTICLES, "particle"), "PUNCT": "other", "SYM": "other"}


@dataclass(frozen=True, slots=True)
class Gold:
    """A word of the treebank: how it is written, its split and the tag of its stem."""

    text: str
    letters: str
    split: Split
    tag: str

    def word(self, split: Split | None = None) -> Word:
        """The word as the tagger sees it."""
        return Word(self.letters, split or self.split, self.text[:1] in "أإآ")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the treebank and the document it comes from."""

    document: str
    words: tuple[Gold, ...]


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Sentences as orthographic words."""
    document = ""
    rows: list[tuple[str, str, bool]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# newdoc"):
            document = line.split("=")[1].strip()
        elif line.startswith("#"):
            continue
        elif line:
            cells = line.split("\t")
            rows.append((DROP.sub("", cells[1]) or cells[1], cells[3], "SpaceAfter=No" in cells[9]))
        elif rows:
            yield Sentence(document, tuple(join_words(rows)))
            rows = []


def is_arabic(form: str) -> bool:
    """Whether a form begins with an Arabic letter."""
    return "\u0621" <= form[0] <= "\u064a"


def join_words(rows: Sequence[tuple[str, str, bool]]) -> Iterator[Gold]:
    """Tokens that are written together, as one word."""
    group: list[tuple[str, str]] = []
    for index, (form, tag, glued) in enumerate(rows):
        group.append((form, tag))
        following = rows[index + 1][0] if index + 1 < len(rows) else "."
        if glued and is_arabic(form) and is_arabic(following):
            continue
        yield from gold_words(group)
        group = []


def gold_words(group: Sequence[tuple[str, str]]) -> Iterator[Gold]:
    """One word, or several where two stems were written without a space."""
    forms = [form for form, _ in group]
    text = "".join(forms)
    after = 0
    stem = len(group) - 1
    if len(group) > 1 and group[-1][1] == "PRON" and forms[-1] in ENCLITICS and set(forms[:-1]) - {"و", "ف"}:
        after, stem = len(forms[-1]), len(group) - 2
    before = "".join(forms[:stem])
    if all(len(form) == 1 for form in forms[:stem]) and set(before) <= set("وفبلكسأ"):
        yield Gold(text, seats(text), Split(len(before), after), group[stem][1])
        return
    for form, tag in group:
        yield Gold(form, seats(form), Split(0, 0), tag)


def careless(gold: Gold) -> Gold:
    """The word in careless spelling: ه for ة at its end, ي for ى and ى for ي."""
    swap = {"ة": "ه", "ى": "ي", "ي": "ى"}
    end = len(gold.letters) - gold.split.after
    if gold.split.after or end < 3 or gold.letters[-1] not in swap:
        return gold
    letters = gold.letters[:-1] + swap[gold.letters[-1]]
    return Gold(letters, letters, gold.split, gold.tag)


def without_seats(gold: Gold) -> Gold:
    """The word with all its letters folded, as hurried writers spell it."""
    letters = fold(gold.text)
    return Gold(letters, letters, gold.split, gold.tag) if len(letters) == len(gold.letters) else gold


def labels(gold: Gold) -> list[str]:
    """The label of every letter."""
    middle = len(gold.letters) - gold.split.before - gold.split.after
    return ["p"] * gold.split.before + ["s"] * middle + ["e"] * gold.split.after


def train(sentences: Iterable[Sentence], lexicon: Lexicon, folder: Path) -> None:
    """Write the weights of both models into a folder."""
    segmenter, tagger = Trainer(verbose=False), Trainer(verbose=False)
    segmenter.set_params(SETTINGS_SEGMENTER)
    tagger.set_params(SETTINGS_TAGGER)
    for number, sentence in enumerate(sentences):
        copies = [(sentence.words, True)]
        if number % 4 == 0:
            copies.append((tuple(careless(gold) for gold in sentence.words), False))
        for words, careful in copies:
            tagger.append(sentence_features([gold.word() for gold in words], lexicon), [gold.tag for gold in words])
            for gold in words:
                if len(gold.letters) > 1 and gold.letters.isalpha() and is_arabic(gold.letters):
                    segmenter.append(letter_features(gold.letters, lexicon, careful=careful), labels(gold))
    segmenter.train(str(folder / SEGMENTER))
    tagger.train(str(folder / TAGGER))


def load(folder: Path, lexicon: Lexicon) -> Models:
    """The models of a folder."""
    return open_models((folder / SEGMENTER).read_bytes(), (folder / TAGGER).read_bytes(), lexicon)


@dataclass(slots=True)
class Score:
    """Counts of what was right."""

    words: int = 0
    split: int = 0
    attached: int = 0
    attached_split: int = 0
    fine: int = 0
    coarse: int = 0
    verbs: int = 0
    verbs_found: int = 0
    verbs_right: int = 0
    seconds: float = 0.0

    def add(self, sentence: Sentence, models: Models, *, careful: bool) -> None:
        """Count one sentence, read from its plain words."""
        begun = time.perf_counter()
        splits = [models.split(gold.letters, careful=careful) for gold in sentence.words]
        tags = models.tag([gold.word(split) for gold, split in zip(sentence.words, splits, strict=True)])
        self.seconds += time.perf_counter() - begun
        for gold, split, tag in zip(sentence.words, splits, tags, strict=True):
            if not is_arabic(gold.letters):
                continue
            self.words += 1
            self.split += split == gold.split
            if gold.split != Split(0, 0):
                self.attached += 1
                self.attached_split += split == gold.split
            self.fine += tag == gold.tag
            self.coarse += COARSE.get(tag, "nominal") == COARSE.get(gold.tag, "nominal")
            self.verbs += gold.tag == "VERB"
            self.verbs_found += tag == "VERB"
            self.verbs_right += tag == gold.tag == "VERB"

    def lines(self) -> list[str]:
        """The figures, one a line."""
        precision = self.verbs_right / max(self.verbs_found, 1)
        recall = self.verbs_right / max(self.verbs, 1)
        harmonic = 2 * precision * recall / max(precision + recall, 1e-9)
        return [
            f"words split right                    {self.split / self.words:.1%}",
            f"... of the words with clitics        {self.attached_split / self.attached:.1%}",
            f"coarse part of speech (3 + other)    {self.coarse / self.words:.1%}",
            f"part of speech (UPOS of the stem)    {self.fine / self.words:.1%}",
            f"verbs: precision, recall, F          {precision:.1%}, {recall:.1%}, {harmonic:.1%}",
            f"words tested                         {self.words}",
        ]


def measure(sentences: Sequence[Sentence], lexicon: Lexicon) -> tuple[Score, Score]:
    """Five-fold: each document is read by models that never saw it; as it is spelled, and in careless spelling."""
    documents = sorted({sentence.document for sentence in sentences})
    fold_of = {document: number % FOLDS for number, document in enumerate(documents)}
    score, worse = Score(), Score()
    for number in range(FOLDS):
        with tempfile.TemporaryDirectory() as name:
            train((s for s in sentences if fold_of[s.document] != number), lexicon, Path(name))
            models = load(Path(name), lexicon)
            for sentence in sentences:
                if fold_of[sentence.document] == number:
                    score.add(sentence, models, careful=True)
                    plain = tuple(without_seats(gold) for gold in sentence.words)
                    worse.add(Sentence(sentence.document, plain), models, careful=False)
    return score, worse


def write_verbs(lexicon: Lexicon, path: Path) -> None:
    """Write the attested verbs that the dictionary knows: folded past, then folded presents without their prefix."""
    table: dict[str, set[str]] = {}
    for root in lexicon_roots():
        for pattern in attested_wazns(root):
            slots = conjugate(root, pattern).slots
            for past in {fold(form.form) for form in slots.get("past_3ms", [])}:
                for present in {fold(form.form) for form in slots.get("ind_3ms", [])}:
                    known = lexicon.knows(past) or lexicon.knows(present)
                    if known and past.isalpha() and present.isalpha() and present[0] == "ي" and past[:2] != "اا":
                        table.setdefault(past, set()).add(present[1:])
    lines = (" ".join([past, *sorted(presents)]) for past, presents in sorted(table.items()))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--measure", action="store_true", help="only measure")
    parser.add_argument("--no-measure", action="store_true", help="only train")
    parser.add_argument("--verbs", action="store_true", help="make the list of verbs anew first (two minutes)")
    arguments = parser.parse_args()
    sentences = list(read_treebank(arguments.treebank))
    lexicon = load_lexicon()
    if arguments.verbs:
        write_verbs(lexicon, HOME / "verbs.txt")
    if not arguments.measure:
        train(sentences, lexicon, HOME)
    if not arguments.no_measure:
        score, worse = measure(sentences, lexicon)
        print("\n".join(score.lines()))
        print("\nwithout hamza seats, with final heh for teh marbuta and yeh for alef maksura:")
        print("\n".join(worse.lines()))
        print(f"{score.words / score.seconds:,.0f} words a second")


if __name__ == "__main__":
    main()

"""Train the model that tells sentences about conflict or politics from others, and measure it five-fold.

    python scripts/train_relevance.py FOLDER --press GSR     measure, then train on all and write the weights
    python scripts/train_relevance.py FOLDER --measure       only measure

FOLDER holds `relevance.jsonl` and `quadclass.jsonl`, GSR holds `detection.jsonl`, each with `text` and `label`. They
are not part of the project. Needs the `train` extra. A fold is chosen by a hash of the sentence's folded letters, so
that the same sentence never stands on both sides; features, rarities, the choice of features and weights are made anew
from the other four folds, and what is measured is the file as it is shipped, rounded.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import classification_report, f1_score
from sklearn.svm import LinearSVC

from rasid import Document, Reader
from rasid.extract.relevance import BLOCKS, CLASSES, SHARE, Blocks, read_model, sentence_features, weigh
from rasid.lang.ar.letters import fold
from rasid.run.cache import load_cached

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src" / "rasid" / "knowledge" / "weights" / "relevance.tsv"
PRESS = ROOT / "scripts" / "relevance_press.txt"
FOLDS = 5
COST = 0.03
ROOM = 0.25  # what a feature may weigh that is as frequent on both sides
LEANING = 0.08  # how far below the border a sentence still counts as relevant: F1 gains by it
ODD = -0.7  # a label that a model of the other sentences contradicts by more is not learned from
PARTS = 3  # in which that is asked
FEATURES = 80_000  # how many are kept


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with its features and labels; a label that is not known is None."""

    text: str
    blocks: Blocks
    relevant: int | None = None
    quad: int | None = None

    @property
    def fold(self) -> int:
        """The fold in which the sentence is tested."""
        return int(hashlib.sha256(fold(self.text).encode()).hexdigest(), 16) % FOLDS


def described(texts: Iterable[str]) -> dict[str, Blocks]:
    """The features of each text, read as one sentence."""
    reader = Reader(load_cached())
    found: dict[str, Blocks] = {}
    for text in texts:
        if text not in found:
            reading = reader.read(Document("x", text, published="2007-01-01"))
            parts = [sentence_features(reading, reader.knowledge, n) for n in range(len(reading.sentences))]
            found[text] = {name: [f for part in parts for f in part[name]] for name in BLOCKS}
    return found


def rows(path: Path) -> Iterator[tuple[str, int]]:
    """Texts and labels of a file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], row["label"]


def press(folder: Path | None) -> Iterator[tuple[str, int]]:
    """Press sentences: of the gold standard records those that all accept, and our own about other things."""
    if folder is not None:
        yield from ((text, 1) for text, label in rows(folder / "detection.jsonl") if label == "yes")
    for line in PRESS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line, 0


class Trained:
    """A model made from sentences: the lines of its file."""

    def __init__(self, items: Sequence[Item]) -> None:
        vocabulary = None
        for _ in range(2):  # all features first, then those that weigh most
            names, rarity, columns = vectors(items, vocabulary)
            weights, biases = fitted(items, columns)
            heaviest = np.argsort(-np.abs(weights).max(axis=1), kind="stable")[:FEATURES]
            vocabulary = sorted(names[n] for n in heaviest)
        self.lines = ["\t".join(["", *thousandths(biases)])]
        for name, rare, row in sorted(zip(names, rarity, weights, strict=True), key=lambda found: found[0]):
            self.lines.append("\t".join([name, *thousandths([rare, *row])]))


def thousandths(values: Iterable[float]) -> list[str]:
    """Numbers as they are written."""
    return [str(round(float(value) * 1000)) for value in values]


def vectors(items: Sequence[Item], vocabulary: Sequence[str] | None) -> tuple[list[str], list[float], csr_matrix]:
    """The names of the features, their rarities, and the sentences as rows."""
    names: list[str] = []
    rarity: list[float] = []
    columns = []
    for block in BLOCKS:
        only = None if vocabulary is None else [v[2:] for v in vocabulary if v[0] == block[0]]
        maker = TfidfVectorizer(analyzer=list, lowercase=False, min_df=2, sublinear_tf=True, vocabulary=only)
        columns.append(maker.fit_transform(item.blocks[block] for item in items) * SHARE[block] ** 0.5)
        names += [f"{block[0]}:{name}" for name in maker.get_feature_names_out()]
        rarity += list(maker.idf_)
    return names, rarity, hstack(columns).tocsr()


def fitted(items: Sequence[Item], columns: csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """The weights of each feature for relevance and for each class, and the biases; rare classes count like others."""
    known = [n for n, item in enumerate(items) if item.relevant is not None]
    relevant = np.array([items[n].relevant == 1 for n in known])
    kept = np.flatnonzero(plausible(columns[known], relevant))
    weights, bias = separated(columns[known][kept], relevant[kept])
    tables, biases = [weights], [bias + LEANING]
    known = [n for n, item in enumerate(items) if item.quad is not None]
    classes = np.array([items[n].quad for n in known])
    for value in range(len(CLASSES)):
        weights, bias = separated(columns[known], classes == value, "balanced")
        tables.append(weights)
        biases.append(bias)
    return np.vstack(tables).T, np.array(biases)


def plausible(columns: csr_matrix, inside: np.ndarray) -> np.ndarray:
    """Which labels a model of the other sentences does not flatly contradict."""
    part = np.arange(len(inside)) % PARTS
    margins = np.zeros(len(inside))
    for number in range(PARTS):
        others, asked = np.flatnonzero(part != number), np.flatnonzero(part == number)
        weights, bias = separated(columns[others], inside[others])
        margins[asked] = columns[asked] @ weights + bias
    return np.where(inside, margins, -margins) > ODD


def separated(columns: csr_matrix, inside: np.ndarray, balance: str | None = None) -> tuple[np.ndarray, float]:
    """The weights that tell those inside from all others, and the bias.

    A feature may weigh the more, the more often it is met on one side than on the other.
    """
    here, there = (np.asarray(columns[np.flatnonzero(side)].sum(axis=0)).ravel() + 1 for side in (inside, ~inside))
    room = np.abs(np.log(here / here.sum() * there.sum() / there)) + ROOM
    room /= np.sqrt((room**2).mean())
    model = LinearSVC(C=COST, class_weight=balance, random_state=0)
    model.fit(columns @ diags(room), inside)
    return model.coef_[0] * room, float(model.intercept_[0])


def measure(items: Sequence[Item]) -> None:
    """Print the figures of five folds, each told by a model that never saw it."""
    told: dict[str, list[tuple[int, int]]] = {"relevant": [], "quad": []}
    for number in range(FOLDS):
        model = read_model(Trained([item for item in items if item.fold != number]).lines)
        for item in items:
            if item.fold == number:
                found = weigh(item.blocks, model)
                if item.relevant is not None:
                    told["relevant"].append((item.relevant, int(found.relevant)))
                if item.quad is not None:
                    told["quad"].append((item.quad, CLASSES.index(found.quad)))
        print(f"fold {number + 1} of {FOLDS}", file=sys.stderr)
    gold, said = zip(*told["relevant"], strict=True)
    print(f"relevance F1        {f1_score(gold, said):.3f}")
    print(classification_report(gold, said, digits=3))
    gold, said = zip(*told["quad"], strict=True)
    print(f"QuadClass macro-F1  {f1_score(gold, said, average='macro'):.3f}")
    print(classification_report(gold, said, target_names=CLASSES, digits=3))


def joined(relevance: Sequence[tuple[str, int]], quads: Sequence[tuple[str, int]]) -> list[Item]:
    """One item a labelled line of either file; a line of relevance takes its class from the other."""
    blocks = described(text for text, _ in (*relevance, *quads))
    classes = dict(quads)
    items = [Item(text, blocks[text], label, classes.pop(text, None)) for text, label in relevance]
    return items + [Item(text, blocks[text], None, label) for text, label in classes.items()]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--press", type=Path, help="folder of gold standard records, for the weights that are written")
    parser.add_argument("--measure", action="store_true", help="only measure")
    parser.add_argument("--no-measure", action="store_true", help="only train")
    options = parser.parse_args()
    items = joined(list(rows(options.folder / "relevance.jsonl")), list(rows(options.folder / "quadclass.jsonl")))
    if not options.no_measure:
        measure(items)
    if not options.measure:
        more = list(press(options.press))
        blocks = described(text for text, _ in more)
        items += [Item(text, blocks[text], label) for text, label in more]
        WEIGHTS.write_text("\n".join(Trained(items).lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

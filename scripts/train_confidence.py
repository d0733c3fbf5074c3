"""Fit the confidence of assertions on articles with gold, test it on articles held out, write the weights.

    python scripts/train_confidence.py                   test five-fold by article, then fit on all and write
    python scripts/train_confidence.py --more FOLDER     also on other gold: a folder with gold/ and text/
    python scripts/train_confidence.py --measure         only test

Needs the `train` extra. Articles go to the folds in turn. The gold articles of the project are better
known to Rasid than others, so with --more those and the others have the same weight in all, and are tested apart.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from rasid import Document, Reader
from rasid.analyse.calibration import reliability
from rasid.analyse.score import Names, pair_up
from rasid.extract.confidence import BIAS, confidence, read_weights, traits
from rasid.model.codec import to_dict
from rasid.run.cache import load_cached

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from robust import Article, articles  # noqa: E402

WEIGHTS = ROOT / "src" / "rasid" / "knowledge" / "weights" / "confidence.tsv"
FOLDS = 5
COST = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """An assertion: the number of its article, whether that is of the further gold, its traits, whether it is right."""

    article: int
    more: bool
    traits: list[str]
    right: bool


def rows(reader: Reader, found: Sequence[Article], *, more: bool) -> Iterator[Row]:
    """The assertions read in gold articles; those that neither count for nor against are left out."""
    for number, article in enumerate(found):
        gold = article.gold
        reading = reader.read(Document(str(gold["id"]), article.text, published=gold.get("published")))
        made = to_dict(reading)["assertions"]
        pairs, _, extra = pair_up(article.text, gold["assertions"], made, Names(gold.get("actors", [])))
        right = {j for _, j in pairs}
        for j, its in enumerate(traits(reading)):
            if j in right or j in extra:
                yield Row(number, more, its, j in right)


def fitted(found: Sequence[Row]) -> list[str]:
    """The lines of the weights' file."""
    maker = DictVectorizer()
    table = maker.fit_transform([dict.fromkeys(row.traits, 1.0) for row in found])
    ours = sum(not row.more for row in found)
    weigh = [ours / (len(found) - ours) if row.more else 1.0 for row in found]
    model = LogisticRegression(C=COST, max_iter=1000).fit(table, [row.right for row in found], weigh)
    weights = zip(maker.get_feature_names_out(), model.coef_[0], strict=True)
    return [f"{BIAS}\t{round(model.intercept_[0] * 1000)}", *(f"{name}\t{round(w * 1000)}" for name, w in weights)]


def measure(found: Sequence[Row]) -> None:
    """Print how well confidence tells right from wrong on articles that were held out."""
    told: dict[bool, list[tuple[float, bool]]] = {False: [], True: []}
    for fold in range(FOLDS):
        weights = read_weights(fitted([row for row in found if row.article % FOLDS != fold]))
        for row in found:
            if row.article % FOLDS == fold:
                told[row.more].append((confidence(row.traits, weights), row.right))
    for more, rows_told in told.items():
        if rows_told:
            print("further gold" if more else "gold articles of the project")
            show(rows_told)


def show(told: Sequence[tuple[float, bool]]) -> None:
    """Print the figures of assertions with their confidence and whether they are right."""
    scores, right = [score for score, _ in told], [ok for _, ok in told]
    share = sum(right) / len(right)
    print(f"{len(told)} assertions, {share:.3f} right; held out by article, {FOLDS} folds")
    print(f"Brier score {brier_score_loss(right, scores):.3f} (one number for all: {share * (1 - share):.3f})")
    clipped = [min(max(score, 0.01), 0.99) for score in scores]
    print(f"log loss {log_loss(right, clipped):.3f} (one number for all: {log_loss(right, [share] * len(right)):.3f})")
    print(f"area under the curve {roc_auc_score(right, scores):.3f}")
    print("\n".join(reliability(told)))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--more", type=Path, metavar="FOLDER", help="further gold")
    parser.add_argument("--measure", action="store_true", help="only test")
    options = parser.parse_args()
    reader = Reader(load_cached())
    found = list(rows(reader, articles(), more=False))
    if options.more:
        found += rows(reader, articles(options.more), more=True)
    measure(found)
    if not options.measure:
        WEIGHTS.write_text("\n".join(fitted(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

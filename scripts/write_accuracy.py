"""Read the gold articles and write docs/accuracy.md: what is right, by type, kind and slot, and what goes wrong.

The two lines of figures in README.md are written too.

.venv/bin/python scripts/write_accuracy.py           write the page
.venv/bin/python scripts/write_accuracy.py --raise   raise the floors in benchmarks/floors.toml too, never lower one
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from robust import SPELLINGS, Article, articles, scored  # noqa: E402

from rasid import Reader  # noqa: E402
from rasid.analyse.score import SLOTS, Count, Judged, Score, locate, overlap, same_value, type_of, values  # noqa: E402
from rasid.run.cache import load_cached  # noqa: E402

README = ROOT / "README.md"
PAGE = ROOT / "docs" / "accuracy.md"
FLOORS = ROOT / "benchmarks" / "floors.toml"
ROOM = 0.02  # how far below the figure of the day a floor is set
FEW = 5  # types with fewer gold assertions are put together

TOP = """\
# How accurate it is

Made by `scripts/write_accuracy.py`; do not edit. The articles, what they are and how they were marked:
[benchmarks/gold](../benchmarks/gold/README.md). Rasid was developed with them in sight: on other articles expect less.

```sh
./rasid eval --gold benchmarks/gold/gold --text benchmarks/gold/text    # these figures
./rasid eval --gold benchmarks/gold/gold --text benchmarks/gold/text --errors 50 --differences
.venv/bin/python benchmarks/robust.py                                   # other spellings
.venv/bin/python scripts/write_accuracy.py                              # this page
```

P: the share of what is found that is right. R: the share of what is to be found that is found. F1: their harmonic mean.
A floor is the F1 that the tests demand ([benchmarks/floors.toml](../benchmarks/floors.toml)).
"""


def floors() -> dict[str, float]:
    """The floors, by name of the figure."""
    return {name: float(value) for name, value in tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"].items()}


def figures(result: Score) -> dict[str, Count]:
    """The figures that have floors, by name."""
    return {"detection": result.detection, "all_slots": result.all_slots, **result.slots}


def raised(result: Score) -> str:
    """The text of the floors file, each floor raised to a little below its figure where that is higher."""
    text = FLOORS.read_text(encoding="utf-8")
    head, _, rest = text.partition("[floors]\n")
    tail = rest.partition("\n[")
    now = floors()
    rows = [
        f"{name} = {max(now.get(name, 0.0), round(count.f1 - ROOM, 2)):.2f}" for name, count in figures(result).items()
    ]
    return head + "[floors]\n" + "\n".join(rows) + "\n" + (tail[1] + tail[2] if tail[1] else "")


def row(name: str, count: Count, more: str = "") -> str:
    """A line of a table."""
    wanted, found = count.right + count.missed, count.right + count.extra
    return f"| {name} | {wanted} | {found} | {count.precision:.2f} | {count.recall:.2f} | {count.f1:.2f} |{more}"


def page(result: Score, found: list[Article], spellings: Mapping[str, Score]) -> Iterator[str]:
    """The lines of the page."""
    yield TOP
    yield from ("## In all", "", "| | in gold | found | P | R | F1 | floor |", "|---|---|---|---|---|---|---|")
    least = floors()
    yield from (row(name.replace("_", " "), count, f" {least[name]:.2f} |") for name, count in figures(result).items())
    yield "\nSlots are scored over all assertions: those of a missed one count as missed, of an extra one as extra."
    for title, counts in (("By type", result.types), ("By kind", result.kinds)):
        yield from ("", f"## {title}", "", "| | in gold | found | P | R | F1 |", "|---|---|---|---|---|---|")
        shown = sorted(counts.items(), key=lambda item: (-item[1].right - item[1].missed, item[0]))
        rare = Count()
        for name, count in shown:
            if count.right + count.missed >= FEW:
                yield row(name.replace("kind:", "no type: "), count)
            else:
                rare = Count(rare.right + count.right, rare.extra + count.extra, rare.missed + count.missed)
        if rare.right + rare.missed + rare.extra:
            yield row(f"rarer than {FEW}", rare)
    yield from ("", "## What goes wrong", "", "| assertions | | how often |", "|---|---|---|")
    yield from (f"| {what} | {how} | {number} |" for (what, how), number in faults(result, found).most_common())
    yield from (
        "",
        "| slot of a matched assertion | right | left empty | filled for nothing | another value |",
        "|---|---|---|---|---|",
    )
    yield from slot_rows(result)
    yield from ("", "## Other spellings", "", "| spelled | detection F1 | all slots F1 |", "|---|---|---|")
    yield from (f"| {name} | {s.detection.f1:.3f} | {s.all_slots.f1:.3f} |" for name, s in spellings.items())


def faults(result: Score, found: list[Article]) -> Counter[tuple[str, str]]:
    """Kinds of fault in finding assertions, and how often each is made."""
    texts = {str(article.gold["id"]): article.text for article in found}
    counter: Counter[tuple[str, str]] = Counter()
    for item in result.judged:
        text = texts[item.article]
        others = [other for other in result.judged if other.article == item.article and other is not item]
        if item.prediction is None:
            assert item.gold is not None
            where = locate(text, item.gold)[0]
            near = [o for o in others if o.prediction and overlap(o.prediction.get("span") or [0, 0], where)]
            counter["missed", told("nothing", near, item)] += 1
        elif item.gold is None:
            span = item.prediction.get("span") or [0, 0]
            near = [o for o in others if o.gold and overlap(span, locate(text, o.gold)[0])]
            counter["extra", told("nothing", near, item)] += 1
    return counter


def told(nothing: str, near: list[Judged], item: Judged) -> str:
    """What stands beside a fault in its sentence, in words."""
    missed = item.prediction is None
    if not near:
        return f"{nothing} found in the sentence" if missed else f"{nothing} to be found in the sentence"
    this = type_of(item.gold or item.prediction or {})
    types = {type_of(o.prediction or {}) if missed else type_of(o.gold or {}) for o in near}
    if this in types:
        return "one more of a type found in the sentence" if missed else "told once more than the sentence tells it"
    return "only other types found in the sentence" if missed else "only other types to be found in the sentence"


def slot_rows(result: Score) -> Iterator[str]:
    """For each slot, how the values of matched assertions differ."""
    pairs = [item for item in result.judged if item.gold is not None and item.prediction is not None]
    for slot in SLOTS:
        counts = Counter[str]()
        for item in pairs:
            gold, other = values(item.gold or {}, slot), values(item.prediction or {}, slot)
            names = result.names[item.article]
            same = [g for g in gold if any(same_value(slot, g, o, names) for o in other)]
            false = [o for o in other if not any(same_value(slot, g, o, names) for g in gold)]
            lost = len(gold) - len(same)
            counts["right"] += len(same)
            counts["other"] += min(lost, len(false))
            counts["empty"] += max(0, lost - len(false))
            counts["extra"] += max(0, len(false) - lost)
        yield f"| {slot} | {counts['right']} | {counts['empty']} | {counts['extra']} | {counts['other']} |"


def with_figures(readme: str, result: Score) -> str:
    """The text of the README with its lines of figures as they are now."""
    for label, count in (("detection: ", result.detection), ("all slots: ", result.all_slots)):
        figures_now = f"{count.precision:.2f} | {count.recall:.2f} | {count.f1:.2f}"
        readme = re.sub(rf"^(\| {label}[^|]*\|).*$", rf"\1 {figures_now} |", readme, flags=re.MULTILINE)
    return readme


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--raise", dest="up", action="store_true", help="raise the floors to a little below the figures"
    )
    options = parser.parse_args()
    reader, found = Reader(load_cached()), articles()
    spellings = {name: scored(reader, found, spelling) for name, spelling in SPELLINGS.items()}
    result = spellings["as they are"]
    if options.up:
        FLOORS.write_text(raised(result), encoding="utf-8")
    README.write_text(with_figures(README.read_text(encoding="utf-8"), result), encoding="utf-8")
    PAGE.write_text("\n".join(page(result, found, spellings)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""`rasid eval`: readings scored against gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rasid.cli.session import Outcome, open_reader, readings, stop
from rasid.errors import InputError

if TYPE_CHECKING:
    from rasid.analyse.score import Count, Item, Judged, Score
    from rasid.ingest.files import Article

EXISTING = click.Path(exists=True, path_type=Path)


@click.command(name="eval")
@click.option("--gold", "gold_from", required=True, type=EXISTING, help="Folder of gold JSON files, or one such file.")
@click.option("--text", "text_from", required=True, type=EXISTING, help="Folder of <id>.txt, or the one text.")
@click.option("--pred", type=EXISTING, help="Predictions as JSON lines; without it, the texts are read now.")
@click.option("--errors", default=0, metavar="N", help="Show the first N assertions missed or too many.")
@click.option("--matched", is_flag=True, help="Score the slots of matching assertions only.")
@click.option("--differences", is_flag=True, help="Show the assertions that match, and the slots in which they differ.")
@click.option("--calibration", is_flag=True, help="Show how many assertions of each range of scores are right.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(
    gold_from: Path,
    text_from: Path,
    pred: Path | None,
    errors: int,
    matched: bool,
    differences: bool,
    calibration: bool,
    as_json: bool,
) -> None:
    """Score readings against gold: detection, every slot, every PLOVER type and every kind of assertion.

    \b
    Examples:
      rasid eval --gold gold/ --text text/
      rasid eval --gold gold/ --text text/ --pred found.jsonl --errors 20
      rasid eval --gold gold/ --text text/ --matched
    """
    from rasid.analyse.score import score

    golds = [load_object(path) for path in (sorted(gold_from.glob("*.json")) if gold_from.is_dir() else [gold_from])]
    if not golds:
        stop(f"{gold_from}: has no *.json file; name the folder of the gold files")
    texts = {str(gold["id"]): load_text(text_from, str(gold["id"])) for gold in golds}
    outcome = Outcome()
    found = load_predictions(pred) if pred else read_now(golds, texts, outcome)
    result = score(golds, texts, found)
    if as_json:
        click.echo(json.dumps(result.as_dict(), ensure_ascii=False, indent=1))
    else:
        for line in chain(listing(result, texts, errors, differences), on_pairs(result) if matched else report(result)):
            click.echo(line)
    if calibration and not as_json:
        for line in reliability_of(result):
            click.echo(line)
    raise click.exceptions.Exit(outcome.code)


def load_object(path: Path) -> dict[str, Any]:
    """The JSON object in a gold file."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        stop(f"{path}: cannot be read as JSON ({error}); mend or leave out that file")
    if not isinstance(value, dict) or "id" not in value or not isinstance(value.get("assertions"), list):
        stop(f'{path}: is no gold article; it needs "id" and a list "assertions"')
    return value


def load_text(folder: Path, article: str) -> str:
    """The text of an article, its line ends as they stand."""
    path = folder / f"{article}.txt" if folder.is_dir() else folder
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        stop(f"{path}: cannot be read ({error}); gold article {article!r} needs its text there, in UTF-8")


def load_predictions(path: Path) -> dict[str, Any]:
    """Predictions by article id."""
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
                found[str(row["id"])] = row
            except (ValueError, KeyError, TypeError) as error:
                stop(f'{path}, line {number}: is no prediction ({error}); it needs "id" and "assertions"')
    return found


def read_now(golds: Iterable[Item], texts: Mapping[str, str], outcome: Outcome) -> dict[str, Any]:
    """Predictions made by reading the texts, with the day and the outlet that gold names."""
    from rasid.model.codec import to_dict

    found = readings(open_reader(), articles(golds, texts), outcome)
    return {reading.document.id: to_dict(reading) for reading in found}


def articles(golds: Iterable[Item], texts: Mapping[str, str]) -> Iterator[Article | InputError]:
    """The articles that gold is about."""
    from rasid.ingest.files import About, article

    for gold in golds:
        name = str(gold["id"])
        try:
            yield article(texts[name], name, About(name, gold.get("published"), gold.get("outlet")), name)
        except InputError as error:
            yield error


def listing(result: Score, texts: Mapping[str, str], errors: int, differences: bool) -> Iterator[str]:
    """The first assertions missed or too many, and those that match with the slots in which they differ."""
    wrong = [item for item in result.judged if item.gold is None or item.prediction is None]
    for item in wrong[:errors]:
        yield fault(item, texts)
    for item in result.pairs if differences else ():
        yield from agreement(item, result)


def report(result: Score) -> Iterator[str]:
    """The figures over all assertions, a line each."""
    yield f"{result.articles} articles"
    yield row("detection", result.detection)
    for slot, count in result.slots.items():
        yield row(f"  {slot}", count)
    yield row("all slots", result.all_slots)
    for name, count in sorted(result.types.items()):
        yield row(f"  {name[:12]}", count)
    yield "kinds"
    for name, count in sorted(result.kinds.items()):
        yield row(f"  {name[:12]}", count)


def on_pairs(result: Score) -> Iterator[str]:
    """The figures of the slots over matching assertions alone, a line each."""
    yield f"{result.articles} articles, {len(result.pairs)} matching assertions"
    for name, count in result.matched().items():
        yield row(f"  {name}" if name in result.slots or name == "actors" else name, count)


def reliability_of(result: Score) -> Iterator[str]:
    """The reliability table of a score."""
    from rasid.analyse.calibration import reliability

    found = [item for item in result.judged if item.prediction is not None]
    return reliability((float((item.prediction or {}).get("score", 1.0)), item.gold is not None) for item in found)


def row(name: str, count: Count) -> str:
    """One line of figures."""
    return (
        f"{name:<14} P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}   "
        f"({count.right} right, {count.extra} extra, {count.missed} missed)"
    )


def fault(item: Judged, texts: Mapping[str, str]) -> str:
    """An assertion that was missed, or one too many."""
    from rasid.analyse.score import type_of

    if item.gold is not None:
        return f"missed {item.article}: {type_of(item.gold)} «{item.gold['trigger']}»"
    assert item.prediction is not None
    start, end = item.prediction.get("span") or [0, 0]
    return f"extra  {item.article}: {type_of(item.prediction)} «{texts[item.article][start:end]}»"


def agreement(item: Judged, result: Score) -> Iterator[str]:
    """A pair that matches, with gold and prediction of each slot that is not the same."""
    from rasid.analyse.score import SLOTS, Count, compare_slot, type_of, values

    assert item.gold is not None
    assert item.prediction is not None
    yield f"match  {item.article}: {type_of(item.gold)} «{item.gold['trigger']}»"
    for slot in SLOTS:
        count = Count()
        compare_slot(count, slot, item, result.names[item.article])
        if count.extra or count.missed:
            yield f"       {slot}: {short(values(item.gold, slot))} read as {short(values(item.prediction, slot))}"


def short(found: Iterable[Any]) -> str:
    """Values of a slot in a few words."""
    shown = []
    for value in found:
        if isinstance(value, Mapping):
            name = value.get("name_en") or value.get("who") or value.get("name_ar")
            shown.append(str(name) if name else f"{value.get('from')}..{value.get('to')}")
        else:
            shown.append(str(value))
    return "; ".join(shown) or "nothing"

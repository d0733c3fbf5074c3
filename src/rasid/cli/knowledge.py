"""`rasid knowledge`: check, try, compare, count and search the sheets."""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rasid.cli import import_places
from rasid.cli.session import INTERNAL, Outcome, open_knowledge, open_reader, readings, stop
from rasid.errors import InputError, KnowledgeError

if TYPE_CHECKING:
    from rasid.ingest.files import Article
    from rasid.knowledge.load import Knowledge
    from rasid.model import Reading

ENTRY = re.compile(r"\s*- \{?id: ([\w.]+)")
FOLDER = click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of sheets to use in the place of those that ship with Rasid.",
)


@click.group(name="knowledge")
def command() -> None:
    """Check, try, compare, count and search the sheets of words and names (docs/knowledge.md).

    \b
    Example:
      rasid knowledge check
      rasid knowledge COMMAND --help
    """


command.add_command(import_places.command)


@command.command(name="check")
@FOLDER
@click.option("--examples/--no-examples", default=True, help="Also read every example and counter-example.")
def check_sheets(folder: Path | None, examples: bool) -> None:
    """Check every sheet: is it well formed, and do its own examples hold? Exit code 2 where one does not.

    \b
    Example:
      rasid knowledge check
      rasid knowledge check --folder my-sheets --no-examples
    """
    from rasid.knowledge.check import check
    from rasid.knowledge.scheme import SCHEMES, load_scheme
    from rasid.run.examples import check_readings

    reader = open_reader(folder, own=False)
    try:
        schemes = {name: load_scheme(name, folder) for name in SCHEMES}
    except KnowledgeError as error:
        stop(error)
    faults = list(check(reader.knowledge, schemes))
    if examples:
        faults += check_readings(reader)
    for fault in faults:
        click.echo(str(fault))
    sheets = reader.knowledge.sheets
    total = sum(len(sheet.entries) for sheet in sheets)
    click.echo(f"{len(sheets)} sheets, {total} entries: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    raise click.exceptions.Exit(2 if faults else 0)


@command.command(name="try")
@click.argument("sentence")
@click.option("--published", metavar="DATE", help="Day that relative dates count from.")
@click.option("--why", is_flag=True, help="Show every stage: words, phrases, clauses, mentions, events.")
@FOLDER
def try_sentence(sentence: str, published: str | None, why: bool, folder: Path | None) -> None:
    """Show what is found in a sentence, by which entry, and with --why how it came about.

    \b
    Example:
      rasid knowledge try "قصف الجيش السوري بلدة سراقب" --why
    """
    from rasid.export.trace import findings, layers
    from rasid.ingest.files import About, article

    try:
        given = article(sentence, "the sentence", About("sentence", published), "sentence")
    except InputError as error:
        stop(error)
    reader, outcome = open_reader(folder), Outcome()
    for reading in readings(reader, [given], outcome):
        for line in layers(reading) if why else findings(reading):
            click.echo(line)
    raise click.exceptions.Exit(outcome.code)


@command.command(name="diff")
@click.option("--gold", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of gold files.")
@click.option("--text", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of their texts.")
def compare(gold: Path | None, text: Path | None) -> None:
    """Show which findings the working sheets add or lose against the last committed ones.

    Reads the six shipped examples, or the articles of a gold corpus, and then shows the scores as well.

    \b
    Example:
      rasid knowledge diff
      rasid knowledge diff --gold gold/ --text text/
    """
    if (gold is None) != (text is None):
        stop("--gold and --text go together; name both folders, or neither for the shipped examples")
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        committed = committed_sheets(Path(folder))
        before = {r.document.id: r for r in readings(open_reader(committed), corpus(gold, text), outcome)}
    after = {r.document.id: r for r in readings(open_reader(), corpus(gold, text), outcome)}
    changes = 0
    for name in sorted(before.keys() | after.keys()):
        for line in difference(before.get(name), after.get(name)):
            click.echo(f"{name}: {line}")
            changes += 1
    click.echo(f"{changes or 'no'} finding{'' if changes == 1 else 's'} changed in {len(after)} articles")
    if gold is not None and text is not None:
        for name, found in (("committed", before), ("working", after)):
            click.echo(figures(name, found, gold, text))
    raise click.exceptions.Exit(outcome.code)


def committed_sheets(folder: Path) -> Path:
    """The sheets of the last commit, written below a folder."""
    from rasid.knowledge.load import packaged

    data = Path(str(packaged()))
    git = ["git", "-C", str(data)]
    try:
        done = subprocess.run([*git, "archive", "--format=zip", "HEAD", "."], capture_output=True, check=True)  # noqa: S603
    except FileNotFoundError:
        stop("git is not installed, and diff needs it to find the committed sheets; apt install git")
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip()
        stop(f"{data}: has no committed sheets ({reason}); run diff in a checkout of Rasid (./rasid knowledge diff)")
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder)
    return folder


def corpus(gold: Path | None, text: Path | None) -> Iterator[Article | InputError]:
    """The articles of a gold corpus, or the shipped examples."""
    from rasid.cli.evaluate import articles, load_object, load_text
    from rasid.examples import load_examples
    from rasid.ingest.files import Article

    if gold is None or text is None:
        yield from (Article(example.document) for example in load_examples())
        return
    golds = [load_object(path) for path in sorted(gold.glob("*.json"))]
    yield from articles(golds, {str(g["id"]): load_text(text, str(g["id"])) for g in golds})


def difference(before: Reading | None, after: Reading | None) -> Iterator[str]:
    """The assertions that one reading has and the other has not, a line each."""
    from rasid.export.trace import told

    old = Counter(told(before, item) for item in before.assertions) if before else Counter[str]()
    new = Counter(told(after, item) for item in after.assertions) if after else Counter[str]()
    yield from (f"- {line}" for line in sorted((old - new).elements()))
    yield from (f"+ {line}" for line in sorted((new - old).elements()))


def figures(name: str, found: dict[str, Reading], gold: Path, text: Path) -> str:
    """Detection and slots of a set of readings, in a line."""
    from rasid.analyse.score import score
    from rasid.cli.evaluate import load_object, load_text
    from rasid.model.codec import to_dict

    golds = [load_object(path) for path in sorted(gold.glob("*.json"))]
    texts = {str(g["id"]): load_text(text, str(g["id"])) for g in golds}
    result = score(golds, texts, {key: to_dict(reading) for key, reading in found.items()})
    return f"{name:<10} detection F1 {result.detection.f1:.3f}   all slots F1 {result.all_slots.f1:.3f}"


@command.command(name="stats")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@FOLDER
def count(as_json: bool, folder: Path | None) -> None:
    """Count what the sheets hold: entries, forms and examples of each kind, actors and places of each country.

    \b
    Example:
      rasid knowledge stats
      rasid knowledge stats --json
    """
    knowledge = open_knowledge(folder)
    if as_json:
        click.echo(json.dumps(statistics(knowledge), ensure_ascii=False, indent=1))
        return
    for line in tables(statistics(knowledge)):
        click.echo(line)


def statistics(knowledge: Knowledge) -> dict[str, Any]:
    """Entries, forms and examples of each kind, what there is of each country, and the sizes of the big tables."""
    triggers = {verb.split()[0] for event in knowledge.events for verb in event.verbs}
    triggers |= {noun for event in knowledge.events for noun in event.nouns}
    return {
        "kinds": {kind: of_kind(knowledge, kind) for kind in sorted({sheet.kind for sheet in knowledge.sheets})},
        "countries": coverage(knowledge),
        "trigger lemmas of events": len(triggers),
        "verb forms": len(knowledge.forms),
        "places of the gazetteer": len(knowledge.gazetteer),
        **imported(knowledge),
        "hash": knowledge.hash,
    }


def imported(knowledge: Knowledge) -> dict[str, int]:
    """How many places of the user's own each import brought."""
    rows = knowledge.own.rows() if knowledge.own is not None else ()
    counts = Counter(row.id.split(".")[1] for row in rows)
    return {f"places imported as {name}": count for name, count in sorted(counts.items())}


def of_kind(knowledge: Knowledge, kind: str) -> dict[str, int]:
    """How many sheets, entries, forms and examples a kind has."""
    from rasid.knowledge.check import FORMS, forms

    found = knowledge.entries(kind)
    return {
        "sheets": sum(sheet.kind == kind for sheet in knowledge.sheets),
        "entries": len(found),
        "forms": sum(1 for entry in found for _ in forms(entry, (*FORMS, "shared"))),
        "examples": sum(len(entry.examples) + len(entry.counterexamples) for entry in found),
    }


def coverage(knowledge: Knowledge) -> dict[str, dict[str, int]]:
    """Actors, places written by hand and places of the gazetteer by code of country, the best covered first."""
    counts = {
        "actors": Counter(entry.country for entry in knowledge.actors),
        "places": Counter(entry.country for entry in knowledge.places),
        "gazetteer": Counter(row.country for row in knowledge.gazetteer),
    }
    codes = {code for found in counts.values() for code in found if code}
    ranked = sorted(codes, key=lambda code: (-counts["actors"][code], -counts["places"][code], code))
    return {code: {name: found[code] for name, found in counts.items()} for code in ranked}


def tables(found: Mapping[str, Any]) -> Iterator[str]:
    """Figures as lines for people."""
    yield f"{'kind':<14}{'sheets':>8}{'entries':>9}{'forms':>8}{'examples':>10}"
    for kind, row in found["kinds"].items():
        yield f"{kind:<14}{row['sheets']:>8}{row['entries']:>9}{row['forms']:>8}{row['examples']:>10}"
    yield ""
    yield f"{'country':<14}{'actors':>8}{'places':>9}{'gazetteer':>11}"
    for code, row in found["countries"].items():
        if row["actors"] or row["places"]:
            yield f"{code:<14}{row['actors']:>8}{row['places']:>9}{row['gazetteer']:>11}"
    yield ""
    yield from (f"{name}: {value}" for name, value in found.items() if name not in ("kinds", "countries"))


@command.command(name="find")
@click.argument("name")
@FOLDER
def find_name(name: str, folder: Path | None) -> None:
    """Show the entries that have a name, in Arabic (spelling variants count as the same) or English, or an id.

    Entries of exactly this name come first; where there are several, the text around a name decides between them.

    \b
    Example:
      rasid knowledge find "حزب الله"
      rasid knowledge find Hezbollah
    """
    knowledge = open_knowledge(folder)
    whole, parts = search(knowledge, name, lines_of_entries(knowledge, folder))
    if not whole and not parts:
        stop(f"{name!r} is in no sheet; try fewer words, or add it (docs/knowledge.md)", INTERNAL)
    if len(whole) > 1:
        click.echo(f"{len(whole)} entries have this name; the text around it decides which is meant:")
    for line in whole:
        click.echo(line)
    if whole and parts:
        click.echo("in longer names:")
    for line in parts:
        click.echo(line)


def lines_of_entries(knowledge: Knowledge, folder: Path | None) -> dict[tuple[str, str], int]:
    """The line of a sheet at which each entry starts, by path of the sheet and id."""
    from rasid.knowledge.load import packaged

    root = packaged() if folder is None else folder
    found: dict[tuple[str, str], int] = {}
    for path in sorted({sheet.path for sheet in knowledge.sheets}):
        for number, line in enumerate(root.joinpath(path).read_text(encoding="utf-8").splitlines(), start=1):
            if match := ENTRY.match(line):
                found.setdefault((path, match[1]), number)
    return found


def search(knowledge: Knowledge, name: str, lines: Mapping[tuple[str, str], int]) -> tuple[list[str], list[str]]:
    """A line for each entry and gazetteer row of a name or id, and for each that has it in a longer name."""
    from rasid.knowledge.check import FORMS, forms
    from rasid.knowledge.fault import entries

    wanted, latin = knowledge.words(name), name.casefold()
    whole: set[str] = set()
    parts: set[str] = set()

    def has(form: str) -> bool:
        words = knowledge.words(form)
        return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))

    def keep(line: str, hits: list[str], *titles: str) -> None:
        same = any(knowledge.words(form) == wanted for form in hits) or latin in titles
        (whole if same else parts).add(line)

    for file, kind, entry in entries(knowledge):
        title = str(getattr(entry, "name", "") or entry.gloss)
        hits = [form for _, form in forms(entry, (*FORMS, "shared")) if has(form)]
        if hits or latin == entry.id or latin in title.casefold():
            sort = ", ".join(filter(None, (kind, getattr(entry, "country", ""))))
            where = f"{file}:{lines.get((file, entry.id), 1)}"
            line = f"{where}: {entry.id} ({sort}) {title}{': ' if hits else ''}{', '.join(hits)}"
            keep(line, hits, entry.id, title.casefold())
    own = knowledge.own.rows() if knowledge.own else ()
    for source, row in chain(zip(repeat("gazetteer"), knowledge.gazetteer), zip(repeat("imported"), own)):
        hits = [form for form in row.names if has(form)]
        if hits or latin == row.id or latin in row.name.casefold():
            line = f"{source}: {row.id} ({row.type}, {row.country}) {row.name}: {', '.join(row.names)}"
            keep(line, hits, row.id, row.name.casefold())
    return sorted(whole), sorted(parts)

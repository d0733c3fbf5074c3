"""`rasid knowledge`: check, try, compare, count and search the sheets."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasid.cli import import_places
from rasid.cli.session import INTERNAL, Outcome, open_knowledge, open_reader, readings, stop
from rasid.errors import InputError, KnowledgeError

if TYPE_CHECKING:
    from rasid.ingest.files import Article
    from rasid.knowledge.load import Knowledge
    from rasid.model import Reading

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
@FOLDER
def count(folder: Path | None) -> None:
    """Count what the sheets hold.

    \b
    Example:
      rasid knowledge stats
    """
    knowledge = open_knowledge(folder)
    for line in statistics(knowledge):
        click.echo(line)


def statistics(knowledge: Knowledge) -> Iterator[str]:
    """Entries, forms and examples of each kind, and the sizes of the big tables."""
    from rasid.knowledge.check import forms

    yield f"{'kind':<20}{'sheets':>8}{'entries':>9}{'forms':>8}{'examples':>10}"
    for kind in sorted({sheet.kind for sheet in knowledge.sheets}):
        found = knowledge.entries(kind)
        sheets = sum(sheet.kind == kind for sheet in knowledge.sheets)
        words = sum(1 for entry in found for _ in forms(entry))
        examples = sum(len(entry.examples) + len(entry.counterexamples) for entry in found)
        yield f"{kind:<20}{sheets:>8}{len(found):>9}{words:>8}{examples:>10}"
    triggers = {verb.split()[0] for event in knowledge.events for verb in event.verbs}
    triggers |= {noun for event in knowledge.events for noun in event.nouns}
    yield f"trigger lemmas of events: {len(triggers)}"
    yield f"verb forms: {len(knowledge.forms)}"
    yield f"places of the gazetteer: {len(knowledge.gazetteer)}"
    if knowledge.own is not None:
        counts = Counter(row.id.split(".")[1] for row in knowledge.own.rows())
        yield from (f"places imported as {name}: {count}" for name, count in sorted(counts.items()))
    yield f"hash: {knowledge.hash}"


@command.command(name="find")
@click.argument("name")
@FOLDER
def find_name(name: str, folder: Path | None) -> None:
    """Show the entries that have a name, in Arabic (spelling variants count as the same) or English, or an id.

    \b
    Example:
      rasid knowledge find "حزب الله"
      rasid knowledge find Hezbollah
    """
    knowledge = open_knowledge(folder)
    found = sorted(set(search(knowledge, name)))
    for line in found:
        click.echo(line)
    if not found:
        stop(f"{name!r} is in no sheet; try fewer words, or add it (docs/knowledge.md)", INTERNAL)


def search(knowledge: Knowledge, name: str) -> Iterable[str]:
    """A line for each entry and gazetteer row that has a name or an id with these words in it."""
    from rasid.knowledge.check import FORMS, entries, forms

    wanted, latin = knowledge.words(name), name.casefold()

    def has(form: str) -> bool:
        words = knowledge.words(form)
        return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))

    for file, kind, entry in entries(knowledge):
        title = str(getattr(entry, "name", "") or entry.gloss)
        hits = [form for _, form in forms(entry, (*FORMS, "shared")) if has(form)]
        if hits or latin == entry.id or latin in title.casefold():
            yield f"{file}: {entry.id} ({kind}) {title}{': ' if hits else ''}{', '.join(hits)}"
    for source, rows in (
        ("gazetteer", knowledge.gazetteer),
        ("imported", knowledge.own.rows() if knowledge.own else ()),
    ):
        for row in rows:
            hits = [form for form in row.names if has(form)]
            if hits or latin == row.id or latin in row.name.casefold():
                yield f"{source}: {row.id} ({row.type}, {row.country}) {row.name}: {', '.join(row.names)}"

"""What the commands share: opening the reader, and what they say on the error stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from rasid.errors import InputError, KnowledgeError
from rasid.model import Reading

if TYPE_CHECKING:
    from rasid.ingest.files import Article
    from rasid.knowledge.load import Knowledge
    from rasid.run.pipeline import Reader

INTERNAL, USER = 1, 2


def say(message: object) -> None:
    """Put a message on the error stream."""
    click.echo(f"rasid: {message}", err=True)


def stop(message: object, code: int = USER) -> NoReturn:
    """Say why and leave."""
    say(message)
    raise click.exceptions.Exit(code)


def announce() -> None:
    """Say what the user is waiting for."""
    say("reading the sheets, which takes some seconds ...")


def open_knowledge(folder: Path | None = None, *, own: bool = True) -> Knowledge:
    """The knowledge in a folder, or that which ships with Rasid, with the user's own places unless `own` is false; a
    broken sheet or table ends the command with its message.
    """
    from rasid.run.cache import load_cached

    try:
        return load_cached(folder, own=own, building=announce)
    except (KnowledgeError, InputError) as error:
        stop(error)


def open_reader(folder: Path | None = None, *, own: bool = True) -> Reader:
    """A reader with the knowledge of a folder, or that which ships with Rasid."""
    from rasid.run.pipeline import Reader

    return Reader(open_knowledge(folder, own=own))


class Outcome:
    """What went wrong in a run over many articles, as the exit code that tells it."""

    def __init__(self) -> None:
        self.code = 0

    def note(self, code: int, message: object) -> None:
        """Say what went wrong; an internal failure outweighs the user's errors."""
        say(message)
        self.code = INTERNAL if INTERNAL in (self.code, code) else max(self.code, code)


def readings(reader: Reader, articles: Iterable[Article | InputError], outcome: Outcome) -> Iterator[Reading]:
    """The readings of articles; what cannot be read is said and noted, and the rest goes on."""
    from rasid.run.local import Failure, read_all

    for result in read_all(reader, articles):
        if isinstance(result, InputError):
            outcome.note(USER, result)
        elif isinstance(result, Failure):
            outcome.note(INTERNAL, result)
        else:
            yield result


def arabic_words(knowledge: Knowledge) -> dict[str, str]:
    """The Arabic of canonical English names of weapons, units and descriptions of people, and of codes of countries, as
    their sheets have it."""
    words: dict[str, str] = {state.iso3: state.arabic for state in reversed(knowledge.states) if state.iso3}
    for unit in knowledge.units:
        words.setdefault(unit.id, unit.forms[0])
        words.setdefault(unit.name, unit.forms[0])
    for weapon in knowledge.weapons:
        words.setdefault(weapon.name, weapon.forms[0])
    for people in knowledge.generics:
        words.setdefault(people.name, people.forms[min(1, len(people.forms) - 1)])  # the plural stands second
    return words

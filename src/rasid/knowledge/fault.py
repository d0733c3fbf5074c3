"""What is wrong with an entry of a sheet, and how the rules that find it look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rasid.knowledge.load import Knowledge
from rasid.knowledge.scheme import Scheme
from rasid.knowledge.sheet import Entry


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry: file, entry, the form in question, the reason and how to mend it."""

    file: str
    entry: str
    form: str
    reason: str
    fix: str

    def __str__(self) -> str:
        form = f" {self.form!r}" if self.form else ""
        return f"{self.file}: {self.entry}:{form} {self.reason}; {self.fix}"


Schemes = Mapping[str, Scheme]
Rule = Callable[[Knowledge, Schemes], Iterator[Fault]]


def entries(knowledge: Knowledge) -> Iterator[tuple[str, str, Entry]]:
    """Every entry with the file and the kind of its sheet."""
    for sheet in knowledge.sheets:
        for entry in sheet.entries:
            yield sheet.path, sheet.kind, entry

"""The packaged words of page furniture, without the rest of the knowledge."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from rasid.knowledge.load import load_sheet
from rasid.lang.ar.letters import fold
from tests.build import SOURCE


class Furniture:
    """Knowledge that has page furniture only."""

    spelling: Any = SimpleNamespace(fold=fold)

    def __init__(self) -> None:
        path = SOURCE / "knowledge" / "data" / "ar" / "residue.yaml"
        self.residue: Any = load_sheet(path.name, path.read_text(encoding="utf-8")).entries
        self._made: dict[str, Any] = {}

    def derived(self, name: str, build: Callable[[Any], Any]) -> Any:
        """A table built once."""
        if name not in self._made:
            self._made[name] = build(self)
        return self._made[name]


@cache
def furniture() -> Furniture:
    """The furniture, loaded once."""
    return Furniture()

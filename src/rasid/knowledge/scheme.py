"""Code schemes: the codes of PLOVER, CAMEO and ACLED with what their sheets say of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rasid.errors import KnowledgeError
from rasid.knowledge.load import packaged
from rasid.knowledge.plain import PlainError, plain

SCHEMES = ("acled", "cameo", "plover")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A code list: every code with its facts (gloss or name, score, modes, type), all strings."""

    name: str
    codes: Mapping[str, Mapping[str, Any]]

    def modes(self, code: str) -> frozenset[str]:
        """The modes that a code may have."""
        return frozenset(self.codes.get(code, {}).get("modes", {}))


def load_scheme(name: str, folder: Path | None = None) -> Scheme:
    """The scheme of a name, from a folder of knowledge or the packaged one.

    Raises KnowledgeError where its sheet is missing or malformed.
    """
    root = packaged() if folder is None else folder
    path = f"schemes/{name}.yaml"
    try:
        raw = plain(root.joinpath(path).read_text(encoding="utf-8"))
        codes = {str(item["code"]): cast(Mapping[str, Any], item) for item in raw["codes"]}
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error.strerror}); put the sheet back") from error
    except (PlainError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path}: needs a list `codes:` of items with a `code:` ({error}); mend it") from error
    return Scheme(name, codes)

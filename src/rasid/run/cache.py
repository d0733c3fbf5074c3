"""Knowledge with its lookup tables, kept between runs: building them anew takes seconds, fetching them a fraction.

The cache is a file of the user's own under ~/.cache/rasid (or $XDG_CACHE_HOME/rasid), named by a hash over the sheets,
the code and the Python that made it, so it is never stale. RASID_CACHE=off does without, RASID_CACHE=folder puts it
elsewhere.
Whatever is wrong with the file, the knowledge is built from the sheets instead.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from rasid.examples import load_examples
from rasid.knowledge.load import Knowledge, packaged, walk
from rasid.lang.ar.lexicon import Lexicon, keep_lexicon, load_lexicon
from rasid.lang.ar.tagger import Known, load_models
from rasid.lang.ar.verbs import Verbs, keep_verbs, load_verbs
from rasid.run import pipeline
from rasid.run.own_places import with_own_places

MANY = 3  # files of other sheets or versions that may stay
BROKEN = (OSError, pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a cache file holds: all that takes long to make."""

    knowledge: Knowledge
    lexicon: Lexicon
    verbs: Verbs
    known: Known


def load_cached(folder: Path | None = None, *, own: bool = True) -> Knowledge:
    """The knowledge of a folder, the packaged one by default, from the cache where it is there; with the user's own
    places beside it unless `own` is false.

    Raises KnowledgeError where a sheet is malformed, InputError where a table of places cannot be read.
    """
    knowledge = load_sheets(folder)
    return with_own_places(knowledge, cache_folder()) if own else knowledge


def load_sheets(folder: Path | None) -> Knowledge:
    """The knowledge of a folder, the packaged one by default, from the cache where it is there.

    Raises KnowledgeError where a sheet is malformed.
    """
    place = cache_folder()
    with uncollected():
        if place is None:
            return pipeline.load(folder)
        file = place / f"knowledge-{fingerprint(folder)}.pickle"
        kept = fetch(file)
        if kept is not None:
            keep_lexicon(kept.lexicon)
            keep_verbs(kept.verbs)
            load_models(kept.known)
            return kept.knowledge
        knowledge = warmed(pipeline.load(folder))
        keep(Kept(knowledge, load_lexicon(), load_verbs(), load_models().known), file)
        return knowledge


@contextmanager
def uncollected() -> Iterator[None]:
    """A stretch in which Python does not look for garbage: there are a million new objects, none of them garbage.

    Nor does it look at them later, which would cost more than reading does.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def cache_folder() -> Path | None:
    """Where the cache is, or None where there is to be none."""
    said = os.environ.get("RASID_CACHE", "")
    if said == "off":
        return None
    if said:
        return Path(said)
    base = os.environ.get("XDG_CACHE_HOME", "")
    if base.startswith("/"):
        return Path(base) / "rasid"
    try:
        return Path.home() / ".cache" / "rasid"
    except RuntimeError:
        return None


def fingerprint(folder: Path | None) -> str:
    """A name for the sheets, the code and the Python together: another file, another name."""
    digest = hashlib.sha256(sys.version.encode())
    for root in (packaged() if folder is None else folder, resources.files("rasid")):
        for path, item in walk(root):
            if path.endswith((".py", ".tsv", ".yaml", ".crfsuite", ".txt")):
                digest.update(f"\0{path}\0".encode())
                digest.update(item.read_bytes())
    return digest.hexdigest()[:24]


def fetch(file: Path) -> Kept | None:
    """What a cache file holds, or None where there is none that is ours and whole."""
    try:
        with file.open("rb") as stream:
            if os.fstat(stream.fileno()).st_uid != os.getuid():
                return None
            found = pickle.load(stream)  # noqa: S301 - a file of the user's own, written by `keep`
    except BROKEN:
        return None
    return found if isinstance(found, Kept) else None


class Pickler(pickle.Pickler):
    """Writes frozen records as calls with the fields that differ from their defaults: twice as fast to read again."""

    def reducer_override(self, obj: Any) -> Any:
        """How an object is written; everything but frozen records as always."""
        cls: Any = type(obj)
        shape = shape_of(cls)
        if shape is None:
            return NotImplemented
        values = [getattr(obj, name) for name, _ in shape.fields]
        if shape.named:
            rows = zip(shape.fields, values, strict=True)
            return made, (cls, {name: value for (name, default), value in rows if not same(value, default)})
        while values and same(values[-1], shape.fields[len(values) - 1][1]):
            values.pop()
        return cls, tuple(values)


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a frozen record with their defaults, and whether its constructor takes them by name only."""

    fields: tuple[tuple[str, Any], ...]
    named: bool


@cache
def shape_of(cls: Any) -> Shape | None:
    """The shape of a class of frozen records whose constructor takes the fields as they are, or None."""
    params = getattr(cls, "__dataclass_params__", None)
    if params is None or not params.frozen or hasattr(cls, "__post_init__"):
        return None
    all_fields = fields(cls)
    if not all(field.init for field in all_fields):
        return None
    return Shape(tuple((field.name, field.default) for field in all_fields), any(f.kw_only for f in all_fields))


def same(value: object, default: object) -> bool:
    """Whether a value is its default, so that it need not be written."""
    return value is default or (type(value) is type(default) and value == default)


def made(cls: Callable[..., Any], said: dict[str, Any]) -> Any:
    """A record of fields that are given by name."""
    return cls(**said)


def warmed(knowledge: Knowledge) -> Knowledge:
    """The same knowledge with the tables built that reading needs."""
    reader = pipeline.Reader(knowledge)
    for example in load_examples():
        reader.read(example.document)
    return knowledge


def keep(kept: Kept, file: Path) -> None:
    """Write a cache file as a whole, and take old ones away; a folder that cannot be written is let be."""
    with suppress(*BROKEN, pickle.PicklingError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(kept)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
        present = sorted(file.parent.glob("knowledge-*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in present[MANY:]:
            old.unlink(missing_ok=True)

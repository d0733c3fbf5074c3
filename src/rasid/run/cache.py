"""Knowledge with its lookup tables, kept between runs: building them anew takes seconds, fetching them next to nothing.

The cache is a file of the user's own under ~/.cache/rasid (or $XDG_CACHE_HOME/rasid), named by a hash over the sheets,
the code and the Python that made it, so it is never stale. RASID_CACHE=off does without, RASID_CACHE=folder puts it
elsewhere. A file that is another user's or not as it was written is built anew from the sheets. Opening the file reads
little of it: each table, and each branch of the large ones, is fetched when a reading first asks for it.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path

from rasid.examples import load_examples
from rasid.knowledge.load import Knowledge, walk
from rasid.lang.ar.lexicon import keep_lexicon, load_lexicon
from rasid.lang.ar.tagger import load_models
from rasid.lang.ar.verbs import keep_verbs, load_verbs
from rasid.run import pipeline
from rasid.run.folders import users_folder
from rasid.run.knowledge_parts import KnowledgeParts, parts_of
from rasid.run.own_places import with_own_places
from rasid.run.parts import Parts, write_parts

RARELY = 100_000  # new objects between two looks for garbage
MANY = 3  # files of other sheets or versions that may stay
BROKEN = (OSError, KeyError, ValueError)  # a file that is not there, not ours, or not as it was written


def load_cached(
    folder: Path | None = None, *, own: bool = True, building: Callable[[], None] | None = None
) -> Knowledge:
    """The knowledge of a folder, the packaged one by default, from the cache where it is there; with the user's own
    places beside it unless `own` is false. `building` is called before sheets are read, which takes seconds.

    Raises KnowledgeError where a sheet is malformed, InputError where a table of places cannot be read.
    """
    knowledge = load_sheets(folder, building)
    return with_own_places(knowledge, cache_folder()) if own else knowledge


def load_sheets(folder: Path | None, building: Callable[[], None] | None = None) -> Knowledge:
    """The knowledge of a folder, the packaged one by default, from the cache where it is there."""
    place = cache_folder()
    file = None if place is None else place / f"knowledge-{fingerprint(folder)}.parts"
    with uncollected():
        found = None if file is None else fetch(file)
        if found is not None:
            return found
        if building is not None:
            building()
        knowledge = pipeline.load(folder)
        if file is not None:
            keep(warmed(knowledge), file)
        return knowledge


@contextmanager
def uncollected() -> Iterator[None]:
    """A stretch in which Python does not look for garbage: there are many new objects, none of them garbage.

    Nor does it look at them later, and from then on it looks at new objects more rarely: a reading makes a great many,
    and hardly any garbage that counting does not find.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        often, *others = gc.get_threshold()
        if often:
            gc.set_threshold(max(often, RARELY), *others)
        if collecting:
            gc.enable()


def cache_folder() -> Path | None:
    """Where the cache is, or None where there is to be none."""
    return users_folder("RASID_CACHE", "XDG_CACHE_HOME", ".cache")


def fingerprint(folder: Path | None) -> str:
    """A name for the sheets, the code and the Python together: another file, another name."""
    digest = hashlib.sha256(f"{sys.version} {sys.byteorder}".encode())
    for root in (resources.files("rasid"), *([] if folder is None else [folder])):
        for path, item in walk(root):
            if path.endswith((".py", ".tsv", ".yaml", ".crfsuite", ".txt")):
                digest.update(f"\0{path}\0".encode())
                digest.update(item.read_bytes())
    return digest.hexdigest()[:24]


def fetch(file: Path) -> Knowledge | None:
    """The knowledge in a cache file, or None where there is none that is ours and whole."""
    try:
        store = KnowledgeParts(Parts.open(file), pipeline.ARABIC)
        lexicon, verbs, known = (store.fetched(name) for name in ("lexicon", "verbs", "known"))
    except BROKEN:
        return None
    keep_lexicon(lexicon)
    keep_verbs(verbs)
    load_models(known)
    return store.knowledge


def warmed(knowledge: Knowledge) -> Knowledge:
    """The same knowledge with the tables built that reading needs."""
    reader = pipeline.Reader(knowledge)
    for example in load_examples():
        reader.read(example.document)
    return knowledge


def keep(knowledge: Knowledge, file: Path) -> None:
    """Write a cache file as a whole, and take old ones away; a folder that cannot be written is let be."""
    others = {"lexicon": load_lexicon(), "verbs": load_verbs(), "known": load_models().known}
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                write_parts(parts_of(knowledge, others), stream)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
        present = sorted(file.parent.glob("knowledge-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in present[MANY:]:
            old.unlink(missing_ok=True)

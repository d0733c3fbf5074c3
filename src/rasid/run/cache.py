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
from contextlib import suppress
from importlib import resources
from pathlib import Path

from rasid.examples import load_examples
from rasid.knowledge.load import Knowledge, packaged, walk
from rasid.run import pipeline

KEPT = 3  # files of other sheets or versions that may stay
BROKEN = (OSError, pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError)


def load_cached(folder: Path | None = None) -> Knowledge:
    """The knowledge of a folder, the packaged one by default, from the cache where it is there.

    Raises KnowledgeError where a sheet is malformed.
    """
    place = cache_folder()
    if place is None:
        return pipeline.load(folder)
    file = place / f"knowledge-{fingerprint(folder)}.pickle"
    knowledge = fetch(file)
    if knowledge is None:
        knowledge = warmed(pipeline.load(folder))
        keep(knowledge, file)
    return knowledge


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


def fetch(file: Path) -> Knowledge | None:
    """The knowledge in a cache file, or None where there is none that is ours and whole."""
    collecting = gc.isenabled()
    gc.disable()  # hundreds of thousands of new objects, none of them garbage
    try:
        with file.open("rb") as stream:
            if os.fstat(stream.fileno()).st_uid != os.getuid():
                return None
            found = pickle.load(stream)  # noqa: S301 - a file of the user's own, written by `keep`
    except BROKEN:
        return None
    finally:
        if collecting:
            gc.enable()
    return found if isinstance(found, Knowledge) else None


def warmed(knowledge: Knowledge) -> Knowledge:
    """The same knowledge with the tables built that reading needs."""
    reader = pipeline.Reader(knowledge)
    for example in load_examples():
        reader.read(example.document)
    return knowledge


def keep(knowledge: Knowledge, file: Path) -> None:
    """Write a cache file as a whole, and take old ones away; a folder that cannot be written is let be."""
    with suppress(*BROKEN, pickle.PicklingError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                pickle.dump(knowledge, stream, protocol=pickle.HIGHEST_PROTOCOL)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
        kept = sorted(file.parent.glob("knowledge-*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[KEPT:]:
            old.unlink(missing_ok=True)

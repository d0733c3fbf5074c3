"""Members of archives: ZIP, WACZ and gzip, opened one after the other and never written to disk."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from rasid.errors import InputError
from rasid.ingest.extra import BREAKS
from rasid.ingest.limits import Budget, Unpacked

BROKEN: tuple[type[Exception], ...] = (*BREAKS, zipfile.BadZipFile, zlib.error)
OFFICE = {"word/": "a Word file", "ppt/": "a PowerPoint file"}


def gunzipped(stream: IO[bytes], budget: Budget) -> IO[bytes]:
    """The bytes in a gzip file, unpacked as they are read."""
    inner = gzip.GzipFile(fileobj=stream, mode="rb")
    return io.BufferedReader(Unpacked(cast(IO[bytes], inner), budget, BROKEN))


def zipped(stream: IO[bytes], budget: Budget) -> Iterator[tuple[str, IO[bytes] | InputError]]:
    """The members of a ZIP archive by name, each with its unpacked bytes or the reason why it cannot be opened.

    Of a WACZ only the archived pages count, not its indexes. Raises InputError for what is no archive of articles.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise InputError(f"is a damaged ZIP archive ({said(error)})") from error
    with archive:
        infos = [i for i in archive.infolist() if not i.filename.endswith("/") and not is_hidden(i.filename)]
        names = {info.filename for info in infos}
        check_office(names)
        if "datapackage.json" in names and any(is_archived(name) for name in names):
            infos = [info for info in infos if is_archived(info.filename)]
        for info in sorted(infos, key=lambda i: (i.filename, i.header_offset)):
            budget.member()
            if info.flag_bits & 1:
                yield info.filename, InputError("is locked with a password")
                continue
            try:
                member = archive.open(info)
            except BROKEN as error:
                yield info.filename, InputError(f"is a damaged member of a ZIP archive ({said(error)})")
                continue
            with member:
                yield info.filename, io.BufferedReader(Unpacked(member, budget, BROKEN))


def check_office(names: set[str]) -> None:
    """Raise InputError for documents that are archives only inside."""
    if "[Content_Types].xml" in names:
        kind = next(
            (kind for folder, kind in OFFICE.items() if any(n.startswith(folder) for n in names)), "an Office file"
        )
        raise InputError(f"is {kind}; save it as plain text or PDF")
    if "content.xml" in names and "mimetype" in names:
        raise InputError("is an OpenDocument file; save it as plain text or PDF")


def is_hidden(name: str) -> bool:
    """Whether a member is nobody's article: a note of an operating system or a hidden file."""
    parts = name.split("/")
    return "__MACOSX" in parts or (parts[-1].startswith(".") and parts[-1] not in (".", ".."))


def is_archived(name: str) -> bool:
    """Whether a member of a WACZ holds pages."""
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def said(error: Exception) -> str:
    """An error in one phrase."""
    return " ".join(str(error).split()) or type(error).__name__

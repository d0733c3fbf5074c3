"""Bytes of a file as text: the encoding recognised, broken text mended, and what is no text refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rasid.errors import InputError
from rasid.model import Problem

LARGEST = 10_000_000
MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive (or a Word or OpenDocument file)",
    b"%PDF": "a PDF file",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"SQLite format 3": "an SQLite database",
}
LETTERS = "\\u0621-\\u064a\\u0671-\\u06d3"
BASIC = re.compile("[\\u0621-\\u063a\\u0641-\\u064a]")
ARABIC = re.compile(f"[{LETTERS}]")
RUN = re.compile(f"[{LETTERS}]{{2,}}")
MIXED = re.compile(f"[{LETTERS}][\\u00a1-\\u024f\\u2010-\\u203a\\u20ac]|[\\u00a1-\\u024f\\u20ac][{LETTERS}]")
MARK = re.compile("[\\u064b-\\u0652]")
ORPHAN = re.compile("(?:^|\\s)[\\u064b-\\u0652\\u0640]")
STRAY = re.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ufffd\\ue000-\\uf8ff]")
SEVERAL = 0.02  # share of broken bytes up to which a text is still held for UTF-8

SINGLE_BYTE = ("windows-1256", "iso8859-6", "windows-1252")
LOST = 0x81  # the one byte of common Arabic letters (feh) that windows-1252 has no character for
# Encodings that UTF-8 bytes are often misread in; each with what to fill the gaps of its table from.
MISREAD = ("windows-1252", "latin-1", "windows-1256", "iso8859-6")


def decode(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text of a file and what had to be mended in it.

    Raises InputError, which names the file, the cause and the remedy, for what holds no text. Line ends stay.
    """
    check_text(data, name)
    text, problems = _read(data, name)
    if not any(character.isalpha() for character in text):
        raise InputError(f"{name}: no letters in it; give a text file with an article in it")
    mended = mend(text)
    if mended is not None:
        text, misread = mended
        problems.append(Problem(f"the text was {misread}; mended", None, "decode"))
    return text, problems


def check_text(data: bytes, name: str) -> None:
    """Raise InputError for bytes that cannot be a text."""
    if not data.strip():
        raise InputError(f"{name}: the file is empty; give a text file with an article in it")
    if len(data) > LARGEST:
        size = len(data) / 1_000_000
        raise InputError(
            f"{name}: {size:.0f} MB, over the limit of {LARGEST // 1_000_000}; split it, one article a file"
        )
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{name}: this is {kind}, not a text; save the article as plain text (UTF-8)")


def _read(data: bytes, name: str) -> tuple[str, list[Problem]]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide is not None:
        text, problems = _lenient(data, wide)
        return text, [Problem(f"read as {wide} without a byte-order mark", None, "decode"), *problems]
    if b"\x00" in data:
        raise InputError(f"{name}: binary data with NUL bytes, not a text; save the article as plain text (UTF-8)")
    broken = data.decode("utf-8", "replace")
    if "\ufffd" not in broken or data.decode("utf-8", "ignore") == broken:
        return broken, []
    best, encoding = max(((data.decode(e, "replace"), e) for e in SINGLE_BYTE), key=lambda pair: well_formed(pair[0]))
    if broken.count("\ufffd") <= SEVERAL * len(broken) or well_formed(broken) > well_formed(best):
        return _lenient(data, "utf-8")
    problems = [Problem(f"read as {encoding}", None, "decode")]
    if "\ufffd" in best:
        problems.append(Problem(f"{best.count(chr(0xFFFD))} bytes could not be read", None, "decode"))
    if well_formed(best) < 0:
        raise InputError(f"{name}: not a text in any encoding known here; save the article as plain text (UTF-8)")
    return best, problems


def _lenient(data: bytes, encoding: str) -> tuple[str, list[Problem]]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd") - data.decode(encoding, "ignore").count("\ufffd")
    return text, [Problem(f"{lost} bytes could not be read as {encoding}", None, "decode")] if lost else []


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is the same few numbers (0 or 6)."""
    if len(data) < 4 or len(data) % 2:
        return None
    size = len(data) // 2
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if sum(high.count(n) for n in (0, 6)) > 0.9 * size and (high.count(0) or high.count(6) > 0.5 * size):
            text = data.decode(encoding, "replace")
            if sum(c.isalpha() or c.isspace() for c in text) > 0.6 * len(text):
                return encoding
    return None


def well_formed(text: str) -> float:
    """How much of a text is plausible Arabic (or plain Latin) writing, from about -2 to 1."""
    if not text:
        return 0.0
    runs = sum(len(run) for run in RUN.findall(text))
    plain = sum(1 for c in text if c.isascii())
    bad = 4 * len(MIXED.findall(text)) + 8 * len(STRAY.findall(text))
    letters = len(ARABIC.findall(text))
    bad += max(0, len(MARK.findall(text)) - letters)
    # Vowel marks that begin a word and Latin letters with accents are signs of a wrong table.
    bad += sum(2 for c in text if "\u00c0" <= c <= "\u00ff")
    bad += 3 * len(ORPHAN.findall(text))
    return (runs + 0.9 * plain - bad) / len(text)


def mend(text: str) -> tuple[str, str] | None:
    """The text that a text was before it was read in a wrong encoding, and what went wrong; None where nothing did.

    >>> mend("سلام".encode().decode("latin-1"))[1]
    'UTF-8 read as windows-1252'
    >>> mend("السلام".encode("windows-1256").decode("windows-1252"))[1]
    'windows-1256 read as windows-1252'
    """
    outside = sum(1 for c in text if not c.isascii())
    if outside < 4:
        return None
    found: list[tuple[float, str, str]] = []
    for encoding in MISREAD:
        data = _encoded(text, encoding)
        mended = "" if data is None else data.decode("utf-8", "replace")
        if not mended or mended.count("\ufffd") > SEVERAL * len(mended) or len(mended) >= len(text):
            continue
        if _letters(mended) > 0.5 * sum(1 for c in mended if not c.isascii()):
            found.append((len(BASIC.findall(mended)) / len(mended), mended, f"UTF-8 read as {encoding}"))
    if not found:
        found = list(_single_byte(text))
    if not found:
        return None
    _, mended, what = max(found, key=lambda item: item[0])
    return mended, what


def _single_byte(text: str) -> Iterator[tuple[float, str, str]]:
    """Readings of a text of accented Latin letters as an Arabic one-byte encoding, each with its share of letters."""
    letters = [c for c in text if c.isalpha()]
    accented = sum(1 for c in letters if "\u00c0" <= c <= "\u024f")
    if not letters or accented < 0.6 * len(letters):
        return
    data = _encoded(text, "windows-1252")
    for encoding in ("windows-1256", "iso8859-6"):
        mended = "" if data is None else data.decode(encoding, "replace")
        share = len(BASIC.findall(mended)) / max(len(letters), 1)
        if share > 0.9:
            yield share, mended, f"{encoding} read as windows-1252"


def _letters(text: str) -> int:
    return sum(1 for c in text if not c.isascii() and unicodedata.category(c)[0] in "LMN")


def _encoded(text: str, encoding: str) -> bytes | None:
    """The bytes a text was read from; characters missing from the table are tried as their own number."""
    out = bytearray()
    lost = 0
    for character in text:
        try:
            out += character.encode(encoding)
        except UnicodeEncodeError:
            if ord(character) < 256:
                out.append(ord(character))
            elif character == "\ufffd" and encoding == "windows-1252":
                out.append(LOST)
            else:
                lost += 1
                out += b"?"
    return None if lost > SEVERAL * len(text) else bytes(out)

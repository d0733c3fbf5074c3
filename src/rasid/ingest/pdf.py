"""The text of a PDF that has one, its lines joined to paragraphs; Arabic that is stored as it looks is turned round."""

from __future__ import annotations

import io
import re
import unicodedata

from rasid.errors import InputError
from rasid.ingest.compose import Told, tidy, unwrapped
from rasid.ingest.dates import day_of
from rasid.ingest.extra import BREAKS, wanted
from rasid.ingest.page import Page
from rasid.text.decode import LARGEST

ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]")
SHAPES = re.compile(r"[\ufb50-\ufdf9\ufe70-\ufefc]")
# Teh marbuta and alef maqsura end words; where they begin them, the words stand as they look from left to right.
ENDS_WORD = re.compile(r"[\u0629\u0649\ufe93\ufe94\ufeef\ufef0](?![\u0621-\u064a\ufe70-\ufefc])")
BEGINS_WORD = re.compile(r"(?<![\u0621-\u064a\ufe70-\ufefc])[\u0629\u0649\ufe93\ufe94\ufeef\ufef0]")
NUMBER = r"[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/\u066b-][0-9\u0660-\u0669\u06f0-\u06f9]+)*%?"
LEFT_TO_RIGHT = re.compile(rf"[A-Za-z][A-Za-z0-9.,:/@_ -]*[A-Za-z0-9]|{NUMBER}|[A-Za-z]")
MIRROR = str.maketrans("()[]{}<>\u00ab\u00bb\u2039\u203a", ")(][}{><\u00bb\u00ab\u203a\u2039")
CLOSERS = ")]}>"


def job(data: bytes, options: dict[str, int]) -> Page:
    """The work of the process that takes PDFs apart."""
    with wanted("pypdf", "a PDF"):
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    broken: tuple[type[Exception], ...] = (*BREAKS, PyPdfError)
    problems: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is a PDF locked with a password")
        count = len(reader.pages)
        if count > options["pages"]:
            problems.append(f"only the first {options['pages']} of {count} pages were read")
        pages: list[str] = []
        size = 0
        for number in range(min(count, options["pages"])):
            page = reader.pages[number]
            try:
                said = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=True)
            except broken:
                said = ""
            said = said or page.extract_text() or ""
            size += len(said)
            if size > LARGEST:
                raise InputError("is a PDF with more text than an article has")
            pages.append(said)
        made = str(reader.metadata.get("/CreationDate", "")) if reader.metadata else ""
    except PyPdfError as error:
        raise InputError(f"is a damaged PDF ({' '.join(str(error).split()) or type(error).__name__})") from error
    text = paragraphs(pages)
    if not any(c.isalpha() for c in text):
        raise InputError("is a PDF without text (scanned pages?); recognise its letters first and save the text")
    day = day_of(made.removeprefix("D:")[:8]) or ""
    return Page(Told(text=text, published=day, basis="meta" if day else ""), tuple(problems))


def paragraphs(pages: list[str]) -> str:
    """The text of pages with a paragraph a line."""
    lines = [line.strip() for page in pages for line in page.splitlines()]
    whole = "\n".join(lines)
    looked = len(BEGINS_WORD.findall(whole)) > len(ENDS_WORD.findall(whole))
    return tidy(unwrapped([plain_letters(turned(line) if looked else line) for line in lines]))


def turned(line: str) -> str:
    """A line that is stored as it looks, in the order in which it is read."""
    if not ARABIC.search(line):
        return line
    back = LEFT_TO_RIGHT.sub(lambda found: found[0][::-1], line[::-1])
    brackets = [c for c in back if c in CLOSERS or c.translate(MIRROR) in CLOSERS]
    return back.translate(MIRROR) if brackets and brackets[0] in CLOSERS else back


def plain_letters(line: str) -> str:
    """A line with the shapes that Arabic letters take in a word replaced by the letters."""
    return SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line)

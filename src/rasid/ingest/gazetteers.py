"""Tables of places that a user brings along: GeoNames dumps, OCHA COD, Who's On First, any CSV or TSV.

Rows that cannot be used are left out and counted with the reason; a table of which no row can be used is an error.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, cast

from rasid.errors import InputError
from rasid.ingest.countries import three_letters
from rasid.knowledge.load import GazetteerRow

FORMATS = ("geonames", "cod", "wof", "csv")
MOST_ROWS = 5_000_000
LONGEST_LINE = 1_000_000  # bytes

# What a column may be called, in small letters and digits only, by what it holds.
CALLED: Mapping[str, tuple[str, ...]] = {
    "names": (
        "namesar",
        "namear",
        "arabicname",
        "namearabic",
        "nameara",
        "namearaxpreferred",
        "arname",
        "arabic",
        "ar",
    ),
    "name": ("nameen", "name", "nameenglish", "englishname", "nameengxpreferred", "asciiname", "nameascii", "enname"),
    "lat": ("lat", "latitude", "geomlatitude", "latitudey", "centerlat", "centroidlat", "latdd", "ycoord", "y"),
    "lon": (
        "lon",
        "lng",
        "long",
        "longitude",
        "geomlongitude",
        "longitudex",
        "centerlon",
        "centroidlon",
        "xcoord",
        "x",
    ),
    "id": ("id", "geonameid", "wofid", "pcode", "placeid", "code", "gid"),
    "country": (
        "country",
        "countrycode",
        "iso",
        "isocountry",
        "wofcountry",
        "iso2",
        "iso3",
        "admin0pcode",
        "adm0pcode",
    ),
    "type": ("placetype", "type", "featurecode", "fcode", "kind"),
    "parent": ("parent", "admin1", "admin1name", "admin1nameen", "region", "governorate", "province", "state"),
    "parent_id": ("parentid",),
    "population": ("population", "pop"),
    "precision": ("precisionkm", "precision"),
}
NEEDED = {"names": "Arabic names", "lat": "latitude", "lon": "longitude"}
GEONAMES = [
    "id", "name", "ascii", "names", "lat", "lon", "class", "code", "country", "cc2", "admin1", "admin2", "admin3",
    "admin4", "population", "elevation", "dem", "zone", "modified",
]  # fmt: skip
LEVEL = re.compile(r"adm(?:in)?(\d)(name)?(ar|ara|en|pcode)")
LEVELS = {"1": "governorate", "2": "district", "3": "subdistrict"}

FEATURES: Mapping[str, str] = {
    "ADM1": "governorate", "ADM2": "district", "ADM3": "subdistrict", "ADM4": "area", "ADM5": "area", "ADMD": "area",
    "PPLX": "quarter", "AIRB": "base", "MILB": "base", "INSM": "base", "AIRP": "airport", "AIRF": "airport",
    "PRT": "port", "HBR": "port", "ANCH": "port", "DAM": "dam", "MT": "mountain", "MTS": "mountain", "PK": "mountain",
    "HLL": "mountain", "HLLS": "mountain", "RDGE": "mountain", "ISL": "island", "ISLS": "island", "VAL": "valley",
    "WAD": "valley", "STM": "river", "LK": "lake", "RSV": "lake", "PRN": "prison", "HSP": "hospital", "CMP": "camp",
    "CMPRF": "camp", "BDG": "bridge", "OILF": "field", "GASF": "field", "STRT": "strait", "GULF": "gulf",
    "DSRT": "desert", "MSQE": "mosque", "SQR": "square", "MKT": "market", "PAL": "palace", "RD": "road",
    "CSTM": "crossing", "PS": "facility", "OILR": "facility", "PLN": "area", "RGN": "region",
}  # fmt: skip
PLACETYPES: Mapping[str, str] = {
    "locality": "village", "localadmin": "subdistrict", "county": "district", "region": "governorate",
    "macroregion": "region", "macrocounty": "district", "borough": "quarter", "neighbourhood": "quarter",
    "macrohood": "quarter", "microhood": "quarter", "campus": "airport",
}  # fmt: skip
COUNTRIES = {"country", "PCLI", "PCL", "PCLD", "dependency", "empire", "continent"}
# How many kilometres the point of a place may be off, where the table does not say.
PRECISION = {
    "governorate": 60.0, "district": 20.0, "subdistrict": 10.0, "region": 60.0, "mountain": 10.0, "river": 50.0,
    "valley": 20.0, "desert": 100.0, "lake": 10.0, "road": 20.0, "gulf": 100.0, "strait": 20.0, "city": 6.0,
    "island": 10.0, "area": 10.0,
}  # fmt: skip
USUAL = 3.0
FARSI = {0x06CC: 0x064A, 0x06A9: 0x0643}  # yeh and keheh
MARKS = re.compile(r"[\u0640\u064b-\u0652\u0670\u200b-\u200f\u061c]")
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a0-9]+)*")
BRACKETS = re.compile(r"[(\[].*?[)\]]")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Imported:
    """The places of a table, with what was left out: reasons, how often, and the first line with each."""

    rows: tuple[GazetteerRow, ...]
    form: str
    columns: Mapping[str, str]
    digest: str  # SHA-256 of the file
    skipped: Mapping[str, int]
    first: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many rows the table has."""
        return len(self.rows) + sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about a table."""

    form: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    encoding: str = "utf-8"


class Unusable(Exception):  # noqa: N818 - a reason, not an error of the program
    """Why a row is left out."""


Cells = Mapping[str, str]


def load_places(path: Path, options: Options) -> Imported:
    """The places of a table.

    Raises InputError where the file cannot be read, has no such columns, or no row that can be used.
    """
    name = str(path)
    digest = digest_of(path)
    with ExitStack() as stack:
        lines = decoded(opened(path, stack), name, options.encoding)
        form, columns, records = parsed(lines, name, options)
        rows, skipped, first = gathered(records, form, options)
    if not rows and not skipped:
        raise InputError(f"{name}: has no rows; nothing was imported")
    if not rows:
        reasons = "; ".join(
            f"{count} rows: {reason} (first: line {first[reason]})" for reason, count in ranked(skipped)
        )
        raise InputError(f"{name}: no row can be used: {reasons}; is it the right encoding, format, column?")
    return Imported(tuple(rows), form, columns, digest, skipped, first)


def ranked(skipped: Mapping[str, int]) -> list[tuple[str, int]]:
    """Reasons with their counts, the most frequent first."""
    return sorted(skipped.items(), key=lambda item: (-item[1], item[0]))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file.

    Raises InputError where it cannot be read.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder; name the table in it")
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file; check the name and the folder") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check that you may read it") from error


def opened(path: Path, stack: ExitStack) -> IO[bytes]:
    """The bytes of a table: of a plain or gzipped file, or of the one table in a zip file."""
    stream = stack.enter_context(path.open("rb"))
    head = stream.read(4)
    stream.seek(0)
    if head[:2] == b"\x1f\x8b":
        return cast(IO[bytes], stack.enter_context(gzip.open(stream)))
    if head != b"PK\x03\x04":
        return stream
    try:
        archive = stack.enter_context(zipfile.ZipFile(stream))
    except zipfile.BadZipFile as error:
        raise InputError(f"{path}: a broken zip file ({error}); fetch it again") from error
    if any(item.startswith("xl/") for item in archive.namelist()):
        raise InputError(f"{path}: is a spreadsheet; save the sheet as CSV (UTF-8) and import that")
    tables = [i for i in archive.namelist() if re.fullmatch(r"[^/]+\.(?:txt|csv|tsv)", i) and "readme" not in i.lower()]
    if len(tables) != 1:
        raise InputError(f"{path}: has {len(tables)} tables in it ({', '.join(tables)[:200]}); unpack it and name one")
    return stack.enter_context(archive.open(tables[0]))


def decoded(stream: IO[bytes], name: str, encoding: str) -> Iterator[str]:
    """The lines of a table as text.

    Raises InputError that names the line where the encoding is another.
    """
    try:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE + 1), b""), start=1):
            if number == 1:
                if line[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    raise InputError(f"{name}: is UTF-16; save it as UTF-8")
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) > LONGEST_LINE:
                raise InputError(f"{name}, line {number}: longer than {LONGEST_LINE:,} bytes; is it a table?")
            if number > MOST_ROWS:
                raise InputError(f"{name}: has more than {MOST_ROWS:,} lines; import a part of it, such as one country")
            if b"\0" in line:
                raise InputError(f"{name}, line {number}: has zero bytes in it; it is no table of text")
            try:
                yield line.decode(encoding)
            except UnicodeDecodeError as error:
                byte = f"byte 0x{line[error.start]:02x}"
                raise InputError(
                    f"{name}, line {number}: {byte} is not {encoding.upper()}; save the table as UTF-8,"
                    " or name its encoding, such as --encoding windows-1256"
                ) from error
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, OSError) as error:
        raise InputError(f"{name}: cannot be unpacked ({error}); fetch it again") from error


def parsed(
    lines: Iterator[str], name: str, options: Options
) -> tuple[str, Mapping[str, str], Iterator[tuple[int, Cells]]]:
    """The format of a table, its columns by what they hold, and its rows with their lines."""
    head = next(lines, "")
    if not head.strip():
        raise InputError(f"{name}: is empty; nothing was imported")
    cells = head.rstrip("\r\n").split("\t")
    bare = len(cells) == len(GEONAMES) and cells[0].isdigit()
    form = options.form or ("geonames" if bare else "")
    if form == "geonames":
        if not bare:
            raise InputError(
                f"{name}, line 1: a GeoNames dump has {len(GEONAMES)} columns between tabs, no heading and a number"
                f" first, this has {len(cells)}; give its kind with --as"
            )
        return form, {}, geonames_records(chained(head, lines), name)
    mark = max("\t,;", key=head.count)
    titles = [title.strip() for title in next(csv.reader([head], delimiter=mark), [])]
    form = form or guessed(titles)
    lowest, of_levels = levels(titles) if form == "cod" else ("", {})
    columns = {**found_columns(titles), **of_levels, **options.columns}
    for said in options.columns.values():
        if said not in titles:
            raise InputError(f"{name}, line 1: has no column {said!r}; its columns are {', '.join(titles)}")
    for needed, words in NEEDED.items():
        if needed not in columns and not (needed == "names" and "name" in columns):
            raise InputError(
                f"{name}, line 1: no column for the {words}; its columns are {', '.join(titles)[:400]};"
                f" name it, such as --columns {needed}=COLUMN"
            )
    kind = {"type": LEVELS.get(lowest, "village")} if lowest else {}
    return form, columns, table_records(lines, mark, titles, columns, kind, name)


def chained(head: str, lines: Iterator[str]) -> Iterator[str]:
    """The first line and the others."""
    yield head
    yield from lines


def geonames_records(lines: Iterable[str], name: str) -> Iterator[tuple[int, Cells]]:
    """The rows of a GeoNames dump."""
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != len(GEONAMES):
            raise InputError(f"{name}, line {number}: has {len(cells)} columns, not {len(GEONAMES)}; fetch it again")
        yield number, dict(zip(GEONAMES, cells, strict=True))


def table_records(
    lines: Iterator[str], mark: str, titles: Sequence[str], columns: Mapping[str, str], kind: Cells, name: str
) -> Iterator[tuple[int, Cells]]:
    """The rows of a table with a heading, by what their columns hold; `kind` is the same for all."""
    plain = mark == "\t"  # without quotation marks around cells
    reader = csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
    at = {what: titles.index(title) for what, title in columns.items()}
    try:
        for cells in reader:
            if not any(cells):
                continue
            said = {what: cells[place].strip() if place < len(cells) else "" for what, place in at.items()}
            yield reader.line_num + 1, {**said, **kind}
    except csv.Error as error:
        raise InputError(f"{name}, line {reader.line_num + 1}: {error}; mend the line") from error


def plain_title(title: str) -> str:
    """The small letters and digits of a column's title."""
    return re.sub("[^a-z0-9]", "", title.lower())


def guessed(titles: Sequence[str]) -> str:
    """The format that the titles of a table speak for."""
    plain = [plain_title(title) for title in titles]
    if any(LEVEL.fullmatch(title) for title in plain):
        return "cod"
    return "wof" if "placetype" in plain else "csv"


def found_columns(titles: Sequence[str]) -> dict[str, str]:
    """The columns whose titles tell what they hold."""
    plain = {plain_title(title): title for title in reversed(titles)}
    found = {}
    for what, words in CALLED.items():
        title = next((plain[word] for word in words if word in plain), None)
        if title is not None:
            found[what] = title
    return found


def levels(titles: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The lowest level with Arabic names of an OCHA COD table, its columns, and the first level as its parent."""
    by: dict[tuple[str, str], str] = {}
    for title in titles:
        match = LEVEL.fullmatch(plain_title(title))
        if match is not None:
            by.setdefault((match[1], match[3][:2]), title)
    lowest = max((level for level, what in by if what == "ar" and level != "0"), default="")
    wanted = {
        "names": (lowest, "ar"),
        "name": (lowest, "en"),
        "id": (lowest, "pc"),
        "country": ("0", "pc"),
        "parent": ("1" if lowest > "1" else "0", "en"),
    }
    return lowest, {what: by[key] for what, key in wanted.items() if key in by}


def gathered(
    records: Iterable[tuple[int, Cells]], form: str, options: Options
) -> tuple[list[GazetteerRow], Counter[str], dict[str, int]]:
    """The rows that can be used, in the order of their ids, and the reasons for which others are left out."""
    rows: dict[str, GazetteerRow] = {}
    above: dict[str, str] = {}  # what a row says its parent is
    called: dict[str, str] = {}  # English names by the ids that others call them by
    skipped: Counter[str] = Counter()
    first: dict[str, int] = {}
    for number, cells in records:
        try:
            known, parent = links(cells, form)
            if known:
                called.setdefault(known, cells.get("name", ""))
            row = row_of(cells, form, options)
            if row.id in rows:
                raise Unusable("its id stands twice")
            rows[row.id] = row
            above[row.id] = parent
        except Unusable as error:
            skipped[str(error)] += 1
            first.setdefault(str(error), number)
    found = [replace(row, parent=called.get(above[key], "") or row.parent) for key, row in sorted(rows.items())]
    return found, skipped, first


def links(cells: Cells, form: str) -> tuple[str, str]:
    """Under what other rows name this one as what they lie in, and what this one names so itself."""
    if form == "geonames":
        key = f"{cells['country']}.{cells['admin1']}"
        return (key if cells["code"] == "ADM1" else "", key if cells["code"] != "ADM1" else "")
    return cells.get("id", ""), cells.get("parent_id", "")


def row_of(cells: Cells, form: str, options: Options) -> GazetteerRow:
    """The place in a row.

    Raises Unusable with the reason where there is none.
    """
    names = names_of(cells, form)
    if not names:
        raise Unusable("no name in Arabic letters")
    country = country_of(cells, form, options)
    population = int(digits) if (digits := cells.get("population", "")).isdigit() else 0
    kind = kind_of(cells, form, population)
    lat, lon = degrees(cells.get("lat", ""), "lat", 90.0), degrees(cells.get("lon", ""), "lon", 180.0)
    if lat == lon == 0.0:
        raise Unusable("position 0, 0")
    return GazetteerRow(
        id=id_of(cells, names, lat, lon),
        name=cells.get("name", "") if not ARABIC.search(cells.get("name", "")) else "",
        names=names,
        country=country,
        type=kind,
        lat=lat,
        lon=lon,
        precision=precision_of(cells, kind),
        parent=cells.get("parent", ""),
        population=population,
        geonames_id=cells["id"] if form == "geonames" else "",
    )


def names_of(cells: Cells, form: str) -> tuple[str, ...]:
    """The names of a row in Arabic letters, each once; names of GeoNames in letters of other languages are let be."""
    said = f"{cells.get('names', '')}|{cells.get('name', '')}"
    if form != "geonames":
        said = said.translate(FARSI)
    names = (plain_name(piece) for piece in re.split(r"[|;,\u060c\u061b/]", BRACKETS.sub(" ", said)))
    return tuple(dict.fromkeys(name for name in names if name))


def plain_name(said: str) -> str:
    """A name without marks, or "" where it is none in Arabic letters."""
    name = " ".join(MARKS.sub("", said).replace("-", " ").split())
    return name if ARABIC.fullmatch(name) and 2 <= len(name) <= LONGEST_NAME else ""


def country_of(cells: Cells, form: str, options: Options) -> str:
    """The country of a row in three letters, or the one that the user says; a COD code begins with its country's."""
    said = cells.get("country", "")
    found = three_letters(said) or options.country
    if not found and form == "cod":
        found = three_letters(said[:2]) or three_letters(cells.get("id", "")[:2])
    if not found:
        raise Unusable(f"country {said!r} is unknown" if said else "no country; name it with --country")
    return found


def kind_of(cells: Cells, form: str, population: int) -> str:
    """What kind of place a row is."""
    said = cells.get("code" if form == "geonames" else "type", "")
    if said in COUNTRIES:
        raise Unusable("a country: Rasid has all of them")
    if form == "geonames" and cells["class"] == "P" and said not in FEATURES:
        return settlement(said, population)
    if form == "geonames" and said not in FEATURES:
        raise Unusable(f"features of the kind {said or 'unknown'} are not used")
    return PLACETYPES.get(said) or FEATURES.get(said) or re.sub("[^a-z_]", "", said.lower()) or "place"


def settlement(code: str, population: int) -> str:
    """Whether people live in a city, a town or a village."""
    if code in ("PPLC", "PPLA") or population >= 50_000:
        return "city"
    return "town" if code.startswith("PPLA") or population >= 5_000 else "village"


def degrees(said: str, what: str, most: float) -> float:
    """Degrees from their digits."""
    if not said:
        raise Unusable(f"no {what}")
    try:
        value = float(said.replace(",", "."))
    except ValueError:
        raise Unusable(f"{what} is no number") from None
    if not -most <= value <= most:
        raise Unusable(f"{what} is out of range")
    return round(value, 5)


def precision_of(cells: Cells, kind: str) -> float:
    """How many kilometres a point may be off, as the table says or as is usual for the kind."""
    try:
        said = float(cells.get("precision", ""))
    except ValueError:
        said = 0.0
    return said if 0.0 < said < 2000.0 else PRECISION.get(kind, USUAL)


def id_of(cells: Cells, names: Sequence[str], lat: float, lon: float) -> str:
    """The id of a row, made of name and position where the table has none."""
    said = re.sub("[^A-Za-z0-9_.-]+", "_", cells.get("id", ""))
    return said or "p" + hashlib.sha256(f"{names[0]}\0{lat}\0{lon}".encode()).hexdigest()[:12]

"""An export as a folder: its files, a data package that types their columns, what is lost in it, and check sums."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rasid.errors import RecordError
from rasid.export.event_styles import acled_style, gdelt_style, polecat_style, ucdp_style
from rasid.export.gathered import PUBLIC_KM, RESTRICTED, Gathering
from rasid.export.graphs import write_features, write_ftm, write_geojson, write_graphml
from rasid.export.office_tables import bayanat, hxl
from rasid.export.rasid_tables import RasidTables
from rasid.export.tables import Dialect, Table, write_csv
from rasid.export.workbooks import parquet_writer, write_sqlite, write_workbook
from rasid.version import VERSION

SCHEMA_TYPES = {"list": "string", "year": "integer"}
ALWAYS = (
    "Reports are told of, not facts: each row says what articles reported, and `status` or its like whether a person "
    "has looked at it. No text of an article is included, only the words that carry an assertion.",
    "Rows are exactly those of the query below.",
    "Empty means not known; it never means 0, but for the columns where another convention asks for a number.",
    "Positions have no more decimals than their precision bears. What has no known position has none.",
    "Marks that turn the direction of writing are taken out of all text; text that a spreadsheet would run as a "
    "formula has an apostrophe before it.",
    "Names of reviewers, their notes and reasons are not in any export.",
    "Not a measure of guilt, not for targeting, and not to be the only ground of a decision on safety.",
)
LOSSES: Mapping[str, tuple[str, ...]] = {
    "rasid": (
        "Not filled, because the record does not hold it yet: date_text, plover_context, summary_ar, admin1_ar, "
        "aliases_other, reasons of corrections, groups of victims, types of places.",
        "killed_best is empty unless a person corrected the number. assertion_mode predicted stands for `possible`; "
        "`averted` is told as asserted, its factuality stands on the assertions.",
        "tombstones.csv is that of the whole record.",
    ),
    "acled-style": (
        "Made in the manner of ACLED by rules of Rasid. It is not ACLED data and must not be called so.",
        "A row is a day of an incident. Only a stretch of up to seven days is told day by day (ids .2, .3 and so on), "
        "its dead spread evenly, those over on the first days; of a week, a month or a longer stretch the day in the "
        "middle stands for it. Names of actors bear no years of regimes. Positions are empty where no place is known, "
        "not set to a capital. Regions are those of ACLED as remembered.",
        "fatalities is the lowest figure, and 0 where none is told: 0 means none or unknown. Threats, statements and "
        "claims are rows where the query has them; event_type is empty for them. Conditions, deadlines, chains of "
        "attribution, words and ranges of figures are lost.",
    ),
    "ucdp-style": (
        "Made in the manner of UCDP GED by rules of Rasid; not UCDP data.",
        "Only assaults told as facts, with a death, by an organised armed actor. All others of the query are left out "
        "and counted above. Ids of conflicts, dyads and actors, and cells of the grid, are empty.",
        "best is the value that most independent origins give; deaths by side are not known and stand in "
        "deaths_unknown. Codes of where_prec and date_prec follow the published codebook as remembered.",
    ),
    "gdelt-style": (
        "Made in the columns of GDELT 2.0 by rules of Rasid; not GDELT data. Ids are text.",
        "Offsets of mentions count characters of the Arabic text, not of a translation, and cannot be compared.",
        "Tone, religion, ethnicity, known groups and the places of actors are empty. Conditions and figures are lost; "
        "a claim or a denial survives only in its code. Threats and denied acts look like any other row but for it.",
    ),
    "polecat-style": (
        "Made in the columns of POLECAT by rules of Rasid; not POLECAT data.",
        "A row is an assertion, so that two reports of one thing are two rows. Where no day is said the day of "
        "publication stands, and no column tells. Contexts, ids of Wikipedia, people and organisations of the story "
        "are empty. Whether it is denied or conditional is lost.",
    ),
    "geojson": (
        "Conditions, deadlines, chains of attribution and quotes are lost. The circle of `radius_m` tells how exact a "
        "point is. events.geojsonl has the same features, one a line.",
    ),
    "ftm": (
        "FollowTheMoney has no numbers of victims, no code and no polarity: figures and conditions are notes, codes "
        "are keywords. Denials of responsibility are left out, because a reader that does not look at the role would "
        "take them for links; they are counted above. Positions, offsets and chains are lost.",
    ),
    "hxl": (
        "Chains, quotes and denials of single figures are lost. The attributes +claimed, +denied and +precision of "
        "hashtags are our own.",
    ),
    "bayanat": ("Figures, chains, conditions and precision are lost. Columns on persons are empty.",),
    "graphml": ("A net of who is said to have acted upon whom; figures, chains, places and conditions are lost.",),
}
ONE_FILE: Mapping[str, tuple[str, str, Callable[[Iterable[Table], Path], dict[str, int]]]] = {
    "xlsx": ("rasid.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_workbook),
    "sqlite": ("rasid.sqlite", "application/vnd.sqlite3", write_sqlite),
}
CONTAINERS = ("parquet", *ONE_FILE)
FORMATS = (
    "rasid",
    "acled-style",
    "ucdp-style",
    "gdelt-style",
    "polecat-style",
    "geojson",
    "ftm",
    "hxl",
    "bayanat",
    "graphml",
    *CONTAINERS,
)
STYLES: Mapping[str, Callable[[Gathering], list[Table]]] = {
    "acled-style": acled_style,
    "ucdp-style": ucdp_style,
    "gdelt-style": gdelt_style,
    "polecat-style": polecat_style,
    "hxl": hxl,
    "bayanat": bayanat,
}
SINGLE: Mapping[str, tuple[tuple[str, str, Callable[[Gathering, Path], int]], ...]] = {
    "geojson": (
        ("events.geojson", "application/geo+json", write_geojson),
        ("events.geojsonl", "application/x-ndjson", write_features),
    ),
    "graphml": (("incidents.graphml", "application/graphml+xml", write_graphml),),
    "ftm": (("entities.ftm.json", "application/x-ndjson", write_ftm),),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export: its rows, and its table where it is one."""

    path: Path
    rows: int
    table: Table | None = None
    media_type: str = "text/csv"
    sheets: tuple[tuple[Table, int], ...] = ()  # the tables that it holds, where they are several, with their rows


@dataclass(frozen=True, slots=True)
class Terms:
    """Who publishes an export, and under which licence; what nobody has said is left open."""

    publisher: str = ""
    licence: str = ""


NOT_SAID = Terms()


def export(
    given: Gathering, style: str, folder: Path, moment: str, *, excel: bool = False, terms: Terms = NOT_SAID
) -> list[Written]:
    """Write an export into a new folder; what was written. Nothing is left where it could not be finished.

    Raises RecordError where there is something in the folder already, or a library is missing.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RecordError(f"{folder}: is there already; name a new folder")
    if not folder.absolute().parent.is_dir():
        raise RecordError(f"{folder}: there is no folder {folder.parent}; make it first")
    rough = folder.with_name(f".{folder.name}.part")
    if rough.exists():
        shutil.rmtree(rough)
    rough.mkdir()
    try:
        written = list(files(given, style, rough, version_of(moment), excel=excel))
        describe(given, style, rough, moment, written, terms)
        if folder.exists():
            folder.rmdir()
        rough.rename(folder)
    finally:
        if rough.exists():
            shutil.rmtree(rough)
    return [replace(w, path=folder / w.path.name) for w in written]


def version_of(moment: str) -> str:
    """The version of an export: its day, with dots."""
    return moment[:10].replace("-", ".")


def files(given: Gathering, style: str, folder: Path, version: str, *, excel: bool) -> Iterator[Written]:
    """Write the files of a style."""
    if style in SINGLE:
        for name, media_type, write in SINGLE[style]:
            yield Written(folder / name, write(given, folder / name), None, media_type)
        return
    tables = STYLES[style](given) if style in STYLES else RasidTables(given, version).tables()
    if style in ONE_FILE:
        name, media_type, fill = ONE_FILE[style]
        counts = fill(tables, folder / name)
        sheets = tuple((table, counts[table.name]) for table in tables)
        yield Written(folder / name, sum(counts.values()), None, media_type, sheets)
    else:
        for table in tables:
            if style == "parquet":
                path = folder / f"{table.name}.parquet"
                rows = parquet_writer(table)(path)
                yield Written(path, rows, None, "application/vnd.apache.parquet", ((table, rows),))
                continue
            told = for_excel(table) if excel else table
            path = folder / f"{table.name}.{table.suffix}"
            yield Written(path, write_csv(path, told), told)


def for_excel(table: Table) -> Table:
    """A table as a spreadsheet opens it: a mark of encoding, and values apart in a cell."""
    dialect = Dialect(",", " | ", excel=True, second=table.dialect.second)
    return replace(table, dialect=dialect, suffix="csv")


def describe(given: Gathering, style: str, folder: Path, moment: str, written: list[Written], terms: Terms) -> None:
    """Write the data package, the method, how to cite it, and last the check sums."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": f"rasid-{style}",
        "title": f"Rasid export, {style}",
        "version": version_of(moment),
        "created": moment,
        "description": "Reports of conflict read from Arabic articles by Rasid. See METHOD.md for rules and losses.",
    }
    if terms.licence:
        package["licenses"] = [{"name": terms.licence}]
    if terms.publisher:
        package["contributors"] = [{"title": terms.publisher, "role": "publisher"}]
    package |= {
        "query": asked(given),
        "sensitivity": given.level,
        "resources": [resource(w) for w in written],
    }
    put(folder / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    put(folder / "METHOD.md", method(given, style, moment, written))
    put(folder / "CITATION.cff", citation(style, moment, terms))
    put(folder / "LICENSE.txt", LICENCE.format(licence=terms.licence or "unspecified; to be set by who publishes it"))
    sums = [f"{digest(path)}  {path.name}" for path in sorted(folder.iterdir())]
    put(folder / "SHA256SUMS", "\n".join(sums) + "\n")


def citation(style: str, moment: str, terms: Terms) -> str:
    """How to cite an export."""
    said = {
        "cff-version": "1.2.0",
        "message": "If you use this export, cite it and the outlets that its rows name.",
        "title": f"Rasid export, {style}",
        "type": "dataset",
        "version": version_of(moment),
        "date-released": moment[:10],
        **({"license": terms.licence} if terms.licence in SPDX else {}),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()]
    author = json.dumps(terms.publisher or "unspecified: to be set by who publishes it", ensure_ascii=False)
    return "\n".join([*lines, "authors:", f"  - name: {author}"]) + "\n"


SPDX = {"CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0"}
LICENCE = """Licence of this export: {licence}.

It covers the choice and coding of the rows. Quoted words belong to their outlets. Positions of places marked geonames:
are from GeoNames, CC BY 4.0 (https://www.geonames.org). The rules that made the rows are Rasid's, Apache-2.0.
"""


def put(path: Path, text: str) -> None:
    """Write text with LF line ends."""
    path.write_text(text, encoding="utf-8", newline="\n")


def asked(given: Gathering) -> dict[str, Any]:
    """What a query asks for, as plain data; what it leaves open is left out."""
    import msgspec

    told = msgspec.to_builtins(given.query)
    empty = msgspec.to_builtins(type(given.query)())
    found = {name: value for name, value in told.items() if value != empty[name] and name not in ("after", "limit")}
    for name in ("actors", "speakers"):
        if name in found:
            found[name] = [shown_id(given, value) for value in found[name]]
    return found


def shown_id(given: Gathering, value: str) -> str:
    """An actor of a query as it may be told: its id where it has one in the sheets, else its name under the veil."""
    known = given.knowledge.derived("actors by id", lambda k: {a.id: a for a in k.actors})
    return value if value in known or "." in value else given.veil.name(None, value)


def resource(written: Written) -> dict[str, Any]:
    """A file as a data package tells of it."""
    path, table = written.path, written.table
    found: dict[str, Any] = {
        "name": (path.name if table is None else path.name.rpartition(".")[0]).lower().replace("_", "-"),
        "path": path.name,
        "format": path.suffix[1:].lower(),
        "mediatype": written.media_type,
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
    }
    if table is None:
        held = [{"name": sheet.name, "records": rows, "schema": schema(sheet)} for sheet, rows in written.sheets]
        found |= {"profile": "data-resource", "type": "file", "records": written.rows}
        return found | ({"tables": held} if held else {})
    dialect: dict[str, Any] = {"delimiter": table.dialect.delimiter, "header": table.dialect.header}
    if table.dialect.plain:
        found["mediatype"] = "text/tab-separated-values"
    if table.dialect.second:
        dialect["commentChar"] = "#"
    more = {"rows": written.rows, "dialect": dialect, "schema": schema(table)}
    return found | {"profile": "tabular-data-resource"} | more


def schema(table: Table) -> dict[str, Any]:
    """The columns of a table with their types; what tells its rows apart, and what they refer to."""
    fields = [
        {"name": c.name, "type": SCHEMA_TYPES.get(c.type, c.type)}
        | ({"description": f"values joined with {table.dialect.separator!r}"} if c.type == "list" else {})
        | ({"constraints": {"enum": list(c.values)}} if c.values else {})
        for c in table.columns
    ]
    found: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        found["primaryKey"] = list(table.key)
    if table.refers:
        found["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other.replace("_", "-"), "fields": [there]}}
            for column, (other, there) in table.refers.items()
        ]
    return found


def method(given: Gathering, style: str, moment: str, written: list[Written]) -> str:
    """How the rows were made and what is lost, in words."""
    lines = [f"# Rasid export: {style}", "", f"Made {moment} by Rasid {VERSION}, version {version_of(moment)}.", ""]
    lines += ["## Query", "", "```json", json.dumps(asked(given), ensure_ascii=False, indent=2), "```", ""]
    lines += ["## Files", "", *(f"- `{w.path.name}`: {w.rows} rows" for w in written), ""]
    lines += [f"- left out: {number} {what}" for what, number in sorted(given.skipped.items())]
    lines += ["", "## Rules", "", *(f"- {rule}" for rule in (*ALWAYS, *privacy(given))), ""]
    lines += ["## Losses", "", *(f"- {loss}" for loss in LOSSES["rasid" if style in CONTAINERS else style]), ""]
    return "\n".join(lines)


def privacy(given: Gathering) -> tuple[str, ...]:
    """What is withheld at the level of an export."""
    if given.level == RESTRICTED:
        return (
            "Level: restricted. Names of private persons and of authors ARE included, and positions are as exact as "
            "they are known. Rows that hold any of these have sensitivity `restricted` where the form has a column "
            "or a tag for it. Do not publish this export; hand it on only to those who may see it.",
        )
    return (
        "Level: public. Named persons whom no sheet of Rasid knows as holding an office are told of as `a person, "
        "name withheld`, struck out of quoted words and titles as […] where they were recognised, and authors are "
        "left out. A name that was not recognised as one may still stand in quoted words or a title.",
        f"Level: public. No position is told more exactly than {PUBLIC_KM:g} km, in whichever form.",
    )


def digest(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

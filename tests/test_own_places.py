"""A user's own gazetteer: taken in from every kind of table, kept, listed, removed, and used beside the sheets."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import rasid.run.pipeline
from rasid import Document, Reader
from rasid.cli import command
from rasid.ingest.gazetteers import Options, load_places
from rasid.model import PlaceRef
from rasid.run import own_places
from tests.build import reader

HEAD = "id,names_ar,name_en,country,lat,lon,parent\n"
ROWS = (
    HEAD
    + "1,تل المرجان,Tell al-Marjan,SY,36.1,36.9,Aleppo\n"
    + "2,خربة الزعفران,Khirbat al-Zaafaran,SY,36.2,37.3,Aleppo\n"
    + "3,الصف,as-Saff,SY,35.5,36.5,Idlib\n"
)
TAIL = "\t400\tAsia/Damascus\t2020-01-01\n"
GEONAMES = (
    f"101\tTell\tTell\tTall al Marjan,تل المرجان,تپه مرجان\t36.1\t36.9\tP\tPPL\tSY\t\t09\t\t\t\t900\t{TAIL}"
    f"102\tAleppo Governorate\tAleppo\tمحافظة حلب\t36.2\t37.5\tA\tADM1\tSY\t\t09\t\t\t\t\t{TAIL}"
    f"103\tHotel\tHotel\tفندق الشرق\t36.2\t37.1\tS\tHTL\tSY\t\t09\t\t\t\t\t{TAIL}"
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASID_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RASID_CACHE", "off")
    shared = reader().knowledge
    monkeypatch.setattr(rasid.run.pipeline, "load", lambda _folder=None: shared)
    return tmp_path / "data"


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(command, ["knowledge", *map(str, words)], prog_name="rasid")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def table(folder: Path, text: str = ROWS, name: str = "villages.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def places(text: str) -> list[PlaceRef]:
    knowledge = own_places.with_own_places(reader().knowledge, None)
    mentions = Reader(knowledge).read(Document("test", text)).mentions
    return [m.value for m in mentions if isinstance(m.value, PlaceRef)]


# -- tables


def test_a_table_with_telling_titles_needs_no_options(tmp_path: Path) -> None:
    found = load_places(table(tmp_path), Options())
    row = found.rows[0]
    assert (row.id, row.names, row.country, row.lat, row.parent) == ("1", ("تل المرجان",), "SYR", 36.1, "Aleppo")
    assert (len(found.rows), found.form, dict(found.skipped)) == (3, "csv", {})


@pytest.mark.parametrize("pack", ["plain", "gzip", "zip"])
def test_a_dump_of_geonames(tmp_path: Path, pack: str) -> None:
    path = tmp_path / "SY.txt"
    path.write_text(GEONAMES, encoding="utf-8")
    if pack == "gzip":
        path = tmp_path / "SY.txt.gz"
        path.write_bytes(gzip.compress(GEONAMES.encode()))
    if pack == "zip":
        path = tmp_path / "SY.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "about")
            archive.writestr("SY.txt", GEONAMES)
    found = load_places(path, Options())
    assert [(r.id, r.names, r.type, r.parent) for r in found.rows] == [
        ("101", ("تل المرجان",), "village", "Aleppo Governorate"),
        ("102", ("محافظة حلب",), "governorate", ""),
    ]
    assert dict(found.skipped) == {"features of the kind HTL are not used": 1}


def test_a_table_of_ocha_takes_its_lowest_level(tmp_path: Path) -> None:
    text = (
        "admin0Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,lat,lon\n"
        "SY,Aleppo,حلب,SY02,Jarablus,جرابلس,SY0207,36.8,38.0\n"
    )
    found = load_places(table(tmp_path, text), Options())
    row = found.rows[0]
    assert (found.form, row.id, row.names, row.name, row.type, row.country, row.parent) == (
        "cod",
        "SY0207",
        ("جرابلس",),
        "Jarablus",
        "district",
        "SYR",
        "Aleppo",
    )


def test_a_table_of_whos_on_first_resolves_parents(tmp_path: Path) -> None:
    text = (
        "id\tcountry\tplacetype\tname_en\tnames_ar\tlat\tlon\tparent_id\n"
        "7\tLY\tregion\tDerna\tدرنة|ولاية درنة\t32.2\t22.6\t1\n"
        "8\tLY\tlocality\tMartuba\tمرتوبة\t32.57\t22.76\t7\n"
        "1\tLY\tcountry\tLibya\tليبيا\t27\t17\t-1\n"
    )
    found = load_places(table(tmp_path, text, "wof.tsv"), Options())
    assert [(r.id, r.type, r.parent) for r in found.rows] == [("7", "governorate", "Libya"), ("8", "village", "Derna")]
    assert found.rows[0].names == ("درنة", "ولاية درنة")


def test_any_columns_can_be_named_and_are_kept_with_the_import(tmp_path: Path) -> None:
    path = table(tmp_path, "القرية;ص;س\nتل المرجان;36,1;36,9\n")
    code, out, _ = run("import-places", path, "--columns", "names=القرية,lat=ص,lon=س", "--country", "SY")
    assert (code, "1 added" in out) == (0, True)
    table(tmp_path, "القرية;ص;س\nتل المرجان;36,1;36,9\nتل الياقوت;36,3;36,8\n")
    code, out, _ = run("import-places", path)
    assert (code, "1 added, 0 removed, 0 altered" in out) == (0, True)
    mapping = tmp_path / "columns.toml"
    mapping.write_text('names = "القرية"\nlat = "ص"\nlon = "س"\n', encoding="utf-8")
    assert "no change" in run("import-places", path, "--columns", mapping)[1]


def test_rows_that_cannot_be_used_are_counted_with_the_reason(tmp_path: Path) -> None:
    bad = (
        "4,Latin only,Latin only,SY,36,37,\n5,تل,x,SY,96,37,\n6,تل,x,SY,36,,\n7,تل,x,QQ,36,37,\n"
        "1,تل,x,SY,36,37,\n8,تل,x,SY,شمال,37,\n9,تل,x,SY,0,0,\n"
    )
    code, out, _ = run("import-places", table(tmp_path, ROWS + bad), "--json")
    said = json.loads(out)
    assert (code, said["rows"]) == (0, 3)
    assert said["left_out"] == {
        "country 'QQ' is unknown": 1,
        "its id stands twice": 1,
        "lat is no number": 1,
        "lat is out of range": 1,
        "no lon": 1,
        "no name in Arabic letters": 1,
        "position 0, 0": 1,
    }
    assert said["first_line"]["lat is out of range"] == 6


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (HEAD.encode(), "has no rows"),
        (b"id,names_ar,name_en,country,lat\n1,a,b,SY,3\n", "no column for the longitude"),
        (ROWS.encode("cp1256"), "line 2: byte 0x"),
        (ROWS.encode("utf-16"), "is UTF-16"),
        (ROWS.encode().decode("latin-1").encode(), "no row can be used: 3 rows: no name in Arabic letters"),
        (b"PK\x03\x04nonsense", "a broken zip file"),
        (b"\x1f\x8bnonsense", "cannot be unpacked"),
        (b"id,names_ar,lat,lon\n1,\0,3,4\n", "line 2: has zero bytes"),
        (GEONAMES.encode() + b"104\tcut off\n", "line 4: has 2 columns"),
    ],
)
def test_what_is_no_table_of_places_is_said_with_the_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    code, out, err = run("import-places", path)
    assert (code, out) == (2, "")
    assert "table.csv" in err
    assert reason in err


def test_options_that_cannot_be_are_refused(tmp_path: Path) -> None:
    path = table(tmp_path)
    for words, reason in [
        (["--country", "QQ"], "no such country"),
        (["--encoding", "klingon"], "no such encoding"),
        (["--columns", "colour=x"], "nothing that a column can hold"),
        (["--columns", "lat=breadth"], "has no column 'breadth'"),
        (["--columns", str(tmp_path / "none.toml")], "none.toml"),
        (["--as", "geonames"], "a GeoNames dump has 19 columns"),
        (["--name", "Über"], "is no name for an import"),
        (["--remove", "nothing"], "no such import"),
    ]:
        code, _, err = run("import-places", path, *words)
        assert (code, reason in err) == (2, True), err
    assert "name the table" in run("import-places")[2]
    assert "no such file" in run("import-places", tmp_path / "none.csv")[2]


# -- kept


def test_the_same_table_twice_changes_nothing(tmp_path: Path, data: Path) -> None:
    path = table(tmp_path)
    assert "3 added" in run("import-places", path)[1]
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (data / "places").iterdir()}
    assert "no change" in run("import-places", path)[1]
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (data / "places").iterdir()} == before
    code, _, err = run("import-places", path, "--name", "again")
    assert (code, "already there as 'villages'" in err) == (2, True)


def test_a_dry_run_writes_nothing(tmp_path: Path, data: Path) -> None:
    assert "nothing was written" in run("import-places", table(tmp_path), "--dry-run")[1]
    assert not data.exists()


def test_imports_are_listed_counted_found_and_removed(tmp_path: Path) -> None:
    run("import-places", table(tmp_path))
    assert [note["name"] for note in json.loads(run("import-places", "--list", "--json")[1])] == ["villages"]
    assert "places imported as villages: 3" in run("stats")[1]
    assert "imported: own.villages.1 (village" in run("find", "تل المرجان")[1].replace("(place", "(village")
    assert "removed" in run("import-places", "--remove", "villages")[1]
    assert "no imports" in run("import-places", "--list")[1]
    assert own_places.with_own_places(reader().knowledge, None) is reader().knowledge


def test_checks_of_the_sheets_leave_imports_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasid.run.cache import load_cached

    run("import-places", table(tmp_path))
    monkeypatch.setattr(rasid.run.pipeline, "load", lambda _folder=None: reader().knowledge)
    assert load_cached(own=False).own is None
    assert load_cached().own is not None


def test_the_hash_of_the_knowledge_names_the_imports(tmp_path: Path) -> None:
    hashes = [reader().knowledge.hash]
    for text in (ROWS, ROWS.replace("36.1", "36.11")):
        run("import-places", table(tmp_path, text))
        hashes.append(own_places.with_own_places(reader().knowledge, None).hash)
    assert len(set(hashes)) == 3
    run("import-places", table(tmp_path))
    assert own_places.with_own_places(reader().knowledge, None).hash == hashes[1]


def test_the_index_comes_from_the_cache_and_is_mended_there(tmp_path: Path) -> None:
    run("import-places", table(tmp_path))
    cache = tmp_path / "cache"
    first = own_places.with_own_places(reader().knowledge, cache).own
    assert first is not None
    (file,) = cache.glob("places-*.index")
    for content in (file.read_bytes(), b"broken"):
        file.write_bytes(content)
        again = own_places.with_own_places(reader().knowledge, cache).own
        assert again is not None
        assert again.openings == first.openings


# -- read with


def test_an_imported_village_is_located(tmp_path: Path) -> None:
    text = "قصف الجيش السوري قرية تل المرجان في ريف حلب"
    assert not [p for p in places(text) if p.entry and p.entry.startswith("own.")]
    run("import-places", table(tmp_path))
    (village,) = [p for p in places(text) if p.entry and p.entry.startswith("own.")]
    assert (village.name, village.country, village.lat, village.lon) == ("Tell al-Marjan", "SYR", 36.1, 36.9)


@pytest.mark.parametrize(
    "text",
    [
        "وقف القادة العسكريون السوريون في الصف الأول خلال العرض",
        "قتل جندي عراقي قرب قرية تل المرجان",  # the text speaks of another country
        "أعلن الجيش السوري تل المرجان هدفا",
    ],
)
def test_an_imported_name_is_no_place_where_nothing_says_so(tmp_path: Path, text: str) -> None:
    run("import-places", table(tmp_path))
    assert not [p for p in places(text) if p.entry and p.entry.startswith("own.")]


def test_places_of_the_sheets_go_before_imported_namesakes(tmp_path: Path) -> None:
    rows = HEAD + "1,سراقب,Saraqib al-Gharbiya,SY,33.1,36.2,Daraa\n2,دوما,Duma,SY,33.57,36.4,\n"
    run("import-places", table(tmp_path, rows))
    for text in ("قصف الجيش السوري بلدة سراقب", "وقع انفجار في مدينة دوما قرب دمشق"):
        assert not [p for p in places(text) if p.entry and p.entry.startswith("own.")]


def test_one_of_many_imported_namesakes_needs_a_reason(tmp_path: Path) -> None:
    rows = HEAD + "1,عين الزمرد,Ain 1,SY,36.7,37.1,\n2,عين الزمرد,Ain 2,SY,32.7,36.4,\n"
    run("import-places", table(tmp_path, rows))
    (unsettled,) = places("هاجم مسلحون موقعا للجيش السوري في قرية عين الزمرد")
    assert (unsettled.country, unsettled.lat, unsettled.entry) == ("SYR", None, None)
    assert [r.entry for r in unsettled.runners_up] == ["own.villages.1", "own.villages.2"]
    settled = places("هاجم مسلحون موقعا للجيش السوري في قرية عين الزمرد شمال مدينة حلب")
    assert "own.villages.1" in [p.entry for p in settled]

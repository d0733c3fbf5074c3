"""Places: the most exact place that is said, the state by its adjective, and what cannot be located."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rasid.extract.homonyms import kilometres
from rasid.model import Kind, PlaceRef
from tests.build import reading
from tests.extract.found import place, told


@pytest.mark.parametrize(
    ("text", "part", "name", "country"),
    [
        ("وقع الانفجار في قرية بليدا جنوبي لبنان.", "بليدا", "Blida", "LBN"),
        ("غارات على حي الزيتون شرقي مدينة غزة.", "الزيتون", "Zeitoun, Gaza", "PSE"),
        ("سقطت قذائف على مدينة حلب في سوريا.", "حلب", "Aleppo", "SYR"),
        ("هجوم قرب مدينة درنة شرقي ليبيا.", "درنة", "Derna", "LBY"),
        ("اشتباكات في محافظة الأنبار غربي العراق.", "الأنبار", "Anbar", "IRQ"),
        ("انفجار في ولاية شمال دارفور.", "شمال دارفور", "North Darfur", "SDN"),
        ("اعتداء على مطار بغداد الدولي.", "مطار بغداد الدولي", "Baghdad International Airport", "IRQ"),
        ("استهدف القصف مخيم جباليا شمالي قطاع غزة.", "جباليا", "Jabalia camp", "PSE"),
    ],
)
def test_named_places_are_located(text: str, part: str, name: str, country: str) -> None:
    found = place(text, part)
    assert (found.name, found.country) == (name, country)
    assert found.lat is not None and found.lon is not None


NEAR = 10.0  # km


@dataclass(frozen=True)
class Row:
    """A sentence, words in it and the place that they mean."""

    text: str
    part: str
    name: str
    countries: str
    position: str
    homonym: bool
    wrong: bool


def rows() -> Iterator[Row]:
    """The rows of the table."""
    for line in (Path(__file__).parent / "places.txt").read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            fields = [part.strip() for part in line.split("|")]
            text, part, name, country, position, mark = [*fields, "", ""][:6]
            yield Row(text.removeprefix("x "), part, name, country, position, mark == "*", text.startswith("x "))


TABLE = list(rows())


def read_rightly(row: Row) -> bool:
    """Whether a sentence has the place of the table: within 10 km, or by its name; or none."""
    made = reading(f"{row.text}.")
    at = row.text.index(row.part) + len(row.part) - 1
    found = next((m.value for m in made.mentions_of(Kind.PLACE) if m.span.start <= at < m.span.end), None)
    if found is None or row.name == "-":
        return found is None and row.name == "-"
    assert isinstance(found, PlaceRef)
    if row.name == "?":
        return (found.entry, found.country, found.lat is not None) == (None, row.countries, bool(row.countries))
    if found.country not in row.countries.split(","):
        return False
    if not row.position:
        return found.name.split(",")[0] == row.name
    lat, lon = map(float, row.position.split())
    return kilometres(found, PlaceRef("", "", "", "", lat=lat, lon=lon)) <= NEAR


@pytest.mark.parametrize("row", TABLE, ids=[f"{row.text}-{row.part}" for row in TABLE])
def test_places_in_sentences(row: Row) -> None:
    assert read_rightly(row) != row.wrong, "is read rightly now: take its mark away" if row.wrong else row.name


def test_most_of_many_places_are_found_within_ten_kilometres() -> None:
    homonyms = [row for row in TABLE if row.homonym]
    assert len({(row.text, row.part) for row in TABLE}) >= 300
    assert len(homonyms) >= 100
    for some in (TABLE, homonyms):
        right = sum(not row.wrong for row in some)
        assert right / len(some) >= 0.92, f"{right} of {len(some)}"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("قدمت القوات المساعدة في إطار قوة مشتركة.", "إطار"),
        ("بلغ العدد الكلي للشهداء تسعين شهيدا.", "الكلي"),
        ("حلق الطيران المعادي في الأجواء.", "المعادي"),
        ("سجل تحليق للطيران الاستطلاعي المعادي في أجواء قضاء بنت جبيل.", "المعادي"),
        ("وقع الهجوم في المدن المأهولة بالسكان.", "المأهولة"),
        ("وقع القتال في كمين نصبه مسلحون.", "نصبه"),
        ("انسحبت القوات من الأحياء الشرقية.", "الشرقية"),
        ("نزح آلاف السكان داخل البلاد.", "البلاد"),
        ("قررت الحكومات إغلاق حدود دولها.", "دولها"),
        ("قتلت الغارة قيادات الصف الأول في الجماعة.", "الصف"),
        ("قصف الطيران مدينة حلب وقرى أخرى.", "قرى"),
    ],
)
def test_common_words_are_no_places(text: str, part: str) -> None:
    made = reading(text)
    assert part not in [made.quote(m.span) for m in made.mentions_of(Kind.PLACE)]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("حاصر المقاتلون مدينة درنة منذ أسابيع.", "وقصفت الطائرات المدينة فجر اليوم.", "Derna"),
        ("دخل الجيش بلدة الخيام جنوبي لبنان.", "وهاجم مسلحون دورية قرب البلدة.", "Khiam"),
        ("اقتحمت القوات مخيم جنين.", "واعتقلت سبعة شبان في المخيم.", "Jenin camp"),
        ("قتل جندي في بلدة الخيام.", "وخرج اليوم أهالي البلدة.", "Khiam"),
    ],
)
def test_a_noun_of_place_takes_up_the_place_named_before(first: str, second: str, name: str) -> None:
    found = place(f"{first} {second}", second.split()[-1 if second.endswith(("البلدة.", "المخيم.")) else 2].strip("."))
    assert found.name.split(",")[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصف الجيش مدينة حمص.\nوسقط قتلى في العاصمة.", "Damascus"),
        ("سقطت صواريخ على كييف وخاركيف.\nوقتل شخصان في العاصمة.", "Kyiv"),
        ("اندلعت اشتباكات في مدينة نيالا.\nونزح الآلاف داخل البلاد.", "Sudan"),
        ("احتل المسلحون بلدة عين عيسى بعد معارك قرب ناحية البصيرة.\nوقصفت الطائرات البلدة.", "Ain Issa"),
        ("سقطت قذيفة على بلدة بليدا.\nنفى وزير الأمر.\nوأكده ضابط.\nوصمتت الحكومة.\nوفر أهالي البلدة.", "Blida"),
    ],
)
def test_the_capital_the_country_and_a_town_named_long_before_are_taken_up(text: str, name: str) -> None:
    found = [m.value for m in reading(text).mentions if m.kind is Kind.PLACE and m.by == "find_places:again"]
    assert [p.name for p in found if isinstance(p, PlaceRef)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "قال الجيش السوداني إن الغارات تأتي في إطار العملية.",
        "قتل عشرة في سلسلة طويلة من الهجمات في السودان.",
        "قام المركز السوري برصد سبعة خروقات.",
        "بحث الجانبان اللبناني والسوري تهدئة التوتر على الحدود.",
        "سقط الضحايا في قرى عين عيسى، وقتل عشرون في المدة عينها.",
    ],
)
def test_a_common_word_is_no_little_place_of_another_country(text: str) -> None:
    made = reading(text)
    words = [made.quote(m.span) for m in made.mentions_of(Kind.PLACE)]
    assert not {"إطار", "طويلة", "رصد", "الحدود", "عينها"} & set(words)


def test_a_front_named_by_a_place_is_no_group() -> None:
    made = reading("قتل أربعة جنود في جبهة مأرب.")
    assert [m.value.name for m in made.mentions_of(Kind.PLACE) if isinstance(m.value, PlaceRef)] == ["Marib"]
    assert all("مأرب" not in made.quote(m.span) for m in made.mentions_of(Kind.ACTOR))


def test_a_smaller_place_is_more_exact() -> None:
    village = place("وقع الانفجار في قرية بليدا.", "بليدا")
    city = place("سقطت قذائف على مدينة حلب.", "حلب")
    governorate = place("اشتباكات في محافظة الأنبار.", "الأنبار")
    state = place("سقط صاروخ في الأراضي السورية.", "السورية")
    sizes = [village.precision_km, city.precision_km, governorate.precision_km, state.precision_km]
    known = [size for size in sizes if size is not None]
    assert len(known) == 4
    assert known == sorted(known)
    assert len(set(known)) == 4


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصفت إسرائيل قرية بليدا جنوبي لبنان.", "Blida"),
        ("هاجم مسلحون حاجزا قرب مدينة درنة شرقي ليبيا.", "Derna"),
        ("قصفت قوات الدعم السريع مدينة الفاشر في ولاية شمال دارفور.", "El Fasher"),
    ],
)
def test_an_event_takes_the_most_exact_place(text: str, name: str) -> None:
    _, found = told(text, plover="ASSAULT")
    assert found.place is not None
    assert found.place.name.split(",")[0] == name


@pytest.mark.parametrize(
    ("text", "part", "country"),
    [
        ("سقط صاروخ في الأراضي السورية.", "السورية", "SYR"),
        ("اشتباكات في العاصمة الليبية أمس.", "الليبية", "LBY"),
        ("وصلت القوات إلى الأراضي الأوكرانية.", "الأوكرانية", "UKR"),
    ],
)
def test_a_place_word_with_an_adjective_is_in_that_state(text: str, part: str, country: str) -> None:
    assert place(text, part).country == country


def test_the_capital_of_a_state_is_located_there() -> None:
    assert place("اشتباكات في العاصمة الليبية أمس.", "الليبية").name == "Tripoli"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("قتل شخصان في بلدة زنقوطة مساء أمس.", "زنقوطة"),
        ("سقطت قذيفة على قرية شخنابير.", "شخنابير"),
    ],
)
def test_an_unknown_place_behind_a_place_word_stays_without_coordinates(text: str, part: str) -> None:
    found = place(text, part)
    assert found.arabic.endswith(part)
    assert (found.lat, found.lon, found.entry) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("انفجار في طرابلس شمالي لبنان.", "LBN"),
        ("اشتباكات في طرابلس بين ميليشيات ليبية.", "LBY"),
        ("قال الجيش اللبناني إن دورية تعرضت لإطلاق نار في طرابلس.", "LBN"),
        ("قالت حكومة الوحدة الوطنية الليبية إن انفجارا وقع في طرابلس.", "LBY"),
    ],
)
def test_a_name_of_two_places_means_the_one_of_the_country_spoken_of(text: str, country: str) -> None:
    found = place(text, "طرابلس")
    assert found.country == country
    assert found.runners_up


@pytest.mark.parametrize(
    "text",
    [
        "هاجم تنظيم الدولة الإسلامية في العراق والشام الحاجز.",
        "أعلنت سرايا القدس استهداف دبابة.",
        "أعلنت حركة أنصار بيت المقدس مسؤوليتها.",
        "أعلن المرصد السوري أن الوضع هادئ.",
    ],
)
def test_a_place_in_the_name_of_an_actor_is_no_scene(text: str) -> None:
    made = reading(text)
    assert made.mentions_of(Kind.ACTOR)
    assert [made.quote(m.span) for m in made.mentions_of(Kind.PLACE)] == []


def test_a_noun_takes_up_the_place_whose_name_it_begins() -> None:
    made = reading("جرت احتجاجات في إقليم كردستان وفي محافظة البصرة.\nوانتشرت قوات في الإقليم.")
    found = [m.value for m in made.mentions if m.kind is Kind.PLACE and m.by == "find_places:again"]
    assert [p.name for p in found if isinstance(p, PlaceRef)] == ["Kurdistan Region"]


def test_an_unknown_place_lies_where_the_place_behind_it_says_and_no_more_exactly() -> None:
    found = place("انفجر لغم قرب قرية زنقوطة التابعة لقضاء العمادية.", "زنقوطة")
    around = place("انفجر لغم قرب قرية زنقوطة التابعة لقضاء العمادية.", "العمادية")
    assert (found.lat, found.lon, found.parent) == (around.lat, around.lon, "Amedi")
    assert found.precision_km is not None and found.precision_km >= 15


def test_a_town_named_as_its_district_is_as_wide_as_a_district() -> None:
    district, town = place("هجوم في قضاء العمادية.", "العمادية"), place("هجوم في بلدة العمادية.", "العمادية")
    assert (district.type, town.type) == ("district", "town")
    assert (district.precision_km or 0) > (town.precision_km or 0)


def test_a_raid_without_a_place_is_where_the_attack_told_before_was() -> None:
    made, raid = told("قتل جنديان بهجوم على حاجز في مدينة درنة. واعتقلت الشرطة ثلاثة أشخاص.", plover="COERCE")
    assert raid.place is not None and raid.place.name == "Derna", made.assertions
    made, raid = told("قتل جنديان بهجوم على حاجز في مدينة درنة. واعتقلت الشرطة ثلاثة في سرت.", plover="COERCE")
    assert raid.place is not None and raid.place.name == "Sirte"


def test_other_places_of_the_name_are_kept_with_score_and_reason() -> None:
    found = place("قتل جندي في مدينة القصير غربي حمص.", "القصير")
    assert found.country == "SYR" and "eg.quseir" in [r.entry for r in found.runners_up]
    assert "what it lies in is named" in found.reason
    assert found.runners_up[0].reason
    assert [r.score for r in found.runners_up] == sorted((r.score for r in found.runners_up), reverse=True)

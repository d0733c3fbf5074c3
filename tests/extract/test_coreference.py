"""Who is meant: pronouns on nouns, "the two sides", and what a text leaves to the one told of before."""

from __future__ import annotations

import pytest

from tests.build import reading
from tests.extract.found import names, told


def sides(text: str, **wanted: str) -> tuple[list[str], list[str]]:
    """Who does and who suffers the one act of these values."""
    _, found = told(text, **wanted)
    return names(found.source), names(found.target)


@pytest.mark.parametrize(
    ("text", "plover", "source"),
    [
        ("قال وزير الخارجية الأردني إن بلاده ترفض القرار.", "REJECT", "Jordan"),
        ("وأعلنت السفيرة الأميركية أن بلادها تدعم الحكومة اليمنية.", "SUPPORT", "United States"),
        ("أعلن المتحدث باسم الخارجية الصينية أن بلاده تعارض العقوبات.", "REJECT", "China"),
        ("دعا وزير الخارجية المصري نظيره الإيراني إلى التهدئة، وقال إن بلاده ترفض التصعيد.", "REJECT", "Egypt"),
        ("أكد الرئيس التركي رفض بلاده العقوبات الأميركية.", "REJECT", "Turkey"),
        ("تحدث وزير الخارجية العماني إلى الصحافيين. وأضاف أن بلاده ترفض القرار.", "REJECT", "Oman"),
    ],
)
def test_his_country_is_that_of_whoever_speaks(text: str, plover: str, source: str) -> None:
    assert sides(text, plover=plover)[0] == [source]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("قال رئيس الوزراء الإسرائيلي إن جيشه قصف مواقع لحزب الله.", "Israeli army", "Prime Minister of Israel"),
        ("أعلن وزير الدفاع التركي أن جيش بلاده هاجم مواقع لحزب الله.", "Turkish army", "Turkish Defense Minister"),
        ("قال الناطق باسم جبهة البوليساريو إن مقاتليها قصفوا مواقع الجيش.", "Polisario Front", "Polisario Front"),
    ],
)
def test_his_army_or_fighters_are_those_of_whoever_speaks(text: str, source: str, speaker: str) -> None:
    _, found = told(text, plover="ASSAULT")
    assert (names(found.source), names(found.attribution)) == ([source], [speaker])


def test_who_tells_of_his_governments_demand_is_the_speaker() -> None:
    _, found = told("جدد وزير الخارجية اليمني مطالبة حكومته بانسحاب الحوثيين.", plover="REQUEST")
    assert names(found.source) == ["Government of Yemen"]
    assert names(found.attribution) == ["Yemeni Foreign Minister"]


def test_the_country_of_nobody_known_is_no_actor() -> None:
    assert all(a.source == () for a in reading("بلاده ترفض القرار.").assertions)


def test_what_is_done_to_ones_own_state_is_not_blamed_on_it() -> None:
    assert sides("أدان رئيس الوزراء العراقي انتهاك سيادة بلاده.", plover="ACCUSE")[1] == []


def test_forces_that_withdraw_are_no_target() -> None:
    assert sides("قالت فرنسا إنها مستعدة. وانسحبت قواتها من القاعدة.", plover="RETREAT")[1] == []


CLASHED = "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في الخرطوم. "
ARMY, RSF = "Sudanese Armed Forces", "Rapid Support Forces"


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        ("وكان الطرفان توصلا إلى اتفاق في جدة.", "AGREE", [RSF], [ARMY]),
        ("ودعت الأمم المتحدة الطرفين إلى ضبط النفس.", "REQUEST", ["United Nations"], [RSF, ARMY]),
        ("ودعت مصر الأطراف إلى ضبط النفس.", "REQUEST", ["Egypt"], [RSF, ARMY]),
        ("ودعا الجيش السوداني الطرف الآخر إلى وقف إطلاق النار.", "REQUEST", [ARMY], [RSF]),
        ("ثم توسطت السعودية بين الجانبين.", "CONSULT", ["Saudi Arabia"], [RSF, ARMY]),
    ],
)
def test_the_two_sides_are_those_told_of_before(text: str, plover: str, source: list[str], target: list[str]) -> None:
    assert sides(CLASHED + text, plover=plover) == (source, target)


def test_what_the_two_sides_exchange_is_told_both_ways() -> None:
    found = [a for a in reading(CLASHED + "وتبادل الجانبان الاتهامات بخرق الهدنة.").assertions if a.plover == "ACCUSE"]
    assert [(names(a.source), names(a.target)) for a in found] == [([RSF], [ARMY]), ([ARMY], [RSF])]


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        ("قصف الجيش الهندي مواقع للجيش الباكستاني. واتفق البلدان على وقف إطلاق النار.", "AGREE", "India", "Pakistan"),
        ("اجتمع الرئيس التركي مع نظيره المصري. واتفق البلدان على التعاون.", "AGREE", "Turkey", "Egypt"),
    ],
)
def test_the_two_countries_are_those_of_the_two_told_of(text: str, plover: str, source: str, target: str) -> None:
    assert sides(text, plover=plover) == ([source], [target])


def test_the_two_countries_are_else_those_spoken_of_most() -> None:
    text = "تصاعد التوتر على الحدود بين الهند وباكستان. ودعت الصين البلدين إلى ضبط النفس."
    assert sides(text, plover="REQUEST") == (["China"], ["India", "Pakistan"])


def test_two_sides_of_nothing_told_are_nobody() -> None:
    assert sides("دعت مصر الطرفين إلى ضبط النفس.", plover="REQUEST")[1] == []


def claims(text: str, kind: str) -> tuple[list[str], list[str]]:
    """Source and target of the one claim or denial of a text."""
    _, found = told(text, kind=kind)
    return names(found.source), names(found.target)


RAID = "هاجم مسلحون قاعدة للجيش البوروندي في الصومال. "


@pytest.mark.parametrize(
    ("text", "kind", "source"),
    [
        ("وأعلنت حركة الشباب مسؤوليتها عن الهجوم.", "claim", "Al-Shabaab"),
        ("وتبنت حركة الشباب الهجوم.", "claim", "Al-Shabaab"),
        ("ونفت الولايات المتحدة تنفيذ الهجوم.", "denial", "United States"),
    ],
)
def test_the_attack_that_is_claimed_or_denied_has_the_victims_told_before(text: str, kind: str, source: str) -> None:
    assert claims(RAID + text, kind) == ([source], ["Burundian Army"])


def test_another_attack_that_is_claimed_has_victims_of_its_own() -> None:
    assert claims(RAID + "وأعلنت حركة الشباب مسؤوليتها عن هجوم ثان.", "claim")[1] == []


def test_who_condemns_a_claimed_attack_blames_the_claimant() -> None:
    text = RAID + "وتبنت حركة الشباب الهجوم. وأدان الاتحاد الأفريقي الهجوم."
    assert sides(text, plover="ACCUSE") == (["African Union"], ["Al-Shabaab"])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("شن الطيران المعادي غارة على بلدة عيتا الشعب في جنوب لبنان.", "Israel"),
        ("استهدفت مدفعية العدو أطراف بلدة الناقورة في لبنان.", "Israeli artillery"),
        ("قصف طيران العدوان مديرية صرواح.", "Saudi-led Coalition"),
        ("تحدث الجيش اللبناني عن العدو الإسرائيلي. واستهدف العدو سيارة في صور.", "Israel"),
    ],
)
def test_the_enemy_is_whom_the_press_of_the_country_calls_so(text: str, source: str) -> None:
    assert sides(text, plover="ASSAULT")[0] == [source]


def test_hostile_to_something_is_no_enemy() -> None:
    assert all(a.source == () for a in reading("انتشرت مقالات معادية لليهود في لبنان.").assertions)


def test_the_outskirts_of_a_town_are_no_parties() -> None:
    found = reading("هاجم الجيش السوداني قوات الدعم السريع. وقصف الجيش أطراف نيالا.").assertions
    assert [names(a.target) for a in found] == [[RSF], []]


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("أعلنت وزارة الدفاع الروسية إسقاط 20 مسيرة أوكرانية فوق بيلغورود.", ["Ukraine"], ["Russia"]),
        ("قال الجيش الإسرائيلي إن القبة الحديدية اعترضت 12 صاروخا.", [], ["Israel"]),
        ("اعترض التحالف طائرة مسيرة أطلقها الحوثيون.", ["Houthis"], ["Saudi Arabia"]),
    ],
)
def test_what_is_shot_down_was_aimed_at_whoever_tells_of_it(text: str, source: list[str], target: list[str]) -> None:
    assert sides(text, plover="ASSAULT") == (source, target)


def test_what_is_shot_down_was_sent_by_the_one_who_attacked_before() -> None:
    text = "قصفت إسرائيل مواقع للجيش السوري. وأسقطت الدفاعات الجوية السورية معظم الصواريخ."
    found = [a for a in reading(text).assertions if a.factuality.value == "averted"]
    assert [(names(a.source), names(a.target)) for a in found] == [(["Israel"], ["Syria"])]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("قتل ستة أشخاص بينهم ثلاثة أطفال وامرأة في قصف على إدلب.", ["civilians"]),
        ("قتل عشرة جنود سوريين بينهم ضابطان في هجوم قرب تدمر.", ["Syrian army"]),
    ],
)
def test_those_counted_among_the_dead_are_not_killers_or_victims_of_their_own(text: str, target: list[str]) -> None:
    assert sides(text, plover="ASSAULT") == ([], target)


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        ("وأعلن عن وقف إطلاق النار بوساطة قطرية.", "CONSULT", ["Qatar"], [RSF, ARMY]),
        ("ورفض الجيش السوداني المقترح.", "REJECT", [ARMY], [RSF]),
        ("وهدد الجيش السوداني برد قاس.", "THREATEN", [ARMY], [RSF]),
        ("وهدد وزير الدفاع السوداني بالرد.", "THREATEN", ["Sudanese Defense Minister"], [RSF]),
    ],
)
def test_an_act_against_nobody_named_is_against_the_opponent(
    text: str, plover: str, source: list[str], target: list[str]
) -> None:
    assert sides(CLASHED + text, plover=plover) == (source, target)


def test_the_opponent_is_the_one_fought_most_often() -> None:
    text = "قصفت إيران إسرائيل. وهاجمت إيران إسرائيل. واتهمت إيران فرنسا بالكذب. وهددت إيران برد قاس."
    assert sides(text, plover="THREATEN") == (["Iran"], ["Israel"])


@pytest.mark.parametrize(
    ("text", "plover", "source"),
    [
        ("التقى الرئيس المصري نظيره الفرنسي، ودعا الأخير إلى وقف إطلاق النار.", "REQUEST", "President of France"),
        ("اشتبك الجيش السوداني مع قوات الدعم السريع، واتهمت الأخيرة الجيش بقصف سوق.", "ACCUSE", RSF),
        (
            "التقى وزير الخارجية التركي نظيره الروسي. ودعا الأخير إلى وقف إطلاق النار.",
            "REQUEST",
            "Russian Foreign Minister",
        ),
    ],
)
def test_the_latter_is_the_last_named_that_agrees(text: str, plover: str, source: str) -> None:
    assert sides(text, plover=plover)[0] == [source]


def test_a_last_attack_is_no_actor() -> None:
    found = reading("قصفت قوات الدعم السريع نيالا، وقتلت الغارة الأخيرة مدنيين.").assertions
    assert not [n for a in found[1:] for n in names(a.source) if n != RSF]
    assert names(found[0].source) == [RSF]


def test_another_raid_is_by_whoever_made_the_one_before() -> None:
    text = "استهدفت غارة إسرائيلية سيارة في صور. وأدت غارة ثانية إلى مقتل شخصين في النبطية."
    assert [names(a.source) for a in reading(text).assertions] == [["Israel"], ["Israel"]]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وأسفر الهجوم الذي شنه تنظيم الدولة عن مقتل خمسة جنود.", "Islamic State"),
        ("وأسفر هجوم نفذه مسلحون عن مقتل خمسة جنود.", "gunmen"),
    ],
)
def test_an_attack_is_by_whoever_a_clause_says_has_launched_it(text: str, source: str) -> None:
    assert sides(text, plover="ASSAULT")[0] == [source]

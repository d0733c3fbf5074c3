"""Genre: texts of other worlds that borrow the language of war tell of no attack."""

from __future__ import annotations

import pytest

from rasid.extract.genre import Genre
from tests.build import reader, reading

FOOTBALL = (
    "شن المنتخب المغربي هجوما كاسحا على مرمى الكاميرون في الشوط الأول، وأطلق اللاعب قذيفة من خارج منطقة الجزاء سكنت"
    " الشباك. وسجل المهاجم هدفين في المباراة قبل أن يطلق الحكم صافرة النهاية."
    " وقال المدرب إن الفريق يستعد لمواجهة الدوري."
)
FILM = (
    "يروي الفيلم قصة مخرج شاب يعود إلى بيروت، ويشهد الممثل في المشهد الأخير انفجارا كبيرا. وحصد الفيلم جائزة المهرجان، "
    "وقالت المخرجة إن السيناريو يصور هجوم الجنود على القرية. ويعرض العمل في السينما هذا الأسبوع من بطولة ممثلة شابة."
)
HEALTH = (
    "يهاجم الفيروس خلايا الجهاز المناعي، وقال أطباء إن المرض يقتل المرضى الذين لم يتلقوا اللقاح. وأكدت الدراسة أن"
    " العلاج يستهدف الورم ويدمر الخلايا. وسجلت المستشفيات إصابات جديدة بالعدوى، ووصف الطبيب الأعراض بأنها خطيرة."
)
PEACEFUL = [pytest.param(FOOTBALL, id="football"), pytest.param(FILM, id="film"), pytest.param(HEALTH, id="health")]


def attacks(text: str) -> list[str]:
    """The words of all attacks said to have happened."""
    made = reading(text)
    told = [a for a in made.assertions if a.plover == "ASSAULT" and a.factuality.value == "asserted"]
    return [made.quote(a.span) for a in told]


@pytest.mark.parametrize("text", PEACEFUL)
def test_other_worlds_have_no_attacks(text: str) -> None:
    assert attacks(text) == []


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        pytest.param(FOOTBALL, "genre.sport", id="football"),
        pytest.param(FILM, "genre.arts", id="film"),
        pytest.param(HEALTH, "genre.health", id="health"),
    ],
)
def test_a_text_full_of_words_of_a_world_is_of_it(text: str, genre: str) -> None:
    assert Genre(reading(text), reader().knowledge).other == genre


@pytest.mark.parametrize(
    "text",
    [
        "شن المسلحون هجوما كاسحا على القرية، وأطلقوا قذيفة من خارج المنطقة.",
        "هاجم الجنود القرية.",
    ],
)
def test_the_same_words_tell_of_attacks_elsewhere(text: str) -> None:
    assert attacks(text) != []
    assert Genre(reading(text), reader().knowledge).other == ""


@pytest.mark.parametrize(
    "text",
    [
        "قصفت قوات الدعم السريع ملعبا لكرة القدم في الفاشر، وقال الجيش السوداني إن القصف أوقع قتلى بين اللاعبين.",
        "استهدف تنظيم داعش قاعة سينما في بغداد، وأعلنت الشرطة العراقية مقتل ممثل وإصابة مخرج الفيلم.",
        "قصف الجيش الإسرائيلي مستشفى في خان يونس، وقال طبيب إن المرضى بلا دواء ولا علاج.",
    ],
)
def test_an_attack_on_people_of_another_world_remains_one(text: str) -> None:
    assert attacks(text) != []

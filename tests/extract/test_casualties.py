"""How many an act killed and wounded, with what, and which act a count belongs to."""

from __future__ import annotations

import pytest

from rasid.model import Assertion
from tests.build import reading

PUBLISHED = "2024-01-10"


def told(text: str, *types: str) -> list[Assertion]:
    """The reports of a text that have one of these types, else all reports of violence."""
    wanted = types or ("ASSAULT", "COERCE")
    made = reading(text, published=PUBLISHED).assertions
    return [a for a in made if a.plover in wanted and a.kind in ("event", "claim", "tally")]


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("قتل ثلاثة جنود في انفجار عبوة ناسفة.", 3, None),
        ("قتل ثلاثة جنود ومدنيان في انفجار عبوة ناسفة.", 5, None),
        ("مقتل خمسة جنود وثلاثة مدنيين في قصف على البلدة.", 8, None),
        ("قتل رجلان وثلاث نساء وأصيب تسعة أشخاص في غارة جوية.", 5, 9),
        ("قتل أمس سبعة مدنيين في قصف مدفعي.", 7, None),
        ("قُتل الأسبوع الماضي 12 شرطيا في هجوم مسلح.", 12, None),
        ("كان تسعة جنود، بينهم ضابطان، قُتلوا السبت الماضي في هجوم انتحاري.", 9, None),
        ("قتل 27 شخصا أمس، معظمهم في حمص، برصاص قناصة.", 27, None),
        ("أصيب سبعة أشخاص بينهم طفلان في هجوم بقنبلة.", None, 7),
        ("قتل شخصان وجرح أكثر من عشرين في تفجير سيارة مفخخة.", 2, 20),
        ("قُتل ما لا يقل عن 15 مدنيا في غارات جوية.", 15, None),
        ("سقط 20 قتيلا و45 جريحا في تفجير انتحاري.", 20, 45),
        ("أسفر الهجوم عن مقتل أربعة وإصابة ستة.", 4, 6),
        ("أدى القصف إلى استشهاد طفل وجرح ثلاثة آخرين.", 1, 3),
        ("قصفت القوات سوقا شعبيا، ما أسفر عن مقتل تسعة مدنيين وإصابة 16 آخرين.", 9, 16),
        ("هاجم مسلحون حافلة للجنود، ما أدى إلى مقتل ثلاثة منهم.", 3, None),
        ("استهدفت طائرة مسيرة سيارة قرب الحدود، مما أسفر عن مقتل شخصين.", 2, None),
        ("هاجم مسلحون حاجزا للجيش دون وقوع إصابات.", 0, 0),
        ("سقطت قذائف على الحي من دون تسجيل إصابات.", 0, 0),
        ("قتل عشرات المدنيين في قصف جوي على سوق.", None, None),
        ("لقي 11 جنديا مصرعهم في كمين نصبه مسلحون.", 11, None),
    ],
)
def test_counts_of_dead_and_wounded(text: str, killed: int | None, wounded: int | None) -> None:
    found = told(text, "ASSAULT")
    assert [(a.killed, a.wounded) for a in found] == [(killed, wounded)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "قال الجيش إن القصف أدى إلى مقتل ثلاثة جنود، بينما تحدث مصدر طبي عن سقوط ثمانية قتلى.",
            {3, 8},
        ),
        ("قالت الشرطة إن 16 شخصا قتلوا في الهجوم، فيما أعلن مستشفى المدينة مقتل 21 شخصا.", {16, 21}),
    ],
)
def test_each_speaker_has_his_own_count(text: str, counts: set[int]) -> None:
    assert {a.killed for a in told(text)} == counts


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("أسقطت الدفاعات الجوية طائرة مسيرة فوق المدينة.", {"drone"}),
        ("اعترضت الدفاعات الجوية صاروخا باليستيا أطلقه الحوثيون.", {"missile"}),
        ("قتل جندي بانفجار لغم أرضي خلال عملية تفتيش.", {"mine"}),
        ("قصفت طائرات مسيرة مخزنا للذخيرة.", {"drone"}),
        ("أطلق مسلحون النار من أسلحة رشاشة على دورية.", {"small arms"}),
        ("قصفت المدفعية قرية حدودية بعشرات القذائف.", {"artillery"}),
    ],
)
def test_means_of_an_act(text: str, weapons: set[str]) -> None:
    assert set(told(text, "ASSAULT")[0].weapons) == weapons


def test_goods_seized_are_no_means() -> None:
    found = told("اعتقلت الشرطة ثلاثة أشخاص وضبطت أسلحة رشاشة وعبوات ناسفة في منزل.", "COERCE")
    assert found
    assert [a.weapons for a in found] == [()] * len(found)


def test_a_march_is_no_drone() -> None:
    found = told("خرجت مسيرة غاضبة في رام الله أطلقت القوات الغاز المسيل للدموع لتفريقها.", "ASSAULT")
    assert found
    assert all("drone" not in a.weapons for a in found)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("تظاهر ثلاثة آلاف شخص في ساحة التحرير.", 3000),
        ("شارك أكثر من 1200 عامل في مسيرة احتجاجية وسط العاصمة.", 1200),
    ],
)
def test_a_protest_has_its_crowd(text: str, people: int) -> None:
    sizes = [a.quantity.value for a in told(text, "PROTEST") if a.quantity is not None]
    assert sizes == [people]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قتل 86 شخصا منذ مطلع العام الجاري.", "tally"),
        ("فرضت السلطات حظر التجول منذ الأربعاء، فيما أوقفت الشرطة 14 شخصا.", "event"),
    ],
)
def test_a_window_makes_a_tally_of_its_own_clause_only(text: str, kind: str) -> None:
    found = [a for a in told(text) if a.killed or a.by.startswith(("find_events:stop_person", "find_events:arrest"))]
    assert [a.kind for a in found] == [kind]


def test_the_dead_are_told_where_the_act_that_killed_them_is_only_named() -> None:
    found = reading("توفي سجين وقتل آخر بعد تعرضه للضرب.").assertions
    assert "ASSAULT" in [a.plover for a in found]


def test_fighting_that_only_opens_a_window_takes_no_count() -> None:
    found = reading("ارتفع عدد القتلى منذ اندلاع القتال في السودان إلى 865 قتيلا.").assertions
    assert [(a.killed, a.target != ()) for a in found if a.killed] == [(865, False)]

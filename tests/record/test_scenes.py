"""Threats and tallies as the press tells them, followed over several articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.record.conftest import Desk

SCENES: dict[str, tuple[tuple[str, str], ...]] = {
    "carried_out": (
        ("2020-01-06", "توعد الحرس الثوري الإيراني بضرب القواعد الأميركية في العراق ردا على مقتل أحد قادته."),
        ("2020-01-07", "قصفت تركيا مواقع لحزب العمال الكردستاني شمالي العراق."),
        (
            "2020-01-08",
            "أعلن الحرس الثوري الإيراني إطلاق صواريخ على قاعدة عين الأسد التي تضم قوات أميركية في العراق فجر الأربعاء.",
        ),
    ),
    "condition_met": (
        ("2024-03-01", "توعدت حركة حماس إسرائيل بقصف تل أبيب إذا هاجم الجيش الإسرائيلي مدينة رفح."),
        ("2024-03-05", "هاجم الجيش الإسرائيلي مدينة رفح بالدبابات فجر اليوم الثلاثاء."),
    ),
    "lapsed": (
        (
            "2018-01-10",
            "أمهلت هيئة تحرير الشام فصائل المعارضة في معرة النعمان حتى 15 يناير للانسحاب من المدينة وهددت باقتحامها.",
        ),
        ("2018-02-20", "قال ناشطون إن الهدوء ساد معرة النعمان."),
    ),
    "withdrawn": (
        ("2019-06-01", "هددت قوى الحرية والتغيير المجلس العسكري السوداني بإضراب عام إذا لم يسلم السلطة."),
        ("2019-07-05", "توصلت قوى الحرية والتغيير إلى اتفاق مع المجلس العسكري السوداني على تقاسم السلطة."),
    ),
    "open": (
        ("2022-05-10", "هددت تركيا بشن عملية عسكرية ضد قوات سوريا الديمقراطية في منبج."),
        ("2022-05-20", "قصفت القوات الروسية مواقع لقوات سوريا الديمقراطية في منبج."),
        ("2022-05-21", "قصفت تركيا مواقع لحزب العمال الكردستاني شمالي العراق."),
    ),
}


@pytest.mark.parametrize("status", SCENES)
@pytest.mark.parametrize("late", [False, True])
def test_a_threat_of_the_press_becomes_what_later_reports_make_of_it(
    another: Callable[[], Desk], status: str, *, late: bool
) -> None:
    desk, articles = another(), SCENES[status]
    for number, (day, text) in enumerate(reversed(articles) if late else articles):
        desk.add(text, f"outlet {number}", day)
    assert [item.status for item in desk.ask.threats()] == [status]


def test_tallies_of_the_press_are_held_against_the_record_over_time(another: Callable[[], Desk]) -> None:
    desk = another()
    for day, text in (
        ("2024-02-02", "أعلن البنتاغون أن الحوثيين شنوا 3 هجمات على سفن تجارية في البحر الأحمر منذ 15 يناير."),
        ("2024-01-18", "هاجم الحوثيون سفينة تجارية في البحر الأحمر بصاروخ يوم الخميس."),
        ("2024-01-27", "أطلق الحوثيون صاروخا على ناقلة نفط في البحر الأحمر أمس الجمعة."),
        ("2024-02-16", "أعلن البنتاغون أن الحوثيين شنوا 5 هجمات على سفن تجارية في البحر الأحمر منذ 15 يناير."),
        ("2024-02-12", "استهدف الحوثيون سفينة شحن في البحر الأحمر بصاروخين يوم الاثنين."),
    ):
        desk.add(text, "outlet", day)
    found = [(t.value, t.counted, t.said_more, t.counted_more) for t in desk.ask.tallies()]
    assert found == [(3.0, 2.0, None, None), (5.0, 3.0, 2.0, 1.0)]


def test_a_tally_of_the_killed_adds_up_the_best_figures_of_its_window(another: Callable[[], Desk]) -> None:
    desk = another()
    for day, text in (
        ("2015-03-20", "قتل 40 شخصا في تفجير انتحاري بمسجد في صنعاء يوم الجمعة."),
        ("2015-03-22", "قتل 12 جنديا في هجوم لتنظيم القاعدة في مدينة الحوطة يوم السبت."),
        ("2015-02-10", "قتل سبعة جنود في هجوم لتنظيم القاعدة في مدينة الحوطة يوم الاثنين."),
        ("2015-03-25", "قالت وزارة الصحة اليمنية إن 100 شخص قتلوا في هجمات في اليمن منذ بداية مارس."),
    ):
        desk.add(text, "outlet", day)
    assert [(t.value, t.counted, t.share) for t in desk.ask.tallies()] == [(100.0, 52.0, 0.52)]

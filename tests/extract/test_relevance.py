"""What is about conflict or politics, and what only borrows its words."""

from __future__ import annotations

import math

import pytest

from benchmarks.robust import articles
from rasid.examples import load_examples
from rasid.extract.relevance import (
    BLOCKS,
    CLASSES,
    Relevance,
    article_relevance,
    model,
    read_model,
    sentence_features,
    sentence_relevance,
    weigh,
)
from rasid.knowledge.weights import load_weights
from tests.build import reader, reading

OTHER = {
    "football": """قلب فريق الوحدة تأخره بهدفين إلى فوز مثير على ضيفه الشباب في افتتاح الجولة العاشرة من الدوري.
وافتتح الضيوف التسجيل عبر قذيفة أطلقها لاعب الوسط من مسافة ثلاثين مترا، قبل أن يضاعف المهاجم النتيجة برأسية قوية.
وفي الشوط الثاني شن أصحاب الأرض هجوما متواصلا أسفر عن ثلاثة أهداف في عشر دقائق.
وقال المدرب بعد المباراة إن لاعبيه قاتلوا حتى صافرة النهاية. ويلتقي الفريقان مجددا في الكأس الشهر المقبل.""",
    "markets": """أغلقت البورصة على ارتفاع للجلسة الثالثة على التوالي بدعم من أسهم المصارف والاتصالات.
وصعد المؤشر الرئيسي واحدا ونصفا في المئة وسط تداولات نشطة. وقفز سهم شركة الإسمنت بعد إعلانها توزيع أرباح.
في المقابل تكبدت شركات العقار خسائر مع عودة المخاوف من ارتفاع كلفة الاقتراض.
ويرى محللون أن السوق تتجه إلى اختبار مستويات جديدة قبل نهاية الشهر.""",
    "weather": """تتأثر المناطق الشمالية اعتبارا من فجر الغد بكتلة هوائية باردة تؤدي إلى هطول أمطار رعدية.
وتوقعت دائرة الأرصاد أن تتدنى الحرارة إلى ما دون معدلاتها بخمس درجات، وأن تهب رياح غربية تثير الغبار.
ودعت السائقين إلى التمهل بسبب خطر الانزلاق. ويستقر الطقس تدريجيا مساء الخميس.""",
    "health": """أظهرت دراسة طبية أن المشي نصف ساعة يوميا يخفض خطر الإصابة بأمراض القلب بنسبة الثلث.
وتابع الباحثون ألف متطوع على مدى عشر سنوات وقاسوا ضغط الدم ومستوى السكر لديهم.
وتهاجم الخلايا المناعية الأنسجة السليمة حين يطول السهر، بحسب الدراسة. وينصح الأطباء بالنوم سبع ساعات.""",
    "film": """يفتتح المخرج الشاب الدورة الجديدة من مهرجان السينما بفيلمه الروائي الثاني.
ويحكي الفيلم، في ساعتين، قصة أم تبحث عن ابنها في مدينة دمرتها الحرب.
وأدت البطولة ممثلة مسرحية في أول ظهور لها على الشاشة.
ونال العمل إعجاب النقاد بفضل تصويره وموسيقاه. ويعرض في الصالات مطلع الصيف.""",
    "recipe": """تعد شوربة العدس من أشهر أطباق الشتاء، وتحتاج إلى كوب من العدس الأحمر وبصلة وجزرتين.
يقلى البصل في الزيت حتى يذبل ثم يضاف العدس والماء الساخن ويترك الخليط على نار هادئة نصف ساعة.
يهرس المزيج ويقدم مع الليمون والخبز المحمص.""",
    "science": """رصد فلكيون كوكبا جديدا يدور حول نجم يبعد أربعين سنة ضوئية عن الأرض.
ويبلغ حجم الكوكب ضعف حجم الأرض ويكمل دورته في عشرة أيام. ويأمل العلماء أن يكشف التلسكوب الفضائي عن بخار الماء في غلافه.
ونشرت النتائج في مجلة علمية متخصصة.""",
    "telephones": """كشفت الشركة عن هاتفها الجديد المزود بثلاث كاميرات وبطارية تدوم يومين.
ويأتي الجهاز بشاشة قابلة للطي ومعالج أسرع بأربعين في المئة من سابقه. ويبدأ سعره من تسعمئة دولار.
ويتوقع خبراء أن يشعل الهاتف المنافسة في سوق الأجهزة الفاخرة.""",
}


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_articles_about_other_things_are_not_relevant(text: str) -> None:
    found = article_relevance(reading(text, published="2024-03-12"), reader().knowledge)
    assert not found.relevant, found


@pytest.mark.parametrize("name", [e.document.id for e in load_examples() if e.document.id != "football"])
def test_the_examples_about_conflict_are_relevant(name: str) -> None:
    document = next(e.document for e in load_examples() if e.document.id == name)
    assert article_relevance(reader().read(document), reader().knowledge).relevant


@pytest.mark.parametrize("text", ["قصف الجيش السوري بلدة سراقب أمس.", "اعتقلت الشرطة التركية ثلاثة متظاهرين في أنقرة."])
def test_a_report_of_one_sentence_is_relevant(text: str) -> None:
    assert article_relevance(reading(text, published="2024-03-12"), reader().knowledge).relevant


def test_a_match_report_in_words_of_war_is_not_relevant() -> None:
    document = next(e.document for e in load_examples() if e.document.id == "football")
    assert not article_relevance(reader().read(document), reader().knowledge).relevant


def test_gold_articles_with_acts_are_relevant() -> None:
    with_acts = [a for a in articles() if len(a.gold["assertions"]) >= 3]
    missed = [
        a.gold["id"]
        for a in with_acts
        if not article_relevance(reading(a.text, published=a.gold["published"]), reader().knowledge).relevant
    ]
    assert len(with_acts) > 30
    assert not missed


@pytest.mark.parametrize(
    ("text", "quad"),
    [
        ("قصفت الطائرات مواقع المسلحين وقتلت عددا من المدنيين.", "material conflict"),
        ("أدان المجلس بشدة الهجمات وطالب بوقفها فورا.", "verbal conflict"),
        ("عقد الوزيران محادثات واتفقا على مواصلة الحوار بين البلدين.", "verbal cooperation"),
        ("قدمت الحكومة مساعدات إنسانية إلى اللاجئين بالتعاون مع الأمم المتحدة.", "material cooperation"),
    ],
)
def test_classes_of_sentences(text: str, quad: str) -> None:
    found = sentence_relevance(reading(text), reader().knowledge, 0)
    assert found.relevant
    assert found.quad == quad


def test_an_empty_article_is_not_relevant() -> None:
    assert not article_relevance(reading(""), reader().knowledge).relevant


def test_weights_are_summed_by_block() -> None:
    weights = read_model(["\t500\t0\t0\t0\t0\t0", "w:a\t1000\t2000\t0\t0\t0\t0\t1000", "w:b\t1000\t0\t0\t0\t0\t0\t0"])
    blocks = {name: ["a", "b", "c"] if name == "word" else [] for name in BLOCKS}
    found = weigh(blocks, weights)
    assert found.score == pytest.approx(0.5 + 2 * math.sqrt(0.5) / math.sqrt(2))
    assert found.quad == CLASSES[4]
    assert weigh({name: [] for name in BLOCKS}, weights) == Relevance(0.5, (0.0,) * 5)


def test_the_shipped_weights_are_whole() -> None:
    lines = load_weights("relevance")
    assert lines[0].startswith("\t")
    assert len(model(reader().knowledge).rows) == len(lines) - 1
    assert {len(line.split("\t")) for line in lines[1:]} == {8}
    assert sum(map(len, lines)) < 4_000_000


def test_a_sentence_is_described_by_how_it_is_set() -> None:
    found = reading("49 - قصف الجيش بلدة سراقب (شرق إدلب) في 12 آذار، بحسب AFP.")
    shape = sentence_features(found, reader().knowledge, 0)["shape"]
    assert {"b:9_-_a", "e:a_.", "n:2", "x:True", "(1", "،1", ":0"} <= set(shape)


def test_features_are_the_same_each_time() -> None:
    found = reading("أعلن الجيش مقتل جنديين في كمين قرب الحدود.")
    assert sentence_features(found, reader().knowledge, 0) == sentence_features(found, reader().knowledge, 0)

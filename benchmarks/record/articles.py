"""Invented articles by the thousand, to measure the record with: one story told by several outlets, copied, rewritten.

Seeded: the same seed gives the same articles. All of it is made up.

    python benchmarks/record/articles.py 20000 >articles.jsonl
"""

from __future__ import annotations

import heapq
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

BEGIN = date(2023, 1, 1)
A_DAY = 27  # articles; 20,000 in two years
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
OUTLETS = (
    *(f"جريدة {name}" for name in ("النهضة", "الصباح", "المرآة", "البيان", "الرأي", "الشروق", "المدار")),
    "وكالة الساحل",
    "وكالة المشرق",
    "موقع الميدان",
    "إذاعة الوادي",
    "قناة الأفق",
)


@dataclass(frozen=True, slots=True)
class Theatre:
    """Where stories happen, and who acts in them."""

    places: tuple[str, ...]
    armies: tuple[str, ...]
    groups: tuple[str, ...]
    ministry: str
    weight: int


THEATRES = (
    Theatre(
        (
            "تدمر",
            "الرقة",
            "دير الزور",
            "درعا",
            "إدلب",
            "حمص",
            "الحسكة",
            "السويداء",
            "البوكمال",
            "منبج",
            "عفرين",
            "اللاذقية",
            "طرطوس",
            "حماة",
            "حلب",
            "الميادين",
            "القامشلي",
            "جسر الشغور",
            "الباب",
            "إعزاز",
            "تل أبيض",
            "رأس العين",
            "سلمية",
            "القريتين",
            "معرة النعمان",
        ),
        ("الجيش السوري", "قوات سوريا الديمقراطية", "الجيش التركي"),
        ("تنظيم داعش", "هيئة تحرير الشام", "الجيش الوطني السوري"),
        "وزارة الدفاع السورية",
        5,
    ),
    Theatre(
        (
            "الموصل",
            "كركوك",
            "ديالى",
            "الرمادي",
            "الفلوجة",
            "سامراء",
            "تكريت",
            "سنجار",
            "بعقوبة",
            "البصرة",
            "النجف",
            "كربلاء",
            "الناصرية",
            "العمارة",
            "هيت",
            "حديثة",
            "القائم",
            "تلعفر",
            "الحويجة",
            "طوزخورماتو",
            "خانقين",
            "بيجي",
            "أربيل",
            "السليمانية",
        ),
        ("الجيش العراقي", "الشرطة العراقية", "قوات البيشمركة"),
        ("تنظيم داعش", "كتائب حزب الله العراقية", "حزب العمال الكردستاني"),
        "وزارة الداخلية العراقية",
        4,
    ),
    Theatre(
        (
            "مأرب",
            "تعز",
            "الحديدة",
            "صعدة",
            "عدن",
            "الضالع",
            "شبوة",
            "البيضاء",
            "حجة",
            "أبين",
            "لحج",
            "المكلا",
            "سيئون",
            "زنجبار",
            "المخا",
            "الخوخة",
            "حرض",
            "ميدي",
            "رداع",
            "ذمار",
            "عتق",
        ),
        ("الجيش اليمني", "قوات التحالف العربي", "القوات الحكومية اليمنية"),
        ("جماعة الحوثي", "تنظيم القاعدة في جزيرة العرب"),
        "وزارة الدفاع اليمنية",
        4,
    ),
    Theatre(
        (
            "أم درمان",
            "الخرطوم",
            "الفاشر",
            "نيالا",
            "الأبيض",
            "ود مدني",
            "الجنينة",
            "بحري",
            "زالنجي",
            "كسلا",
            "القضارف",
            "بورتسودان",
            "الدلنج",
            "كادوقلي",
            "الضعين",
            "سنار",
            "الدمازين",
            "كوستي",
            "ربك",
            "مليط",
            "شندي",
        ),
        ("الجيش السوداني",),
        ("قوات الدعم السريع", "الحركة الشعبية لتحرير السودان"),
        "وزارة الخارجية السودانية",
        5,
    ),
    Theatre(
        (
            "غزة",
            "رفح",
            "خان يونس",
            "جنين",
            "نابلس",
            "طولكرم",
            "جباليا",
            "دير البلح",
            "الخليل",
            "بيت لاهيا",
            "بيت حانون",
            "طوباس",
            "قلقيلية",
            "رام الله",
            "بيت لحم",
            "أريحا",
            "الشجاعية",
            "سلفيت",
        ),
        ("الجيش الإسرائيلي",),
        ("حركة حماس", "حركة الجهاد الإسلامي"),
        "وزارة الصحة في غزة",
        5,
    ),
    Theatre(
        (
            "طرابلس",
            "بنغازي",
            "سرت",
            "سبها",
            "مصراتة",
            "الزاوية",
            "درنة",
            "أجدابيا",
            "طبرق",
            "غريان",
            "ترهونة",
            "زليتن",
            "صبراتة",
            "الكفرة",
            "أوباري",
            "بني وليد",
        ),
        ("الجيش الليبي", "قوات حكومة الوفاق"),
        ("تنظيم داعش",),
        "وزارة الداخلية الليبية",
        2,
    ),
    Theatre(
        (
            "مقديشو",
            "كيسمايو",
            "بيدوا",
            "بلدوين",
            "بوصاصو",
            "جالكعيو",
            "غاروي",
            "مركا",
            "جوهر",
            "أفجوي",
            "براوة",
            "دينسور",
        ),
        ("الجيش الصومالي", "القوات الحكومية الصومالية"),
        ("حركة الشباب",),
        "وزارة الإعلام الصومالية",
        2,
    ),
    Theatre(
        (
            "كابل",
            "قندهار",
            "هرات",
            "جلال آباد",
            "قندوز",
            "غزني",
            "مزار شريف",
            "لشكركاه",
            "فراه",
            "خوست",
            "ميمنة",
            "فيض آباد",
            "بغلان",
            "كونر",
            "زابل",
            "لوغر",
        ),
        ("القوات الأفغانية", "الشرطة الأفغانية"),
        ("حركة طالبان", "تنظيم داعش"),
        "وزارة الداخلية الأفغانية",
        3,
    ),
)
FOOTERS = (
    "لمتابعة آخر الأخبار اشتركوا في قناتنا على تطبيق الرسائل وحملوا تطبيق الصحيفة على هواتفكم.",
    "جميع الحقوق محفوظة للوكالة ولا يجوز نشر أي مادة من مواد الموقع بلا إذن مكتوب من إدارة التحرير.",
    "اقرأ أيضا ما كتبه مراسلونا عن المنطقة في الأسبوع الماضي على صفحات الموقع وفي نشرته البريدية.",
    "يمكنكم مراسلة هيئة التحرير على البريد الإلكتروني أو عبر صفحاتنا في مواقع التواصل الاجتماعي.",
)
WEAPONS = ("عبوة ناسفة", "سيارة مفخخة", "طائرة مسيرة", "قذائف هاون", "صواريخ", "أسلحة رشاشة", "مدفعية ثقيلة")
AIMS = ("ثكنة", "حاجز", "مقر", "دورية", "قاعدة", "نقطة تفتيش", "رتل", "مستودع ذخيرة", "مبنى حكومي", "سوق شعبية")
PARTS = ("شمالي", "جنوبي", "شرقي", "غربي")
WHO = ("الجنود", "المدنيين", "عناصر الشرطة", "المسلحين", "عمال الإغاثة")
CARE = ("مستشفى قريب", "المستشفى العام", "مركز صحي ميداني", "مستشفيات المدينة", "نقطة طبية متقدمة")
CALLERS = ("منظمات دولية", "لجنة الصليب الأحمر", "جمعية خيرية محلية", "هيئة الإغاثة", "شخصيات عشائرية")
LENGTHS = ("لساعات", "طوال الليل", "حتى الفجر", "لليوم الثاني", "منذ الصباح", "أكثر من مرة")
TIMES = ("فجر", "صباح", "ظهر", "عصر", "مساء", "ليل")
SAID = ("قال مصدر أمني", "أفادت مصادر محلية", "ذكر شهود عيان", "أكد مسؤول محلي", "أوضح ناطق عسكري")


@dataclass(frozen=True, slots=True)
class Story:
    """One thing in the invented world."""

    theatre: Theatre
    place: str
    day: date
    doer: str
    target: str
    aim: str
    weapon: str
    who: str
    dead: int
    hurt: int
    hour: str
    part: str


def story(day: date, chance: random.Random) -> Story:
    """A story of a day, at random."""
    theatre = chance.choices(THEATRES, [t.weight for t in THEATRES])[0]
    doer, target = chance.choice(theatre.groups), chance.choice(theatre.armies)
    if chance.random() < 0.4:
        doer, target = target, doer
    return Story(
        theatre,
        chance.choice(theatre.places),
        day,
        doer,
        target,
        chance.choice(AIMS),
        chance.choice(WEAPONS),
        chance.choice(WHO),
        chance.randint(3, 40),
        chance.randint(3, 60),
        chance.choice(TIMES),
        chance.choice(PARTS),
    )


def ending(it: Story, chance: random.Random) -> str:
    """What else is said, in one of several wordings."""
    other = chance.choice([p for p in it.theatre.places if p != it.place])
    ways = (
        f"وتشهد {it.place} توترا منذ أسابيع وسط مخاوف السكان من اتساع المواجهات نحو {other}.",
        f"ونقل المصابون إلى {chance.choice(CARE)} وفرضت السلطات طوقا حول المكان {chance.choice(LENGTHS)}.",
        f"ولم تتضح بعد ملابسات ما جرى، فيما بدأت لجنة من {chance.randint(3, 9)} أعضاء عملها في {it.place}.",
        f"ودعت {chance.choice(CALLERS)} الأطراف إلى ضبط النفس وحماية {it.who} في {it.place}.",
        f"وشوهدت سيارات الإسعاف تتجه إلى {it.part} {it.place} وسط انقطاع الاتصالات {chance.choice(LENGTHS)}.",
        f"وكانت {other} مسرحا لحوادث مشابهة خلال الأشهر الماضية.",
        f"وأغلقت المدارس والأسواق أبوابها ونزحت {chance.randint(20, 900)} أسرة من {it.place} إلى قرى {other}.",
        f"وتراجعت حركة المرور على طريق {other} بعد إغلاق {chance.randint(2, 6)} جسور.",
        f"وقال أحد السكان إن أصوات الانفجارات سمعت حتى {other} {chance.choice(LENGTHS)}.",
        f"وأشار مراسلنا إلى أن الكهرباء انقطعت عن {chance.randint(3, 40)} حيا في {it.place}.",
        f"وأرسلت {chance.choice(CALLERS)} قافلة من {chance.randint(4, 60)} شاحنة إلى {it.place} عبر {other}.",
        f"وانخفضت أسعار الوقود في {other} بعدما كانت ارتفعت {chance.choice(LENGTHS)}.",
    )
    return chance.choice(ways)


def did(verb: str, who: str) -> str:
    """A verb in the gender of who acts."""
    female = ("جماعة", "حركة", "هيئة", "قوات", "كتائب", "الشرطة", "الحركة", "القوات")
    return verb + "ت" if who.split()[0] in female else verb


def to(who: str) -> str:
    """A name with the preposition of belonging."""
    return "لل" + who[2:] if who.startswith("ال") else "ل" + who


def first_sentence(it: Story, chance: random.Random) -> str:
    """What happened, in one of several wordings."""
    when, died = f"{it.hour} {WEEKDAYS[it.day.weekday()]}", f"مقتل {it.dead} شخصا"
    struck, shelled, raided = did("استهدف", it.doer), did("قصف", it.doer), did("هاجم", it.doer)
    said = chance.choice(SAID)
    ways = (
        f"قتل {it.dead} من {it.who} وأصيب {it.hurt} آخرون في هجوم نفذه {it.doer} على {it.aim} في {it.place} {when}.",
        f"{struck} {it.doer} {it.aim} {to(it.target)} {it.part} {it.place} ب{it.weapon} {when} ما أدى إلى {died}.",
        f"{said} إن {it.doer} {raided} {it.aim} {to(it.target)} في {it.place} {when}، ما أسفر عن {died}.",
        f"اندلعت اشتباكات {when} بين {it.doer} و{it.target} {it.part} مدينة {it.place}، أسفرت عن {died}.",
        f"{shelled} {it.doer} مواقع {it.target} في محيط {it.place} {when} وأوقع {it.dead} قتيلا و{it.hurt} جريحا.",
    )
    return chance.choice(ways)


def second_sentence(it: Story, chance: random.Random) -> str:
    """What was said of it, in one of several wordings."""
    did_it = did("نفذ", it.doer)
    other = chance.choice([p for p in it.theatre.places if p != it.place])
    ways = (
        f"{did('وأعلن', it.doer)} {it.doer} مسؤوليته عن الهجوم في بيان نشر على الإنترنت.",
        f"وأنكر عناصر {it.doer} أي صلة له بالهجوم على {it.aim} في {it.place}.",
        f"وقالت {it.theatre.ministry} إن عدد القتلى في {it.place} ارتفع إلى {it.dead + chance.randint(1, 6)}.",
        f"{did('واتهم', it.target)} {it.target} {it.doer} بالوقوف وراء الهجوم.",
        f"{did('وهدد', it.target)} {it.target} بالرد على {it.doer} إذا استمرت الهجمات على {other}.",
        f"واعتقلت قوات الأمن {chance.randint(2, 20)} مشتبها بهم في {other}.",
        f"ودعت {it.theatre.ministry} السكان إلى الابتعاد عن مواقع الاشتباك.",
        f"وأعلنت {it.theatre.ministry} أن {it.doer} {did_it} {chance.randint(4, 90)} هجوما منذ بداية العام.",
    )
    return chance.choice(ways)


def articles(number: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many articles in the order in which they were published, as rows of JSON lines.

    The number of a day is the same from the first day to the last, and the first thousand are the same however many
    are asked for.
    """
    chance = random.Random(seed)
    told: list[tuple[date, int, dict[str, str]]] = []
    made = given = days = 0
    while True:
        day = BEGIN + timedelta(days=days)
        days += 1
        while made < days * A_DAY:
            for row in versions(story(day, chance), chance):
                heapq.heappush(told, (date.fromisoformat(row["published"]), made, {"id": f"g{made:06}", **row}))
                made += 1
        while told and told[0][0] <= day:
            if given == number:
                return
            given += 1
            yield heapq.heappop(told)[2]


def versions(it: Story, chance: random.Random) -> Iterator[dict[str, str]]:
    """A story as one outlet after another tells it: in words of its own, copied, or copied with more."""
    outlets = chance.sample(OUTLETS, min(len(OUTLETS), 1 + int(chance.expovariate(0.8))))
    first = ""
    for outlet in outlets:
        if first and chance.random() < 0.3:
            text = first
            if chance.random() < 0.5:
                text += " " + ending(it, chance)
        else:
            parts = [first_sentence(it, chance), second_sentence(it, chance), ending(it, chance)]
            text = " ".join(parts[: chance.choice((2, 3, 3))])
            if chance.random() < 0.25:
                text += f" {FOOTERS[OUTLETS.index(outlet) % len(FOOTERS)]}"
        first = first or text
        day = it.day + timedelta(days=chance.choice((0, 0, 1, 1, 2)))
        url = f"https://n{OUTLETS.index(outlet)}.example/{day:%Y/%m/%d}/{chance.getrandbits(40):x}"
        yield {"text": text, "published": day.isoformat(), "outlet": outlet, "url": url}


def main() -> None:
    """Print as many articles as the command line says, as JSON lines."""
    for row in articles(int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()

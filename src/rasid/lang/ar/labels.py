"""The Arabic of what Rasid says itself: labels of the readable list, by the key that the English has too."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    # kinds of assertion
    "event": "حدث",
    "threat": "تهديد",
    "claim": "تبنٍّ",
    "denial": "نفي",
    "tally": "حصيلة",
    "strength": "قوام قوة",
    "meeting": "لقاء أو اتصال",
    "statement": "تصريح",
    # PLOVER types
    "AGREE": "اتفاق",
    "CONSULT": "تشاور",
    "SUPPORT": "تأييد",
    "CONCEDE": "تنازل",
    "COOPERATE": "تعاون",
    "AID": "مساعدة",
    "RETREAT": "تراجع أو إفراج",
    "REQUEST": "طلب",
    "ACCUSE": "اتهام أو إدانة",
    "REJECT": "رفض",
    "THREATEN": "تهديد",
    "PROTEST": "احتجاج",
    "SANCTION": "عقوبة",
    "MOBILIZE": "تعبئة أو انتشار",
    "COERCE": "إكراه",
    "ASSAULT": "هجوم",
    # slots
    "source": "الفاعل",
    "target": "الهدف",
    "addressee": "المخاطَب",
    "place": "المكان",
    "date": "الزمن",
    "deadline": "المهلة",
    "act": "الفعل المهدد به",
    "channel": "عبر",
    "factuality": "الثبوت",
    "attribution": "القائل",
    "condition": "الشرط",
    "weapons": "السلاح",
    "killed": "القتلى",
    "wounded": "الجرحى",
    "quantity": "العدد",
    "sentence": "النص",
    "nobody": "الوسيلة الإعلامية نفسها",
    "anonymous": "لم يُسمَّ",
    # factuality
    "asserted": "مذكور على أنه وقع",
    "denied": "منفي",
    "possible": "محتمل",
    "conditional": "مشروط",
    "planned": "مخطط له",
    "averted": "أُحبط",
    # dates
    "from": "من",
    "until": "إلى",
    "since": "منذ",
    # whole articles
    "assertions": "ما وُجد",
    "nothing": "لا شيء يُسجَّل في هذا النص",
    "problem": "ملاحظة",
    "published": "نُشر في",
    "outlet": "الوسيلة",
}

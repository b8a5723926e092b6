"""Invented sentences in the scripts that need shaping, and toy leaflets of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from leaflets import Leaflet, WordingError
from leaflets.content.library import Library
from leaflets.content.wording.patterns import GAP
from leaflets.leaflet.model import Run, Words
from leaflets.source.yaml import Mapping, Node, Sequence, parse
from leaflets.typesetting.draw import draw
from tests.shipped import families, shipped_layout
from tests.typesetting import toys


@dataclass(frozen=True)
class Sample:
    """plain: a sentence of letters alone. mixed: with numbers, units, signs and Latin letters."""

    plain: str
    mixed: tuple[str, ...]


SAMPLES = {
    "ar": Sample(
        "تناول القرص بعد الأكل مع كوب من الماء ولا تتوقف قبل نهاية العلاج إلا بإذن الطبيب",
        ("قرص (500 mg) مرتين، ", "هاتف 01632 960 123 أو a@b.org", " قبل 12:30. مُحَمَّد"),
    ),
    "fa": Sample(
        "قرص را بعد از غذا با یک لیوان آب بخورید و آن را دور از کودکان نگه دارید",
        ("روزی ۲ بار (۵۰۰ mg) می‌خورید، ", "گچپژ 021 ۱۲۳ ۴۵۶", " علی‌رضا."),
    ),
    "ur": Sample(
        "گولی کھانے کے بعد ایک گلاس پانی کے ساتھ لیں اور بچوں کی پہنچ سے دور رکھیں",
        ("دن میں 2 بار (500 mg)، ", "ڈاکٹر ٹیکہ پڑھیں", " ہے۔"),
    ),
    "he": Sample(
        "קח את הטבליה אחרי האוכל עם כוס מים ואל תפסיק לפני סוף הטיפול בלי לשאול את הרופא",
        ("טבליה (500 mg) פעמיים, ", "טלפון 01632 960 123 או a@b.org", " לפני 12:30. שָׁלוֹם"),
    ),
    "hi": Sample(
        "खाने के बाद एक गोली पानी के साथ लें और डॉक्टर से पूछे बिना बंद न करें",
        ("दिन में 2 बार (500 mg), ", "स्त्री क्षत्रिय ज्ञान", " श्रीमान द्वितीय a@b.org"),
    ),
    "bn": Sample(
        "খাবারের পরে একটি ট্যাবলেট এক গ্লাস পানি দিয়ে খান",
        ("দিনে 2 বার (500 mg), ", "ক্ষ জ্ঞ স্ত্রী", " কি কী কে কো কৌ"),
    ),
    "ta": Sample(
        "உணவுக்குப் பிறகு ஒரு மாத்திரை தண்ணீருடன் எடுத்துக் கொள்ளுங்கள்",
        ("நாளைக்கு 2 முறை (500 mg), ", "க்ஷ ஸ்ரீ தலைவலி", " கொ கோ கௌ"),
    ),
    "th": Sample(
        "รับประทานยาหลังอาหารพร้อมน้ำหนึ่งแก้วและห้ามหยุดยาก่อนครบกำหนดโดยไม่ปรึกษาแพทย์หรือเภสัชกร",
        ("วันละ 2 ครั้ง (500 mg) ", "น้ำ ที่ กี่ ปู่", " ห้ามเพิ่มยาเป็นสองเท่า"),
    ),
    "zh": Sample(
        "请在饭后用一杯水送服药片并且不要在没有询问医生的情况下自行停药",
        ("每天两次（500 mg），", "请问药师", "。「不要」超过4片。"),
    ),
    "zh-Hant": Sample(
        "請在飯後用一杯水送服藥片並且不要在沒有詢問醫師的情況下自行停藥",
        ("每天兩次（500 mg），", "請問藥師", "。「不要」超過4片。"),
    ),
    "ja": Sample(
        "食後に一杯の水と一緒に錠剤を飲んでください医師に相談せずにやめないでください",
        ("１日２回（500 mg）、", "薬剤師にきいてください", "。「ちょっと」チャート、ー。"),
    ),
    "ko": Sample(
        "식사 후에 물 한 잔과 함께 정제를 드시고 의사와 상의하지 않고 중단하지 마십시오",
        ("하루 2회 (500 mg), ", "약사에게 문의", "하십시오. 大韓"),
    ),
}


def toy(language: str) -> Leaflet:
    """A toy leaflet of a sample: its plain sentence three times over, and its mixed one in runs."""
    sample = SAMPLES[language]
    linked = [Run(text, strong=bool(n % 2)) for n, text in enumerate(sample.mixed)]
    linked[1] = replace(linked[1], link="https://example.org")
    paragraphs = (
        toys.paragraph("toy/plain", sample.plain),
        toys.paragraph("toy/long", " ".join([sample.plain] * 3)),
        replace(toys.paragraph("toy/mixed", "x"), words=Words(tuple(linked))),
    )
    return replace(toys.leaflet(*paragraphs), language=language)


def phrases(language: str) -> Leaflet:
    """A toy leaflet of all that our files of a language say, with a dose in every gap."""
    library, texts = Library(), list[str]()
    for found in (library.wording(language), library.directions(language)):
        texts += _texts(parse(found.source, found.file, WordingError))
    paragraphs = [
        toys.paragraph(f"toy/{number}", GAP.sub("2–3 × 400 mg", text))
        for number, text in enumerate(texts)
    ]
    return replace(toys.leaflet(*paragraphs), language=language)


def _texts(node: Node) -> Iterator[str]:
    """Yield the texts of a file that are not ids or choices, which are in Latin letters."""
    if isinstance(node, Mapping | Sequence):
        for inner in node.values() if isinstance(node, Mapping) else node:
            yield from _texts(inner)
    elif GAP.search(node) or not str(node).isascii():
        yield str(node)


def pdf_of(leaflet: Leaflet) -> bytes:
    """The leaflet in the standard layout."""
    layout = shipped_layout("standard")
    return draw(leaflet, layout, families(), name="standard", version="0").typeset.pdf

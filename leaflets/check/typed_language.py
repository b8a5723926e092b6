"""In which language directions were typed, by the words that only one language has in directions.

It notices words that a patient could not read, and guesses nothing: a text with words of two
languages, or too short to tell, counts as being in the language of the leaflet.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

__all__ = ["other_language"]

# in small letters, by primary language; words of doses, times, meals and needs
WORDS: Final = {
    language: frozenset(words.split())
    for language, words in {
        "de": "einnehmen nehmen sie tablette tabletten kapsel kapseln tropfen täglich am tag alle "
        "stunden tage lang vor nach dem essen den mahlzeiten morgens mittags abends und nur "
        "wenn bei bedarf mit durch mund anwenden schlafengehen",
        "el": "πάρτε χρησιμοποιήστε δισκίο δισκία κάψουλα κάψουλες σταγόνες φορές φορά την ημέρα "
        "κάθε ώρες για πριν μετά από το στόμα φαγητό γεύματα πρωί μεσημέρι βράδυ και μόνο "
        "όταν",
        "en": "take use tablet tablets capsule capsules drops puffs times time a day daily once "
        "twice every hours for days before after with food meals morning noon evening "
        "bedtime needed when only by mouth and the at night",
        "es": "tome tomar use comprimido comprimidos cápsula cápsulas gotas veces vez al día cada "
        "horas durante días antes después de las comidas comida mañana mediodía noche y "
        "cuando solo lo necesite por la boca con",
        "fr": "prenez prendre utilisez comprimé comprimés gélule gélules gouttes fois par jour "
        "tous toutes les heures pendant jours avant après repas matin midi soir et "
        "seulement si besoin bouche au",
        "it": "prenda prendere usi compressa compresse capsula capsule gocce volta volte al "
        "giorno ogni ore per giorni prima dopo dei pasti mattino mezzogiorno sera e solo se "
        "bisogno bocca",
        "pl": "przyjmować stosować tabletkę tabletki tabletek kapsułkę kapsułki krople raz razy "
        "dziennie na dobę co godzin godziny przez dni przed po posiłkach posiłkiem "
        "posiłkami rano wieczorem i tylko w razie potrzeby usta",
        "pt": "tome tomar use comprimido comprimidos cápsula cápsulas gotas vezes vez por dia "
        "cada horas durante dias antes depois das refeições manhã noite e quando só "
        "precisar pela boca",
        "ro": "luați folosiți comprimat comprimate capsulă capsule picături ori dată pe zi la "
        "fiecare ore timp de zile înainte după mese masă dimineața prânz seara și numai "
        "când aveți nevoie gură",
        "ru": "принимайте принимать применяйте таблетку таблетки таблеток капсулу капсулы капли "
        "раз раза в день каждые часов часа дней перед после еды едой утром днём вечером и "
        "только если нужно через рот",
        "so": "qaado isticmaal kiniin kaabsal dhibcood jeer mar maalintii saacadood kasta muddo "
        "ah maalmood cuntada ka hor kaddib subaxdii habeenkii iyo markaad baahato afka",
        "tr": "alın kullanın tablet kapsül damla günde kez saatte bir gün boyunca yemekten "
        "yemeklerden önce sonra sabah öğlen akşam ve yalnızca gerektiğinde ağızdan",
        "uk": "приймайте приймати застосовуйте таблетку таблетки таблеток капсулу капсули краплі "
        "раз рази разів на день кожні годин години днів перед після їди їдою вранці вдень "
        "увечері та лише за потреби якщо через рот",
        "vi": "uống dùng viên nén nang giọt lần mỗi ngày cứ giờ một trong trước sau các bữa ăn "
        "sáng trưa tối và chỉ khi cần bằng đường",
        "hi": "गोली कैप्सूल बूँद लें निगलें इस्तेमाल करें दिन बार हर घंटे भोजन खाने से "
        "पहले के बाद साथ सुबह शाम रात ज़रूरत",
        "ja": "服用 使用 飲ん 飲む してください 錠 カプセル 滴 包 一日 1日 回 時間ごと 日間 食前 "
        "食後 食間 食事 朝 昼 夕 寝る前 必要な 口から",
        "ko": "복용 사용 드십시오 드세요 정 캡슐 방울 하루 매일 번 회 시간마다 동안 식사 식전 식후 "
        "아침 점심 저녁 자기 필요할 입으로",
        "th": "รับประทาน กิน ใช้ กลืน เม็ด แคปซูล หยด วันละ ครั้ง ทุก ชั่วโมง ก่อนอาหาร "
        "หลังอาหาร พร้อมอาหาร เช้า เที่ยง เย็น ก่อนนอน เมื่อ ทางปาก",
        "zh": "服用 使用 口服 片 粒 胶囊 滴 袋 每天 每日 每次 次 小时 饭前 饭后 饭时 早上 中午 "
        "晚上 睡前 需要 天",
    }.items()
}  # fmt: skip
# whose words stand without spaces, with particles behind them, or have marks among their letters
FOUND_INSIDE: Final = frozenset(["hi", "ja", "ko", "th", "zh"])
LETTERS: Final = re.compile(r"[^\W\d_]+")
LEAD: Final = 2  # by so many words another language must be ahead

CACHED_TEXTS: Final = 4096  # many patients have the same directions


@lru_cache(CACHED_TEXTS)
def other_language(text: str, language: str) -> str | None:
    """Return the language in which directions seem to be, if that is another one, else None.

    language: of the leaflet; where no words are known for it, None is returned.
    """
    if language.split("-")[0] not in WORDS:
        return None
    letters = text.casefold()
    words = set(LETTERS.findall(letters))
    counts = {
        tag: sum(word in letters for word in known) if tag in FOUND_INSIDE else len(words & known)
        for tag, known in WORDS.items()
    }
    best = max(counts, key=lambda tag: counts[tag])
    return best if counts[best] >= counts[language.split("-")[0]] + LEAD else None

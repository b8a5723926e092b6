"""The fields of an openFDA label: for whom each is written, and which stand inside another one.

openFDA makes a field of each section of a label, by its LOINC code, with all words of the section
and of those inside it, without their places. A section inside another one is a field as well, so
that its words stand there twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from ..source import Part

__all__ = [
    "NO_SECTION",
    "TABLE",
    "Text",
    "chosen_fields",
    "heading",
    "heading_length",
    "is_for_consumers",
    "label_texts",
    "nest",
    "proposal",
    "texts_of",
]

PRODUCT_TYPE: Final = "HUMAN OTC DRUG"
# sections of a label for consumers, which no other label has
FOR_CONSUMERS: Final = ("purpose", "do_not_use", "stop_use", "when_using", "ask_doctor")
FOR_PATIENTS: Final = (
    "spl_medguide", "spl_patient_package_insert", "instructions_for_use",
    "patient_medication_information",
)  # fmt: skip
TO_TELL_PATIENTS: Final = "information_for_patients"
PACK: Final = "package_label_principal_display_panel"
PRODUCT: Final = "spl_product_data_elements"  # names and ingredients in a row
NO_SECTION: Final = (PACK, PRODUCT, "spl_indexing_data_elements")
TABLE: Final = "_table"
ABOUT: Final = ("set_id", "id", "effective_time", "version", "openfda")  # the label, not a section
HEADINGS: Final = {
    "spl_medguide": "Medication guide",
    "spl_patient_package_insert": "Patient package insert",
    "spl_unclassified_section": "",
}
# what a field is about, by the agreed list
PROPOSALS: Final = {
    "indications_and_usage": "what-it-is-for",
    "purpose": "what-it-is-for",
    "mechanism_of_action": "how-it-works",
    "contraindications": "do-not-take",
    "do_not_use": "do-not-take",
    "warnings": "warnings",
    "warnings_and_cautions": "warnings",
    "ask_doctor": "warnings",
    "pediatric_use": "children",
    "drug_interactions": "other-medicines",
    "ask_doctor_or_pharmacist": "other-medicines",
    "pregnancy": "pregnancy",
    "dosage_and_administration": "how-to-take",
    "overdosage": "too-much",
    "adverse_reactions": "side-effects",
    "storage_and_handling": "storage",
    "inactive_ingredient": "what-it-contains",
    "active_ingredient": "what-it-contains",
    "how_supplied": "appearance",
    "questions": "contacts",
}
SPELLINGS: Final = {"and": "(?:and|&|or|and/or)", "or": "(?:or|/|and)"}
SPACES: Final = re.compile(r"\s+")
SHORTEST: Final = 20  # characters: a shorter text may stand in another one by chance


class Text(Struct):
    """One text of a field. path: of it in the label. inside: the texts that it repeats in full,
    each with its first character here, in order. is_repeated: it stands inside another one."""

    field: str
    path: str
    words: str
    inside: list[tuple[int, Text]] = msgspec.field(default_factory=list)
    is_repeated: bool = False


def label_texts(label: Mapping[str, Any]) -> list[Text]:
    """Return the texts of all sections of a label, in their order, without its tables."""
    return [
        Text(field, path, words)
        for field, value in label.items()
        if field not in ABOUT and not field.endswith(TABLE)
        for path, words in texts_of(field, value)
    ]


def texts_of(field: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield each text of a field with its path, in single spaces."""
    values = value if isinstance(value, list) else [value]
    for number, text in enumerate(values):
        if words := SPACES.sub(" ", str(text)).strip():
            yield (f"{field}[{number}]" if isinstance(value, list) else field), words


def nest(texts: list[Text]) -> list[Text]:
    """Put texts into the shortest one that repeats them. Return those that stand alone."""
    longest_first = sorted(texts, key=lambda text: -len(text.words))
    for index, text in enumerate(longest_first):
        if len(text.words) < SHORTEST:
            continue
        for outer in reversed(longest_first[:index]):
            if (at := _free_place(text.words, outer)) is not None:
                outer.inside.append((at, text))
                text.is_repeated = True
                break
    for text in texts:
        text.inside.sort(key=lambda part: part[0])
    return [text for text in texts if not text.is_repeated]


def _free_place(words: str, outer: Text) -> int | None:
    """Return where words stand in another text, as whole words that no other text covers."""
    at = outer.words.find(words)
    while at >= 0:
        end = at + len(words)
        before, after = outer.words[at - 1 : at], outer.words[end : end + 1]
        is_free = all(end <= start or at >= start + len(t.words) for start, t in outer.inside)
        if is_free and before in ("", " ") and after in ("", " "):
            return at
        at = outer.words.find(words, at + 1)
    return None


def is_for_consumers(label: Mapping[str, Any]) -> bool:
    """Tell whether all of a label is written for those who use the medicine."""
    types = label.get("openfda", {}).get("product_type", ())
    return PRODUCT_TYPE in types or (not types and any(name in label for name in FOR_CONSUMERS))


def chosen_fields(label: Mapping[str, Any], part: Part) -> list[str]:
    """Return the names of the fields that are read: all, or what is written for patients.

    Where nothing is, what professionals are to tell them.
    """
    if part == "all" or is_for_consumers(label):
        return [name for name in label if name not in NO_SECTION]
    return [name for name in label if name in FOR_PATIENTS] or [TO_TELL_PATIENTS]


def heading(field: str) -> str:
    """Return the name of a field as a heading; empty if it says nothing."""
    return HEADINGS.get(field, field.replace("_", " ").capitalize())


def heading_length(text: Text) -> int:
    """Return how many characters at the beginning of a text are its heading; 0 for none."""
    words = [re.escape(word) for word in heading(text.field).split()]
    name = r"\s".join(SPELLINGS.get(word, word) for word in words)
    match = re.match(rf"(?:\d+(?:\.\d+)*\.?\s)?{name}:?(?=\s|\Z)", text.words, re.IGNORECASE)
    return match.end() if name and match else 0


def proposal(field: str) -> str | None:
    """Return the section of the agreed list that a field suggests, or None."""
    return PROPOSALS.get(field)

"""Write the directions of a dispense record as one text for the patient.

What the record says in words is taken as it is. Codes are put into the words of data/directions/,
in the leaflet's language, and the text says that a program did so. Parts stand in their sequence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from ..base.errors import DispenseError, Fault, ParticularsError, Place
from ..base.languages import full_stop_after, space_after
from ..content.directions.model import Concept, Dosage
from ..content.library import Library
from ..content.particulars import DIRECTIONS_NUMBER
from ..source.yaml import Text
from .dosage_words import DosageWriter

if TYPE_CHECKING:
    from ..content.directions.standard import StandardDirections

__all__ = ["DirectionsWriter", "with_standard_directions"]


def with_standard_directions(
    values: Mapping[str, str], writer: Callable[[], DirectionsWriter]
) -> dict[str, str]:
    """Return particulars by field with the words of standard directions that a number stands for.

    writer: gives the writer of the leaflet's language. Raises ParticularsError (A289) where there
    are other directions too, and what `write_standard` raises.
    """
    written = {**values}
    number = written.pop(DIRECTIONS_NUMBER, "")
    if not number.strip():
        return written
    if written.get("directions", "").strip():
        place = number.place if isinstance(number, Text) else Place("")
        message = "There are directions, and a number of standard directions."
        raise ParticularsError([Fault("A289", place, message, "Keep one of them.")])
    written["directions"] = writer().write_standard(number)
    return written


class DirectionsWriter:
    """Writes directions in one language. Words for codes are read only if they are needed."""

    def __init__(self, library: Library, language: str) -> None:
        self._library, self._language = library, language

    @cached_property
    def _dosages(self) -> DosageWriter:
        """Raises WordingError, VocabularyError, NotFoundError."""
        from ..content.directions.vocabulary import load_vocabulary
        from ..content.directions.wording import load_directions
        from ..content.wording import load_wording
        from .phrasebook import Phrasebook

        vocabulary = load_vocabulary(self._library)
        words = load_directions(self._library, self._language, vocabulary.codes)
        return DosageWriter(
            vocabulary, words, Phrasebook(load_wording(self._library, self._language))
        )

    def sha256(self) -> str:
        """Return the SHA-256 of the words for codes, in hexadecimal, "" if none were needed."""
        if "_dosages" not in vars(self):  # the property has not been read
            return ""
        return sha256(repr(self._dosages.words).encode()).hexdigest()

    def write(self, dosages: Iterable[Dosage]) -> str:
        """Return the directions in one line, "" if there are none.

        dosages: in their sequence. Raises DispenseError (D209) with everything that has no safe
        words, and what reading the words raises.
        """
        faults: list[Fault] = []
        texts, is_ours = [], False
        for _, group in groupby(dosages, key=lambda dosage: dosage.sequence):
            sentences: list[str] = []
            for dosage in group:
                try:
                    written, words_are_ours = self._sentences(dosage)
                except DispenseError as error:
                    faults += error.faults
                else:
                    sentences += written
                    is_ours |= words_are_ours
            texts.append(sentences)
        if faults:
            raise DispenseError(faults)
        parts = [_joined(sentences) for sentences in texts]
        if len(parts) > 1:
            words = self._dosages.words.parts
            phrases = [words.first, *[words.then] * (len(parts) - 1)]
            parts = [
                phrase.replace("{directions}", part)
                for phrase, part in zip(phrases, parts, strict=True)
            ]
        if is_ours:
            parts.append(self._note())
        return _joined(parts)

    def write_standard(self, number: str) -> str:
        """Return the standard directions with a number.

        Raises NotFoundError for a number that is not listed, and what `write` raises.
        """
        from ..content.directions.standard import standard_dosage

        codes = self._dosages.vocabulary.codes
        return self.write([standard_dosage(self.standard, number, codes)])

    @cached_property
    def standard(self) -> StandardDirections:
        """The standard directions, by their numbers. Raises VocabularyError."""
        from ..content.directions.standard import load_standard_directions

        return load_standard_directions(self._library)

    def _note(self) -> str:
        words = self._dosages.words
        is_approved = words.review.status == "approved" and words.review.by
        return str(words.note.approved if is_approved else words.note.draft)

    def _sentences(self, dosage: Dosage) -> tuple[list[str], bool]:
        """Return the sentences of one dosage, and whether words in them are the program's."""
        if dosage.coded is None:
            return self._written_sentences(dosage)
        writer = self._dosages
        sentences = [*writer.sentences(dosage, dosage.coded)]
        sentences += map(self._additional, dosage.additional)
        return sentences, True

    def _additional(self, concept: Concept) -> str:
        writer = self._dosages
        return str(writer.words.additional[Text(writer.id("additional", concept))])

    def _written_sentences(self, dosage: Dosage) -> tuple[list[str], bool]:
        """Return what is written, and what is coded beside it and not written."""
        sentences = [dosage.written]
        is_ours = False
        for concept in dosage.additional:
            sentences.append(concept.text or self._additional(concept))
            is_ours |= not concept.text
        if dosage.as_needed:
            reasons = [self._reason(reason) for reason in dosage.reasons]
            if not self._says_as_needed(dosage.written, reasons):
                sentences.append(self._dosages.words.ended(self._dosages.as_needed(reasons)))
                is_ours = True
        return sentences, is_ours

    def _reason(self, concept: Concept) -> str:
        """Return a reason in our words, or else in those of the record."""
        writer = self._dosages
        is_known = writer.vocabulary.id("reasons", concept) is not None
        return concept.text if concept.text and not is_known else writer.reason(concept)

    def _says_as_needed(self, written: str, reasons: Iterable[str]) -> bool:
        text = written.casefold()
        words = self._dosages.words.as_needed_words
        return any(word in text for word in words) and all(
            reason.casefold() in text for reason in reasons
        )


def _joined(sentences: Sequence[str]) -> str:
    """Join sentences; between them stands a full stop unless there is a mark already."""
    texts = [sentence for sentence in sentences if sentence]
    joined = ""
    for text in texts:
        if joined and not _has_end(joined):
            joined += full_stop_after(joined)
        joined += f"{space_after(joined)}{text}" if joined else text
    return joined


def _has_end(text: str) -> bool:
    """Return whether a text ends with a mark of punctuation other than a bracket or quote."""
    return unicodedata.category(text[-1]) == "Po" and text[-1] not in "\"'%&*@#/\\"

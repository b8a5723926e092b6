"""Rules of plain language: what is hard to read, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..check.prose import (
    abbreviations,
    explained_abbreviations,
    jargon,
    long_sentence,
    passive_voice,
    word_count,
)
from ..check.reading_grade import ReadingGrade
from ..content.monograph.inline import Words
from ..content.monograph.prose import SectionText
from ..source.schema import quoted
from .model import Match, Rule, Subject

__all__ = ["PLAIN_LANGUAGE"]

GOOD_GRADE: Final = 6
MOST_GRADE: Final = 8
SENTENCE_WORDS: Final = 25
PARAGRAPH_WORDS: Final = 60


def far_too_hard(subject: Subject) -> Iterator[Match]:
    """Yield the whole file if it is harder to read than any leaflet may be."""
    grade = subject.plain_grade
    if grade and grade.grade > MOST_GRADE:
        yield _too_hard(subject, grade, MOST_GRADE)


def too_hard(subject: Subject) -> Iterator[Match]:
    """Yield the whole file if it is harder to read than a leaflet should be."""
    grade = subject.plain_grade
    if grade and GOOD_GRADE < grade.grade <= MOST_GRADE:
        yield _too_hard(subject, grade, GOOD_GRADE)


def _too_hard(subject: Subject, grade: ReadingGrade, most: int) -> Match:
    message = f"The reading grade without names is {grade.grade:.1f}, and should be at most {most}."
    return Match(subject.start, message, "Write shorter sentences and shorter words.")


def long_sentences(subject: Subject) -> Iterator[Match]:
    """Yield sentences that are too long to be kept in mind."""
    for _, text, place in subject.texts:
        if sentence := long_sentence(text, SENTENCE_WORDS):
            message = f"A sentence has {word_count(sentence)} words: {quoted(sentence)}"
            yield Match(place, message, f"Split it; {SENTENCE_WORDS} are enough.", sentence)


def long_paragraphs(subject: Subject) -> Iterator[Match]:
    """Yield paragraphs that look too long to be begun."""
    for _, text, place in subject.texts:
        if (words := word_count(text)) > PARAGRAPH_WORDS:
            message = f"A paragraph has {words} words; {PARAGRAPH_WORDS} are enough."
            yield Match(place, message, "Split it, or make a list of it.", text)


def passive_sentences(subject: Subject) -> Iterator[Match]:
    """Yield the first passive verb of each text."""
    assert subject.lexicon
    for _, text, place in subject.texts:
        if words := passive_voice(text, subject.lexicon):
            message = f"{quoted(words)} does not say who acts."
            yield Match(place, message, "Say who does it: you, your doctor, the medicine.", words)


def unexplained_jargon(subject: Subject) -> Iterator[Match]:
    """Yield words of professionals, once each."""
    assert subject.lexicon
    known: set[str] = set()
    for _, text, place in subject.texts:
        for term, write in jargon(text, subject.lexicon):
            if term not in known and term not in {n.lower() for n in subject.medicine_names}:
                known.add(term)
                message = f"{quoted(term)} is a word of professionals."
                hint = f"Write: {' or '.join(part.strip() for part in write.split(','))}."
                yield Match(place, message, hint, term)


def unexplained_abbreviations(subject: Subject) -> Iterator[Match]:
    """Yield abbreviations that stand nowhere in the file beside their words, once each."""
    assert subject.lexicon
    names = {part for name in subject.medicine_names for part in (name, *name.split())}
    known = {*map(str, subject.lexicon.abbreviations), *names}
    used = [(abbreviation, t) for t in subject.texts for abbreviation in abbreviations(t.text)]
    if not used:
        return
    for text in subject.texts:
        known |= explained_abbreviations(text.text)
    for abbreviation, (_, _, place) in used:
        singular = abbreviation.removesuffix("s")
        if singular not in known:
            known.add(singular)
            message = f"{quoted(abbreviation)} is not explained."
            hint = "Write it in full, or put the words behind it in brackets."
            yield Match(place, message, hint, abbreviation)


def headings_below_headings(subject: Subject) -> Iterator[Match]:
    """Yield sections that begin with bold words of their own, below the heading of the program.

    Where more such words follow in the section, they tell its parts from each other.
    """
    for content in subject.monograph.sections.values():
        if not isinstance(content, SectionText) or content.heading:
            continue
        first, paragraphs = content.says[0], [w for w in content.says if isinstance(w, Words)]
        leads = [lead for words in paragraphs for lead in _bold_leads(words)]
        if len(leads) == 1 and first is paragraphs[0] and first.runs[0].text == leads[0]:
            message = f"{quoted(leads[0])} stands as a heading below the heading of its section."
            hint = "Begin with what follows it; or write heading: to print that of your source."
            yield Match(first.place or subject.start, message, hint, leads[0])


def _bold_leads(words: Words) -> list[str]:
    """Return the bold words of a paragraph that stand in it, or alone, as headings do."""
    strong = [run.text for run in words.runs if run.strong]
    if len(words.runs) == len(strong) == 1 and strong[0][-1] not in ".!?…":
        return strong
    return [text for text in strong if text.endswith(":")]


GRADE: Final = "USP: grade 6, never above 8; Health Canada: grade 6 to 8"
PEMAT: Final = "PEMAT-P item 5: the active voice"
PLAIN_LANGUAGE: Final = (
    Rule("E201", "error", GRADE, far_too_hard),
    Rule("E202", "warning", GRADE, too_hard),
    Rule("E203", "warning", "own", long_sentences),
    Rule("E204", "warning", "own", long_paragraphs),
    Rule("E205", "note", PEMAT, passive_sentences, lists=("passive",)),
    Rule(
        "E206", "warning", "MHRA best practice on leaflets: lay words for medical terms",
        unexplained_jargon, lists=("glossary",),
    ),
    Rule("E207", "warning", "own", unexplained_abbreviations, lists=("abbreviations",)),
    Rule("E208", "warning", "own", headings_below_headings),
)  # fmt: skip

"""Rules of safety: what a leaflet must tell so that nobody is harmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..check.phrases import Phrases, sentences
from ..check.prose import double_negative
from ..content.monograph.prose import GivenText, Subsection, WarningPassage
from ..source.schema import quoted
from .model import Match, Rule, Subject

__all__ = ["SAFETY"]

# questions that every patient may ask, by the section that answers them
QUESTIONS: Final = {
    "missed-dose": "what to do after a forgotten dose",
    "too-much": "what to do after too much",
    "storage": "where to keep the medicine",
    "pregnancy": "what holds in pregnancy",
    "breast-feeding": "what holds while breast-feeding",
    "driving": "whether to drive",
    "children": "what holds for children",
}
USING: Final = ("sections/how-to-take", "most-important", "uses")
NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
LONG_WORD: Final = 5  # letters; shorter words say little about what a sentence is about


def effects_without_action(subject: Subject) -> Iterator[Match]:
    """Yield side effects whose what-to-do tells nothing to do."""
    actions = _phrases(subject, "actions")
    for effect in subject.monograph.single_effects:
        words = effect.what_to_do
        if words and words.place and not actions.search(str(words)):
            message = f"What to do about {quoted(str(effect.name))} names no action."
            yield Match(words.place, message, "Say what to do: call, ask, go, stop.", str(words))


def contradicted_urgency(subject: Subject) -> Iterator[Match]:
    """Yield side effects whose words ask for another haste than their box does."""
    at_once, no_hurry = _phrases(subject, "at_once"), _phrases(subject, "no_hurry")
    for effect in subject.monograph.single_effects:
        words = effect.what_to_do
        if not words or not words.place:
            continue
        contradiction = (no_hurry if effect.how_fast == "at-once" else at_once).search(str(words))
        if contradiction:
            message = f"The words say {quoted(contradiction)}, but how-fast is {effect.how_fast}."
            yield Match(words.place, message, "Correct one of the two.", contradiction)


def ungraded_effects(subject: Subject) -> Iterator[Match]:
    """Yield the side effects of which nobody has said how bad they are, together."""
    effects = [effect for effect in subject.monograph.single_effects if not effect.seriousness]
    if effects:
        names = ", ".join(str(effect.name) for effect in effects)
        message = f"Not graded, and so in no warning box: {names}."
        hint = "If a source says how bad they are and how fast to act, write it."
        yield Match(effects[0].name.place or subject.start, message, hint)
    text = subject.monograph.as_given
    for section in _given_sections(text) if text else ():
        if section.section == "side-effects" and not _has_warning(section):
            message = "The side effects are as given: not graded, and in no warning box."
            hint = "If a passage tells when to get help, mark it: warning: at-once or same-day."
            yield Match(section.heading.place or subject.start, message, hint)


def _given_sections(text: GivenText | Subsection) -> Iterator[Subsection]:
    """Iterate over the sections of a text as given, each before those in it."""
    for block in text.says:
        if isinstance(block, Subsection):
            yield block
            yield from _given_sections(block)


def _has_warning(section: Subsection) -> bool:
    """Return whether somebody has marked a passage of a section as a warning."""
    return any(
        isinstance(block, WarningPassage)
        for part in (section, *_given_sections(section))
        for block in part.says
    )


def warnings_in_questions_only(subject: Subject) -> Iterator[Match]:
    """Yield sentences of answers that warn of something that stands nowhere else."""
    prohibitions = _phrases(subject, "prohibitions")
    elsewhere = " ".join(t.text for t in subject.texts if t.part != "questions").lower()
    for part, text, place in subject.texts:
        if part != "questions" or prohibitions.search(text) is None:
            continue
        for sentence in sentences(text):
            if not sentence.endswith("?") and prohibitions.search(sentence):
                topics = _topics(sentence, prohibitions)
                new = [word for word in topics if word not in elsewhere]
                if new and len(new) * 2 > len(topics):
                    message = f"This warning stands only in an answer: {quoted(sentence)}"
                    hint = "Write it in the section where it belongs, too."
                    yield Match(place, message, hint, sentence)


def _topics(sentence: str, prohibitions: Phrases) -> list[str]:
    """Return the long words of a warning, without those that forbid."""
    for phrase in prohibitions.all_in(sentence):
        sentence = sentence.replace(phrase, " ")
    words = (word.strip(".,;:!()“”\"'").lower() for word in sentence.split())
    return [word for word in words if len(word) >= LONG_WORD]


def unanswered_questions(subject: Subject) -> Iterator[Match]:
    """Yield sections that only send the reader to a pharmacist, and that everybody needs."""
    answered = {id_ for question in subject.monograph.questions for id_ in question.about}
    if text := subject.monograph.as_given:
        answered |= {part.section for part in _given_sections(text) if part.section}
    for id_, content in subject.monograph.sections.items():
        is_silent = isinstance(content, str) and content != "not-applicable"
        if is_silent and id_ in QUESTIONS.keys() - answered:
            message = f"The leaflet does not say {QUESTIONS[id_]}."
            hint = "Find a source and write it, or accept this with a reason."
            yield Match(id_.place, message, hint, id_)


def weekly_without_weekday(subject: Subject) -> Iterator[Match]:
    """Yield the first direction of a weekly medicine if no day of the week is fixed."""
    weekly, weekdays = _phrases(subject, "weekly"), _phrases(subject, "weekdays")
    texts = [text for text in subject.texts if text.part in USING]
    if any(weekdays.search(text.text) for text in texts):
        return
    for _, text, place in texts:
        if words := weekly.search(text):
            message = f"It is used {quoted(words)}, but on which day of the week is not said."
            hint = (
                "Tell readers to choose one day of the week, to write it down, and never to use it "
                "every day."
            )
            yield Match(place, message, hint, words)
            return


def numbers_of_the_summary_alone(subject: Subject) -> Iterator[Match]:
    """Yield numbers in the summary's own words that no other part of the leaflet has."""
    elsewhere = {
        number for text in subject.texts if text.part != "summary"
        for number in NUMBER.findall(text.text)
    }  # fmt: skip
    for part, text, place in subject.texts:
        for number in dict.fromkeys(NUMBER.findall(text)) if part == "summary" else ():
            if number not in elsewhere:
                message = f"The summary says {quoted(number)}, and the leaflet itself does not."
                yield Match(place, message, "Say in both what the source says.", number)


def promotion(subject: Subject) -> Iterator[Match]:
    """Yield words that praise the medicine."""
    promotional = _phrases(subject, "promotional")
    for _, text, place in subject.texts:
        for words in dict.fromkeys(promotional.all_in(text)):
            yield Match(
                place, f"{quoted(words)} promotes the medicine.", "Say what it does.", words
            )


def double_negatives(subject: Subject) -> Iterator[Match]:
    """Yield clauses that deny twice."""
    assert subject.lexicon
    for _, text, place in subject.texts:
        if clause := double_negative(text, subject.lexicon):
            message = f"{quoted(clause)} denies twice."
            yield Match(
                place, message, "Say what to do, in a sentence that denies at most once.", clause
            )


def _phrases(subject: Subject, name: str) -> Phrases:
    """Return a list of the lexicon; a rule that needs one is not applied without it."""
    assert subject.lexicon
    return subject.lexicon.phrases[name]


QRD: Final = "EMA QRD template, section 4: serious side effects come first, with what to do"
PROMOTION: Final = "21 CFR 208.20 and Directive 2001/83/EC, Article 62: a leaflet does not promote"
SAFETY: Final = (
    Rule("E101", "warning", QRD, effects_without_action, lists=("actions",)),
    Rule("E102", "error", QRD, contradicted_urgency, lists=("at_once", "no_hurry")),
    Rule("E103", "warning", "own", warnings_in_questions_only, lists=("prohibitions",)),
    Rule(
        "E104", "warning", "EMA QRD template, sections 2, 3 and 5: each has its place",
        unanswered_questions,
    ),
    Rule("E105", "error", "own", weekly_without_weekday, lists=("weekly", "weekdays")),
    Rule("E106", "warning", PROMOTION, promotion, lists=("promotional",)),
    Rule("E107", "warning", "own", double_negatives, lists=("negatives", "conjunctions")),
    Rule("E108", "note", QRD, ungraded_effects),
    Rule("E109", "error", "own", numbers_of_the_summary_alone),
)  # fmt: skip

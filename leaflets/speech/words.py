"""Words as SSML: sentences, emphasis, other languages, and what a voice must say in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..check.phrases import sentences
from ..content.pronunciation import Pronunciation
from ..leaflet.model import Run, Words
from .elements import element, escaped
from .pronounced import pronounced

__all__ = ["sentences_ssml", "words_ssml"]

Pronunciations = Mapping[str, Pronunciation]


def words_ssml(words: Words, language: str, pronunciations: Pronunciations) -> str:
    """Return words as SSML. language: of the leaflet, BCP 47. pronunciations: by language."""
    return "".join(_run(run, run.text, language, pronunciations) for run in words.runs)


def sentences_ssml(
    words: Words, language: str, pronunciations: Pronunciations, label: str = ""
) -> str:
    """Return a paragraph, each sentence an element. label: stands before it, such as "2."."""
    parts = [
        "".join(_run(run, text, language, pronunciations) for run, text in pieces)
        for pieces in _sentences(words)
    ]
    if label:
        parts[:1] = [" ".join([escaped(label), *parts[:1]])]
    return " ".join(element("s", part) for part in parts)


def _sentences(words: Words) -> Iterator[list[tuple[Run, str]]]:
    """Yield the sentences of a paragraph, each as pieces of its runs."""
    text, start = str(words), 0
    for sentence in sentences(text):
        start = text.index(sentence, start)
        yield list(_pieces(words, start, start + len(sentence)))
        start += len(sentence)


def _pieces(words: Words, start: int, end: int) -> Iterator[tuple[Run, str]]:
    """Yield what stands from one character to another, run by run."""
    at = 0
    for run in words.runs:
        if piece := run.text[max(start - at, 0) : max(end - at, 0)]:
            yield run, piece
        at += len(run.text)


def _run(run: Run, text: str, language: str, pronunciations: Pronunciations) -> str:
    spoken = run.language or language
    words = pronunciations.get(spoken) or pronunciations.get(spoken.partition("-")[0])
    ssml = pronounced(text, words)
    if run.strong or run.emphasis:
        ssml = element("emphasis", ssml, level="strong" if run.strong else "moderate")
    if spoken == language or not any(map(str.isalpha, text)):
        return ssml
    return element("lang", ssml, xml_lang=spoken)

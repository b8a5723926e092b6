"""Words keep their looks where a monograph has a form for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leaflets.content.monograph.inline import Run, Words
from leaflets.importing.conversion import convert
from leaflets.importing.model import Document, Paragraph, Runs
from leaflets.importing.source import Source

from ..minimal import read_monograph, sections

texts = st.sampled_from(["a", "b1:", "c. d", "e!", "3)", "f g"])
runs = st.lists(st.builds(Run, texts, st.booleans(), st.booleans()), min_size=1, max_size=4)


def looks(found: Runs) -> list[tuple[str, bool, bool]]:
    """Each word with its looks."""
    return [(word, run.strong, run.emphasis) for run in found for word in run.text.split()]


@given(runs)
def test_words_between_spaces_keep_their_looks(given_runs: list[Run]) -> None:
    apart = tuple(Run(f"{run.text} ", run.strong, run.emphasis) for run in given_runs)
    document = Document("Testine", "en", (Paragraph(apart),), "official-label")
    conversion = convert(document, Source(b"x", "t.md"), "2026-11-26", sections())
    as_given = read_monograph(conversion.content).as_given
    assert as_given
    (words,) = as_given.says
    assert isinstance(words, Words)
    assert looks(words.runs) == looks(apart)

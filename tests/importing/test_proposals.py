"""Proposals stand in the file, change no word, and become marks when somebody accepts them."""

from __future__ import annotations

import pytest

from leaflets.content.monograph.inline import Run
from leaflets.content.monograph.proposals import accept, proposals
from leaflets.importing.conversion import convert
from leaflets.importing.model import Block, Document, ItemList, Paragraph, Section
from leaflets.importing.source import Source
from leaflets.leaflet.plain import plain

from ..leaflet.facts import leaflet
from ..minimal import read_monograph, sections


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def section(heading: str, *blocks: Block, proposal: str | None = None) -> Section:
    return Section((Run(heading),), blocks or (paragraph("Words."),), proposal)


def imported(*blocks: Block, language: str = "en") -> bytes:
    document = Document("Testine", language, blocks, "official-label")
    source = Source(b"x", "testine.xml")
    return convert(document, source, "2026-11-26", sections()).content


def proposed(content: bytes) -> list[str]:
    return [proposal.value for proposal in proposals(read_monograph(content))]


@pytest.mark.parametrize(
    ("heading", "language", "section_id"),
    [
        ("4. Possible side effects", "en", "side-effects"),
        ("How to take Testine", "en", "how-to-take"),
        ("5.1 HOW TO STORE TESTINE", "en", "storage"),
        ("Usage:", "en", "what-it-is-for"),
        ("Qué es Testine y para qué se utiliza", "es", "what-it-is"),
    ],
)
def test_a_heading_that_others_use_too_is_proposed(
    heading: str, language: str, section_id: str
) -> None:
    assert proposed(imported(section(heading), language=language)) == [section_id]


def test_what_is_not_known_is_not_proposed_and_a_mark_of_the_source_stays() -> None:
    assert proposed(imported(section("What is in this leaflet"))) == []
    assert proposed(imported(section("Nebenwirkungen"), language="de")) == []
    assert proposed(imported(section("Usage", proposal="how-to-take"))) == ["how-to-take"]


def test_what_asks_for_help_at_once_is_proposed_with_the_list_that_it_begins() -> None:
    urgent = paragraph("Call a doctor immediately if you have:")
    signs = ItemList(((paragraph("a rash"),), (paragraph("Swelling: go to hospital at once."),)))
    harmless = paragraph("Swallow it immediately. Ask your doctor for more.")
    content = imported(section("X", harmless, urgent, signs))
    assert proposed(content) == ["at-once"]
    text = content.decode()
    assert text.index("Ask your doctor for more") < text.index("proposed-warning: at-once")
    assert proposed(imported(signs)) == ["at-once"]


def test_accepting_changes_the_keys_and_nothing_else() -> None:
    urgent = paragraph("Call a doctor immediately. proposed-warning: is a word, too.")
    content = imported(section("Storage", urgent))
    accepted, count = accept(content, "en.yaml")
    assert count == 2
    assert accepted == content.replace(b"  proposed-section:", b"  section:").replace(
        b"- proposed-warning: at-once", b"- warning: at-once"
    )
    assert proposed(accepted) == []
    assert accept(accepted, "en.yaml") == (accepted, 0)


def test_a_proposal_is_printed_as_if_it_were_none() -> None:
    content = imported(section("Storage", paragraph("Call a doctor immediately.")))
    lines = content.decode().split("\n")
    without = [line for line in lines if "proposed-section" not in line]
    at = next(number for number, line in enumerate(without) if "proposed-warning" in line)
    without[at : at + 3] = ["        - Call a doctor immediately."]
    assert printed(content) == printed("\n".join(without).encode())


def printed(content: bytes) -> str:
    return plain(leaflet(read_monograph(content)))

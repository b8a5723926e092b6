"""Every file is PDF/UA-1 and PDF/A, said by a validator that is itself tested."""

from __future__ import annotations

from io import BytesIO

import page
import pikepdf
import pytest

from leaflets.leaflet.model import Block, ItemList
from leaflets.pdf.embed import embedded_files
from leaflets.pdf.structure import structure_tree

from .mutations import MUTATIONS, Mutation, saved, spoiled
from .tagging import faults
from .toy import bullets, draw, leaflet, paragraph, table


def broken(pdf: bytes, profile: str) -> set[str]:
    """The rules that a file breaks, without profile and number, such as "LINK-CONTENTS"."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return {failure.rule_id.split("-", 1)[1].rsplit("-", 1)[0] for failure in report.failures}


@pytest.fixture(scope="module")
def good() -> bytes:
    """A good file as pikepdf writes it, so that only the mutation makes the difference."""
    with pikepdf.open(BytesIO(draw())) as pdf:
        return saved(pdf)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_every_kind_of_block(profile: str) -> None:
    assert not broken(draw(), profile)


def test_embedded_files() -> None:
    made = leaflet()
    pdf = draw(made, embed=embedded_files(made, structure_tree(made), b"name: toyamine\n"))
    assert not broken(pdf, "ua1")
    assert not broken(pdf, "3a")


def deep(levels: int) -> ItemList:
    """Lists in lists."""
    inner: Block = paragraph("deep/last", "The last.")
    for level in range(levels):
        outer = bullets(f"deep/{level}", "x").items[0]
        inner = ItemList(f"deep/{level}", (type(outer)(outer.path, outer.label, (inner,)),))
    assert isinstance(inner, ItemList)
    return inner


def test_stress() -> None:
    title = leaflet().blocks[0]
    long = paragraph("long", " ".join(f"word{n}" for n in range(9000)))
    pdf = draw(leaflet((title, table("big", 300), deep(6), long)))
    with pikepdf.open(BytesIO(pdf)) as file:
        assert len(file.pages) > 25
    assert not faults(pdf)
    assert not broken(pdf, "ua1")
    assert not broken(pdf, "2a")


def test_structure_numbers_agree() -> None:
    assert not faults(draw())


def test_the_unspoiled_file_passes(good: bytes) -> None:
    assert not broken(good, "ua1")
    assert not broken(good, "2a")


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_the_validator_sees(good: bytes, mutation: Mutation) -> None:
    assert mutation.page in broken(spoiled(good, mutation), mutation.profile)

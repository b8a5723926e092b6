"""The example of the help page is a pharmacy."""

from __future__ import annotations

import re

from leaflets.content.pharmacy.reading import read_pharmacy
from leaflets.pdf.images import check_raster
from tests.house.source import PACKAGE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>'


def test_the_example_is_read() -> None:
    page = (PACKAGE / "help" / "pharmacy.md").read_text(encoding="utf-8")
    example = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0]
    found = read_pharmacy(example.encode(), "toy.yaml", lambda name: (SVG, name), check_raster)
    assert found.details.name == "Example Pharmacy"
    assert found.details.current_text

"""Pages are valid by the Nu HTML Checker of the W3C (vnu), which runs in Java."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import leaflets
from leaflets.html import render_html

from ..leaflet.test_sample import specimen
from ..npm import installed
from ..patients import particulars
from ..shipped import MONOGRAPHS, shipped_leaflet
from ..typesetting.toys import chapters

HERE = Path(__file__).parent
# vnu does not compute hashes; a browser, which does, shows the style
UNKNOWN_HASH = "Inline style violates Content Security Policy"
# it guesses the language, wrongly where a text is made of a few words
GUESSED_LANGUAGE = "This document appears to be written in"


def complaints(*files: Path) -> list[str]:
    """What the checker says about files, errors and warnings alike."""
    jar = installed(HERE) / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = ["java", "-Xss4m", "-jar", jar, "--format", "json", "--stdout", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{message['url']}:{message.get('lastLine')} {message['message']}"
        for message in messages
        if not message["message"].startswith((UNKNOWN_HASH, GUESSED_LANGUAGE))
    ]


def test_every_page_is_valid(tmp_path: Path) -> None:
    personal = leaflets.compose(leaflets.read("acetylcysteine"), particulars=particulars())
    pages = {f"{name}.{tag}": shipped_leaflet(name, tag) for name, tag in MONOGRAPHS}
    pages |= {"specimen": specimen(), "personal": personal}
    files = [tmp_path / f"{name}.html" for name in [*pages, "long"]]
    long = render_html(chapters(40, parts=3, paragraphs=2), {})
    for file, html in zip(files, [*map(leaflets.html_page, pages.values()), long], strict=True):
        file.write_text(html, "utf-8")
    assert "<nav" in long
    assert complaints(*files) == []


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    html = leaflets.html_page(shipped_leaflet("acetylcysteine"))
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(html.replace("<h1 ", '<h1 id="x" ', 1).replace("</section>", "", 1), "utf-8")
    found = complaints(spoilt)
    assert any("Duplicate attribute" in complaint for complaint in found)
    assert any("Unclosed element" in complaint for complaint in found)

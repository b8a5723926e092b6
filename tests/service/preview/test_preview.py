"""The preview shows what stands in the file now, and tells of every change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from itertools import groupby
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import leaflets
from leaflets import NotFoundError
from leaflets.service.preview.watch import version_of

from ...minimal import MONOGRAPH, with_keys
from ..clients import client_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A monograph in a folder of its own."""
    file = tmp_path / "examplamine" / "en.yaml"
    file.parent.mkdir()
    file.write_text(MONOGRAPH, "utf-8")
    return file


@pytest.fixture
def client(file: Path) -> Iterator[TestClient[Litestar]]:
    with client_of(preview=file) as client:
        yield client


def version(html: str) -> str:
    """The version of the files that a page shows."""
    [found] = re.findall(r'data-version="(\w+)"', html)
    return str(found)


def test_a_save_is_told_and_faults_stand_in_place_of_the_pages(
    client: TestClient[Litestar], file: Path
) -> None:
    sound = client.get("/").text
    assert 'src="data:image/png;base64,' in sound
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(client.get, f"/changes?since={version(sound)}")
        other = file.with_name("saved")
        other.write_text(MONOGRAPH.replace("\nidentity:", "\n<i>dentity:", 1), "utf-8")
        other.replace(file)  # so that nobody sees half of it
        newer = waiting.result().json()["version"]
    assert newer != version(sound)
    faulty = client.get("/").text
    assert version(faulty) == newer
    assert "<img" not in faulty
    line = 1 + file.read_text("utf-8").splitlines().index("<i>dentity:")
    assert f'<a href="#line-{line}">{file}:{line}:1</a>' in faulty
    assert f'<li id="line-{line}" tabindex="-1"><code>&lt;i&gt;dentity:</code>' in faulty
    assert "<pre><code>&lt;i&gt;dentity:</code></pre>" in faulty
    assert client.get("/leaflet.pdf", follow_redirects=False).headers["location"].startswith("/?")


def test_files_that_stay_have_one_version(file: Path) -> None:
    before = version_of([file.parent])
    assert version_of([file.parent, file.parent / "absent"]) == before
    file.with_name("es.yaml").write_text("", "utf-8")
    assert version_of([file.parent]) != before


def test_it_shows_what_the_check_finds(client: TestClient[Litestar], file: Path) -> None:
    file.write_text(with_keys("names:\n  - oops\n", MONOGRAPH), "utf-8")
    shown = unescape(client.get("/").text)
    with pytest.raises(leaflets.MonographError) as caught:
        leaflets.read(file)
    for fault in caught.value.faults:
        assert fault.says in shown
        assert str(fault.place) in shown


def test_the_pdf_and_the_page_for_the_phone_are_those_of_the_commands() -> None:
    with client_of(preview="acetylcysteine") as client:
        query = "?language=es&layout=compact&summary=yes"
        composed = leaflets.compose(leaflets.read("acetylcysteine", language="es"), summary=True)
        typeset = leaflets.typeset(composed, "compact")
        assert client.get(f"/leaflet.pdf{query}").content == typeset.pdf
        assert client.get(f"/leaflet.html{query}").text == leaflets.html_page(composed)
        page = client.get(f"/{query}&page-language=es").text
    assert '<html lang="es">' in page
    chosen = re.findall(r'<option value="([\w-]+)" selected>', page)
    assert chosen == ["es", "compact", "generic"]
    assert page.count("<img") == typeset.pages
    assert "no-store" in client.get("/").headers["cache-control"]


def test_why_there_is_no_leaflet_stands_in_place_of_the_pages(
    client: TestClient[Litestar],
) -> None:
    page = client.get("/?layout=nowhere").text
    assert "N405" in page
    assert "<img" not in page


def test_a_monograph_that_is_absent_is_refused(tmp_path: Path) -> None:
    for source in (tmp_path / "none.yaml", "nothing-like-it"):
        with pytest.raises(NotFoundError):
            client_of(preview=source)


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(client: TestClient[Litestar]) -> None:
    answer = client.get("/")
    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', answer.text)
    assert all(address.startswith(("/", "#", "data:")) for address in addresses)
    assert not re.search(r"<style|<script(?! type=\"module\" src)|\son\w+=|\sstyle=", answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_an_overview_has_the_first_page_in_every_layout_and_language(
    client: TestClient[Litestar], file: Path
) -> None:
    file.with_name("es.yaml").write_text(MONOGRAPH.replace("language: en", "language: es", 1))
    html = client.get("/?overview=yes").text
    assert "data:image/png" not in html
    pictures = [unescape(src) for src in re.findall(r'src="(/thumbnail\.png[^"]*)"', html)]
    layouts = [name for name, _ in groupby(re.findall(r"png\?layout=([\w-]+)", html))]
    assert len(pictures) == 2 * len(layouts) > 10
    assert len(set(pictures)) == len(pictures)
    answer = client.get(pictures[0])
    assert (answer.status_code, answer.content[:4]) == (200, b"\x89PNG")
    file.write_text(MONOGRAPH.replace("\nidentity:", "\n<i>dentity:", 1), "utf-8")
    assert client.get(pictures[0]).status_code == 204

"""The preview and the page for the phone in a real browser, with what `check_counter.py` needs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

import leaflets
from leaflets.html import render_html
from leaflets.leaflet.plain import words

from ..html.check_html import complaints
from ..leaflet.test_sample import specimen
from ..minimal import MONOGRAPH
from ..shipped import shipped_leaflet
from ..typesetting.toys import chapters
from .counter.browser import Desk, chromium

NARROW = {"width": 320, "height": 640}
FAULTY = MONOGRAPH.replace("\nidentity:", "\nidentitty:", 1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A monograph that is being written."""
    file = tmp_path / "en.yaml"
    file.write_text(MONOGRAPH, "utf-8")
    return file


@pytest.fixture
def preview(file: Path) -> Iterator[str]:
    """The address of the preview of that monograph."""
    command = [sys.executable, "-m", "leaflets", "preview", str(file), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        [address] = re.findall(r"http://\S+(?=;)", process.stderr.readline())
        yield address
        process.terminate()


def opened(browser: Browser, address: str, *, script: bool = True) -> Desk:
    """A window at an address."""
    return Desk(browser, address, script=script)


def shows(desk: Desk, selector: str) -> None:
    """Wait until something is on the page."""
    desk.page.wait_for_selector(selector, state="attached")


def test_a_writer_saves_and_sees(browser: Browser, preview: str, file: Path) -> None:
    desk = opened(browser, preview)
    shows(desk, "#pages img")
    assert desk.faults() == []
    before = desk.page.locator("#pages img").first.get_attribute("src")
    desk.tab_to("layout")
    desk.type("large")
    desk.wait_until("new URL(location).searchParams.get('layout') === 'large-print'")
    desk.wait_until(f"document.querySelector('#pages img').src.length !== {len(before or '')}")
    assert desk.page.evaluate("document.activeElement.id") == "layout"

    file.write_text(FAULTY, "utf-8")
    shows(desk, "#pages .refused")
    assert desk.page.locator("#pages img").count() == 0
    assert desk.faults() == []
    desk.page.locator("#pages .findings a").first.focus()
    desk.press("Enter")
    line = 1 + FAULTY.splitlines().index("identitty:")
    desk.wait_until(f"document.querySelector(':target')?.id === 'line-{line}'")

    file.write_text(MONOGRAPH, "utf-8")
    shows(desk, "#pages img")
    assert desk.complaints == []


def test_it_fits_a_narrow_window_in_the_dark_and_in_spanish(browser: Browser, preview: str) -> None:
    desk = opened(browser, f"{preview}/?page-language=es")
    desk.page.emulate_media(color_scheme="dark")
    desk.page.set_viewport_size(NARROW)
    shows(desk, "#pages img")
    assert desk.faults() == []
    assert desk.width() <= NARROW["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overview_is_sound_and_fits_a_narrow_window(
    browser: Browser, preview: str, scheme: str
) -> None:
    desk = opened(browser, f"{preview}/?overview=yes")
    desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    shows(desk, "#pages img")
    assert desk.page.locator("#pages img").count() > 1
    assert desk.faults() == []
    desk.page.set_viewport_size(NARROW)
    assert desk.width() <= NARROW["width"]
    assert desk.faults() == []
    assert desk.complaints == []


def test_it_gives_the_page_for_the_phone_in_its_own_style(browser: Browser, preview: str) -> None:
    desk = opened(browser, preview)
    desk.page.click("a[href^='/leaflet.html']")
    shows(desk, "main > h1")
    assert desk.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert desk.complaints == []


def test_its_page_is_valid(preview: str, tmp_path: Path) -> None:
    files = [tmp_path / "sound.html", tmp_path / "refused.html"]
    for file, query in zip(files, ["?page-language=es", "?layout=nowhere"], strict=True):
        file.write_text(httpx.get(f"{preview}/{query}").text, "utf-8")
    assert complaints(*files) == []


def test_without_a_script_it_loads_itself_anew(browser: Browser, preview: str, file: Path) -> None:
    desk = opened(browser, preview, script=False)
    shows(desk, "#pages img")
    file.write_text(FAULTY, "utf-8")
    shows(desk, "#pages .refused")


def test_when_the_command_ends_its_pages_go(browser: Browser, file: Path) -> None:
    command = [sys.executable, "-m", "leaflets", "preview", str(file), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        [address] = re.findall(r"http://\S+(?=;)", process.stderr.readline())
        desk = opened(browser, address)
        shows(desk, "#pages img")
        process.terminate()
    shows(desk, "#sheet.lost")
    assert not desk.page.locator("#pages img").first.is_visible()
    assert desk.page.locator("#status.warn").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_for_the_phone_is_sound_and_fits(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    long = chapters(40, parts=3, paragraphs=2)
    pages = {
        "specimen": leaflets.html_page(specimen()),
        "es": leaflets.html_page(shipped_leaflet("acetylcysteine", "es")),
        "long": render_html(long, {}),
    }
    for name, html in pages.items():
        file = tmp_path / f"{name}.html"
        file.write_text(html, "utf-8")
        desk = opened(browser, file.as_uri())
        desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert desk.faults() == []
        desk.page.set_viewport_size(NARROW)
        assert desk.width() <= NARROW["width"]
        assert desk.faults() == []
        assert desk.complaints == []


def test_a_browser_shows_the_words_of_the_leaflet(browser: Browser, tmp_path: Path) -> None:
    composed = shipped_leaflet("warfarin")
    file = tmp_path / "warfarin.html"
    file.write_text(leaflets.html_page(composed), "utf-8")
    desk = opened(browser, file.as_uri())
    assert desk.page.inner_text("body").split() == words(composed)

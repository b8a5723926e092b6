"""The page at the counter, as browsers without a script get it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from time import sleep
from typing import Any, cast

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from leaflets import Particulars, compose, read, typeset
from leaflets.content.library import Library
from leaflets.leaflet.plain import plain
from leaflets.service.app import create_app
from leaflets.service.counter.words import load_words
from leaflets.service.guard.answers import App
from leaflets.service.guard.layers import guarded
from leaflets.service.guard.rights import Right
from leaflets.service.guard.token_file import add_token
from tests.minimal import MONOGRAPH
from tests.service.clients import client_of, settings_of

Client = TestClient[Litestar]

GIVEN = {"medicine": "NAC", "find": "yes"}
CHOSEN = {"medicine": "NAC", "asked": "NAC", "monograph": "acetylcysteine"}
DIRECTIONS = "Take 1 tablet once a day."
HANDED_OVER = {**GIVEN, "dispense": "D-1", "by": "JM", "how": "paper"}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with client_of() as client:
        yield client


@pytest.fixture
def recording(tmp_path: Path) -> Iterator[Client]:
    """A client of a service with records."""
    with client_of(store=f"sqlite:///{tmp_path}/records.db") as client:
        yield client


def page(client: Client, address: str = "/", **fields: str) -> str:
    answer = client.post(address, data=fields)
    assert answer.status_code == 200
    return answer.text


def shown(html: str) -> str:
    """The sha256 of the PDF whose pages a page shows, or nothing."""
    found = re.search(r'name="shown" value="([0-9a-f]*)"', html)
    assert found
    return found[1]


def test_an_empty_page_is_in_the_language_that_was_chosen(client: Client) -> None:
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="es">' in client.get("/?language=es").text
    with client_of(language="es") as spanish:
        assert '<html lang="es">' in spanish.get("/").text


@pytest.mark.parametrize("address", ["/", "/counter/leaflet.pdf"])
def test_nothing_is_kept_by_a_cache_and_nothing_inline_runs(client: Client, address: str) -> None:
    answer = client.post(address, data={**GIVEN, "patient": "Ada Exempel"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Exempel" not in str(answer.headers)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", answer.text)


def test_the_pages_are_pictures_and_the_words_stand_beside_them(client: Client) -> None:
    html = page(client, **GIVEN, directions=DIRECTIONS)
    assert html.count("data:image/png;base64,") == 2
    assert 'alt="Page 1 of 2"' in html
    text = re.search(r"<pre[^>]*>(.*?)</pre>", html, re.DOTALL)
    assert text
    assert f"How to use it: {DIRECTIONS}" in unescape(text[1])


def test_a_long_leaflet_shows_two_pages_until_all_are_wanted(client: Client) -> None:
    large = {**GIVEN, "layout": "large-print"}
    html = page(client, **large)
    assert html.count("<img") == 2
    count = re.search(r"Show all (\d+) pages", html)
    assert count
    assert page(client, **large, **{"all-pages": "yes"}).count("<img") == int(count[1])


def test_the_pdf_is_that_of_the_library(client: Client) -> None:
    answer = client.post("/counter/leaflet.pdf", data={**GIVEN, "language": "es", "save": "yes"})
    leaflet = compose(read("acetylcysteine", language="es"))
    assert answer.content == typeset(leaflet).pdf
    assert answer.headers["Content-Disposition"].endswith('"acetylcysteine.es.standard.pdf"')
    html = page(client, **GIVEN, language="es")
    assert f'"{shown(html)}"' == answer.headers["ETag"]
    assert plain(leaflet).split("\n")[2] in unescape(html)


def test_a_route_that_was_chosen_stays_chosen_beside_directions(client: Client) -> None:
    fields = {**CHOSEN, "route": "oral", "directions": DIRECTIONS}
    assert '<option value="oral" selected>' in page(client, **fields)
    answer = client.post("/counter/leaflet.pdf", data=fields)
    typed = {"directions": DIRECTIONS, "route": "oral"}
    particulars = Particulars.from_mapping(typed, language="en")
    reading = read("acetylcysteine")
    assert answer.content == typeset(compose(reading, particulars=particulars)).pdf


def test_a_medicine_that_is_new_on_the_disk_is_found(tmp_path: Path) -> None:
    with client_of(folder=tmp_path) as client:
        assert "No medicine has this name" in page(client, medicine="examplamine")
        own = tmp_path / "monographs" / "examplamine"
        own.mkdir(parents=True)
        (own / "en.yaml").write_text(MONOGRAPH)
        sleep(0.2)  # more than the service waits between two looks at its files
        assert "choose-examplamine" in page(client, medicine="examplamine")


def test_dangerous_directions_give_no_leaflet(client: Client) -> None:
    dangerous = {**GIVEN, "directions": "Take 1.0 mg."}
    html = page(client, **dangerous)
    assert "can be read as ten times as much" in html
    assert "<img" not in html
    assert shown(html) == ""
    answer = client.post("/counter/leaflet.pdf", data=dangerous)
    assert answer.status_code == 422
    assert "can be read as ten times as much" in answer.text


def test_a_reason_sets_a_rule_aside_and_the_danger_stays_in_sight(client: Client) -> None:
    reason = {"override-C301": "so it stands on the pack"}
    html = page(client, **GIVEN, directions="Take 1.0 mg.", **reason)
    assert "<img" in html
    assert "can be read as ten times as much" in html
    assert "so it stands on the pack" in html


def test_directions_are_checked_before_a_medicine_is_chosen(client: Client) -> None:
    assert "can be read as" in page(client, directions="Take 1.0 mg.")


def test_the_product_of_another_medicine_is_refused(client: Client) -> None:
    html = page(client, **GIVEN, product="Ibuprofen 400 mg tablets")
    assert "means" in html
    assert "<img" not in html


def test_other_words_undo_the_choice_of_a_medicine(client: Client) -> None:
    assert 'id="chosen"' in page(client, **CHOSEN)
    html = page(client, **{**CHOSEN, "medicine": "NACL"})
    assert 'id="chosen"' not in html
    assert shown(html) == ""


def test_typing_alone_chooses_nothing(client: Client) -> None:
    html = page(client, medicine="NAC")
    assert 'value="acetylcysteine" id="choose-acetylcysteine"' in html
    assert shown(html) == ""


def test_what_was_typed_is_never_markup(client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    html = page(client, medicine=hostile, patient=hostile, dispense=hostile, layout=hostile)
    assert "<script>" not in html


def test_fields_that_name_nothing_are_told_on_the_page(client: Client) -> None:
    html = page(client, **GIVEN, layout="no-such-layout")
    assert "There is no layout" in html


def test_a_draft_says_so(client: Client) -> None:
    assert "No pharmacist or doctor has checked this text yet." in page(client, **GIVEN)


def test_every_layout_and_profile_of_the_program_has_words() -> None:
    library = Library()
    for language in library.counters():
        words = load_words(library, language)
        assert set(words.choices.layouts) == set(library.layouts())
        assert set(words.choices.profiles) == set(library.profiles())


def test_without_records_nothing_is_handed_over(client: Client) -> None:
    assert "Handed over" not in page(client, **GIVEN)
    html = page(client, "/counter/hand-over", **HANDED_OVER, shown=shown(page(client, **GIVEN)))
    assert 'id="done"' not in html


def test_what_was_shown_is_attached_once_and_printed_again_byte_for_byte(
    recording: Client,
) -> None:
    fields = {**HANDED_OVER, "directions": DIRECTIONS}
    fields["shown"] = shown(page(recording, **fields))
    assert "Recorded: Acetylcysteine" in page(recording, "/counter/hand-over", **fields)
    assert "This was recorded already" in page(recording, "/counter/hand-over", **fields)
    assert "On paper" in page(recording, dispense="D-1")
    again = {"dispense": "D-1", "again": fields["shown"]}
    printed = recording.post("/counter/leaflet.pdf", data=fields).content
    assert recording.post("/counter/again.pdf", data=again).content == printed
    other = recording.post("/counter/again.pdf", data={**again, "dispense": "D-2"})
    assert other.status_code == 422


def test_what_was_not_shown_is_not_attached(recording: Client) -> None:
    assert "Show the pages first." in page(recording, "/counter/hand-over", **HANDED_OVER)
    before = shown(page(recording, **GIVEN))
    fields = {**HANDED_OVER, "directions": DIRECTIONS, "shown": before}
    assert "no longer the one" in page(recording, "/counter/hand-over", **fields)
    assert "Nothing was given before" in page(recording, dispense="D-1")


def test_another_leaflet_of_the_same_dispense_takes_the_place_of_the_first(
    recording: Client,
) -> None:
    first = {**HANDED_OVER, "shown": shown(page(recording, **GIVEN))}
    page(recording, "/counter/hand-over", **first)
    second = {**HANDED_OVER, "directions": DIRECTIONS}
    second["shown"] = shown(page(recording, **second))
    html = page(recording, "/counter/hand-over", **second)
    assert f'name="replaces" value="{first["shown"]}"' in html
    html = page(recording, "/counter/hand-over", **second, replaces=first["shown"])
    assert "Recorded" in html
    assert 'class="replaced"' in html


def test_who_hands_over_is_filled_in_from_the_token(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"
    token = add_token(tokens, "j-miller", (Right.ATTACH,), bytes(32))
    settings = settings_of(store=f"sqlite:///{tmp_path}/records.db", tokens=tokens)
    app = guarded(cast(App, create_app(settings)), settings)
    with TestClient(cast(Any, app), base_url="http://127.0.0.1:8000") as client:
        html = client.get("/", headers={"Authorization": f"Bearer {token}"}).text
    assert re.search(r'name="by"[^>]*value="j-miller"', html)


def test_a_later_handover_of_the_same_leaflet_is_recorded_beside_the_first(
    recording: Client,
) -> None:
    seen = shown(page(recording, **GIVEN))
    first = page(recording, "/counter/hand-over", **HANDED_OVER | {"how": "declined"}, shown=seen)
    assert 'id="done"' in first
    for repeated in (False, True):
        html = page(recording, "/counter/hand-over", **HANDED_OVER | {"by": "AN"}, shown=seen)
        assert ("already" in html) == repeated
        earlier = html.partition('class="earlier"')[2].partition("</ul>")[0]
        declined, _, later = earlier.partition("<br>")
        assert ("not wanted" in declined.lower()) or ("declined" in declined.lower())
        assert "AN" in later
        assert "paper" in later
        assert earlier.count("<br>") == 1

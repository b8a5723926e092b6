"""The counter in a real browser; run by `python -m pytest tests/service/check_*.py`.

Chromium of the system's packages is driven by Playwright; axe looks for what shuts people out, with
the contrast of WCAG AAA. Not run by default, because it needs Chromium and npm; without them these
tests fail, because they were asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

import leaflets

from .counter.browser import GTIN, Desk, Service, chromium

SOUND = "Take 1 tablet in the morning."
OPEN_COUNTER = Callable[..., Desk]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = Service(tmp_path_factory.mktemp("service"))
    service.start()
    yield service
    service.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@pytest.fixture
def open_counter(browser: Browser, service: Service) -> Iterator[OPEN_COUNTER]:
    """Opens counters; none of them may leave a complaint in the browser's console."""
    desks: list[Desk] = []

    def open_one(*, path: str = "/", script: bool = True) -> Desk:
        desks.append(Desk(browser, f"{service.address}{path}", script=script))
        return desks[-1]

    yield open_one
    for desk in desks:
        refusals = [line for line in desk.complaints if "422" not in line]
        desk.context.close()
        assert not refusals


def choose(desk: Desk, name: str) -> None:
    """Find a medicine by the beginning of its name, and take the first."""
    desk.type(name)
    desk.wait_for(".matches button")
    desk.press("ArrowDown", "Enter")
    desk.wait_for("#pages img")
    desk.wait_for_focus("directions")


def test_a_whole_dispensing_by_keyboard(open_counter: OPEN_COUNTER) -> None:
    desk = open_counter()
    page = desk.page
    assert desk.faults() == []
    choose(desk, "ibup")
    assert desk.faults() == []

    desk.type("Take 1.0 tablet u.d.")
    desk.wait_for("#findings .refused")
    assert page.locator("#pages img").count() == 0
    assert desk.faults() == []

    desk.press("Control+a")
    desk.type(SOUND)
    desk.wait_for("#findings .sound")
    desk.wait_for("#pages img")
    desk.press("Enter")
    desk.wait_for_focus("print")
    desk.press("Enter")
    printed = desk.wait_for_print()
    assert sha256(printed).hexdigest() == page.locator("[name=shown]").input_value()

    desk.tab_to("dispense")
    desk.type("D-1")
    desk.tab_to("by")
    desk.type("JM")
    desk.tab_to("paper")
    desk.press("Enter")
    desk.wait_for("#done")
    assert desk.faults() == []
    desk.wait_for_focus("next")
    desk.press("Enter")
    page.wait_for_url("**/?language=en")
    assert page.locator("#directions").input_value() == ""

    page.locator("#dispense").fill("D-1")
    desk.press("Tab")
    desk.wait_for(".earlier button")
    assert desk.faults() == []
    page.locator(".earlier button").focus()
    desk.press("Enter")
    assert desk.wait_for_print() == printed
    assert "D-1" not in desk.traces()


def test_a_scan_finds_the_medicine_wherever_the_cursor_is(open_counter: OPEN_COUNTER) -> None:
    desk = open_counter()
    page = desk.page
    page.locator("#patient").focus()
    desk.type("Ada Exempel")
    page.wait_for_timeout(500)  # in which a hand goes to the scanner
    desk.scan(f"01{GTIN}10A123")
    desk.wait_for_focus("directions")
    desk.wait_for("#pages img")
    assert "Ibuprofen" in page.locator("#chosen").inner_text()
    assert "A123" in page.locator("#chosen").inner_text()
    assert page.locator("#patient").input_value() == "Ada Exempel"


def test_what_was_typed_for_one_is_not_kept_for_another(open_counter: OPEN_COUNTER) -> None:
    desk = open_counter()
    page = desk.page
    choose(desk, "warf")
    desk.type("Take 2 tablets at 6 pm.")
    page.locator("#patient").fill("Ada Exempel")
    desk.wait_for("#findings .sound")
    page.locator("#medicine").fill("metformin")
    desk.press("Enter")
    desk.wait_until("document.querySelector('#chosen')?.innerText.includes('Metformin')")
    desk.wait_until("document.getElementById('directions').value === ''")
    assert page.locator("#patient").input_value() == "Ada Exempel"

    page.locator("#directions").fill(SOUND)
    desk.wait_for("#findings .sound")
    desk.wait_for("#pages img")
    page.locator("#dispense").focus()
    desk.scan("4012345678901")
    assert page.locator("#dispense").input_value() == "4012345678901"
    page.locator("#by").fill("JM")
    page.locator("#paper").click()
    desk.wait_for("#done")
    desk.scan(f"01{GTIN}10A123")
    desk.wait_until("document.querySelector('#chosen')?.innerText.includes('Ibuprofen')")
    desk.wait_for("#pages img")
    for name in ("directions", "patient", "dispense"):
        assert page.locator(f"#{name}").input_value() == ""
    assert page.locator("#by").input_value() == "JM"
    assert "Ada" not in (page.locator("#pages pre").text_content() or "")


def test_nothing_looks_current_when_the_service_is_gone(open_counter: OPEN_COUNTER) -> None:
    desk = open_counter()
    page = desk.page
    choose(desk, "ibup")
    desk.type(SOUND)
    desk.wait_for("#findings .sound")
    desk.wait_for("#pages img")
    page.route("**/*", lambda route: route.abort())
    desk.type(" Take 10U.")
    page.wait_for_selector("#status.warn")
    assert not page.locator("#findings .sound").is_visible()
    assert page.locator("#leaflet.old").count() == 1
    page.unroute("**/*")
    desk.type(" ")
    desk.wait_for("#findings .refused")
    assert page.locator("#counter.failed").count() == 0
    assert desk.complaints  # of the browser, about requests that were lost
    desk.complaints.clear()


def test_large_print_in_spanish_in_the_dark(open_counter: OPEN_COUNTER) -> None:
    desk = open_counter(path="/?language=es")
    page = desk.page
    page.emulate_media(color_scheme="dark")
    choose(desk, "acetilc")
    page.locator("#layout").focus()
    page.keyboard.type("letra grande", delay=200)  # while the answers to its letters come
    assert page.locator("#layout").input_value() == "large-print"
    desk.wait_for("#pages button")
    page.locator("#directions").focus()
    desk.type("Tome 1 comprimido por la mañana.")
    desk.wait_for("#findings .sound")
    assert desk.faults() == []
    desk.press("Control+a")
    desk.type("Tome 1,0 mg.")
    desk.wait_for("#findings .refused")
    assert desk.faults() == []
    desk.press("Control+a", "Delete")
    desk.wait_for("#pages button")
    desk.press("Control+p")
    reading = leaflets.read("acetylcysteine", language="es")
    expected = leaflets.typeset(leaflets.compose(reading), "large-print").pdf
    assert desk.wait_for_print() == expected


def test_two_counters_at_once_do_not_see_each_other(open_counter: OPEN_COUNTER) -> None:
    first, second = open_counter(), open_counter()
    choose(first, "ibup")
    choose(second, "metf")
    first.type("Take 1 tablet at noon.")
    second.type("Take 2 tablets at night.")
    for desk, own, name in ((first, "at noon", "Ibuprofen"), (second, "at night", "Metformin")):
        desk.wait_for("#findings .sound")
        desk.wait_for("#pages img")
        words = desk.page.locator("#pages pre").text_content() or ""
        assert f"{own}." in words
        assert name in words


@pytest.mark.parametrize("height", [800, 225])  # a phone; 1280 by 900 at 400 %
def test_nothing_is_cut_off_at_320_pixels(open_counter: OPEN_COUNTER, height: int) -> None:
    desk = open_counter()
    desk.page.set_viewport_size({"width": 320, "height": height})
    assert desk.width() == 320
    choose(desk, "acetyl")
    desk.type("Take 1.0 mg.")
    desk.wait_for("#findings .refused")
    assert desk.width() == 320
    desk.press("Control+a", "Delete")
    desk.wait_for("#pages img")
    desk.page.locator("#pages summary").click()
    assert desk.width() == 320
    assert desk.faults() == []


def test_a_change_after_printing_is_told(open_counter: OPEN_COUNTER) -> None:
    desk = open_counter()
    choose(desk, "ibup")
    desk.press("Control+p")
    desk.wait_for_print()
    desk.type(SOUND)
    desk.wait_for("#status.warn")
    assert "Print it again" in desk.page.locator("#status").inner_text()


def test_a_form_that_is_left_alone_asks_and_then_clears_itself(open_counter: OPEN_COUNTER) -> None:
    desk = open_counter()
    page = desk.page
    page.clock.install()
    page.reload()
    page.locator("#patient").fill("Ada Exempel")
    for _ in range(2):  # whoever is there can keep the form, as often as need be
        page.clock.fast_forward("04:01")
        page.wait_for_selector("#idle[open]")
        assert desk.faults() == []
        desk.press("Enter")
        page.wait_for_selector("#idle:not([open])", state="attached")
        assert page.locator("#patient").input_value() == "Ada Exempel"
    page.clock.fast_forward("04:01")
    page.wait_for_selector("#idle[open]")
    page.clock.fast_forward("01:01")
    page.wait_for_selector("#cleared:not(:empty)")
    assert page.locator("#patient").input_value() == ""
    assert "Exempel" not in desk.traces()
    page.go_back()
    assert "Exempel" not in page.content()


def test_all_of_it_works_without_a_script(open_counter: OPEN_COUNTER) -> None:
    desk = open_counter(script=False)
    page = desk.page
    page.locator("#medicine").fill("para")
    page.locator("#show").click()
    page.locator(".matches button").first.click()
    page.locator("#directions").fill(SOUND)
    page.locator("#show").click()
    assert page.locator("#pages img").count() == 2
    page.locator("#dispense").fill("D-plain")
    page.locator("#by").fill("JM")
    page.locator("#paper").click()
    assert "Recorded" in page.locator("#done").inner_text()
    with page.expect_download() as saved:
        page.locator("#save").click()
    assert saved.value.suggested_filename == "paracetamol.en.standard.pdf"


def test_a_service_that_is_killed_while_it_attaches_loses_nothing(tmp_path: Path) -> None:
    service = Service(tmp_path)
    fields = {"medicine": "NAC", "find": "yes", "by": "JM", "how": "paper"}
    service.start()
    page = httpx.post(service.address, data=fields).text
    fields["shown"] = page.partition('name="shown" value="')[2][:64]

    def hand_over(number: int) -> bool:
        """Return whether the service said that it was recorded."""
        address = f"{service.address}/counter/hand-over"
        with suppress(httpx.TransportError):
            answer = httpx.post(address, data={**fields, "dispense": f"D-{number}"}, timeout=60)
            return 'id="done"' in answer.text
        return False

    with ThreadPoolExecutor(4) as people:
        first = people.submit(hand_over, 0)
        others = [people.submit(hand_over, number) for number in range(1, 40)]
        assert first.result()
        service.kill()
        recorded = [number for number, other in enumerate(others, 1) if other.result()]
    assert len(recorded) < len(others), "the service was killed too late to show anything"
    service.start()
    for number in (0, *recorded):
        again = httpx.post(
            f"{service.address}/counter/again.pdf",
            data={"dispense": f"D-{number}", "again": fields["shown"]},
        )
        assert sha256(again.content).hexdigest() == fields["shown"]
    assert hand_over(len(others) + 1)
    service.stop()
    with leaflets.open_store(service.store) as store:
        assert [finding for finding in store.verify() if finding.kind != "orphan"] == []


def test_two_counters_go_on_after_the_service_was_killed_while_they_attached(
    browser: Browser, tmp_path: Path
) -> None:
    service = Service(tmp_path)
    service.start()
    desks = [Desk(browser, service.address) for _ in range(2)]
    for number, desk in enumerate(desks):
        choose(desk, "ibup")
        desk.type(f"Take {number + 1} tablets at noon.")
        desk.wait_for("#findings .sound")
        desk.page.locator("#dispense").fill(f"D-{number}")
        desk.page.locator("#by").fill("JM")
        desk.wait_for("#pages img")
    for desk in desks:  # nobody waits for an answer, so that both are at it
        desk.page.evaluate("setTimeout(() => document.getElementById('paper').click(), 50)")
    desks[0].page.wait_for_timeout(70)
    service.kill()
    service.start()
    for number, desk in enumerate(desks):
        desk.page.locator("#paper").click()
        desk.page.wait_for_selector("#done")
        shown = desk.page.locator("[name=shown]").input_value()
        desk.page.locator(".earlier button").focus()
        desk.press("Enter")
        assert sha256(desk.wait_for_print()).hexdigest() == shown
        with leaflets.open_store(service.store) as store:
            attached = [one.sha256 for one in store.attachments(dispense=f"D-{number}")]
        assert attached == [shown]
        desk.context.close()
    service.stop()
    with leaflets.open_store(service.store) as store:
        assert [finding for finding in store.verify() if finding.kind != "orphan"] == []

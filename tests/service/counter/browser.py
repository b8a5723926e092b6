"""A running service, and Chromium of the system's packages at its counter."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, Playwright, Route

from ...npm import installed

GTIN = "04012345678901"
# Chromium of the gate has no printer, and ends where a page wants to print: count it instead
NO_PRINTER = """
Object.defineProperty(window, "print", { value: () => window.top.postMessage("printed", "*") });
if (window === window.top) {
  window.timesPrinted = 0;
  window.addEventListener("message", () => { window.timesPrinted += 1; });
}
"""
RULES = {
    "type": "tag",
    "values": [
        "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ],
}  # fmt: skip


class Service:
    """`leaflets serve` as its own process, with records and a table of product codes."""

    def __init__(self, folder: Path) -> None:
        self.own = folder / "own"
        self.own.mkdir()
        (self.own / "codes.csv").write_text(f"system,code,monograph\nGTIN,{GTIN},ibuprofen\n")
        self.store = f"sqlite:///{folder}/records.db"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [
            sys.executable, "-m", "leaflets", "serve", "--port", str(self.port),
            "--data", str(self.own), "--store", self.store,
        ]  # fmt: skip
        environ = {name: value for name, value in os.environ.items() if "LEAFLETS" not in name}
        self.process = subprocess.Popen(command, env=environ, start_new_session=True)
        for _ in range(300):
            try:
                httpx.get(f"{self.address}/health")
                return
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the service does not answer")

    def kill(self) -> None:
        """End it as a failure of power does."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)  # with its workers
        self.process.wait()

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Chromium of the system, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing. Install it: apt-get install chromium"
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
    yield browser
    browser.close()


class Desk:
    """One counter: a window of its own, with what a pharmacist does there."""

    def __init__(self, browser: Browser, address: str, *, script: bool = True) -> None:
        self.context = browser.new_context(
            java_script_enabled=script, viewport={"width": 1280, "height": 900}
        )
        self.context.add_init_script(NO_PRINTER)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.complaints: list[str] = []
        self.pdfs: list[bytes] = []
        self.page.route("**/counter/*.pdf", self._keep)
        self.page.on("console", lambda line: self.complaints.append(line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)

    def _keep(self, route: Route) -> None:
        """Pass a PDF on, and keep its bytes, which a browser does not show to a test."""
        answer = route.fetch()
        self.pdfs.append(answer.body())
        route.fulfill(response=answer)

    def type(self, text: str) -> None:
        """Type as a quick person does, much slower than a scanner."""
        self.page.keyboard.type(text, delay=45)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def scan(self, text: str) -> None:
        """Type as a scanner does, wherever the cursor is."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def wait_for(self, selector: str) -> None:
        """Wait until something is on the page, and every answer has come."""
        self.page.wait_for_selector(selector, state="attached")
        self.page.wait_for_selector("#leaflet:not([aria-busy]):not(.old)")

    def wait_for_focus(self, field: str) -> None:
        """Wait until the cursor stands in a field."""
        self.wait_until(f"document.activeElement?.id === '{field}'")

    def wait_until(self, expression: str) -> None:
        """Wait until an expression of JavaScript is true; the page lets no other script do that."""
        for _ in range(400):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"it never happens: {expression}")

    def tab_to(self, field: str) -> None:
        """Press Tab until the cursor stands in a field."""
        for _ in range(40):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement?.id") == field:
                return
        raise AssertionError(f"Tab does not lead to {field}")

    def wait_for_print(self) -> bytes:
        """Wait until something is printed for the first time since the page was opened; return
        the PDF."""
        self.wait_until("window.timesPrinted === 1")
        return self.pdfs[-1]

    def faults(self) -> list[str]:
        """What axe finds wrong with the page as it is, in this light."""
        axe = installed(Path(__file__).parents[1]) / "node_modules/axe-core/axe.min.js"
        self.page.evaluate(axe.read_text())
        report = self.page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        return [
            f"{fault['id']}: {node['html'][:200]} {node['failureSummary']}"
            for fault in report["violations"]
            for node in fault["nodes"]
        ]

    def width(self) -> int:
        """How wide the page is, in pixels, beyond what is seen."""
        width: int = self.page.evaluate("document.documentElement.scrollWidth")
        return width

    def traces(self) -> str:
        """What of a visit stays in the browser: addresses, and all kinds of storage."""
        kept: str = self.page.evaluate(
            "JSON.stringify([location.href, localStorage, sessionStorage, document.cookie])"
        )
        return kept

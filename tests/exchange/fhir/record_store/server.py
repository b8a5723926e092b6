"""A small FHIR server in memory, on loopback, in which any answer can be made to go wrong.

It knows what the store asks of a server, and no more; whether a real one agrees is tested against
one, in tests/exchange.
"""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

TOKEN = "secret-token"
Resource = dict[str, Any]


class Request(NamedTuple):
    """What came in. body: parsed, or the fields of a form."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


class Answer(NamedTuple):
    """What goes out."""

    status: int
    body: Any = None
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed


class Refusal(Exception):
    """Something is not done."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__()


class Server:
    """The server. asked: every request. spoil: may answer instead, or do something before. undoes:
    a transaction that fails half-way leaves nothing, as the standard wants."""

    def __init__(self) -> None:
        self.kept: dict[str, Resource] = {}
        self.asked: list[Request] = []
        self.spoil: Callable[[Request], Answer | None] = lambda _: None
        self.undoes = True
        self.base = ""
        self._next = 0

    def put(self, resource: Resource) -> Resource:
        """Keep a resource; give it an id and a version."""
        self._next += 1
        made = {**resource, "id": resource.get("id") or f"r{self._next}"}
        made["meta"] = {"versionId": str(self._next)}
        self.kept[f"{made['resourceType']}/{made['id']}"] = made
        return made

    def of(self, kind: str) -> list[Resource]:
        """All of a kind, oldest first."""
        return [each for each in self.kept.values() if each["resourceType"] == kind]

    def requests(self, method: str, path: str) -> list[Request]:
        """Those of this kind."""
        return [each for each in self.asked if (each.method, each.path) == (method, path)]

    def answer(self, request: Request) -> Answer:
        """What the server says."""
        self.asked.append(request)
        spoiled = self.spoil(request)
        if spoiled is not None:
            return spoiled
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return Answer(401)
        before = dict(self.kept)
        try:
            return self._done(request)
        except Refusal as refusal:
            if self.undoes:
                self.kept = before
            return Answer(refusal.status)

    def _done(self, request: Request) -> Answer:
        if request.path.endswith("/_search"):
            return Answer(200, self._found(request.path.split("/")[0], request.body))
        if request.method == "POST":
            done = [self._entry(each) for each in self._rewritten(request.body)["entry"]]
            return Answer(200, {"resourceType": "Bundle", "entry": done})
        if request.method == "PUT":
            self._update(request.body, request.headers["If-Match"])
            return Answer(200)
        if request.path not in self.kept:
            return Answer(404)
        if request.method == "DELETE":
            del self.kept[request.path]
            return Answer(204)
        return Answer(200, self.kept[request.path])

    def _found(self, kind: str, wanted: dict[str, str]) -> Resource:
        fitting = [each for each in self.of(kind) if _fits(each, wanted)]
        fitting.sort(key=lambda each: each.get("date", ""))
        return {"resourceType": "Bundle", "entry": [{"resource": each} for each in fitting]}

    def _rewritten(self, bundle: Resource) -> Resource:
        """Addresses of the bundle become those of the server."""
        text = json.dumps(bundle)
        for entry in bundle["entry"]:
            if address := entry.get("fullUrl"):
                kind = entry["request"]["url"]
                there = self._matching(entry["request"])
                self._next += 1
                text = text.replace(address, f"{kind}/{there['id'] if there else f'n{self._next}'}")
        made: Resource = json.loads(text)
        for entry in made["entry"]:
            if "/" in entry.get("fullUrl", ""):
                entry["resource"]["id"] = entry["fullUrl"].partition("/")[2]
        return made

    def _matching(self, request: Resource) -> Resource | None:
        if "ifNoneExist" not in request:
            return None
        wanted = dict(parse_qsl(request["ifNoneExist"].replace("+", "%2B")))
        return next((each for each in self.of(request["url"]) if _fits(each, wanted)), None)

    def _entry(self, entry: Resource) -> Resource:
        request, resource = entry["request"], entry["resource"]
        if request["method"] == "PUT":
            self._update(resource, request["ifMatch"])
            return {"response": {"status": "200"}}
        there = self._matching(request)
        made = there or self.put(resource)
        location = f"{self.base}/{made['resourceType']}/{made['id']}/_history/1"
        return {"response": {"status": "200" if there else "201 Created", "location": location}}

    def _update(self, resource: Resource, version: str) -> None:
        there = self.kept[f"{resource['resourceType']}/{resource['id']}"]
        if version != f'W/"{there["meta"]["versionId"]}"':
            raise Refusal(412)
        self.put(resource)


def _fits(resource: Resource, wanted: dict[str, str]) -> bool:
    for name, value in wanted.items():
        if name == "identifier" and _plain(value) not in _identifiers(resource):
            return False
        if name == "category" and _plain(value) not in _categories(resource):
            return False
    return True


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value)


def _identifiers(resource: Resource) -> set[str]:
    found = [*resource.get("identifier", []), resource.get("masterIdentifier", {})]
    pairs = [(each.get("system", ""), each.get("value", "")) for each in found]
    return {f"{system}|{value}" for system, value in pairs} | {value for _, value in pairs}


def _categories(resource: Resource) -> set[str]:
    codings = [code for each in resource.get("category", []) for code in each["coding"]]
    return {f"{each['system']}|{each['code']}" for each in codings}


@contextmanager
def running(safety: ssl.SSLContext | None = None) -> Iterator[Server]:
    """The server, until the end of the block. safety: for TLS."""
    server = Server()

    class Ears(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = "form-urlencoded" in (self.headers.get("Content-Type") or "")
            body = dict(parse_qsl(text)) if form else json.loads(text or "null")
            path = self.path.removeprefix("/fhir").lstrip("/")
            answer = server.answer(Request(self.command, path, dict(self.headers), body))
            content = answer.body if isinstance(answer.body, bytes) else b""
            kind = "application/pdf"
            if answer.body is not None and not content:
                content, kind = json.dumps(answer.body).encode(), "application/fhir+json"
            self.send_response_only(answer.status)  # without a Date of its own
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    ears = ThreadingHTTPServer(("127.0.0.1", 0), Ears)
    if safety is not None:
        ears.socket = safety.wrap_socket(ears.socket, server_side=True)
    server.base = f"http{'s' if safety else ''}://127.0.0.1:{ears.server_address[1]}/fhir"
    thread = Thread(target=ears.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        ears.shutdown()
        ears.server_close()
        thread.join()

"""A small FHIR server in memory, on loopback, whose answers a test can replace.

It supports only the requests of the store. `check_medplum.py` runs the store on a real server.
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
    """A request. body: parsed JSON, or the fields of a form."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


class Answer(NamedTuple):
    """An answer."""

    status: int
    body: Any = None
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed


class Refusal(Exception):
    """A request is refused with a status."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__()


class Server:
    """The server. received: every request. intercept: may answer a request, or act before it is
    executed. rolls_back: a failed transaction changes nothing, as the standard requires.
    transactions: it supports them. token: the one that it accepts."""

    def __init__(self) -> None:
        self.resources: dict[str, Resource] = {}
        self.received: list[Request] = []
        self.intercept: Callable[[Request], Answer | None] = lambda _: None
        self.rolls_back = self.transactions = True
        self.token = TOKEN
        self.base = ""
        self._next = 0

    def put(self, resource: Resource) -> Resource:
        """Store a resource with an id and a new version."""
        self._next += 1
        stored = {**resource, "id": resource.get("id") or f"r{self._next}"}
        stored["meta"] = {"versionId": str(self._next)}
        self.resources[f"{stored['resourceType']}/{stored['id']}"] = stored
        return stored

    def of(self, kind: str) -> list[Resource]:
        """Return all resources of a type, oldest first."""
        return [item for item in self.resources.values() if item["resourceType"] == kind]

    def requests(self, method: str, path: str) -> list[Request]:
        """Return the requests with this method and path."""
        return [item for item in self.received if (item.method, item.path) == (method, path)]

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""
        self.received.append(request)
        answer = self.intercept(request)
        if answer is not None:
            return answer
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return Answer(401)
        before = dict(self.resources)
        try:
            return self.execute(request)
        except Refusal as refusal:
            if self.rolls_back:
                self.resources = before
            return Answer(refusal.status)

    def execute(self, request: Request) -> Answer:
        if request.path.endswith("/_search"):
            return Answer(200, self.find(request.path.split("/")[0], request.body))
        if request.method == "POST" and request.path:
            return self._create(request)
        if request.method == "POST":
            if not self.transactions:
                return Answer(405)
            responses = [self._entry(entry) for entry in self._rewritten(request.body)["entry"]]
            return Answer(200, {"resourceType": "Bundle", "entry": responses})
        if request.method == "PUT":
            self._update(request.body, request.headers["If-Match"])
            return Answer(200)
        if request.path not in self.resources:
            return Answer(404)
        if request.method == "DELETE":
            del self.resources[request.path]
            return Answer(204)
        return Answer(200, self.resources[request.path])

    def find(self, kind: str, parameters: dict[str, str]) -> Resource:
        fitting = [item for item in self.of(kind) if _fits(item, parameters)]
        fitting.sort(key=lambda item: item.get("date", ""))
        return {"resourceType": "Bundle", "entry": [{"resource": item} for item in fitting]}

    def _rewritten(self, bundle: Resource) -> Resource:
        """Replace the addresses of the bundle by those of the server."""
        text = json.dumps(bundle)
        for entry in bundle["entry"]:
            if address := entry.get("fullUrl"):
                kind = entry["request"]["url"]
                existing = self._matching(entry["request"])
                self._next += 1
                text = text.replace(
                    address, f"{kind}/{existing['id'] if existing else f'n{self._next}'}"
                )
        rewritten: Resource = json.loads(text)
        for entry in rewritten["entry"]:
            if "/" in entry.get("fullUrl", ""):
                entry["resource"]["id"] = entry["fullUrl"].partition("/")[2]
        return rewritten

    def _matching(self, request: Resource) -> Resource | None:
        if "ifNoneExist" not in request:
            return None
        parameters = dict(parse_qsl(request["ifNoneExist"].replace("+", "%2B")))
        return next((item for item in self.of(request["url"]) if _fits(item, parameters)), None)

    def _entry(self, entry: Resource) -> Resource:
        request, resource = entry["request"], entry["resource"]
        if request["method"] == "PUT":
            self._update(resource, request["ifMatch"])
            return {"response": {"status": "200"}}
        existing = self._matching(request)
        stored = existing or self.put(resource)
        location = f"{self.base}/{stored['resourceType']}/{stored['id']}/_history/1"
        return {"response": {"status": "200" if existing else "201 Created", "location": location}}

    def _create(self, request: Request) -> Answer:
        condition = {"ifNoneExist": request.headers.get("If-None-Exist", "")}
        wanted = {"url": request.path} | (condition if condition["ifNoneExist"] else {})
        existing = self._matching(wanted)
        stored = existing or self.put(request.body)
        location = f"{self.base}/{stored['resourceType']}/{stored['id']}/_history/1"
        return Answer(200 if existing else 201, None, {"Location": location})

    def _update(self, resource: Resource, version: str) -> None:
        existing = self.resources[f"{resource['resourceType']}/{resource['id']}"]
        if version != f'W/"{existing["meta"]["versionId"]}"':
            raise Refusal(412)
        self.put(resource)


def _fits(resource: Resource, parameters: dict[str, str]) -> bool:
    for name, value in parameters.items():
        any_of = {_plain(part) for part in re.split(r"(?<!\\),", value)}
        if name == "identifier" and not any_of & _identifiers(resource):
            return False
        if name == "category" and _plain(value) not in _categories(resource):
            return False
    return True


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value)


def _identifiers(resource: Resource) -> set[str]:
    found = [*resource.get("identifier", []), resource.get("masterIdentifier", {})]
    pairs = [(item.get("system", ""), item.get("value", "")) for item in found]
    return {f"{system}|{value}" for system, value in pairs} | {value for _, value in pairs}


def _categories(resource: Resource) -> set[str]:
    codings = [code for item in resource.get("category", []) for code in item["coding"]]
    return {f"{item['system']}|{item['code']}" for item in codings}


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server until the end of the block. tls: context, or None for plain HTTP."""
    server = Server()

    class RequestHandler(BaseHTTPRequestHandler):
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

    http_server = ThreadingHTTPServer(("127.0.0.1", 0), RequestHandler)
    if tls is not None:
        http_server.socket = tls.wrap_socket(http_server.socket, server_side=True)
    server.base = f"http{'s' if tls else ''}://127.0.0.1:{http_server.server_address[1]}/fhir"
    thread = Thread(target=http_server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http_server.shutdown()
        http_server.server_close()
        thread.join()

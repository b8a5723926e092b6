"""HTTP requests to a FHIR server: bounded, repeated where that is safe, and never logged."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import httpx

from ....base import limits
from ....base.errors import JsonError, Place
from ....source.json import parse, to_json
from .errors import OutcomeUnknown, VersionConflict, damaged, refused, unreachable
from .login import ServerLogin
from .transport import RawResponse, connect, receive

if TYPE_CHECKING:
    from .oauth import AccessTokens

__all__ = ["FhirClient", "FhirResponse", "pause"]

JSON: Final = "application/fhir+json"
SERVER: Final = "The FHIR server"
BUSY: Final = (429, 503)  # the server has not begun to work on the request
MAX_PAGES: Final = 10_000  # of one search; more means a list without an end


class FhirResponse(NamedTuple):
    """The response to a request. value: parsed JSON, or None. content: the bytes if not JSON.
    location: the URL of what was created, or ""."""

    status: int
    value: Any
    content: bytes
    location: str


class FhirClient:
    """A connection to one server. base: its URL. token: for the Authorization header, or None.
    login: how to get tokens, and our certificate."""

    def __init__(self, base: str, token: str | None, login: ServerLogin) -> None:
        self._base = base
        headers = {"Accept": JSON, "Prefer": "return=minimal"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._http = connect(base, login.certificate, headers=headers)
        self._tokens: AccessTokens | None = None
        if login.client is not None:
            from .oauth import AccessTokens  # its library takes 0.1 s

            self._tokens = AccessTokens(base, login.client, login)
            self._http.auth = self._tokens

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
        if self._tokens is not None:
            self._tokens.close()

    def read(self, path: str) -> FhirResponse | None:
        """Return a resource by its path, None if it does not exist."""
        response = self._query("GET", path)
        return None if response.status in (404, 410) else _raise_refusal(response)

    def search(self, kind: str, **parameters: str) -> Iterator[dict[str, Any]]:
        """Yield all resources of a type that match, page by page.

        The search is a POST, because URLs are logged by proxies and servers, and its parameters may
        identify a patient.
        """
        response = _raise_refusal(self._query("POST", f"{kind}/_search", form=parameters))
        for _ in range(MAX_PAGES):
            yield from _resources(response, kind)
            next_page = _next_page(response)
            if not next_page:
                return
            response = _raise_refusal(self._query("GET", next_page))
        raise damaged("The FHIR server's list has no end.")

    def transact(self, bundle: dict[str, Any]) -> list[dict[str, Any]]:
        """Run a transaction and return a response for each entry, in order.

        Raises VersionConflict, OutcomeUnknown, StoreError.
        """
        response = _raise_refusal(self._send("POST", "", bundle))
        entries = [entry.get("response") for entry in _objects(response.value, "entry")]
        results = [entry for entry in entries if isinstance(entry, dict)]
        if len(results) != len(bundle["entry"]):
            raise OutcomeUnknown(unreachable("gave an answer that does not fit the question"))
        return results

    def create(self, resource: dict[str, Any], condition: str = "") -> tuple[str, bool]:
        """Create a resource and return its path, Type/id, and whether it is new.

        condition: a search; what it finds is returned instead. Raises VersionConflict,
        OutcomeUnknown, StoreError.
        """
        kind = resource["resourceType"]
        headers = {"If-None-Exist": condition} if condition else {}
        response = _raise_refusal(self._send("POST", kind, resource, headers))
        place = response.location or _path_of(response.value)
        match = re.search(rf"\b{kind}/[A-Za-z0-9.-]{{1,64}}", place)
        if match is None:
            raise OutcomeUnknown(unreachable("does not say where it put what it was sent"))
        return match[0], response.status == 201

    def update(self, resource: dict[str, Any], version: str) -> None:
        """Write a resource if it still has this version.

        Raises VersionConflict, OutcomeUnknown, StoreError.
        """
        path = f"{resource['resourceType']}/{resource['id']}"
        _raise_refusal(self._send("PUT", path, resource, {"If-Match": version}))

    def delete(self, path: str) -> None:
        """Try to delete a resource; nothing is raised if the server does not allow it."""
        with suppress(OutcomeUnknown, VersionConflict):
            self._send("DELETE", path)

    def _query(self, method: str, path: str, form: dict[str, str] | None = None) -> FhirResponse:
        """Send a request that changes nothing, and repeat it until there is a response."""
        for attempt in range(limits.FHIR_ATTEMPTS):
            try:
                return self._send(method, path, form=form)
            except OutcomeUnknown as unknown:
                why = unknown.why
                pause(attempt)
        raise why

    def _send(
        self,
        method: str,
        path: str,
        resource: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        form: dict[str, str] | None = None,
    ) -> FhirResponse:
        """Send a request, and repeat it only while the server is busy.

        Raises VersionConflict, OutcomeUnknown, StoreError R721.
        """
        arguments: dict[str, Any] = {"headers": dict(headers or {}), "data": form}
        if resource is not None:
            arguments["headers"]["Content-Type"] = JSON
            arguments["content"] = to_json(resource).encode()
        for attempt in range(limits.FHIR_ATTEMPTS):
            url = self._url(path)
            response = receive(
                self._http, method, url, limits.JSON_BYTES, server=SERVER, **arguments
            )
            if response.status not in BUSY:
                return _parse(response)
            seconds = _retry_after(response.headers)
            if seconds is not None and seconds > limits.SECONDS_TO_WAIT:
                raise unreachable(f"is busy, and asks for {seconds:.0f} seconds of patience")
            pause(attempt, seconds)
        raise unreachable("is busy")

    def _url(self, path: str) -> str:
        """Return the URL of a path below the base.

        Raises StoreError R703 for a URL that leads elsewhere, because the token would go along.
        """
        if path.startswith((f"{self._base}/", f"{self._base}?")):
            return path
        if "://" in path or path.startswith("/") or ".." in path:
            raise damaged("The FHIR server gives an address that leads away from it.")
        return f"{self._base}/{path}" if path else self._base


def pause(attempt: int, seconds: float | None = None) -> None:
    """Sleep before the next attempt. seconds: as the server requests; None: twice as long after
    each attempt, counted from 0."""
    time.sleep(limits.SECONDS_BETWEEN_ATTEMPTS * 2**attempt if seconds is None else seconds)


def _retry_after(headers: httpx.Headers) -> float | None:
    """Return Retry-After in seconds: a number, or a date relative to the server's own clock."""
    value = headers.get("retry-after", "")
    if value.isdecimal() and len(value) < 10:
        return float(value)
    try:
        later, now = (parsedate_to_datetime(text) for text in (value, headers.get("date", "")))
        return max(0.0, (later - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _parse(response: RawResponse) -> FhirResponse:
    """Parse a response. Raises OutcomeUnknown for 5xx or invalid JSON, VersionConflict."""
    if response.status >= 500:
        raise OutcomeUnknown(unreachable(f"failed ({response.status})"))
    value, content = None, response.content
    if "json" in response.headers.get("content-type", "") and content:
        try:
            value, content = parse(content, Place("answer")), b""
        except JsonError:
            raise OutcomeUnknown(unreachable("gave an answer that is not sound JSON")) from None
    if response.status in (409, 412):
        raise VersionConflict
    return FhirResponse(response.status, value, content, response.headers.get("location", ""))


def _raise_refusal(response: FhirResponse) -> FhirResponse:
    """Return a response with a status below 300. Raises StoreError R719 or R722 for others."""
    if response.status >= 300:
        raise refused(response.status, response.value)
    return response


def _resources(response: FhirResponse, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the resources of a type in a page of search results."""
    for entry in _objects(response.value, "entry"):
        resource = entry.get("resource")
        if isinstance(resource, dict) and resource.get("resourceType") == kind:
            yield resource


def _path_of(resource: Any) -> str:
    """Return Type/id of a resource that a server gives back, "" if it is none."""
    is_resource = isinstance(resource, dict) and "id" in resource
    return f"{resource.get('resourceType')}/{resource['id']}" if is_resource else ""


def _next_page(response: FhirResponse) -> str:
    """Return the URL of the next page, "" after the last."""
    links = _objects(response.value, "link")
    urls = (link.get("url") for link in links if link.get("relation") == "next")
    return next((url for url in urls if isinstance(url, str)), "")


def _objects(value: Any, key: str) -> list[dict[str, Any]]:
    """Return the objects in the list of a key; [] if there is no list."""
    items = value.get(key) if isinstance(value, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

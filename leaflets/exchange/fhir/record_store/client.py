"""HTTP requests to a FHIR server: bounded, repeated where that is safe, and never logged."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any, Final, NamedTuple

import httpx

from ....base import limits
from ....base.errors import JsonError, Place
from ....source.json import parse, to_json
from .errors import OutcomeUnknown, VersionConflict, damaged, refused, unreachable

__all__ = ["FhirClient", "FhirResponse", "pause"]

JSON: Final = "application/fhir+json"
BUSY: Final = (429, 503)  # the server has not begun to work on the request
MAX_PAGES: Final = 10_000  # of one search; more means a list without an end


class FhirResponse(NamedTuple):
    """The response to a request. value: parsed JSON, or None. content: the bytes if not JSON."""

    status: int
    value: Any
    content: bytes


class FhirClient:
    """A connection to one server. base: its URL. token: for the Authorization header."""

    def __init__(self, base: str, token: str | None) -> None:
        self._base = base
        headers = {"Accept": JSON, "Prefer": "return=minimal"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        is_tls = base.startswith("https:")
        self._http = httpx.Client(
            headers=headers,
            timeout=limits.SECONDS_FOR_FHIR,
            trust_env=is_tls,  # proxies and SSL_CERT_FILE; not for a server on this machine
            # for plain HTTP, a context without certificates spares loading those of the system
            verify=True if is_tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        )

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

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
            response = self._receive(method, self._url(path), arguments)
            if response.status not in BUSY:
                return _parse(response)
            seconds = _retry_after(response.headers)
            if seconds is not None and seconds > limits.SECONDS_TO_WAIT:
                raise unreachable(f"is busy, and asks for {seconds:.0f} seconds of patience")
            pause(attempt, seconds)
        raise unreachable("is busy")

    def _receive(self, method: str, url: str, arguments: dict[str, Any]) -> _RawResponse:
        """Send one request and read its response, up to limits.JSON_BYTES."""
        try:
            with self._http.stream(method, url, **arguments) as response:
                content = bytearray()
                for part in response.iter_bytes():
                    content += part
                    if len(content) > limits.JSON_BYTES:
                        raise unreachable("gives an answer that is too large")
                return _RawResponse(response.status_code, response.headers, bytes(content))
        except httpx.TimeoutException:
            raise OutcomeUnknown(unreachable("does not answer")) from None
        except httpx.ConnectError as error:
            raise OutcomeUnknown(unreachable(_connection_failure(error))) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise OutcomeUnknown(unreachable("broke off")) from None

    def _url(self, path: str) -> str:
        """Return the URL of a path below the base.

        Raises StoreError R703 for a URL that leads elsewhere, because the token would go along.
        """
        if path.startswith((f"{self._base}/", f"{self._base}?")):
            return path
        if "://" in path or path.startswith("/") or ".." in path:
            raise damaged("The FHIR server gives an address that leads away from it.")
        return f"{self._base}/{path}" if path else self._base


class _RawResponse(NamedTuple):
    status: int
    headers: httpx.Headers
    content: bytes


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


def _parse(response: _RawResponse) -> FhirResponse:
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
    return FhirResponse(response.status, value, content)


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


def _next_page(response: FhirResponse) -> str:
    """Return the URL of the next page, "" after the last."""
    links = _objects(response.value, "link")
    urls = (link.get("url") for link in links if link.get("relation") == "next")
    return next((url for url in urls if isinstance(url, str)), "")


def _objects(value: Any, key: str) -> list[dict[str, Any]]:
    """Return the objects in the list of a key; [] if there is no list."""
    items = value.get(key) if isinstance(value, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _connection_failure(error: httpx.ConnectError) -> str:
    """Distinguish a certificate that is not trusted from a server that cannot be reached."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "shows no certificate that this machine trusts (SSL_CERT_FILE names others)"
        cause = cause.__cause__ or cause.__context__
    return "cannot be reached"

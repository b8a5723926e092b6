"""Talking to a FHIR server: bounded, patient, and silent about what is said."""

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
from .errors import Changed, Unsure, damaged, refused, unreachable

__all__ = ["Answer", "Client"]

JSON: Final = "application/fhir+json"
NOT_DONE: Final = (429, 503)  # the server says that it has not even begun
PAGES: Final = 10_000  # of one search; a server that never ends is broken


class Answer(NamedTuple):
    """An answer. value: parsed JSON, or None. content: the bytes, if they are not JSON."""

    status: int
    value: Any
    content: bytes


class Client:
    """One connection. base: the address of the server. token: for the Authorization header."""

    def __init__(self, base: str, token: str | None) -> None:
        self._base = base
        headers = {"Accept": JSON, "Prefer": "return=minimal"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        safe = base.startswith("https:")
        self._http = httpx.Client(
            headers=headers,
            timeout=limits.SECONDS_FOR_FHIR,
            trust_env=safe,  # proxies and SSL_CERT_FILE; not on the way to this machine itself
            verify=True if safe else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # which trusts nobody
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def read(self, path: str) -> Answer | None:
        """A resource by its path; None if it is not there."""
        answer = self._patiently("GET", path)
        return None if answer.status in (404, 410) else _sound(answer)

    def search(self, kind: str, **wanted: str) -> Iterator[dict[str, Any]]:
        """All resources of a kind that fit, page by page.

        By POST, because addresses are written to logs on the way and what is sought is not.
        """
        answer = _sound(self._patiently("POST", f"{kind}/_search", form=wanted))
        for _ in range(PAGES):
            yield from _resources(answer, kind)
            following = _next(answer)
            if not following:
                return
            answer = _sound(self._patiently("GET", following))
        raise damaged("The FHIR server's list has no end.")

    def transact(self, bundle: dict[str, Any]) -> list[dict[str, Any]]:
        """All or nothing; the responses in the order of the entries. Raises Changed, Unsure."""
        answer = _sound(self._once("POST", "", bundle))
        found = [each.get("response") for each in _listed(answer.value, "entry")]
        responses = [each for each in found if isinstance(each, dict)]
        if len(responses) != len(bundle["entry"]):
            raise Unsure(unreachable("gave an answer that does not fit the question"))
        return responses

    def update(self, resource: dict[str, Any], version: str) -> None:
        """Write a resource, if it is still in that version. Raises Changed, Unsure."""
        path = f"{resource['resourceType']}/{resource['id']}"
        _sound(self._once("PUT", path, resource, {"If-Match": version}))

    def delete(self, path: str) -> None:
        """Remove what this program has just put there; a server need not allow that."""
        with suppress(Unsure, Changed):
            self._once("DELETE", path)

    def _patiently(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """Ask until there is an answer: for questions, which change nothing."""
        for attempt in range(limits.FHIR_ATTEMPTS):
            try:
                return self._once(method, path, form=form)
            except Unsure as unsure:
                why = unsure.why
                pause(attempt)
        raise why

    def _once(
        self,
        method: str,
        path: str,
        resource: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        form: dict[str, str] | None = None,
    ) -> Answer:
        """Ask; again only while the server says that it has not begun."""
        told: dict[str, Any] = {"headers": dict(headers or {}), "data": form}
        if resource is not None:
            told["headers"]["Content-Type"] = JSON
            told["content"] = to_json(resource).encode()
        for attempt in range(limits.FHIR_ATTEMPTS):
            response = self._sent(method, self._address(path), told)
            if response.status not in NOT_DONE:
                return _answer(response)
            wait = _asked_to_wait(response.headers)
            if wait is not None and wait > limits.SECONDS_TO_WAIT:
                raise unreachable(f"is busy, and asks for {wait:.0f} seconds of patience")
            pause(attempt, wait)
        raise unreachable("is busy")

    def _sent(self, method: str, address: str, told: dict[str, Any]) -> _Response:
        try:
            with self._http.stream(method, address, **told) as response:
                parts, size = [], 0
                for part in response.iter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > limits.JSON_BYTES:
                        raise unreachable("gives an answer that is too large")
                return _Response(response.status_code, response.headers, b"".join(parts))
        except httpx.TimeoutException:
            raise Unsure(unreachable("does not answer")) from None
        except httpx.ConnectError as fault:
            raise Unsure(unreachable(_why(fault))) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise Unsure(unreachable("broke off")) from None

    def _address(self, path: str) -> str:
        """A path below the base. What leads elsewhere is not followed: the token goes along."""
        if path.startswith((f"{self._base}/", f"{self._base}?")):
            return path
        if "://" in path or path.startswith("/") or ".." in path:
            raise damaged("The FHIR server gives an address that leads away from it.")
        return f"{self._base}/{path}" if path else self._base


class _Response(NamedTuple):
    status: int
    headers: httpx.Headers
    content: bytes


def pause(attempt: int, wanted: float | None = None) -> None:
    """Wait before the next attempt: as long as the server asks, else twice as long each time."""
    time.sleep(limits.SECONDS_BETWEEN_ATTEMPTS * 2**attempt if wanted is None else wanted)


def _asked_to_wait(headers: httpx.Headers) -> float | None:
    """Retry-After in seconds: a number, or a date, compared with the server's own clock."""
    asked = headers.get("retry-after", "")
    if asked.isdecimal() and len(asked) < 10:
        return float(asked)
    try:
        later, now = (parsedate_to_datetime(text) for text in (asked, headers.get("date", "")))
        return max(0.0, (later - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _answer(response: _Response) -> Answer:
    status = response.status
    if status >= 500:
        raise Unsure(unreachable(f"failed ({status})"))
    value, content = None, response.content
    if "json" in response.headers.get("content-type", "") and content:
        try:
            value, content = parse(content, Place("answer")), b""
        except JsonError:
            raise Unsure(unreachable("gave an answer that is not sound JSON")) from None
    if status in (409, 412):
        raise Changed
    return Answer(status, value, content)


def _sound(answer: Answer) -> Answer:
    """An answer that is no refusal."""
    if answer.status >= 300:
        raise refused(answer.status, answer.value)
    return answer


def _resources(answer: Answer, kind: str) -> Iterator[dict[str, Any]]:
    """The resources of a page of search results."""
    for entry in _listed(answer.value, "entry"):
        resource = entry.get("resource")
        if isinstance(resource, dict) and resource.get("resourceType") == kind:
            yield resource


def _next(answer: Answer) -> str:
    """The address of the next page; empty if this is the last."""
    found = (
        each.get("url") for each in _listed(answer.value, "link") if each.get("relation") == "next"
    )
    return next((url for url in found if isinstance(url, str)), "")


def _listed(value: Any, key: str) -> list[dict[str, Any]]:
    listed = value.get(key) if isinstance(value, dict) else None
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _why(fault: httpx.ConnectError) -> str:
    """A certificate that cannot be trusted is told from a machine that is off."""
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "shows no certificate that this machine trusts (SSL_CERT_FILE names others)"
        cause = cause.__cause__ or cause.__context__
    return "cannot be reached"

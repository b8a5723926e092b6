"""No page of another site reaches the service through a browser; programs and our pages do."""

from __future__ import annotations

import pytest

from leaflets.service.guard.hosts import HostGuard

from .asgi import HOST, answer, echo

GUARD = HostGuard(echo, ["pharmacy.example"])
PROXIED = HostGuard(echo, ["pharmacy.example"], behind_proxy=True)
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize("host", [HOST, "localhost", "[::1]:8000", "Pharmacy.example:443"])
def test_the_names_of_the_service_are_served(host: str) -> None:
    assert answer(GUARD, headers={"host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example:8000", "127.0.0.1.evil.example", "", "a, localhost"]
)
def test_a_name_that_was_made_to_point_here_is_not(host: str) -> None:
    refused = answer(GUARD, headers={"host": host})
    assert (refused.status, refused.code) == (421, "Y941")
    assert "evil" not in refused.body.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "https://127.0.0.1:8000"},
        {"sec-fetch-site": "cross-site", "origin": f"http://{HOST}"},
        {"sec-fetch-site": "same-site"},
        {
            "sec-fetch-site": "cross-site",
            "sec-fetch-mode": "navigate",
            "sec-fetch-dest": "document",
        },
    ],
)
def test_a_post_of_another_site_is_refused(headers: dict[str, str]) -> None:
    refused = answer(GUARD, "POST", headers=JSON | headers)
    assert (refused.status, refused.code) == (403, "Y942")


@pytest.mark.parametrize(
    "headers",
    [
        {},  # a program
        {"origin": f"http://{HOST}"},
        {"sec-fetch-site": "same-origin", "origin": "null"},  # a form of a page with no-referrer
        {"sec-fetch-site": "none"},
    ],
)
def test_a_post_of_our_pages_and_of_programs_is_served(headers: dict[str, str]) -> None:
    assert answer(GUARD, "POST", headers=JSON | headers).status == 200


def test_a_link_elsewhere_leads_to_a_page_and_embeds_nothing() -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert answer(GUARD, path="/", headers=link | {"sec-fetch-dest": "document"}).status == 200
    assert answer(GUARD, path="/", headers=link | {"sec-fetch-dest": "iframe"}).status == 403
    image = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert answer(GUARD, path="/", headers=image).status == 403


@pytest.mark.parametrize(
    "kind",
    ["text/plain; charset=utf-8", "application/x-www-form-urlencoded", "multipart/form-data"],
)
def test_the_api_takes_no_simple_form(kind: str) -> None:
    refused = answer(GUARD, "POST", headers={"content-type": kind}, body=[b'{"a": "="}'])
    assert (refused.status, refused.code) == (415, "Y947")
    assert answer(GUARD, "POST", "/dispense", headers={"content-type": kind}).status == 200


def test_a_proxy_tells_the_scheme_only_if_there_is_one() -> None:
    host, origin = "pharmacy.example", "https://pharmacy.example"
    headers = JSON | {"host": host, "origin": origin}
    assert answer(PROXIED, "POST", headers=headers).status == 200
    assert answer(PROXIED, "POST", headers=headers | {"x-forwarded-proto": "http"}).status == 403
    assert answer(GUARD, "POST", headers=headers | {"x-forwarded-proto": "https"}).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        JSON | {"content-encoding": "gzip"},
        {"content-type": "application/json; charset=iso-8859-1"},
        {"content-type": 'application/fhir+xml;charset="utf-16"'},
    ],
)
def test_a_body_that_would_be_read_as_something_else_is_refused(headers: dict[str, str]) -> None:
    refused = answer(GUARD, "POST", "/api/v1/leaflets", headers=headers, body=[b"{}"])
    assert (refused.status, refused.code) == (415, "Y940")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/api/v1/leaflets", {"content-type": "application/json; charset=UTF-8"}),
        ("/api/v1/leaflets", JSON | {"content-encoding": "identity"}),
        ("/api/v1/batches", {"content-type": "text/csv; charset=windows-1252"}),
    ],
)
def test_a_body_in_utf_8_or_a_table_is_passed_on(path: str, headers: dict[str, str]) -> None:
    assert answer(GUARD, "POST", path, headers=headers, body=[b"{}"]).status == 200

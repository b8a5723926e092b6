"""Batches over HTTP: rows in, an archive out, and nothing left of them."""

from __future__ import annotations

import io
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from leaflets.service.batch_jobs import BatchJobs
from leaflets.service.batch_worker import make_batch

from ..clients import client_of

BATCHES = "/api/v1/batches"
ROWS = """identifier,monograph,patient
a-1,acetylcysteine,Ada Exempel
a-2,acetylcysteine,Bo Exempel
a-3,no-such-medicine,Cy Exempel
"""

Client = TestClient[Litestar]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with client_of(state=tmp_path / "state", layout="compact") as client:
        yield client


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let batches be made in this process, before they are answered."""
    monkeypatch.setattr(BatchJobs, "_start", lambda _, job: make_batch(job.folder))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("out", ["tar", "pdf"])
def test_leaflets_come_in_the_file_that_was_asked_for(client: Client, out: str) -> None:
    given = client.post(f"{BATCHES}?out={out}", content=ROWS, headers={"Content-Type": "text/csv"})
    address = given.headers["location"]
    assert client.get(address).json()["state"] == "made"
    archive = client.get(f"{address}/archive")
    assert archive.headers["content-disposition"].endswith(f'"leaflets.{out}"')
    if out == "tar":
        with tarfile.open(fileobj=io.BytesIO(archive.content)) as tar:
            assert sum(name.endswith(".pdf") for name in tar.getnames()) == 2
    else:
        assert archive.headers["content-type"] == "application/pdf"
        assert len(pypdf.PdfReader(io.BytesIO(archive.content)).pages) == 4
    assert client.get(f"{address}/manifest").text.count("a-") >= 2


def status_of(client: Client, address: str) -> dict[str, Any]:
    """The status of a batch that has ended."""
    for _ in range(600):
        status: dict[str, Any] = client.get(address).json()
        if status["state"] not in ("waiting", "checking", "making"):
            return status
        time.sleep(0.05)
    raise AssertionError(status)


def test_rows_become_an_archive_that_is_fetched_and_removed(client: Client, tmp_path: Path) -> None:
    given = client.post(BATCHES, content=ROWS, headers={"Content-Type": "text/csv"})
    assert given.status_code == 202, given.text
    address = given.headers["location"]
    status = status_of(client, address)
    assert (status["state"], status["done"], status["refused"]) == ("made", 2, 1)
    archive = client.get(f"{address}/archive")
    assert archive.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(archive.content)) as leaflets:
        order = {"monograph": "acetylcysteine", "particulars": {"patient": "Ada Exempel"}}
        assert leaflets.read("a-1.pdf") == client.post("/api/v1/leaflets", json=order).content
    assert len(client.get(f"{address}/manifest").text.splitlines()) == 2
    assert "no-such-medicine" in client.get(f"{address}/refused").text
    assert client.delete(address).status_code == 204
    gone = client.get(address)
    assert (gone.status_code, gone.json()["code"]) == (404, "Y920")
    assert not [path for path in (tmp_path / "state/batches").iterdir() if path.is_dir()]


@pytest.mark.usefixtures("at_once")
def test_rows_that_are_all_wrong_are_told_with_their_lines(client: Client) -> None:
    rows = ROWS.replace("acetylcysteine", "nothing-like-it")
    address = client.post(BATCHES, content=rows).headers["location"]
    status = client.get(address).json()
    assert status["state"] == "refused"
    assert [fault["line"] for fault in status["problem"]["faults"]] == [2, 3, 4]
    assert status["problem"]["code"] == "N401"
    assert status["problem"]["title"] == "The request cannot be met"
    assert "Exempel" not in str(status)
    archive = client.get(f"{address}/archive")
    assert (archive.status_code, archive.json()["code"]) == (409, "Y922")


@pytest.mark.usefixtures("at_once")
def test_a_key_names_one_batch(client: Client) -> None:
    key = {"Idempotency-Key": "b-1"}
    first, again = (client.post(BATCHES, content=ROWS, headers=key) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    assert client.post(BATCHES, content=ROWS).headers["location"] != first.headers["location"]
    other = client.post(BATCHES, content=ROWS * 2, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "Y912")


@pytest.mark.parametrize("name", ["0" * 32, "../../etc", "x"])
def test_a_batch_that_nobody_gave_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"{BATCHES}/{name}").status_code in (400, 404)
    assert client.get(f"{BATCHES}/{name}/archive").status_code in (400, 404)

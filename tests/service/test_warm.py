"""What is held between requests makes the same bytes, and follows the files on the disk."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

import leaflets
from leaflets.service import shelf
from leaflets.service.orders import LeafletOrder
from leaflets.service.warm import WarmState
from tests.cli.program import ROOT

from .clients import client_of, settings_of

TAKE_ONE = "Take one tablet in the morning."


def in_full(particulars: dict[str, str], layout: str) -> bytes:
    """The leaflet by the straight line."""
    checked = leaflets.Particulars.from_mapping(particulars, language="en")
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"), particulars=checked)
    return leaflets.typeset(leaflet, layout).pdf


def test_stamped_leaflets_are_those_of_a_full_render() -> None:
    warm = WarmState(settings_of())
    first, second = (
        {"patient": name, "directions": TAKE_ONE, "product": "Acetylcysteine 600 mg"}
        for name in ("Ada Example", "Ben Sample")
    )
    order = LeafletOrder(monograph="NAC", layout="compact", particulars=first)
    assert warm.stamp(order) is None  # nothing is held yet
    assert warm.make(order).content == in_full(first, "compact")
    stamped = warm.stamp(LeafletOrder(monograph="NAC", layout="compact", particulars=second))
    assert stamped is not None
    assert stamped.content == in_full(second, "compact")


def test_directions_without_room_in_the_body_are_rendered_in_full() -> None:
    warm = WarmState(settings_of())
    short = LeafletOrder(monograph="NAC", particulars={"directions": TAKE_ONE})
    long = {"directions": " ".join([TAKE_ONE] * 30)}
    warm.make(short)
    order = LeafletOrder(monograph="NAC", particulars=long)
    assert warm.stamp(order) is None
    assert warm.make(order).content == in_full(long, "standard")


@pytest.fixture
def our(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pharmacy's folder with a layout and a monograph of its own."""
    monkeypatch.setattr(shelf, "SECONDS_BETWEEN_LOOKS", 0.0)
    folder = tmp_path / "monographs" / "ourcysteine"
    folder.mkdir(parents=True)
    source = (ROOT / "data/monographs/acetylcysteine/en.yaml").read_text()
    (folder / "en.yaml").write_text(source)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/ours.yaml").write_text("extends: compact\nsays: Ours.\n")
    return tmp_path


def words(client: TestClient[Litestar]) -> str:
    """The words of our leaflet."""
    answer = client.get("/api/v1/leaflets/ourcysteine", headers={"Accept": "text/plain"})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_changed_monograph_is_taken_up_and_a_broken_one_is_not_used(our: Path) -> None:
    file = our / "monographs/ourcysteine/en.yaml"
    source = file.read_text()
    with client_of(folder=our) as client:
        assert "Mucus" not in words(client)
        file.write_text(source.replace("name: Acetylcysteine", "name: Mucusol", 1))
        time.sleep(0.01)  # the clock of a file system is coarse
        sound = words(client)
        assert "Mucusol" in sound
        file.write_text("identity: [\n")
        assert words(client) == sound
        readiness = client.get("/ready").json()
        assert readiness["status"] == "degraded"
        assert readiness["faults"][0]["file"] == "monographs/ourcysteine/en.yaml"
        file.write_text(source)
        assert "Mucusol" not in words(client)
        assert client.get("/ready").json()["status"] == "ok"


def put_a_folder(path: Path) -> None:
    path.mkdir()


def put_a_link(path: Path) -> None:
    path.symlink_to(ROOT / "data/monographs/warfarin/en.yaml")


@pytest.mark.parametrize("put", [put_a_folder, put_a_link])
def test_what_takes_the_place_of_a_file_and_is_none_is_not_used(
    our: Path, put: Callable[[Path], None]
) -> None:
    file = our / "monographs/ourcysteine/en.yaml"
    with client_of(folder=our, state=our.parent / "state") as client:
        sound = words(client)
        file.rename(our / "aside")
        put(file)
        assert words(client) == sound
        readiness = client.get("/ready").json()
        assert readiness["status"] == "degraded"
        fault = readiness["faults"][0]
        assert (fault["code"], fault["file"]) == ("N403", "monographs/ourcysteine/en.yaml")
        file.rename(our / "something")
        (our / "aside").rename(file)
        assert client.get("/ready").json()["status"] == "ok"


def test_a_folder_that_is_a_file_now_has_nothing_and_is_forgotten_with_it(our: Path) -> None:
    order = {"monograph": "ourcysteine"}
    with client_of(folder=our, state=our.parent / "state") as client:
        assert client.post("/api/v1/leaflets", json=order).status_code == 200
        (our / "monographs").rename(our / "aside")
        (our / "monographs").write_text("")
        assert client.post("/api/v1/leaflets", json=order).status_code == 500
        (our / "monographs").unlink()
        assert client.post("/api/v1/leaflets", json=order).status_code == 404
        assert client.get("/ready").json()["status"] == "ok"


def test_a_library_that_is_gone_is_not_the_fault_of_the_caller(our: Path) -> None:
    order = {"monograph": "ourcysteine"}
    with client_of(folder=our, state=our.parent / "state") as client:
        our.rename(our.parent / "aside")
        for answer in (client.post("/api/v1/leaflets", json=order), client.get("/ready")):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        (our.parent / "aside").rename(our)
        assert client.post("/api/v1/leaflets", json=order).status_code == 200


def test_a_broken_layout_is_not_used(our: Path, caplog: pytest.LogCaptureFixture) -> None:
    warm = WarmState(settings_of(folder=our))
    order = LeafletOrder(
        monograph="acetylcysteine", layout="ours", particulars={"directions": TAKE_ONE}
    )
    sound = warm.make(order).content
    (our / "layouts/ours.yaml").write_text("extends: compact\nsays: Ours.\ncolours: {ink: pink}\n")
    assert warm.stamp(order) is None
    assert warm.make(order).content == sound
    assert warm.files.faults()
    other = LeafletOrder(monograph="warfarin", layout="ours")
    assert warm.make(other).pages
    [line] = caplog.messages
    assert re.fullmatch(r"[A-Z]\d{3} layouts/ours\.yaml is broken, and used as it was .*", line)


def test_a_leaflet_for_nobody_in_particular_has_a_tag() -> None:
    with client_of() as client:
        first = client.get("/api/v1/leaflets/NAC", params={"layout": "compact"})
        tag = first.headers["etag"]
        again = client.get(
            "/api/v1/leaflets/NAC", params={"layout": "compact"}, headers={"If-None-Match": tag}
        )
        assert (again.status_code, again.content) == (304, b"")
        page = client.get("/leaflets/acetylcysteine", params={"language": "es"})
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert 'lang="es"' in page.text


def test_ready_tells_of_a_file_that_was_never_sound_before_anybody_asks(tmp_path: Path) -> None:
    file = tmp_path / "our/monographs/brokenamine/en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("identity: [\n")
    with client_of(folder=tmp_path / "our", state=tmp_path / "state") as client:
        while (answer := client.get("/ready").json())["unread"]:
            pass
        assert answer["status"] == "degraded"
        assert [fault["file"] for fault in answer["faults"]] == ["monographs/brokenamine/en.yaml"]
        file.unlink()
        assert client.get("/ready").json()["status"] == "ok"

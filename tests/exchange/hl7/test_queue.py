"""The queue of messages: what was acknowledged is never sent again, whenever a run stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.base.errors import LeafletsError, StoreError
from leaflets.exchange.hl7.message import control_id
from leaflets.exchange.hl7.queue import open_queue

from ...faults.crashing import every_crash
from ...records.samples import attachment

ADDRESS = "mllp://ehr.example.org:2575"
THREE = [attachment(f"D-{number}", patient="MRN|9") for number in range(3)]
REFUSAL = StoreError("The HL7 receiver refused the message (AE, error 204).", code="R732")


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def test_what_waits_is_taken_up_in_order_by_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "ehr.queue"
    with open_queue(path, ADDRESS) as queue:
        assert queue.add(THREE) == 0
        queue.acknowledge(queue.waiting[control_id(THREE[1])])
    with open_queue(path, ADDRESS) as queue:
        assert [leaflet.dispense for leaflet in queue.waiting.values()] == ["D-0", "D-2"]
        assert queue.add(THREE) == 1, "one was acknowledged before"
        assert [leaflet.dispense for leaflet in queue.waiting.values()] == ["D-0", "D-2"]


def test_what_is_set_aside_waits_only_when_it_is_taken_up_again(tmp_path: Path) -> None:
    path = tmp_path / "ehr.queue"
    with open_queue(path, ADDRESS) as queue:
        queue.add(THREE)
        queue.refuse(queue.waiting[control_id(THREE[0])], REFUSAL)
    for _ in range(2):  # from the lines that grew, and from those that were written anew
        with open_queue(path, ADDRESS) as queue:
            queue.add(THREE)
            [item] = queue.set_aside.values()
            assert (item.leaflet.dispense, item.code, item.says) == ("D-0", "R732", REFUSAL.says)
            assert len(queue.waiting) == 2
    with open_queue(path, ADDRESS) as queue:
        queue.take_up_again()
    with open_queue(path, ADDRESS) as queue:
        assert not queue.set_aside
        assert [leaflet.dispense for leaflet in queue.waiting.values()] == ["D-1", "D-2", "D-0"]


def test_of_acknowledged_leaflets_only_the_control_id_stays(tmp_path: Path) -> None:
    path = tmp_path / "ehr.queue"
    with open_queue(path, ADDRESS) as queue:
        queue.add(THREE)
        for leaflet in list(queue.waiting.values()):
            queue.acknowledge(leaflet)
    content = path.read_text()
    assert all(control_id(item) in content for item in THREE)
    assert not any(item.dispense in content or item.sha256 in content for item in THREE)
    assert "MRN" not in content
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_queue_of_another_receiver_is_refused_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "ehr.queue"
    with open_queue(path, ADDRESS) as queue:
        queue.add(THREE)
    before = path.read_bytes()
    with pytest.raises(LeafletsError) as error, open_queue(path, "mllp://other:1"):
        pass
    assert (error.value.code, error.value.exit_code) == ("R736", 2)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        b"", b"words\n", b"[]\n", b'{"queue": 9, "receiver": "mllp://ehr.example.org:2575"}\n',
        b'{"queue": 1, "receiver": "mllp://ehr.example.org:2575"}\n{"id": "A", "refused": "R"}\n',
        b'{"queue": 1, "receiver": "mllp://ehr.example.org:2575"}\nwords\n',
        b'{"queue": 1, "receiver": "mllp://ehr.example.org:2575"}\n{"id": "A"}\n',
    ],
)  # fmt: skip
def test_a_damaged_queue_is_never_taken_for_an_empty_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ehr.queue"
    path.write_bytes(content)
    with pytest.raises(StoreError) as error, open_queue(path, ADDRESS):
        pass
    assert error.value.code == "R738"
    assert path.read_bytes() == content


def test_two_runs_do_not_send_from_one_queue(tmp_path: Path) -> None:
    path = tmp_path / "ehr.queue"
    with (
        open_queue(path, ADDRESS),
        pytest.raises(StoreError) as error,
        open_queue(path, ADDRESS),
    ):
        pass
    assert error.value.code == "R738"


def test_a_kill_at_any_moment_loses_no_leaflet_and_repeats_none_that_was_noted(
    tmp_path: Path,
) -> None:
    path, sent = tmp_path / "ehr.queue", tmp_path / "sent"

    def run() -> None:
        with open_queue(path, ADDRESS) as queue:
            queue.add(THREE)
            for leaflet in list(queue.waiting.values()):
                with sent.open("ab") as stream:
                    stream.write(f"{leaflet.control_id}\n".encode())
                queue.acknowledge(leaflet)

    for _ in every_crash(run):
        noted = {line for line in lines(path) if b"done" in line} if path.exists() else set()
        before = lines(sent) if sent.exists() else []
        assert len(before) - len(noted) in (0, 1), "one may be between its answer and its note"
        run()
        assert set(lines(sent)) == {control_id(item).encode() for item in THREE}
        assert len(lines(sent)) <= len(THREE) + 1
        path.unlink()
        sent.unlink()

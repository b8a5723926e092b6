"""Idempotency keys: the first answer again, and the work once."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest
from litestar import Request

from leaflets.base.errors import UsageError
from leaflets.service.api import idempotency
from leaflets.service.api.idempotency import Answer, Begun, KeyInUse, KeyReused, Keys, key_in
from leaflets.service.api.once import Once

ANSWER = Answer(201, {"content-type": "application/json"}, b"{}")


def keys_in(folder: Path, time: float | None = None) -> Keys:
    numbers = count(1)
    return Keys(
        folder,
        clock=lambda: folder.stat().st_mtime if time is None else time,
        note=lambda: Begun("2026-11-26T10:00:00+01:00", f"name-{next(numbers)}"),
    )


def test_the_first_answer_is_given_again_also_by_another_worker(tmp_path: Path) -> None:
    with keys_in(tmp_path).work("counter", "k-1", "request") as work:
        assert work.answer is None
        work.finish(ANSWER)
    with keys_in(tmp_path).work("counter", "k-1", "request") as work:
        assert work.answer == ANSWER
    with keys_in(tmp_path).work("another counter", "k-1", "request") as work:
        assert work.answer is None


def test_another_request_with_the_key_is_refused(tmp_path: Path) -> None:
    keys = keys_in(tmp_path)
    with keys.work("counter", "k-1", "request") as work:
        work.finish(ANSWER)
    with pytest.raises(KeyReused), keys.work("counter", "k-1", "another"):
        pass


def test_a_request_in_work_is_told_and_one_that_was_refused_is_forgotten(tmp_path: Path) -> None:
    keys = keys_in(tmp_path)
    with keys.work("counter", "k-1", "request") as work:
        with pytest.raises(KeyInUse), keys_in(tmp_path).work("counter", "k-1", "request"):
            pass
        work.forget()
    with keys.work("counter", "k-1", "another request") as work:
        assert not work.begun.is_repeated


def test_a_worker_that_is_killed_leaves_what_it_noted(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from leaflets.service.api.idempotency import Begun, Keys\n"
        "keys = Keys(Path(sys.argv[1]), clock=time.time, note=lambda: Begun('then', 'first'))\n"
        "with keys.work('counter', 'k-1', 'request'):\n"
        "    print('begun', flush=True); time.sleep(60)\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"begun\n"
    with pytest.raises(KeyInUse), keys_in(tmp_path).work("counter", "k-1", "request"):
        pass
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    with keys_in(tmp_path).work("counter", "k-1", "request") as work:
        assert work.answer is None
        assert work.begun == Begun("then", "first", is_repeated=True)


def test_old_keys_and_too_many_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = keys_in(tmp_path)
    for number in range(3):
        with keys.work("counter", f"k-{number}", "request") as work:
            work.finish(ANSWER)
    monkeypatch.setattr(idempotency, "MOST_KEYS", 2)
    keys.clean()
    assert len(list(tmp_path.glob("??/*"))) == 2
    late = keys_in(tmp_path, time=tmp_path.stat().st_mtime + idempotency.SECONDS + 60)
    with late.work("counter", "k-2", "another request") as work:
        assert work.answer is None
    late.clean()
    assert len(list(tmp_path.glob("??/*"))) <= 1


def test_all_files_are_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    with keys_in(folder, time=0).work("counter", "k-1", "request") as work:
        work.finish(ANSWER)
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))} == {0}


@pytest.mark.parametrize(("header", "key"), [('"a-1"', "a-1"), ("a-1", "a-1")])
def test_a_key_is_a_string_with_or_without_quotes(header: str, key: str) -> None:
    assert key_in(header) == key


@pytest.mark.parametrize("header", ["", "two words", "x" * 201, 'a"b', "é"])
def test_what_is_no_key_is_refused(header: str) -> None:
    with pytest.raises(UsageError, match="Idempotency-Key"):
        key_in(header)


def test_two_keys_are_none(tmp_path: Path) -> None:
    async def work(begun: Begun) -> Answer:
        raise AssertionError(begun)

    headers = [(b"idempotency-key", b"k-1"), (b"idempotency-key", b"k-2")]
    request: Request[Any, Any, Any] = Request(cast(Any, {"type": "http", "headers": headers}))
    with pytest.raises(UsageError, match="Idempotency-Key"):
        asyncio.run(Once(keys_in(tmp_path)).answer(request, work))

"""The whole service behind its guard: every route has its right, and nothing private gets out."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leaflets.exchange.open_store import open_store
from leaflets.service.app import create_app
from leaflets.service.guard.answers import App
from leaflets.service.guard.layers import guarded
from leaflets.service.guard.rights import Right, needed_right
from leaflets.service.guard.token_file import add_token
from leaflets.service.settings import ServiceSettings
from leaflets.service.warm import WarmState

from ..clients import CLOCK
from .asgi import Answer, ask

NAME = "Erika Mustermann"
JSON = {"content-type": "application/json", "idempotency-key": "one"}


@pytest.fixture
def settings(tmp_path: Path) -> ServiceSettings:
    store = f"sqlite:///{tmp_path}/records.db"
    open_store(store).close()  # as `serve` does before its workers start
    return ServiceSettings(clock=CLOCK, store=store, state=tmp_path / "state")


def with_service(
    settings: ServiceSettings, work: Callable[[App], Coroutine[Any, Any, list[Answer]]]
) -> list[Answer]:
    """Run some requests against a service that was started."""

    async def run() -> list[Answer]:
        app = create_app(settings)
        async with app.lifespan():
            return await work(guarded(app, settings))  # type: ignore[arg-type]

    return asyncio.run(run())


def test_every_route_has_a_right_of_its_own(settings: ServiceSettings) -> None:
    paths = {route.path for route in create_app(settings).routes}
    assert len(paths) > 10
    administered = {path for path in paths if needed_right(path) is Right.ADMINISTER}
    assert administered == {"/metrics"}


def test_slashes_change_no_right(settings: ServiceSettings, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"
    token = add_token(tokens, "counter-1", (Right.RENDER,), bytes(32))
    with_tokens = msgspec.structs.replace(settings, tokens=tokens)
    bearer = JSON | {"authorization": f"Bearer {token}"}

    async def work(app: App) -> list[Answer]:
        forms = ("//metrics", "/metrics//", "/api/v1//recall", "//api/v1/recall/")
        return [await ask(app, "POST", path, bearer, [b"{}"]) for path in forms]

    assert {answer.code for answer in with_service(with_tokens, work)} == {"Y944"}


def test_the_numbers_have_the_route_and_the_service_tells_them(settings: ServiceSettings) -> None:
    async def work(app: App) -> list[Answer]:
        return [await ask(app, path="/health"), await ask(app, path="/metrics")]

    _, numbers = with_service(settings, work)
    assert numbers.status == 200
    assert b'method="GET",route="/health",status="200"' in numbers.body


def test_ready_tells_of_the_store(settings: ServiceSettings, tmp_path: Path) -> None:
    async def work(app: App) -> list[Answer]:
        return [await ask(app, path="/ready")]

    def ready(store: str | None) -> tuple[int, str]:
        changed = msgspec.structs.replace(settings, store=store)
        (answer,) = with_service(changed, work)
        assert str(tmp_path) not in answer.body.decode()
        return answer.status, json.loads(answer.body)["store"]

    assert ready(None) == (200, "none")
    assert ready(settings.store) == (200, "ok")
    (tmp_path / "torn.db").write_text("no database")
    assert ready(f"sqlite:///{tmp_path}/torn.db") == (503, "failed")


def hostile_bodies() -> list[bytes]:
    """Bodies with a patient's name where nobody expects one."""
    deep: Any = NAME
    for _ in range(70):
        deep = [deep]
    values: list[Any] = [
        {NAME: NAME}, [NAME], NAME, {"monograph": {NAME: 1}},
        {"monograph": "acetylcysteine", "particulars": {NAME: NAME}},
        {"monograph": "acetylcysteine", "particulars": {"patient": NAME, "directions": "1.0 mg"}},
        {"dispense": NAME, "by": 7}, {"dispense": NAME, "how": NAME, "pdf": NAME}, deep,
        {"dispense": NAME, "by": NAME, "how": "paper", "leaflet": {"monograph": "none"}},
    ]  # fmt: skip
    torn = (f'{{"{NAME}": "{NAME}', f'{{"a": "{NAME}", "a": 1}}', f'"{NAME}\\ud800"')
    return [json.dumps(value).encode() for value in values] + [text.encode() for text in torn] + [
        b"\xff" + NAME.encode(), NAME.encode("utf-16"), b"[" * 200_000, b"9" * 5000, b"",
    ]  # fmt: skip


def test_no_hostile_body_comes_back_or_reaches_the_log(
    settings: ServiceSettings, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.INFO)
    paths = ("leaflets", "attachments", "attachments/search", "recall", "verify", "batches")

    async def work(app: App) -> list[Answer]:
        return [
            await ask(app, "POST", f"/api/v1/{path}", JSON, [body])
            for path in paths
            for body in hostile_bodies()
        ]

    answers = with_service(settings, work)
    assert {answer.status for answer in answers} <= {200, 201, 202, 400, 404, 409, 413, 415, 422}
    for answer in answers:
        if answer.headers["content-type"] == "application/problem+json":
            returned = answer.body.decode() + str(answer.headers)
            assert NAME not in returned
            assert str(tmp_path) not in returned
            assert "Traceback" not in returned
    assert NAME not in caplog.text
    assert str(tmp_path) not in caplog.text


def test_a_fault_behind_a_route_tells_its_place_to_the_log_alone(
    settings: ServiceSettings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)

    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"{NAME} in /srv/pharmacy/records")

    monkeypatch.setattr(WarmState, "make", fail)

    async def work(app: App) -> list[Answer]:
        body = b'{"monograph": "acetylcysteine"}'
        return [await ask(app, "POST", "/api/v1/leaflets", JSON, [body])]

    (answer,) = with_service(settings, work)
    assert (answer.status, answer.code) == (500, "X700")
    assert "X700 ValueError at leaflets/service/" in caplog.text
    assert "POST /api/v1/leaflets 500 " in caplog.text
    output = answer.body.decode() + caplog.text
    assert NAME not in output
    assert "/srv" not in output
    assert "Traceback" not in output


def test_ready_tells_of_a_folder_that_cannot_be_written(
    settings: ServiceSettings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    changed = msgspec.structs.replace(settings, store=None, state=tmp_path / "file/state")

    async def work(app: App) -> list[Answer]:
        return [await ask(app, path="/ready")]

    (answer,) = with_service(changed, work)
    readiness = json.loads(answer.body)
    assert (answer.status, readiness["state"], readiness["status"]) == (503, "failed", "failed")


def test_a_store_that_is_gone_is_missed_and_no_empty_one_takes_its_place(
    settings: ServiceSettings, tmp_path: Path
) -> None:
    for file in tmp_path.glob("*.db*"):
        file.rename(file.with_name(f"moved-{file.name}"))

    async def work(app: App) -> list[Answer]:
        recall = b'{"monograph": "acetylcysteine"}'
        return [
            await ask(app, path="/ready"),
            await ask(app, "POST", "/api/v1/recall", JSON, [recall]),
        ]

    ready, recall = with_service(settings, work)
    assert (ready.status, json.loads(ready.body)["store"]) == (503, "failed")
    assert (recall.status, recall.code) == (503, "R708")
    assert not [*tmp_path.glob("[!m]*.db")]

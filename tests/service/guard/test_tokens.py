"""Who may do what: tokens are kept as hashes, and each route needs its right."""

from __future__ import annotations

import base64
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from leaflets.base.errors import NotFoundError, UsageError
from leaflets.service.guard.rights import Right, needed_right
from leaflets.service.guard.token_file import TokenFile, add_token, read_tokens, remove_token
from leaflets.service.guard.tokens import TokenGuard

from .asgi import answer, echo

RANDOM = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_the_file_has_hashes_and_belongs_to_its_owner(path: Path) -> None:
    token = add_token(path, "counter-1", (Right.RENDER, Right.ATTACH), RANDOM)
    assert token not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    (entry,) = read_tokens(path)
    assert (entry.name, entry.rights) == ("counter-1", (Right.RENDER, Right.ATTACH))


def test_a_token_opens_what_it_has_the_right_to_and_tells_who_asks(path: Path) -> None:
    token = add_token(path, "counter-1", (Right.RENDER,), RANDOM)
    guard = TokenGuard(echo, TokenFile(path))
    assert answer(guard, headers=bearer(token)).headers["x-caller"] == "counter-1"
    refused = answer(guard, path="/api/v1/attachments", headers=bearer(token))
    assert (refused.status, refused.code) == (403, "Y944")
    assert "attach" in refused.problem["detail"]
    assert answer(guard, path="/health").status == 200


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer leaflets_x", "Basic ???", "Digest a"]
)
def test_without_a_known_token_nothing_is_open(path: Path, authorization: str) -> None:
    add_token(path, "counter-1", tuple(Right), RANDOM)
    guard = TokenGuard(echo, TokenFile(path))
    headers = {"authorization": authorization} if authorization else {}
    for route, scheme in (("/api/v1/leaflets", "Bearer"), ("/", "Basic")):
        refused = answer(guard, path=route, headers=headers)
        assert (refused.status, refused.code) == (401, "Y943")
        assert refused.headers["www-authenticate"].startswith(scheme)


def test_a_browser_sends_the_token_as_a_password(path: Path) -> None:
    token = add_token(path, "counter-1", (Right.RENDER,), RANDOM)
    guard = TokenGuard(echo, TokenFile(path))
    pair = base64.b64encode(f"ann:{token}".encode()).decode()
    assert answer(guard, headers={"authorization": f"Basic {pair}"}).status == 200


def test_a_removed_token_ends_at_once_and_a_broken_file_ends_none(path: Path) -> None:
    first = add_token(path, "first", (Right.RENDER,), RANDOM)
    second = add_token(path, "second", (Right.RENDER,), RANDOM[::-1])
    file = TokenFile(path)
    remove_token(path, "first")
    assert file.find(first) is None
    assert file.find(second)
    path.write_text("{")
    os.utime(path, ns=(1, 1))
    assert file.find(second)
    path.unlink()
    assert file.find(second) is None


def test_what_is_wrong_with_the_file_is_told(path: Path) -> None:
    with pytest.raises(UsageError, match="Y951"):
        read_tokens(path)
    add_token(path, "counter-1", (Right.RENDER,), RANDOM)
    with pytest.raises(UsageError, match="Y954"):
        add_token(path, "counter-1", (Right.RENDER,), RANDOM)
    with pytest.raises(UsageError, match="Y956"):
        add_token(path, "Counter 1", (Right.RENDER,), RANDOM)
    with pytest.raises(NotFoundError) as absent:
        remove_token(path, "nobody")
    assert absent.value.code == "Y955"
    path.chmod(0o640)
    with pytest.raises(UsageError, match="Y952"):
        read_tokens(path)
    path.chmod(0o600)
    path.write_text('{"tokens": [{"name": "a", "rights": ["all"], "sha256": ""}]}')
    with pytest.raises(UsageError, match="Y953"):
        read_tokens(path)


def test_a_path_that_nobody_thought_of_needs_the_highest_right() -> None:
    assert needed_right("/api/v1/recall") is Right.RECALL
    assert needed_right("/api/v1/recallx") is Right.RENDER
    # the page at the counter is complete for who has only the right for it
    assert needed_right("/static/counter.css") is None
    assert needed_right("/metrics") is Right.ADMINISTER
    assert needed_right("/something/new") is Right.ADMINISTER
    assert needed_right("//health") is Right.ADMINISTER


def test_tokens_that_are_added_at_once_are_all_kept(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        adding = [
            pool.submit(add_token, path, f"counter-{number}", (Right.RENDER,), os.urandom(32))
            for number in range(16)
        ]
        tokens = [one.result() for one in adding]
    assert {token.name for token in read_tokens(path)} == {f"counter-{n}" for n in range(16)}
    assert all(TokenFile(path).find(token) for token in tokens)
    assert [file.name for file in path.parent.iterdir()] == [path.name]

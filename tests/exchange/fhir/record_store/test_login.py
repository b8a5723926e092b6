"""A login that cannot be used is refused before anything is sent, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from joserfc import jwk

from leaflets.base.errors import LeafletsError, SettingsError
from leaflets.exchange.open_store import open_store

CLIENT = "client-id: c\ntoken-url: https://auth.example.org/token\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text("words of a secret\n")
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "large").write_bytes(b"x" * 30_000)
    public = jwk.RSAKey.generate_key(2048, private=False).as_pem(private=False)
    (tmp_path / "public").write_bytes(public)
    (tmp_path / "p-256").write_bytes(jwk.ECKey.generate_key("P-256").as_pem(private=True))
    (tmp_path / "rsa").write_bytes(jwk.RSAKey.generate_key(2048).as_pem(private=True))
    (tmp_path / "octets").write_text('{"kty": "oct", "k": "c2VjcmV0"}')
    return tmp_path


def refusal(folder: Path, text: str, options: str = "") -> LeafletsError:
    file = folder / "login.yaml"
    file.write_text(text)
    with pytest.raises(LeafletsError) as caught:
        open_store(f"fhir+https://h/b?login={file}{options}")
    assert "words of a secret" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("token-url: https://auth.example.org/\n", "names no client"),
        (CLIENT, "by a secret or by a key"),
        (f"{CLIENT}secret-file: secret\nkey-file: rsa\n", "by a secret or by a key"),
        (f"{CLIENT}secret-file: absent\n", "cannot be read"),
        (f"{CLIENT}secret-file: empty\n", "not a secret"),
        (f"{CLIENT}secret-file: large\n", "too large"),
        (f"{CLIENT}key-file: secret\nkey-id: k\n", "not a key to sign with"),
        (f"{CLIENT}key-file: public\nkey-id: k\n", "not a key to sign with"),
        (f"{CLIENT}key-file: p-256\nkey-id: k\n", "not a key to sign with"),
        (f"{CLIENT}key-file: octets\nkey-id: k\n", "not a key to sign with"),
        (f"{CLIENT}key-file: rsa\n", "has no name"),
        ("certificate: secret\n", "cannot be used"),
        ("certificate: absent\n", "cannot be used"),
        (
            "client-id: c\nsecret-file: secret\ntoken-url: http://auth.example.org/t\n",
            "Everybody on the way",
        ),
    ],
)
def test_an_unusable_login_is_refused_with_its_place(folder: Path, text: str, words: str) -> None:
    error = refusal(folder, text)
    assert error.code == "R713"
    assert words in error.says
    assert "login.yaml" in str(error)


def test_faults_of_the_file_are_told_like_those_of_settings(folder: Path) -> None:
    error = refusal(folder, "client: c\nsecret-in: footer\n")
    assert isinstance(error, SettingsError)
    assert [fault.place.line for fault in error.faults] == [1, 2]
    file = folder / "absent.yaml"
    with pytest.raises(LeafletsError) as caught:
        open_store(f"fhir+https://h/b?login={file}")
    assert caught.value.code == "R713"


def test_a_token_and_a_login_for_tokens_exclude_each_other(folder: Path) -> None:
    (folder / "token").write_text("abc")
    options = f"&token-file={folder / 'token'}"
    assert refusal(folder, f"{CLIENT}secret-file: secret\n", options).code == "R705"

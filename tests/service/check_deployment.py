"""The examples of `leaflets help serve` for a system's services and a proxy; run by
`python -m pytest tests/service/check_deployment.py`.

The unit is judged by systemd itself, and nginx is run with the file as it stands, but for its paths
and ports. Not run by default, because both programs are needed; without them these tests fail.
"""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from getpass import getuser
from pathlib import Path

import httpx
import pytest
import trustme

from leaflets.service.guard.rights import Right
from leaflets.service.guard.token_file import add_token

from ..cli.program import MODULE, ROOT

HELP = (ROOT / "leaflets/help/serve.md").read_text("utf-8")
NAME = "leaflets.example.org"
ORDER = {"monograph": "acetylcysteine"}
SECONDS = 60.0


def example(language: str) -> str:
    """The only example in a language."""
    [text] = re.findall(rf"```{language}\n(.*?)```", HELP, re.DOTALL)
    return str(text)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "leaflets.service"
    program = Path(sys.executable)
    text = example("ini").replace("/opt/leaflets/.venv/bin/leaflets", str(program))
    unit.write_text(text.replace("User=leaflets", f"User={getuser()}"))
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    unit.write_text(text.replace("Restart=on-failure", "Restart=on-whim"))
    bad = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert "on-whim" in bad.stderr


@contextmanager
def running(*command: str | Path) -> Iterator[None]:
    """A program that runs until it is asked to stop."""
    program = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        program.terminate()
        program.wait(SECONDS)


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[tuple[httpx.Client, str]]:
    """A client of a service behind nginx, and a token."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    authority = trustme.CA()
    issued = authority.issue_cert(NAME, "127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "chain.pem")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    token = add_token(tmp_path / "tokens.json", "counter-1", tuple(Right), bytes(32))
    inner, outer = free_port(), free_port()
    server = example("nginx")
    for old, new in (
        ("listen 443 ssl", f"listen 127.0.0.1:{outer} ssl"),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{inner}"),
        ("/etc/ssl/leaflets.pem", f"{tmp_path}/chain.pem"),
        ("/etc/ssl/leaflets.key", f"{tmp_path}/key.pem"),
    ):
        assert old in server
        server = server.replace(old, new)
    folders = " ".join(
        f"{kind}_temp_path {tmp_path}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/nginx.pid; events {{}}\nhttp {{ access_log off; {folders}\n{server} }}"
    )
    context = ssl.create_default_context()
    authority.configure_trust(context)
    client = httpx.Client(
        base_url=f"https://127.0.0.1:{outer}", verify=context, timeout=SECONDS,
        headers={"Host": NAME},
    )  # fmt: skip
    with (
        running(
            *MODULE, "serve", "--port", str(inner), "--behind-proxy", "--name", NAME, "--tokens",
            tmp_path / "tokens.json", "--state", tmp_path / "state",
        ),
        running(
            nginx, "-e", tmp_path / "error.log", "-c", tmp_path / "nginx.conf", "-g", "daemon off;"
        ),
        client,
    ):  # fmt: skip
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                if client.get("/health").status_code == 200:
                    break
            time.sleep(0.1)
        yield client, token


def test_leaflets_come_through_nginx_as_it_is_described(
    proxied: tuple[httpx.Client, str], tmp_path: Path
) -> None:
    client, token = proxied
    bearer = {"Authorization": f"Bearer {token}"}
    leaflets = "/api/v1/leaflets"
    assert client.post(leaflets, json=ORDER).status_code == 401
    answer = client.post(leaflets, json=ORDER, headers=bearer | {"Accept": "application/pdf"})
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert answer.headers["strict-transport-security"]

    form = {"medicine": "NAC", "find": "yes"}
    own = bearer | {"Origin": f"https://{NAME}"}
    assert client.post("/", data=form, headers=own).status_code == 200
    foreign = bearer | {"Origin": "https://evil.example"}
    assert client.post("/", data=form, headers=foreign).json()["code"] == "Y942"
    assert client.post(leaflets, json=ORDER, headers={"Host": "evil.example"}).status_code == 421

    rows, table = b"x" * (17 * 1024 * 1024), {"Content-Type": "text/csv"}
    large = client.post("/api/v1/batches", content=rows, headers=bearer | table)
    assert large.status_code == 413
    copies = [*(tmp_path / "proxy").rglob("*"), *(tmp_path / "client_body").rglob("*")]
    assert [file for file in copies if file.is_file()] == []

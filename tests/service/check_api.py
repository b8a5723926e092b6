"""The API by programs that nobody here wrote; run by `python -m pytest tests/service/check_api.py`.

Schemathesis makes hostile requests for every route of the OpenAPI document. A generator of clients
reads the document, and what it generates is used. The clients of `leaflets help serve` are run as
they stand there. Not run by default, because it takes a minute, and needs curl, node, a JDK and
Mono.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import httpx
import pytest

import leaflets
from tests.cli.program import ROOT

from .counter.browser import Service

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
SECONDS = 40  # for the made-up requests; those of the document's bounds come before


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = Service(tmp_path_factory.mktemp("service"))
    service.start()
    yield service
    service.stop()


def run(*command: str, folder: Path) -> None:
    """Run a program of this environment, and show what it says if it fails."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_request_makes_the_service_fail_or_answer_what_is_not_documented(
    service: Service, tmp_path: Path
) -> None:
    run(
        "schemathesis", "run", f"{service.address}/openapi.json", "--phases", "coverage,fuzzing",
        "--checks", ",".join(CHECKS), "--generation-deterministic", "--no-shrink",
        "--continue-on-failure", "--max-examples", "20", "--max-time", str(SECONDS), "--no-color",
        folder=tmp_path,
    )  # fmt: skip
    assert httpx.get(f"{service.address}/health").json()["status"] == "ok"


def test_a_generated_client_works(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(httpx.get(f"{service.address}/openapi.json").json()))
    run(
        "openapi-python-client", "generate", "--path", str(document), "--meta", "none",
        "--output-path", str(tmp_path / "generated_client"), folder=tmp_path,
    )  # fmt: skip
    monkeypatch.syspath_prepend(str(tmp_path))
    client = import_module("generated_client").Client(
        base_url=service.address, headers={"Accept": "application/json"}
    )
    models = import_module("generated_client.models")

    def call(operation: str, **arguments: object) -> object:
        module = import_module(f"generated_client.api.default.{operation}")
        return module.sync(client=client, **arguments)

    particulars = models.LeafletOrderParticulars.from_dict({"directions": "Take 1 tablet a day."})
    order = models.LeafletOrder(monograph="acetylcysteine", particulars=particulars)
    facts = call("make_leaflet", body=order)
    assert isinstance(facts, models.LeafletFacts)
    assert "Take 1 tablet a day." in facts.words
    problem = call("make_leaflet", body=models.LeafletOrder(monograph="nothing-like-it"))
    assert isinstance(problem, models.Problem)
    assert problem.code == "N401"
    found = call("list_monographs", find="warfarin")
    assert isinstance(found, models.MonographList)
    assert [item.name for item in found.monographs] == ["warfarin"]


# by language: the file, and the commands that run it
CLIENTS = {
    "sh": ("client.sh", "sh client.sh"),
    "python": ("client.py", f"{sys.executable} client.py"),
    "js": ("client.mjs", "node client.mjs"),
    "java": ("Leaflet.java", "java Leaflet.java"),
    "csharp": ("Leaflet.cs", "mcs -r:System.Net.Http.dll Leaflet.cs", "mono Leaflet.exe"),
}


@pytest.mark.parametrize("language", CLIENTS)
def test_the_clients_of_the_help_page_get_a_leaflet(
    service: Service, tmp_path: Path, language: str
) -> None:
    page = (ROOT / "leaflets/help/serve.md").read_text("utf-8")
    section = page.partition("## Clients in ten lines")[2]
    (client,) = re.findall(rf"^```{language}\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    file, *commands = CLIENTS[language]
    (tmp_path / file).write_text(client.replace("http://127.0.0.1:8000", service.address))
    for command in commands:
        program, *arguments = command.split()
        assert shutil.which(program), f"{program} is not installed"
        subprocess.run([program, *arguments], cwd=tmp_path, check=True)
    particulars = leaflets.Particulars.from_mapping(
        {"directions": "Take 1 tablet a day."}, language="en"
    )
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"), particulars=particulars)
    assert (tmp_path / "leaflet.pdf").read_bytes() == leaflets.typeset(leaflet).pdf

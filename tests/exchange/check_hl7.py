"""HL7 messages as Medplum's receiver understands them; run like check_medplum.py."""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import leaflets
from leaflets.exchange.hl7.message import Dialect, build_message, control_id, document_number
from leaflets.exchange.hl7.mllp import Connection, Receiver

from ..cli.program import MODULE
from ..records.samples import attachment, personal
from .peers import started


def test_a_leaflet_is_received_unchanged() -> None:
    made = leaflets.typeset(leaflets.compose(leaflets.read("acetylcysteine", language="es")))
    which = leaflets.identity_of(made.metadata)
    old = leaflets.attachment_of(
        made.pdf, which, "D-1", when="2026-11-24T10:00:00Z", by="J. Döe", patient="MRN|9",
        encounter="ADT|V7",
    )  # fmt: skip
    new = leaflets.attachment_of(
        made.pdf + b"\n", which, "D-1", when="2026-11-24T11:00:00Z", by="J. Döe", patient="MRN|9",
        encounter="ADT|V7", replaces=old.sha256,
    )  # fmt: skip
    with (
        started("hl7peer.mjs") as (port, lines),
        Connection(Receiver("127.0.0.1", port, tls=False)) as connection,
    ):
        for sent, pdf in ((old, made.pdf), (new, made.pdf + b"\n")):
            message = build_message(sent, pdf, Dialect(processing="T"))
            connection.send(message, control_id(sent))
            told = json.loads(next(lines))
            assert told["kind"] == f"MDM^{'T10' if sent.replaces else 'T02'}^MDM_T02"
            assert told["processing"] == "T"
            assert told["number"] == document_number("D-1", sent.sha256)
            assert told["patient"] == "9^^^MRN^MR"
            assert told["visit"] == "V7^^^ADT^VN"
            assert told["by"] == "^J. Döe"
            assert told["encoding"] == "Base64"
            assert b64decode(told["content"]) == pdf
            assert told["connection"] == 1


def test_fifty_dispenses_take_one_connection_and_killed_runs_go_on(tmp_path: Path) -> None:
    """Each run is killed after some messages; none is lost, and none that was noted comes again."""
    pairs = [
        (attachment(f"D-{number}", personal(number), patient=f"MRN|{number}"), personal(number))
        for number in range(50)
    ]
    address = f"sqlite:///{tmp_path}/records.db"
    with leaflets.open_store(address) as store:
        assert len(list(store.attach_many(pairs))) == 50
    with started("hl7peer.mjs") as (port, lines):
        command = (
            *MODULE, "export", "--since", "2026-01-01", "--store", address,
            "--hl7", f"mllp://127.0.0.1:{port}", "--queue", str(tmp_path / "ehr.queue"),
        )  # fmt: skip
        told = []
        for stop in (7, 1, 12):
            with Popen(command, stderr=DEVNULL) as run:
                told += [json.loads(next(lines)) for _ in range(stop)]
                run.kill()
        last = subprocess.run(command, stderr=PIPE, text=True, check=True)
        sent = int(last.stderr.split(" messages to ")[0])
        assert sent <= 50 - 17
        while len({item["control"] for item in told}) < 50:
            told.append(json.loads(next(lines)))
    assert {item["control"] for item in told} == {control_id(item) for item, _ in pairs}
    assert len({item["connection"] for item in told}) <= 4, "one for each run"
    assert len(told) <= 50 + 3, "only what was under way at a kill may come twice"

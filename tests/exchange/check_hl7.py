"""HL7 messages as Medplum's receiver understands them; run like check_medplum.py."""

from __future__ import annotations

import json
from base64 import b64decode

import leaflets
from leaflets.exchange.hl7.message import Dialect, build_message, control_id, document_number
from leaflets.exchange.hl7.mllp import Receiver, send

from .peers import started


def test_a_leaflet_is_received_unchanged() -> None:
    made = leaflets.typeset(leaflets.compose(leaflets.read("acetylcysteine", language="es")))
    which = leaflets.identity_of(made.metadata)
    old = leaflets.attachment_of(
        made.pdf, which, "D-1", when="2026-11-24T10:00:00Z", by="J. Döe", patient="MRN|9"
    )
    new = leaflets.attachment_of(
        made.pdf + b"\n", which, "D-1", when="2026-11-24T11:00:00Z", by="J. Döe", patient="MRN|9",
        replaces=old.sha256,
    )  # fmt: skip
    with started("hl7peer.mjs") as (port, lines):
        for attachment, pdf in ((old, made.pdf), (new, made.pdf + b"\n")):
            peer = Receiver("127.0.0.1", port, tls=False)
            send(build_message(attachment, pdf, Dialect()), control_id(attachment), peer)
            told = json.loads(next(lines))
            assert told["kind"] == f"MDM^{'T10' if attachment.replaces else 'T02'}^MDM_T02"
            assert told["number"] == document_number("D-1", attachment.sha256)
            assert told["patient"] == "9^^^MRN"
            assert told["by"] == "^J. Döe"
            assert told["encoding"] == "Base64"
            assert b64decode(told["content"]) == pdf

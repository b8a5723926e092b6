"""Find the pictures of a FHIR document: in the text itself, in its bundle, beside its file."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from typing import Final

from ...exchange.fhir.reading.bundle import Bundle
from ...exchange.fhir.reading.element import FhirElement

__all__ = ["Pictures"]

DATA: Final = re.compile(r"data:image/[a-z+.-]+;base64,(?P<data>[A-Za-z0-9+/=\s]+)\Z")
# the first bytes of the kinds of pictures that a leaflet can have
KINDS: Final = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"<", "svg"))
FILE: Final = re.compile(r"[\w. -]{1,100}\.(?:png|jpe?g|svg)\Z", re.IGNORECASE)


class Pictures:
    """The pictures of one leaflet. by_name: the bytes of those that were found, by a new name."""

    def __init__(
        self,
        composition: FhirElement,
        bundle: Bundle,
        companion: Callable[[str], bytes | None],
    ) -> None:
        self.composition, self.bundle, self.companion = composition, bundle, companion
        self.by_name: dict[str, bytes] = {}

    def find(self, address: str) -> str | None:
        """Return the name of the picture at an address; None if it is not there, or is none."""
        content = self.content(address.strip())
        kind = next((kind for start, kind in KINDS if content.lstrip().startswith(start)), None)
        if kind is None:
            return None
        for name, known in self.by_name.items():
            if known == content:
                return name
        name = f"picture-{len(self.by_name) + 1}.{kind}"
        self.by_name[name] = content
        return name

    def content(self, address: str) -> bytes:
        """Return the bytes at an address, empty if there are none."""
        if match := DATA.match(address):
            return _decoded(match["data"])
        resource = self.bundle.find(address, self.composition)
        if resource is None and address and ":" not in address:
            resource = self.bundle.find(f"#{address}", self.composition)
        if resource is not None:
            return self.resource_content(resource)
        return (self.companion(address) or b"") if FILE.match(address) else b""

    def resource_content(self, resource: FhirElement) -> bytes:
        """Return the bytes of a Binary, or of a DocumentReference that holds them or names one."""
        if resource.text("resourceType") == "Binary":
            return _decoded(resource.text("data") or resource.text("content"))
        for content in resource.children("content"):
            attachment = content.child("attachment")
            if encoded := attachment.text("data"):
                return _decoded(encoded)
            binary = self.bundle.find(attachment.text("url"), resource)
            if binary is not None and binary.text("resourceType") == "Binary":
                return _decoded(binary.text("data"))
        return b""


def _decoded(text: str) -> bytes:
    try:
        return b64decode("".join(text.split()), validate=True)
    except binascii.Error:
        return b""

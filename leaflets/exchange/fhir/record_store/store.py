"""The store on a FHIR R4 server: bytes, document and link in one transaction.

The server keeps its own history and log, so that the hash-chained log of other stores has no place
here. What a search finds is as new as the server's index.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from types import TracebackType
from typing import Any, Final, Self

from ....base import limits
from ....base.errors import NotFoundError, StoreError
from ....records.conflicts import check_bytes, find_existing
from ....records.model import Attachment
from ....records.store import GROUP, Attached, LogEntry, Orphan, Refused, StoreFinding
from .address import Address
from .client import Answer, Client, pause
from .errors import Changed, Unsure, absent, damaged
from .resources import (
    LEAFLET,
    Resource,
    attachment_in,
    category,
    content_digest,
    dispense_key,
    link,
    token,
)
from .server_dispense import Dispense, Dispenses, version_of
from .transaction import BYTES, DOCUMENT, transaction

__all__ = ["FhirStore"]

KIND: Final = "DocumentReference"


class FhirStore:
    """Attachments on a FHIR server; see Store for what each method promises."""

    def __init__(self, address: Address, token: str | None) -> None:
        self.address = f"fhir+{address.base}"
        self._client = Client(address.base, token)
        self._dispenses = Dispenses(self._client, address)

    def attach(self, attachment: Attachment, pdf: bytes) -> Attached:
        """One leaflet. Raises StoreError R701, R703, R709, R719, R721, R722, R724, R725, R728 or
        R729."""
        check_bytes(attachment, sha256(pdf).hexdigest(), len(pdf))
        why = _restless()
        for attempt in range(limits.FHIR_ATTEMPTS):
            try:
                done = self._attach(attachment, pdf)
            except Changed:
                why = _restless()
            except Unsure as unsure:
                why = unsure.why
            else:
                if done is not None:
                    return done
            pause(attempt)
        raise why

    def _attach(self, attachment: Attachment, pdf: bytes) -> Attached | None:
        """Once; None if somebody else took the place meanwhile, so that it must be looked again."""
        documents = list(
            self._client.search(KIND, identifier=token(dispense_key(attachment.dispense)))
        )
        earlier = [attachment_in(each) for each in documents]
        by_digest = {
            each.sha256: document for each, document in zip(earlier, documents, strict=True)
        }
        known = find_existing(attachment, earlier)
        dispense = self._dispenses.of(known or attachment)
        replaced = by_digest.get((known or attachment).replaces)
        if known is not None:
            document = by_digest[known.sha256]
            self._bytes(document, known.sha256)
            self._complete(document, dispense, replaced)
            return Attached(known, is_new=False)
        bundle = transaction(attachment, pdf, dispense, earlier, replaced)
        responses = self._client.transact(bundle)
        if str(responses[DOCUMENT].get("status", "")).startswith("201"):
            return Attached(attachment, is_new=True)
        self._client.delete(_path(responses[BYTES].get("location"), "Binary"))
        return None

    def _complete(self, document: Resource, dispense: Dispense, replaced: Resource | None) -> None:
        """What a server that does not keep transactions whole may have left undone."""
        name = f"{KIND}/{document['id']}"
        if dispense.resource is not None:
            linked = link(dispense.resource, name)
            if linked is not None:
                self._client.update(linked, dispense.version)
        if replaced is not None and replaced.get("status") == "current":
            self._client.update({**replaced, "status": "superseded"}, version_of(replaced))

    def attach_many(
        self,
        pairs: Iterable[tuple[Attachment, bytes]],
        *,
        group: int = GROUP,  # noqa: ARG002 - each is durable at once
    ) -> Iterator[Attached | Refused]:
        """Many, one transaction each, so that each is safe when it is given back."""
        for attachment, pdf in pairs:
            try:
                yield self.attach(attachment, pdf)
            except StoreError as why:
                yield Refused(attachment, why)

    def attachments(
        self,
        *,
        dispense: str | None = None,
        monograph: str | None = None,
        edition: str | None = None,
    ) -> Iterator[Attachment]:
        """Those that fit, oldest first."""
        for document in self._documents(dispense, monograph, edition):
            found = attachment_in(document)
            leaflet = found.leaflet
            if (
                dispense in (None, found.dispense)
                and monograph in (None, leaflet.monograph)
                and edition in (None, leaflet.edition)
            ):
                yield found

    def _documents(
        self, dispense: str | None, monograph: str | None, edition: str | None
    ) -> Iterator[Resource]:
        """The documents that the server finds; its codes know fewer signs than our names."""
        wanted = {"category": LEAFLET, "_sort": "date"}
        if monograph is not None:
            wanted["category"] = category(monograph, edition)
        if dispense is not None:
            wanted["identifier"] = token(dispense_key(dispense))
        return self._client.search(KIND, **wanted)

    def pdf(self, sha256: str) -> bytes:
        """The bytes of a PDF, compared with their digest."""
        try:
            name = content_digest(sha256)
        except ValueError:
            raise _no_pdf(sha256) from None
        why: StoreError | None = None
        for document in self._client.search(KIND, identifier=token(name)):
            try:
                return self._bytes(document, sha256)
            except StoreError as fault:
                why = fault  # the same leaflet of another dispense may be sound
        raise why or _no_pdf(sha256)

    def _bytes(self, document: Resource, digest: str) -> bytes:
        """The bytes of a document. Raises StoreError R703 if they are missing or altered."""
        answer = self._client.read(_path(_url(document), "Binary"))
        if answer is None:
            raise damaged(f"The bytes of the document {document.get('id')} are missing.")
        pdf = _decoded(answer)
        if sha256(pdf).hexdigest() != digest:
            says = f"The PDF {digest} is not what was attached: its bytes were altered."
            raise damaged(says)
        return pdf

    def entries(self) -> Iterator[LogEntry]:
        """Refused: R727."""
        raise StoreError(
            "A FHIR server keeps a history of its own, and no log of ours.",
            "Read the server's history and AuditEvents.",
            code="R727",
        )

    def verify(self) -> Iterator[StoreFinding]:
        """Read every document and its bytes again."""
        for document in self._documents(None, None, None):
            try:
                found = attachment_in(document)
                self._bytes(document, found.sha256)
            except StoreError as fault:
                missing = "are missing" in fault.says
                yield StoreFinding("missing" if missing else "altered", fault.says)

    def orphans(self) -> Iterator[Orphan]:
        """None: a server's Binary cannot be searched for, and a transaction leaves none."""
        return iter(())

    def collect(self, *, when: str, by: str) -> list[Orphan]:  # noqa: ARG002
        """Nothing to collect."""
        return []

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _decoded(answer: Answer) -> bytes:
    """A Binary as the server gives it: wrapped in JSON, or bare."""
    if answer.value is None:
        return answer.content
    try:
        return b64decode(answer.value["data"], validate=True)
    except (KeyError, TypeError, ValueError):
        return b""


def _url(document: Resource) -> Any:
    try:
        return document["content"][0]["attachment"]["url"]
    except (KeyError, IndexError, TypeError):
        return ""


def _path(found: Any, kind: str) -> str:
    """Type/id out of an address, with or without what stands around it."""
    parts = str(found).partition("/_history")[0].rsplit("/", 2)
    if len(parts) < 2 or parts[-2] != kind:
        raise damaged("A document names no bytes on this server.")
    return f"{kind}/{parts[-1]}"


def _restless() -> StoreError:
    return StoreError(
        "The dispense was changed by others again and again. Nothing was attached.",
        "Try again when they are done.",
        code="R725",
    )


def _no_pdf(digest: str) -> NotFoundError:
    return absent(f"The records hold no PDF {digest[:64]!r}.")

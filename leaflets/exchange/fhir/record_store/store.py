"""The store on a FHIR R4 server: PDF, document and link are written in one transaction.

The server keeps its own history and log, so this store has no log of chained digests. A search
returns what the server has indexed so far.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final, Unpack

from ....base import limits
from ....base.errors import StoreError
from ....records.conflicts import UNCHANGED, check_bytes, find_existing
from ....records.errors import missing_pdf
from ....records.filters import Filters, matches
from ....records.model import Attachment
from ....records.store import GROUP, Attached, LogEntry, Orphan, Refused, Store, StoreFinding
from .address import ServerAddress
from .client import FhirClient, FhirResponse, pause
from .dispense_target import DispenseTarget, find_target, version_of
from .errors import MissingBytes, OutcomeUnknown, VersionConflict, damaged
from .resources import (
    LEAFLET,
    Resource,
    add_link,
    attachment_in,
    category_token,
    content_id,
    dispense_id,
    search_token,
)
from .transaction import BINARY_ENTRY, DOCUMENT_ENTRY, transaction

__all__ = ["FhirStore"]

KIND: Final = "DocumentReference"


class FhirStore(Store):
    """Attachments on a FHIR server; `Store` documents each method."""

    def __init__(self, address: ServerAddress, token: str | None) -> None:
        self.address = f"fhir+{address.base}"
        self._server = address
        self._client = FhirClient(address.base, token)

    def attach(self, attachment: Attachment, pdf: bytes) -> Attached:
        """Attach one leaflet. Raises StoreError R701, R703, R709, R719, R721, R722, R724, R725,
        R728 or R729."""
        check_bytes(attachment, sha256(pdf).hexdigest(), len(pdf))
        error = _changed_repeatedly()
        for attempt in range(limits.FHIR_ATTEMPTS):
            try:
                result = self._try_attach(attachment, pdf)
            except VersionConflict:
                error = _changed_repeatedly()
            except OutcomeUnknown as unknown:
                error = unknown.why
            else:
                if result is not None:
                    return result
            pause(attempt)
        raise error

    def _try_attach(self, attachment: Attachment, pdf: bytes) -> Attached | None:
        """Attach once. None: another client took the slot meanwhile, so that the documents must be
        read again. Raises VersionConflict, OutcomeUnknown."""
        identifier = search_token(dispense_id(attachment.dispense))
        documents = list(self._client.search(KIND, identifier=identifier))
        earlier = [attachment_in(document) for document in documents]
        by_digest = {
            item.sha256: document for item, document in zip(earlier, documents, strict=True)
        }
        existing = find_existing(attachment, earlier)
        target = find_target(self._client, self._server, existing or attachment)
        replaced = by_digest.get((existing or attachment).replaces)
        if existing is not None:
            document = by_digest[existing.sha256]
            self._read_pdf(document, existing.sha256)
            self._complete(document, target, replaced)
            return Attached(existing, is_new=False)
        bundle = transaction(attachment, pdf, target, earlier, replaced)
        responses = self._client.transact(bundle)
        if str(responses[DOCUMENT_ENTRY].get("status", "")).startswith("201"):
            return Attached(attachment, is_new=True)
        self._client.delete(_type_and_id(responses[BINARY_ENTRY].get("location"), "Binary"))
        return None

    def _complete(
        self, document: Resource, target: DispenseTarget, replaced: Resource | None
    ) -> None:
        """Write link and status that a server with incomplete transactions may have left out."""
        if target.resource is not None:
            updated_dispense = add_link(target.resource, f"{KIND}/{document['id']}")
            if updated_dispense is not None:
                self._client.update(updated_dispense, target.version)
        if replaced is not None and replaced.get("status") == "current":
            self._client.update({**replaced, "status": "superseded"}, version_of(replaced))

    def attach_many(
        self,
        pairs: Iterable[tuple[Attachment, bytes]],
        *,
        group: int = GROUP,  # noqa: ARG002 - each is durable at once
    ) -> Iterator[Attached | Refused]:
        """Attach many leaflets, in one transaction each."""
        for attachment, pdf in pairs:
            try:
                yield self.attach(attachment, pdf)
            except StoreError as error:
                yield Refused(attachment, error)

    def attachments(self, **filters: Unpack[Filters]) -> Iterator[Attachment]:
        """Yield the attachments that match, oldest first."""
        documents = self._documents(
            filters.get("dispense"), filters.get("monograph"), filters.get("edition")
        )
        for document in documents:
            attachment = attachment_in(document)
            if matches(attachment, filters):  # codes are less exact than our names
                yield attachment

    def pdf(self, sha256: str) -> bytes:
        """Return the bytes of a PDF after checking their digest."""
        try:
            identifier = content_id(sha256)
        except ValueError:
            raise missing_pdf(sha256) from None
        error: StoreError | None = None
        for document in self._client.search(KIND, identifier=search_token(identifier)):
            try:
                return self._read_pdf(document, sha256)
            except StoreError as fault:
                error = fault  # the same PDF of another dispense may be sound
        raise error or missing_pdf(sha256)

    def _documents(
        self,
        dispense: str | None = None,
        monograph: str | None = None,
        edition: str | None = None,
    ) -> Iterator[Resource]:
        """Yield the documents that the server finds, oldest first."""
        parameters = {"category": LEAFLET, "_sort": "date"}
        if monograph is not None:
            parameters["category"] = category_token(monograph, edition)
        if dispense is not None:
            parameters["identifier"] = search_token(dispense_id(dispense))
        return self._client.search(KIND, **parameters)

    def _read_pdf(self, document: Resource, digest: str) -> bytes:
        """Return the PDF of a document. Raises StoreError R703: MissingBytes, or altered bytes."""
        response = self._client.read(_type_and_id(_content_url(document), "Binary"))
        if response is None:
            raise MissingBytes(f"The bytes of the document {document.get('id')} are missing.")
        pdf = _decode(response)
        if sha256(pdf).hexdigest() != digest:
            raise damaged(f"The PDF {digest} is not what was attached: its bytes were altered.")
        return pdf

    def entries(self, *, after: int = 0) -> Iterator[LogEntry]:  # noqa: ARG002
        """Raise StoreError R727: there is no log."""
        raise _no_log()

    def verify(self, *, after: tuple[int, str] | None = None) -> Iterator[StoreFinding]:
        """Read every document and its bytes, and yield what is missing or altered.

        Raises StoreError R727 for an entry after which it is to begin: there is no log.
        """
        if after is not None:
            raise _no_log()
        for document in self._documents():
            try:
                attachment = attachment_in(document)
                self._read_pdf(document, attachment.sha256)
            except MissingBytes as error:
                yield StoreFinding("missing", error.says)
            except StoreError as error:
                yield StoreFinding("altered", error.says)

    def orphans(self) -> Iterator[Orphan]:
        """Yield nothing: Binaries cannot be searched for, and a transaction leaves none behind."""
        return iter(())

    def collect(self, *, when: str, by: str) -> list[Orphan]:  # noqa: ARG002
        """Return []: there is nothing to collect."""
        return []

    def note(self, number: int, *, when: str, by: str, reason: str) -> None:  # noqa: ARG002
        """Raise StoreError R727: there is no log."""
        raise _no_log()

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


def _decode(response: FhirResponse) -> bytes:
    """Return the bytes of a Binary, which a server may wrap in JSON or not; b"" if invalid."""
    if response.value is None:
        return response.content
    try:
        return b64decode(response.value["data"], validate=True)
    except (KeyError, TypeError, ValueError):
        return b""


def _no_log() -> StoreError:
    message = "A FHIR server keeps a history of its own, and no log of ours."
    return StoreError(message, "Read the server's history and AuditEvents.", code="R727")


def _content_url(document: Resource) -> Any:
    try:
        return document["content"][0]["attachment"]["url"]
    except (KeyError, IndexError, TypeError):
        return ""


def _type_and_id(address: Any, kind: str) -> str:
    """Return Type/id of an address with or without base and version. Raises StoreError R703."""
    parts = str(address).partition("/_history")[0].rsplit("/", 2)
    if len(parts) < 2 or parts[-2] != kind:
        raise damaged("A document names no bytes on this server.")
    return f"{kind}/{parts[-1]}"


def _changed_repeatedly() -> StoreError:
    return StoreError(
        f"The dispense was changed by others again and again. {UNCHANGED}",
        "Try again when they are done.",
        code="R725",
    )

"""The store on a FHIR R4 server: PDF, document and link are written in one transaction, or one by
one where the server has none.

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
from ....records.model import Attachment, LaterHandover
from ....records.store import GROUP, Attached, LogEntry, Orphan, Refused, Store, StoreFinding
from .address import ServerAddress
from .client import FhirClient, FhirResponse, pause
from .dispense_target import find_target
from .errors import MissingBytes, OutcomeUnknown, VersionConflict, damaged
from .groups import by_dispense, in_groups
from .login import NO_LOGIN, ServerLogin
from .resources import (
    LEAFLET,
    Parties,
    Resource,
    attachment_in,
    category_token,
    content_id,
    dispense_id,
    reference,
    search_token,
)
from .single_requests import SingleRequests, complete
from .transaction import BINARY_ENTRY, DOCUMENT_ENTRY, Draft, transaction

__all__ = ["FhirStore"]

KIND: Final = "DocumentReference"


class FhirStore(Store):
    """Attachments on a FHIR server; `Store` documents each method."""

    def __init__(
        self, address: ServerAddress, token: str | None, login: ServerLogin = NO_LOGIN
    ) -> None:
        self.address = f"fhir+{address.base}"
        self._server = address
        self._client = FhirClient(address.base, token, login)
        self._requests = SingleRequests(self._client)
        self._parties = Parties(
            reference(address.author, "Organization") if address.author else None,
            reference(address.custodian, "Organization") if address.custodian else None,
        )

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
        draft = self._draft(attachment, pdf, self._documents_of([attachment.dispense]))
        if isinstance(draft, Attached):
            return draft
        if not self._server.transactions:
            is_new = self._requests.write(draft)
        else:
            is_new = self._was_created(self._client.transact(transaction([draft])))
        return Attached(attachment, is_new=True) if is_new else None

    def _draft(
        self, attachment: Attachment, pdf: bytes, documents: list[Resource]
    ) -> Draft | Attached:
        """Return what is to be written, or an attachment that is there already, completed.

        documents: those of the dispense. Raises VersionConflict, OutcomeUnknown, StoreError.
        """
        earlier = [attachment_in(document) for document in documents]
        by_digest = {
            item.sha256: document for item, document in zip(earlier, documents, strict=True)
        }
        existing = find_existing(attachment, earlier)
        target = find_target(self._client, self._server, existing or attachment)
        replaced = by_digest.get((existing or attachment).replaces)
        if existing is None:
            return Draft(attachment, pdf, target, earlier, replaced, self._parties)
        document = by_digest[existing.sha256]
        self._requests.settle(existing, document)
        self._read_pdf(document, existing.sha256)
        complete(self._client, f"{KIND}/{document['id']}", target, replaced)
        return Attached(existing, is_new=False)

    def _was_created(self, responses: list[Resource]) -> bool:
        """Return whether a document is new; bytes beside one that was there are removed."""
        if str(responses[DOCUMENT_ENTRY].get("status", "")).startswith("201"):
            return True
        self._client.delete(_type_and_id(responses[BINARY_ENTRY].get("location"), "Binary"))
        return False

    def _documents_of(self, dispenses: Iterable[str]) -> list[Resource]:
        """Return the documents of dispenses that the server finds."""
        identifiers = (search_token(dispense_id(dispense)) for dispense in dispenses)
        return list(self._client.search(KIND, identifier=",".join(identifiers)))

    def attach_many(
        self, pairs: Iterable[tuple[Attachment, bytes]], *, group: int = GROUP
    ) -> Iterator[Attached | Refused]:
        """Attach many leaflets, several in one transaction.

        A transaction that fails is taken apart: each of its leaflets is then attached alone.
        """
        group = min(group, limits.FHIR_GROUP) if self._server.transactions else 1
        for members in in_groups(pairs, group):
            results = self._attach_together(members) if len(members) > 1 else [None]
            for (attachment, pdf), result in zip(members, results, strict=True):
                try:
                    yield result or self.attach(attachment, pdf)
                except StoreError as error:
                    yield Refused(attachment, error)

    def _attach_together(self, members: list[tuple[Attachment, bytes]]) -> list[Attached | None]:
        """Attach leaflets of different dispenses in one transaction.

        None, for each that must be attached alone: nothing of it was written, or it is not known.
        """
        results: list[Attached | None] = [None] * len(members)
        drafts: dict[int, Draft] = {}
        try:
            found = self._documents_of(attachment.dispense for attachment, _ in members)
            documents = by_dispense(found)
            for index, (attachment, pdf) in enumerate(members):
                check_bytes(attachment, sha256(pdf).hexdigest(), len(pdf))
                draft = self._draft(attachment, pdf, documents.get(attachment.dispense, []))
                if isinstance(draft, Attached):
                    results[index] = draft
                else:
                    drafts[index] = draft
            responses = self._client.transact(transaction(drafts.values())) if drafts else []
        except (StoreError, VersionConflict, OutcomeUnknown):
            return results
        for index, draft in drafts.items():
            own, responses = responses[: len(draft.entries)], responses[len(draft.entries) :]
            if self._was_created(own):
                results[index] = Attached(draft.attachment, is_new=True)
        return results

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

    def hand_over(self, handover: LaterHandover) -> bool:  # noqa: ARG002
        """Raise StoreError R727: there is no log."""
        raise _no_log()

    def handovers(self, dispense: str | None = None) -> Iterator[LaterHandover]:  # noqa: ARG002
        """Yield nothing: there is no log."""
        return iter(())

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

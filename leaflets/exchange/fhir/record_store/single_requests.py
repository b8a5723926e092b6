"""Write an attachment by one request after the other, for servers without transactions.

The order keeps whole what is there: first the bytes, then the document that names them, then the
link from the dispense, at last the status of the replaced document. Whatever stops in between is
completed by the next attempt.
"""

from __future__ import annotations

from typing import Any, Final

from ....base.errors import StoreError
from ....records.model import Attachment
from .client import FhirClient
from .dispense_target import DispenseTarget, version_of
from .resources import Resource, add_link
from .transaction import Draft

__all__ = ["SingleRequests", "complete"]

REFUSALS: Final = ("R719", "R722")  # the server answered, and has written nothing


class SingleRequests:
    """Writes to one server."""

    def __init__(self, client: FhirClient) -> None:
        self._client = client
        # dispense and sha256 → Binary/id whose document is not certain yet
        self._binaries: dict[tuple[str, str], str] = {}

    def write(self, draft: Draft) -> bool:
        """Write an attachment. False: another client has its slot, and nothing of ours is left.

        Raises VersionConflict, OutcomeUnknown; StoreError, R712 if a part of it is on the server.
        """
        key = _key(draft.attachment)
        binary = self._binaries.get(key)
        if binary is None:
            binary, _ = self._create(draft.binary(), "", "The bytes of the leaflet were")
            self._binaries[key] = binary
        try:
            document, is_new = self._create(
                draft.document(binary), draft.condition, "The document of the leaflet was"
            )
        except StoreError as error:
            if error.code in REFUSALS:  # else it may be there
                self._client.delete(self._binaries.pop(key))  # if the server lets us
            raise
        if not is_new and not self.settle(draft.attachment, self._read(document)):
            return False
        self._binaries.pop(key, None)
        complete(self._client, document, draft.target, draft.replaced)
        return True

    def _create(self, resource: Resource, condition: str, what: str) -> tuple[str, bool]:
        """Return the path of a new resource, and whether it is new. what: begins a refusal."""
        try:
            return self._client.create(resource, condition)
        except StoreError as error:
            if error.code not in REFUSALS:
                raise
            says = f"{what} not written. {error.says}"
            raise StoreError(says, error.hint, code=error.code) from None

    def _read(self, path: str) -> Any:
        response = self._client.read(path)
        return response.value if response is not None else None

    def settle(self, attachment: Attachment, document: Any) -> bool:
        """Return whether a document names the bytes that were sent for it, if any were.

        If it names others, ours are removed, as far as the server lets us.
        """
        binary = self._binaries.pop(_key(attachment), None)
        if binary is None:
            return True
        try:
            url = str(document["content"][0]["attachment"]["url"])
        except (KeyError, IndexError, TypeError):
            url = ""
        if url == binary or url.endswith(f"/{binary}"):
            return True
        self._client.delete(binary)
        return False


def _key(attachment: Attachment) -> tuple[str, str]:
    return attachment.dispense, attachment.sha256


def complete(
    client: FhirClient, document: str, target: DispenseTarget, replaced: Resource | None
) -> None:
    """Write the link and the status that belong to a document, if they are missing.

    document: DocumentReference/id. Raises VersionConflict, OutcomeUnknown; StoreError R712 if the
    server refuses them.
    """
    try:
        if target.resource is not None:
            part = "the link from the dispense to it"
            updated_dispense = add_link(target.resource, document)
            if updated_dispense is not None:
                client.update(updated_dispense, target.version)
        if replaced is not None and replaced.get("status") == "current":
            part = "that it replaces the earlier one"
            client.update({**replaced, "status": "superseded"}, version_of(replaced))
    except StoreError as error:
        if error.code not in REFUSALS:
            raise
        says = f"The leaflet is on the server as {document}, but not {part}. {error.says}"
        hint = f"{error.hint} Then attach it again: only what is missing is written."
        raise StoreError(says, hint, code="R712") from None

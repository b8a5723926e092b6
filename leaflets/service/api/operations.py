"""What the OpenAPI document says of a route beyond its declaration: keys, rows and bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar.openapi.spec import (
    OpenAPIHeader,
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Parameter,
    RequestBody,
    Schema,
)
from litestar.openapi.spec.enums import OpenAPIType

__all__ = ["ArchiveOperation", "KeyedOperation", "PdfOperation", "RowsOperation"]

KEY: Final = Parameter(
    name="Idempotency-Key",
    param_in="header",
    required=False,
    description="A key of this request alone, such as a UUID: sent again with it, the request is "
    "done once, and answered as the first time.",
    schema=Schema(type=OpenAPIType.STRING, min_length=1, max_length=202),
)
FHIR: Final = "application/fhir+json"
RESOURCE: Final = OpenAPIMediaType(schema=Schema(type=OpenAPIType.OBJECT))
RESOURCES: Final = ("application/fhir+json", "application/fhir+xml")
ROWS: Final = ("text/csv", "application/jsonl", "application/fhir+json", "application/fhir+xml")


def binary(media_type: str) -> OpenAPIMediaType:
    """Return the schema of a body of bytes."""
    return OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, content_media_type=media_type))


@dataclass
class KeyedOperation(Operation):
    """A route that writes, and takes an idempotency key."""

    def __post_init__(self) -> None:
        """Add the header."""
        self.parameters = [*(self.parameters or ()), KEY]


@dataclass
class DispenseOperation(KeyedOperation):
    """A route that takes a resource of FHIR, and answers with a Bundle or a PDF."""

    def __post_init__(self) -> None:
        """Add the forms of the body and of the answers."""
        super().__post_init__()
        self.request_body = RequestBody(
            required=True, content={media_type: binary(media_type) for media_type in RESOURCES}
        )
        responses = self.responses or {}
        for status, description in (("200", "The leaflet"), ("201", "The leaflet, now attached")):
            responses[status] = OpenAPIResponse(
                description=description,
                content={FHIR: RESOURCE, "application/pdf": binary("application/pdf")},
                headers={"ETag": OpenAPIHeader(schema=Schema(type=OpenAPIType.STRING))},
            )
        for status, response in responses.items():
            if isinstance(response, OpenAPIResponse) and response.content and status >= "400":
                response.content[FHIR] = RESOURCE
        self.responses = responses


@dataclass
class RowsOperation(KeyedOperation):
    """A route that takes rows in any form that a batch can have."""

    def __post_init__(self) -> None:
        """Add the forms of the body."""
        super().__post_init__()
        self.request_body = RequestBody(
            required=True, content={media_type: binary(media_type) for media_type in ROWS}
        )


def _set_answer(operation: Operation, description: str, *media_types: str) -> None:
    """Replace the forms of the answer 200."""
    responses = operation.responses or {}
    responses["200"] = OpenAPIResponse(
        description=description,
        content={media_type: binary(media_type) for media_type in media_types},
        headers={"ETag": OpenAPIHeader(schema=Schema(type=OpenAPIType.STRING))},
    )
    operation.responses = responses


@dataclass
class PdfOperation(Operation):
    """A route that answers with the bytes of a PDF."""

    def __post_init__(self) -> None:
        """Add the form of the answer, and that of one that has not changed."""
        _set_answer(self, "The PDF, byte for byte", "application/pdf")
        assert self.responses is not None
        self.responses["304"] = OpenAPIResponse(description="The caller has the PDF already")


@dataclass
class ArchiveOperation(Operation):
    """A route that answers with a file of a batch."""

    def __post_init__(self) -> None:
        """Add the forms of the answer."""
        _set_answer(self, "The file", "application/zip", "application/jsonl", "text/plain")

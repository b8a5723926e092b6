"""A frozen leaflet as bytes, to be kept or sent to another worker: JSON, then the body."""

from __future__ import annotations

import json
from typing import Any, Final

from ..base.errors import UsageError
from ..content.monograph.inline import Run, Words
from ..content.profile.forbidden import Forbids
from ..leaflet.particulars_wording import Sayings
from ..pdf.metadata import Metadata
from ..pdf.seam import Seam
from .frozen import Field, FrozenFont, Plan

__all__ = ["packed", "unpacked"]

FORMAT: Final = b"leaflets body 2\n"


def packed(body: bytes, plan: Plan) -> bytes:
    """The body with its plan. Nothing of a patient is in it."""
    told: dict[str, object] = dict(vars(plan))
    told["metadata"] = vars(plan.metadata)
    told["sayings"] = {
        "fields": {
            field: [[run.text, run.strong] for run in words.runs]
            for field, words in plan.sayings.fields.items()
        },
        "months": plan.sayings.months,
        "date": plan.sayings.date,
    }
    told["fonts"] = [_font(font) for font in plan.fonts]
    told["fields"] = [vars(field) for field in plan.fields]
    told["seam"] = [part.hex() if isinstance(part, bytes) else part for part in plan.seam]
    head = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return FORMAT + head + b"\n" + body


def _font(font: FrozenFont) -> dict[str, object]:
    return {
        "name": font.name,
        "resources": font.resources,
        "characters": "".join(map(chr, font.codes)),
        "codes": list(font.codes.values()),
        "widths": [font.widths[character] for character in font.codes],
    }


def unpacked(content: bytes) -> tuple[bytes, Plan]:
    """What `packed` was given. Raises UsageError for anything else."""
    try:
        if not content.startswith(FORMAT):
            raise ValueError
        end = content.index(b"\n", len(FORMAT))
        told: dict[str, Any] = json.loads(content[len(FORMAT) : end])
        return content[end + 1 :], _plan(told)
    except (ValueError, LookupError, TypeError, AttributeError):
        says = "This is not a leaflet's body, or of another version of the program."
        raise UsageError(says, "Make it again.") from None


def _plan(told: dict[str, Any]) -> Plan:
    sayings, forbids = told.pop("sayings"), told.pop("forbids")
    size, streams, head, table, check, above = told.pop("seam")
    unhex = bytes.fromhex
    return Plan(
        metadata=Metadata(**told.pop("metadata")),
        sayings=Sayings(
            {
                field: Words(tuple(Run(text, strong=strong) for text, strong in runs))
                for field, runs in sayings["fields"].items()
            },
            tuple(sayings["months"]),
            sayings["date"],
        ),
        forbids=Forbids(forbids[0], tuple((rule, words) for rule, words in forbids[1])),
        fonts=tuple(_unpacked_font(font) for font in told.pop("fonts")),
        fields=tuple(_field(field) for field in told.pop("fields")),
        seam=Seam(size, tuple(streams), unhex(head), unhex(table), check, unhex(above)),
        **told,
    )


def _unpacked_font(told: dict[str, Any]) -> FrozenFont:
    characters = [ord(character) for character in told["characters"]]
    return FrozenFont(
        told["name"],
        tuple(told["resources"]),
        dict(zip(characters, told["codes"], strict=True)),
        dict(zip(characters, told["widths"], strict=True)),
    )


def _field(told: dict[str, Any]) -> Field:
    runs = tuple((text, font) for text, font in told.pop("runs"))
    return Field(runs=runs, colour=tuple(told.pop("colour")), **told)

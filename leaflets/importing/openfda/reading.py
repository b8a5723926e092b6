"""Read the labels of openFDA in JSON: an answer of its service, or a download of thousands."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from ...base.errors import DocumentError, Fault, JsonError, Place
from ...content.monograph.inline import Run
from ...source.json import parse
from ...source.json_stream import first_value, stream_items
from ..model import (
    Block,
    Boxed,
    Document,
    Identification,
    MedicineCode,
    Omission,
    Refusal,
    Section,
)
from ..source import Source
from ..words import RunCollector, joined
from . import fields
from .tables import LabelTables

__all__ = ["read", "recognises", "split"]

START: Final = re.compile(rb"\s*\{\s*\"meta\"\s*:\s*\{")
DAY: Final = re.compile(r"(\d{4})(\d\d)(\d\d)\Z")
META_BYTES: Final = 8192  # of the beginning, in which the terms of use stand; they need 700
CODES: Final = {"product_ndc": "NDC", "rxcui": "RxNorm", "unii": "UNII"}
# the FDA's names of routes, as ids of the agreed list
ROUTES: Final = {
    "ORAL": "oral", "SUBLINGUAL": "sublingual", "BUCCAL": "buccal", "INTRAVENOUS": "intravenous",
    "INTRAMUSCULAR": "intramuscular", "SUBCUTANEOUS": "subcutaneous", "NASAL": "nasal",
    "OPHTHALMIC": "eye", "AURICULAR (OTIC)": "ear", "TOPICAL": "skin", "CUTANEOUS": "skin",
    "TRANSDERMAL": "patch", "RECTAL": "rectal", "VAGINAL": "vaginal",
    "RESPIRATORY (INHALATION)": "inhaled",
}  # fmt: skip
USED: Final = ("brand_name", "generic_name", "manufacturer_name", "route", *CODES)


def recognises(beginning: bytes) -> bool:
    """Tell whether a document holds labels of openFDA."""
    return bool(START.match(beginning.removeprefix(b"\xef\xbb\xbf"))) and b'"results"' in beginning


def split(stream: io.BufferedReader[Any], place: Place) -> Iterator[tuple[str, bytes]]:
    """Yield each label with its path, as a document of one label. Raises JsonError."""
    meta = first_value(stream.peek(META_BYTES), "meta")
    path = ""
    try:
        for number, label in enumerate(stream_items(stream, "results", place)):
            path = f"results[{number}]"
            document = {"meta": meta, "results": [label]}
            yield path, json.dumps(document, ensure_ascii=False, default=str).encode()
    except RecursionError:
        message = "The JSON is nested too deep."
        at = place._replace(path=path)
        raise JsonError([Fault("J203", at, message, "Export the file again.")]) from None


def read(source: Source) -> Iterator[Document | Refusal]:
    """Read a document of one label. Raises JsonError and DocumentError."""
    document = parse(source.content, source.place)
    labels = document.get("results") if isinstance(document, dict) else None
    label = labels[0] if isinstance(labels, list) and labels else None
    if not isinstance(label, dict) or not isinstance(label.get("openfda", {}), dict):
        message = "This is no label of openFDA: a label has 'set_id' and sections."
        raise DocumentError([Fault("Q218", source.place, message, "Give a label's JSON.")])
    yield _Label(label, document.get("meta"), source).read()


class _Label:
    """Reads one label into its document. product: what openFDA says of the medicine."""

    def __init__(self, label: dict[str, Any], meta: Any, source: Source) -> None:
        self.label, self.source = label, source
        self.meta = meta if isinstance(meta, dict) else {}
        self.product: dict[str, Any] = label.get("openfda", {})

    def read(self) -> Document | Refusal:
        """Return the document, or why there is none."""
        if not (names := _values(self.product, "brand_name", "generic_name")):
            message = "The label does not name its medicine in a field of its own."
            hint = "Import the label as DailyMed has it, in XML."
            return Refusal(Fault("Q219", self.source.place, message, hint))
        chosen = fields.chosen_fields(self.label, self.source.part)
        texts = fields.label_texts(self.label)
        if not any(text.field in chosen for text in texts):
            message = f"The label of {names[0]} has no part that is written for patients."
            hint = "Import the whole label, for health professionals, with --part all."
            return Refusal(Fault("Q221", self.source.place, message, hint))
        self.document = self.described(names)
        self.write_sections(texts, chosen)
        if self.source.part == "all" and not fields.is_for_consumers(self.label):
            self.document.written_for = "professionals"
        return self.document

    def described(self, names: list[str]) -> Document:
        """Return the document, with what openFDA says of medicine and label."""
        identifier = str(self.label.get("set_id", "")) or None
        routes = [ROUTES.get(route, "") for route in _values(self.product, "route")]
        generics = _values(self.product, "generic_name")
        document = Document(
            name=names[0],
            language="en",
            blocks=(),
            origin="official-label",
            stem=f"{names[0]} {(identifier or '')[:8]}",
            identification=Identification(
                generic_name=", ".join(generics) or None,
                also_called=tuple(name for name in names[1:] if name not in generics),
                routes=tuple(dict.fromkeys(routes)) if all(routes) else (),
                codes=tuple(
                    MedicineCode(system, value)
                    for field, system in CODES.items()
                    for value in _values(self.product, field)
                ),
            ),
            publisher=", ".join(_values(self.product, "manufacturer_name")) or None,
            identifier=identifier,
            version=str(self.label.get("version", "")) or None,
            date=_day(str(self.label.get("effective_time", ""))),
            licence=str(self.meta.get("license", "")) or None,
        )
        collector = RunCollector(document.changes)
        collector.add(Run(str(self.meta.get("disclaimer", ""))))
        document.note = joined(collector.finish())
        for field, value in self.product.items():
            if field not in USED:
                words = "; ".join(map(str, value if isinstance(value, list) else [value]))
                reason = "a fact about the product that a monograph does not hold"
                path = self.path(f"openfda.{field}")
                document.omissions.append(Omission(0, words, reason, path))
        return document

    def path(self, inner: str) -> str:
        """Return the path of a field in the source."""
        return f"{self.source.path}.{inner}" if self.source.path else inner

    def write_sections(self, texts: list[fields.Text], chosen: list[str]) -> None:
        """Put the chosen texts into the document, and note the others."""
        document = self.document
        label = {name: value for name, value in self.label.items() if self.is_read(name, chosen)}
        tables = LabelTables(label, self.source.place, document.changes, document.omissions)
        outermost = fields.nest([text for text in texts if text.field in chosen])
        document.blocks = tuple(_section(text, tables) for text in outermost)
        tables.omit_others()
        for text in texts:
            if text.field not in chosen:
                reason = "a section that is not read for patients"
                if text.field in fields.NO_SECTION:
                    reason = "the words on the pack, or the data of the product"
                path = self.path(text.path)
                document.omissions.append(Omission(0, text.words, reason, path))

    @staticmethod
    def is_read(name: str, chosen: list[str]) -> bool:
        """Tell whether a field is read, or holds the tables of one that is."""
        return name.removesuffix(fields.TABLE) in chosen


def _section(text: fields.Text, tables: LabelTables) -> Block:
    """Return the section of a text, with the sections that it repeats in their places.

    Its heading is that with which the text begins, or else the name of the field.
    """
    first = text.inside[0][0] if text.inside else len(text.words)
    end = fields.heading_length(text)
    end = end if end <= first else 0
    heading = text.words[:end] or fields.heading(text.field)
    blocks: list[Block] = []
    for start, part in text.inside:
        blocks += tables.blocks(text.words[end:start])
        blocks.append(_section(part, tables))
        end = start + len(part.words)
    blocks += tables.blocks(text.words[end:])
    if text.field == "boxed_warning":
        blocks = [Boxed(tuple(blocks))]
    runs = tables.runs(heading)
    return Section(runs, tuple(blocks), fields.proposal(text.field))


def _values(product: Mapping[str, Any], *names: str) -> list[str]:
    """Return the texts of fields, each once."""
    found = (product.get(name) for name in names)
    texts = (text for value in found for text in (value if isinstance(value, list) else [value]))
    return list(dict.fromkeys(str(text).strip() for text in texts if text))


def _day(time: str) -> str | None:
    """Return a day as year-month-day; None if it is none of the calendar."""
    match = DAY.match(time)
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None

"""Make the leaflet of a form: check what was typed for the patient, compose, and typeset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct

from ... import pipeline
from ...base.errors import Fault, LeafletsError, ParticularsError, SourceError
from ...check.notation import is_rule
from ...content.library.products import DISPUTABLE
from ...content.monograph.reading import Reading
from ...content.particulars import OVERRIDES, Particulars
from ...leaflet.model import Leaflet
from ...typesetting import Typeset
from .form import CounterForm

__all__ = ["Finding", "Order", "Outcome", "check", "make"]

NOT_DANGEROUS: Final = ("A299",)  # said of a choice that the pharmacist made, not of what was typed


class Order(Struct, frozen=True, kw_only=True):
    """What a form asks for, with everything that it left open decided.

    reading: the monograph, in the language of the leaflet. folder: the pharmacy's own library.
    date: ISO, on the leaflet; None: the edition's. route, use: by their ids, or empty.
    """

    reading: Reading
    layout: str
    profile: str
    pharmacy: str | None
    folder: Path | None
    date: str | None
    route: str
    use: str
    summary: bool


class Finding(Struct, frozen=True):
    """Something in the particulars that is dangerous or doubtful.

    is_refusal: the leaflet is not made, unless a rule that `can_be_set_aside` has a reason.
    """

    code: str
    says: str
    hint: str
    is_refusal: bool
    can_be_set_aside: bool = False
    reason: str = ""


class Outcome(Struct, frozen=True):
    """What came of an order. leaflet, typeset, sha256: None and empty where `findings` or `error`
    forbid it. sha256: of the PDF, in hexadecimal."""

    findings: tuple[Finding, ...] = ()
    particulars: Particulars | None = None
    leaflet: Leaflet | None = None
    typeset: Typeset | None = None
    sha256: str = ""
    error: LeafletsError | None = None


def make(form: CounterForm, order: Order) -> Outcome:
    """Make the leaflet, or tell why not."""
    findings, particulars = check(form, str(order.reading.monograph.language), order)
    if particulars is None:
        return Outcome(findings)
    try:
        leaflet = pipeline.compose(
            order.reading, date=order.date, profile=order.profile, particulars=particulars,
            pharmacy=order.pharmacy, summary=order.summary, route=order.route, use=order.use,
        )  # fmt: skip
        typeset = pipeline.typeset(leaflet, order.layout, folder=order.folder)
    except LeafletsError as error:
        return Outcome(findings, particulars, error=error)
    digest = sha256(typeset.pdf).hexdigest()
    return Outcome(findings, particulars, leaflet, typeset, digest)


def check(
    form: CounterForm, language: str, order: Order | None = None
) -> tuple[tuple[Finding, ...], Particulars | None]:
    """Check what was typed for the patient. None stands for particulars that are refused.

    What a reason sets aside is found as well, with its reason, so that nobody overlooks it.
    order: whose medicine the product must be; None: no medicine was chosen yet.
    """
    typed = form.particulars
    reasons = "; ".join(f"{code}: {reason}" for code, reason in form.overrides.items())
    refusals, warnings, particulars = _check(typed, language, order)
    if reasons:
        more_refusals, more_warnings, particulars = _check(
            {**typed, OVERRIDES: reasons}, language, order
        )
        refusals, warnings = [*refusals, *more_refusals], [*warnings, *more_warnings]
    findings = [*_findings(refusals, True, form.overrides), *_findings(warnings, False, {})]
    return tuple(dict.fromkeys(findings)), particulars


def _check(
    values: Mapping[str, str], language: str, order: Order | None
) -> tuple[list[Fault], list[Fault], Particulars | None]:
    """Return what is refused, what is doubtful, and sound particulars."""
    try:
        particulars = Particulars.from_mapping(values, language=language)
        warnings = [*particulars.warnings]
        if order is not None:
            warnings += pipeline.check_particulars(order.reading, particulars)
    except ParticularsError as error:
        return [*error.faults], [], None
    return [], [fault for fault in warnings if fault.code not in NOT_DANGEROUS], particulars


def _findings(
    faults: Iterable[Fault], is_refusal: bool, reasons: Mapping[str, str]
) -> Iterable[Finding]:
    for fault in faults:
        may = is_refusal and (is_rule(fault.code) or fault.code in DISPUTABLE)
        reason = reasons.get(fault.code, "") if may else ""
        yield Finding(fault.code, fault.says, fault.hint, is_refusal, may, reason)


def faults_of(error: LeafletsError) -> tuple[tuple[str, str], ...]:
    """Return what an error says and its next step, for each of its faults, without places."""
    if isinstance(error, SourceError):
        return tuple((fault.says, fault.hint) for fault in error.faults)
    return ((error.says, error.hint),)

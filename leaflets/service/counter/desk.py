"""Make the leaflet of a form: check what was typed for the patient, then make what is sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ... import pipeline
from ...base.errors import Fault, LeafletsError, ParticularsError
from ...check.notation import is_rule
from ...content.library.products import DISPUTABLE
from ...content.monograph.reading import Reading
from ...content.particulars import OVERRIDES, Particulars
from ..warm import LeafletOrder, Product, WarmState
from .form import CounterForm

__all__ = ["Finding", "Outcome", "check", "make"]

NOT_DANGEROUS: Final = ("A299",)  # said of a choice that the pharmacist made, not of what was typed


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
    """What came of an order. product, sha256: the PDF, and empty where `findings` or `error` forbid
    it. text: its words, where they were wanted. sha256: of the PDF, in hexadecimal."""

    findings: tuple[Finding, ...] = ()
    product: Product | None = None
    text: str = ""
    sha256: str = ""
    error: LeafletsError | None = None


def make(
    form: CounterForm, reading: Reading, order: LeafletOrder, warm: WarmState, *, with_text: bool
) -> Outcome:
    """Make the leaflet of a form, or tell why not. order: without particulars."""
    findings, particulars = check(form, str(reading.monograph.language), reading)
    if particulars is None:
        return Outcome(findings)
    order = replace(order, particulars=_typed(form))
    try:
        product = warm.make(order)
        text = warm.make(order, "text").content.decode() if with_text else ""
    except LeafletsError as error:
        return Outcome(findings, error=error)
    return Outcome(findings, product, text, sha256(product.content).hexdigest())


def _typed(form: CounterForm) -> dict[str, str]:
    """Return what was typed for the patient, by field, with reasons to set rules aside."""
    reasons = "; ".join(f"{code}: {reason}" for code, reason in form.overrides.items())
    return {**form.particulars, **({OVERRIDES: reasons} if reasons else {})}


def check(
    form: CounterForm, language: str, reading: Reading | None = None
) -> tuple[tuple[Finding, ...], Particulars | None]:
    """Check what was typed for the patient. None stands for particulars that are refused.

    What a reason sets aside is found as well, with its reason, so that nobody overlooks it.
    reading: of the medicine that the product must be; None: none was chosen yet.
    """
    refusals, warnings, particulars = _check(form.particulars, language, reading)
    if form.overrides:
        more_refusals, more_warnings, particulars = _check(_typed(form), language, reading)
        refusals, warnings = [*refusals, *more_refusals], [*warnings, *more_warnings]
    findings = [*_findings(refusals, True, form.overrides), *_findings(warnings, False, {})]
    return tuple(dict.fromkeys(findings)), particulars


def _check(
    values: Mapping[str, str], language: str, reading: Reading | None
) -> tuple[list[Fault], list[Fault], Particulars | None]:
    """Return what is refused, what is doubtful, and sound particulars."""
    try:
        particulars = Particulars.from_mapping(values, language=language)
        warnings = [*particulars.warnings]
        if reading is not None:
            warnings += pipeline.check_particulars(reading, particulars)
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


"""Make the leaflet of a form: check what was typed for the patient, then make what is sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...base.errors import Fault, LeafletsError, ParticularsError
from ...check.notation import is_rule
from ...content.library.products import DISPUTABLE
from ...content.particulars import OVERRIDES, Particulars
from ..orders import Form, LeafletOrder, RenderedLeaflet
from ..warm import Edition, WarmState
from .form import CounterForm

__all__ = ["Finding", "Outcome", "check", "complete", "make"]

Compare = Callable[[Particulars], Iterable[Fault]]
"""Compares particulars with a medicine, as `check_medicine` does."""

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
    """What came of an order.

    rendered: the leaflet; None where `findings` or `error` forbid it. sha256: of its bytes, in
    hexadecimal; empty without it.
    """

    findings: tuple[Finding, ...] = ()
    rendered: RenderedLeaflet | None = None
    sha256: str = ""
    error: LeafletsError | None = None


def make(
    form: CounterForm, edition: Edition, order: LeafletOrder, warm: WarmState, kind: Form = "pdf"
) -> Outcome:
    """Make the leaflet of a form, or tell why not. order: see `complete`."""
    findings, particulars = check(form, edition.language, partial(warm.compare, edition))
    if particulars is None:
        return Outcome(findings)
    try:
        rendered = warm.make(order, kind)
    except LeafletsError as error:
        return Outcome(findings, error=error)
    return Outcome(findings, rendered, sha256(rendered.content).hexdigest())


def complete(order: LeafletOrder, form: CounterForm) -> LeafletOrder:
    """Return an order with what was typed for the patient, to whom route and use belong then."""
    typed = _typed(form)
    if not typed:
        return order
    choices = {"route": order.route or "", "use": order.use or ""}
    return replace(order, route=None, use=None, particulars={**typed, **choices})


def _typed(form: CounterForm) -> dict[str, str]:
    """Return what was typed for the patient, by field, with reasons to set rules aside."""
    reasons = "; ".join(f"{code}: {reason}" for code, reason in form.overrides.items())
    return {**form.particulars, **({OVERRIDES: reasons} if reasons else {})}


def check(
    form: CounterForm, language: str, compare: Compare | None = None
) -> tuple[tuple[Finding, ...], Particulars | None]:
    """Check what was typed for the patient. None stands for particulars that are refused.

    What a reason sets aside is found as well, with its reason, so that nobody overlooks it.
    compare: with the medicine that the product must be; None: none was chosen yet.
    """
    refusals, warnings, particulars = _check(form.particulars, language, compare)
    if form.overrides:
        more_refusals, more_warnings, particulars = _check(_typed(form), language, compare)
        refusals, warnings = [*refusals, *more_refusals], [*warnings, *more_warnings]
    findings = [*_findings(refusals, True, form.overrides), *_findings(warnings, False, {})]
    return tuple(dict.fromkeys(findings)), particulars


def _check(
    values: Mapping[str, str], language: str, compare: Compare | None
) -> tuple[list[Fault], list[Fault], Particulars | None]:
    """Return what is refused, what is doubtful, and sound particulars."""
    try:
        particulars = Particulars.from_mapping(values, language=language)
        warnings = [*particulars.warnings]
        if compare is not None:
            warnings += compare(particulars)
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

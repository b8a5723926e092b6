"""Search the words of a monograph for notation that is known to be misread."""

from __future__ import annotations

from ...base.errors import Fault
from ...check.screening import is_suspicious
from .model import Monograph
from .texts import printed_texts

__all__ = ["notation_warnings"]


def notation_warnings(monograph: Monograph) -> tuple[Fault, ...]:
    """Return a warning for each dangerous notation, at the place of its text.

    What the monograph accepts, with its reason, is left out.
    """
    texts = list(printed_texts(monograph))
    if not is_suspicious("\n".join(text for text, _ in texts)):
        return ()
    from ...check.notation import find_notation

    accepted_words = frozenset(
        (str(acceptance.code), str(acceptance.words)) for acceptance in monograph.accepts
    )
    return tuple(
        Fault(
            finding.code,
            place,
            f"'{finding.notation}' can be read as {finding.read_as}.",
            finding.repair,
        )
        for text, place in texts
        for finding in find_notation(text, monograph.language, accepted_words)
    )

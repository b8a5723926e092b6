"""Errors of a FHIR server in our words: its own messages may contain patient data."""

from __future__ import annotations

import re
from typing import Any, Final

from ....base.errors import StoreError

__all__ = ["MissingBytes", "OutcomeUnknown", "VersionConflict", "damaged", "refused", "unreachable"]

CODE_OR_PATH: Final = re.compile(r"[A-Za-z0-9.\[\]()_-]{1,100}")
MAX_ISSUES: Final = 5  # of one OperationOutcome


class VersionConflict(Exception):
    """Another client changed a resource since it was read (status 409 or 412)."""


class OutcomeUnknown(Exception):
    """There is no answer, or none that says whether anything was done. why: the error to raise if
    all attempts end so."""

    def __init__(self, why: StoreError) -> None:
        self.why = why
        super().__init__()


def refused(status: int, outcome: Any) -> StoreError:
    """Return the error for a status of 300 to 499: R722 for 401 and 403, else R719.

    outcome: the parsed body; of its OperationOutcome, only codes and paths are repeated.
    """
    if status in (401, 403):
        message = f"The FHIR server does not let us in ({status})."
        hint = "Give a token that is valid and has the rights: see 'leaflets help exchange'."
        return StoreError(message, hint, code="R722")
    issues = "; ".join(_issues(outcome))
    message = f"The FHIR server refused ({status}{f': {issues}' if issues else ''})."
    hint = "Correct what it names, or ask who runs the server; its log says more."
    return StoreError(message, hint, code="R719")


def _issues(outcome: Any) -> list[str]:
    """Return code and paths of each issue: their values are from fixed lists and hold no data."""
    issues = outcome.get("issue", []) if isinstance(outcome, dict) else []
    texts = []
    for issue in issues[:MAX_ISSUES] if isinstance(issues, list) else []:
        if not isinstance(issue, dict):
            continue
        paths = issue.get("expression") or issue.get("location") or []
        words = [issue.get("code"), *(paths if isinstance(paths, list) else [])]
        safe = [word for word in words if isinstance(word, str) and CODE_OR_PATH.fullmatch(word)]
        texts.append(" ".join(safe))
    return list(filter(None, texts))


def unreachable(why: str, server: str = "The FHIR server") -> StoreError:
    """R721: the server gave no valid answer to any attempt. why: completes "The FHIR server …"."""
    hint = "Try again later: what was attached all the same is not attached twice."
    return StoreError(f"{server} {why}.", hint, code="R721")


RESTORE_HINT: Final = (
    "Restore it from the server's history; 'leaflets records verify' lists all damage."
)


def damaged(message: str) -> StoreError:
    """R703: something on the server is not as it was written."""
    return StoreError(message, RESTORE_HINT, code="R703")


class MissingBytes(StoreError):
    """R703: a document names a Binary that the server does not have."""

    def __init__(self, says: str) -> None:
        super().__init__(says, RESTORE_HINT, code="R703")

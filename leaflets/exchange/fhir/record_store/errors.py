"""What a server answers, in our words: never its own, which may hold patient data."""

from __future__ import annotations

import re
from typing import Any, Final

from ....base.errors import NotFoundError, StoreError

__all__ = ["Changed", "Unsure", "absent", "damaged", "refused", "unreachable"]

PLAIN: Final = re.compile(r"[A-Za-z0-9.\[\]()_-]{1,100}")
TOLD: Final = 5  # issues of one outcome


class Changed(Exception):
    """Somebody has changed a resource since it was read (409, 412)."""


class Unsure(Exception):
    """No answer, or one that does not say whether anything was done. why: for the last time."""

    def __init__(self, why: StoreError) -> None:
        self.why = why
        super().__init__()


def refused(status: int, outcome: Any) -> StoreError:
    """A 4xx as an error of ours: its number, and codes and paths of its OperationOutcome."""
    if status in (401, 403):
        says = f"The FHIR server does not let us in ({status})."
        hint = "Give a token that is valid and has the rights: see 'leaflets help exchange'."
        return StoreError(says, hint, code="R722")
    told = "; ".join(_issues(outcome))
    says = f"The FHIR server refused ({status}{f': {told}' if told else ''})."
    hint = "Correct what it names, or ask who runs the server; its log says more."
    return StoreError(says, hint, code="R719")


def _issues(outcome: Any) -> list[str]:
    """Each issue's code and where it is: both are from fixed lists and hold no data."""
    issues = outcome.get("issue", []) if isinstance(outcome, dict) else []
    told = []
    for issue in issues[:TOLD] if isinstance(issues, list) else []:
        if not isinstance(issue, dict):
            continue
        places = issue.get("expression") or issue.get("location") or []
        words = [issue.get("code"), *(places if isinstance(places, list) else [])]
        plain = [word for word in words if isinstance(word, str) and PLAIN.fullmatch(word)]
        told.append(" ".join(plain))
    return list(filter(None, told))


def unreachable(why: str) -> StoreError:
    """No sound answer, however often it was asked."""
    hint = "Try again later: what was attached all the same is not attached twice."
    return StoreError(f"The FHIR server {why}.", hint, code="R721")


def damaged(what: str) -> StoreError:
    """Something on the server is not as it was written."""
    hint = (
        "Restore it from the server's history; 'leaflets records verify' tells what else is wrong."
    )
    return StoreError(what, hint, code="R703")


def absent(says: str) -> NotFoundError:
    """What was asked for is not on the server."""
    return NotFoundError(says, "See 'leaflets records list'.", code="R708")

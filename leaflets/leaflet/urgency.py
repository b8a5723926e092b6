"""How fast to act, and how bad a side effect can be: the order of the warning boxes."""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["SERIOUSNESS", "URGENCY", "WarningKind"]

WarningKind = Literal["emergency", "urgent"]
# the box for what needs help so fast
URGENCY: Final[dict[str | None, WarningKind]] = {"at-once": "emergency", "same-day": "urgent"}
# the worst first; what its source does not grade comes before what it calls harmless
SERIOUSNESS: Final = ("life-threatening", "serious", None, "not-serious")

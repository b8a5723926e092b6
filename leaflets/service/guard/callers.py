"""How many requests of one token are under way together, their bodies included."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..limits import ServiceLimits
from .answers import App, Receive, Refusal, Scope, Send, refuse
from .tokens import CALLER
from .turns import UNCOUNTED

__all__ = ["CallerGuard"]

TOO_MANY: Final = Refusal(
    status=429,
    code="Y971",
    says="The token has more requests under way than one caller may have.",
    hint="Wait for answers before sending more: after the seconds of Retry-After, send this again.",
    headers=((b"retry-after", b"1"),),
)


class CallerGuard:
    """Passes on as many requests of each token as one caller may have. limits: of a worker."""

    def __init__(self, app: App, limits: ServiceLimits) -> None:
        self.app, self.limits = app, limits
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, or refuse it before its body is taken in."""
        caller = scope.get(CALLER)
        if caller is None or scope["path"].startswith(UNCOUNTED):
            return await self.app(scope, receive, send)
        if self._under_way[caller] >= self.limits.of_one_caller:
            return await refuse(TOO_MANY, scope, receive, send)
        self._under_way[caller] += 1
        try:
            return await self.app(scope, receive, send)
        finally:
            self._under_way[caller] -= 1

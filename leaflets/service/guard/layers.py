"""The guard around an application."""

from __future__ import annotations

from ..settings import ServiceSettings
from .answers import App
from .bodies import BodyGuard
from .callers import CallerGuard
from .edge import Edge
from .exposure import served_names
from .hosts import HostGuard
from .token_file import TokenFile
from .tokens import TokenGuard
from .turns import TurnGuard

__all__ = ["guarded"]


def guarded(app: App, settings: ServiceSettings) -> App:
    """Return the application behind its guard. Raises UsageError for a faulty file of tokens."""
    inner: App = BodyGuard(TurnGuard(app, settings.limits), settings.limits)
    if settings.tokens:
        inner = TokenGuard(CallerGuard(inner, settings.limits), TokenFile(settings.tokens))
    inner = HostGuard(inner, served_names(settings), behind_proxy=settings.behind_proxy)
    return Edge(inner, is_https=settings.certificate is not None or settings.behind_proxy)

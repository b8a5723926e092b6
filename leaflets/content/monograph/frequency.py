"""How many people get something: one in so many, per cent, and bands of these."""

import re
from typing import Any, Final, Self

from ...source.schema import FileShape, InvalidText, field, quoted
from ...source.yaml import Text

__all__ = ["Band", "OneIn", "Percent", "Share"]

ONE_IN: Final = re.compile(r"1 in ([1-9][0-9]{0,2}(?:,?[0-9]{3})*)\Z")
PERCENT: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)[ \u00a0]?%\Z")


class Share:
    """A frequency: one in so many people, or per cent."""

    @classmethod
    def from_text(cls, text: Text) -> "Share":
        """Read `1 in 100` or `1.5%`."""
        return (Percent if text.endswith("%") else OneIn).from_text(text)

    @property
    def share(self) -> float:
        """The share of people, from 0 to 1."""
        raise NotImplementedError

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor can check."""
        return {"type": "string", "pattern": "^(1 in [1-9][0-9,]*|[0-9]+([.,][0-9]+)?[ \u00a0]?%)$"}


class OneIn(int, Share):
    """A frequency as one in so many people; the value is the number of people."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read `1 in 10` or `1 in 1,000`."""
        match = ONE_IN.match(text) if len(text) < 30 else None
        if not match:
            hint = "Write it as 1 in 100, or as 1.5%."
            raise InvalidText(107, f"{quoted(text)} does not say how many people.", hint)
        return cls(match[1].replace(",", ""))

    @property
    def share(self) -> float:
        """The share of people, from 0 to 1."""
        return 1 / self


class Percent(Text, Share):
    """A frequency in per cent, as the source writes it, such as 2.3% or 2,3 %."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read digits with at most one point or comma, and the sign of per cent behind them."""
        match = PERCENT.match(text)
        if not match or not 0 < float(match[1].replace(",", ".")) <= 100:
            message = f"{quoted(text)} is not a number of people in per cent."
            raise InvalidText(107, message, "Write it as 2.3%, more than 0% and at most 100%.")
        return cls(text, text.place)

    @property
    def share(self) -> float:
        """The share of people, from 0 to 1."""
        return float(self.rstrip("%\u00a0 ").replace(",", ".")) / 100


class Band(FileShape):
    """How many people get something, as a band; an end that is left out is open."""

    least: Share | None = field(
        "At least so many, such as 1 in 100 or 1.5%.", key="from", default=None
    )
    most: Share | None = field("At most so many, such as 1 in 10 or 13%.", key="to", default=None)

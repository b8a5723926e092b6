"""Toy shapes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from leaflets.source.schema import FileShape, InvalidText, field
from leaflets.source.yaml import Text


class Even(int):
    """A toy scalar."""

    @classmethod
    def from_text(cls, text: Text) -> Even:
        if not text.isdigit() or int(text) % 2:
            raise InvalidText(107, f"'{text}' is not even.", "Add one.")
        return cls(text)

    @staticmethod
    def spell(bound: float) -> str:
        return f"{bound:g} pieces"

    @staticmethod
    def json_schema() -> dict[str, Any]:
        return {"type": "integer", "multipleOf": 2}


class Leaf(FileShape):
    """A leaf of a tree."""

    leaf: Text = field("Its colour.")


class Branch(FileShape):
    """A branch of a tree."""

    branch: tuple[Twig, ...] = field("What grows on it.", least=1, most=3)
    knots: int = field("How many knots.", default=0, least=0, most=9)


Twig = Leaf | Branch | Literal["nest"]


class Age(FileShape):
    """How old something is."""

    years: int = field("Its years.", default=0)


class Tree(FileShape):
    """A tree."""

    __elsewhere__: ClassVar[dict[str, str]] = {"roots": "Dig for them."}

    name: Text = field("Its name.")
    twig: Twig = field("Its first twig.")
    height_m: int | None = field("How high it is.", default=None, least=1, most=120)
    rings: Even | Literal["unknown"] = field("Its rings.", default="unknown", least=2, most=5000)
    kind: Literal["leafy", "needles"] = field("Its kind.", key="sort")
    age: Age | Literal["unknown"] = field(
        "Its age.", default="unknown", hint="Write unknown, or {years: 8}."
    )
    near: dict[Text, Leaf] = field("What stands near it.", default=None, least=1, most=2)

"""Two leaflets in one: every block in a first language, and then in a second.

The leaflets are those of one medicine for one reader, composed each in its language. Sections,
boxes, lists and tables become one, and hold in turn what each has. So the same sentence stands
together in both languages, whatever the layout.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from msgspec.structs import replace

from ..base.arguments import check_type
from ..base.errors import UsageError
from ..base.languages import BETWEEN_LANGUAGES, split_languages
from .about import fingerprint
from .model import Furniture, Leaflet, Words
from .weaving import BETWEEN, Weaver, joined, translated

__all__ = ["in_two_languages", "source_of_both"]


IDENTIFIER_DIGITS: Final = 12
# what two leaflets must have in common, as messages name it
COMMON: Final = {
    "monograph": "monograph", "edition": "edition", "profile": "profile", "extent": "extent",
    "route": "route", "use": "use",
}  # fmt: skip
SAME_READER: Final = "Compose both from one monograph, for the same reader."


def in_two_languages(first: Leaflet, second: Leaflet) -> Leaflet:
    """Return one leaflet with every block of two: in the language of the first, then the second's.

    Title, subject and furniture begin with the first language; `second_language` names the other.
    The identifier stands for those of both, and the source for the bytes of both monographs. It is
    a draft if one of them is. Of a patient's directions that are the same in both, there is one.

    Raises UsageError: U231 for leaflets of different medicines, editions or readers, for one
    language twice, and for leaflets that have two already; U232 where their blocks differ.
    """
    check_type("first", first, Leaflet)
    check_type("second", second, Leaflet)
    _check(first, second)
    leaflet = _woven(first, second)
    alternatives = zip(first.alternatives, second.alternatives, strict=False)
    return replace(leaflet, alternatives=tuple(_woven(*pair) for pair in alternatives))


def source_of_both(first: str, second: str = "") -> str:
    """Return the digest that a leaflet names as its source. first, second: those of monographs.

    That of a leaflet in one language is the only one.
    """
    return sha256(f"{first} {second}".encode()).hexdigest() if second else first


def _check(first: Leaflet, second: Leaflet) -> None:
    if first.second_language or second.second_language:
        raise UsageError("A leaflet has two languages at most.", "Give two leaflets.", code="U231")
    split_languages(BETWEEN_LANGUAGES.join((first.language, second.language)))
    for field, name in COMMON.items():
        if getattr(first, field) != getattr(second, field):
            raise UsageError(
                f"The leaflets in '{first.language}' and '{second.language}' differ in their "
                f"{name}, so their sentences are not the same.",
                SAME_READER,
                code="U231",
            )


def _woven(first: Leaflet, second: Leaflet) -> Leaflet:
    """Return one composition with the blocks of two."""
    digits = sha256(f"{first.identifier} {second.identifier}".encode()).hexdigest()
    identifier = digits[:IDENTIFIER_DIGITS]
    is_approved = first.status == second.status == "approved"
    return replace(
        first,
        second_language=second.language,
        status="approved" if is_approved else "draft",
        identifier=identifier,
        source=source_of_both(first.source, second.source),
        blocks=tuple(Weaver(first.language, second.language).blocks(first.blocks, second.blocks)),
        furniture=_furniture(
            _with_identifier(first, identifier),
            _with_identifier(second, identifier),
            second.language,
        ),
        names=tuple(dict.fromkeys((*first.names, *second.names))),
        pictures={**second.pictures, **first.pictures},
        alternatives=(),
    )


def _with_identifier(leaflet: Leaflet, identifier: str) -> Furniture:
    """Return the furniture of a leaflet with another identifier."""
    old, new = fingerprint(leaflet.identifier), fingerprint(identifier)
    identity = leaflet.furniture.identity
    runs = tuple(replace(run, text=run.text.replace(old, new)) for run in identity.runs)
    return replace(leaflet.furniture, identity=replace(identity, runs=runs))


def _furniture(first: Furniture, second: Furniture, language: str) -> Furniture:
    """Join the words on every page. language: of the second furniture."""

    def join(words: Words | None, others: Words | None) -> Words | None:
        if words is None or others is None:
            return words or (others and translated(others, language))
        return joined(words, others, language)

    line = second.pharmacy_line
    if line and first.pharmacy_line and str(line) == str(first.pharmacy_line):
        line = None
    return replace(
        first,
        header=joined(first.header, second.header, language),
        mark=join(first.mark, second.mark),
        identity=joined(first.identity, second.identity, language),
        page=first.page + BETWEEN + second.page,
        short_disclaimer=(
            join(first.short_disclaimer, second.short_disclaimer)
            if first.short_disclaimer and second.short_disclaimer
            else None
        ),
        contents_heading=join(first.contents_heading, second.contents_heading),
        second_language=language,
        second_disclaimer=translated(second.disclaimer, language),
        second_pharmacy_line=translated(line, language) if line else None,
    )

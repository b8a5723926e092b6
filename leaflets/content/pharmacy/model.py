"""A pharmacy, for the head of its leaflets. The shape of pharmacies/NAME.yaml."""

from typing import Any, Final, Self

from msgspec import Struct

from ...source.schema import FileShape, InvalidText, field
from ...source.yaml import Text
from ..monograph.scalars import Language, PlainAddress, WebAddress
from ..pictures.files import PictureFile
from ..pictures.model import Drawing, RasterPicture

__all__ = ["CurrentText", "LogoFile", "Pharmacy", "PharmacyDetails"]

FOOTER_CHARACTERS: Final = 100  # a line of the widest of our layouts, or two of others
_GAPS: Final = {"{name}": "acetylcysteine", "{language}": "en"}  # each with an example


class CurrentText(Text):
    """The address of the current text of a leaflet, with gaps for {name} and {language}.

    There are no other gaps, so that an address can reveal nothing about a patient.
    """

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read an address in which each gap occurs at most once."""
        example = str(text)
        for gap, value in _GAPS.items():
            example = example.replace(gap, value, 1)
        PlainAddress.from_text(Text(example, text.place))
        return cls(text, text.place)

    def address(self, name: str, language: str) -> str:
        """Return the address for a monograph's name and a language."""
        return self.replace("{name}", name).replace("{language}", language)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of such a value."""
        return {"type": "string", "pattern": "^https://"}


class LogoFile(FileShape):
    """A picture, and what it shows."""

    file: PictureFile = field("A PNG, JPEG or SVG file beside this one.")
    says: Text | dict[Language, Text] = field(
        "What it shows, for those who do not see it; one text, or one for each language.", least=1
    )


class FooterLine(Text):
    """A short line for the foot of every page."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read a line that leaves the foot of a page uncrowded."""
        if len(text) > FOOTER_CHARACTERS:
            message = (
                f"The line has {len(text)} characters; at most {FOOTER_CHARACTERS} are printed."
            )
            raise InvalidText(204, message, "Shorten it; it takes room from every page.")
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of such a value."""
        return {"type": "string", "maxLength": FOOTER_CHARACTERS}


class PharmacyDetails(FileShape):
    """What is printed of a pharmacy."""

    name: Text = field("Its name.")
    address: tuple[Text, ...] = field("The lines of its address.", least=1, most=6)
    telephone: Text = field("Its telephone number, as it is to be printed.")
    web: WebAddress | None = field("Its address in the web.", default=None)
    logo: LogoFile | None = field("Its sign.", default=None)
    footer: FooterLine | dict[Language, FooterLine] | None = field(
        "A line for the foot of every page; one text, or one for each language.",
        default=None,
        least=1,
    )
    current_text: CurrentText | None = field(
        "Where the newest text of each leaflet can be read; printed with a QR code. {name} and "
        "{language} stand for those of the leaflet.",
        default=None,
    )


class Pharmacy(Struct, frozen=True):
    """A pharmacy's details and its logo, which has been read and checked."""

    details: PharmacyDetails
    logo: Drawing | RasterPicture | None = None

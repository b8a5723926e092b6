"""The settings in a pharmacy's leaflets.yaml: what commands use where no option is given."""

import re
from collections.abc import Iterator
from typing import Any, Final, Self

from ..base.errors import Fault, SettingsError
from ..source.schema import FileShape, InvalidText, field, nearest, read
from ..source.yaml import Text, parse
from .library import Library
from .monograph.scalars import Language, Slug

__all__ = ["Settings", "load_settings", "read_settings", "without_password"]

PASSWORD: Final = re.compile(r"(?<=:)(?!/)[^/@:]*(?=@)|(?<=password=)[^&]+")


class StoreAddress(Text):
    """The address of a store. It holds no password, because others can read the file."""

    @classmethod
    def from_text(cls, text: Text) -> Self:
        """Read an address such as `sqlite:///records.db`."""
        if PASSWORD.search(text):
            hint = "Give the address in LEAFLETS_STORE instead, or let the system know who you are."
            raise InvalidText(202, "The address of the store holds a password.", hint)
        return cls(text, text.place)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of such a value."""
        return {"type": "string"}


def without_password(address: str) -> str:
    """Return the address of a store with dots in the place of a password."""
    return PASSWORD.sub("…", address)


class Settings(FileShape):
    """What holds where neither an option nor a variable says otherwise."""

    layout: Slug | None = field("The layout of leaflets.", default=None)
    profile: Slug | None = field("The profile whose rules leaflets keep.", default=None)
    pharmacy: Slug | None = field("The pharmacy at the head of leaflets.", default=None)
    language: Language | None = field("The language of leaflets.", default=None)
    store: StoreAddress | None = field(
        "The address of the records, without a password.", default=None
    )

    def items(self) -> Iterator[tuple[str, Text]]:
        """Yield the name and value of each setting that is given; values keep their places."""
        for name in self.__struct_fields__:
            if (value := getattr(self, name)) is not None:
                yield name, value


def load_settings(library: Library) -> Settings:
    """Read the settings of a pharmacy's own folder; without such a file nothing is set.

    Raises SettingsError, NotFoundError.
    """
    file = library.settings()
    return Settings() if file is None else read_settings(file.source, file.file, library)


def read_settings(source: bytes, file: str, library: Library) -> Settings:
    """Read settings whose names the library knows. Raises SettingsError with every fault."""
    faults: list[Fault] = []
    settings = read(Settings, parse(source, file, SettingsError, faults), SettingsError, faults)
    if faults := [*_unknown_names(settings, library)]:
        raise SettingsError(faults)
    return settings


def _unknown_names(settings: Settings, library: Library) -> Iterator[Fault]:
    names_of = {
        "layout": library.layouts,
        "profile": library.profiles,
        "pharmacy": library.pharmacies,
        "language": library.wordings,
    }
    for name, value in settings.items():
        names = names_of[name]() if name in names_of else None
        if names is None or value in names:
            continue
        near = nearest(value, names)
        known_hint = f"Known: {', '.join(names)}." if names else "Add it, or remove this line."
        hint = f"Did you mean '{near[0]}'?" if near else known_hint
        yield Fault("S201", value.place, f"There is no {name} '{value}'.", hint)

"""SSML read by the parser of the standard library: its words, and whether its elements may nest."""

from __future__ import annotations

from xml.etree import ElementTree

SPACE = "{http://www.w3.org/2001/10/synthesis}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# SSML 1.1, section 3: what each element of ours may hold; those with None hold text alone
SENTENCE = {"break", "emphasis", "lang", "say-as", "sub"}
CONTENT: dict[str, set[str] | None] = {
    "speak": SENTENCE | {"p", "s"},
    "p": SENTENCE | {"s"},
    "s": SENTENCE,
    "emphasis": SENTENCE,
    "lang": SENTENCE | {"p", "s"},
    "say-as": None,
    "sub": None,
    "break": set(),
}
ATTRIBUTES = {
    "speak": {"version", LANGUAGE},
    "emphasis": {"level"},
    "lang": {LANGUAGE},
    "say-as": {"interpret-as", "format"},
    "sub": {"alias"},
    "break": {"strength"},
}
VALUES = {
    "version": {"1.1"},
    "level": {"strong", "moderate"},
    "strength": {"medium", "strong", "x-strong"},
    "interpret-as": {"characters", "date", "time"},
    "format": {"ymd", "hms24"},
}


class Speech:
    """A document. Reading one that breaks the rules of SSML fails."""

    def __init__(self, source: str) -> None:
        self.root = ElementTree.fromstring(source.encode())
        assert self.root.tag == f"{SPACE}speak"
        assert self.root.get("version") == "1.1"
        assert self.root.get(LANGUAGE)
        self._check(self.root)

    def _check(self, element: ElementTree.Element) -> None:
        name = element.tag.removeprefix(SPACE)
        holds = CONTENT[name]
        assert set(element.attrib) <= ATTRIBUTES.get(name, set()), element.attrib
        for key, value in element.attrib.items():
            assert value in VALUES.get(key, {value}), (name, key, value)
        assert {child.tag.removeprefix(SPACE) for child in element} <= (holds or set())
        if name != "speak":
            assert (name == "break") != bool("".join(element.itertext()).strip()), name
        for child in element:
            self._check(child)

    @property
    def words(self) -> list[str]:
        """The words as written, in order."""
        return "".join(self.root.itertext()).split()

    def texts(self, name: str) -> list[str]:
        """The text of each element of a name, in order."""
        return ["".join(element.itertext()) for element in self.root.iter(f"{SPACE}{name}")]

    def values(self, name: str, attribute: str) -> list[str]:
        """The values of an attribute of the elements of a name, in order."""
        key = LANGUAGE if attribute == "lang" else attribute
        return [element.attrib[key] for element in self.root.iter(f"{SPACE}{name}")]

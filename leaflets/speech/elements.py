"""Write SSML: elements, attributes and texts with every special character escaped."""

from __future__ import annotations

from html import escape

__all__ = ["element", "empty_element", "escaped"]


def escaped(text: str) -> str:
    """Return a text as it stands between two tags."""
    return escape(text, quote=False)


def element(name: str, content: str, /, **attributes: str) -> str:
    """Return an element. content: SSML. attributes: texts; `interpret_as` stands for interpret-as,
    `xml_lang` for xml:lang."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def empty_element(name: str, /, **attributes: str) -> str:
    """Return an element without content. attributes: as in `element`."""
    return f"<{name}{_attributes(attributes)}/>"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {_name(key)}="{escape(value)}"' for key, value in attributes.items())


def _name(key: str) -> str:
    return key.replace("xml_", "xml:").replace("_", "-")

"""Write HTML: elements, attributes and texts with every special character escaped."""

from __future__ import annotations

from html import escape

__all__ = ["element", "escaped", "lines", "void_element"]


def escaped(text: str) -> str:
    """Return a text as it stands between two tags."""
    return escape(text, quote=False)


def element(name: str, content: str, /, **attributes: str | None) -> str:
    """Return an element. content: HTML. attributes: see `void_element`."""
    return f"{void_element(name, **attributes)}{content}</{name}>"


def void_element(name: str, /, **attributes: str | None) -> str:
    """Return an element that has no content and no end tag.

    attributes: texts; one that is None is left out. `class_` stands for class, `aria_label` for
    aria-label.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            parts.append(f'{key.rstrip("_").replace("_", "-")}="{escape(value)}"')
    return f"<{' '.join(parts)}>"


def lines(*parts: str) -> str:
    """Join HTML by line ends, so that the words of neighbours are apart; empty parts go."""
    return "\n".join(filter(None, parts))

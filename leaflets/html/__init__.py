"""A leaflet as a web page: one file without scripts, for a phone, a screen reader or a printer."""

from .page import html_page, render_html

__all__ = ["html_page", "render_html"]

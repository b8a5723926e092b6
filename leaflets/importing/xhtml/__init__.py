"""Texts in XHTML, which several forms of documents hold: what a browser would show of them."""

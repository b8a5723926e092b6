"""The yardstick: a minimal ReportLab script that sets the same words in the same fonts.

Usage: plain_reportlab.py WORDS.json OUT.pdf [REPEATS]. No tags, no checks, nothing read but the
words: a list of [style, text] pairs, made by bench.py from the leaflet itself.
"""

import json
import sys
from html import escape
from importlib.util import find_spec
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate


def main() -> None:
    words = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    folder = find_spec("fontpkg_atkinson_hyperlegible").submodule_search_locations[0]
    for weight in ("Regular", "Bold"):
        path = Path(folder) / "files" / f"AtkinsonHyperlegible-{weight}.ttf"
        pdfmetrics.registerFont(TTFont(weight, str(path)))
    body = ParagraphStyle("body", fontName="Regular", fontSize=12, leading=16, spaceAfter=4)
    styles = {
        "body": body,
        "heading": ParagraphStyle("heading", body, fontName="Bold", fontSize=16, leading=20),
        "item": ParagraphStyle("item", body, leftIndent=14, bulletFontName="Regular"),
    }
    footer = next(text for style, text in words if style == "footer")

    def on_page(canvas, document) -> None:
        canvas.setFont("Regular", 9)
        canvas.drawString(57, 40, footer[:100])
        canvas.drawString(57, 28, f"Page {document.page}")

    for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1):
        story = [
            Paragraph(escape(text), styles[style], bulletText="•" if style == "item" else None)
            for style, text in words
            if style != "footer"
        ]
        document = SimpleDocTemplate(sys.argv[2], leftMargin=57, rightMargin=57, bottomMargin=60)
        document.build(story, onFirstPage=on_page, onLaterPages=on_page)


main()

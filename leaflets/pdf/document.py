"""The finished file: pages, structure tree, links, outline and catalog, from what was drawn."""

from __future__ import annotations

from collections.abc import Mapping

from ..base.languages import runs_right_to_left
from ..leaflet.pack_paths import INSIDE
from .colour_profile import compressed_srgb
from .elements import Element
from .embed import EmbeddedFile, embed
from .images import EmbeddedImage
from .marked_content import Bookmark, DrawnContent, LinkArea, Mark, Sheet
from .metadata import Metadata, info_dictionary, with_digests, xmp_packet
from .reading_order import ascii_address
from .tail import TailWriter
from .text import FontInFile
from .writer import DEFLATED, Writer, number, text


def build_document(
    content: DrawnContent,
    metadata: Metadata,
    fonts: Mapping[str, FontInFile],
    images: dict[str, EmbeddedImage],
    files: tuple[EmbeddedFile, ...],
) -> tuple[bytes, TailWriter | None]:
    """Return the bytes of the file, and the writer of further tails if it shows a patient's words.

    fonts: by registered name. images: by resource name. files: to embed.
    """
    builder = DocumentBuilder(content, with_digests(metadata, content.tree.words()))
    return builder.file(fonts, images, files), builder.out.tail_writer


class DocumentBuilder:
    """Writes the objects of one file. Numbers are reserved first, so objects may refer ahead."""

    def __init__(self, content: DrawnContent, metadata: Metadata) -> None:
        self.content, self.metadata, self.out = content, metadata, Writer()
        self.pages = [self.out.reserve() for _ in content.sheets]
        self.links = [self.out.reserve() for sheet in content.sheets for _ in sheet.links]
        self.elements: dict[Element, int] = {}

    def file(
        self,
        fonts: Mapping[str, FontInFile],
        images: dict[str, EmbeddedImage],
        files: tuple[EmbeddedFile, ...],
    ) -> bytes:
        """Return the bytes of the file; see `build_document`."""
        out, metadata = self.out, self.metadata
        tree = self._tree()
        numbers = {name: at for font in fonts.values() for name, at in font.embed(out).items()}
        resources = resource_entries("Font", numbers)
        resources += resource_entries(
            "XObject", {name: image.embed(out) for name, image in images.items()}
        )
        profile = out.stream(f"/N 3{DEFLATED}", compressed_srgb(), deflate=False)
        direction = "/Direction/R2L" if runs_right_to_left(metadata.language) else ""
        packet = out.stream("/Type/Metadata/Subtype/XML", xmp_packet(metadata), deflate=False)
        catalog = out.add(
            f"<</Type/Catalog/Pages {self._pages(resources)} 0 R/Lang {text(metadata.language)}"
            f"/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R/Metadata {packet} 0 R"
            f"/ViewerPreferences<</DisplayDocTitle true{direction}>>"
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
            f"/DestOutputProfile {profile} 0 R>>]"
            f"{self._outline()}{embed(out, files, metadata.date)}>>"
        )
        return out.file(catalog, out.add(info_dictionary(metadata)))

    # -- pages ----------------------------------------------------------------------------------

    def _pages(self, resource_entries: str) -> int:
        out, parent = self.out, self.out.reserve()
        resources = out.add(f"<<{resource_entries}>>")
        for index, (sheet, at) in enumerate(zip(self.content.sheets, self.pages, strict=True)):
            content = self._contents(sheet)
            areas = " ".join(f"{self._link(owner, link)} 0 R" for owner, link in sheet.links)
            width, height = map(number, sheet.size)
            out.add(
                f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {width} {height}]"
                f"/Resources {resources} 0 R/Contents{content}/StructParents {index}/Tabs/S"
                f"{f'/Annots[{areas}]' if areas else ''}>>",
                at,
            )
        kids = " ".join(f"{at} 0 R" for at in self.pages)
        return out.add(f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>", parent)

    def _contents(self, sheet: Sheet) -> str:
        """Write the page's operators, a patient's words in streams of their own; return a value."""
        out = self.out
        at = [
            out.personal_stream(stretch.code) if stretch.personal else out.stream("", stretch.code)
            for stretch in sheet.content
        ]
        return f" {at[0]} 0 R" if len(at) == 1 else f"[{' '.join(f'{n} 0 R' for n in at)}]"

    def _link(self, owner: Element, link: LinkArea) -> int:
        rect = " ".join(map(number, link.rect))
        return self.out.add(
            f"<</Type/Annot/Subtype/Link/Rect[{rect}]/Border[0 0 0]/F 4"
            f"/Contents {text(owner.text)}/StructParent {len(self.pages) + link.serial}"
            f"/A{self._action(owner)}>>",
            self.links[link.serial],
        )

    def _action(self, owner: Element) -> str:
        """Return what a link does: go to an address, or to a heading that has a bookmark."""
        assert owner.link is not None
        if not owner.goes_inside:
            return f"<</S/URI/URI {text(ascii_address(owner.link))}>>"
        path = owner.link.removeprefix(INSIDE)
        (mark,) = (mark for mark in self.content.bookmarks if mark.path == path)
        return f"<</S/GoTo/D[{self._place(mark)}]>>"

    # -- structure ------------------------------------------------------------------------------

    def _tree(self) -> int:
        out, root = self.out, self.out.reserve()
        self._element(self.content.tree.root, root)
        parents = [
            f"{index}[{' '.join(f'{self.elements[e]} 0 R' for e in sheet.marks)}]"
            for index, sheet in enumerate(self.content.sheets)
        ]
        links = [pair for sheet in self.content.sheets for pair in sheet.links]
        links.sort(key=lambda pair: pair[1].serial)
        pairs = enumerate(links, len(parents))
        parents += [f"{n} {self.elements[owner]} 0 R" for n, (owner, _) in pairs]
        nums = out.add(f"<</Nums[{' '.join(parents)}]>>")
        top = self.elements[self.content.tree.root]
        return out.add(
            f"<</Type/StructTreeRoot/K {top} 0 R/ParentTree {nums} 0 R"
            f"/ParentTreeNextKey {len(parents)}>>",
            root,
        )

    def _element(self, element: Element, parent: int) -> int:
        at = self.elements[element] = self.out.reserve()
        content = self.content.content.get(element, [])
        home = next((part.page for part in content if not isinstance(part, Element)), None)
        kids = [self._kid(part, at, home) for part in (*content, *element.kids)]
        self.out.add(
            f"<</S/{element.tag}/P {parent} 0 R"
            + (f"/Lang {text(element.language)}" if element.language else "")
            + (f"/Alt {text(element.instead)}" if element.instead else "")
            + (f"/ActualText {text(str(element.words))}" if element.is_reordered else "")
            + (self._box(element) or element.attributes)
            + (f"/Pg {self.pages[home]} 0 R" if home is not None else "")
            + (f"/K {kids[0]}>>" if len(kids) == 1 else f"/K[{' '.join(kids)}]>>"),
            at,
        )
        return at

    def _kid(self, part: Mark | LinkArea | Element, parent: int, home: int | None) -> str:
        """Return one child; its page is named only if it differs from the element's."""
        if isinstance(part, Element):
            return f"{self._element(part, parent)} 0 R"
        page = "" if part.page == home else f"/Pg {self.pages[part.page]} 0 R"
        if isinstance(part, LinkArea):
            return f"<</Type/OBJR{page}/Obj {self.links[part.serial]} 0 R>>"
        return f"<</Type/MCR{page}/MCID {part.mcid}>>" if page else str(part.mcid)

    def _box(self, element: Element) -> str:
        """Return the layout attributes of a figure, which PDF/UA requires."""
        area = self.content.areas.get(element)
        if area is None:
            return ""
        return f"/A<</O/Layout/Placement/Block/BBox[{' '.join(map(number, area.rect))}]>>"

    # -- outline --------------------------------------------------------------------------------

    def _outline(self) -> str:
        """Write the outline. A bookmark stands under the last one before it of a lower level."""
        marks = self.content.bookmarks
        if not marks:
            return ""
        root, numbers = self.out.reserve(), [self.out.reserve() for _ in marks]
        kids: dict[int, list[int]] = {-1: []}
        parents, open_ = [], [-1]
        for index, mark in enumerate(marks):
            while open_[-1] >= 0 and marks[open_[-1]].level >= mark.level:
                open_.pop()
            parents.append(open_[-1])
            kids[open_[-1]].append(index)
            kids[index] = []
            open_.append(index)
        links = _OutlineLinks(kids, numbers)
        for index, mark in enumerate(marks):
            parent_number = numbers[parents[index]] if parents[index] >= 0 else root
            self.out.add(
                self._entry(mark, parent_number, links, index, parents[index]), numbers[index]
            )
        self.out.add(f"<</Type/Outlines{links.children_entries(-1)}>>", root)
        return f"/Outlines {root} 0 R"

    def _entry(
        self, mark: Bookmark, parent_number: int, links: _OutlineLinks, index: int, parent: int
    ) -> str:
        return (
            f"<</Title {text(mark.title)}/Parent {parent_number} 0 R{links.beside(index, parent)}"
            f"{links.children_entries(index)}/Dest[{self._place(mark)}]>>"
        )

    def _place(self, mark: Bookmark) -> str:
        return f"{self.pages[mark.page]} 0 R/XYZ {number(mark.left)} {number(mark.top)} 0"


def resource_entries(kind: str, objects: dict[str, int]) -> str:
    """Return the dictionary entry for resources of a kind; "" if there are none."""
    entries = "".join(f"/{name} {at} 0 R" for name, at in objects.items())
    return f"/{kind}<<{entries}>>" if entries else ""


class _OutlineLinks:
    """The references between outline entries. kids: indexes of the entries below each index."""

    def __init__(self, kids: dict[int, list[int]], numbers: list[int]) -> None:
        self.kids, self.numbers = kids, numbers

    def children_entries(self, index: int) -> str:
        """Return the first, the last and the number of entries below an entry."""
        if not (kids := self.kids[index]):
            return ""
        first, last = self.numbers[kids[0]], self.numbers[kids[-1]]
        return f"/First {first} 0 R/Last {last} 0 R/Count {self._count(index)}"

    def _count(self, index: int) -> int:
        return sum(1 + self._count(kid) for kid in self.kids[index])

    def beside(self, index: int, parent: int) -> str:
        """Return the entries before and after an entry."""
        siblings = self.kids[parent]
        at = siblings.index(index)
        before = f"/Prev {self.numbers[siblings[at - 1]]} 0 R" if at else ""
        after = f"/Next {self.numbers[siblings[at + 1]]} 0 R" if at + 1 < len(siblings) else ""
        return before + after

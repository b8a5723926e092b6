"""The finished file: pages, structure tree, links, outline, catalog, from what was shown."""

from __future__ import annotations

from .colour import deflated_srgb
from .embed import EmbeddedFile, embed
from .glyphs import Face
from .images import Image
from .marked_content import Bookmark, Link, Mark, Record, Sheet
from .metadata import Metadata, info, sealed, xmp
from .seam import Seam
from .structure import Element
from .words import address
from .writer import DEFLATED, Writer, number, text


def document(
    record: Record,
    meta: Metadata,
    faces: dict[str, Face],
    images: dict[str, Image],
    files: tuple[EmbeddedFile, ...],
) -> tuple[bytes, Seam | None]:
    """The bytes of the file, and where it goes on after its body if it is a patient's.

    images: by the names under which pages draw them.
    """
    made = _Document(record, sealed(meta, record.tree.words()))
    return made.file(faces, images, files), made.out.seam


class _Document:
    """One file in the making. Numbers are given first, so that objects may name each other."""

    def __init__(self, record: Record, meta: Metadata) -> None:
        self.record, self.meta, self.out = record, meta, Writer()
        self.pages = [self.out.reserve() for _ in record.sheets]
        self.links = [self.out.reserve() for sheet in record.sheets for _ in sheet.links]
        self.elements: dict[Element, int] = {}

    def file(
        self, faces: dict[str, Face], images: dict[str, Image], files: tuple[EmbeddedFile, ...]
    ) -> bytes:
        out, meta = self.out, self.meta
        tree = self._tree()
        fonts = {at: n for face in faces.values() for at, n in face.embed(out).items()}
        resources = _named("Font", fonts)
        resources += _named("XObject", {at: image.embed(out) for at, image in images.items()})
        profile = out.stream(f"/N 3{DEFLATED}", deflated_srgb(), deflate=False)
        packet = out.stream("/Type/Metadata/Subtype/XML", xmp(meta), deflate=False)
        catalog = out.add(
            f"<</Type/Catalog/Pages {self._pages(resources)} 0 R/Lang {text(meta.language)}"
            f"/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R/Metadata {packet} 0 R"
            "/ViewerPreferences<</DisplayDocTitle true>>"
            "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
            f"/DestOutputProfile {profile} 0 R>>]"
            f"{self._outline()}{embed(out, files, meta.date)}>>"
        )
        return out.file(catalog, out.add(info(meta)))

    # -- pages ----------------------------------------------------------------------------------

    def _pages(self, named: str) -> int:
        out, parent = self.out, self.out.reserve()
        resources = out.add(f"<<{named}>>")
        for index, (sheet, at) in enumerate(zip(self.record.sheets, self.pages, strict=True)):
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
        """The page's code; the words of one patient in streams of their own."""
        out = self.out
        at = [
            out.apart(chunk.code) if chunk.personal else out.stream("", chunk.code)
            for chunk in sheet.content
        ]
        return f" {at[0]} 0 R" if len(at) == 1 else f"[{' '.join(f'{n} 0 R' for n in at)}]"

    def _link(self, owner: Element, link: Link) -> int:
        rect = " ".join(map(number, link.rect))
        assert owner.link is not None
        return self.out.add(
            f"<</Type/Annot/Subtype/Link/Rect[{rect}]/Border[0 0 0]/F 4"
            f"/Contents {text(owner.text)}/StructParent {len(self.pages) + link.serial}"
            f"/A<</S/URI/URI {text(address(owner.link))}>>>>",
            self.links[link.serial],
        )

    # -- structure ------------------------------------------------------------------------------

    def _tree(self) -> int:
        out, root = self.out, self.out.reserve()
        self._element(self.record.tree.root, root)
        parents = [
            f"{index}[{' '.join(f'{self.elements[e]} 0 R' for e in sheet.marks)}]"
            for index, sheet in enumerate(self.record.sheets)
        ]
        links = [pair for sheet in self.record.sheets for pair in sheet.links]
        links.sort(key=lambda pair: pair[1].serial)
        pairs = enumerate(links, len(parents))
        parents += [f"{n} {self.elements[owner]} 0 R" for n, (owner, _) in pairs]
        nums = out.add(f"<</Nums[{' '.join(parents)}]>>")
        top = self.elements[self.record.tree.root]
        return out.add(
            f"<</Type/StructTreeRoot/K {top} 0 R/ParentTree {nums} 0 R"
            f"/ParentTreeNextKey {len(parents)}>>",
            root,
        )

    def _element(self, element: Element, parent: int) -> int:
        at = self.elements[element] = self.out.reserve()
        content = self.record.content.get(element, [])
        home = next((part.page for part in content if not isinstance(part, Element)), None)
        kids = [self._kid(part, at, home) for part in (*content, *element.kids)]
        self.out.add(
            f"<</S/{element.tag}/P {parent} 0 R"
            + (f"/Lang {text(element.language)}" if element.language else "")
            + (f"/Alt {text(element.instead)}" if element.instead else "")
            + (self._box(element) or element.attributes)
            + (f"/Pg {self.pages[home]} 0 R" if home is not None else "")
            + (f"/K {kids[0]}>>" if len(kids) == 1 else f"/K[{' '.join(kids)}]>>"),
            at,
        )
        return at

    def _kid(self, part: Mark | Link | Element, parent: int, home: int | None) -> str:
        """One child; its page is said only where it is not the element's."""
        if isinstance(part, Element):
            return f"{self._element(part, parent)} 0 R"
        page = "" if part.page == home else f"/Pg {self.pages[part.page]} 0 R"
        if isinstance(part, Link):
            return f"<</Type/OBJR{page}/Obj {self.links[part.serial]} 0 R>>"
        return f"<</Type/MCR{page}/MCID {part.mcid}>>" if page else str(part.mcid)

    def _box(self, element: Element) -> str:
        """Where a figure stands on its page, as the standard wants it said."""
        area = self.record.areas.get(element)
        if area is None:
            return ""
        return f"/A<</O/Layout/Placement/Block/BBox[{' '.join(map(number, area.rect))}]>>"

    # -- outline --------------------------------------------------------------------------------

    def _outline(self) -> str:
        """Bookmarks nest by level: each stands under the last one before it of a lower level."""
        marks = self.record.bookmarks
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
        ends = _Ends(kids, numbers)
        for index, mark in enumerate(marks):
            above = numbers[parents[index]] if parents[index] >= 0 else root
            self.out.add(self._entry(mark, above, ends, index, parents[index]), numbers[index])
        self.out.add(f"<</Type/Outlines{ends.of(-1)}>>", root)
        return f"/Outlines {root} 0 R"

    def _entry(self, mark: Bookmark, above: int, ends: _Ends, index: int, parent: int) -> str:
        place = f"{self.pages[mark.page]} 0 R/XYZ {number(mark.left)} {number(mark.top)} 0"
        return (
            f"<</Title {text(mark.title)}/Parent {above} 0 R{ends.beside(index, parent)}"
            f"{ends.of(index)}/Dest[{place}]>>"
        )


def _named(kind: str, objects: dict[str, int]) -> str:
    """Resources of a kind by their names, if there are any."""
    named = "".join(f"/{name} {at} 0 R" for name, at in objects.items())
    return f"/{kind}<<{named}>>" if named else ""


class _Ends:
    """The links between outline entries."""

    def __init__(self, kids: dict[int, list[int]], numbers: list[int]) -> None:
        self.kids, self.numbers = kids, numbers

    def of(self, index: int) -> str:
        """First, last and number of open entries below."""
        if not (below := self.kids[index]):
            return ""
        first, last = self.numbers[below[0]], self.numbers[below[-1]]
        return f"/First {first} 0 R/Last {last} 0 R/Count {self._count(index)}"

    def _count(self, index: int) -> int:
        return sum(1 + self._count(kid) for kid in self.kids[index])

    def beside(self, index: int, parent: int) -> str:
        """The entries before and after."""
        siblings = self.kids[parent]
        at = siblings.index(index)
        before = f"/Prev {self.numbers[siblings[at - 1]]} 0 R" if at else ""
        after = f"/Next {self.numbers[siblings[at + 1]]} 0 R" if at + 1 < len(siblings) else ""
        return before + after

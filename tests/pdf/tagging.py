"""An independent look at a file's tagging: what the standard wants of the numbers to agree."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

PAINTS = {
    "Tj",
    "TJ",
    "'",
    '"',
    "S",
    "s",
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "Do",
    "sh",
    "INLINE IMAGE",
}


def faults(pdf: bytes) -> list[str]:
    """Everything wrong with the tagging of a file; empty when sound."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return _Look(file).faults


class _Look:
    def __init__(self, file: pikepdf.Pdf) -> None:
        self.faults: list[str] = []
        self.marks: dict[tuple[int, int], Any] = {}
        root = file.Root.StructTreeRoot
        nums = list(root.ParentTree.Nums)
        keys = [int(key) for key in nums[::2]]
        self.parents = dict(zip(keys, nums[1::2], strict=True))
        self._say(keys == sorted(set(keys)), "keys of the parent tree are not in order")
        self._say(int(root.ParentTreeNextKey) > max(keys), "the next key is taken")
        self._element(root.K, root)
        for page in file.pages:
            self._page(page)

    def _say(self, holds: object, otherwise: str) -> None:
        if not holds:
            self.faults.append(otherwise)

    def _element(self, element: Any, parent: Any) -> None:
        self._say(element.P.objgen == parent.objgen, f"{element.S} has another parent")
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                self._mark(element, element.Pg, kid)
            elif "/MCID" in kid:
                self._mark(element, kid.get("/Pg") or element.Pg, int(kid.MCID))
            elif "/Obj" in kid:
                owner = self.parents[int(kid.Obj.StructParent)]
                self._say(owner.objgen == element.objgen, f"{element.S} does not own its link")
            else:
                self._element(kid, element)

    def _mark(self, element: Any, page: Any, mcid: int) -> None:
        key = page.objgen[0], mcid
        self._say(key not in self.marks, f"{key} belongs to two elements")
        self.marks[key] = element

    def _page(self, page: Any) -> None:
        owners = self.parents[int(page.obj.StructParents)]
        depth, found, text = 0, list[int](), False
        for step in pikepdf.parse_content_stream(page):
            match str(step.operator):
                case "BDC" | "BMC":
                    depth += 1
                    self._say(depth == 1, "marked content is nested")
                    if len(step.operands) > 1 and isinstance(step.operands[1], Dictionary):
                        found += self._opened(page, step.operands, owners)
                case "EMC":
                    depth -= 1
                case "BT" | "ET" as operator:
                    self._say(text is (operator == "ET"), "text objects are nested")
                    text = operator == "BT"
                case operator if operator in PAINTS:
                    self._say(depth, f"{operator} is not marked")
        self._say(depth == 0, "marked content is not closed")
        self._say(sorted(found) == list(range(len(owners))), "an MCID is missing or used twice")

    def _opened(self, page: Any, operands: Any, owners: Any) -> list[int]:
        tag, properties = operands
        if "/MCID" not in properties:
            self._say(str(tag) == "/Artifact", f"{tag} has no MCID")
            return []
        mcid = int(properties.MCID)
        element = self.marks.get((page.obj.objgen[0], mcid))
        self._say(element is not None, f"{mcid} belongs to no element")
        if element is not None:
            self._say(element.objgen == owners[mcid].objgen, f"{mcid} has two owners")
            self._say(tag == element.S, f"{mcid} is marked {tag}, but is {element.S}")
        return [mcid]

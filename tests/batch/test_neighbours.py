"""Every leaflet of a batch holds its own patient's fields, each in its place, and nobody else's.

What is set of a field, and whole bodies, are remembered and used again. A memo that is keyed by
less than it prints gives one patient what is another's. So these patients nearly collide: names and
directions that differ in capitals, in an accent (composed or not), in spaces, in their last letter,
in the number of their lines; values that are another field of a neighbour.
"""

from __future__ import annotations

import tarfile
import zipfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from unicodedata import normalize

import pikepdf
import pypdf
import pytest

import leaflets
from leaflets.content.particulars import FIELDS, Particulars
from leaflets.content.wording import load_wording
from leaflets.leaflet.particulars_wording import ParticularsWording
from leaflets.stamping.frozen import Frozen

from ..cli import program
from ..drawn import contents, marked
from ..patients import AS_TYPED
from .running import read_manifest, table

COUNT = 240
ONCE = "Take 1 tablet once a day."
LANE = "Bridge Pharmacy, 1 Mill Lane"
NEAR = {
    "patient": [
        "Ann Lee", "Ann  Lee", "ANN LEE", "Ann Le\u00e9", "Ann Lee\u0301", "Anne Lee", "Lee Ann",
        LANE, "J. Muster", "Ann Lee " * 12,
    ],
    "born": ["1950-05-03", "1950-03-05", "1951-05-03", "1950"],
    "product": [
        "Acetylcysteine 400 mg tablets", "Acetylcysteine 400mg tablets",
        "acetylcysteine 400 mg tablets", "Acetylcysteine 400 mg tablets, 2 tablets", "NAC",
    ],
    "directions": [
        ONCE, ONCE[:-1], ONCE.lower(), ONCE.replace(" ", "  "), "Take 2 tablets once a day.",
        "Toma 1 tableta al d\u00eda.", "Toma 1 tableta al di\u0301a.", "Toma 1 tableta al dia.",
        f"{ONCE} Let it dissolve in a glass of water first, and drink it slowly.",
        f"{ONCE} Let it dissolve in a glass of water first, and drink it slowlx.",
        "2 tablets", LANE,
    ],
    "route": ["oral", "intravenous", "inhaled"],
    "quantity": ["2 tablets", "20 tablets", "2 Tablets", "2 tablet", ONCE],
    "dispensed": ["2026-11-24", "2026-11-25", "2026-12-24", "2025-11-24"],
    "pharmacist": ["J. Muster", "J. M\u00fcster", "J. Mu\u0308ster", "j. muster", "Ann Lee", LANE],
    "pharmacy": [
        LANE, "Bridge Pharmacy, 11 Mill Lane", "Bridge Pharmacy, 1 Mill Lane.", LANE.upper(),
        f"{LANE}, Sampleton in the Marsh, at the corner of the market. Phone 555 0100", "Ann Lee",
    ],
    "reference": ["Rx 1", "Rx 11", "RX 1", "Rx  1", "Ann Lee", "1950"],
}  # fmt: skip
KIND = ("layout", "language", "profile")
SOME = tuple(field for field in FIELDS if field != "quantity")
KINDS = [
    ("standard", "en", "generic", FIELDS),
    ("letter", "en", "generic", FIELDS),
    ("standard", "es", "generic", FIELDS),
    ("standard", "en", "us", FIELDS),
    ("standard", "en", "generic", SOME),
]
OUTS = ["x", "x.tar", "x.zip", "x.pdf"]


@cache
def rows() -> list[dict[str, str]]:
    """Rows of a table; every 60th does not fit the room, or needs other letters."""
    pick = Random(11).choice
    found = []
    for n in range(COUNT):
        *kind, fields = pick(KINDS)
        row = {"monograph": "NAC", "identifier": f"p{n}", **dict(zip(KIND, kind, strict=True))}
        row |= {field: pick(NEAR[field]) if field in fields else "" for field in FIELDS}
        row |= AS_TYPED  # the directions are in English, or in Spanish
        if n % 60 == 29:
            row["patient"] = ("Ян Ковальский", "Ann Lee " * 18)[n // 60 % 2]
        found.append(row)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which all batches were run, by two workers each."""
    folder = tmp_path_factory.mktemp("neighbours")
    (folder / "rows.csv").write_text(table(rows()))
    for out in OUTS:
        part = ("--part", "100") if out == "x.pdf" else ()
        arguments = ("batch", "rows.csv", "--out", out, "--jobs", "2", "--sync", "none", *part)
        done = program.leaflets(*arguments, cwd=folder)
        assert (done.code, done.err) == (0, "")
    return folder


def single(made: Path, row: dict[str, str]) -> bytes:
    return (made / f"x/{row['identifier']}.pdf").read_bytes()


def values(row: dict[str, str]) -> dict[str, str]:
    """What must be printed: composed letters, and no space twice."""
    return {field: " ".join(normalize("NFC", row[field]).split()) for field in FIELDS if row[field]}


def kind_of(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in KIND)


@cache
def particulars_wording(language: str) -> ParticularsWording:
    reading = leaflets.read("acetylcysteine", language=language)
    return ParticularsWording.of(load_wording(reading.library, language))


def said(row: dict[str, str]) -> list[str]:
    """The lines of the pharmacy's box."""
    told = values(row).items()
    return [
        str(particulars_wording(row["language"]).field_words(field, value)) for field, value in told
    ]


def in_words(drawn: dict[int, str]) -> list[str]:
    return [" ".join(text.split()) for text in drawn.values()]


def test_each_holds_its_own_fields_and_no_others(made: Path) -> None:
    for row in rows():
        with pikepdf.open(made / f"x/{row['identifier']}.pdf") as pdf:
            page = pdf.pages[0]
            _, own, *_ = contents(page)
            assert in_words(marked(own, page)) == said(row), row


@cache
def frozen(
    layout: str, language: str, profile: str, fields: tuple[str, ...], route: str | None
) -> Frozen:
    reading = leaflets.read("acetylcysteine", language=language)
    return leaflets.freeze(reading, layout, profile=profile, fields=fields, route=route)


def test_each_is_made_as_if_there_were_no_neighbours(made: Path) -> None:
    """Also where its lines stand; and what is not its own is the same for all of its kind."""
    alone = 0
    for row in rows():
        (layout, language, profile), told = kind_of(row), values(row)
        found = Particulars.from_mapping({**told, **AS_TYPED}, language=language)
        try:
            body = frozen(layout, language, profile, tuple(told), told.get("route"))
            pdf = Frozen(body.body, body.plan).stamp(found)  # remembers no neighbour
        except (leaflets.DoesNotFit, leaflets.MissingGlyph):
            alone += 1
            reading = leaflets.read("acetylcysteine", language=language)
            leaflet = leaflets.compose(reading, profile=profile, particulars=found)
            pdf = leaflets.typeset(leaflet, layout).pdf
        assert single(made, row) == pdf, row
    assert 2 <= alone <= 12, alone


def test_equal_patients_have_equal_leaflets_and_others_have_others(made: Path) -> None:
    distinct = {(kind_of(row), *values(row).items()) for row in rows()}
    assert len({single(made, row) for row in rows()}) == len(distinct) > 200


def test_the_manifest_tells_of_each(made: Path) -> None:
    for out in OUTS[:3]:
        for line, row in zip(read_manifest(made / out), rows(), strict=True):
            pdf = single(made, row)
            assert (line["identifier"], line["status"]) == (row["identifier"], "made")
            assert kind_of(line) == kind_of(row)
            assert (line["sha256"], line["size"]) == (sha256(pdf).hexdigest(), len(pdf))


def test_archives_hold_the_same_leaflets(made: Path) -> None:
    wanted = [(f"{row['identifier']}.pdf", single(made, row)) for row in rows()]
    with zipfile.ZipFile(made / "x.zip") as archive:
        assert [(each.filename, archive.read(each)) for each in archive.infolist()] == wanted
    with tarfile.open(made / "x.tar") as tar:
        assert [(each.name, tar.extractfile(each).read()) for each in tar] == wanted  # type: ignore[union-attr]


def test_the_printer_gets_the_same_pages(made: Path) -> None:
    """Each page draws what that of the leaflet itself draws, with the same fonts."""
    lines = {line["identifier"]: line for line in read_manifest(made / "x.pdf")}
    files = {name: pikepdf.open(made / name) for name in {line["file"] for line in lines.values()}}
    assert len(files) == 3
    for row in rows():
        line = lines[row["identifier"]]
        first = line["page"] - 1
        printed = files[line["file"]].pages[first : first + line["pages"]]
        with pikepdf.open(made / f"x/{row['identifier']}.pdf") as pdf:
            assert [looks(page) for page in printed] == [looks(page) for page in pdf.pages], row
    for file in files.values():
        file.close()


def looks(page: pikepdf.Page) -> tuple[bytes, object]:
    """All that has a say in how a page looks, but for the outlines of the fonts."""
    code = b"\n".join(each.read_bytes() for each in contents(page))
    fonts = page.resources["/Font"]
    names = {name: fonts[name]["/BaseFont"] for name in fonts.keys()}  # noqa: SIM118
    said = {name: fonts[name]["/ToUnicode"].read_raw_bytes() for name in names}
    return code, (list(page.mediabox), {name: str(each) for name, each in names.items()}, said)


def test_other_readers_find_the_same_words(made: Path) -> None:
    for row in rows()[::24]:
        page = pypdf.PdfReader(made / f"x/{row['identifier']}.pdf").pages[0]
        told = " ".join(page.extract_text().split())
        box = told[told.index(said(row)[0]) :]
        assert box.startswith(" ".join(said(row))), row

"""A stamped leaflet is, byte for byte, the one that a full render makes."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import leaflets
from leaflets.base.errors import DoesNotFit, MissingGlyph, ParticularsError, UsageError
from leaflets.batch.bodies import field_measures
from leaflets.content.particulars import FIELDS, Particulars
from leaflets.content.wording import load_wording
from leaflets.leaflet.particulars_wording import ParticularsWording
from leaflets.pdf.inspect import inspect
from leaflets.pdf.reading import read_words
from leaflets.pdf.tail import body_and_tail
from leaflets.stamping import field_setter
from leaflets.stamping.frozen import Frozen
from leaflets.stamping.shared_leaflet import body_objects
from tests.faults.tools import lacking
from tests.patients import ADA, AS_TYPED, particulars
from tests.pdf.tagging import faults
from tests.readback import text_of
from tests.shipped import LAYOUTS

LONG = (
    "Take 2 tablets in the morning and 1 tablet at bedtime for 10 days, with a glass of water. "
    "Then take 1 tablet once a day."
)
OTHERS = "ŵỄễơƯΑλέξηςμΩАлексейҐЏқ"  # of other fonts
LATIN = "ÀÉÎÖÜßçñøåæŁłŻźŠžČćŐűŞğİıĀēīūŅķÐþŒœ’–“”½"


@cache
def reading(language: str = "en") -> leaflets.Reading:
    return leaflets.read("acetylcysteine", language=language)


@cache
def body(
    layout: str = "standard",
    language: str = "en",
    fields: tuple[str, ...] = FIELDS,
    route: str = ADA["route"],
) -> Frozen:
    if "route" not in fields:
        return leaflets.freeze(reading(language), layout, fields=fields)
    return leaflets.freeze(reading(language), layout, fields=fields, route=route)


def full(found: Particulars, layout: str = "standard") -> leaflets.Typeset:
    made = leaflets.compose(reading(found.language), particulars=found)
    return leaflets.typeset(made, layout)


def said(found: Particulars) -> list[str]:
    """What the file must say of these particulars, label and value."""
    source = reading(found.language)
    particulars_wording = ParticularsWording.of(load_wording(source.library, found.language))
    return [
        str(particulars_wording.field_words(field, value)) for field, value in found.values.items()
    ]


def added(pdf: bytes) -> list[str]:
    """What the file says in the pharmacy's box, below its heading and its notice."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return [each.text for each in read_words(file).added[2:]]


@pytest.mark.parametrize("layout", ["standard", "letter", "clear-print"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "others",
    [{}, {"directions": LONG}, {"patient": r"Łukasz (Żółć) \ Ñandú", "born": "1961"}],
    ids=["plain", "long", "signs"],
)
def test_the_bytes_are_those_of_a_full_render(
    layout: str, language: str, others: dict[str, str]
) -> None:
    found = particulars(language, **others)
    stamped, made = body(layout, language).stamp(found), full(found, layout)
    assert stamped == made.pdf
    assert body(layout, language).pages == made.pages
    assert body(layout, language).metadata == made.metadata
    assert added(stamped) == said(found)


@pytest.mark.parametrize("layout", sorted({*LAYOUTS} - {"standard", "letter", "clear-print"}))
def test_the_bytes_are_the_same_in_every_layout(layout: str) -> None:
    fields = ("patient", "product", "directions", "dispensed")
    found = Particulars.from_mapping({name: ADA[name] for name in fields}, language="en")
    assert body(layout, "en", fields).stamp(found) == full(found, layout).pdf


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("layout", ["standard", "compact", "receipt"])
def test_a_summary_has_the_facts_for_which_there_is_room_beside_the_particulars(
    layout: str, language: str
) -> None:
    values = {"patient": "Ada Exempel", "directions": ADA["directions"]}
    found = Particulars.from_mapping({**values, **AS_TYPED}, language=language)
    source = reading(language)
    frozen = leaflets.freeze(source, layout, fields=tuple(values), summary=True)
    made = leaflets.typeset(leaflets.compose(source, particulars=found, summary=True), layout)
    assert (frozen.pages, made.pages) == (1, 1)
    assert frozen.stamp(found) == made.pdf
    assert added(made.pdf) == said(found)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("fields", [("patient", "pharmacy"), ("directions",)])
def test_a_font_in_which_no_value_is_set_holds_what_the_leaflet_shows(
    fields: tuple[str, ...], language: str
) -> None:
    values = {name: ADA[name] for name in fields} | {fields[0]: "Ask Łucja’s doctor, Đorđe Šimić."}
    found = Particulars.from_mapping({**values, **AS_TYPED}, language=language)
    lighter = body("standard", language, fields)
    assert lighter.stamp(found) == full(found).pdf
    resources = [len(font.codes.resources) for (font,) in lighter.plan.fonts.values()]
    assert sorted(resources) == [1, 2]
    assert len(lighter.body) < len(body("standard", language).body) - 15_000


@settings(deadline=None)  # the first one freezes
@given(
    st.text("aZ19 .,()\\" + LATIN, max_size=40),
    st.sampled_from(["patient", "directions", "quantity"]),
)
def test_a_value_in_one_line_is_written_as_the_long_way_writes_it(value: str, field: str) -> None:
    value = " ".join(value.split())
    for layout in ("standard", "compact") if value else ():
        setter = next(each for each in body(layout)._setters if each.name == field)
        with suppress(MissingGlyph):
            short = setter.set_uncached(value, 700.0)
            assert short == setter.set_lines(value, 700.0)


@pytest.mark.parametrize("profile", ["eu", "us"])
def test_the_bytes_are_the_same_by_the_rules_of_a_profile(profile: str) -> None:
    fields = ("patient", "directions")
    found = Particulars.from_mapping({name: ADA[name] for name in fields}, language="en")
    frozen = leaflets.freeze(reading(), fields=fields, profile=profile)
    made = leaflets.compose(reading(), profile=profile, particulars=found)
    assert frozen.stamp(found) == leaflets.typeset(made).pdf


def test_a_file_can_be_made_anew_of_the_objects_of_a_body() -> None:
    found, plan = body_objects(body().body), body().plan
    code, (block,) = body().code(particulars()), plan.tail_writer.streams
    parts = {number: f"{number} 0 obj\n{entry}\nendobj\n".encode("latin-1")
             for number, entry in found.objects.items()} | found.streams  # fmt: skip
    parts[block] = b"%d 0 obj\n<</Length %d>>stream\n%b\nendstream\nendobj\n" % (
        block, len(code), code,
    )  # fmt: skip
    out, rows = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number in range(1, len(parts) + 1):
        rows += b"%010d 00000 n \n" % len(out) if number in parts else b"0000000000 00000 f \n"
        out += parts.get(number, b"")
    root = plan.tail_writer.head.partition(b"/Root ")[2].split()[0]
    trailer = b"trailer\n<</Size %d/Root %b 0 R>>\n" % (len(parts) + 1, root)
    out += b"xref\n0 %d\n%b%bstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1, rows, trailer, len(out),
    )  # fmt: skip
    with (
        pikepdf.open(BytesIO(out)) as again,
        pikepdf.open(BytesIO(body().stamp(particulars()))) as stamped,
    ):
        assert read_words(again) == read_words(stamped)
        assert len(again.pages) == len(stamped.pages)


def test_where_few_fit_on_the_page(tmp_path: Path) -> None:
    fields = ("patient", "directions", "pharmacy")
    found = Particulars.from_mapping({name: ADA[name] for name in fields}, language="en")
    assert body("large-print", "en", fields).stamp(found) == full(found, "large-print").pdf
    layout = "extends: large-print\nsays: Room for long words.\ndispensing: {spare: 10}\n"
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/roomy.yaml").write_text(layout, "utf-8")
    with pytest.raises(DoesNotFit, match="one piece"):
        leaflets.freeze(reading(), "roomy", fields=FIELDS, folder=tmp_path, route="oral")


NAMES = st.text(
    st.sampled_from(f"abcdefghijWM ABC'-.,({LATIN}" * 3 + OTHERS), min_size=1, max_size=60
)
WORDS = st.lists(
    st.sampled_from(["take", "1", "tablet", "with", "water,", "in", "the", "morning", "łyk", "100"])
)
OF_A_KIND = ("born", "dispensed", "directions", "route")
ANY = st.fixed_dictionaries(
    {},
    optional={
        **{name: NAMES for name in FIELDS if name not in OF_A_KIND},
        "route": st.sampled_from(["oral", "intravenous", "inhaled"]),
        "directions": WORDS.map(" ".join),
        "quantity": st.integers(1, 400).map("{} tablets".format),
        "born": st.one_of(st.dates().map(str), st.integers(1900, 2026).map(str)),
        "dispensed": st.dates().map(str),
    },
)


@given(values=ANY)
@settings(max_examples=25, deadline=None)
def test_any_particulars(values: dict[str, str]) -> None:
    days = ("born", "dispensed")
    values = {k: v for k, v in values.items() if k not in days or "1900" <= v < "2100"}
    found = Particulars.from_mapping(values, language="en", monograph="acetylcysteine")
    if not found:
        return
    made = full(found)
    assert added(made.pdf) == [" ".join(words.split()) for words in said(found)]
    try:
        stamped = body(fields=tuple(sorted(found.fields)), route=found.route).stamp(found)
    except MissingGlyph:
        stamped = body_with_letters(found).stamp(found)
    except DoesNotFit:
        return
    assert stamped == made.pdf


def test_the_memos_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_setter, "CACHED_VALUES", 8)
    made = Frozen(body().body, body().plan)
    for n in range(40):
        found = particulars(directions=f"Take {n} tablets.")
        assert made.stamp(found) == body().stamp(found)
    assert len(field_setter._set_values) <= 8


def test_a_stamped_file_conforms() -> None:
    pdf = body().stamp(particulars(directions=LONG))
    for profile in ("ua1", "2a"):
        assert not page.validate_pdf_bytes(pdf, profile=profile).failures
    assert not faults(pdf)


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    if not shutil.which("qpdf"):
        lacking("qpdf is not installed")
    path = tmp_path / "stamped.pdf"
    path.write_bytes(body().stamp(particulars(directions=LONG)))
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_but_the_box_holds_particulars() -> None:
    pdf = body().stamp(particulars())
    before, after = body_and_tail(pdf)
    assert before == body().body
    for other in (particulars(), particulars(patient="Bob", directions="Take 1 tablet.")):
        assert body_and_tail(body().stamp(other))[0] == before
    others = ("born", "dispensed", "route")  # the leaflet itself is for a route
    secrets = [value.encode() for name, value in ADA.items() if name not in others]
    with pikepdf.open(BytesIO(pdf)) as file:
        box = file.pages[0].Contents[1]
        assert b"Exempel" in box.read_bytes()
        for each in file.objects:
            stream = isinstance(each, pikepdf.Stream)
            bytes_ = each.read_bytes() if stream and each.objgen != box.objgen else b""
            shown = bytes_ + (b"" if stream else each.unparse())
            assert not [secret for secret in secrets if secret in shown]
        assert "Exempel" not in str(file.trailer)
    assert ADA["patient"].encode() in after


def test_each_patient_s_file_has_an_identity_of_its_own() -> None:
    ids = set()
    for n in range(3):
        with pikepdf.open(BytesIO(body().stamp(particulars(reference=str(n))))) as file:
            ids.add(bytes(file.trailer.ID[0]))
    assert len(ids) == 3


def test_what_needs_more_room_is_rendered_in_full() -> None:
    found = particulars(directions=f"{LONG} {LONG}")
    with pytest.raises(DoesNotFit) as caught:
        body().stamp(found)
    assert ADA["patient"] not in str(caught.value)
    made = full(found)
    assert added(made.pdf) == said(found)
    leaflet = leaflets.compose(reading(), particulars=found)
    assert len(text_of(made.pdf, leaflet)) > 0


@pytest.mark.parametrize(
    ("layout", "times"), [("standard", 2), ("standard", 5), ("compact", 4), ("letter", 3)]
)
def test_a_body_with_more_room_has_the_bytes_of_a_full_render(layout: str, times: int) -> None:
    found = particulars(directions=" ".join([LONG] * times))
    spare = body(layout).spare_for(found)
    roomy = leaflets.freeze(reading(), layout, fields=FIELDS, route=str(ADA["route"]), spare=spare)
    assert roomy.stamp(found) == full(found, layout).pdf
    with pytest.raises(DoesNotFit):  # a full render would keep less room for these
        roomy.stamp(particulars())


def test_a_body_for_so_many_lines_takes_words_that_need_as_many_and_no_others() -> None:
    fields = tuple(name for name in FIELDS if name != "route")
    long = {**{name: ADA[name] for name in fields}, "directions": LONG}
    found = Particulars.from_mapping(long, language="en")
    with pytest.raises(DoesNotFit, match="one piece"):
        leaflets.freeze(reading(), "large-print", fields=fields)
    lines = field_measures(None, "large-print", "en").lines(found)
    assert dict(lines)["directions"] > 2
    frozen = leaflets.freeze(reading(), "large-print", fields=fields, lines=lines)
    assert frozen.stamp(found) == full(found, "large-print").pdf
    shorter = Particulars.from_mapping({**long, "directions": "Take 1 tablet."}, language="en")
    with pytest.raises(DoesNotFit, match="other room"):
        frozen.stamp(shorter)


@pytest.mark.parametrize("layout", ["standard", "compact"])
def test_a_layout_in_several_sizes_has_no_body_for_so_many_lines(layout: str) -> None:
    with pytest.raises(DoesNotFit, match="more than the lines"):
        leaflets.freeze(reading(), layout, fields=("patient",), lines=(("patient", 2),))


def test_no_body_has_a_date_in_several_lines() -> None:
    with pytest.raises(DoesNotFit, match="in so many lines"):
        leaflets.freeze(reading(), "large-print", fields=("born",), lines=(("born", 2),))


def test_where_fields_are_divided_no_body_has_room() -> None:
    found = particulars(directions=" ".join([LONG] * 3))
    spare = body("large-print").spare_for(found)
    with pytest.raises(DoesNotFit, match="divided over pages depends on their words"):
        leaflets.freeze(reading(), "large-print", fields=FIELDS, route=ADA["route"], spare=spare)


def test_what_the_fonts_of_a_body_lack_is_refused_without_a_letter_of_it() -> None:
    with pytest.raises(MissingGlyph, match="lack a character of 'patient'") as caught:
        body().stamp(particulars(patient="Αλέξης"))
    assert "0391" not in str(caught.value)
    assert "Α" not in str(caught.value)


def body_with_letters(found: Particulars, layout: str = "standard") -> Frozen:
    """A body with the letters of these particulars and the room for them."""
    fields, route = tuple(sorted(found.fields)), found.route
    frozen, spare = body(layout, found.language, fields, route), None
    letters = frozen.letters_for(found)
    for _ in range(2):
        frozen = leaflets.freeze(
            reading(found.language), layout, fields=found.fields, route=found.route,
            letters=letters, spare=spare,
        )  # fmt: skip
        spare = frozen.spare_for(found)
        if spare == frozen.plan.room.spare:
            break
    return frozen


@pytest.mark.parametrize("layout", ["standard", "compact"])
@pytest.mark.parametrize("language", ["en", "es", "vi"])
@pytest.mark.parametrize(
    "others",
    [
        {},
        {"patient": "Алексей Ґалаґан", "pharmacist": "Ольга Қасымова"},
        {"patient": "Αλέξης Μουζάκης, μ. Ἄννης"},
        {"patient": "Nguyễn Thị Hồng", "pharmacy": "Nhà thuốc Sức Khỏe"},
        {"patient": "Owain ap Gŵyn"},
        {"directions": "Принимать по 1 таблетке утром, запивая водой. " * 6},
    ],
    ids=["none", "Cyrillic", "Greek", "Vietnamese", "Welsh", "long"],
)
def test_letters_of_other_fonts_are_stamped(
    layout: str, language: str, others: dict[str, str]
) -> None:
    found = particulars(language, **others)
    stamped = body_with_letters(found, layout).stamp(found)
    assert stamped == full(found, layout).pdf
    assert [" ".join(text.split()) for text in added(stamped)] == [
        " ".join(text.split()) for text in said(found)
    ]


def test_all_who_need_the_same_alphabet_share_a_body() -> None:
    frozen = body_with_letters(particulars(patient="Алексей"))
    for name in ("Щэйюд", "Ѓорѓи Њ.", "Євген Їжак"):
        assert frozen.stamp(particulars(patient=name)) == full(particulars(patient=name)).pdf


@pytest.mark.parametrize("name", ["Ada", "Αλέξης", "Алексей Αλέξης"])
def test_a_body_with_other_letters_than_a_full_render_is_refused(name: str) -> None:
    frozen = body_with_letters(particulars(patient="Алексей"))
    with pytest.raises(DoesNotFit, match="other letters"):
        frozen.stamp(particulars(patient=name))


def test_letters_that_join_are_rendered_in_full() -> None:
    found = particulars(patient="ليلى")
    assert body().letters_for(found) == frozenset()
    with pytest.raises(MissingGlyph):
        body().stamp(found)
    assert added(full(found).pdf) == said(found)


def test_what_no_font_has_is_refused_with_its_place() -> None:
    with pytest.raises(MissingGlyph) as caught:
        full(particulars(patient="Ada \U00013000"))
    assert "13000" not in str(caught.value)  # not a letter of a name
    assert "has all characters of 'patient'" in str(caught.value)
    assert "Ada" not in str(caught.value)


def test_other_fields_and_languages_are_refused() -> None:
    for found in (particulars("es"), Particulars.from_mapping({"patient": "A"}, language="en")):
        with pytest.raises(UsageError):
            body().stamp(found)


def test_a_personal_file_that_was_changed_is_altered() -> None:
    pdf = body().stamp(particulars(directions="Take 1 tablet once a day."))
    assert (inspect(pdf).verdict, inspect(pdf).personal) == ("exact", True)
    forged = pdf.replace(b"Take 1 tablet", b"Take 9 tablet")
    assert forged != pdf
    assert inspect(forged).verdict == "altered"
    assert "pharmacy" in inspect(forged).sentence
    with pikepdf.open(BytesIO(pdf)) as file:
        file.save(again := BytesIO())
    assert inspect(again.getvalue()).verdict == "altered"


def test_a_leaflet_without_particulars_has_no_tail() -> None:
    pdf = leaflets.typeset(leaflets.compose(reading())).pdf
    assert body_and_tail(pdf) == (pdf, b"")


def test_a_route_that_the_medicine_does_not_have_is_refused() -> None:
    found = Particulars.from_mapping({"route": "eye"}, language="en")
    for put in (body(fields=("route",)).stamp, full):
        with pytest.raises(ParticularsError, match="A290"):
            put(found)


def test_a_long_leaflet_has_the_same_table_of_contents(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    early = "extends: standard\nsays: Long from two pages on.\nlong: {pages: 2}\n"
    (tmp_path / "layouts/early.yaml").write_text(early)
    found = particulars()
    frozen = leaflets.freeze(reading(), "early", fields=FIELDS, route=ADA["route"], folder=tmp_path)
    made = leaflets.compose(reading(), particulars=found)
    assert frozen.stamp(found) == leaflets.typeset(made, "early", folder=tmp_path).pdf
    assert len(inspect(frozen.stamp(found)).contents) > 5

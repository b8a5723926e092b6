"""Hypothesis strategies for valid monographs, full of text that markup could swallow."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812
from typing import Any, TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from leaflets.content.library import Library
from leaflets.content.monograph.frequency import Band, OneIn
from leaflets.content.monograph.inline import Run, Words
from leaflets.content.monograph.model import (
    Edition,
    Identity,
    MedicineCode,
    Monograph,
    Provenance,
    QuestionAnswer,
    Review,
    SourceWork,
    Use,
)
from leaflets.content.monograph.prose import (
    Block,
    Bullets,
    ByRoute,
    DayTimes,
    Grid,
    Pictured,
    PictureRow,
    SectionText,
    Steps,
)
from leaflets.content.monograph.scalars import (
    Date,
    Language,
    PictogramName,
    PositiveInteger,
    Reviewer,
    RouteId,
    Sha256,
    Slug,
    WebAddress,
)
from leaflets.content.monograph.sections import load_sections
from leaflets.content.monograph.side_effects import SideEffect
from leaflets.source.yaml import Text

T = TypeVar("T")

NASTY = (
    "<ibuprofen>", "R&D", "<3", "&lt;", "&#x110000;", "</para>", "<b>", "]]>", "<!--", '"q"',
    "it's", "a;b", "400", "mg", "{name}", "{", "}", "*", "**", "[x](y)", "\\", "%s", "≥ 2",
    "α", "µg",
    "methylenedioxyphenethylamine", "x" * 90, "Ärzte", "ß", "-", "—", "…",
)  # fmt: skip


AGREED = load_sections(Library())
# sampled as whole phrases, because a monograph has some hundred of them
PHRASES = [" ".join((NASTY * 2)[at : at + size]) for at in range(len(NASTY)) for size in (1, 2, 5)]
PHRASES += [
    "plain words",
    "Is it so?",
    "one",
    "two",
    "three",
    "4",
    "5.",
    "six words are also quite enough",
]
text = st.sampled_from(PHRASES).map(Text)
slug = st.sampled_from([Slug(f"name-{number}") for number in range(9)])
date = st.dates(Day(1900, 1, 1), Day(2199, 12, 31)).map(lambda day: Date(day.isoformat()))
routes = st.lists(st.sampled_from(AGREED.routes), min_size=1, max_size=3, unique=True).map(tuple)
ADDRESS = "https://example.org/a?b=1&c=2"
# plain, strong, emphasised, both, a link
MARKS = [(False, False, None), (True, False, None), (False, True, None), (True, True, ADDRESS)]
marks = st.sampled_from(MARKS)


def words() -> st.SearchStrategy[Words]:
    """Runs of one paragraph; a space stands at the end of each but the last."""
    run = st.builds(lambda said, marks: Run(said, *marks), st.sampled_from(PHRASES), marks)
    return st.one_of(
        run.map(lambda one: Words((one,))),
        st.tuples(run, run).map(
            lambda two: Words((replace(two[0], text=two[0].text + " "), two[1]))
        ),
    )


def tuples(
    of: st.SearchStrategy[T], least: int = 1, most: int = 2
) -> st.SearchStrategy[tuple[T, ...]]:
    """A few of something."""
    return st.lists(of, min_size=least, max_size=most).map(tuple)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Tables whose rows are of one length."""
    columns = draw(st.integers(1, 3))
    row = st.lists(words(), min_size=columns, max_size=columns).map(tuple)
    return Grid(table=draw(tuples(row, 2, 3)))


def day_times() -> st.SearchStrategy[DayTimes]:
    """Grids of a few times of the day."""
    times = st.sampled_from(("morning", "noon", "afternoon", "evening", "bedtime"))
    given = st.dictionaries(times, words(), min_size=1, max_size=3)
    return given.map(lambda of: DayTimes(day_times=of))  # type: ignore[arg-type]


def picture_rows() -> st.SearchStrategy[PictureRow]:
    """Rows of pictograms."""
    name = st.sampled_from([PictogramName(name) for name in AGREED.pictograms])
    pictured = st.builds(lambda name, says: Pictured(picture=name, caption=says), name, words())
    return tuples(pictured, 1, 3).map(lambda row: PictureRow(pictograms=row))


def lists_of(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    """Lists whose items are `inner`."""
    return st.one_of(
        tuples(inner).map(lambda items: Bullets(list=items)),
        tuples(inner).map(lambda items: Steps(steps=items)),
    )


item: st.SearchStrategy[Block] = st.one_of(words(), lists_of(words()), grids(), picture_rows())


def blocks(own: tuple[RouteId, ...]) -> st.SearchStrategy[tuple[Block, ...]]:
    """The blocks of a text, of every kind, with the routes of the medicine; often one paragraph."""
    by_route = st.dictionaries(st.sampled_from(own), tuples(item), min_size=1, max_size=2)
    rich = st.one_of(
        lists_of(item),
        grids(),
        day_times(),
        picture_rows(),
        by_route.map(lambda of: ByRoute(by_route=of)),
    )
    return st.one_of(
        words().map(lambda one: (one,)),
        words().map(lambda one: (one,)),
        st.tuples(words(), rich),
        st.tuples(rich, words()),
    )


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """Bands with at least one end, from fewer people to more."""
    known = (1, 7, 10, 100, 250, 1000, 10_000, 1_234_567)
    ends = sorted((draw(st.sampled_from(known)), draw(st.sampled_from(known))))
    least, most = OneIn(ends[1]), OneIn(ends[0])
    which = draw(st.sampled_from(("both", "from", "to")))
    return Band(least=None if which == "to" else least, most=None if which == "from" else most)


@st.composite
def effects(draw: st.DrawFn, own: tuple[RouteId, ...], uses: tuple[Slug, ...]) -> SideEffect:
    """Side effects that make sense: grave ones are acted on, words stand only without numbers."""
    fitting = {
        "life-threatening": ("at-once",),
        "serious": ("at-once", "same-day"),
        "not-serious": ("same-day", "if-it-bothers-you"),
    }
    seriousness: Any = draw(st.sampled_from(sorted(fitting)))
    how_fast: Any = draw(st.sampled_from(fitting[seriousness]))
    frequency: Any = draw(st.one_of(bands(), st.just("not-known")))
    scope = st.lists(st.sampled_from(own), max_size=2, unique=True).map(tuple)
    return SideEffect(
        name=draw(words()),
        medical_name=draw(st.none() | text),
        signs=draw(tuples(words(), 0, 3)),
        seriousness=seriousness,
        how_fast=how_fast,
        what_to_do=draw(words() if how_fast != "if-it-bothers-you" else st.none() | words()),
        frequency=frequency,
        said_to_be=draw(st.none() | text) if frequency == "not-known" else None,
        more=draw(st.none() | words()),
        routes=draw(scope),
        uses=draw(st.lists(st.sampled_from(uses), max_size=2, unique=True).map(tuple)),
        sources=(Slug("s"),),
    )


@st.composite
def used_for(draw: st.DrawFn, id_: Slug, own: tuple[RouteId, ...]) -> Use:
    """Uses, with a caveat where they are not established."""
    evidence: Any = draw(st.sampled_from(("established", "debated", "unproven")))
    caveat = words() if evidence != "established" else st.none() | words()
    return Use(
        id=id_,
        name=draw(words()),
        says=draw(blocks(own)),
        evidence=evidence,
        caveat=draw(caveat),
        how_it_works=draw(st.just(()) | words().map(lambda one: (one,)) | blocks(own)),
        sources=(Slug("s"),),
    )


@st.composite
def identities(draw: st.DrawFn) -> Identity:
    """Names, strengths, forms, routes and codes."""
    return Identity(
        name=draw(text),
        generic_name=draw(text),
        also_called=draw(tuples(text, 0, 3)),
        strengths=draw(tuples(text, 0, 2)),
        forms=draw(tuples(text, 0, 2)),
        routes=draw(routes),
        codes=draw(tuples(st.builds(MedicineCode, system=text, value=text), 0, 2)),
    )


@st.composite
def monographs(draw: st.DrawFn, language: str = "en") -> Monograph:
    """Valid monographs, rich in everything."""
    identity = draw(identities())
    own = identity.routes
    ids = draw(st.lists(slug, min_size=1, max_size=2, unique=True).map(tuple))
    content: Any = st.one_of(
        st.sampled_from(("ask-pharmacist", "not-applicable")),
        st.builds(SectionText, says=st.tuples(words()), sources=st.just((Slug("s"),))),
        st.builds(SectionText, says=blocks(own), sources=st.just((Slug("s"),))),
    )
    origins: Any = st.sampled_from(
        ("generated-or-crowd-sourced", "official-label", "written-by-professionals")
    )
    approved = st.builds(Review, status=st.just("approved"), by=text.map(Reviewer), on=date)
    source = st.builds(
        SourceWork,
        id=slug,
        title=text,
        publisher=st.none() | text,
        link=st.none() | st.just(WebAddress(ADDRESS)),
        date=st.none() | date,
    )
    asked = st.builds(QuestionAnswer, asks=words(), says=blocks(own), sources=st.just((Slug("s"),)))
    return Monograph(
        language=Language(language),
        identity=identity,
        edition=Edition(
            number=PositiveInteger(draw(st.integers(1, 3000))),
            date=draw(date),
            translation_of=draw(st.none() | st.just(Sha256("0123456789ab" * 5 + "cdef"))),
        ),
        review=draw(st.just(Review(status="draft")) | approved),
        provenance=Provenance(origin=draw(origins), note=draw(words())),
        sources=draw(tuples(source, 1, 2)),
        most_important=draw(st.tuples(words(), words(), words())),
        uses=tuple(draw(used_for(id_, own)) for id_ in ids),
        sections={Slug(id_): draw(content) for id_ in AGREED.required_ids},
        side_effects=draw(tuples(effects(own, ids), 1, 4)),
        questions=draw(tuples(asked, 0, 2)),
    )

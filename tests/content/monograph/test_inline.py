"""Inline text: three marks, and everything else is a character."""

from __future__ import annotations

import re
from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leaflets.base import limits
from leaflets.base.errors import Place
from leaflets.content.monograph.inline import Words
from leaflets.source.schema import InvalidText
from leaflets.source.yaml import Text
from tests.steps import steps


def marked(text: str) -> str:
    """The runs, each with what it means: S strong, E emphasis, L link."""
    pieces = []
    for run in Words.from_text(Text(text)).runs:
        signs = "S" * run.strong + "E" * run.emphasis + "L" * bool(run.link)
        pieces.append(f"{signs}<{run.text}>" if signs else run.text)
    return "".join(pieces)


def outcome(text: str) -> Words | int:
    """The words, or the number of the refusal."""
    try:
        return Words.from_text(Text(text))
    except InvalidText as why:
        return why.number


def refused(text: str) -> int:
    number = outcome(text)
    assert isinstance(number, int), f"{text[:50]} was taken"
    return number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** b *c*", "S<a> b E<c>"),
        ("***a***", "SE<a>"),
        ("**a *b* c**", "S<a >SE<b>S< c>"),
        ("*a **b***", "E<a >SE<b>"),
        ("**a *b***", "S<a >SE<b>"),
        ("**Note:** x", "S<Note:> x"),
        ("(**a**)", "(S<a>)"),
        ("**N**-acetyl", "S<N>-acetyl"),
        ("[a](https://x.org)", "L<a>"),
        ("**[a](tel:123)** b", "SL<a> b"),
        ("[**a** b](mailto:a@b.org)", "SL<a>L< b>"),
        ("[a](https://x.org/y_(z))!", "L<a>!"),
        ("**N**acetyl", "S<N>acetyl"),
        ("N**acetyl** x", "NS<acetyl> x"),
        ("B**12**s, no feeding**.** Then", "BS<12>s, no feedingS<.> Then"),
        ("**a**.**b**", "S<a>.S<b>"),
        ("un**believ**able", "unS<believ>able"),
        ("*(see below)*", "E<(see below)>"),
        ("see [section 4](#section-4) and [**this**](#x)", "see section 4 and S<this>"),
    ],
)
def test_markup_gives_runs_with_meanings(text: str, expected: str) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2", "5*3*2", "2**3", "a ** b", "* a",
        "(**)", "a (*) b (*)", "5 mg (*), 10 mg (*)", "a[*] b[*]", 
        "x*, y* and z*.", "2**3 and 4**5", "5 mg** a day. ** Nothing.", "a** b** c",
        "*, and *.", "5 *) 6 *)",
        "a *", "400 mg*", "*see below", "****", "* *",
        "[note]", "[note] (page 3)", "[x](two words)", "](", "[]", "a_b_c", "__a__", "`a`",
        "# a",
        "\\", "\\n", "a \\ b", "~~a~~", "![alt]", "https://x.org", "<b>a</b>", "a > b < c", "1.",
        "- a",
    ],
)  # fmt: skip
def test_everything_else_is_a_character(text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<ibuprofen>", "INR <3", "R&D", "</para>", "&#x110000;", "<!-- -->", "]]>", "&amp;",
        "<?pi?>",
        "<![CDATA[x]]>", "<b>unclosed", "&lt;", '"\'<>&;', "%(x)s", "{x}", "${x}",
    ],
)  # fmt: skip
def test_markup_of_other_languages_is_text(text: str) -> None:
    (run,) = Words.from_text(Text(text)).runs
    assert (run.text, run.strong, run.emphasis, run.link) == (text, False, False, None)


@pytest.mark.parametrize(
    "text",
    [
        '<img src="/etc/passwd"/>', "file:///etc/passwd", "http://127.0.0.1/", "data:text/html,x",
        '<font color="[[[getattr(pow, Attacker)(1)]]]">x</font>', '<onDraw name="x" label="y"/>',
        "<seq id='x'/>", '<unichar code="65"/>', '<evalString imports="os">x</evalString>',
        '<a href="javascript:alert(1)">x</a>',
    ],
)  # fmt: skip
def test_hostile_markup_is_text_and_no_link(text: str) -> None:
    (run,) = Words.from_text(Text(text)).runs
    assert (run.text, run.link) == (text, None)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:x", "data:text/html,x", "file:///etc/passwd",
        "ftp://x.org",
        "//x.org", "/etc/passwd", "https:", "https://",
        "http:x", "mailto:", "mailto:a", "tel:", "tel:x",
        "https://x.org/\"onclick", "https://a<b>", "vbscript:x", "https://u:p@x.org", "",
    ],
)  # fmt: skip
def test_links_lead_to_four_kinds_of_address(address: str) -> None:
    assert refused(f"[x]({address})") == 302


@pytest.mark.parametrize(
    "address", ["https://x.org", "http://x.org:8080/a?b#c", "mailto:a.b@x.org", "tel:+44-20-1234"]
)
def test_links_with_valid_addresses_are_read(address: str) -> None:
    (run,) = Words.from_text(Text(f"[x]({address})")).runs
    assert run.link == address


def test_a_link_without_words_is_refused() -> None:
    assert refused("[](https://x.org)") == 302
    assert refused("[ ](https://x.org)") == 302


@pytest.mark.parametrize("text", ["**bold", "a **b* c", "**[a**](https://x.org)"])
def test_unbalanced_strong_words_are_refused(text: str) -> None:
    assert refused(text) == 301


def test_nesting_is_bounded() -> None:
    assert marked("*a **b** c*") == "E<a >SE<b>E< c>"
    assert refused("*a **b *c* b** a*") == 303
    assert refused("*a" * 2000 + " b*" * limits.WORDS_IN_PARAGRAPH) == 211


@pytest.mark.parametrize(
    "text",
    ["*a " * 1900 + "b* " * 50, "**a" * 9000, "[" * 19000, "[a](" * 4000, "*" * 19000, "\\*" * 9000,
     "*a*" * 6000, "[a](b(" * 3000, "]" * 19000, "**" * 9000 + "a", "(*" * 6000 + "*)" * 3000],
)  # fmt: skip
def test_hostile_text_is_read_in_steps_that_its_length_bounds(text: str) -> None:
    assert outcome(text) in (211, 301, 302, 303) or str(outcome(text))
    assert steps(lambda: outcome(text)) < 20 * len(text)


def test_escapes_print_stars_and_brackets() -> None:
    assert marked(r"\*a\* \[b](c) \**") == "*a* [b](c) **"
    assert marked(r"\x \\") == r"\x \\"


def test_line_breaks_and_runs_of_spaces_are_one_space() -> None:
    assert str(Words.from_text(Text("  a\n b   c\n"))) == "a b c"
    assert str(Words.from_text(Text("5\u00a0mg"))) == "5\u00a0mg"


def test_words_know_their_place() -> None:
    place = Place("f", 3, 4)
    assert Words.from_text(Text("**a**", place)).place == place


def test_a_paragraph_has_a_limit_of_words() -> None:
    assert Words.from_text(Text("w " * (limits.WORDS_IN_PARAGRAPH - 1) + "w"))
    assert refused("w " * limits.WORDS_IN_PARAGRAPH + "w") == 211
    assert refused("**w** " * limits.WORDS_IN_PARAGRAPH + "w") == 211


@given(st.text("ab <>&;\"'[](){}\\_`#.,1", max_size=40))
def test_without_stars_every_character_is_printed(text: str) -> None:
    words = outcome(text)
    if isinstance(words, int):
        assert (words, "](" in text) == (302, True)
    elif "](" not in text and "\\[" not in text:
        assert str(words) == " ".join(part for part in text.split(" ") if part)


MARKS = "*[]()\\: /.hps"


@given(st.text("a *[](): \\hps/.x", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    words = outcome(text)
    if isinstance(words, int):
        assert words in (301, 302, 303)
        return
    # an address is not printed; what it may consist of is left out of the comparison
    kept = [char for char in str(words) if char not in MARKS]
    assert kept == [char for char in text if char not in MARKS]


@given(st.text("a b*[\\<", max_size=40).filter(lambda text: not text.endswith("\\")))
def test_escaped_stars_and_brackets_are_printed(text: str) -> None:
    escaped = text.replace("\\", "").replace("*", r"\*").replace("[", r"\[")
    plain = " ".join(part for part in text.replace("\\", "").split(" ") if part)
    assert str(Words.from_text(Text(escaped))) == plain


PIECES = ("*", "**", "***", "(", ")", "[", "]", "\\", "a", "5", ".", ",", " ", "b c", "(*)", "[*]")


@given(st.lists(st.sampled_from((*PIECES, "[d](https://x.org)")), max_size=14).map("".join))
@example("**.****a**")
def test_only_marks_around_words_vanish(text: str) -> None:
    """What is printed is what was typed, but for marks; each pair of them encloses words."""
    words = outcome(text)
    if isinstance(words, int):
        return
    typed = re.sub(r"\\([*\[])|\[(d)\]\(https://x\.org\)", lambda m: m[1] or m[2], text)
    typed = " ".join(part for part in typed.split(" ") if part)
    assert str(words).replace("*", "") == typed.replace("*", "")
    vanished = typed.count("*") - str(words).count("*")
    strong, emphasised = (stretches(words, mark) for mark in ("strong", "emphasis"))
    assert vanished == 4 * len(strong) + 2 * len(emphasised)
    for stretch in (*strong, *emphasised):
        assert stretch[0] not in " ).,]" or not set(stretch) - set(").,]*")
        assert stretch[-1] not in " (["


def stretches(words: Words, mark: str) -> list[str]:
    """Return the texts with a mark, each from where it begins to where it ends."""
    groups = groupby(words.runs, key=lambda run: getattr(run, mark))
    return ["".join(run.text for run in runs) for has_mark, runs in groups if has_mark]

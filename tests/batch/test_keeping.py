"""Bodies are kept for the next batch, as long as nothing that has a say in them has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import leaflets
import pytest

from leaflets import pipeline
from leaflets.batch import bodies, keeping
from leaflets.batch.bodies import Body, body_of
from leaflets.batch.model import Key, Setup
from leaflets.batch.plan import Defaults, Planner
from leaflets.cache.store import Cache
from leaflets.content.particulars import Particulars
from leaflets.content.pharmacy.model import Pharmacy, Said
from leaflets.source.yaml import Text

from ..cli.program import ROOT

KEY = Key("acetylcysteine", "compact", "en", "generic")
FIELDS = frozenset(("patient", "directions"))
MONOGRAPH = "monographs/acetylcysteine/en.yaml"
OURS = {
    MONOGRAPH: (ROOT / "data" / MONOGRAPH).read_text("utf-8"),
    "wording/en.yaml": (ROOT / "data/wording/en.yaml").read_text("utf-8"),
    "profiles/generic.yaml": (ROOT / "data/profiles/generic.yaml").read_text("utf-8"),
    "layouts/compact.yaml": (ROOT / "layouts/compact.yaml").read_text("utf-8"),
    "layouts/standard.yaml": (ROOT / "layouts/standard.yaml").read_text("utf-8"),
}
MADE = Body(None, "1", 2, b"%PDF-1.7 of nobody", None, None)  # type: ignore[arg-type]


class Desk:
    """A pharmacy's folder with a copy of all that is ours, and a place for what is kept."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.own, self.cache, self.made = folder / "own", Cache(folder / "kept"), 0
        for name, text in OURS.items():
            (self.own / name).parent.mkdir(parents=True, exist_ok=True)
            (self.own / name).write_text(text, "utf-8")
        read = pipeline.read

        def reading(*given: Any, **named: Any) -> Any:
            self.made += 1
            return read(*given, **named)

        patch.setattr(pipeline, "read", reading)

    def setup(self, **more: Any) -> Setup:
        return Setup(folder=self.own, cache=self.cache.folder, **more)

    def body(self, fields: frozenset[str] = FIELDS, **more: Any) -> Body:
        """As the next process finds it."""
        bodies._kept = bodies._Kept(Setup())
        return body_of(self.setup(**more), KEY, fields)

    def inputs(self, **more: Any) -> str:
        return Planner(self.setup(**more), Defaults()).inputs([KEY])

    def is_known(self, act: Callable[..., Any], **more: Any) -> bool:
        before = self.made
        act(**more)
        return self.made == before


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, monkeypatch)


def test_a_body_that_was_kept_is_the_same(desk: Desk) -> None:
    ada = Particulars.from_mapping({"patient": "Ada Exempel", "directions": "x"}, language="en")
    first, plain = desk.body(), desk.body(frozenset())
    assert desk.made == 2
    again, plain_again = desk.body(), desk.body(frozenset())
    assert desk.made == 2
    assert first.frozen
    assert again.frozen
    assert first.frozen.stamp(ada) == again.frozen.stamp(ada)
    assert again.digest.hexdigest() == first.digest.hexdigest()
    assert vars(plain_again) | {"digest": 0} == vars(plain) | {"digest": 0}
    assert vars(again.metadata) == vars(first.metadata)


@pytest.mark.parametrize("name", list(OURS))
def test_a_file_that_has_changed_makes_it_anew(desk: Desk, name: str) -> None:
    before = desk.inputs()
    desk.body()
    assert desk.is_known(desk.body)
    assert desk.is_known(desk.inputs)
    with (desk.own / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert not desk.is_known(desk.body)
    assert desk.is_known(desk.body)
    assert not desk.is_known(desk.inputs)
    alike = name.startswith(("layouts", "profiles"))  # these mean the same with a remark
    assert (desk.inputs() == before) is alike


def pharmacy(name: str) -> Pharmacy:
    return Pharmacy(Said(name=Text(name), address=(Text("12 High Street"),), telephone=Text("1")))


def test_another_choice_is_another_body(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_body", lambda *_: MADE)
    choices: list[dict[str, Any]] = [
        {}, {"date": "2026-01-01"}, {"date": "2026-01-02"},
        {"pharmacy": pharmacy("Sun")}, {"pharmacy": pharmacy("Moon")},
        {"fields": frozenset()}, {"fields": frozenset(("patient",))},
    ]  # fmt: skip
    for count, choice in enumerate(choices):
        assert len(desk.cache.entries()) == count
        desk.body(**choice)
    for key in (KEY._replace(layout="letter"), KEY._replace(profile="eu")):
        body_of(desk.setup(), key, FIELDS)
    desk.own = desk.own.rename(desk.own.with_name("moved"))
    desk.body()
    assert len(desk.cache.entries()) == len(choices) + 3


def test_another_program_makes_it_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.body()
    desk.inputs()
    monkeypatch.setattr(keeping, "identity", lambda: "another")
    assert not desk.is_known(desk.body)
    assert not desk.is_known(desk.inputs)


def test_a_damaged_one_is_made_anew(desk: Desk) -> None:
    first = desk.body()
    [(_, _, path)] = desk.cache.entries()
    path.write_bytes(path.read_bytes().replace(b"stream", b"strean", 1))
    assert not desk.is_known(desk.body)
    assert desk.body().pdf == first.pdf


def test_what_could_not_be_made_is_not_kept(desk: Desk) -> None:
    (desk.own / MONOGRAPH).write_text("nonsense: 1\n")
    for _ in range(2):
        with pytest.raises(leaflets.MonographError):
            desk.body()
        with pytest.raises(leaflets.MonographError):
            desk.inputs()
    assert desk.made == 4
    assert not desk.cache.entries()


def test_without_a_place_nothing_is_kept(desk: Desk) -> None:
    bodies._kept = bodies._Kept(Setup())
    body_of(Setup(folder=desk.own), KEY, FIELDS)
    assert not desk.cache.folder.exists()


def test_one_process_does_not_push_out_what_others_have_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_body", lambda *_: MADE)
    monkeypatch.setattr(keeping, "MOST", 2)
    setup = desk.setup()
    for name in "abc":
        body_of(setup, KEY._replace(monograph=name), FIELDS)
    assert len(desk.cache.entries()) == 2

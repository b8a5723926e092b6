"""The public names, and the three lines of the README."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

import leaflets

from .cli.program import ROOT

VERBS = ("read", "compose", "typeset", "write", "attach")


def test_the_three_lines(tmp_path: Path) -> None:
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
    path = leaflets.write(leaflets.typeset(leaflet), tmp_path / "a.pdf")
    assert path.read_bytes().startswith(b"%PDF-")


def test_the_fifth_verb(tmp_path: Path) -> None:
    made = leaflets.typeset(leaflets.compose(leaflets.read("acetylcysteine")))
    store = f"sqlite:///{tmp_path}/records.db"
    given = leaflets.attach(made, "D-1", store, when="2026-11-22T10:00Z", by="J. Doe", how="paper")
    with leaflets.open_store(store) as opened:
        again = leaflets.attach(made.pdf, "D-1", opened, when="2026-11-23T10:00Z", by="J. Doe")
        assert list(opened.attachments()) == [given.attachment]
    assert again == leaflets.Attached(given.attachment, is_new=False)
    assert given.attachment.leaflet == leaflets.identity_in(made.pdf)


def test_a_pdf_that_was_just_made_is_attached_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = leaflets.freeze(leaflets.read("acetylcysteine"), fields=["patient"])
    patient = leaflets.Particulars.from_mapping({"patient": "Zebedee Quillfeather"}, language="en")
    pdf = frozen.stamp(patient)
    monkeypatch.setattr("leaflets.records.identity_in", None)
    fields = {"when": "2026-11-22T10:00Z", "by": "J. Doe", "metadata": frozen.metadata}
    digest, store = sha256(pdf).hexdigest(), f"sqlite:///{tmp_path}/records.db"
    given = leaflets.attach(pdf, "D-1", store, sha256=digest, **fields)
    assert given.attachment.leaflet == leaflets.identity_of(frozen.metadata)
    with pytest.raises(leaflets.UsageError, match="is not the one whose sha256"):
        leaflets.attach(pdf + b" ", "D-2", store, sha256=digest, **fields)


def test_public_names_are_the_verbs_the_models_and_the_errors() -> None:
    models = {"Reading", "Monograph", "Particulars", "Leaflet", "Layout", "Minimum", "Typeset"} | {
        "freeze", "Frozen", "read_pharmacy", "read_profile", "Library", "Metadata", "ProfileRef",
        "Pharmacy", "Attached", "Attachment", "LeafletIdentity", "LogEntry", "Orphan",
        "Override", "Refused", "Store", "StoreFinding", "attachment_of", "identity_in",
        "identity_of", "open_store", "recall", "Recalled",
        "check_particulars", "html_page", "in_two_languages", "ssml", "brf",
    }  # fmt: skip
    rest = set(leaflets.__all__) - set(VERBS) - models
    assert rest - {"Fault", "Place"} == {
        name
        for name in rest
        if isinstance(found := getattr(leaflets, name), type)
        and issubclass(found, leaflets.LeafletsError)
    } - {"Fault", "Place"}
    assert set(VERBS) | models <= set(leaflets.__all__)
    for name in leaflets.__all__:
        assert getattr(leaflets, name).__doc__


def test_names_that_are_none_are_told() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rend'"):
        leaflets.rend  # noqa: B018


def test_importing_is_cheap() -> None:
    script = "import sys; import leaflets; print(*[n for n in sys.modules if 'leaflets' in n])"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) <= {"leaflets"} | {
        name for name in done.stdout.split() if name.startswith("__editable")
    }


def test_text_is_written_too(tmp_path: Path) -> None:
    assert leaflets.write("żółw\n", tmp_path / "a.txt").read_bytes() == "żółw\n".encode()


def test_what_is_no_pdf_is_not_written(tmp_path: Path) -> None:
    for content in (b"", b"words", b"%PDF-1.7 torn"):
        with pytest.raises(leaflets.Bug):
            leaflets.write(content, tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())


def test_a_layout_that_was_changed_is_read_again(tmp_path: Path) -> None:
    layout = tmp_path / "layouts" / "ours.yaml"
    layout.parent.mkdir()
    leaflet = leaflets.compose(leaflets.read("acetylcysteine"))
    found = []
    for colour in ("#0B5D3B", "#5D0B3B", "#0B5D3B"):
        layout.write_text(f'extends: standard\nsays: Ours.\ncolours: {{accent: "{colour}"}}\n')
        found.append(leaflets.typeset(leaflet, "ours", folder=tmp_path).pdf)
    assert found[0] != found[1]
    assert found[0] == found[2]

"""What every store must do. The tests of a store build on Contract and say how to get at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaflets.base.errors import LeafletsError, NotFoundError, StoreError, UsageError
from leaflets.exchange.open_store import open_store
from leaflets.records import Attached, Override, Refused, Store, StoreFinding

from .samples import PDF, WHEN, attachment, identity, personal

OTHER = PDF + b"other\n%%EOF\n"


class Kind(Protocol):
    """A store under test, and how somebody could tamper with it behind its back."""

    address: str

    def alter(self, sha256: str) -> None:
        """Change one byte of a PDF."""

    def lose(self, sha256: str) -> None:
        """Take the bytes of a PDF away, though an attachment names them."""

    def leave(self, pdf: bytes) -> None:
        """Put bytes there that no attachment names, as a crash could."""

    def rewrite(self, number: int) -> None:
        """Change who attached, in the attachment of an entry."""

    def remove(self, number: int) -> None:
        """Remove an entry from the log, and what it tells of."""

    def grow(self) -> None:
        """Make the store one of a newer version."""

    def held(self) -> AbstractContextManager[None]:
        """Somebody else is writing."""


def attach_once(address: str) -> bool:
    """In another process: attach a leaflet; whether it was new."""
    with open_store(address) as store:
        return store.attach(attachment(), PDF).is_new


def attach_group(address: str, begin: int) -> int:
    """In another process: attach ten, some of which others attach too; how many were new."""
    pairs = [
        (attachment(f"D-{number}", personal(number)), personal(number))
        for number in range(begin, begin + 10)
    ]
    with open_store(address) as store:
        done = list(store.attach_many(pairs, group=3))
    return sum(isinstance(each, Attached) and each.is_new for each in done)


def refusal(act: Callable[[], Any], kind: type[LeafletsError] = StoreError) -> tuple[str, int]:
    """Code and exit code with which something was refused."""
    with pytest.raises(kind) as refused:
        act()
    return refused.value.code, refused.value.exit_code


def kinds(store: Store) -> list[str]:
    """What verify finds."""
    return [finding.kind for finding in store.verify()]


class Contract:
    """The tests. The file of a store's tests has the fixture `kind`."""

    @pytest.fixture
    def store(self, kind: Kind) -> Iterator[Store]:
        with open_store(kind.address) as store:
            yield store

    def test_gives_back_what_was_attached(self, store: Store) -> None:
        whole = attachment(
            prescription="RX 7",
            products=("123", "456"),
            patient="Patient/9",
            to="carer",
            how="paper",
            particulars=("name", "directions"),
            overrides=(Override("C101", "as the prescriber wrote"),),
            leaflet=identity(profile="elderly", status="approved"),
        )
        assert store.attach(whole, PDF) == Attached(whole, True)
        assert list(store.attachments()) == [whole]
        assert store.pdf(whole.sha256) == PDF
        assert list(store.verify()) == []

    def test_row_62_twice_is_one_and_the_second_is_told(self, store: Store) -> None:
        first = store.attach(attachment(), PDF).attachment
        again = store.attach(attachment(when="2027-01-01T00:00:00Z", by="A. Other"), PDF)
        assert again == Attached(first, False)
        assert list(store.attachments()) == [first]

    def test_row_62_eight_at_once_are_one(self, kind: Kind) -> None:
        with ProcessPoolExecutor(8, get_context("fork")) as pool:
            new = list(pool.map(attach_once, [kind.address] * 16))
        assert sum(new) == 1
        with open_store(kind.address) as store:
            assert len(list(store.attachments())) == 1
            assert list(store.verify()) == []

    def test_row_62_groups_at_once_are_each_one(self, kind: Kind) -> None:
        begins = [0, 5, 10, 0, 5, 10]
        with ProcessPoolExecutor(6, get_context("fork")) as pool:
            new = list(pool.map(attach_group, [kind.address] * 6, begins))
        assert sum(new) == 20
        with open_store(kind.address) as store:
            assert len({each.dispense for each in store.attachments()}) == 20
            assert list(store.verify()) == []

    def test_row_63_what_is_not_there_is_told(self, store: Store) -> None:
        assert refusal(lambda: store.pdf("ab" * 32), NotFoundError) == ("R708", 4)
        assert refusal(lambda: store.pdf("../x"), NotFoundError) == ("R708", 4)
        assert list(store.attachments(dispense="D-9")) == []

    def test_row_63_other_bytes_of_the_same_leaflet_are_a_conflict(self, store: Store) -> None:
        store.attach(attachment(), PDF)
        assert refusal(lambda: store.attach(attachment(pdf=OTHER), OTHER)) == ("R701", 7)
        [there] = store.attachments()
        assert there == attachment()
        other = attachment(pdf=OTHER, leaflet=identity(layout="large-print"))
        assert store.attach(other, OTHER).is_new, "another layout is another leaflet"

    def test_what_replaces_says_so_and_makes_a_chain(self, store: Store) -> None:
        first, second, third = (attachment(pdf=personal(n)).sha256 for n in (1, 2, 3))
        store.attach(attachment(pdf=personal(1)), personal(1))
        wrong = attachment(pdf=personal(2), replaces="ab" * 32)
        assert refusal(lambda: store.attach(wrong, personal(2))) == ("R709", 7)
        store.attach(attachment(pdf=personal(2), replaces=first), personal(2))
        late = attachment(pdf=personal(3), replaces=first)
        assert refusal(lambda: store.attach(late, personal(3))) == ("R709", 7)
        store.attach(attachment(pdf=personal(3), replaces=second), personal(3))
        assert [each.replaces for each in store.attachments()] == ["", first, second]
        assert not store.attach(attachment(pdf=personal(3), replaces=second), personal(3)).is_new
        assert store.pdf(first) == personal(1)
        assert store.pdf(third) == personal(3)

    def test_row_68_a_new_edition_leaves_the_old_bytes(self, store: Store) -> None:
        old = store.attach(attachment(), PDF).attachment
        new = attachment(pdf=OTHER, leaflet=identity(edition="2"), replaces=old.sha256)
        store.attach(new, OTHER)
        assert store.pdf(old.sha256) == PDF
        told = [(each.leaflet.edition, each.replaces) for each in store.attachments(dispense="D-1")]
        assert told == [("1", ""), ("2", old.sha256)]

    def test_one_refused_stops_no_other(self, store: Store) -> None:
        pairs = [
            (attachment("D-1"), PDF),
            (attachment("D-1", OTHER), OTHER),
            (attachment("D-2", OTHER), OTHER),
            (attachment("D-1"), PDF),
        ]
        done = list(store.attach_many(iter(pairs)))
        assert [each.is_new if isinstance(each, Attached) else each.why.code for each in done] == [
            True,
            "R701",
            True,
            False,
        ]
        assert isinstance(done[1], Refused)
        assert len(list(store.attachments())) == 2

    def test_bytes_that_are_not_those_of_the_attachment_are_refused(self, store: Store) -> None:
        assert refusal(lambda: store.attach(attachment(), OTHER), UsageError) == ("U201", 2)
        assert list(store.attachments()) == []

    def test_finds_by_dispense_and_by_edition(self, store: Store) -> None:
        leaflets = [identity(name, edition) for name in ("a", "b") for edition in ("1", "2")]
        pairs = [
            (attachment(f"D-{number}", personal(number), leaflets[number % 4]), personal(number))
            for number in range(40)
        ]
        for _ in store.attach_many(pairs, group=7):
            pass
        found = [each.dispense for each in store.attachments(monograph="b", edition="1")]
        assert found == [f"D-{number}" for number in range(2, 40, 4)]
        assert len(list(store.attachments(monograph="a"))) == 20
        assert [each.sha256 for each in store.attachments(dispense="D-7")] == [pairs[7][0].sha256]
        assert list(store.attachments(dispense="D-7", monograph="a")) == []

    def test_a_reader_does_not_stop_a_writer(self, store: Store, kind: Kind) -> None:
        store.attach(attachment("D-1"), PDF)
        reading = store.attachments()
        assert next(reading).dispense == "D-1"
        with open_store(kind.address) as other:
            assert other.attach(attachment("D-2"), PDF).is_new

    def test_the_log_tells_everything_in_order(self, store: Store) -> None:
        for name in ("D-1", "D-2"):
            store.attach(attachment(name), PDF)
        entries = list(store.entries())
        assert [(each.number, each.act) for each in entries] == [(1, "attached"), (2, "attached")]
        assert '"dispense":"D-2"' in entries[1].says

    def test_row_64_what_a_crash_left_is_found_and_collected(
        self, store: Store, kind: Kind
    ) -> None:
        store.attach(attachment(), PDF)
        kind.leave(OTHER)
        assert set(kinds(store)) == {"orphan"}
        orphans = list(store.orphans())
        assert store.collect(when=WHEN, by="J. Doe") == orphans != []
        assert list(store.verify()) == []
        assert [each.act for each in store.entries()] == ["attached", "collected"]
        assert store.attach(attachment("D-2", OTHER), OTHER).is_new
        assert store.pdf(attachment().sha256) == PDF

    def test_row_64_what_a_crash_left_may_be_attached(self, store: Store, kind: Kind) -> None:
        kind.leave(PDF)
        assert store.attach(attachment(), PDF).is_new
        assert list(store.verify()) == []

    def test_row_66_altered_bytes_are_told(self, store: Store, kind: Kind) -> None:
        for number in (1, 2):
            store.attach(attachment(f"D-{number}", personal(number)), personal(number))
        altered = attachment(pdf=personal(1)).sha256
        kind.alter(altered)
        assert refusal(lambda: store.pdf(altered)) == ("R703", 7)
        again = attachment("D-1", personal(1))
        assert refusal(lambda: store.attach(again, personal(1))) == ("R703", 7)
        assert kinds(store) == ["altered"]
        assert store.pdf(attachment(pdf=personal(2)).sha256) == personal(2)

    def test_row_66_missing_bytes_are_told(self, store: Store, kind: Kind) -> None:
        store.attach(attachment(), PDF)
        kind.lose(attachment().sha256)
        assert refusal(lambda: store.pdf(attachment().sha256)) == ("R703", 7)
        assert refusal(lambda: store.attach(attachment(), PDF)) == ("R703", 7)
        assert "missing" in kinds(store)

    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_row_66_a_changed_entry_shows(self, store: Store, kind: Kind, number: int) -> None:
        for name in ("D-1", "D-2", "D-3"):
            store.attach(attachment(name), PDF)
        kind.rewrite(number)
        [finding] = store.verify()
        assert finding == StoreFinding("log", f"Entry {number} of the log is not what was written.")

    @pytest.mark.parametrize("number", [1, 2])
    def test_row_66_a_removed_entry_shows(self, store: Store, kind: Kind, number: int) -> None:
        for name in ("D-1", "D-2", "D-3"):
            store.attach(attachment(name), PDF)
        kind.remove(number)
        assert "log" in kinds(store)

    def test_row_65_a_newer_store_is_left_alone(self, kind: Kind) -> None:
        with open_store(kind.address) as store:
            store.attach(attachment(), PDF)
        kind.grow()
        assert refusal(lambda: open_store(kind.address)) == ("R704", 7)

    def test_row_65_a_store_in_use_is_told(
        self, kind: Kind, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.close()
        monkeypatch.setattr("leaflets.base.limits.SECONDS_FOR_STORE_LOCK", 0.05)
        with open_store(kind.address) as hurried, kind.held():
            assert refusal(lambda: hurried.attach(attachment(), PDF)) == ("R702", 7)
        with open_store(kind.address) as later:
            assert later.attach(attachment(), PDF).is_new

    NAMES = st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30
    ) | st.sampled_from(["'; DROP TABLE attachment; --", '"}\\', "../../a", "Ł\u2028🙂", "%s ?"])
    HERE = (HealthCheck.function_scoped_fixture, HealthCheck.differing_executors)

    @settings(max_examples=15, deadline=None, suppress_health_check=HERE)
    @given(dispense=NAMES, name=NAMES)
    def test_row_67_any_text_comes_back_as_it_was(
        self, store: Store, dispense: str, name: str
    ) -> None:
        try:
            made = attachment(dispense, PDF, identity(name), by=name)
        except UsageError:
            assert not (dispense.strip() and name.strip())
            return
        there = store.attach(made, PDF).attachment
        assert there in list(store.attachments(dispense=dispense))
        assert there in list(store.attachments(monograph=there.leaflet.monograph, edition="1"))

    def test_what_is_closed_leaves_nothing_open(self, kind: Kind, tmp_path: Path) -> None:
        with open_store(kind.address) as store:
            store.attach(attachment(), PDF)
            store.close()
        with open_store(kind.address, create=False) as store:
            assert [each.dispense for each in store.attachments()] == ["D-1"]
        assert tmp_path.is_dir()

"""The counter: it answers each form with the page, the leaflet, or what was handed over before."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from ...base.errors import LeafletsError, SourceError
from ...content.library import Library
from ..caller_hints import hint_for_callers
from ..orders import Form, LeafletOrder
from ..pages import Choice, choices_among
from ..problems import without_paths
from ..settings import ServiceSettings
from ..shelf import SECONDS_TO_HOLD_NAMES, Shelf
from ..warm import Edition, WarmState
from .desk import Outcome, check, complete, make
from .form import CounterForm
from .handing_over import WaitingRecords, earlier, hand_over, is_as_shown, to_replace
from .medicines import Found, Medicines
from .view import Record, View, choices_of, pages_of
from .words import load_words

__all__ = ["Counter"]

ENGLISH: Final = "en"
MEDICINES: Final = "medicines"  # the key of the only thing on its shelf


class Counter:
    """Answers forms. It keeps nothing of them; only the names of the library are read once."""

    def __init__(self, settings: ServiceSettings, warm: WarmState) -> None:
        self._settings, self._warm = settings, warm
        self._medicines: Shelf[Medicines] = Shelf(1, lambda _: 1, SECONDS_TO_HOLD_NAMES)

    def empty_page(self, language: str, by: str = "") -> View:
        """Return the page without anything typed. language: of the page; empty: by the settings.

        by: who hands over, as far as it is known.
        """
        return self._page_without_leaflet(CounterForm(page_language=language, by=by))

    def page(self, form: CounterForm, records: WaitingRecords | None) -> View:
        """Return the page for a form: the medicine, what is dangerous, the pages, and what was
        handed over before for its dispense."""
        return self.page_with(form, self._look_up(form, records))

    def page_with(self, form: CounterForm, record: Record) -> View:
        """Return the page for a form, with what became of its record."""
        view, _ = self._answer(form)
        return replace(view, record=record)

    def leaflet(self, form: CounterForm, kind: Form = "pdf") -> tuple[View, Outcome]:
        """Return the leaflet of a form, and the page that tells why where there is none."""
        return self._answer(form, kind, with_pictures=False)

    def hand_over(self, form: CounterForm, records: WaitingRecords | None) -> View:
        """Attach the leaflet of a form to its dispense, and return the page that says so."""
        view, outcome = self._answer(form)
        return replace(view, record=self._attach(form, outcome, records))

    def refusal(self, error: LeafletsError) -> Record:
        """Return a record that tells an error."""
        return Record(state="refused", why=self._faults_of(error))

    def _answer(
        self, form: CounterForm, kind: Form = "pdf", *, with_pictures: bool = True
    ) -> tuple[View, Outcome]:
        view = self._page_without_leaflet(form)
        form, language = view.form, str(view.words.language)
        if view.chosen is None:
            findings, _ = check(form, form.language or language)
            return replace(view, findings=findings), Outcome(findings)
        try:
            edition, order = self._order(form, view.chosen.name, language)
            reading = self._warm.reading(edition)
        except LeafletsError as error:
            return replace(view, impossible=self._faults_of(error)), Outcome(error=error)
        outcome = make(form, edition, order, self._warm, kind)
        view = replace(
            view,
            edition=edition.number,
            is_draft=edition.status == "draft",
            choices=choices_of(reading, view.words, order),
            findings=outcome.findings,
            impossible=self._faults_of(outcome.error) if outcome.error else (),
            sha256=outcome.sha256,
        )
        if with_pictures and outcome.rendered:
            view = replace(
                view,
                pages=pages_of(outcome, every=bool(form.all_pages)),
                page_count=outcome.rendered.pages,
                text=self._warm.make(order, "text").content.decode(),
                text_language=outcome.rendered.language,
            )
        return view, outcome

    def _page_without_leaflet(self, form: CounterForm) -> View:
        """Return the page with the medicine that a form means, if it is certain."""
        library, settings = self._warm.files.library(), self._settings
        languages = library.counters()
        wanted = (form.page_language, settings.language, ENGLISH)
        language = next(tag for tag in wanted if tag in languages)
        medicines = self._find_medicines()
        found = medicines.find(form.medicine, language)
        form = _with_choice(form, found)
        return View(
            words=load_words(library, language),
            form=form,
            languages=_languages_of_page(library, languages, language),
            found=found,
            chosen=medicines.match(form.monograph, language),
            is_checked=bool(form.particulars),
            has_records=settings.store is not None,
        )

    def _find_medicines(self) -> Medicines:
        """Return the medicines of the library; they are read again when a file has changed."""
        held = self._medicines.get(MEDICINES)
        if held is not None:
            return held
        medicines, reads = self._warm.files.make(Medicines)
        self._medicines.put(MEDICINES, medicines, reads)
        return medicines

    def _order(self, form: CounterForm, name: str, language: str) -> tuple[Edition, LeafletOrder]:
        """Decide what the form left open. language: of the page, and of a leaflet by default."""
        known = self._warm.files.library().languages(name)
        wanted = (form.language, language, ENGLISH, *known)
        order = LeafletOrder(
            monograph=name,
            language=next((tag for tag in wanted if tag in known), ENGLISH),
            layout=form.layout or self._settings.layout,
            profile=form.profile or self._settings.profile,
            summary=bool(form.summary),
        )
        edition = self._warm.edition(order)
        titles = edition.titles
        route = form.route if form.route in titles.routes else ""
        use = form.use if form.use in titles.uses else ""
        return edition, complete(replace(order, route=route, use=use), form)

    def _look_up(self, form: CounterForm, records: WaitingRecords | None) -> Record:
        if not form.dispense.strip() or records is None:
            return Record()
        try:
            return Record(earlier=earlier(form.dispense, records))
        except LeafletsError as error:
            return self.refusal(error)

    def _attach(
        self, form: CounterForm, outcome: Outcome, records: WaitingRecords | None
    ) -> Record:
        if records is None:
            return Record()
        before = self._look_up(form, records)
        if not is_as_shown(form, outcome):
            return replace(before, state="not-the-same" if form.shown else "not-shown")
        try:
            attached = hand_over(form, outcome, records, self._settings.clock.now())
        except LeafletsError as error:
            refusal, old = self.refusal(error), before.earlier or ()
            return replace(refusal, earlier=before.earlier, replace=to_replace(outcome, old))
        state = "done" if attached.is_new else "already"
        title = attached.attachment.leaflet.title
        return replace(self._look_up(form, records), state=state, title=title)

    def _faults_of(self, error: LeafletsError) -> tuple[tuple[str, str], ...]:
        """Return what an error says and its next step, for each of its faults, without places and
        paths of this machine."""
        faults = error.faults if isinstance(error, SourceError) else (error,)
        return tuple(
            (
                without_paths(fault.says, self._settings),
                hint_for_callers(without_paths(fault.hint, self._settings)),
            )
            for fault in faults
        )


def _with_choice(form: CounterForm, found: Found) -> CounterForm:
    """Return a form with the monograph that was chosen, by a button, by Enter or by a code.

    A choice holds as long as the text stays for which it was made.
    """
    scan = found.scan
    scanned = {"products": scan.product, "lots": scan.lot} if scan else {"products": "", "lots": ""}
    if form.choose:
        return replace(form, monograph=form.choose, asked=form.medicine, choose="", **scanned)
    if form.monograph and form.asked == form.medicine:
        return form
    only = found.matches[0].name if found.count == 1 else ""
    name = found.exact or only if form.find or scan else ""
    return replace(form, monograph=name, asked=form.medicine, route="", use="", **scanned)


def _languages_of_page(
    library: Library, languages: tuple[str, ...], chosen: str
) -> tuple[Choice, ...]:
    return choices_among({tag: str(load_words(library, tag).name) for tag in languages}, chosen)

"""The counter: it answers each form with the page, the leaflet, or what was handed over before."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from msgspec.structs import replace

from ... import pipeline
from ...base.errors import LeafletsError, NotFoundError
from ...content.library import Library
from ...exchange.open_store import open_store
from ...leaflet.model import Leaflet
from ...leaflet.plain import plain
from ...records import Store
from ..settings import ServiceSettings
from .desk import Order, Outcome, check, faults_of, make
from .form import CounterForm
from .handing_over import earlier, hand_over, is_as_shown, stored_pdf, to_replace
from .medicines import Found, Medicines
from .view import Choice, Record, View, choices_of, pages_of
from .words import CounterWords, load_words

__all__ = ["Counter"]

ENGLISH: Final = "en"


class Counter:
    """Answers forms. It keeps nothing of them; only the names of the library are read once."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings
        self._library = Library(settings.folder)

    def empty_page(self, language: str) -> View:
        """Return the page without anything typed. language: of the page; empty: by the settings."""
        return self._page_without_leaflet(CounterForm(page_language=language))

    def page(self, form: CounterForm) -> View:
        """Return the page for a form: the medicine, what is dangerous, and the pages."""
        return self.page_with(form, self._look_up(form))

    def page_with(self, form: CounterForm, record: Record) -> View:
        """Return the page for a form, with what became of its record."""
        view, _ = self._answer(form)
        return replace(view, record=record)

    def leaflet(self, form: CounterForm) -> tuple[View, Outcome]:
        """Return the leaflet of a form, and the page that tells why where there is none."""
        return self._answer(form, with_pictures=False)

    def html_page(self, leaflet: Leaflet) -> str:
        """Return a leaflet as a page for the phone, one file with all that it needs."""
        return pipeline.html_page(leaflet, folder=self._settings.folder)

    def hand_over(self, form: CounterForm) -> View:
        """Attach the leaflet of a form to its dispense, and return the page that says so."""
        view, outcome = self._answer(form)
        return replace(view, record=self._attach(form, outcome))

    def stored_pdf(self, dispense: str, sha256: str) -> bytes:
        """Return a leaflet that was handed over, byte for byte. Raises NotFoundError, StoreError"""
        with self._open_store() as store:
            return stored_pdf(dispense, sha256, store)

    def _answer(self, form: CounterForm, *, with_pictures: bool = True) -> tuple[View, Outcome]:
        view = self._page_without_leaflet(form)
        form, language = view.form, str(view.words.language)
        if view.chosen is None:
            findings, _ = check(form, form.language or language)
            return replace(view, findings=findings), Outcome(findings)
        try:
            order = self._order(form, view.chosen.name, language)
        except LeafletsError as error:
            return replace(view, impossible=faults_of(error)), Outcome(error=error)
        outcome = make(form, order)
        view = replace(
            view,
            edition=str(order.reading.monograph.edition.number),
            is_draft=order.reading.monograph.review.status == "draft",
            choices=choices_of(order.reading.library, view.words, order),
            findings=outcome.findings,
            impossible=faults_of(outcome.error) if outcome.error else (),
            sha256=outcome.sha256,
        )
        if with_pictures and outcome.typeset and outcome.leaflet:
            view = replace(
                view,
                pages=pages_of(outcome, every=bool(form.all_pages)),
                page_count=outcome.typeset.pages,
                text=plain(outcome.leaflet),
                text_language=outcome.leaflet.language,
            )
        return view, outcome

    def _page_without_leaflet(self, form: CounterForm) -> View:
        """Return the page with the medicine that a form means, if it is certain."""
        library, settings = self._library, self._settings
        languages = library.counters()
        wanted = (form.page_language, settings.language, ENGLISH)
        language = next(tag for tag in wanted if tag in languages)
        found = self._medicines.find(form.medicine, language)
        form = _with_choice(form, found)
        return View(
            words=load_words(library, language),
            form=form,
            languages=_languages_of_page(library, languages, language),
            found=found,
            chosen=self._medicines.match(form.monograph, language),
            is_checked=bool(form.particulars),
            has_records=settings.store is not None,
        )

    @cached_property
    def _medicines(self) -> Medicines:
        return Medicines(self._library)

    def _order(self, form: CounterForm, name: str, language: str) -> Order:
        """Decide what the form left open. language: of the page, and of a leaflet by default."""
        settings = self._settings
        known = self._library.languages(name)
        wanted = (form.language, language, ENGLISH, *known)
        reading = pipeline.read(
            name, language=next((tag for tag in wanted if tag in known), ENGLISH),
            folder=settings.folder, today=settings.clock.today(),
            approved_only=settings.approved_only,
        )  # fmt: skip
        titles = reading.titles
        return Order(
            reading=reading,
            layout=form.layout or settings.layout,
            profile=form.profile or settings.profile,
            pharmacy=settings.pharmacy,
            folder=settings.folder,
            date=settings.date,
            route=form.route if form.route in titles.routes else "",
            use=form.use if form.use in titles.uses else "",
            summary=bool(form.summary),
        )

    def _open_store(self) -> Store:
        """Open the records. Raises NotFoundError where the service keeps none, StoreError."""
        if self._settings.store is None:
            raise NotFoundError("The service keeps no records.", "Start it with --store.")
        return open_store(self._settings.store)

    def _look_up(self, form: CounterForm) -> Record:
        if not form.dispense.strip() or self._settings.store is None:
            return Record()
        try:
            with self._open_store() as store:
                return Record(earlier=earlier(form.dispense, store))
        except LeafletsError as error:
            return Record(state="refused", why=faults_of(error))

    def _attach(self, form: CounterForm, outcome: Outcome) -> Record:
        if not is_as_shown(form, outcome):
            state = "not-the-same" if form.shown else "not-shown"
            return replace(self._look_up(form), state=state)
        try:
            with self._open_store() as store:
                return self._attach_to(store, form, outcome)
        except LeafletsError as error:
            return Record(state="refused", why=faults_of(error))

    def _attach_to(self, store: Store, form: CounterForm, outcome: Outcome) -> Record:
        before = earlier(form.dispense, store)
        try:
            attached = hand_over(form, outcome, store, self._settings.clock.now())
        except LeafletsError as error:
            return Record(
                state="refused", why=faults_of(error), earlier=before,
                replace=to_replace(outcome, before),
            )  # fmt: skip
        return Record(
            state="done" if attached.is_new else "already",
            title=attached.attachment.leaflet.title,
            earlier=earlier(form.dispense, store),
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
    names: dict[str, CounterWords] = {tag: load_words(library, tag) for tag in languages}
    return tuple(Choice(tag, str(names[tag].name), tag == chosen) for tag in languages)

"""A frozen leaflet: a body that was set once, behind which each patient's words are stamped."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from ..base.errors import DoesNotFit, UsageError
from ..content.particulars import Particulars, check_medicine
from ..leaflet.particulars_wording import BLANK
from ..pdf.tail import Hash
from ..typesetting import Letters
from ..typesetting.letters import letters_in
from ..typesetting.reserve import spare_for_lines
from .field_setter import FieldSetter
from .plan import StampPlan

__all__ = ["Frozen"]


class _SetWords(NamedTuple):
    """The words of a patient, set in a body. codes: the operators that draw each field.

    height: in points. spare: as in `Frozen.spare_for`.
    """

    codes: list[bytes]
    height: float
    spare: float


class Frozen:
    """A body, and the means to stamp particulars behind it. Its errors never quote particulars.

    body: the bytes with which every leaflet of this kind begins. fields: the particulars that fit
    it; each stamping must have exactly these. pages: of the whole leaflet.
    """

    def __init__(self, body: bytes, plan: StampPlan) -> None:
        self.body, self.plan = body, plan
        self.pages, self.metadata = plan.pages, plan.metadata
        self.fields = frozenset(field.name for field in plan.fields)
        self._hash: Hash = sha256(body)
        fonts = [font for fonts in plan.fonts.values() for font in fonts]
        codes = {font.name: font.codes for font in fonts}
        self._setters = [FieldSetter(field, plan, codes) for field in plan.fields]
        self._label_letters = Letters().union(*(
            letters_in(text.replace(BLANK, ""), weight, plan.fonts[weight][0].codes)
            for field in plan.fields for text, weight in field.runs
        ))  # fmt: skip
        (stream,) = plan.tail_writer.streams
        self._stream_head = b"%d 0 obj\n<</Length " % stream

    def stamp(self, particulars: Particulars) -> bytes:
        """Return the leaflet of one patient, byte for byte as a full render makes it.

        Raises DoesNotFit or MissingGlyph if only a full render can set it, ProfileError for words
        that the profile forbids, ParticularsError for another medicine's route or product, and
        UsageError for other fields or another language.
        """
        return self.body + self.tail(particulars)

    def parts(self, particulars: Particulars) -> tuple[bytes, bytes]:
        """Return the leaflet of one patient as body and tail. Raises what `stamp` raises."""
        return self.body, self.tail(particulars)

    def tail(self, particulars: Particulars) -> bytes:
        """Return what follows the body. Raises what `stamp` raises."""
        return self.tail_with(self.code(particulars))

    def tail_with(self, code: bytes) -> bytes:
        """Return what follows the body. code: draws the patient's words; see `code`."""
        stream = b"%b%d>>\nstream\n%b\nendstream\nendobj\n" % (self._stream_head, len(code), code)
        return self.plan.tail_writer.write(stream, self._hash.copy())

    def code(self, particulars: Particulars) -> bytes:
        """Return the operators that draw a patient's words. Raises what `stamp` raises."""
        plan = self.plan
        if particulars.values.keys() != self.fields or particulars.language != plan.language:
            raise UsageError(
                "The particulars are not those for which this leaflet was prepared.",
                "Prepare it for the same fields and the same language.",
            )
        plan.forbidden_words.check(particulars)
        check_medicine(plan.medicine, particulars)
        if self._is_for_others(particulars):
            raise UsageError(
                "This leaflet was prepared for another route or use than that of the particulars.",
                "Prepare one for each route and use.",
            )
        if plan.letters and self.letters_for(particulars) != plan.letters:
            raise DoesNotFit(
                "The particulars need other letters than the fonts of this body have room for.",
                "Freeze a body with the letters that `letters_for` gives, or render in full.",
            )
        words = self._set(particulars)
        if not self._has_room(words, particulars):
            raise DoesNotFit(
                "The particulars need other room than this body has for them.",
                "Freeze a body with the lines that `spare_for` gives, or render in full.",
            )
        return b"\n".join(words.codes)

    def _has_room(self, words: _SetWords, particulars: Particulars) -> bool:
        """Return whether a full render would have the same room for the words of a patient."""
        plan = self.plan
        if plan.lines is None:
            return words.height <= plan.height and words.spare == plan.room.spare
        lines, values = dict(plan.lines), particulars.values
        return all(
            setter.set(values[setter.name], plan.top).lines == lines.get(setter.name, 1)
            for setter in self._setters
        )

    def spare_for(self, particulars: Particulars) -> float:
        """Return the lines that a full render keeps free for the words of a patient.

        A body that was frozen with so many has room for them, if any has. Raises MissingGlyph.
        """
        return self._set(particulars).spare

    def letters_for(self, particulars: Particulars) -> Letters:
        """Return the letters besides the usual ones for which the fonts of a full render have room.

        A body that was frozen with them has the words of a patient, if any has.
        """
        letters = self._label_letters
        for setter in self._setters:
            phrase = self.plan.particulars_wording.value(
                setter.name, particulars.values[setter.name]
            )
            letters |= letters_in(phrase, setter.weight, self.plan.fonts[setter.weight][0].codes)
        return letters

    def _set(self, particulars: Particulars) -> _SetWords:
        """Set all fields, one below the other."""
        values, top, room = particulars.values, self.plan.top, self.plan.room
        codes, height, extra = [], 0.0, 0.0
        for setter in self._setters:
            top -= setter.gap
            code, lines, lines_in_largest = setter.set(values[setter.name], top)
            codes.append(code)
            field_height = lines * setter.leading
            height += setter.gap + field_height
            top -= field_height
            if lines_in_largest > 1:
                extra += (lines_in_largest - 1) * setter.largest_leading
        spare = spare_for_lines(extra / room.directions_leading, room.own) if extra else room.own
        return _SetWords(codes, height, spare)

    def _is_for_others(self, particulars: Particulars) -> bool:
        """Return whether a full render would choose the words for another route or use."""
        own = self.metadata
        if own.route and particulars.route not in ("", own.route):
            return True
        has_uses = len(self.plan.medicine.uses) > 1
        return has_uses and particulars.use not in ("", own.use)

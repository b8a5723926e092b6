"""Check the review of a monograph: who approved the edition, when, and whether a draft will do."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ...base.arguments import check_type
from ...base.errors import UsageError
from ...source.schema import Faults, InvalidText, listed
from ...source.yaml import Mapping, Text
from .scalars import Date

APPROVAL: Final = ("by", "on", "words")

__all__ = ["ReviewPolicy", "check_review", "review_policy"]


class ReviewPolicy(Struct, frozen=True):
    """What the reader of a monograph accepts as its review.

    today: the ISO date of the reading, after which nothing can have been approved; None refuses
    every approved monograph, because nobody could tell. approved_only: refuse drafts.
    """

    today: str | None = None
    approved_only: bool = False


def review_policy(today: str | None, approved_only: bool) -> ReviewPolicy:
    """Make a policy of arguments of the public functions. Raises UsageError."""
    check_type("today", today, str, type(None))
    check_type("approved_only", approved_only, bool)
    if today is not None and not _day(Text(today)):
        message = f"'today' is '{today[:60]}', which is not a day of the calendar."
        raise UsageError(message, "Write it as 2026-11-30.")
    return ReviewPolicy(today, approved_only)


def check_review(node: Mapping, policy: ReviewPolicy, faults: Faults) -> None:
    """Check that an approval is complete and possible (M205), and a draft accepted (M292).

    node: the values of a monograph. A review of a wrong shape is left to the shape.
    """
    review = node.group("review")
    status = review.text("status")
    missing = [key for key in APPROVAL if key not in review]
    if status == "approved" and missing:
        verb = "are" if missing[1:] else "is"
        message = (
            f"An approval says by whom, when and of which words: {listed(missing)} {verb} missing."
        )
        hint = "Set the status to draft; 'leaflets review' then writes the whole approval."
        faults.add(205, status.place, message, hint)
    if status == "approved" and (day := _day(review.text("on"))):
        _check_day(day, _day(node.group("edition").text("date")), policy.today, faults)
    approval_keys = [key for key in (*APPROVAL, "again-by") if key in review]
    if status == "draft" and approval_keys:
        message = f"A draft has not been approved by anybody, but has {listed(approval_keys)}."
        faults.add(205, status.place, message, "Remove that; 'leaflets review' writes an approval.")
    if status == "draft" and policy.approved_only:
        message = "This edition is a draft, and only approved ones are wanted."
        hint = "Have a health professional review it ('leaflets review'), or allow drafts."
        faults.add(292, status.place, message, hint)


def _check_day(day: Date, edition: Date | None, today: str | None, faults: Faults) -> None:
    """Check that an approval is not older than the edition, nor of a day to come."""
    if edition and day < edition:
        message = f"The approval of {day} is older than this edition, which is of {edition}."
        faults.add(205, day.place, message, "Review this edition anew, or set the status to draft.")
    if today is None:
        message = f"Without the date of today nobody can tell whether {day} is past."
        faults.add(205, day.place, message, f"Give it, as in leaflets.read(…, today='{day}').")
    elif day > today:
        message = f"The approval is of {day}, and today is {today}."
        hint = "Correct the date, or this machine's clock; until then, set the status to draft."
        faults.add(205, day.place, message, hint)


def _day(text: Text | None) -> Date | None:
    try:
        return Date.from_text(text) if text else None
    except InvalidText:
        return None

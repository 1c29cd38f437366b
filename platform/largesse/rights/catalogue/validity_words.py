"""A rule of validity in words, for clients and for staff, in the reader's language."""

from itertools import groupby

from largesse.kernel.copy import text
from largesse.rights.catalogue.validity import AfterClaim, AfterIssue, Until, Validity, Window

_WEEK = tuple(range(1, 8))
_NO_CONNECTION = 2  # so many days in a row are named each, more of them from the first to the last


def ends_said(rule: Validity, locale: str) -> str:
    """Say until when a right can be used."""
    if isinstance(rule.ends, AfterClaim):
        facts = {"count": rule.ends.count, "by": _first_said(rule.ends.claim_by, locale)}
        return text(f"rights.validity.claim_{rule.ends.unit}", locale, facts)
    return _said(rule.ends, "rights.validity", locale)


def hours_said(rule: Validity, locale: str) -> list[str]:
    """Say on which days and at which hours a right can be used; nothing where every moment will do."""
    lines = [text("rights.validity.opens", locale, {"day": rule.opens.isoformat()})] if rule.opens else []
    if rule.windows:
        joined = text("rights.validity.joint", locale).join(_window_said(one, locale) for one in rule.windows)
        lines.append(text("rights.validity.windows", locale, {"windows": joined}))
    if rule.days != "any":
        lines.append(text(f"rights.validity.{rule.days}", locale))
    if rule.blackouts:
        days = [_span_said(one.first.isoformat(), one.last.isoformat(), locale) for one in rule.blackouts]
        joined = text("rights.validity.joint", locale).join(days)
        lines.append(text("rights.validity.blackouts", locale, {"days": joined}))
    return lines


def _first_said(deadline: Until | AfterIssue, locale: str) -> str:
    return _said(deadline, "rights.validity.by", locale)


def _said(deadline: Until | AfterIssue, prefix: str, locale: str) -> str:
    if isinstance(deadline, Until):
        return text(f"{prefix}_until", locale, {"day": deadline.day.isoformat()})
    return text(f"{prefix}_{deadline.unit}", locale, {"count": deadline.count})


def _window_said(window: Window, locale: str) -> str:
    days = sorted(window.weekdays)
    hours = "" if (window.begins, window.until) == ("00:00", "24:00") else f"{window.begins}–{window.until}"
    if tuple(days) == _WEEK:
        return hours or text("rights.validity.every_day", locale)
    runs = [list(run) for _, run in groupby(days, key=lambda day: day - days.index(day))]
    words = [_run_said(run, locale) for run in runs]
    comma = text("rights.validity.comma", locale)
    return " ".join(one for one in (comma.join(words), hours) if one)


def _run_said(days: list[int], locale: str) -> str:
    names = [text(f"rights.weekday.{day}", locale) for day in days]
    if len(days) <= _NO_CONNECTION:
        return text("rights.validity.comma", locale).join(names)
    return text("rights.validity.to", locale, {"first": names[0], "last": names[-1]})


def _span_said(first: str, last: str, locale: str) -> str:
    return first if first == last else text("rights.validity.to", locale, {"first": first, "last": last})

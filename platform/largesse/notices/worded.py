"""The words of a message, in the name of the bank that sends it.

Invariant   in production no message names a bank but the one of the settings
"""

from collections.abc import Mapping
from typing import Any

from largesse.kernel.copy import text
from largesse.kernel.settings import Settings, settings


def worded(key: str, locale: str, facts: Mapping[str, Any] | None = None) -> str:
    """Give a text of the copy files with its facts, and the bank's name where the text has a place for it."""
    name = bank_of(settings(), locale)
    head = text("notices.head", locale, {"name": name}) if name else ""
    return text(key, locale, {**(facts or {}), "bank": head})


def bank_of(chosen: Settings, locale: str) -> str:
    """Give the bank's name in a language; "" where it is not told, and real clients would read it."""
    named = (chosen.bank_en or chosen.bank) if locale == "en" else (chosen.bank or chosen.bank_en)
    return named if named or chosen.production else text("notices.bank", locale)

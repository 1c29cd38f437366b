"""Why a file as a whole is no table."""

from dataclasses import dataclass


@dataclass(eq=False)
class Unreadable(Exception):  # noqa: N818 - an outcome of reading, translated by the caller
    """The file as a whole is no such table: why, in a word, and about which column or line."""

    why: str
    what: str = ""

"""What a workbook's number format does to a number that a person sees: zeros in front, a mark, a scale. Pure.

Source      ECMA-376 part 1, 18.8.30 (numFmt) and 18.8.31 (number format codes)
"""

import re
from dataclasses import dataclass

BUILT_IN = {9: "0%", 10: "0.00%"}
_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|(?P<plain>.)',
    re.DOTALL,
)
_DIGITS = frozenset("0#?.,%/Ee+- ()")


@dataclass(frozen=True)
class Display:
    """How a number is shown.

    Args:
        before: words in front of it; ``after``: behind it.
        pads: digits that a whole number is filled up to; 0 where it is not one or is not filled up.
        scale: ``%``, or ``,`` for each thousand by which it is shown smaller.
    """

    before: str = ""
    after: str = ""
    pads: int = 0
    scale: str = ""

    @property
    def mark(self) -> str:
        """What is shown beside the digits, and the scale."""
        return f"{self.before.strip()}{self.after.strip()}{self.scale}"

    def whole(self, number: int) -> str | None:
        """Show a whole number as a person sees it; None where this does not say how."""
        if not self.pads or self.scale or number < 0:
            return None
        return f"{self.before}{number:0{self.pads}d}{self.after}"


def display_of(code: str) -> Display | None:
    """Read a format; None where a number is shown as it is, or is a date."""
    section = _first_section(code)
    before, after, digits = "", "", ""
    for piece in _PIECES.finditer(section):
        words = next(
            (found for found in piece.group("quoted", "escaped", "money") if found is not None), None
        )
        plain = piece["plain"]
        if words is None and plain is not None:
            if plain in _DIGITS:
                digits += plain
                continue
            if plain in "ymdhsYMDHSG@":
                return None
            words = plain
        if digits.strip():
            after += words or ""
        else:
            before += words or ""
    digits = digits.strip()
    scale = "%" if "%" in digits else _commas(digits)
    pads = len(digits) if digits and set(digits) == {"0"} else 0
    found = Display(before, after, pads if pads > 1 or before or after else 0, scale)
    return None if found == Display() else found


def _commas(digits: str) -> str:
    """Give the commas behind the last digit of the whole part: each shows a thousand times less."""
    for part in (digits, digits.partition(".")[0]):
        if part.endswith(","):
            return part[len(part.rstrip(",")) :]
    return ""


def _first_section(code: str) -> str:
    """Give the section for positive numbers."""
    quoted = False
    for at, one in enumerate(code):
        if one == '"':
            quoted = not quoted
        elif one == ";" and not quoted:
            return code[:at]
    return code

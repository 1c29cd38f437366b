"""Which sign a line may have, by its type, and which types are ever paid. Pure.

What the provider asks of us is positive, what he owes us negative. A negative line of a file that names no
types is a refund; a stated type whose amount has the wrong sign is a finding.
"""

from collections.abc import Mapping

from largesse.kernel.money import amount
from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.profile import LineType

NEVER_PAID: tuple[LineType, ...] = ("topup", "balance")
_SIGN: Mapping[str, int] = {"fulfilment": 1, "fee": 1, "refund": -1, "penalty": -1}
_WRONG: Mapping[str, str] = {
    "fulfilment": "charge_negative",
    "fee": "charge_negative",
    "refund": "refund_positive",
    "penalty": "penalty_positive",
}


def type_by_sign(default: LineType, gross_minor: int) -> LineType:
    """Give the type of a line that states none."""
    return "refund" if default == "fulfilment" and gross_minor < 0 else default


def check_sign(line_type: str, gross_minor: int, currency: str) -> None:
    """Refuse a refund that asks for money, a use that gives some back, a fee or penalty turned about.

    Raises:
        Unreadable: charge_negative, refund_positive, penalty_positive.
    """
    if gross_minor * _SIGN.get(line_type, 0) < 0:
        raise Unreadable(_WRONG[line_type], value=amount(gross_minor, currency))

"""Charts of accounts: data in ``charts/``, one file each; the codes are the institution's, not ours.

Invariant   a role (what an amount is for) leads to a code by the chart's policy; code never names an account
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from largesse.kernel.errors import Broken

_FOLDER = Path(__file__).parent / "charts"
DEFAULT = "bank-cn"


class AccountSeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One account of a chart. ``normal`` is the side on which it grows."""

    code: str
    book: Literal["gl", "memo"]
    normal: Literal["D", "C"]
    name: dict[str, str]
    eager: bool = False
    floor_zero: bool = False
    must_clear: bool = False


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which account an amount of a kind goes to."""

    expense: dict[str, str]
    unknown_expense: str
    fee: str
    own_stock: str
    accrued: str
    payable: str
    claim: str
    inter_branch: str
    input_vat_pending: str
    deemed_output_vat: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    chart: str
    name: dict[str, str]
    source: str
    policy: Policy
    accounts: list[AccountSeed]


@dataclass(frozen=True)
class Chart:
    """A chart in memory."""

    name: str
    policy: Policy
    accounts: dict[str, AccountSeed] = field(default_factory=dict)

    def account(self, code: str) -> AccountSeed:
        """Give an account by code; an unknown one is a bug of ours or of the chart."""
        if code not in self.accounts:
            raise Broken(f"chart {self.name} has no account {code}")
        return self.accounts[code]


@cache
def chart(name: str = DEFAULT) -> Chart:
    """Load a chart by its name."""
    path = _FOLDER / f"{name}.json"
    if name not in names():
        raise Broken(f"no chart called {name}")
    file = msgspec.json.decode(path.read_bytes(), type=_File)
    return Chart(file.chart, file.policy, {account.code: account for account in file.accounts})


def names() -> tuple[str, ...]:
    """Give the charts that are shipped."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))

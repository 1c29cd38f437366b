"""What every piece of supply shares: its id once made, its code, its title, its place.

Words       *provider* 服务商, *product* 权益, *SKU*, *budget* 预算: a module each
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.models import Model

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import because
from largesse.kernel.writing import name_given
from largesse.store.codes import alike
from largesse.store.work import Tx

PROVIDER, PRODUCT, SKU = "prv", "prd", "sku"
MONEY_MAX = 10**13
Text = dict[str, str]


@dataclass(frozen=True)
class CodeTaken(Refusal):
    """Another row of this kind has the code."""

    code = "rights.code_taken"
    taken: str
    path: str | None = "code"


@dataclass(frozen=True)
class Made:
    """The id of what was made."""

    id: UUID


async def expect_free(tx: Tx[Any], kind: type[Model], code: str, *, column: str = "code") -> None:
    """Refuse a code that another row of the kind has, or that nobody could tell apart from it.

    Raises:
        CodeTaken: ``rights.code_taken``.
    """
    taken = await alike(tx, kind, code, column=column)
    if taken is not None:
        raise CodeTaken(taken)


def expect_reached(actor: Actor, unit: UUID) -> None:
    """Refuse an org unit that the actor does not reach."""
    if not actor.reaches(unit):
        raise Malformed(because("rights.reason.unit"), "org_unit")


def text_given(text: Text, path: str) -> Text:
    """Give a title or name that says it in Chinese at least, and holds nothing invisible."""
    given = {language: name_given(value, path) for language, value in text.items()}
    if not given.get("zh-CN") or any(len(value) > 200 for value in given.values()):
        raise Malformed(because("rights.reason.chinese", most=200), path)
    return given


def currency_given(currency: str) -> str:
    """Give a currency in its form; whether the books keep it is another question."""
    if len(currency) != 3 or not (currency.isascii() and currency.isupper()):
        raise Malformed(because("rights.reason.currency"), "currency")
    return currency

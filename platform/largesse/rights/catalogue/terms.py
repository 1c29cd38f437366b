"""The terms of a SKU: what it is worth, costs and includes, how it is taxed, used and settled.

Invariant   a SKU says its VAT treatment and income tax itself; there is no default
Source      公告2019第74号 for the income tax of prizes; docs/explanation/stock.md
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from largesse.contracts.validate import validate
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.money import Long
from largesse.kernel.reasons import because, between
from largesse.media.reads import picture_within_reach
from largesse.media.records import PictureId
from largesse.rights.catalogue.supply import MONEY_MAX, Text, text_given
from largesse.rights.catalogue.validity import (
    DAYS_MAX,
    after_issue,
    nominal_days,
    validity_given,
)
from largesse.rights.forms.form import Asked, asked_of
from largesse.store.work import Read

UNITS_MAX = 1000
PPM = 1_000_000
FORM = "personal-form.v1"
NO_FORM: dict[str, Any] = {"fields": []}


class IncomeTax(StrEnum):
    """Income tax of a prize."""

    INCIDENTAL_20 = "incidental_20"
    DISCOUNT_COUPON_EXEMPT = "discount_coupon_exempt"
    NONE = "none"


class BorneBy(StrEnum):
    """Who bears the income tax."""

    CLIENT = "client"
    BANK = "bank"


class VatTreatment(StrEnum):
    """VAT treatment of a SKU; there is no default."""

    DEDUCT_AND_DEEM = "deduct_and_deem"
    NO_DEDUCT = "no_deduct"
    PREPAID_CARD_NON_TAXABLE = "prepaid_card_non_taxable"
    DISCOUNT = "discount"


class TransferPolicy(StrEnum):
    """To whom a holder may pass a right on."""

    NONE = "none"
    FAMILY = "family"
    ANYONE = "anyone"


class RefundPolicy(StrEnum):
    """What comes back of a right that was paid for: nothing, a right nobody used, or each unused unit."""

    NONE = "none"
    UNUSED = "unused"
    UNUSED_UNITS = "unused_units"


class BreakagePolicy(StrEnum):
    """When the cost is an expense: as it is used, or at once less the share that is expected to lapse."""

    AT_REDEMPTION = "at_redemption"
    AT_ISSUE = "at_issue"


@dataclass(frozen=True, kw_only=True)
class SkuTerms(Ask):
    """The terms of a SKU, for making and for changing one."""

    title: Text = asked("Title.")
    face_value_minor: Long = asked("What stands on it, in minor units.")
    market_value_minor: Long = asked("What it is worth to a client, in minor units.")
    unit_cost_minor: Long = asked("What one right costs the institution, all its units, in minor units.")
    income_tax: IncomeTax = asked("Income tax.")
    borne_by: BorneBy = asked("Who bears it.")
    vat_treatment: VatTreatment = asked("VAT treatment.")
    vat_rate_ppm: int = asked("VAT rate in parts per million.")
    valid_days: int = asked(
        "Days after the issue, 1 to 3660; where no rule of validity is given.", default=90
    )
    validity: dict[str, Any] | None = asked("Rule of validity, validity.v1.", default=None)
    units: int = asked("How often one right can be used, 1 to 1000.", default=1)
    terms: Text = asked("Terms shown to the client.", default_factory=dict)
    service: Text = asked("What the service includes.", default_factory=dict)
    picture: PictureId | None = asked("A picture of the library, pic_….", id="pic", default=None)
    picture_alt: Text = asked("What the picture shows, for those who do not see it.", default_factory=dict)
    transfer: TransferPolicy = asked("To whom it may be passed on.", default=TransferPolicy.NONE)
    refund: RefundPolicy = asked("What comes back of it.", default=RefundPolicy.NONE)
    breakage: BreakagePolicy = asked("When its cost is an expense.", default=BreakagePolicy.AT_REDEMPTION)
    breakage_ppm: int = asked("Share that is expected to lapse, in parts per million.", default=0)
    personal_form: dict[str, Any] | None = asked(
        "What the client is asked for, personal-form.v1.", default=None
    )


def terms_given(ask: SkuTerms) -> dict[str, Any]:
    """Give the columns of terms as they came.

    Raises:
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    for name in ("face_value_minor", "market_value_minor", "unit_cost_minor"):
        if not 0 <= getattr(ask, name) <= MONEY_MAX:
            raise Malformed(because("rights.reason.worth"), name)
    _within(ask.vat_rate_ppm, 0, PPM, "vat_rate_ppm")
    _within(ask.units, 1, UNITS_MAX, "units")
    _within(ask.valid_days, 1, DAYS_MAX, "valid_days")
    return {
        "title": text_given(ask.title, "title"),
        "face_value_minor": ask.face_value_minor,
        "market_value_minor": ask.market_value_minor,
        "unit_cost_minor": ask.unit_cost_minor,
        "income_tax": str(ask.income_tax),
        "borne_by": str(ask.borne_by),
        "vat_treatment": str(ask.vat_treatment),
        "vat_rate_ppm": ask.vat_rate_ppm,
        "units": ask.units,
        "terms": ask.terms,
        "service": ask.service,
        "transfer": str(ask.transfer),
        "refund": str(ask.refund),
        "personal_form": form_given(ask.personal_form or NO_FORM),
        **_validity(ask),
        **_breakage(ask),
        "picture_id": ask.picture,
        "picture_alt": text_given(ask.picture_alt, "picture_alt") if ask.picture else {},
    }


async def picture_given(read: Read, actor: Actor, picture: UUID | None) -> str | None:
    """Give the address of a picture's bytes.

    Raises:
        PictureMissing: ``media.picture_missing``, also when out of reach.
    """
    return await picture_within_reach(read, actor, picture) if picture else None


def form_given(document: dict[str, Any]) -> dict[str, Any]:
    """Give a form of personal data whose fields each have a name of their own, a purpose and a consent.

    Raises:
        Malformed: ``kernel.malformed`` at ``personal_form``.
    """
    if validate(FORM, document):
        raise Malformed(because("rights.reason.personal_form"), "personal_form")
    asked = asked_of(document)
    if len({one.key for one in asked}) < len(asked):
        raise Malformed(because("rights.reason.personal_form_twice"), "personal_form")
    if not all(_choices_fit(one) for one in asked):
        raise Malformed(because("rights.reason.personal_choices"), "personal_form")
    return document


def _choices_fit(one: Asked) -> bool:
    """Tell whether a choice, and nothing else, has something to choose, each once."""
    values = [choice.value for choice in one.choices]
    return bool(values) == (one.type == "choice") and len(set(values)) == len(values)


def _validity(ask: SkuTerms) -> dict[str, Any]:
    if ask.validity is None:
        return {"valid_days": ask.valid_days, "validity": after_issue(ask.valid_days)}
    return {"valid_days": nominal_days(validity_given(ask.validity)), "validity": ask.validity}


def _breakage(ask: SkuTerms) -> dict[str, Any]:
    _within(ask.breakage_ppm, 0, PPM, "breakage_ppm")
    expected = ask.breakage_ppm if ask.breakage == BreakagePolicy.AT_ISSUE else 0
    return {"breakage": str(ask.breakage), "breakage_ppm": expected}


def _within(value: int, least: int, most: int, name: str) -> None:
    if not least <= value <= most:
        raise Malformed(between(least, most), name)

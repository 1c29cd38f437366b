"""What the console shows of a SKU: its terms, its rule of validity in words, and who signed its taxes."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, MoneyType, money, named
from largesse.faces.together import together
from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, text_id
from largesse.media.records import PICTURE
from largesse.rights.catalogue import reads
from largesse.rights.catalogue.actions import sku_actions
from largesse.rights.catalogue.skus import SkuStanding
from largesse.rights.catalogue.supply import PRODUCT, SKU
from largesse.rights.catalogue.validity import validity_of
from largesse.rights.catalogue.validity_words import ends_said, hours_said


def rule_said(document: dict[str, Any], locale: str) -> str:
    """Say a whole rule of validity in one line."""
    rule = validity_of(document)
    return text("rights.validity.joint", locale).join([ends_said(rule, locale), *hours_said(rule, locale)])


@strawberry.type(description="The institution's own word on how something is taxed.")
class TaxSigned:
    """An opinion."""

    opinion: str = named("The opinion.")
    signed_at: datetime = named("When it was signed.")
    signer: strawberry.Private[UUID]

    @strawberry.field(description="Who signed it.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def signer_name(self, info: Info) -> str:
        """Read the signer's name."""
        return await together(info, self.signer, names_of_staff) or ""

    @classmethod
    def of(cls, opinion: str | None, signer: UUID | None, at: datetime | None) -> Self | None:
        return cls(opinion=opinion, signed_at=at, signer=signer) if opinion and signer and at else None


@strawberry.type(description="A SKU: exactly what is given, by whom, at what cost and with which tax.")
class Sku:
    """One SKU."""

    id: str = named("Id, sku_….")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    product_name: str = named("The product's title.")
    category: str = named("Category of the product.")
    fulfil: str = named("own_code or provider.")
    provider_name: str = named("The provider's name; empty: none.")
    face_value: MoneyType = named("What stands on it.")
    market_value: MoneyType = named("What one unit is worth to a client.")
    unit_cost: MoneyType = named("What one unit costs the institution.")
    income_tax: str = named("incidental_20, discount_coupon_exempt or none.")
    borne_by: str = named("Who bears the income tax: client or bank.")
    vat_treatment: str = named("deduct_and_deem, no_deduct, prepaid_card_non_taxable or discount.")
    vat_rate_ppm: int = named("VAT rate in parts per million.")
    valid_days: int = named("Days that a right of it stays valid, where its rule counts days from the issue.")
    validity: JsonDocument = named("Rule of validity, validity.v1.")
    validity_name: str = named("The rule in words, first until when, then the hours.")
    version: int = named("Counts its changes.")
    title: JsonDocument = named("Title in every language.")
    units: int = named("How often one right can be used.")
    terms: JsonDocument = named("Terms shown to the client, in every language.")
    service: JsonDocument = named("What the service includes, in every language.")
    picture: str | None = named("Its picture, pic_….")
    picture_url: str | None = named("Where the picture is shown.")
    picture_alt: JsonDocument = named("What the picture shows, in every language.")
    transfer: str = named("To whom it may be passed on: none, family or anyone.")
    refund: str = named("What comes back of it: none, unused or unused_units.")
    breakage: str = named("When its cost is an expense: at_redemption or at_issue.")
    breakage_ppm: int = named("Share that is expected to lapse, in parts per million.")
    personal_form: JsonDocument = named("What the client is asked for, personal-form.v1.")
    tax: TaxSigned | None = named("The institution's own word on its taxes; null: nobody has signed them.")
    product: str = named("Its product, prd_….")
    state: str = named("active or stopped.")
    row: strawberry.Private[reads.SkuRow]

    @strawberry.field(description="What the reader may do with it now.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(sku_actions(info.context.who(), self.row))

    @classmethod
    def of(cls, row: reads.SkuRow, locale: str) -> "Sku":
        return cls(
            id=text_id(SKU, row.id),
            code=row.code,
            name=said(row.title, locale),
            product_name=said(row.product_title, locale),
            category=row.category,
            fulfil=row.fulfil_mode,
            provider_name=said(row.provider_name, locale),
            face_value=money(row.face_value_minor, row.currency),
            market_value=money(row.market_value_minor, row.currency),
            unit_cost=money(row.unit_cost_minor, row.currency),
            income_tax=row.income_tax,
            borne_by=row.borne_by,
            vat_treatment=row.vat_treatment,
            vat_rate_ppm=row.vat_rate_ppm,
            valid_days=row.valid_days,
            validity=JsonDocument(row.rule),
            validity_name=rule_said(row.rule, locale),
            version=row.version,
            title=JsonDocument(row.title),
            units=row.units,
            terms=JsonDocument(row.terms),
            service=JsonDocument(row.service),
            picture=maybe_id(PICTURE, row.picture_id),
            picture_url=f"/media/{row.picture}" if row.picture else None,
            picture_alt=JsonDocument(row.picture_alt),
            transfer=row.transfer,
            refund=row.refund,
            breakage=row.breakage,
            breakage_ppm=row.breakage_ppm,
            personal_form=JsonDocument(row.personal_form),
            tax=TaxSigned.of(row.tax_opinion, row.tax_signed_by, row.tax_signed_at),
            product=text_id(PRODUCT, row.product),
            row=row,
            state=row.state,
        )


@strawberry.type(description="A SKU changed.")
class SkuMoved:
    """Where it stands now."""

    id: str = named("Id, sku_….")
    version: int = named("Its version.")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: SkuStanding) -> Self:
        return cls(id=text_id(SKU, standing.sku), version=standing.version, state=standing.state)

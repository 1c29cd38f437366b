"""How the register is searched: providers, products, SKUs, budgets, batches, rights of clients."""

from functools import partial

from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.plugging.installations.reads import InstalledRow
from largesse.plugging.installations.views import INSTALLATION
from largesse.rights.batches.batch import BATCH
from largesse.rights.batches.reads import BatchRow, batches_page
from largesse.rights.bookings.reads import bookable_page
from largesse.rights.budgets.budget import BUDGET
from largesse.rights.budgets.reads import BudgetRow, budgets_page
from largesse.rights.catalogue.reads import (
    ProductRow,
    ProviderRow,
    SkuRow,
    products_page,
    providers_page,
    skus_page,
)
from largesse.rights.catalogue.supply import PRODUCT, PROVIDER, SKU
from largesse.rights.code_pools.reads import poolless_skus_page
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.entitlements.reads import EntitlementRow, entitlements_page
from largesse.rights.handing.reads import HandableRow, handable_page
from largesse.rights.orders.reads import free_fulfillers_page, fulfillers_page
from largesse.rights.packages.package import PACKAGE
from largesse.rights.packages.reads import PackageRow, packages_page
from largesse.rights.points.kind import KIND
from largesse.rights.points.reads import KindRow, kinds_page

_ACTIVE = "active"
_SEES = "rights.view"


def _provider(row: ProviderRow, locale: str) -> Found:
    closed = row.state != _ACTIVE
    return Found(text_id(PROVIDER, row.id), said(row.name, locale), row.slug, closed=closed)


def _product(row: ProductRow, locale: str) -> Found:
    name, unit = said(row.title, locale), said(row.unit_name, locale)
    return Found(text_id(PRODUCT, row.id), name, row.code, unit, row.state != _ACTIVE)


def _sku(row: SkuRow, locale: str) -> Found:
    name, product = said(row.title, locale), said(row.product_title, locale)
    return Found(text_id(SKU, row.id), name, row.code, product, row.state != _ACTIVE)


def _budget(row: BudgetRow, locale: str) -> Found:
    note = f"{row.currency} · {said(row.unit_name, locale)}"
    return Found(text_id(BUDGET, row.id), said(row.title, locale), row.code, note, row.state != _ACTIVE)


def _batch(row: BatchRow, locale: str) -> Found:
    note = text("rights.batch_left", locale, {"free": f"{row.left:,}", "total": f"{row.total:,}"})
    return Found(text_id(BATCH, row.id), said(row.title, locale), row.code, note, row.state != _ACTIVE)


def _handable(row: HandableRow, locale: str) -> Found:
    left = max(0, row.left_now)
    key = "rights.handable_signed" if row.signed else "rights.handable_left"
    note = text(key, locale, {"free": f"{row.free:,}", "left": f"{left:,}"})
    return Found(text_id(BATCH, row.id), said(row.title, locale), row.code, note, left == 0)


def _package(row: PackageRow, locale: str) -> Found:
    name, unit = said(row.title, locale), said(row.unit_name, locale)
    return Found(text_id(PACKAGE, row.id), name, row.code, unit, row.state != _ACTIVE)


def _right(row: EntitlementRow, locale: str) -> Found:
    return Found(text_id(RIGHT, row.id), said(row.sku_title, locale), row.batch_code, row.client_name)


def _fulfiller(row: InstalledRow, locale: str) -> Found:
    return Found(text_id(INSTALLATION, row.id), said(row.title, locale), row.name, row.version)


def _points(row: KindRow, locale: str) -> Found:
    return Found(text_id(KIND, row.id), said(row.name, locale), row.code, closed=row.state != _ACTIVE)


OWN_FINDS = (
    FINDS.of(
        Find("provider", _SEES, PROVIDER, providers_page, _provider, partial(providers_page, state=_ACTIVE))
    ),
    FINDS.of(
        Find(
            "fulfiller",
            "rights.supply",
            INSTALLATION,
            fulfillers_page,
            _fulfiller,
            free_fulfillers_page,
            listed=False,
        )
    ),
    FINDS.of(Find("product", _SEES, PRODUCT, products_page, _product, partial(products_page, state=_ACTIVE))),
    FINDS.of(Find("sku", _SEES, SKU, skus_page, _sku, partial(skus_page, state=_ACTIVE))),
    FINDS.of(Find("budget", _SEES, BUDGET, budgets_page, _budget, partial(budgets_page, state=_ACTIVE))),
    FINDS.of(Find("batch", _SEES, BATCH, batches_page, _batch, partial(batches_page, state=_ACTIVE))),
    FINDS.of(Find("handable", "rights.hand", BATCH, handable_page, _handable, listed=False)),
    FINDS.of(Find("package", _SEES, PACKAGE, packages_page, _package, partial(packages_page, state=_ACTIVE))),
    FINDS.of(
        Find(
            "points",
            "rights.view_points",
            KIND,
            kinds_page,
            _points,
            partial(kinds_page, state=_ACTIVE),
            listed=False,
        )
    ),
    FINDS.of(Find("right", _SEES, RIGHT, entitlements_page, _right)),
    FINDS.of(
        Find(
            "bookable",
            "rights.book_for_client",
            RIGHT,
            entitlements_page,
            _right,
            bookable_page,
            listed=False,
        )
    ),
    FINDS.of(Find("poolless", "rights.supply", SKU, skus_page, _sku, poolless_skus_page, listed=False)),
)

"""Scans without a net on the console face: what counters told and the house could not book."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.copy import retold, said
from largesse.kernel.ids import text_id
from largesse.rights.counter.reads import OfflineScanRow, offline_scans_page
from largesse.rights.counter.records import OFFLINE_SCAN
from largesse.rights.counter.settle import OfflineScanStanding, book_offline_scan, close_offline_scan
from largesse.rights.entitlements.entitlement import RIGHT


def scan_actions(actor: Actor, row: OfflineScanRow) -> list[str]:
    """Name what one may do with a scan now: book, where its right is known, and close."""
    if row.state != "open" or not actor.may("rights.import_uses") or not actor.reaches(row.org_unit):
        return []
    return ["book", "close"] if row.entitlement else ["close"]


@strawberry.type(name="OfflineScan", description="A use that a counter told of after it had no net.")
class OfflineScanType:
    """One scan."""

    row: strawberry.Private[OfflineScanRow]
    id: str = named("Id, ofs_….")
    provider_name: str = named("Whose counter it is.")
    counter_name: str = named("For whom the counter's link is.")
    place_name: str = named("Where it stands; empty: the link names no place.")
    code_hint: str = named("The last characters of what was scanned or typed.")
    entitlement: str | None = named("Id of the right, ent_…; null: none is known.")
    sku_name: str = named("What the right is; empty: none is known.")
    units: int = named("Units that are said to be used.")
    told_at: datetime = named("When it was used, on the house's clock.")
    clock_off_s: int = named("By how many seconds the device's clock was wrong.")
    received_at: datetime = named("When the house heard of it.")
    state: str = named("open, booked or closed.")
    why: str = named("Why it was not booked by itself, in words; empty: it was.")
    reason: str = named("What staff wrote when they settled it; empty: nothing.")
    by_name: str = named("Who settled it; empty: nobody, or the house.")
    settled_at: datetime | None = named("When it was settled.")

    @classmethod
    def of(cls, row: OfflineScanRow, locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(OFFLINE_SCAN, row.id),
            provider_name=said(row.provider_name, locale),
            counter_name=row.counter_name,
            place_name=said(row.place_name, locale),
            code_hint=row.code_hint,
            entitlement=text_id(RIGHT, row.entitlement) if row.entitlement else None,
            sku_name=said(row.sku_title, locale),
            units=row.units,
            told_at=row.told_at,
            clock_off_s=row.clock_off_s,
            received_at=row.received_at,
            state=row.state,
            why=retold(row.why, locale) if row.why else "",
            reason=row.reason if row.by_name else "",
            by_name=row.by_name,
            settled_at=row.settled_at,
        )

    @strawberry.field(description="What the reader may do with it now: book, close.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return scan_actions(info.context.who(), self.row)


@strawberry.type(description="A scan was settled.")
class OfflineScanSettledType:
    """The settled scan."""

    id: str = named("Its id, ofs_….")
    state: str = named("booked or closed.")

    @classmethod
    def of(cls, done: OfflineScanStanding) -> Self:
        return cls(id=text_id(OFFLINE_SCAN, done.scan), state=done.state)


@strawberry.type
class OfflineScanQuery:
    """Scans without a net."""

    offline_scans: Connection[OfflineScanType] = list_by_state(
        "offline-scans",
        "rights.view",
        offline_scans_page,
        OfflineScanType.of,
        "What counters told without a net, newest first. search: provider, counter, place, right."
        " sort: receivedAt, toldAt.",
    )


@strawberry.type
class OfflineScanMutation:
    """What staff do with a scan that could not be booked."""

    book_offline_scan = mutation(
        book_offline_scan, "Book the use that a scan tells of, at its time.", shows=OfflineScanSettledType.of
    )
    close_offline_scan = mutation(
        close_offline_scan, "Close a scan without booking it.", shows=OfflineScanSettledType.of
    )

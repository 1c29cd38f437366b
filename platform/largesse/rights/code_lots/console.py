"""Pools, what came into them, and what was given, on the console face; codes in clear one at a time only."""

from datetime import datetime
from functools import partial
from typing import Self

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, ListAsk, Listing, list_field, shown
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import Long
from largesse.rights.catalogue.supply import SKU, Made
from largesse.rights.catalogue.views import RightsMade
from largesse.rights.code_lots.fill import LotStanding, cancel_lot, make_codes, void_lot
from largesse.rights.code_lots.preview import why_in_words
from largesse.rights.code_pools import reads
from largesse.rights.code_pools.actions import lot_actions, pool_actions
from largesse.rights.code_pools.open import open_pool, set_low
from largesse.rights.code_pools.records import LOT, POOL, PoolId
from largesse.rights.code_pools.reveal import PoolCodeShown, reveal_pool_code
from largesse.rights.entitlements.entitlement import RIGHT

BAD_SHOWN = 200


@strawberry.type(description="How many codes of a pool stand somewhere.")
class CodesInState:
    """One state and its codes."""

    state: str = named("imported, available, allocated, delivered, redeemed, expired or revoked.")
    count: Long = named("How many.")


@strawberry.type(description="Why a row of a file of codes was left out.")
class BadCodeRow:
    """One row."""

    line: int = named("Line of the file, the first being 1.")
    field: str = named("code, pin or expires.")
    message: str = named("The reason in words.")


@strawberry.type(description="What came into a pool at once: a file, or codes that the house made.")
class CodeLot:
    """One lot."""

    row: strawberry.Private[reads.LotRow]
    id: str = named("Id, lot_….")
    origin: str = named("file, made or elsewhere: brought by rights of another system.")
    file_name: str = named("The file; empty: the house made the codes.")
    written: str = named("Format and encoding of the file.")
    state: str = named("waiting, reading, done, refused, cancelled or voided.")
    why: str = named("Why the whole file was refused, in words.")
    read_count: int = named("Rows read so far.")
    total_count: int = named("Rows that can be kept.")
    kept_count: int = named("Codes kept.")
    voided_count: int = named("Codes voided, that no right had.")
    bad_count: int = named("Rows left out.")
    bad: list[BadCodeRow] = named("The first 200 of them.")
    void_reason: str = named("Why it was voided.")
    by_name: str = named("Who let it in.")
    asked_at: datetime = named("When it was begun.")
    done_at: datetime | None = named("When it was finished.")

    @classmethod
    def of(cls, row: reads.LotRow, by_name: str, locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(LOT, row.id),
            origin=row.origin,
            file_name=row.file_name,
            written=" · ".join(filter(None, (row.format.upper(), row.encoding))),
            state=row.state,
            why=why_in_words(row.why, locale) if row.why else "",
            read_count=row.read_count,
            total_count=row.total_count,
            kept_count=row.kept_count,
            voided_count=row.voided_count,
            bad_count=row.bad_count,
            bad=[
                BadCodeRow(
                    line=one.line, field=one.field, message=text(f"rights.bad_code.{one.reason}", locale)
                )
                for one in row.bad[:BAD_SHOWN]
            ],
            void_reason=row.void_reason,
            by_name=by_name,
            asked_at=row.asked_at,
            done_at=row.done_at,
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        row = self.row
        return list(lot_actions(info.context.who(), row.org_unit, row.state, row.origin))


@strawberry.type(description="A pool: the codes of a SKU that its provider honours.")
class CodePool:
    """One pool."""

    row: strawberry.Private[reads.PoolRow]
    id: str = named("Id, cpl_….")
    code: str = named("The institution's own code.")
    name: str = named("Title in the request's language.")
    sku: str = named("The SKU whose rights get its codes, sku_….")
    sku_name: str = named("The SKU's title.")
    sku_code: str = named("The SKU's code.")
    provider_name: str = named("Who honours its codes.")
    case_matters: bool = named("Whether abc and ABC are two codes.")
    low_at: Long = named("Fewer free codes than this are told; 0: never.")
    is_low: bool = named("Whether it runs low.")
    free: Long = named("Codes that can be given now.")
    unit_name: str = named("The org unit it belongs to.")

    @classmethod
    def of(cls, row: reads.PoolRow, locale: str) -> "CodePool":
        return cls(
            row=row,
            id=text_id(POOL, row.id),
            code=row.code,
            name=said(row.title, locale),
            sku=text_id(SKU, row.sku),
            sku_name=said(row.sku_title, locale),
            sku_code=row.sku_code,
            provider_name=said(row.provider_name, locale),
            case_matters=row.case_matters,
            low_at=Long(row.low_at),
            is_low=row.free < row.low_at,
            free=Long(row.free),
            unit_name=said(row.unit_name, locale),
        )

    @strawberry.field(description="How many of its codes stand where.")
    async def states(self, info: Info) -> list[CodesInState]:
        """Count them."""
        async with info.context.work.read() as read:
            found = await reads.states_of(read, self.row.id)
        return [CodesInState(state=one.state, count=Long(one.codes)) for one in found]

    @strawberry.field(description="What came into it, newest first, at most 200.")
    async def lots(self, info: Info) -> list[CodeLot]:
        """Read them."""
        async with info.context.work.read() as read:
            rows = await reads.lots_of(read, self.row.id)
            names = await reads.makers_of(read, rows)
        return [CodeLot.of(row, names.get(row.by_staff, ""), info.context.locale) for row in rows]

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither office nor reach forbids."""
        return list(pool_actions(info.context.who(), self.row.org_unit))


@strawberry.type(description="A code that a right has; what it says is not here.")
class CodeDelivery:
    """One code."""

    entitlement: str = named("The right, ent_….")
    number: Long = named("Its number in its pool.")
    state: str = named("allocated, delivered or redeemed.")
    expires_at: datetime | None = named("When the code lapses; null: never.")
    allocated_at: datetime = named("When the right got it.")
    delivered_at: datetime | None = named("When its holder saw it first.")
    redeemed_at: datetime | None = named("When its use was told.")

    @classmethod
    def of(cls, row: reads.DeliveryRow, _locale: str) -> Self:
        return cls(
            entitlement=text_id(RIGHT, row.id),
            number=Long(row.number),
            state=row.state,
            expires_at=row.expires_at,
            allocated_at=row.allocated_at,
            delivered_at=row.delivered_at,
            redeemed_at=row.redeemed_at,
        )


@strawberry.type(description="A lot moved.")
class CodeLotMoved:
    """Where it stands now."""

    id: str = named("Id of the lot, lot_….")
    state: str = named("Its state.")
    count: int = named("Codes that were voided.")

    @classmethod
    def of(cls, standing: LotStanding) -> Self:
        return cls(id=text_id(LOT, standing.lot), state=standing.state, count=standing.count)


@strawberry.type(description="One code in clear.")
class PoolCodeRevealed:
    """A code and its PIN."""

    number: Long = named("Its number in its pool.")
    code: str = named("The code.")
    pin: str = named("Its PIN; empty: it has none.")

    @classmethod
    def of(cls, found: PoolCodeShown) -> Self:
        return cls(number=Long(found.number), code=found.code, pin=found.pin)


def _made(made: Made) -> RightsMade:
    return RightsMade(id=text_id(POOL, made.id))


async def _lot(context: Context, lot: str) -> CodeLot | None:
    actor = context.who()
    actor.must("rights.view")
    async with context.work.read() as read:
        row = await reads.lot_of(read, actor, parse_id(LOT, lot))
        names = await reads.makers_of(read, [row]) if row else {}
    return CodeLot.of(row, names.get(row.by_staff, ""), context.locale) if row else None


@strawberry.type
class CodePoolQuery:
    """Pools of codes."""

    code_pools: Connection[CodePool] = list_field(
        Listing("code-pools", "rights.view", reads.pools_page, CodePool.of),
        "Pools of codes within reach. sort: code, free, createdAt.",
    )

    @strawberry.field(description="One pool; null when missing or out of reach.")
    @missing_as_null
    async def code_pool(self, info: Info, id: str) -> CodePool | None:  # noqa: A002 - the face's name
        """Show a pool."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.pool_of(read, actor, PoolId(parse_id(POOL, id)))
        return CodePool.of(row, info.context.locale) if row else None

    @strawberry.field(description="One lot and how far it is; null when missing or out of reach.")
    @missing_as_null
    async def code_lot(self, info: Info, id: str) -> CodeLot | None:  # noqa: A002 - the face's name
        """Show a lot's progress."""
        return await _lot(info.context, id)

    @strawberry.field(
        description="The codes of a pool that rights have, within reach. sort: number, allocatedAt."
    )
    async def code_deliveries(  # noqa: PLR0913, PLR0917 - a list's arguments, and whose
        self,
        info: Info,
        pool: str,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[CodeDelivery]:
        """List them."""
        rows = partial(reads.deliveries_page, pool=parse_id(POOL, pool, "pool"))
        listing = Listing(f"code-deliveries-{pool}", "rights.view", rows, CodeDelivery.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))


@strawberry.type
class CodePoolMutation:
    """What fills pools and empties them."""

    open_code_pool = mutation(
        open_pool, "Open a pool for the codes of a SKU.", shows=_made, name="open_code_pool"
    )
    set_code_pool_low = mutation(
        set_low, "Say from how few free codes on people are told.", shows=_made, name="set_code_pool_low"
    )
    make_codes = mutation(
        make_codes, "Have the house make codes for a pool, in the background.", shows=CodeLotMoved.of
    )
    cancel_code_lot = mutation(
        cancel_lot, "Stop a lot that is being read.", shows=CodeLotMoved.of, name="cancel_code_lot"
    )
    void_code_lot = mutation(
        void_lot, "End the codes of a lot that no right has.", shows=CodeLotMoved.of, name="void_code_lot"
    )
    reveal_pool_code = mutation(
        reveal_pool_code, "Show one code for a purpose; who saw it is audited.", shows=PoolCodeRevealed.of
    )

"""What screens read of a batch's two sides: its lines and its items, one by one, and what is left out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import one_of
from largesse.settlement.batches.batch import OPEN_STATES, UNFINISHED
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SIDE_SORTS = {
    "day": Sort("t.biz_date", "date"),
    "amount": Sort("t.gross_minor", "bigint"),
    "ref": Sort("t.provider_ref"),
}
_HELD = """
  left join settlement_left_out o on o.batch = {batch} and o.{side} = t.id and o.back_at is null
  left join settlement_match_member x on x.side = '{letter}' and x.ref = t.id and x.active
  left join settlement_match m on m.id = x.match and m.batch = {batch}
  left join settlement_break k on k.{side} = t.id and k.batch = {batch} and k.state <> 'auto_closed'
  left join settlement_disposition d on d.break = k.id and d.state in ('proposed', 'approved')
  cross join settlement_batch b"""
_LINES = (
    "settlement_line t join settlement_statement s on s.id = t.statement"
    " left join settlement_batch h on h.id = s.batch" + _HELD
)
_ITEMS = "settlement_item t" + _HELD
_COLUMNS = """t.id, t.provider_ref, t.{order_ref} as order_ref, t.biz_date, t.gross_minor, t.currency,
  b.state as batch_state, m.id is not null as matched, k.code as break_code, d.id is not null as decided,
  coalesce(o.reason, '') as left_out"""
_OPEN_LINE = """t.live and t.settled_batch is null and s.state = 'loaded'
  and (s.batch = b.id or h.state in ('approved', 'invoiced', 'instructed', 'paid', 'closed'))"""
_OPEN_ITEM = "t.biz_date <= b.as_of and t.settled_batch is null and t.reversed_entry_id is null"


@dataclass(frozen=True)
class SideDetails:
    """A line or an item that a batch holds or leaves out."""

    id: UUID
    provider_ref: str
    order_ref: str
    biz_date: date
    gross_minor: int
    currency: str
    batch_state: str
    matched: bool
    break_code: str | None
    decided: bool
    left_out: str

    @property
    def standing(self) -> str:
        """Left out, matched, a break's code, or open: the next run looks at it."""
        if self.left_out:
            return "left_out"
        return "matched" if self.matched else self.break_code or "open"

    def actions(self, actor: Actor) -> list[str]:
        """Give what an actor may do with it; what people have spoken on stays in its batch."""
        if self.batch_state not in OPEN_STATES or not actor.may("settlement.change_batch"):
            return []
        if self.left_out:
            return ["bring_back"]
        return [] if self.decided else ["leave_out"]


async def sides_page(read: Read, actor: Actor, wish: Wish, *, batch: UUID, side: str) -> Paged[SideDetails]:
    """List the lines or the items of a batch within reach; of a finished one those that it settled."""
    if side not in {"lines", "items"}:
        raise Malformed(one_of(("lines", "items")), "side")
    lines = side == "lines"
    asked = List("", "", "t.id")
    ident = asked.param(batch)
    held = {"batch": ident, "side": "line" if lines else "item", "letter": "S" if lines else "P"}
    asked.columns = _COLUMNS.format(order_ref="platform_ref" if lines else "order_ref")
    asked.source = (_LINES if lines else _ITEMS).format(**held)
    asked.within(actor.units, "b.org_unit")
    unfinished = asked.param(sorted(UNFINISHED))
    is_open = _OPEN_LINE if lines else _OPEN_ITEM
    asked.conditions += [
        f"b.id = {ident} and t.provider = b.provider and t.currency = b.currency",
        f"(t.settled_batch = b.id or o.id is not null or b.state = any({unfinished}::text[]) and {is_open})",
    ]
    asked.search(wish.search, "t.provider_ref", f"t.{'platform_ref' if lines else 'order_ref'}")
    return await paged(read, SideDetails, asked, chosen(wish.sort, SIDE_SORTS, "day"), wish.page)

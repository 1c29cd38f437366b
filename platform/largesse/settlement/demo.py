"""The demo's statement: a tea house bills four gifts, one too dear, one we never gave, and forgets one.

The uses are real ones of the rights room; the file is in the tea house's own layout (GB18030, its own
headings), so that a saved column mapping is seen at work. Finance then finds three differences.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from largesse.kernel.canonical import dumps
from largesse.kernel.clock import day_in, now
from largesse.kernel.money import figure
from largesse.kernel.settings import settings
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.redemptions.records import Redemption
from largesse.rights.redemptions.use import Use, use_right
from largesse.settlement.ledger.entity import ensure_default
from largesse.settlement.statements.decide_profile import DecideProfile, approve_profile
from largesse.settlement.statements.load import LoadStatement, load_statement
from largesse.settlement.statements.profile import LOUNGE, Profile, Trailer
from largesse.settlement.statements.records import SavedProfile, Statement
from largesse.settlement.statements.saved_profiles import PROPOSED, SaveProfile, content_hash, save_profile
from largesse.store import blobs
from largesse.store.demo import Stage

CLIENTS = ("chen", "liu", "xu", "song")
OVERCHARGE_MINOR = 2_000
INVENTED_MINOR = 8_800
TEA_HOUSE = Profile(
    name="tea-house",
    columns={
        "provider_ref": ("领取单号",),
        "sku": ("礼品",),
        "qty": ("份数",),
        "gross": ("结算金额",),
        "occurred_at": ("领取时间",),
        "store": ("门店",),
    },
    required=("provider_ref", "gross", "occurred_at"),
    encodings=("gb18030",),
    trailer=Trailer(("合计",), required=True),
)


@dataclass(frozen=True)
class Billed:
    """A use as the tea house knows it."""

    ref: str
    at: datetime
    cost_minor: int

    @property
    def day(self) -> date:
        """The institution's day of the use."""
        return day_in(self.at, settings().zone)


async def seed(stage: Stage) -> None:
    """Make the uses and load the statement, once."""
    if not {"batch.tea", "provider.tea", "staff.finance"} <= stage.known.keys():
        return
    provider = stage.known["provider.tea"]
    async with stage.work.read() as read:
        if await Statement.exists(provider=provider, using_db=read.conn):
            return
    async with stage.work.job(stage.known["staff.finance"]) as tx:
        await ensure_default(tx)
    for profile, slug in ((TEA_HOUSE, "tea"), (LOUNGE, "lounge")):
        await _default(stage, profile, stage.known.get(f"provider.{slug}"))
    uses = [await _use(stage, name, number) for number, name in enumerate(CLIENTS, 1)]
    ask = LoadStatement(
        key="demo-tea-statement",
        provider=provider,
        blob=blobs.put(statement(uses)),
        file_name=f"岩骨茶舍-对账单-{uses[0].day:%Y%m%d}.csv",
    )
    loaded = await load_statement(ask, actor=stage.known["staff.finance"], work=stage.work)
    stage.known["statement.tea"] = loaded.statement


async def _default(stage: Stage, profile: Profile, provider: UUID | None) -> None:
    """Let the head office keep a default for a branch's provider, on the word of two people."""
    maker, second = stage.known["staff.finance"], stage.known["staff.finance2"]
    ask = SaveProfile(key=f"demo-{profile.name}", body=dumps(profile).decode(), provider=provider)
    saved = await save_profile(ask, actor=maker, work=stage.work)
    if saved.state != PROPOSED:
        return
    async with stage.work.read() as read:
        row = await SavedProfile.get(id=saved.profile, using_db=read.conn)
    sign = DecideProfile(key=f"demo-{profile.name}", profile=row.id, content_hash=content_hash(row))
    await approve_profile(sign, actor=second, work=stage.work)


async def _use(stage: Stage, name: str, number: int) -> Billed:
    """Let a client be given a tea gift, claim it and collect it at the counter."""
    client, actor = stage.known[f"client.{name}"], stage.known[f"actor.{name}"]
    give = GiveRight(key=f"demo-tea-{name}", batch=stage.known["batch.tea"], client=client, reason="中秋答谢")
    given = await give_right(give, actor=stage.system, work=stage.work)
    claim = ClaimRight(key=f"demo-tea-{name}", entitlement=given.entitlement)
    await claim_right(claim, actor=actor, work=stage.work)
    ref = f"TEA-{day_in(now(), settings().zone):%y%m%d}-{number:03d}"
    async with stage.work.job() as tx:
        used = Use(given.entitlement, "counter", "demo", stage.known["provider.tea"], provider_ref=ref)
        done = await use_right(tx, used)
        redemption = await Redemption.get(id=done.redemption, using_db=tx.conn)
    return Billed(ref, done.used_at, redemption.amount_minor)


def statement(uses: Sequence[Billed]) -> bytes:
    """Write the tea house's bill: the second too dear, the last forgotten, one invented."""
    lines = list(uses[:-1])
    lines[1] = replace(lines[1], cost_minor=lines[1].cost_minor + OVERCHARGE_MINOR)
    lines.append(Billed(f"TEA-{uses[0].day:%y%m%d}-901", uses[-1].at, INVENTED_MINOR))
    rows = [
        f"{one.ref},武夷岩茶礼盒,1,{figure(one.cost_minor, 'CNY')},{one.day} 15:00:00,静安门店"
        for one in lines
    ]
    total = sum(one.cost_minor for one in lines)
    text = "\r\n".join(
        [
            "岩骨茶舍对账单",
            "领取单号,礼品,份数,结算金额,领取时间,门店",
            *rows,
            f"合计,{len(rows)}笔,,{figure(total, 'CNY')},,",
        ]
    )
    return (text + "\r\n").encode("gb18030")

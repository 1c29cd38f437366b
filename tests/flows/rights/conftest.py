"""A bank with a register: people, clients, a tea house and batches of tea."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.kit.bank import Bank
from tests.kit.seed import REGISTER, Seed

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.rights.batches.propose import ProposeBatch
from largesse.rights.codes.code12 import token
from largesse.rights.codes.codes import code_of, token_key
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.provider_keys.give import GiveProviderKey, give_provider_key
from largesse.rights.provider_keys.provider_key import Kind
from largesse.rights.provider_keys.secret import handed
from largesse.store.sealing import seal


@dataclass(frozen=True)
class Key:
    """A key of a provider and what was handed over: a link or a bearer key."""

    id: UUID
    secret: str


@dataclass
class Shop(Bank):
    """What a test about rights needs."""

    phones: dict[UUID, str] = field(default_factory=dict)

    def counter(self, provider: str = "tea") -> Actor:
        return Actor(
            "app", self.known[f"provider.{provider}"], frozenset({"rights.redeem"}), None, name=provider
        )

    def proposal(self, total: int = 10, code: str = "B-NEW") -> ProposeBatch:
        """Ask for a batch of tea for the next ten days."""
        return ProposeBatch(
            key=self.key(),
            code=code,
            title={"zh-CN": "新批次"},
            sku=self.known["sku.tea"],
            budget=self.known["budget.autumn"],
            total=total,
            starts_at=now(),
            ends_at=now() + timedelta(days=10),
        )

    async def client(self, mobile: str = "13800001234") -> Actor:
        """Enrol a client with a mobile."""
        client = new_id()
        at = datetime.now(UTC)
        await self.house.run(
            "insert into audience_customer (id, ext_id, name, tier, org_unit, created_at, updated_at)"
            " values ($1, $2, '王明', 'gold', $3, $4, $4)",
            client,
            f"C{str(client)[-12:]}",
            self.known["unit.shanghai"],
            at,
        )
        await self.house.run(
            "insert into audience_identity (id, customer, kind, value_index, value_sealed, hint, via,"
            " bound_at) values ($1, $2, 'mobile', $3, $4, $5, 'test', $6)",
            new_id(),
            client,
            f"i{client}",
            seal(mobile.encode(), "audience.identity:mobile"),
            f"{mobile[:3]}****{mobile[-4:]}",
            at,
        )
        self.phones[client] = mobile[-4:]
        return self.house.client(client)

    async def give(self, client: Actor, batch: str = "tea") -> UUID:
        ask = GiveRight(key=self.key(), batch=self.known[f"batch.{batch}"], client=client.id, reason="生日礼")
        return (await give_right(ask, actor=self.who("operator"), work=self.house.work)).entitlement

    async def claimed(self, client: Actor, batch: str = "tea") -> UUID:
        right = await self.give(client, batch)
        await claim_right(ClaimRight(key=self.key(), entitlement=right), actor=client, work=self.house.work)
        return right

    async def digits(self, right: UUID) -> str:
        async with self.house.work.read() as read:
            return await code_of(read, right)

    def token(self, right: UUID, at: datetime | None = None) -> str:
        return token(right, token_key(), at or datetime.now(UTC))

    async def key_for(self, kind: str = "counter", name: str = "秀水店", provider: str = "tea") -> "Key":
        """Give a provider a key, as an operator does; what is handed over comes with its id."""
        ask = GiveProviderKey(
            key=self.key(), provider=self.known[f"provider.{provider}"], kind=Kind(kind), name=name
        )
        given = await give_provider_key(ask, actor=self.who("operator"), work=self.house.work)
        return Key(given.provider_key, handed(given.slug, given.kind, given.provider_key))

    async def money(self) -> tuple[int, int]:
        """Give reserved and spent of the budget."""
        (row,) = await self.house.rows("select reserved_minor, spent_minor from rights_budget")
        return row["reserved_minor"], row["spent_minor"]

    async def stock(self, batch: str = "tea") -> dict[str, int]:
        (row,) = await self.house.rows(
            "select total, free, held, issued from rights_batch where id = $1", self.known[f"batch.{batch}"]
        )
        return row

    async def state(self, right: UUID) -> str:
        return await self.house.value("select state from rights_entitlement where id = $1", right)


@pytest.fixture(scope="session")
def seed() -> Seed:
    return REGISTER


@pytest.fixture
async def shop(house) -> Shop:
    return Shop(house)

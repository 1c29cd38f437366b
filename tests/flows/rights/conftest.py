"""A bank with a register: people, clients, a tea house and batches of tea."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from largesse.identity import demo as people
from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id
from largesse.rights import demo as register
from largesse.rights.codes.code12 import token
from largesse.rights.codes.codes import code_of, token_key
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.store import database
from largesse.store.demo import Stage
from largesse.store.sealing import seal
from largesse.store.work import Work


@dataclass
class Shop:
    """What a test about rights needs."""

    house: Any
    known: dict[str, Any]
    made: int = 0
    phones: dict[UUID, str] = field(default_factory=dict)

    def key(self) -> str:
        self.made += 1
        return f"k{self.made}"

    def who(self, name: str) -> Actor:
        return self.known[f"staff.{name}"]

    def counter(self, provider: str = "tea") -> Actor:
        return Actor(
            "app", self.known[f"provider.{provider}"], frozenset({"rights.redeem"}), None, name=provider
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
            seal(mobile.encode(), "test"),
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


KNOWN: dict[str, Any] = {}


@pytest.fixture(scope="session")
async def template(servers, template) -> str:
    """A database with people and register, made once, to clone from."""
    name = "template_rights"
    owner = await asyncpg.connect(servers.dsn("postgres"))
    try:
        await owner.execute(f'create database "{name}" template "{template}" strategy file_copy')
    finally:
        await owner.close()
    async with database.connected(servers.dsn(name)):
        stage = Stage(work=Work(), known={"demo.password": "Largesse-demo-1"})
        await people.seed(stage)
        await register.seed(stage)
    KNOWN.update(stage.known)
    return name


@pytest.fixture
async def shop(house) -> Shop:
    return Shop(house, dict(KNOWN))

"""A bank registers its app, gives it another key, stops one, revokes it: each counts from that moment on."""

import asyncio
import base64
import json
import secrets

import pytest
from tests.kit.acts import accepted, acts_that_hold
from tests.kit.bank_app import BankApp
from tests.kit.faces import Asker

from largesse.audience.entering.launch import LaunchTokenRefused, exchange_launch_token
from largesse.audience.issuers.issuers import (
    KEYS_MAX,
    IssuerMissing,
    IssuerRevoked,
    IssuerTaken,
    KidTaken,
    LaunchKeyMissing,
    LaunchKeysMax,
    LaunchKeyTaken,
)
from largesse.audience.issuers.public_key import LaunchKeyPrivate
from largesse.audience.issuers.register import (
    AddLaunchIssuer,
    RotateLaunchKey,
    add_launch_issuer,
    rotate_launch_key,
)
from largesse.audience.issuers.revoke import (
    RevokeLaunchIssuer,
    StopLaunchKey,
    revoke_launch_issuer,
    stop_launch_key,
)
from largesse.identity.sessions.sessions import actor_of
from largesse.kernel.errors import Malformed, NotAllowed

SLUG, WANG = "mid-autumn", "C80001"


class Admin:
    """An administrator's acts on apps; each with a key of its own."""

    def __init__(self, bank):
        self.work, self.actor = bank.work, bank.who("admin")

    async def adds(self, app, kid=""):
        ask = AddLaunchIssuer(key=secrets.token_hex(8), issuer=app.issuer, public_key=app.public_key, kid=kid)
        return await add_launch_issuer(ask, actor=self.actor, work=self.work)

    async def rotates(self, app, kid=""):
        ask = RotateLaunchKey(key=secrets.token_hex(8), issuer=app.issuer, public_key=app.public_key, kid=kid)
        return await rotate_launch_key(ask, actor=self.actor, work=self.work)

    async def stops(self, issuer, kid):
        ask = StopLaunchKey(key=secrets.token_hex(8), issuer=issuer, kid=kid)
        return await stop_launch_key(ask, actor=self.actor, work=self.work)

    async def revokes(self, issuer, *, end_sessions=False):
        ask = RevokeLaunchIssuer(key=secrets.token_hex(8), issuer=issuer, end_sessions=end_sessions)
        return await revoke_launch_issuer(ask, actor=self.actor, work=self.work)


@pytest.fixture
def admin(bank):
    return Admin(bank)


async def enters(bank, link):
    return await exchange_launch_token(bank.work, SLUG, link)


async def test_a_registered_app_lets_its_clients_in_and_the_act_is_audited(bank, admin):
    app = BankApp("bank-app")
    with pytest.raises(LaunchTokenRefused, match="issuer"):
        await enters(bank, app.signs(WANG))
    added = await admin.adds(app)
    assert (await actor_of(bank.work, await enters(bank, app.signs(WANG)))).id == bank.client("wang")
    [did] = await bank.house.rows(
        "select subject, facts from store_audit where action = 'audience.issuer_registered'"
    )
    assert did == {"subject": "bank-app", "facts": {"kid": added.kid, "thumbprint": added.kid}}


async def test_a_new_key_overlaps_with_the_old_one_until_that_is_stopped(bank, admin):
    old, new = BankApp("bank-app"), BankApp("bank-app")
    await admin.adds(old, "2026")
    await admin.rotates(new, "2027")
    for app in (old, new):
        assert await enters(bank, app.signs(WANG))
    assert await enters(bank, new.signs(WANG, head={"kid": "2027"}))
    with pytest.raises(LaunchTokenRefused, match="signature"):
        await enters(bank, new.signs(WANG, head={"kid": "2026"}))
    with pytest.raises(LaunchTokenRefused, match="key"):
        await enters(bank, new.signs(WANG, head={"kid": "2028"}))
    await admin.stops("bank-app", "2026")
    assert await enters(bank, new.signs(WANG))
    for head in ({}, {"kid": "2026"}):
        with pytest.raises(LaunchTokenRefused, match=r"signature|key"):
            await enters(bank, old.signs(WANG, head=head))


@pytest.mark.parametrize("kid", [7, ["2026"], {"a": 1}, "\0", "x" * 2_000])
async def test_a_header_names_a_key_in_words_or_opens_nothing(bank, admin, kid):
    app = BankApp()
    await admin.adds(app, "2026")
    head = json.dumps({"alg": "ES256", "kid": kid}).encode()
    rest = app.signs(WANG).partition(".")[2]
    with pytest.raises(LaunchTokenRefused, match=r"key|form"):
        await enters(bank, f"{base64.urlsafe_b64encode(head).decode().rstrip('=')}.{rest}")


async def test_revoking_counts_at_once_and_ends_the_apps_own_sessions_where_asked(bank, admin):
    app, other = BankApp("bank-app"), BankApp("wechat-app")
    for one in (app, other):
        await admin.adds(one)
    mine, others = await enters(bank, app.signs(WANG)), await enters(bank, other.signs(WANG))
    revoked = await admin.revokes("bank-app", end_sessions=True)
    assert revoked.sessions == 1
    assert await actor_of(bank.work, mine) is None
    assert await actor_of(bank.work, others)
    with pytest.raises(LaunchTokenRefused, match="issuer"):
        await enters(bank, app.signs(WANG))
    with pytest.raises(IssuerRevoked):
        await admin.rotates(BankApp("bank-app"))
    with pytest.raises(IssuerRevoked):
        await admin.revokes("bank-app")


async def test_sessions_go_on_where_nobody_asked_to_end_them(bank, admin):
    app = BankApp()
    await admin.adds(app)
    token = await enters(bank, app.signs(WANG))
    assert (await admin.revokes("app")).sessions == 0
    assert await actor_of(bank.work, token)


async def test_who_enters_in_the_moment_of_revoking_finds_the_key_stopped(bank, admin):
    app = BankApp()
    await admin.adds(app)
    link, locked = app.signs(WANG), asyncio.Event()

    async def follows():
        await locked.wait()
        return await enters(bank, link)

    entering = asyncio.create_task(follows())  # outside of the transaction that it is to meet
    async with bank.work.job() as tx:
        await tx.run("select 1 from audience_launch_issuer where issuer = 'app' for update")
        locked.set()
        await bank.house.until_blocked()
        await tx.run("update audience_launch_key set state = 'stopped', stopped_at = now()")
    with pytest.raises(LaunchTokenRefused, match="key"):
        await entering


async def test_a_revoked_app_comes_back_with_another_key_only(bank, admin):
    old, new = BankApp("bank-app"), BankApp("bank-app")
    await admin.adds(old)
    await admin.revokes("bank-app")
    with pytest.raises(LaunchKeyTaken):
        await admin.adds(old)
    await admin.adds(new)
    assert await enters(bank, new.signs(WANG))
    with pytest.raises(LaunchTokenRefused, match="signature"):
        await enters(bank, old.signs(WANG))


async def test_a_name_too_like_another_is_refused_and_names_it(bank, admin):
    await admin.adds(BankApp("bank-app"))
    for name in ("bank-app", "Bank-App", "bank-арр"):
        with pytest.raises((IssuerTaken, Malformed)):
            await admin.adds(BankApp(name))
    with pytest.raises(IssuerTaken) as refused:
        await admin.adds(BankApp("BANK-APP"))
    assert refused.value.issuer == "bank-app"


async def test_of_two_who_register_at_once_one_is_refused(bank, admin):
    app = BankApp("bank-app")
    tries = [admin.adds(app), admin.adds(BankApp("bank-app")), admin.adds(BankApp("other", app.pair))]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert {type(one) for one in refused} <= {IssuerTaken, LaunchKeyTaken}
    assert refused
    keys = await bank.house.value("select count(*) - count(distinct thumbprint) from audience_launch_key")
    assert keys == 0


async def test_the_same_key_a_used_name_and_a_fifth_key_are_refused(bank, admin):
    app = BankApp()
    await admin.adds(app, "first")
    with pytest.raises(LaunchKeyTaken):
        await admin.rotates(app, "again")
    with pytest.raises(KidTaken):
        await admin.rotates(BankApp(), "first")
    for number in range(KEYS_MAX - 1):
        await admin.rotates(BankApp(), f"more-{number}")
    with pytest.raises(LaunchKeysMax):
        await admin.rotates(BankApp())
    for missing in (admin.stops("app", "none"), admin.stops("none", "first"), admin.rotates(BankApp("none"))):
        with pytest.raises((LaunchKeyMissing, IssuerMissing)):
            await missing


async def test_a_private_key_leaves_no_trace(bank, admin):
    app = BankApp("bank-app")
    secret = app.pair.as_dict(private=True)
    ask = AddLaunchIssuer(key="k", issuer="bank-app", public_key=json.dumps(secret), kid="")
    assert secret["d"] not in repr(ask)
    with pytest.raises(LaunchKeyPrivate):
        await add_launch_issuer(ask, actor=admin.actor, work=bank.work)
    for table in ("store_receipt", "store_audit", "store_outbox", "audience_launch_key"):
        assert secret["d"] not in str(await bank.house.rows(f"select * from {table}"))


async def test_the_time_of_use_is_kept_to_the_minute(bank, admin):
    app = BankApp()
    await admin.adds(app)
    used = "select used_at from audience_launch_key where issuer = 'app'"
    assert await bank.house.value(used) is None
    await enters(bank, app.signs(WANG))
    first = await bank.house.value(used)
    await enters(bank, app.signs(WANG))
    assert await bank.house.value(used) == first
    await bank.house.run("update audience_launch_key set used_at = used_at - interval '2 minutes'")
    await enters(bank, app.signs(WANG))
    assert await bank.house.value(used) > first


LIST = """{ launchIssuers(first: 5) { edges { node { issuer state usedAt actions
  keys { kid state actions } } } } }"""


async def test_only_an_administrator_changes_apps_and_the_auditor_sees_them(bank, admin):
    await admin.adds(BankApp("bank-app"), "2026")
    auditor, operator = Asker(bank.work, bank.who("auditor")), bank.who("operator")
    nodes = [edge["node"] for edge in (await auditor.asks(LIST))["launchIssuers"]["edges"]]
    assert [(one["issuer"], one["actions"], one["keys"][0]["actions"]) for one in nodes] == [
        ("bank-app", [], []),
        ("demo-bank-app", [], []),
    ]
    result, _ = await Asker(bank.work, operator).tries(LIST)
    assert "kernel.not_allowed" in str(result.errors[0])
    ask = RevokeLaunchIssuer(key="k", issuer="bank-app")
    for actor in (operator, bank.who("auditor")):
        with pytest.raises(NotAllowed):
            await revoke_launch_issuer(ask, actor=actor, work=bank.work)


async def test_what_an_app_allows_is_what_it_takes(bank, admin):
    asker, made = Asker(bank.work, admin.actor), iter(range(100))

    async def make():
        app = BankApp(f"app{next(made)}x")
        await admin.adds(app)
        return app.issuer

    async def served(issuer):
        nodes = (await asker.asks(LIST.replace("first: 5", f'search: "{issuer}"')))["launchIssuers"]["edges"]
        return nodes[0]["node"]["actions"]

    tries = {
        "rotate": lambda issuer: accepted(
            asker,
            "rotateLaunchKey",
            key=secrets.token_hex(8),
            issuer=issuer,
            publicKey=BankApp().public_key,
        ),
        "revoke": lambda issuer: accepted(
            asker, "revokeLaunchIssuer", key=secrets.token_hex(8), issuer=issuer
        ),
    }
    assert await acts_that_hold(make, served, tries) == {"rotate", "revoke"}
    assert await acts_that_hold(lambda: revoked(make, admin), served, tries) == set()


async def revoked(make, admin):
    issuer = await make()
    await admin.revokes(issuer)
    return issuer

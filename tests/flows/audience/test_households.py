"""A payer invites, the invited answers on his own phone, and nobody is in two households."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import asyncpg
from tests.kit.faces import Asker

from largesse.audience.households.reads import heads_of, seen_members
from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.audience.imports.read_file import run_now
from largesse.identity.sessions.sessions import client_actor
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id

REFUSED = "... on Refusal { code message path facts { name value } }"
HOUSEHOLD = """{ id role sees agreed canInvite canLeave members { id maskedName role me child removable }
  invitations { id code link } }"""
MINE = f"{{ myHousehold {HOUSEHOLD} }}"
INVITE = f"""mutation($ask: InviteToHouseholdAsk!) {{ inviteToHousehold(ask: $ask) {{ __typename
  ... on InvitationMade {{ code household {HOUSEHOLD} }} {REFUSED} }} }}"""
LOOK = "query($code: String!) { invitation(code: $code) { fromMasked sees members } }"
HEAD = "客户号,姓名,等级,机构号,家庭号\n"
STAFF = """query($id: String!) { clientHousehold(id: $id) {
  code others members { maskedName role roleName sourceName } actions } }"""


class Phone:
    """A client with his phone."""

    def __init__(self, bank, name):
        self.bank, self.id = bank, bank.client(name)
        self.asker = Asker(bank.work, client_actor(bank.work.house, self.id), face="client")

    async def invites(self, **ask):
        given = {"key": self.bank.key(), **ask}
        return (await self.asker.asks(INVITE, ask=given))["inviteToHousehold"]

    async def does(self, mutation, **ask):
        title = mutation[0].upper() + mutation[1:]
        document = f"""mutation($ask: {title}Ask!) {{ {mutation}(ask: $ask) {{ __typename
          ... on MyHouseholdChanged {{ household {HOUSEHOLD} }} {REFUSED} }} }}"""
        return (await self.asker.asks(document, ask={"key": self.bank.key(), **ask}))[mutation]

    async def answers(self, code, *, accept=True, agree="own"):
        return await self.does("answerInvitation", code=code, accept=accept, agree=agree)

    async def home(self):
        return (await self.asker.asks(MINE))["myHousehold"]


async def imports(bank, *lines):
    ask = ImportClients(key=bank.key(), file_name="more.csv", data=(HEAD + "\n".join(lines)).encode())
    taken = await import_clients(ask, actor=bank.who("operator"), work=bank.work)
    await run_now(taken.ident, bank.work)


async def same_everywhere(bank):
    """Hold the clients' column against the living memberships."""
    sql = """select count(*) from audience_customer c
             left join audience_member m on m.customer = c.id and m.left_at is null
             where c.household is distinct from m.household"""
    assert await bank.house.value(sql) == 0


async def test_a_household_begins_with_an_invitation_and_needs_both_sides(bank):
    liu, ouyang = Phone(bank, "liu"), Phone(bank, "ouyang")
    made = await liu.invites(sees="shared")
    assert made["household"]["role"] == "payer"
    assert (await liu.asker.asks(MINE))["myHousehold"]["invitations"][0]["code"] == made["code"]
    assert (await ouyang.home())["role"] == ""
    seen = (await ouyang.asker.asks(LOOK, code=made["code"].lower()))["invitation"]
    assert seen == {"fromMasked": "刘**", "sees": "shared", "members": 1}
    done = await ouyang.answers(made["code"], agree="shared")
    members = [(one["maskedName"], one["role"], one["me"]) for one in done["household"]["members"]]
    assert members == [("刘**", "payer", False), ("欧阳*", "member", True)]
    assert (await ouyang.answers(made["code"]))["code"] == "audience.in_household_already"
    await same_everywhere(bank)


async def test_an_invitation_is_declined_taken_back_or_lapses_and_then_opens_nothing(bank):
    liu, ouyang, jiang = (Phone(bank, name) for name in ("liu", "ouyang", "jiang"))
    code = (await liu.invites())["code"]
    assert (await liu.answers(code))["code"] == "audience.invitation_own"
    assert (await ouyang.answers(code, accept=False))["__typename"] == "MyHouseholdChanged"
    assert (await jiang.answers(code))["code"] == "audience.invitation_missing"
    second = await liu.invites()
    ident = second["household"]["invitations"][0]["id"]
    assert (await ouyang.does("takeInvitationBack", invitation=ident))[
        "code"
    ] == "audience.invitation_missing"
    await liu.does("takeInvitationBack", invitation=ident)
    assert (await jiang.answers(second["code"]))["code"] == "audience.invitation_missing"
    third = (await liu.invites())["code"]
    owner = await asyncpg.connect(bank.house.dsn)
    await owner.execute("update audience_invitation set expires_at = now() where state = 'open'")
    await owner.close()
    assert (await jiang.answers(third))["code"] == "audience.invitation_lapsed"
    assert (await jiang.answers("2222222222"))["code"] == "audience.invitation_missing"


async def test_who_is_invited_by_two_at_once_joins_one(bank):
    liu, ouyang, jiang = (Phone(bank, name) for name in ("liu", "ouyang", "jiang"))
    codes = [(await liu.invites())["code"], (await ouyang.invites())["code"]]
    answers = await asyncio.gather(*(jiang.answers(code) for code in codes * 2))
    joined = [one for one in answers if one["__typename"] == "MyHouseholdChanged"]
    assert len(joined) == 1
    living = "select count(*) from audience_member where customer = $1 and left_at is null"
    assert await bank.house.value(living, jiang.id) == 1
    await same_everywhere(bank)


async def test_one_code_lets_one_person_in(bank):
    liu = Phone(bank, "liu")
    code = (await liu.invites())["code"]
    answers = await asyncio.gather(*(Phone(bank, name).answers(code) for name in ("ouyang", "jiang", "shen")))
    assert sorted(one["__typename"] for one in answers) == ["MyHouseholdChanged", "Refusal", "Refusal"]
    await same_everywhere(bank)


async def test_the_payer_removes_a_member_and_leaves_last(bank):
    liu, ouyang = Phone(bank, "liu"), Phone(bank, "ouyang")
    await ouyang.answers((await liu.invites())["code"])
    assert (await liu.does("leaveHousehold"))["code"] == "audience.payer_stays"
    members = {one["role"]: one["id"] for one in (await liu.home())["members"]}
    assert (await ouyang.does("removeMember", member=members["payer"]))["code"] == "audience.payer_only"
    assert (await ouyang.invites())["code"] == "audience.payer_only"
    await liu.does("removeMember", member=members["member"])
    assert (await ouyang.home())["role"] == ""
    assert (await liu.does("leaveHousehold"))["household"]["role"] == ""
    told = await bank.house.rows(
        "select payload->>'kind' as kind from store_outbox where topic = 'audience.household_changed.v1'"
        " order by at, id"
    )
    assert [one["kind"] for one in told] == ["joined", "joined", "removed", "left"]
    await same_everywhere(bank)


async def test_a_child_joins_with_the_guardians_consent_only(bank):
    liu, ouyang = Phone(bank, "liu"), Phone(bank, "ouyang")
    await bank.house.run(
        "update audience_customer set birth_date = $2 where id = $1",
        ouyang.id,
        (now() - timedelta(days=3650)).date(),
    )
    plain = (await liu.invites())["code"]
    assert (await ouyang.answers(plain))["code"] == "audience.guardian_needed"
    done = await ouyang.answers((await liu.invites(guardian=True))["code"])
    assert [one["child"] for one in done["household"]["members"]] == [False, True]
    guardian = "select guardian from audience_member where customer = $1"
    assert await bank.house.value(guardian, ouyang.id) == liu.id


async def test_what_is_seen_is_never_wider_than_what_a_member_agreed_to(bank):
    liu, ouyang, jiang = (Phone(bank, name) for name in ("liu", "ouyang", "jiang"))
    await ouyang.answers((await liu.invites(sees="shared"))["code"], agree="all")
    await jiang.answers((await liu.invites())["code"])

    async def seen(least):
        async with bank.work.read() as read:
            return await seen_members(read, liu.id, least)

    assert await seen("shared") == {ouyang.id: "shared"}
    await liu.does("sayWhatMembersSee", sees="all")
    assert await seen("all") == {ouyang.id: "all"}
    await ouyang.does("sayWhatMembersSee", sees="own")
    assert await seen("shared") == {}


async def test_a_file_moves_its_own_members_and_leaves_those_by_consent(bank):
    liu, wang = Phone(bank, "liu"), Phone(bank, "wang")
    assert [one["maskedName"] for one in (await wang.home())["members"]] == ["王**", "陈**"]
    await Phone(bank, "jiang").answers((await liu.invites())["code"])
    await imports(
        bank,
        "C80001,王思远,黑金,SH-JA,F009",
        "C80002,陈婉清,铂金,SH-JA,",
        "C80009,江晚吟,普通客户,SH,F009",
    )
    assert [one["maskedName"] for one in (await wang.home())["members"]] == ["王**"]
    assert (await Phone(bank, "chen").home())["role"] == ""
    assert [one["maskedName"] for one in (await liu.home())["members"]] == ["刘**", "江**"]
    await same_everywhere(bank)


async def test_staff_correct_with_a_reason_and_name_a_payer(bank):
    operator, wang = bank.who("operator"), text_id("cli", bank.client("wang"))

    async def corrects(**ask):
        document = f"""mutation($ask: CorrectHouseholdAsk!) {{ correctHousehold(ask: $ask) {{
          __typename {REFUSED} }} }}"""
        given = {"key": bank.key(), "reason": "客户来行更正", **ask}
        return (await Asker(bank.work, operator).asks(document, ask=given))["correctHousehold"]

    assert (await corrects(client=wang, reason="x"))["path"] == "reason"
    assert (await corrects(client=wang, household="f001", role="payer"))["__typename"] == "ClientChanged"
    chen = text_id("cli", bank.client("chen"))
    assert (await corrects(client=chen, household="F001", role="payer"))["code"] == "audience.payer_there"
    assert (await corrects(client=wang))["code"] == "audience.payer_stays"
    assert (await corrects(client=chen))["__typename"] == "ClientChanged"
    liu = text_id("cli", bank.client("liu"))
    assert (await corrects(client=liu, household="F777"))["path"] == "household"
    assert (await corrects(client=liu, household="F001"))["__typename"] == "ClientChanged"
    shown = (await Asker(bank.work, operator).asks(STAFF, id=liu))["clientHousehold"]
    assert (shown["code"], shown["actions"]) == ("F001", ["correct"])
    assert [(one["maskedName"], one["role"], one["roleName"]) for one in shown["members"]] == [
        ("王**", "payer", "主账户"),
        ("刘**", "member", "成员"),
    ]
    noted = "select count(*) from store_audit where action = 'audience.household_corrected'"
    assert await bank.house.value(noted) == 3
    await same_everywhere(bank)


async def test_another_branch_neither_sees_nor_corrects(bank):
    beijing = replace(bank.who("operator"), units=frozenset({bank.unit("beijing")}))
    asker = Asker(bank.work, beijing)
    ident = text_id("cli", bank.client("wang"))
    assert (await asker.asks(STAFF, id=ident))["clientHousehold"] is None
    listed = (await asker.asks("{ households { edges { node { code } } } }"))["households"]["edges"]
    assert listed == []


async def test_a_household_in_the_list_leads_to_a_member_within_reach(bank):
    listed = "{ households { edges { node { code head members } } } }"

    async def head(actor):
        told = (await Asker(bank.work, actor).asks(listed))["households"]["edges"]
        return next(one["node"]["head"] for one in told if one["node"]["code"] == "F001")

    wang, chen = bank.client("wang"), bank.client("chen")
    await bank.house.run("update audience_member set role = 'payer' where customer = $1", chen)
    operator = bank.who("operator")
    assert await head(operator) == text_id("cli", chen)
    await bank.house.run(
        "update audience_customer set org_unit = $2 where id = $1", wang, bank.unit("beijing")
    )
    beijing = replace(operator, units=frozenset({bank.unit("beijing")}))
    assert await head(beijing) == text_id("cli", wang)  # its payer is another branch's


async def test_a_payer_stands_for_the_household_else_its_longest_member(bank):
    home = await bank.house.value(
        "select household from audience_customer where id = $1", bank.client("wang")
    )
    async with bank.work.read() as read:
        before = await heads_of(read, [home])
    assert before[home] in {bank.client("wang"), bank.client("chen")}
    await bank.house.run("update audience_member set role = 'payer' where customer = $1", bank.client("chen"))
    async with bank.work.read() as read:
        assert await heads_of(read, [home]) == {home: bank.client("chen")}


async def test_who_left_can_be_invited_and_join_again_and_leave_again(bank):
    liu, ouyang = Phone(bank, "liu"), Phone(bank, "ouyang")
    for _ in range(2):
        made = await liu.invites(sees="shared")
        assert len((await ouyang.answers(made["code"], agree="shared"))["household"]["members"]) == 2
        assert (await ouyang.does("leaveHousehold"))["__typename"] == "MyHouseholdChanged"
        assert [one["maskedName"] for one in (await liu.home())["members"]] == ["刘**"]
        assert (await ouyang.home())["members"] == []
    await same_everywhere(bank)

"""A right asks its client for something first: answered whole, sealed, masked, taken back, destroyed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.kit.faces import Asker

from largesse.audience.households.moving import Joining, join
from largesse.audience.privacy.erase import AskErasure, EraseClient, ask_erasure, erase_client
from largesse.kernel.clock import now
from largesse.kernel.errors import NotAllowed
from largesse.kernel.ids import new_id, text_id
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.form_answers.kept import FORM_FORGETS
from largesse.rights.form_answers.reveal import RevealForm, reveal_form
from largesse.rights.forms.form import FormNeeded
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.store.forgetting import forget

WORDS = {"zh-CN": "用途", "en": "What for"}


def asks(key, kind, label, *, required=True, klass="C2", **more):
    consent = {"zh-CN": f"同意提供{label}", "en": f"I agree to give {key}"}
    return {
        "key": key,
        "label": {"zh-CN": label, "en": key.capitalize()},
        "type": kind,
        "required": required,
        "purpose": WORDS,
        "consent": consent,
        "class": klass,
        **more,
    }


FORM = {
    "fields": [
        asks("name", "name", "姓名"),
        asks("phone", "mobile", "手机"),
        asks("address", "address", "地址"),
        asks("id_number", "id_number", "证件", required=False, klass="C3"),
        asks("size", "choice", "尺码", required=False, klass="C1", choices=[{"value": "M", "label": WORDS}]),
    ]
}
ID = "11010519491231002X"
GOOD = {
    "name": "王 明",
    "phone": "＋86 138 0013 8000",
    "address": "上海市浦东新区世纪大道 100 号",
    "size": "M",
}
SECRETS = ("13800138000", "世纪大道", ID)
MINE = """query($id: String!) { right(id: $id) { formDue } myForm(right: $id) { about aboutRef due open
  givenAt sentAt fields { key label type required purpose consents known answer choices { value } } } }"""
ANSWER = """mutation($ask: AnswerFormAsk!) { answerForm(ask: $ask) { __typename
  ... on FormAnsweredType { problems { field message } } ... on Refusal { code } } }"""
WITHDRAW = """mutation($ask: WithdrawFormAsk!) { withdrawForm(ask: $ask) { __typename
  ... on FormWithdrawnType { sent } ... on Refusal { code } } }"""
PRIVACY = """{ myData myPrivacy { held { name value } receipts { title agreed words } answers { title fields }
  given { name what } } }"""
TRAIL = """query($id: String!) { trail(id: $id) { form { about forHolder due actions
  fields { label klass value } } } }"""
REVEAL = """mutation($ask: RevealFormAsk!) { revealForm(ask: $ask) { __typename
  ... on FormShownType { answers { label value } } ... on Refusal { code path } } }"""


class Phone:
    """A client with a right that asks something, as his phone meets it."""

    def __init__(self, shop, client, right):
        self.shop, self.client, self.right = shop, client, text_id("ent", right)
        self.asker = Asker(shop.work, client, "client", "zh-CN")

    async def form(self):
        shown = await self.asker.asks(MINE, id=self.right)
        return shown["myForm"] | {"formDue": shown["right"]["formDue"]}

    async def answer(self, typed, agreed=("name", "phone", "address"), about=None):
        ref = about or (await self.form())["aboutRef"]
        answers = [{"field": key, "value": value, "agreed": key in agreed} for key, value in typed.items()]
        ask = {"right": self.right, "about": ref, "answers": answers}
        return (await self.asker.asks(ANSWER, ask=ask))["answerForm"]


@pytest.fixture
async def phone(shop):
    await shop.house.run("update rights_batch set personal_form = $1 where code = 'B-2026-TEA'", FORM)
    client = await shop.client()
    return Phone(shop, client, await shop.give(client))


async def claim(shop, client, right):
    ask = ClaimRight(key=shop.key(), entitlement=right)
    return await claim_right(ask, actor=client, work=shop.work)


async def everything(shop):
    """Give what stands in every place that keeps something of an act, as one text."""
    tables = ("store_outbox", "store_audit", "store_receipt", "rights_form", "rights_form_consent")
    return str([await shop.house.rows(f"select * from {table}") for table in tables])


async def test_a_right_that_asks_is_claimed_once_its_form_is_answered_whole(phone):
    shop, client = phone.shop, phone.client
    right = await shop.house.value("select id from rights_entitlement")
    form = await phone.form()
    assert (form["due"], form["formDue"], form["open"], form["about"]) == (True, True, True, "")
    assert [(one["key"], one["consents"]) for one in form["fields"]] == [
        ("name", "together"),
        ("phone", "together"),
        ("address", "together"),
        ("id_number", "apart"),
        ("size", "none"),
    ]
    assert form["fields"][0]["known"] == "王明"  # what the bank knows of him is not asked twice
    with pytest.raises(FormNeeded):
        await claim(shop, client, right)

    wrong = await phone.answer({"name": "王明", "phone": "12", "id_number": ID, "size": "XL"})
    assert {one["field"] for one in wrong["problems"]} == {"phone", "address", "id_number", "size"}
    assert "11 位手机" in {one["field"]: one["message"] for one in wrong["problems"]}["phone"]
    assert await shop.house.value("select count(*) from rights_form") == 0  # nothing of it is kept

    assert await phone.answer(GOOD) == {"__typename": "FormAnsweredType", "problems": []}
    form = await phone.form()
    assert (form["due"], form["givenAt"] is not None) == (False, True)
    assert {one["key"]: one["answer"] for one in form["fields"]} == {
        "name": "王**",
        "phone": "138****8000",
        "address": "上海市****",
        "id_number": "",
        "size": "M",
    }
    assert (await claim(shop, client, right)).state == "active"
    kept = await everything(shop)
    assert not [one for one in SECRETS if one in kept]
    stranger = await shop.client("13800005555")
    assert (await Asker(shop.work, stranger, "client").asks(MINE, id=phone.right))["myForm"] is None


async def test_the_privacy_centre_shows_answers_and_receipts_and_takes_them_back(phone):
    shop, ids = phone.shop, [*("name", "phone", "address"), "id_number"]
    await phone.answer(GOOD | {"id_number": ID}, ids)
    shown = await phone.asker.asks(PRIVACY)
    own, copy = shown["myPrivacy"], json.loads(shown["myData"])
    held = {one["name"].rpartition(" · ")[2]: one["value"] for one in own["held"]}
    assert (held["手机"], held["证件"]) == ("138****8000", "1****************X")
    assert {one["answer"] for one in copy["answers"]} >= {"13800138000", ID}
    assert len(own["receipts"]) == 4
    assert own["receipts"][0]["words"].startswith("同意提供")
    assert own["answers"][0]["fields"] == "姓名、手机、地址、证件、尺码"
    again = Phone(shop, phone.client, await shop.give(phone.client))
    known = {one["key"]: one["known"] for one in (await again.form())["fields"]}
    assert (known["address"], known["phone"]) == ("上海市浦东新区世纪大道 100 号", "13800138000")
    assert known["id_number"] == ""  # what is sensitive is typed anew

    gone = await phone.asker.asks(WITHDRAW, ask={"right": phone.right})
    assert gone["withdrawForm"] == {"__typename": "FormWithdrawnType", "sent": False}
    twice = await phone.asker.asks(WITHDRAW, ask={"right": phone.right})
    assert twice["withdrawForm"]["code"] == "rights.form_not_given"
    own = (await phone.asker.asks(PRIVACY))["myPrivacy"]
    assert own["answers"] == []
    assert sorted(one["agreed"] for one in own["receipts"]) == [False] * 4 + [True] * 4
    assert (await phone.form())["due"]


async def test_staff_see_masks_and_reveal_for_a_purpose_that_stands_in_the_audit(phone):
    shop = phone.shop
    await phone.answer(GOOD)
    operator = Asker(shop.work, shop.who("operator"))
    form = (await operator.asks(TRAIL, id=phone.right))["trail"]["form"]
    assert (form["forHolder"], form["actions"]) == (True, ["reveal"])
    assert "138****8000" in {one["value"] for one in form["fields"]}
    short = await operator.asks(REVEAL, ask={"entitlement": phone.right, "purpose": "看"})
    assert short["revealForm"]["path"] == "purpose"
    shown = await operator.asks(REVEAL, ask={"entitlement": phone.right, "purpose": "核对收货电话"})
    assert "13800138000" in {one["value"] for one in shown["revealForm"]["answers"]}
    facts = await shop.house.value("select facts from store_audit where action = 'rights.form_revealed'")
    assert (facts["purpose"], facts["fields"]) == ("核对收货电话", "name, phone, address, size")
    assert not [one for one in SECRETS if one in await everything(shop)]
    ask = RevealForm(
        entitlement=await shop.house.value("select id from rights_entitlement"), purpose="随便看看"
    )
    with pytest.raises(NotAllowed):
        await reveal_form(ask, actor=shop.who("adviser"), work=shop.work)
    far = replace(shop.who("operator"), units=frozenset({shop.known["unit.beijing"]}))
    beyond = await Asker(shop.work, far).asks(REVEAL, ask={"entitlement": phone.right, "purpose": "随便看看"})
    assert beyond["revealForm"]["code"] == "rights.entitlement_missing"


async def test_a_form_is_about_the_beneficiary_and_asked_anew_for_another(phone):
    shop, client = phone.shop, phone.client
    wife, home = await shop.client("13900001111"), new_id()
    await shop.house.run(
        "insert into audience_household (id, code, created_at) values ($1, 'F1', now())", home
    )
    async with shop.work.job() as tx:
        for one in (client, wife):
            await join(tx, Joining(home, one.id, "member", "bank", "own"))
    mine = (await phone.form())["aboutRef"]
    await phone.answer(GOOD)
    right = await shop.house.value("select id from rights_entitlement")
    await shop.house.run("update rights_entitlement set beneficiary = $1", wife.id)
    form = await phone.form()
    assert (form["due"], form["about"], form["givenAt"]) == (True, "王*", None)
    assert form["fields"][0]["known"] == ""  # another's name is not told to him
    stale = await phone.answer(GOOD, about=mine)
    assert stale["code"] == "rights.form_about_another"
    with pytest.raises(FormNeeded):
        await claim(shop, client, right)
    assert (await phone.answer(GOOD))["problems"] == []
    assert (await claim(shop, client, right)).state == "active"


async def test_answers_go_with_the_erased_client_and_some_days_after_the_right(phone):
    shop, client = phone.shop, phone.client
    right = await shop.house.value("select id from rights_entitlement")
    await phone.answer(GOOD)
    await claim(shop, client, right)
    later = now() + timedelta(days=31)
    assert await forget(FORM_FORGETS, shop.work, at=later) == 0  # the right lives
    code = await shop.digits(right)
    await redeem(Redeem(key="r", code=code, phone_ends="1234"), actor=shop.counter(), work=shop.work)
    assert await forget(FORM_FORGETS, shop.work) == 0  # and ended a moment ago
    assert await forget(FORM_FORGETS, shop.work, at=later) == 1

    other = Phone(shop, client, await shop.give(client))
    await other.answer(GOOD)
    await shop.house.run("update rights_entitlement set state = 'revoked', version = version + 1")
    await ask_erasure(AskErasure(key="a"), actor=client, work=shop.work)
    ask = EraseClient(key=shop.key(), client=client.id, reason="已核对身份")
    await erase_client(ask, actor=shop.who("admin"), work=shop.work)
    assert await shop.house.value("select count(*) from rights_form") == 0
    assert await shop.house.value("select count(*) from rights_form_consent") == 6  # the proof stays

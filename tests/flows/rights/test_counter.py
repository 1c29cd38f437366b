"""The counter's page on a phone, and the same for a provider's own system."""

import re

import httpx
import pytest

from largesse.web.counter import routes
from largesse.web.edge import application
from largesse.web.parts import Parts


@pytest.fixture
async def web(shop):
    app = application(routes(Parts(shop.house.work)))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://counter", follow_redirects=True
    ) as one:
        yield one


async def opened(shop, web) -> str:
    """Open the counter with the bank's link; gives the page."""
    link = shop.known["counter.tea"]
    page = await web.get(link[link.index("/counter") :])
    assert page.status_code == 200
    return page.text


def form_key(page: str) -> str:
    return re.search(r'name="key" value="([0-9a-f]+)"', page)[1]


async def test_the_page_is_closed_without_the_banks_link(web, shop):
    for address in ("/counter/tea", "/counter/tea?k=wrong", "/counter/nowhere"):
        page = await web.get(address)
        assert page.status_code == 403
        assert "柜台尚未开通" in page.text
        assert "<form" not in page.text


async def test_twelve_digits_and_the_phone_redeem_without_script(web, shop):
    right = await shop.claimed(await shop.client())
    page = await opened(shop, web)
    form = {"key": form_key(page), "code": await shop.digits(right), "phone": "1234"}
    done = await web.post("/counter/tea", data=form)
    assert done.status_code == 200
    assert "核销成功" in done.text
    assert "武夷岩茶礼盒" in done.text
    again = await web.post("/counter/tea", data=form)
    assert "核销成功" in again.text
    assert await shop.house.value("select count(*) from rights_redemption") == 1
    second = await web.post("/counter/tea", data={**form, "key": "another"})
    assert second.status_code == 422
    assert "该权益已核销" in second.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-CN", "填写有误：含有无法保存的字符"), ("en", "a character that no text may hold")],
)
async def test_what_cannot_be_kept_is_said_in_the_language_of_the_shop(web, shop, language, words):
    key = (await shop.key_for("system")).secret
    headers = {"authorization": f"Bearer {key}", "idempotency-key": "k", "accept-language": language}
    refused = await web.post("/open/v1/redemptions", json={"code": "T\0"}, headers=headers)
    assert refused.status_code == 400
    assert words in refused.json()["message"]
    assert refused.json()["facts"] == {"reason": "kernel.reason.unkept"}


async def test_a_scanned_code_asks_for_one_tap(web, shop):
    right = await shop.claimed(await shop.client())
    await opened(shop, web)
    page = (await web.get("/counter/tea", params={"c": shop.token(right)})).text
    assert "已读取，请确认核销" in page
    assert 'type="hidden" name="phone"' in page
    done = await web.post("/counter/tea", data={"key": form_key(page), "code": shop.token(right)})
    assert "核销成功" in done.text
    assert await shop.state(right) == "redeemed"


async def test_the_page_speaks_english_when_asked_and_escapes_what_is_typed(web, shop):
    await opened(shop, web)
    page = await web.get("/counter/tea?lang=en")
    assert "Redeem a right" in page.text
    wrong = await web.post("/counter/tea", data={"key": "k", "code": '"><script>', "phone": "0000"})
    assert wrong.status_code == 422
    assert "That is not a valid number" in wrong.text
    assert '"><script>' not in wrong.text
    assert wrong.headers["content-security-policy"].startswith("default-src 'none'")


async def test_a_foreign_page_cannot_send_the_form(web, shop):
    right = await shop.claimed(await shop.client())
    page = await opened(shop, web)
    form = {"key": form_key(page), "code": shop.token(right)}
    answer = await web.post("/counter/tea", data=form, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert await shop.state(right) == "active"


async def test_a_providers_own_system_redeems_with_its_key_once_per_idempotency_key(web, shop):
    right = await shop.claimed(await shop.client())
    key = (await shop.key_for("system")).secret
    headers = {"authorization": f"Bearer {key}", "idempotency-key": "till-7"}
    body = {"code": await shop.digits(right), "phone_ends": "1234", "provider_ref": "T-1"}
    first = await web.post("/open/v1/redemptions", json=body, headers=headers)
    again = await web.post("/open/v1/redemptions", json=body, headers=headers)
    assert first.status_code == 200
    assert first.json() == again.json()
    other = await web.post("/open/v1/redemptions", json=body, headers=headers | {"idempotency-key": "till-8"})
    assert (other.status_code, other.json()["code"]) == (422, "rights.already_used")
    assert (await web.post("/open/v1/redemptions", json=body)).status_code == 401
    for bad in ({}, {"code": 12}):
        assert (await web.post("/open/v1/redemptions", json=bad, headers=headers)).status_code == 400
    no_key = {"authorization": f"Bearer {key}"}
    assert (await web.post("/open/v1/redemptions", json=body, headers=no_key)).status_code == 400


async def test_a_character_that_no_text_may_hold_is_a_refusal_and_no_fault(web, shop):
    right = await shop.claimed(await shop.client())
    key = (await shop.key_for("system")).secret
    for address in ("/counter/%00", "/counter/te%00a", "/counter/tea?k=%00"):
        assert (await web.get(address)).status_code == 403
    await opened(shop, web)
    page = await web.get("/counter/tea?c=%00")
    assert page.status_code == 200
    for form, status in (({"code": "\0"}, 422), ({"code": await shop.digits(right), "phone": "\0"}, 422)):
        assert (await web.post("/counter/tea", data={"key": "k", **form})).status_code == status
    headers = {"authorization": f"Bearer {key}", "idempotency-key": "till-9"}
    body = {"code": shop.token(right), "provider_ref": "T\0"}
    refused = await web.post("/open/v1/redemptions", json=body, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "kernel.malformed")
    done = await web.post("/counter/tea", data={"key": "\0", "code": shop.token(right)})
    assert "核销成功" in done.text
    other = {"code": shop.token(await shop.claimed(await shop.client("13700001234"))), "provider_ref": None}
    assert (await web.post("/open/v1/redemptions", json=other, headers=headers)).status_code == 200


async def test_a_body_too_large_is_not_read_to_its_end(web, shop):
    key = (await shop.key_for("system")).secret
    await opened(shop, web)
    json = {"authorization": f"Bearer {key}", "idempotency-key": "till-1"}
    form = {"content-type": "application/x-www-form-urlencoded"}
    for address, headers, status in (("/open/v1/redemptions", json, 413), ("/counter/tea", form, 413)):
        sent = 0

        async def endless():
            nonlocal sent
            while sent < 1_000:
                sent += 1
                yield b"x" * 1_024

        answer = await web.post(address, content=endless(), headers=headers)
        assert answer.status_code == status
        assert sent < 10


SENT = {
    "shouted": lambda link: link.upper(),
    "wide": lambda link: link.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)}),
    "with the scanner's end": lambda link: f"{link}\r\n\t",
    "among words": lambda link: f"\u200b请核销：  {link}  谢谢",
    "of another host": lambda link: link.replace("http://127.0.0.1", "HTTPS://Rights.Bank.Example:8443"),
    "with more behind it": lambda link: f"{link}&utm=x#top",
    "escaped": lambda link: link.replace(".", "%2E").replace("_", "%5f"),
}


@pytest.mark.parametrize("sent", SENT)
async def test_a_link_is_read_however_scanners_and_input_methods_send_it(web, shop, sent):
    right = await shop.claimed(await shop.client())
    page = await opened(shop, web)
    link = f"http://127.0.0.1/counter/tea?c={shop.token(right)}"
    form = {"key": form_key(page), "code": SENT[sent](link)}
    done = await web.post("/counter/tea", data=form)
    assert "核销成功" in done.text
    assert await shop.state(right) == "redeemed"


async def test_the_banks_link_opens_the_counter_however_it_was_copied(web, shop):
    _, _, key = shop.known["counter.tea"].partition("?k=")
    page = await web.get("/counter/tea", params={"K": f" {key.upper()}\r\n"})
    assert "<form" in page.text


async def test_digits_among_words_and_the_phones_last_four_are_read_too(web, shop):
    right = await shop.claimed(await shop.client())
    page = await opened(shop, web)
    code = await shop.digits(right)
    typed = f"核销码：{code[:4]}—{code[4:8]}\u00a0{code[8:]}\u2060\n"
    done = await web.post(
        "/counter/tea", data={"key": form_key(page), "code": typed, "phone": "\t１２３４\r\n"}
    )
    assert "核销成功" in done.text


async def test_what_is_refused_is_said_in_the_language_of_the_page_it_was_sent_from(web, shop):
    await opened(shop, web)
    english = {"accept-language": "en-GB"}
    page = (await web.get("/counter/tea", headers=english)).text
    action = re.search(r'action="([^"]+)"', page)[1]
    web.cookies.delete("lg_lang")
    form = {"key": form_key(page), "code": "1", "phone": "0000"}
    refused = await web.post(action, data=form)
    assert "That is not a valid number" in refused.text
    foreign = {"origin": "https://elsewhere.example"}
    refused = await web.post(action, data=form, headers=foreign)
    assert (refused.status_code, "other sites" in refused.text) == (403, True)

"""Behind TLS, and for which hosts: what a browser is told, which cookies count, whose name is served."""

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from tests.kit.site import site

from largesse.faces.context import own_page
from largesse.kernel.settings import Settings, settings
from largesse.web.edge import application
from largesse.web.hosts import served_by

pytestmark = pytest.mark.slow
PUBLIC = {"ENVIRONMENT": "production", "PUBLIC_URL": "https://gifts.bank.example"}
NAMED = {"ALLOWED_HOSTS": "a.example, *.b.example"}


async def _keep(_request: Request) -> Response:
    answer = Response()
    answer.set_cookie("lg_staff", "s", max_age=60, httponly=True, samesite="lax")
    answer.set_cookie("lg_counter_tea", "c", path="/counter/tea", httponly=True, domain="bank.example")
    answer.set_cookie("lg_lang", "en", samesite="lax")
    return answer


async def _kept(request: Request) -> Response:
    return JSONResponse({"cookies": request.cookies, "own": own_page(request), "host": request.url.hostname})


def at(base_url, **headers):
    app = application([Route("/keep", _keep), Route("/kept", _kept)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base_url, headers=headers)


async def test_over_https_a_browser_is_told_to_stay_and_keeps_what_opens_something_under_the_prefix():
    async with at("https://gifts.bank.example") as browser:
        answer = await browser.get("/keep")
    assert answer.headers["strict-transport-security"] == f"max-age={settings().hsts_s}"
    staff, counter, lang = answer.headers.get_list("set-cookie")
    for cookie, name in ((staff, "lg_staff=s"), (counter, "lg_counter_tea=c")):
        assert cookie.startswith(f"__Host-{name};")
        assert cookie.lower().count("path=") == 1
        assert {"path=/", "secure", "httponly"} <= set(cookie.lower().split("; "))
        assert "domain" not in cookie.lower()
    assert lang.startswith("lg_lang=en;")
    assert "Secure" in lang


async def test_over_https_a_cookie_that_another_host_could_have_planted_counts_for_nothing():
    sent = "lg_staff=planted; __Host-lg_client=own; lg_lang=en; theirs=1; __Host-other=2"
    async with at("https://gifts.bank.example", cookie=sent) as browser:
        found = (await browser.get("/kept")).json()["cookies"]
    assert found == {"lg_client": "own", "lg_lang": "en", "theirs": "1", "__Host-other": "2"}


async def test_over_http_on_ones_own_machine_names_stay_plain_and_nothing_is_promised():
    async with at("http://127.0.0.1:8000", cookie="lg_staff=mine") as browser:
        assert (await browser.get("/kept")).json()["cookies"] == {"lg_staff": "mine"}
        answer = await browser.get("/keep")
    assert "strict-transport-security" not in answer.headers
    assert answer.headers.get_list("set-cookie")[0].startswith("lg_staff=s;")


@pytest.mark.parametrize(
    ("base", "origin", "own"),
    [
        ("https://gifts.bank.example", "https://gifts.bank.example", True),
        ("https://gifts.bank.example", "http://gifts.bank.example", False),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8001", False),
    ],
)
async def test_a_page_that_came_without_tls_does_not_act_where_there_is_tls(base, origin, own):
    async with at(base, origin=origin) as browser:
        assert (await browser.get("/kept")).json()["own"] is own


@pytest.mark.parametrize(
    ("env", "host", "served"),
    [
        ({}, "anything.example", True),
        (
            PUBLIC,
            "gifts.bank.example",
            True,
        ),
        (
            PUBLIC,
            "GIFTS.bank.example.:443",
            True,
        ),
        (PUBLIC, "127.0.0.1:8000", True),
        (PUBLIC, "[::1]:8000", True),
        (PUBLIC, "evil.example", False),
        (PUBLIC, "", False),
        (NAMED, "a.example", True),
        (NAMED, "x.y.b.example:8443", True),
        (NAMED, "b.example", False),
        (NAMED, "nota.example", False),
        (NAMED, "[broken", False),
    ],
)
def test_which_hosts_are_served_follows_from_the_settings(monkeypatch, env, host, served):
    for name, value in env.items():
        monkeypatch.setenv(f"LARGESSE_{name}", value)
    assert served_by(Settings()).holds(host) is served


async def test_a_host_that_is_not_served_is_told_so_by_every_route_but_health(ground):
    with site(ground, LARGESSE_ALLOWED_HOSTS="gifts.bank.example", LARGESSE_DEMO="false") as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            foreign = {"host": "evil.example", "x-locale": "en"}
            for path in ("/console/", "/a/nothing", "/assets/x.js", "/graphql/client"):
                answer = await client.get(path, headers=foreign)
                assert (answer.status_code, answer.json()["code"]) == (421, "kernel.foreign_host")
            assert "LARGESSE_ALLOWED_HOSTS" in answer.json()["message"]
            assert (await client.get("/healthz", headers=foreign)).status_code == 200
            proxied = {"host": "gifts.bank.example", "x-forwarded-proto": "https"}
            answer = await client.get("/healthz", headers=proxied)
            assert answer.headers["strict-transport-security"]

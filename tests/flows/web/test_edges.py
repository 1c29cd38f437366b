"""Every route of the application says every problem in one shape, with the one status of its family."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import httpx
import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs
from tests.kit.application import APP
from tests.kit.english import CHINESE, english_in
from tests.kit.seed import REGISTER

from largesse.app import FACES, web_routes
from largesse.faces.problem import MEDIA_TYPE, status_of
from largesse.graphql.limits import BODY_MAX, NESTING_MAX
from largesse.identity.sessions.sessions import Opening, new_token, open_session
from largesse.kernel import errors
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.ids import new_id, text_id
from largesse.media.picture import BYTES_MAX
from largesse.rights.codes.code12 import with_check
from largesse.rights.redemptions.tries import COUNTER_FAILURES_MAX
from largesse.store import database
from largesse.web.edge import application
from largesse.web.throttle import PACES, Pace

JSON = {"content-type": "application/json"}
FOREIGN = {"origin": "https://elsewhere.example"}
PARTNER = {"authorization": "Bearer tea-key"}
SHAPE = {"code", "message", "path", "facts", "retry_at", "trace"}
NOBODY = UUID(int=7)
GRAPHQL = sorted(FACES.values())
UPLOADS = {
    "/console/clients/import": "admin",
    "/console/clients/preview": "admin",
    "/console/pictures": "designer",
    "/console/statements": "finance",
    "/console/uses/preview": "operator",
    "/console/uses/import": "operator",
    "/console/elsewhere/preview": "operator",
    "/console/elsewhere/import": "operator",
    "/console/events/preview": "operator",
    "/console/events/import": "operator",
}
FILES = {
    "/files/statements/{}": ("stm", "finance", "designer"),
    "/files/batches/{}/workbook": ("bch", "finance", "designer"),
    "/files/code-lots/{}/bad.csv": ("lot", "operator", ""),
    "/files/uses/{}/bad.csv": ("usf", "operator", ""),
    "/files/elsewhere/{}/bad.csv": ("ewf", "operator", ""),
    "/files/events/{}/bad.csv": ("evf", "operator", "adviser"),
    "/files/order-evidence/{}": ("oev", "operator", ""),
}
OF_POOL = ("preview", "import")
QUIET = {
    "/healthz",
    "/readyz",
    "/",
    "/console",
    "/console/{path:path}",
    "/preview/{token}",
    "/my",
    "/my/r/{right}",
    "/counter/_/page.js",
    "/counter/_/worker.js",
}
"""Routes that answer whoever asks: what is alive, ready, the shell, a page that says that a link is over."""


@dataclass(frozen=True)
class Case:
    """One request and the family of what stands in its way. ``who``: the staff whose cookie it carries."""

    route: str
    family: type[Exception]
    method: str = "POST"
    path: str = ""
    who: str = ""
    send: dict[str, Any] = field(default_factory=dict)

    def __str__(self):
        return f"{self.method} {self.path or self.route} {self.family.__name__}"


def _graphql(route):
    deep = b"[" * (NESTING_MAX + 1) + b"]" * (NESTING_MAX + 1)
    return [
        Case(route, errors.ForeignOrigin, send={"json": {}, "headers": FOREIGN}),
        Case(route, errors.NotJson, send={"content": b"{}"}),
        Case(route, errors.Malformed, send={"content": b"{", "headers": JSON}),
        Case(route, errors.TooMuch, send={"content": deep, "headers": JSON}),
        Case(route, errors.TooLarge, send={"content": b" " * (BODY_MAX + 1), "headers": JSON}),
    ]


def _upload(route, who):
    told = {"content": b"", "headers": {"content-length": str(100 * BYTES_MAX)}}
    return [
        Case(route, errors.NotSignedIn),
        Case(route, errors.ForeignOrigin, who=who, send={"headers": FOREIGN}),
        Case(route, errors.NotAllowed, who="auditor"),
        Case(route, errors.Malformed, who=who, send={"json": {}}),
        Case(route, errors.TooLarge, who=who, send=told),
    ]


FILE_ROUTES = {
    "/files/statements/{}": "/files/statements/{statement}",
    "/files/batches/{}/workbook": "/files/batches/{batch}/{kind}",
}


def _codes():
    """Files of codes: into a pool, and out of a lot that the house made."""
    here = f"/console/code-lots/{text_id('lot', NOBODY)}/codes"
    route = "/console/code-lots/{lot}/codes"
    form = {"data": {"purpose": "交付服务商"}}
    return [
        *(
            replace(case, path=f"/console/codes/{text_id('cpl', NOBODY)}/{step}")
            for step in OF_POOL
            for case in _upload(f"/console/codes/{{pool}}/{step}", "operator")
        ),
        Case(route, errors.NotSignedIn, path=here),
        Case(route, errors.ForeignOrigin, path=here, who="operator", send={"headers": FOREIGN}),
        Case(route, errors.NotAllowed, path=here, who="designer", send=form),
        Case(route, errors.Missing, path=here, who="operator", send=form),
    ]


def _file(pattern, prefix, who, stranger):
    route = FILE_ROUTES.get(
        pattern,
        pattern.format(
            {"lot": "{lot}", "usf": "{file}", "ewf": "{file}", "evf": "{file}", "oev": "{file}"}.get(prefix)
        ),
    )
    here = pattern.format(text_id(prefix, NOBODY))
    return [
        Case(route, errors.NotSignedIn, "GET", here),
        Case(route, errors.ForeignOrigin, "GET", here, who, {"headers": FOREIGN}),
        *([Case(route, errors.NotAllowed, "GET", here, stranger)] if stranger else []),
        Case(route, errors.Malformed, "GET", pattern.format("nothing"), who),
        Case(route, errors.Missing, "GET", here, who),
    ]


def _redemptions():
    def send(key, **body):
        return {"json": body, "headers": PARTNER | ({"idempotency-key": key} if key else {})}

    route = "/open/v1/redemptions"
    return [
        Case(route, errors.NotSignedIn, send={"json": {}}),
        Case(route, errors.Malformed, send=send("", code="1")),
        Case(route, errors.Malformed, send=send("k")),
        Case(route, errors.Malformed, send=send("k", code="T\0")),
        Case(route, errors.TooLarge, send=send("k", code="x" * 10_000)),
        Case(route, errors.Refusal, send=send("k", code="not a number")),
    ]


EVIDENCE = f"/console/order-evidence/{text_id('ord', NOBODY)}"
TEMPLATE = "/files/elsewhere-template.xlsx"
CALLBACK = "/callbacks/{installation}/{path:path}"
LEFT_OUT = "/a/{slug}/left-out"
CASES = [
    *(case for route in GRAPHQL for case in _graphql(route)),
    *(case for route, who in UPLOADS.items() for case in _upload(route, who)),
    *(case for pattern, more in FILES.items() for case in _file(pattern, *more)),
    *(replace(case, path=EVIDENCE) for case in _upload("/console/order-evidence/{order}", "operator")),
    *_codes(),
    *_redemptions(),
    Case("/open/v1/events", errors.NotSignedIn, send={"json": {"id": "1", "name": "app.bound"}}),
    Case("/open/v1/events", errors.TooLarge, send={"content": b" " * (BODY_MAX + 1)}),
    Case(TEMPLATE, errors.NotSignedIn, "GET"),
    Case(TEMPLATE, errors.NotAllowed, "GET", who="auditor"),
    Case(LEFT_OUT, errors.ForeignOrigin, path="/a/nothing/left-out", send={"json": {}, "headers": FOREIGN}),
    Case(LEFT_OUT, errors.Malformed, path="/a/nothing/left-out", send={"json": {}}),
    Case(LEFT_OUT, errors.TooLarge, path="/a/nothing/left-out", send={"content": b"x" * 10_000}),
    Case("/a/{slug}/draws.json", errors.Missing, "GET", "/a/nothing/draws.json"),
    Case(CALLBACK, errors.Missing, path="/callbacks/nothing/lounge"),
    Case(CALLBACK, errors.Missing, path=f"/callbacks/{NOBODY}/lounge"),
    Case(
        CALLBACK, errors.TooLarge, path=f"/callbacks/{NOBODY}/lounge", send={"content": b"x" * (BODY_MAX + 1)}
    ),
    Case("/bookings/{booking}.ics", errors.NotSignedIn, "GET", "/bookings/bkg_1.ics"),
    Case("/metrics", errors.NotAllowed, "GET"),
    Case("/counter/{slug}/offline", errors.NotSignedIn, path="/counter/tea/offline"),
    Case(
        "/counter/{slug}/offline",
        errors.ForeignOrigin,
        path="/counter/tea/offline",
        send={"headers": FOREIGN},
    ),
    Case("/media/{sha}", errors.Missing, "GET", "/media/nothing"),
    Case("/media/{sha}", errors.Missing, "GET", f"/media/{'0' * 64}"),
    Case("/assets/{name}", errors.Missing, "GET", "/assets/nothing.js"),
    Case("/art/{name}", errors.Missing, "GET", "/art/nothing.webp"),
]
PAGES = {
    "/a/{slug}": "/a/nothing",
    "/a/{slug}/r/{right}": "/a/nothing/r/ent_1",
    "/a/{slug}/d": "/a/nothing/d",
    "/a/{slug}/d/{of}": "/a/nothing/d/drw_1",
    "/counter/{slug}": "/counter/tea",
    "/counter/{slug}/uses": "/counter/tea/uses",
}
"""Routes whose problems are pages for people; what breaks there is a page too."""


@pytest.fixture(scope="module")
def seed():
    """People and a provider with a counter."""
    return REGISTER


@pytest.fixture
async def edge():
    """The whole application, asked from another machine."""
    transport = httpx.ASGITransport(application(walked()), client=("203.0.113.9", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://bank") as client:
        yield client


def walked():
    """Give the routes of a web process; no case asks for the queue."""
    return web_routes(APP, Redis.from_url("redis://127.0.0.1:1"))


@pytest.fixture
async def cookies(house):
    """The cookie of a member of staff, by name."""

    async def of(who):
        if not who:
            return {}
        async with house.work.job() as tx:
            token = await open_session(tx, Opening("staff", house.known[f"staff.{who}"].id, "password"))
        return {"cookie": f"lg_staff={token}"}

    return of


async def asked(edge, case, **headers):
    send = dict(case.send)
    given = send.pop("headers", {})
    return await edge.request(case.method, case.path or case.route, headers=given | headers, **send)


def problem(answer, family):
    """Give a problem as its edge says it; its status and its shape are checked."""
    assert answer.status_code == status_of(family), answer.text
    if str(answer.request.url.path) in GRAPHQL:
        assert answer.headers["content-type"] == "application/json"
        (error,) = answer.json()["errors"]
        assert set(error) == {"message", "extensions"}
        return {"message": error["message"]} | error["extensions"]
    found = answer.json()
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert set(found) == SHAPE
    assert found["trace"] == answer.headers["x-trace-id"]
    return found


def of_family(code, family):
    """Tell whether a code is of a family."""
    kind = errors.registry().get(code)
    return kind is not None and status_of(kind) == status_of(family)


def test_every_route_stands_here():
    """A new route is walked too, or is said to be quiet."""
    assert {route.path for route in walked()} == {case.route for case in CASES} | QUIET | set(PAGES)


@pytest.mark.parametrize("route", sorted({case.route for case in CASES}))
async def test_a_problem_has_the_one_shape_and_the_status_of_its_family(house, edge, cookies, route):
    await tea_key(house)
    for case in CASES:
        if case.route != route:
            continue
        cookie = await cookies(case.who)
        chinese = problem(await asked(edge, case, **cookie, **{"accept-language": "zh-CN"}), case.family)
        english = problem(await asked(edge, case, **cookie, **{"accept-language": "en"}), case.family)
        assert of_family(chinese["code"], case.family), case
        assert chinese["code"] == english["code"], case
        assert CHINESE.search(chinese["message"]) or "application/json" in chinese["message"], case
        assert english_in(chinese["message"]) == [], case
        assert not CHINESE.search(english["message"]), case


async def test_an_address_says_which_methods_it_takes(edge):
    for path in {case.path or case.route for case in CASES} | set(PAGES.values()):
        answer = await edge.delete(path)
        assert (answer.status_code, answer.json()["code"]) == (405, "kernel.wrong_method"), path
        assert answer.headers["content-type"] == MEDIA_TYPE
        assert answer.headers["allow"]


async def test_an_address_that_leads_nowhere_is_missing_to_a_script_and_to_a_person(edge):
    assert problem(await edge.get("/nowhere"), errors.Missing)["code"] == "kernel.nothing_here"
    for language, title in (("en", "This page is not here"), ("zh-CN", "没有找到这个页面")):
        page = await edge.get("/nowhere", headers={"accept": "text/html", "accept-language": language})
        assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert f"<h1>{title}</h1>" in page.text
        assert f'<html lang="{language}">' in page.text
        assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    chosen = await edge.get("/nowhere?lang=en", headers={"accept": "text/html", "accept-language": "zh-CN"})
    assert "This page is not here" in chosen.text


async def test_a_page_that_is_not_there_or_closed_is_a_page(house, edge):
    for path in PAGES.values():
        answer = await edge.get(path)
        assert answer.status_code in {403, 404, 503}, path  # 503: there is no front end here yet
        assert answer.headers["content-type"].startswith("text/html"), path


async def test_the_same_key_for_another_ask_is_refused_as_every_refusal_is(house, edge):
    await tea_key(house)
    await receipt(house, "app", house.known["provider.tea"], "rights.redeem", answer="{}")
    headers = PARTNER | {"idempotency-key": "k"}
    answer = await edge.post("/open/v1/redemptions", json={"code": "LG" * 30}, headers=headers)
    assert problem(answer, errors.Refusal)["code"] == "kernel.key_reused"


async def tea_key(house):
    """Give the tea house's own system the key that these cases send."""
    await house.run(
        "insert into rights_provider_key (id, provider, kind, name, key_sha256, made_by, made_at)"
        " values ($1, $2, 'system', 'till', $3, $1, now())",
        new_id(),
        house.known["provider.tea"],
        sha256_hex(b"tea-key"),
    )


async def receipt(house, kind, actor, use_case, answer=None):
    """Leave a receipt behind: of another ask, or, without an answer, of one that is still at work."""
    await house.run(
        "insert into store_receipt (id, at, actor_kind, actor_id, use_case, key, ask_digest, answer)"
        " values ($1, now(), $2, $3, $4, 'k', 'sha256:other', $5::text::jsonb)",
        new_id(),
        kind,
        actor,
        use_case,
        answer,
    )


async def test_what_is_contended_is_asked_again_a_few_times_and_then_left_to_the_caller(house, edge):
    await tea_key(house)
    await receipt(house, "app", house.known["provider.tea"], "rights.redeem")
    headers = PARTNER | {"idempotency-key": "k"}
    answer = await edge.post("/open/v1/redemptions", json={"code": "LG" * 30}, headers=headers)
    assert problem(answer, errors.Contended)["code"] == "kernel.contended"
    assert answer.headers["retry-after"] == "1"


async def test_a_door_that_was_tried_too_often_says_when_it_opens_again(house, edge):
    await tea_key(house)
    for code in map(with_check, range(COUNTER_FAILURES_MAX * 2 + 1)):  # the span of a door may end meanwhile
        body, headers = {"code": code, "phone_ends": "0000"}, PARTNER | {"idempotency-key": code}
        answer = await edge.post("/open/v1/redemptions", json=body, headers=headers)
        if answer.status_code != 422:
            break
    found = problem(answer, errors.TooOften)
    assert found["retry_at"]
    assert int(answer.headers["retry-after"]) >= 1


@pytest.fixture
def slow_paces(monkeypatch):
    """Paces that run out on a machine of any speed."""
    for face in FACES:
        monkeypatch.setitem(PACES, face, Pace(per_minute=1, burst=20))


@pytest.mark.parametrize("face", FACES)
async def test_a_face_that_is_asked_too_often_says_when_to_come_back(slow_paces, edge, face):
    cookie = {"cookie": f"lg_{'client' if face == 'client' else 'staff'}={new_token()}"}
    for _ in range(PACES[face].burst * 2):
        answer = await edge.post(FACES[face], content=b"{", headers=JSON | cookie)
        if answer.status_code != 400:
            break
    assert problem(answer, errors.TooOften)["code"] == "kernel.too_many"
    assert int(answer.headers["retry-after"]) >= 1


@pytest.fixture
async def unmigrated(servers):
    """The application's pool, on a database without any of its tables."""
    async with database.connected(APP.house.rooms, servers.dsn("postgres"), role=None):
        yield


BROKEN = [
    *(
        (route, "POST", {"json": {"query": "{ version }"}})
        for route in FACES.values()
        if route != FACES["partner"]
    ),
    *((route, "POST", {}) for route in UPLOADS),
    *((pattern.format(NOBODY), "GET", {}) for pattern in FILES),
    ("/open/v1/redemptions", "POST", {"headers": PARTNER}),
    (f"/callbacks/{NOBODY}/lounge", "POST", {}),
    (f"/media/{'0' * 64}", "GET", {}),
    ("/counter/tea", "POST", {}),
    *((path, "GET", {}) for path in PAGES.values()),
]


async def test_what_breaks_is_masked_and_carries_the_trace_of_its_log(unmigrated, edge):
    cookie = {"cookie": f"lg_staff={'x' * 43}; lg_client={'x' * 43}; lg_counter_tea=x"}
    for path, method, send in BROKEN:
        with capture_logs() as lines:
            answer = await edge.request(method, path, **send | {"headers": send.get("headers", {}) | cookie})
        found = problem(answer, errors.Broken)
        assert (found["code"], found["trace"]) == ("kernel.broken", answer.headers["x-trace-id"]), path
        assert [line["trace"] for line in lines if line["log_level"] == "error"] == [found["trace"]], path
        assert found["trace"] in found["message"], path
        assert "relation" not in answer.text, path


async def test_a_page_that_breaks_is_a_page_with_its_trace(unmigrated, edge):
    for path in PAGES.values():
        with capture_logs():
            page = await edge.get(path, headers={"accept": "text/html", "cookie": "lg_counter_tea=x"})
        assert (page.status_code, page.headers["content-type"]) == (500, "text/html; charset=utf-8"), path
        assert page.headers["x-trace-id"] in page.text

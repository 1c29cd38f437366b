"""Evidence of an order as files: what they are follows from their bytes, who may see the order opens them."""

import io
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import httpx
import pytest
from PIL import Image
from redis.asyncio import Redis
from tests.flows.rights.test_routing import Desk
from tests.kit.application import APP
from tests.kit.faces import Asker

from largesse.app import web_routes
from largesse.identity.sessions.sessions import Opening, open_session
from largesse.kernel.clock import now
from largesse.kernel.errors import NotAllowed
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.order_queue import done
from largesse.rights.order_queue.case import OrderMissing
from largesse.rights.order_queue.evidence import (
    AttachEvidence,
    EvidenceMissing,
    attach_evidence,
    open_evidence,
)
from largesse.rights.order_queue.forget_evidence import forget_evidence
from largesse.store import blobs
from largesse.web.edge import application

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
CASE = """query($id: String!) { orderCase(id: $id) { order {
  files { id name sizeBytes kept byName } notes { kind reference } } } }"""
APPROVAL = "select difference->'after' as after, content_hash from identity_approval where state = 'pending'"
AUDIT = "select action from store_audit where action like 'rights.order_evidence%' order by id"


def picture(kind="PNG"):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (40, 30), "teal").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
async def desk(shop):
    """A provider's order that was sent and has no answer: somebody must say what became of it."""
    await shop.house.run("update rights_provider set installation = gen_random_uuid()")
    await shop.house.run(
        "update rights_sku set fulfil_mode = 'provider', provider_sku = 'LOUNGE-1' where code = 'S-LOUNGE-1'"
    )
    made = Desk(shop)
    made.client = await shop.client()
    await made.offer("lounge")
    await shop.claimed(made.client, "lounge")
    await shop.house.run("update rights_order set state = 'unknown'")
    return made


class Door:
    """The console's own doors, for one of the staff."""

    def __init__(self, client, desk):
        self.client, self.desk = client, desk

    async def attach(self, order, data, name="回执.png", key=None):
        path = f"/console/order-evidence/{text_id('ord', order['id'])}"
        said = {"key": key or self.desk.shop.key()}
        return await self.client.post(path, files={"file": (name, data)}, data=said)

    async def open(self, file):
        return await self.client.get(f"/files/order-evidence/{file}")


@pytest.fixture
async def doors(desk):
    """Give a door for whoever is named."""
    transport = httpx.ASGITransport(application(web_routes(APP, Redis.from_url("redis://127.0.0.1:1"))))
    opened = []

    async def door(who):
        async with desk.house.work.job() as tx:
            token = await open_session(tx, Opening("staff", desk.shop.known[f"staff.{who}"].id, "password"))
        client = httpx.AsyncClient(transport=transport, base_url="http://bank", cookies={"lg_staff": token})
        opened.append(client)
        return Door(client, desk)

    yield door
    for client in opened:
        await client.aclose()


async def files(desk, order):
    told = await Asker(desk.house.work, desk.shop.who("operator")).asks(CASE, id=text_id("ord", order["id"]))
    return told["orderCase"]["order"]["files"]


async def test_a_picture_and_a_pdf_stand_in_the_history_and_leave_as_attachments(desk, doors):
    order, operator = await desk.order(), await doors("operator")
    first = await operator.attach(order, picture("JPEG"), name="../王 明 回执.exe", key="one")
    assert (first.status_code, first.json()["name"]) == (201, "王 明 回执.webp")
    assert (
        await operator.attach(order, picture("JPEG"), name="../王 明 回执.exe", key="one")
    ).json() == first.json()
    second = (await operator.attach(order, PDF, name="对账单.jpg")).json()
    shown = await files(desk, order)
    assert [(one["name"], one["sizeBytes"], one["kept"]) for one in shown] == [
        ("王 明 回执.webp", first.json()["sizeBytes"], True),
        ("对账单.pdf", len(PDF), True),
    ]
    answer = await operator.open(first.json()["id"])
    assert Image.open(io.BytesIO(answer.content)).format == "WEBP"
    assert b"secret place" not in answer.content
    paper = await operator.open(second["id"])
    assert (paper.content, paper.headers["content-type"]) == (PDF, "application/pdf")
    for one in (answer, paper):
        assert one.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
        assert "/" not in one.headers["content-disposition"].split("''")[1]
        assert one.headers["x-content-type-options"] == "nosniff"
        assert one.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert one.headers["cache-control"] == "private, no-store"
    sealed = await desk.house.rows("select file_sha from rights_order_evidence")
    assert all(PDF[:20] not in blobs.get(one["file_sha"]) for one in sealed)
    acts = [row["action"].rpartition("_")[2] for row in await desk.house.rows(AUDIT)]
    assert acts == ["attached", "attached", "opened", "opened"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ\x90\x00 a program", "rights.order_evidence_unreadable"),
        (b"", "rights.order_evidence_unreadable"),
        (b"<svg onload='x()'/>", "media.picture_foreign"),
        (PDF[:-7], "media.paper_unreadable"),
        (PDF + b" " * 2_048, "media.paper_unreadable"),
        (PDF.replace(b"/Root", b"/Encrypt 3 0 R /Root"), "media.paper_unreadable"),
        (PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /J#61vaScript >>"), "media.paper_active"),
        (PDF.replace(b"/Catalog", b"/Catalog /EmbeddedFiles 4 0 R"), "media.paper_active"),
        (PDF + b" " * (8 * 2**20), "media.picture_too_large"),
    ],
)
async def test_what_is_no_picture_or_plain_pdf_is_refused_whatever_its_name_says(desk, doors, data, code):
    order, operator = await desk.order(), await doors("operator")
    answer = await operator.attach(order, data, name="回执.png")
    assert (answer.status_code >= 400, answer.json()["code"]) == (True, code)
    assert answer.json()["message"]
    assert await files(desk, order) == []


async def test_only_who_may_see_the_order_opens_its_files_and_only_who_serves_orders_attaches(desk, doors):
    order, operator = await desk.order(), await doors("operator")
    file = (await operator.attach(order, PDF)).json()["id"]
    designer = await doors("designer")
    assert (await designer.attach(order, PDF)).json()["code"] == "kernel.not_allowed"
    stranger = Door(httpx.AsyncClient(transport=operator.client._transport, base_url="http://bank"), desk)
    assert (await stranger.open(file)).status_code == 401
    await stranger.client.aclose()
    far = replace(desk.shop.who("operator"), units=frozenset({desk.shop.known["unit.beijing"]}))
    with pytest.raises(EvidenceMissing):
        await open_evidence(parse_id("oev", file), actor=far, work=desk.house.work)
    with pytest.raises(NotAllowed):
        await open_evidence(parse_id("oev", file), actor=desk.client, work=desk.house.work)
    theirs = AttachEvidence(key="far", order=order["id"], name="a.pdf", kind="application/pdf", data=PDF)
    with pytest.raises(OrderMissing):
        await attach_evidence(theirs, actor=far, work=desk.house.work)
    assert (await operator.open("oev_0000000000000000000000000a")).status_code == 404
    for number in range(9):
        assert (await operator.attach(order, PDF)).status_code == 201, number
    assert (await operator.attach(order, PDF)).json()["code"] == "rights.order_evidence_enough"


async def test_the_second_person_signs_the_files_and_opens_them_from_the_approval(desk, doors):
    order, operator = await desk.order(), await doors("operator")
    await desk.house.run("update rights_entitlement set unit_cost_minor = 60000")
    await desk.house.run("update rights_budget set reserved_minor = reserved_minor + 60000 - 16800")
    file = (await operator.attach(order, PDF, name="签收单.pdf")).json()["id"]
    said = {"words": "邮件确认", "reference": "邮件 0612"}
    marked = await desk.does(done.mark_order_done, done.MarkOrderDone, order, **said)
    assert marked.approval == "pending"
    ((row),) = await desk.house.rows(APPROVAL)
    (kept,) = row["after"]["files"]
    assert kept | {"id": text_id("oev", UUID(kept["id"]))} == {
        "id": file,
        "name": "签收单.pdf",
        "size_bytes": len(PDF),
        "sha256": sha256(PDF).hexdigest(),
    }
    assert (await (await doors("branch")).open(file)).content == PDF
    signed = {"content_hash": row["content_hash"]}
    await desk.does(done.approve_order_done, done.DecideOrderDone, order, "branch", **signed)
    assert (await desk.order())["state"] == "completed"


async def test_files_are_taken_away_once_they_are_old_and_their_names_stay(desk, doors):
    order, operator = await desk.order(), await doors("operator")
    file = (await operator.attach(order, PDF, name="签收单.pdf")).json()["id"]
    (sha,) = [row["file_sha"] for row in await desk.house.rows("select file_sha from rights_order_evidence")]
    assert await forget_evidence(desk.house.work, at=now() + timedelta(days=1_094)) == 0
    assert await forget_evidence(desk.house.work, at=now() + timedelta(days=1_096)) == 1
    with pytest.raises(FileNotFoundError):
        blobs.get(sha)
    (shown,) = await files(desk, order)
    assert (shown["name"], shown["kept"]) == ("签收单.pdf", False)
    assert (await operator.open(file)).json()["code"] == "rights.order_evidence_missing"

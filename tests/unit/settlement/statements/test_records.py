"""What a document column is given comes back the same, by model and by SQL, whoever wrote it."""

import pytest

from largesse.kernel.ids import new_id
from largesse.settlement.statements.profile_reads import profile_of_id
from largesse.settlement.statements.records import SavedProfile

BODIES = [
    {},
    {"text": '引号 " 和 \\', "number": 2**53 - 1, "none": None, "true": True, "list": [1, "a", [None]]},
    {"null": "null", "digits": "12", "object": {"json": '{"a": 1}'}},
]


@pytest.mark.parametrize("body", BODIES)
async def test_a_json_document_is_kept_as_it_was_given(house, body):
    async with house.work.job() as tx:
        made = await SavedProfile.create(
            using_db=tx.conn,
            id=new_id(),
            name="x",
            version=1,
            org_unit=new_id(),
            state="active",
            body=body,
            sha="",
            created_by=new_id(),
            created_at=tx.now,
        )
    async with house.work.read() as read:
        assert (await SavedProfile.get(id=made.id, using_db=read.conn)).body == body
        assert (await profile_of_id(read, house.system, made.id)).body == body
        assert await read.value("select jsonb_typeof(body) from settlement_profile") == "object"

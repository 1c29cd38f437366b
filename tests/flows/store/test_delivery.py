"""What a failed delivery leaves behind."""

from largesse.kernel.ids import new_id
from largesse.store.delivery import drain, relay_all
from largesse.store.outbox import Handler

TOPIC = "settlement.statement_loaded.v1"


async def test_the_note_of_a_failed_delivery_names_the_fault_and_not_the_row(house):
    async def fail(_event, tx):
        await tx.run("create temporary table told (name text, held text not null)")
        await tx.run("insert into told values ('王思远', null)")

    handlers = {TOPIC: [Handler("test.fail", fail)]}
    async with house.work.job() as tx:
        tx.emit(TOPIC, "1", {"statement": str(new_id())})
    await relay_all(house.work, handlers)
    await drain(house.work, handlers, "fast", rounds_max=1)
    note = await house.value("select error from store_delivery where handler = 'test.fail'")
    assert "IntegrityError" in note
    assert "held" in note
    assert "王思远" not in note

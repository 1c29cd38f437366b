"""A file of clients whose reading is stopped is told in words, and nobody is written."""

from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.kernel.copy import LOCALES, text
from largesse.store.confined.limits import Limits
from largesse.store.confined.readers import READERS, Readers


async def test_an_import_that_takes_too_long_is_refused_in_words_and_writes_nobody(bank):
    before = await bank.house.value("select count(*) from audience_customer")
    hurried = Readers(Limits(memory_mb=256, time_s=0.001), places=1)
    bank.house.lend(READERS.of(hurried))
    try:
        data = "客户号,姓名,等级,机构号\nN1,甲某,金卡,SH\n".encode()
        ask = ImportClients(key="k", file_name="c.csv", data=data)
        taken = await import_clients(ask, actor=bank.who("admin"), work=bank.house.work)
        await bank.house.drain()
    finally:
        hurried.close()
    [done] = await bank.house.rows("select state, why from audience_import where id = $1", taken.ident)
    assert (done["state"], done["why"]) == ("refused", "reading_too_slow")
    assert len({text(f"audience.unreadable.{done['why']}", locale) for locale in LOCALES}) == 2
    assert await bank.house.value("select count(*) from audience_customer") == before

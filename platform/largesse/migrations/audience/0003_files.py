"""Files of clients: their format and heads, client numbers whatever their case, names by pinyin."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table audience_import
  add column format text not null default '',
  add column heads jsonb not null default '[]';
alter table audience_customer
  add column name_order int not null default 0,
  add column name_key text not null default '';
create index audience_customer_named on audience_customer (name_order, id);
create index audience_customer_name_key on audience_customer (name_key);
drop index audience_customer_name, audience_customer_shown;
create index audience_import_row_client on audience_import_row (import, ext_id);
create index audience_customer_number on audience_customer (lower(ext_id));
"""

BACK = """
drop index audience_customer_number, audience_import_row_client;
create index audience_customer_name on audience_customer (lower(name));
create index audience_customer_shown on audience_customer (left(name, 1), id);
drop trigger if exists audience_customer_named on audience_customer;
alter table audience_customer drop column name_order, drop column name_key;
alter table audience_import drop column format, drop column heads;
"""


class Migration(migrations.Migration):
    """Keep what an import's file looks like."""

    dependencies = [("audience", "0002_code_ceilings")]

    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]

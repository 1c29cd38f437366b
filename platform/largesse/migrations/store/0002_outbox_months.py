"""The outbox by month: partitions are made ahead of time, by a tick, with the owner's hand."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create function store_outbox_ahead(months int) returns int
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first date;
  made int := 0;
begin
  if months < 0 or months > 24 then raise exception 'months must be 0 to 24'; end if;
  for n in 0..months loop
    first := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => n))::date;
    continue when to_regclass('store_outbox_' || to_char(first, 'YYYYMM')) is not null;
    continue when exists (select from store_outbox_rest where at >= first);
    execute format('create table store_outbox_%s partition of store_outbox for values from (%L) to (%L)',
      to_char(first, 'YYYYMM'), first::text || ' 00:00+00', (first + interval '1 month')::date::text || ' 00:00+00');
    made := made + 1;
  end loop;
  return made;
end $$;
revoke all on function store_outbox_ahead(int) from public;
grant execute on function store_outbox_ahead(int) to largesse_app;
select store_outbox_ahead(2);
"""

BACKWARD = """
drop function store_outbox_ahead(int);
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0001_ground")]
    operations = [ops.RunSQL(FORWARD, BACKWARD)]

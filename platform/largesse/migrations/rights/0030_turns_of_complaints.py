"""Every word of a complaint and every answer, each with its time; what stood alone so far is the first of them."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_complaint_turn (
  id uuid primary key,
  complaint uuid not null references rights_complaint (id),
  staff uuid,
  words text not null check (length(words) between 1 and 1000),
  at timestamptz not null
);
create index rights_complaint_turn_complaint on rights_complaint_turn (complaint, at, id);
insert into rights_complaint_turn (id, complaint, words, at)
  select gen_random_uuid(), id, words, due_at - interval '3 days' from rights_complaint;
insert into rights_complaint_turn (id, complaint, staff, words, at)
  select gen_random_uuid(), id, answered_by, answer, answered_at from rights_complaint
  where answer <> '' and answered_by is not null;
grant select, insert, update (words) on rights_complaint_turn to largesse_app;
"""

REVERSE = "drop table rights_complaint_turn;"


class Migration(migrations.Migration):
    """Add the turns, and those that are known."""

    dependencies = [("rights", "0029_cities_of_offers")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]

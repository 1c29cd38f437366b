"""What plays remember of a client, what a draw was decided from, and several rights for one attempt."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
drop function if exists play_claim;
drop function if exists play_apply;
drop function if exists play_verdicts;
alter table play_chance add column states jsonb not null default '{}';
alter table play_draw add column asked jsonb, add column basis jsonb;

create type play_give as (batch uuid, entitlement uuid, ref text);
comment on type play_give is 'one unit of a batch that a choice gives; ref names it as the source of its right';
alter type play_choice drop attribute batch, add attribute gives play_give[],
  add attribute states text;
comment on type play_choice is 'what a play can get, and the client''s tallies and states after it';
alter type play_decided drop attribute entitlement;
alter type play_decided add attribute asked text, add attribute basis text;
"""

REVERSE = """
drop function if exists play_claim;
drop function if exists play_apply;
drop function if exists play_verdicts;
alter type play_decided drop attribute asked, drop attribute basis;
alter type play_decided add attribute entitlement uuid;
alter type play_choice drop attribute gives, drop attribute states,
  add attribute batch uuid;
drop type play_give;
alter table play_draw drop column asked, drop column basis;
alter table play_chance drop column states;
"""


class Migration(migrations.Migration):
    """Let plays remember."""

    dependencies = [("play", "0001_taking_part")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]

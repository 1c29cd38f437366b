"""Every move of a right is remembered; a right is suspended, and given to others."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_entitlement
  add column previous text check (previous in ('pending', 'issued', 'active', 'reserved')),
  add column hands int not null default 0 check (hands >= 0),
  add constraint rights_entitlement_previous
    check (previous is null or state in ('suspended', 'transferring'));

create table rights_move (
  id bigint generated always as identity primary key,
  entitlement uuid not null references rights_entitlement (id),
  version int not null,
  was text not null,
  state text not null,
  holder uuid not null,
  at timestamptz not null
);
create index rights_move_entitlement on rights_move (entitlement, id);

create table rights_transfer (
  id uuid primary key,
  entitlement uuid not null references rights_entitlement (id),
  giver uuid not null,
  receiver uuid,
  code_sha256 text unique,
  words text not null default '',
  state text not null check (state in ('offered', 'accepted', 'declined', 'withdrawn', 'lapsed')),
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint rights_transfer_to_another check (receiver <> giver),
  constraint rights_transfer_ended check ((state = 'offered') = (ended_at is null)),
  constraint rights_transfer_known
    check (receiver is not null or (code_sha256 is not null and state <> 'accepted'))
);
create unique index rights_transfer_one_open on rights_transfer (entitlement) where state = 'offered';
create index rights_transfer_giver on rights_transfer (giver, offered_at desc);
create index rights_transfer_receiver on rights_transfer (receiver, offered_at desc);
create index rights_transfer_due on rights_transfer (expires_at) where state = 'offered';

grant select, insert on rights_move to largesse_app;
grant select, insert, update on rights_transfer to largesse_app;
"""

REVERSE = """
drop table rights_transfer;
drop trigger if exists rights_entitlement_moved on rights_entitlement;
drop table rights_move;
alter table rights_entitlement drop constraint rights_entitlement_previous, drop column previous,
  drop column hands;
"""


class Migration(migrations.Migration):
    """Add what remembers moves and transfers."""

    dependencies = [("rights", "0009_allowances")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]

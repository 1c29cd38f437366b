"""Households by consent: members with roles, invitations, and what members see of each other."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table audience_household
  add column source text not null default 'bank' check (source in ('bank', 'own')),
  add column sees text not null default 'own' check (sees in ('own', 'shared', 'all'));

create table audience_member (
  id uuid primary key,
  household uuid not null references audience_household (id),
  customer uuid not null references audience_customer (id),
  role text not null check (role in ('payer', 'member')),
  source text not null check (source in ('bank', 'consent', 'staff')),
  agreed text not null default 'own' check (agreed in ('own', 'shared', 'all')),
  guardian uuid references audience_customer (id),
  joined_at timestamptz not null,
  left_at timestamptz,
  left_why text not null default '' check (left_why in ('', 'left', 'removed', 'import', 'staff')),
  check ((left_at is null) = (left_why = ''))
);
create unique index audience_member_one_household on audience_member (customer) where left_at is null;
create unique index audience_member_one_payer on audience_member (household)
  where role = 'payer' and left_at is null;
create index audience_member_household on audience_member (household, joined_at);
create index audience_member_customer on audience_member (customer, joined_at);

create table audience_invitation (
  id uuid primary key,
  household uuid not null references audience_household (id),
  inviter uuid not null references audience_customer (id),
  code_index text not null unique,
  guardian boolean not null default false,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'taken_back')),
  invited uuid references audience_customer (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  check ((state = 'open') = (answered_at is null))
);
create index audience_invitation_household on audience_invitation (household, created_at desc);
create index audience_invitation_expires on audience_invitation (expires_at);

insert into audience_member (id, household, customer, role, source, joined_at)
select gen_random_uuid(), household, id, 'member', 'bank', created_at
from audience_customer where household is not null;

grant select, insert on audience_member, audience_invitation to largesse_app;
grant update (role, agreed, left_at, left_why) on audience_member to largesse_app;
grant update (state, invited, answered_at) on audience_invitation to largesse_app;
grant delete on audience_invitation to largesse_app;
"""

BACK = """
drop function if exists audience_follow_households;
drop table audience_invitation, audience_member;
alter table audience_household drop column source, drop column sees;
"""


class Migration(migrations.Migration):
    """Give households members."""

    dependencies = [("audience", "0005_tiers")]

    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]

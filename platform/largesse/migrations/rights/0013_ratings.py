"""What clients say of a service: a rating of each use, and complaints with their answers."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_rating (
  id uuid primary key,
  redemption uuid not null unique references rights_redemption (id),
  entitlement uuid not null references rights_entitlement (id),
  provider uuid references rights_provider (id),
  org_unit uuid not null,
  stars int not null check (stars between 1 and 5),
  words text not null default '' check (length(words) <= 1000),
  at timestamptz not null
);
create index rights_rating_by_age on rights_rating (at desc, id desc);
create index rights_rating_provider on rights_rating (provider, at);

create table rights_complaint (
  id uuid primary key,
  entitlement uuid not null references rights_entitlement (id),
  client uuid not null,
  provider uuid references rights_provider (id),
  org_unit uuid not null,
  about text not null check (about in ('not_served', 'late', 'quality', 'charge', 'other')),
  words text not null check (length(words) between 1 and 1000),
  state text not null check (state in ('open', 'answered', 'closed')),
  at timestamptz not null,
  due_at timestamptz not null,
  answer text not null default '',
  answered_at timestamptz,
  answered_by uuid,
  reopened int not null default 0 check (reopened between 0 and 3),
  closed_at timestamptz,
  check ((state = 'closed') = (closed_at is not null)),
  check (state <> 'answered' or answer <> '')
);
create unique index rights_complaint_one_open on rights_complaint (entitlement) where state <> 'closed';
create index rights_complaint_by_age on rights_complaint (at desc, id desc);
create index rights_complaint_provider on rights_complaint (provider, at);
grant select, insert, update on rights_rating, rights_complaint to largesse_app;
"""

REVERSE = """
drop table rights_complaint, rights_rating;
"""


class Migration(migrations.Migration):
    """Add both tables."""

    dependencies = [("rights", "0012_order_events")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]

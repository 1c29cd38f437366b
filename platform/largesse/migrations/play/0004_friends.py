"""Teams around who shared a play, and the friends who came by his link."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_team (
  id uuid primary key,
  activity uuid not null,
  play text not null,
  leader uuid not null,
  nr int not null check (nr >= 1),
  code_sha256 text not null unique,
  opened_at timestamptz not null,
  until timestamptz not null,
  most int not null check (most between 1 and 200),
  amounts bigint[] not null,
  by_household boolean not null,
  by_joining boolean not null,
  helpers int not null default 0,
  reached bigint not null default 0 check (reached >= helpers),
  whole_at timestamptz,
  unique (activity, play, leader, nr),
  constraint play_team_within_most check (helpers between 0 and most),
  constraint play_team_whole_when_all_came check ((whole_at is not null) = (helpers = most))
) with (fillfactor = 70);

create table play_friend (
  activity uuid not null,
  client uuid not null,
  team uuid not null references play_team (id),
  counts_as uuid not null,
  opened_at timestamptz not null,
  until timestamptz not null,
  acted_at timestamptz,
  amount bigint check (amount >= 1),
  primary key (activity, client),
  constraint play_friend_adds_when_acting check ((acted_at is null) = (amount is null))
) with (fillfactor = 70);
create unique index play_friend_counts_once on play_friend (team, counts_as) where acted_at is not null;
create index play_friend_client on play_friend (client);
create index play_team_leader on play_team (leader);

grant select, insert, update on play_team, play_friend to largesse_app;
"""

REVERSE = """
drop table play_friend, play_team;
"""


class Migration(migrations.Migration):
    """Create the tables."""

    dependencies = [("play", "0003_deciding_later")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]

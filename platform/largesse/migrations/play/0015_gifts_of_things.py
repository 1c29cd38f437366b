"""Gifts of things that an operator keeps for a client, as a card: who gave which, who took it, when, at which draw."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_gift (
  id uuid primary key,
  activity uuid not null,
  play text not null,
  thing text not null,
  giver uuid not null,
  giver_nonce bigint not null check (giver_nonce >= 0),
  code_sha256 text not null unique,
  given_at timestamptz not null,
  until timestamptz not null,
  taker uuid,
  taker_nonce bigint,
  taken_at timestamptz,
  back_at timestamptz,
  back_nonce bigint,
  constraint play_gift_to_another check (taker <> giver),
  constraint play_gift_one_end check (taken_at is null or back_at is null),
  constraint play_gift_taken check ((taken_at is null) = (taker is null) and (taken_at is null) = (taker_nonce is null)),
  constraint play_gift_back check ((back_at is null) = (back_nonce is null))
);
create index play_gift_giver on play_gift (giver, activity, play);
create index play_gift_taker on play_gift (taker, activity, play) where taker is not null;
create index play_gift_activity on play_gift (activity);
grant select, insert, update on play_gift to largesse_app;
"""

REVERSE = "drop table play_gift;"


class Migration(migrations.Migration):
    """Add gifts of things."""

    dependencies = [("play", "0014_commons")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]

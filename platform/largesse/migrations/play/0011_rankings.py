"""Rankings: what clients have reached in a cycle, and the settled order; how many chose which option."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_score (
  activity uuid not null,
  play text not null check (play <> ''),
  cycle text not null check (cycle <> ''),
  client uuid not null,
  score bigint not null,
  reached_at timestamptz not null,
  draw uuid not null,
  primary key (activity, play, cycle, client)
) with (fillfactor = 70);
create index play_score_order on play_score (activity, play, cycle, score desc, reached_at, draw) where score > 0;

create table play_place (
  activity uuid not null,
  play text not null,
  cycle text not null,
  nr bigint not null check (nr > 0),
  place bigint not null,
  client uuid not null,
  score bigint not null check (score > 0),
  reached_at timestamptz not null,
  primary key (activity, play, cycle, nr),
  unique (activity, play, cycle, client),
  constraint play_place_no_later check (place between 1 and nr)
);
create index play_place_client on play_place (client, activity);
create unique index play_award_one_of_a_cycle on play_award (activity, play, cycle, client) where cycle <> '';

create table play_answer_count (
  activity uuid not null,
  play text not null,
  question text not null,
  option text not null,
  chosen bigint not null check (chosen > 0),
  primary key (activity, play, question, option)
) with (fillfactor = 70);

grant select, insert, update on play_score, play_answer_count to largesse_app;
grant select, insert on play_place to largesse_app;
"""

REVERSE = """
drop table play_answer_count;
drop index play_award_one_of_a_cycle;
drop table play_place;
drop table play_score;
"""


class Migration(migrations.Migration):
    """Create the tables."""

    dependencies = [("play", "0010_risk")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]

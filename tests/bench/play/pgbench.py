"""The yardstick: the same writes for one play as one plpgsql call, its outcome known beforehand.

The function does what Claim and Apply do for a group of one: receipt, session and client row, chance, pools,
budget, batch, entitlement, event, draw. ``pgbench -M prepared`` runs it at its best number of clients.
"""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from tests.bench.play.arrange import UNIT_COST_MINOR, World

CLIENTS = (1, 2, 4, 8, 16, 32, 64)

_FUNCTION = """
create function bench_play(n_ int, wins boolean) returns uuid language plpgsql as $$
declare
  me uuid; draw uuid := uuidv7(); right_ uuid := uuidv7();
  at_ timestamptz := clock_timestamp(); nonce_ bigint;
begin
  insert into store_receipt (id, at, actor_kind, actor_id, use_case, key, ask_digest, answer)
  select draw, at_, 'client', b.id, 'play.take_part', draw::text, '{digest}',
    jsonb_build_object('draw', draw, 'at', at_)
  from bench_client b where b.n = n_ on conflict do nothing returning actor_id into me;
  perform 1 from identity_session s where s.token_hash = (select token from bench_client where n = n_)
    and s.ended_at is null and s.expires_at > at_;
  if not found then raise exception 'no session'; end if;
  perform 1 from audience_customer where id = me and blocked;
  if found then raise exception 'blocked'; end if;
  perform 1 from activities_activity a join activities_revision r on r.id = a.published
    where a.id = '{activity}' and a.state = 'running';
  if not found then raise exception 'not running'; end if;
  insert into play_chance as c (client, activity, nonce, used, tallies, states, moved_at)
  values (me, '{activity}', 1, 1,
    '{{"wheel/chance": ["2026-09-20", 1], "wheel/attempt/day": ["2026-09-20", 1]}}',
    '{{"state/visits": ["", 1]}}', at_)
  on conflict (client, activity) do update set nonce = c.nonce + 1, used = c.used + 1,
    tallies = excluded.tallies, states = excluded.states, moved_at = excluded.moved_at
  returning nonce into nonce_;
  if wins then
    update play_pool set used = used + 1
      where activity = '{activity}' and key = 'item/wheel/tea' and used + 1 <= cap;
    update play_pool set used = used + {cost}
      where activity = '{activity}' and key = 'budget' and used + {cost} <= cap;
    update rights_budget set reserved_minor = reserved_minor + {cost}
      where id = '{budget}' and reserved_minor + spent_minor + {cost} <= cap_minor;
    update rights_batch set free = free - 1, issued = issued + 1 where id = '{batch}' and free >= 1;
    if not found then raise exception 'sold out'; end if;
    insert into rights_entitlement (id, batch, sku, holder, beneficiary, source_kind, source_ref,
      activity, org_unit, state, unit_cost_minor, currency, valid_from, valid_to, created_at)
    select right_, x.id, x.sku, me, me, 'play', draw::text, '{activity}', x.org_unit, 'issued',
      x.unit_cost_minor, x.currency, at_, at_ + make_interval(days => x.valid_days), at_
    from rights_batch x where x.id = '{batch}';
    insert into store_outbox (id, at, topic, key, payload)
    select right_, at_, 'rights.entitlement_granted.v1', right_::text, jsonb_build_object(
      'entitlement', e.id, 'batch', e.batch, 'sku', e.sku, 'holder', e.holder,
      'beneficiary', e.beneficiary, 'source_kind', 'play', 'source_ref', e.source_ref,
      'activity', e.activity, 'org_unit', e.org_unit,
      'valid_to', e.valid_to, 'at', at_) from rights_entitlement e where e.id = right_;
    perform pg_notify('largesse_outbox', '');
  end if;
  insert into play_draw (id, at, activity, revision_hash, play, client, nonce, number, drawn, given, outcome,
    batch, entitlement, odds_hash, chances_left)
  values (draw, at_, '{activity}', '{hash}', 'wheel', me, nonce_, 1,
    case when wins then 'tea' else 'none' end,
    case when wins then 'tea' else 'none' end, case when wins then 'win' else 'none' end,
    case when wins then '{batch}'::uuid end, case when wins then right_ end, '{hash}', 1);
  return draw;
end $$;
"""


async def prepare(dsn: str, world: World) -> None:
    """Make the yardstick's function."""
    owner = await asyncpg.connect(dsn)
    try:
        await owner.execute(
            _FUNCTION.format(
                digest=world.revision_hash,
                activity=world.activity,
                budget=world.budget,
                batch=world.batch,
                hash=world.revision_hash,
                cost=UNIT_COST_MINOR,
            )
        )
    finally:
        await owner.close()


@dataclass(frozen=True)
class Yardstick:
    """pgbench on the bench's database; ``share_ppm`` of a million plays win."""

    bin: Path
    dsn: str
    world: World
    share_ppm: int

    def measure(self, clients: Sequence[int], seconds: int) -> dict[int, float]:
        """Run pgbench with each number of clients; gives plays per second by number."""
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(
                f"\\set n random(0, {len(self.world.clients) - 1})\n\\set w random(1, 1000000)\n"
                f"select bench_play(:n, :w <= {self.share_ppm});\n"
            )
            script.flush()
            return {one: self._once(script.name, one, seconds) for one in clients}

    def _once(self, script: str, clients: int, seconds: int) -> float:
        words = ["-n", "-M", "prepared", "-c", str(clients), "-j", str(min(2, clients)), "-T", str(seconds)]
        command = [self.bin / "pgbench", *words, "-f", script, self.dsn]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = re.search(r"tps = ([0-9.]+)", out)
        assert found, out
        return float(found[1])

-- Tell the house: write events into the outbox and wake the relay, once however many they are.
-- Gives how many were written.
-- Locks       none
-- Invariant   events commit with what they tell of; the wake arrives after the commit, and only a wake it is

create or replace function store_emit(
  at_ timestamptz, ids uuid[], topics text[], keys text[], payloads jsonb[]
) returns int language plpgsql as $$
begin
  insert into store_outbox (id, at, topic, key, payload)
  select e.id, at_, e.topic, e.key, e.payload
  from unnest(ids, topics, keys, payloads) as e(id, topic, key, payload);
  if not found then return 0; end if;
  perform pg_notify('largesse_outbox', '');
  return array_length(ids, 1);
end $$;

grant execute on function store_emit to largesse_app;

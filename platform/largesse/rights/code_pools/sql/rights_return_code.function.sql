-- Take the code of a right back that its holder never saw: it can be given again, unless it lapsed or its lot was
-- voided meanwhile. Gives whether there was one.
-- Locks       one code; the right is held by the caller, or is over
-- Invariant   only an allocated code goes back: one that was delivered stays with its right for good
-- Source      docs/explanation/code-pools.md

create or replace function rights_return_code(entitlement_ uuid, at_ timestamptz) returns boolean
language plpgsql as $$
declare
  back rights_pool_code%rowtype; voided boolean; lapsed boolean;
begin
  select * into back from rights_pool_code where entitlement = entitlement_ and state = 'allocated' for update;
  if not found then return false; end if;
  select l.state = 'voided' into voided from rights_code_lot l where l.id = back.lot for share;
  lapsed := coalesce(back.expires_at <= at_, false);
  update rights_pool_code set entitlement = null, allocated_at = null,
    blind = case when voided then null else blind end,
    state = case when voided then 'revoked' when lapsed then 'expired' else 'available' end
  where pool = back.pool and number = back.number;
  if voided then
    update rights_code_lot set voided_count = voided_count + 1 where id = back.lot;
  elsif not lapsed then
    insert into rights_code_cursor (id, pool, lot, shard, expires_at, next, hi)
    values (gen_random_uuid(), back.pool, back.lot, back.number % 16, back.expires_at, back.number, back.number);
  end if;
  return true;
end $$;

grant execute on function rights_return_code to largesse_app;

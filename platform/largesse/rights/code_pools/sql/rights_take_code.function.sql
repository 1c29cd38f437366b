-- Allocate one code of a pool to a right that holds until valid_to_: gives its number, null where there is none.
-- Locks       one cursor, then one code; the right is held by the caller
-- Invariant   the number is taken by the guard of its cursor and the code by its own: each number is given once.
--             Codes that lapse before the right does are not looked at. Soonest lapsing first; a right begins at
--             a shard of its own, so that claims rarely wait for each other.
-- Source      docs/explanation/code-pools.md

create or replace function rights_take_code(pool_ uuid, entitlement_ uuid, valid_to_ timestamptz, at_ timestamptz)
returns bigint language plpgsql as $$
declare
  turn int := abs(hashtext(entitlement_::text) % 16); run uuid; got bigint;
begin
  loop
    select c.id into run from rights_code_cursor c
    where c.pool = pool_ and c.next <= c.hi and (c.expires_at is null or c.expires_at >= valid_to_)
    order by c.expires_at nulls last, (c.shard + turn) % 16, c.id limit 1;
    if not found then return null; end if;
    update rights_code_cursor set next = next + 1 where id = run and next <= hi returning next - 1 into got;
    if not found then continue; end if;
    update rights_pool_code set state = 'allocated', entitlement = entitlement_, allocated_at = at_
    where pool = pool_ and number = got and state = 'available';
    if found then return got; end if;
  end loop;
end $$;

grant execute on function rights_take_code to largesse_app;

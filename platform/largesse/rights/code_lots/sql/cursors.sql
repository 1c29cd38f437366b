-- Make the cursors of a lot ($4) of a pool ($1) whose codes, numbered $2 to $3, have just become available: at most
-- sixteen for each end, and one more for each gap, so that a cursor leads to codes and to nothing else.
with numbered as (
  select number, expires_at,
    number - row_number() over (partition by expires_at order by number) as island,
    (row_number() over (partition by expires_at order by number) - 1) * 16
      / count(*) over (partition by expires_at) as shard
  from rights_pool_code where pool = $1 and number between $2 and $3 and lot = $4 and state = 'available'
), made as (
  insert into rights_code_cursor (id, pool, lot, shard, expires_at, next, hi)
  select gen_random_uuid(), $1, $4, shard, expires_at, min(number), max(number)
  from numbered group by expires_at, island, shard returning 1
)
select count(*) from made

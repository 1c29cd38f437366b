-- Keep the tables that are partitioned by month ahead of the clock, and tell how far they reach.
-- Every table of the house that is partitioned by range of one instant, with a default partition, is kept: no list
-- to forget. Its months are named <table>_YYYYMM and end in UTC; what has no month falls into the default partition.
-- Locks       a table briefly while it gets a month; waits 2 s at most, and the next tick tries again
-- Invariant   a month whose rows already lie in the default partition is left alone: a person moves them

create or replace view store_partitioned as
select p.partrelid as parent, c.relname::text as name, a.attname::text as instant, p.partdefid as rest
from pg_partitioned_table p
join pg_class c on c.oid = p.partrelid
join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
where p.partstrat = 'r' and p.partnatts = 1 and a.atttypid = 'timestamptz'::regtype and p.partdefid <> 0
  and c.relnamespace = 'public'::regnamespace;

create or replace function store_partitions_ahead(months int, at_ timestamptz) returns int
  language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
declare
  kept record;
  first date; next date; month text;
  astray boolean;
  made int := 0;
begin
  if months not between 0 and 24 then raise exception 'months must be 0 to 24'; end if;
  perform pg_advisory_xact_lock(hashtext('store_partitions_ahead'));
  for kept in select * from store_partitioned order by name loop
    for n in 0..months loop
      first := (date_trunc('month', at_ at time zone 'UTC') + make_interval(months => n))::date;
      next := (first + interval '1 month')::date;
      month := kept.name || to_char(first, '_YYYYMM');
      continue when to_regclass(quote_ident(month)) is not null;
      execute format('select exists (select from %s where %I >= $1 and %2$I < $2)', kept.rest::regclass, kept.instant)
        into astray using first::timestamp at time zone 'UTC', next::timestamp at time zone 'UTC';
      continue when astray;
      execute format('create table %I partition of %s for values from (%L) to (%L)', month, kept.parent::regclass,
        first::timestamp at time zone 'UTC', next::timestamp at time zone 'UTC');
      made := made + 1;
    end loop;
  end loop;
  return made;
end $$;

-- How many months in a row after the one of ``at_`` have a partition, -1 when that one itself has none; and how many
-- rows lie in the default partition, counted to 1,000.
create or replace function store_partitions_reach(at_ timestamptz)
  returns table (name text, months_ahead int, astray bigint)
  language plpgsql security definer stable set search_path = public, pg_temp as $$
declare
  kept record;
begin
  for kept in select * from store_partitioned p order by p.name loop
    name := kept.name;
    months_ahead := -1;
    while to_regclass(quote_ident(kept.name || to_char(
        date_trunc('month', at_ at time zone 'UTC') + make_interval(months => months_ahead + 1), '_YYYYMM'))) is not null loop
      months_ahead := months_ahead + 1;
    end loop;
    execute format('select count(*) from (select from %s limit 1000) r', kept.rest::regclass) into astray;
    return next;
  end loop;
end $$;

revoke all on function store_partitions_ahead, store_partitions_reach from public;
grant execute on function store_partitions_ahead, store_partitions_reach to largesse_app;

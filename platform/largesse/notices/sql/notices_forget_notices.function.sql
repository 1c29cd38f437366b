-- Forget notices that were told before an instant, so many at most; gives how many. The application itself may
-- delete none.
-- Locks       the rows that go; those that somebody holds are left for the next time
-- Invariant   a notice whose message still waits stays

create or replace function notices_forget_notices(before timestamptz, most int) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone bigint;
begin
  delete from notices_notice where id in (
    select id from notices_notice where at < before and message <> 'waiting' order by at limit most
    for update skip locked);
  get diagnostics gone = row_count;
  return gone;
end $$;

revoke all on function notices_forget_notices from public;
grant execute on function notices_forget_notices to largesse_app;

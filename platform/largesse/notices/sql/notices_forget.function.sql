-- Forget messages that were written before an instant, so many at most; gives how many. The application itself may
-- delete none.
-- Locks       the rows that go; those that somebody holds are left for the next time
-- Invariant   a message that still waits for its channel stays

create or replace function notices_forget(before timestamptz, most int) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone bigint;
begin
  delete from notices_message where id in (
    select id from notices_message where at < before and state <> 'waiting' order by at limit most for update skip locked);
  get diagnostics gone = row_count;
  return gone;
end $$;

revoke all on function notices_forget from public;
grant execute on function notices_forget to largesse_app;

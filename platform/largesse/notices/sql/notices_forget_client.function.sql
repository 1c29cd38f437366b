-- Forget what one client was told, and the messages that carried it; gives how many notices. For his erasure.
-- Locks       the client's notices and their messages
-- Invariant   nothing of it stays, whether it went out or waits

create or replace function notices_forget_client(client_ uuid) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone bigint;
begin
  delete from notices_message where id in (select id from notices_notice where client = client_);
  delete from notices_notice where client = client_;
  get diagnostics gone = row_count;
  return gone;
end $$;

revoke all on function notices_forget_client from public;
grant execute on function notices_forget_client to largesse_app;

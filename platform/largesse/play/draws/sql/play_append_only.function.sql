-- Refuse any change of a draw, or of whose link brought a client.
-- Locks       none
-- Invariant   draws and entrants are written once and never changed

create or replace function play_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is written once and never changed', tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger play_draw_append_only before update or delete on play_draw
  for each row execute function play_append_only();
create or replace trigger play_entrant_append_only before update or delete on play_entrant
  for each row execute function play_append_only();

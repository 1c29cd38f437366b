-- Refuse what would change a settled order, or put a score into a cycle that is closed.
-- Locks       none
-- Invariant   an order is written down once; what it was settled from stays as it was then

create or replace function play_score_open() returns trigger language plpgsql as $$
begin
  if exists (select from play_closing c where c.activity = new.activity and c.play = new.play and c.cycle = new.cycle
      and c.closed_at is not null) then
    raise exception 'a closed cycle takes no score' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create or replace trigger play_score_open before insert or update on play_score
  for each row execute function play_score_open();
create or replace trigger play_place_append_only before update or delete on play_place
  for each row execute function play_append_only();

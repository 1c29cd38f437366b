-- Say how much of a cap may be promised by now: its curve at this instant, never less than the floor.
-- The curve is straight between its points; times and shares count in millionths of the window and of the cap.
-- Locks       none
-- Invariant   never more than the cap, never less as time goes on; the same whole number as ``pace.allowed``

create or replace function rights_paced(
  cap_minor bigint, floor_minor bigint, from_ timestamptz, to_ timestamptz, times int[], shares int[], at_ timestamptz
) returns bigint language plpgsql immutable as $$
declare
  gone bigint; share bigint;
begin
  gone := floor(1000000 * extract(epoch from at_ - from_) / extract(epoch from to_ - from_));
  if gone < 0 then share := 0;
  elsif gone >= 1000000 then share := 1000000;
  else
    for i in 2..cardinality(times) loop
      if gone < times[i] then
        share := shares[i - 1] + (shares[i] - shares[i - 1]) * (gone - times[i - 1]) / (times[i] - times[i - 1]);
        exit;
      end if;
    end loop;
  end if;
  return least(cap_minor, greatest(floor_minor, div(cap_minor::numeric * share, 1000000)::bigint));
end $$;

grant execute on function rights_paced to largesse_app;

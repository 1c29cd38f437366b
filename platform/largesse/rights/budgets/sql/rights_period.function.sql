-- Name the period of a kind in which an instant lies: the day it begins, counted in a zone; weeks begin on Monday.
-- Locks       none
-- Invariant   the same day as ``lines.period_key``

create or replace function rights_period(kind text, at_ timestamptz, zone text) returns text
  language plpgsql stable as $$
begin
  return to_char(date_trunc(kind, at_ at time zone zone), 'YYYY-MM-DD');
end $$;

grant execute on function rights_period to largesse_app;

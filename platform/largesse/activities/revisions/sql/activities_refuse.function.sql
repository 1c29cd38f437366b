-- Refuse a change that breaks a rule of activities; the rule's name stands where a constraint's would.
-- Locks       none
-- Invariant   the application sees one kind of error, check_violation, with the rule's name

create or replace function activities_refuse(rule text) returns void language plpgsql as $$
begin
  raise exception 'activity rule broken: %', rule using errcode = 'check_violation', constraint = rule;
end $$;

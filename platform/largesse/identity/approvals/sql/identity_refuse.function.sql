-- Refuse a change that breaks a rule of approvals; the rule's name stands where a constraint's would.
-- Locks       none
-- Invariant   the application sees one kind of error, check_violation, with the rule's name

create or replace function identity_refuse(rule text) returns void language plpgsql as $$
begin
  raise exception 'approval rule broken: %', rule using errcode = 'check_violation', constraint = rule;
end $$;

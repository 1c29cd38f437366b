-- Give the midnight at which a right is over that is given now, or must have been claimed; see catalogue/validity.py.
-- Locks       none
-- Invariant   a day ends at the midnight of the batch's zone, which is not included; a month after the 31st ends with
--             its month; a batch without a zone is older than rules of validity and counts exact days

create or replace function rights_first_deadline(
  at_ timestamptz, valid_days int, grant_days int, grant_months int, grant_until date, grant_zone text
) returns timestamptz language sql stable parallel safe as $$
  select case
    when grant_zone is null then at_ + make_interval(days => valid_days)
    else timezone(grant_zone, (coalesce(
      grant_until,
      (timezone(grant_zone, at_)::date
        + make_interval(months => coalesce(grant_months, 0), days => coalesce(grant_days, 0)))::date
    ) + 1)::timestamp)
  end
$$;

grant execute on function rights_first_deadline to largesse_app;

-- Count a log-in of an account or address ($1 scope, $2 key) at $3, before its password is looked at; gives
-- until when it is locked. Counting begins anew once the window (from $4) has passed and no lock stands;
-- with more than $5 failures inside it, it locks until $6. One row, locked by the upsert itself.
insert into identity_sign_in_throttle as t (scope, key, failures, first_at) values ($1, $2, 1, $3)
on conflict (scope, key) do update set
  failures = case when t.first_at < $4 and (t.locked_until is null or t.locked_until <= $3) then 1
                  else t.failures + 1 end,
  first_at = case when t.first_at < $4 and (t.locked_until is null or t.locked_until <= $3) then $3
                  else t.first_at end,
  locked_until = case when t.locked_until > $3 then t.locked_until
                      when t.first_at >= $4 and t.failures + 1 > $5 then $6 end
returning locked_until

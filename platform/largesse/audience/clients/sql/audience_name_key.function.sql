-- Give what two spellings of one name share: without dots (· • ・ .) and spaces, of one width and case.
-- Locks       none
-- Invariant   a name is found with its dots and without

create or replace function audience_name_key(name text) returns text language sql immutable parallel safe as $$
  select lower(translate(normalize(name, nfkc), '·•‧∙⋅・･●᛫. ', ''))
$$;

grant execute on function audience_name_key to largesse_app;

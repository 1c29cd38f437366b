-- Give what two codes share that a person cannot tell apart: no width, case, look-alikes, spaces, invisible characters.
-- Locks       none
-- Invariant   the letters are those of kernel/writing.py, where ALIKE says why

create or replace function rights_code_key(code text) returns text language sql immutable parallel safe as $$
  select lower(translate(
    normalize(regexp_replace(code, '[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]', '', 'g'), nfkc),
    'АВЕКМНОРСТУХІЈЅԜҺӀавекмнорстухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαβεζηικμνορτυχϲıIiLl1|Oo0 ',
    'abekmhopctyxljswhlabekmhopctyxljsdqwhlabezhlkmnoptyxcabezhlkmnoptyxclllllllooo'))
$$;

grant execute on function rights_code_key to largesse_app;

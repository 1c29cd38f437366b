-- Drop staged rows of an import ($1) whose identity, of the kinds $2, stands on an earlier line; gives their lines
-- and the kind.
delete from audience_import_row r using (
  select distinct on (line) line, kind from (
    select s.line, k as kind,
      row_number() over (partition by k, s.fields->k->>'index' order by s.line) as turn
    from audience_import_row s cross join unnest($2::text[]) k
    where s.import = $1 and s.fields->k is not null
  ) numbered where turn > 1 order by line, kind
) clash
where r.import = $1 and r.line = clash.line
returning r.line, clash.kind as field, 'twice_in_file' as reason

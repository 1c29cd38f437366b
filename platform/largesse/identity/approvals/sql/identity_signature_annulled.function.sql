-- Let a signature stop counting only through a return to its step or an earlier one.
-- Locks       none beyond the row itself
-- Invariant   nothing of a signature but annulled_by ever changes, and that once

create or replace function identity_signature_annulled() returns trigger language plpgsql as $$
begin
  if old.annulled_by is not null
     or (to_jsonb(new) - 'annulled_by') <> (to_jsonb(old) - 'annulled_by')
     or not exists (select 1 from identity_signature r where r.id = new.annulled_by and r.approval = old.approval
                    and r.decision = 'return' and r.return_to <= old.step) then
    perform identity_refuse('identity_signature_stands');
  end if;
  return new;
end $$;

create or replace trigger identity_signature_annulled before update on identity_signature
  for each row execute function identity_signature_annulled();

-- A condition on approval a and its org unit o: it waits for {me}. He is named at the step at hand, acts for
-- somebody, or has role, level and reach of the step; the maker never, and nobody whose signature counts.
(a.state = 'pending' and a.maker <> {me}
  and not exists (select 1 from identity_signature g
                  where g.approval = a.id and g.annulled_by is null and {me} in (g.person, g.hand))
  and (exists (select 1 from identity_approval_signer n
               where n.approval = a.id and n.step = a.step and n.staff = {me})
    or exists (select 1 from identity_delegation d
               where d.approval = a.id and d.taker = {me} and d.until > now())
    or exists (select 1 from identity_approval_step t
               join identity_staff p on p.id = {me}
               join identity_org_unit w on w.id = p.unit
               where t.approval = a.id and t.seq = a.step and t.need > 0 and p.state = 'active'
                 and p.roles && t.roles and p.unit = any(o.path)
                 and (t.level is null or t.level = w.level))))

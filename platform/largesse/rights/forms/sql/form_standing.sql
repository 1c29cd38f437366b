-- A right's form with whom it is about and what was answered: the person of its living booking, else its beneficiary.
-- Locks: none; who writes has locked the right.
select e.id as entitlement, e.holder, coalesce(k.person, e.beneficiary) as about, e.state, e.org_unit,
       b.personal_form as form, s.title, p.name as provider_name,
       f.client as of, f.about as given_about, f.keys, f.sealed, f.given_at,
       (select max(t.at) from rights_form_sent t join rights_order o on o.id = t.provider_order
        where t.entitlement = e.id and o.state not in ('failed', 'cancelled')) as sent_at
from rights_entitlement e
join rights_batch b on b.id = e.batch
join rights_sku s on s.id = e.sku
left join rights_provider p on p.id = s.provider
left join rights_form f on f.entitlement = e.id
left join lateral (select person from rights_booking where entitlement = e.id
                   and state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived')
                   order by made_at desc limit 1) k on true
where e.id = $1

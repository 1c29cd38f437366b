"""Rows of 北京分行's own register, and of 上海分行 what no use case of the demo leaves behind, as SQL."""

BEIJING = """
insert into rights_provider (id, slug, name, org_unit)
  select gen_random_uuid(), 'bj-tea', name, '{bj}' from rights_provider where slug = 'tea';
insert into rights_product (id, code, title, category, org_unit)
  select gen_random_uuid(), 'BJ-P-TEA', title, category, '{bj}' from rights_product where code = 'P-TEA';
insert into rights_budget (id, code, title, currency, cap_minor, org_unit)
  select gen_random_uuid(), 'BJ-BUDGET', title, currency, cap_minor, '{bj}' from rights_budget;
insert into rights_sku (id, product, provider, code, title, fulfil_mode, currency, face_value_minor,
  market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
  select gen_random_uuid(), p.id, v.id, 'BJ-S-TEA-1', s.title, 'own_code', s.currency, s.face_value_minor,
  s.market_value_minor, s.unit_cost_minor, s.income_tax, s.borne_by, s.vat_treatment, s.vat_rate_ppm,
  s.valid_days
  from rights_sku s, rights_product p, rights_provider v
  where s.code = 'S-TEA-1' and p.code = 'BJ-P-TEA' and v.slug = 'bj-tea';
insert into rights_batch (id, code, title, sku, budget, total, free, unit_cost_minor, currency, valid_days,
  starts_at, ends_at, state, org_unit, created_by, content_hash)
  select gen_random_uuid(), 'BJ-B-TEA', b.title, s.id, u.id, 50, 50, b.unit_cost_minor, b.currency,
  b.valid_days, b.starts_at, b.ends_at, 'active', '{bj}', b.created_by, b.content_hash
  from rights_batch b, rights_sku s, rights_budget u
  where b.code = 'B-2026-TEA' and s.code = 'BJ-S-TEA-1' and u.code = 'BJ-BUDGET';
insert into rights_sku (id, product, code, title, fulfil_mode, currency, face_value_minor,
  market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
  select gen_random_uuid(), s.product, 'SH-POINTS', s.title, 'points', s.currency, s.face_value_minor,
  s.market_value_minor, s.unit_cost_minor, s.income_tax, s.borne_by, s.vat_treatment, s.vat_rate_ppm,
  s.valid_days from rights_sku s where s.code = 'S-TEA-1';
insert into rights_place (id, code, name, city, address, zone, org_unit, created_at)
  select gen_random_uuid(), 'BJ-PL', '{{"zh-CN": "京店"}}', '{{"zh-CN": "北京"}}', '{{"zh-CN": "一号"}}',
  zone, '{bj}', now() from rights_place;
insert into rights_resource (id, place, name, kind, created_at)
  select gen_random_uuid(), id, '{{"zh-CN": "京桌", "en": "BJ table"}}', 'desk', now() from rights_place
  where code = 'BJ-PL';
update rights_batch set personal_form = '{{"fields": [{{"key": "note", "type": "text", "required": false,
  "class": "C1", "label": {{"zh-CN": "备注"}}, "purpose": {{"zh-CN": "用途"}},
  "consent": {{"zh-CN": "同意"}}}}]}}';
update audience_import set org_unit = '{sh}';
insert into settlement_profile (id, name, version, org_unit, state, approval, body, sha, created_by,
  created_at) select gen_random_uuid(), n, 1, '{sh}', s, a.id, '{{}}', 'x', gen_random_uuid(), now()
  from (values ('sh-own', 'active'), ('sh-new', 'proposed')) v (n, s),
  (select id from identity_approval limit 1) a;
insert into activities_rule (id, code, version, org_unit, body, shipped, state, approval, created_by,
  created_at) select gen_random_uuid(), 'bank.sh_' || n, 1, '{sh}', '{{}}', 'sha256:' || repeat('0', 64),
  'proposed', a.id, s.id, now() from generate_series(1, 3) n, (select id from identity_approval limit 1) a,
  (select id from identity_staff limit 1) s;
insert into notices_message (id, channel, recipient_sealed, recipient_hint, template, body_sealed, locale,
  state, at, org_unit) values (gen_random_uuid(), 'sms', '{sealed}', '139****0001', 'code', '{sealed}',
  'zh-CN', 'in_tray', now(), '{sh}');
insert into play_draw (id, at, activity, revision_hash, play, client, nonce, drawn, given, outcome, odds_hash,
  chances_left) select gen_random_uuid(), now(), a.id, '沪上', 'wheel', c.id, 9, 'no', 'no', 'none', 'x', -1
  from activities_activity a, audience_customer c where a.slug = 'mid-autumn' and c.ext_id = 'C80002';
insert into play_risk_rule (id, activity, subject, value, outcome, reason, made_by, made_at)
  select gen_random_uuid(), id, 'device', 'x', 'hold', '沪上', gen_random_uuid(), now()
  from activities_activity where slug = 'mid-autumn';
insert into play_suspect (id, at, activity, play, client, key, mark, rule, device, address, state, note,
  outcome)
  select gen_random_uuid(), now(), d.activity, 'wheel', d.client, 'held', '', r.id, '', '', 'waiting', '', ''
  from play_draw d, play_risk_rule r where d.revision_hash = '沪上';
insert into rights_package (id, code, title, org_unit, made_by, created_at)
  select gen_random_uuid(), c, jsonb_build_object('zh-CN', c), o::uuid, gen_random_uuid(), now()
  from (values ('SH-WELCOME', '{sh}'), ('BJ-WELCOME', '{bj}')) v (c, o);
insert into rights_package_item (id, package, seq, batch, units)
  select gen_random_uuid(), k.id, 1, b.id, 1
  from rights_package k join rights_batch b on b.org_unit = k.org_unit
  where b.code in ('B-2026-TEA', 'BJ-B-TEA');
update rights_budget set reserved_minor = reserved_minor + 1000, set_aside_minor = 1000
  where code = 'SH-2026-AUTUMN';
insert into rights_budget_hold (id, budget, amount_minor, reason, made_by, made_at, expires_at)
  select gen_random_uuid(), id, 1000, '沪上新年礼', gen_random_uuid(), now(), now() + interval '9 days'
  from rights_budget where code = 'SH-2026-AUTUMN';
insert into rights_provider_key (id, provider, kind, name, key_sha256, made_by, made_at)
  select gen_random_uuid(), id, 'system', '沪上柜台', md5(random()::text), gen_random_uuid(), now()
  from rights_provider, generate_series(1, 4) where slug = 'tea';
insert into rights_sku (id, product, provider, code, title, fulfil_mode, currency, face_value_minor,
  market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
  select gen_random_uuid(), s.product, v.id, n, s.title, 'pool', s.currency, 1, 1, 1, s.income_tax,
  s.borne_by, s.vat_treatment, 0, 30
  from rights_sku s, rights_provider v, unnest(array['S-POOL', 'S-NO-POOL']) n
  where s.code = 'S-TEA-1' and v.slug = 'tea';
insert into rights_code_pool (id, code, title, sku, provider, org_unit, case_matters, low_at, created_by,
  created_at) select '{pool}', 'SH-POOL', title, id, provider, '{sh}', false, 0, gen_random_uuid(), now()
  from rights_sku where code = 'S-POOL';
insert into rights_code_lot (id, pool, origin, state, by_staff, org_unit, asked_at)
  select gen_random_uuid(), '{pool}', 'made', s, gen_random_uuid(), '{sh}', now()
  from unnest(array['done', 'waiting']) s;
insert into rights_pool_code (pool, number, lot, provider, blind, sealed, state, entitlement, allocated_at,
  delivered_at) select p.id, 1, l.id, p.provider, 'b', '{code}', 'delivered', e.id, now(), now()
  from rights_code_pool p, rights_code_lot l, (select id from rights_entitlement limit 1) e
  where l.state = 'done';
insert into rights_use_file (id, provider, file_name, file_sha, zone, state, by_staff, org_unit, asked_at)
  select gen_random_uuid(), id, 'sh-uses.csv', '', 'Asia/Shanghai', 'done', gen_random_uuid(), '{sh}', now()
  from rights_provider where slug = 'tea';
insert into play_source (id, name, org_unit, made_by, made_at)
  values (gen_random_uuid(), '沪核心系统', '{sh}', gen_random_uuid(), now());
insert into play_source_key (id, source, made_by, made_at)
  select gen_random_uuid(), id, gen_random_uuid(), now() from play_source;
insert into play_event_file (id, source, file_name, file_sha, zone, state, by_staff, org_unit, asked_at)
  select gen_random_uuid(), id, 'sh-events.csv', '', 'Asia/Shanghai', 'done', gen_random_uuid(), '{sh}', now()
  from play_source;
insert into play_inbound (id, source, told_id, digest, via, name, received_at, state, reason, sealed)
  select gen_random_uuid(), id, 'sh-1', '', 'system', 'app.bound', now(), 'quarantined', 'client_unknown',
  '{event}'
  from play_source;
insert into rights_offline_scan (id, provider, counter, scan_key, code_hint, entitlement, units, told_at,
  clock_off_s, received_at, state, why, org_unit)
  select gen_random_uuid(), k.provider, k.id, n::text, '…f6d3', null, 1, now(), 0, now(), 'open',
  'rights.scan_of_old_token {{}}', '{sh}'
  from (select id, provider from rights_provider_key order by id limit 1) k, generate_series(1, 3) n;
insert into plugging_callback (id, installation, received_at, method, path, headers, body, peer, state)
  select gen_random_uuid(), i.id, now(), 'POST', '/lounge', '{{}}', 'x', '10.0.0.1', 'unavailable'
  from plugging_installation i;
insert into media_picture (id, org_unit, sha, name, width, height, size_bytes, made_by, made_at)
  values (gen_random_uuid(), '{sh}', repeat('a', 64), '沪上秋色', 800, 600, 1000, gen_random_uuid(), now());
insert into media_picture (id, org_unit, sha, name, width, height, size_bytes, made_by, made_at)
  values (gen_random_uuid(), '{bj}', repeat('b', 64), '京城冬雪', 800, 600, 1000, gen_random_uuid(), now());
insert into rights_rating (id, redemption, entitlement, provider, org_unit, stars, at)
  select gen_random_uuid(), r.id, r.entitlement, r.provider, e.org_unit, 5, r.at
  from rights_redemption r join rights_entitlement e on e.id = r.entitlement where r.kind = 'use' limit 1;
insert into rights_node (id, code, title, place, org_unit, created_at) values
  (gen_random_uuid(), 'SH-NODE', '{{"zh-CN": "沪上茶礼"}}', 90, '{sh}', now()),
  (gen_random_uuid(), 'BJ-NODE', '{{"zh-CN": "京城茶礼"}}', 91, '{bj}', now());
update rights_product set node = (select id from rights_node where code = 'SH-NODE') where code = 'P-TEA';
update store_delivery set state = 'dead', done_at = null, lease = null where id in (
  select distinct on (o.payload ? 'org_unit') d.id from store_delivery d
  join store_outbox o on o.id = d.event and o.at = d.event_at
  where d.topic like 'rights.%' order by o.payload ? 'org_unit', d.id);
update rights_provider set installation = gen_random_uuid() where id = (
  select id from rights_provider where org_unit = '{sh}' and installation is null order by slug limit 1);
with told as (insert into store_outbox (id, at, topic, key, payload, relayed_at)
  select gen_random_uuid(), now(), 'plugging.provider_event_received.v1', 'stray', jsonb_build_object(
    'installation', installation, 'kind', 'used', 'at', now(), 'event_id', 'SH-STRAY',
    'order_ref', 'ord_else', 'provider_ref', 'SH-ELSE'), now()
  from rights_provider, generate_series(1, 2)
  where org_unit = '{sh}' and installation is not null limit 2
  returning id, at, topic)
insert into store_delivery (id, event, event_at, topic, handler, class, state, due_at, error)
  select gen_random_uuid(), id, at, topic, 'rights.note_provider_report', 'fast', 'dead', now(),
  'rights.order_unknown' from told;
insert into rights_allowance_rule (id, tier, batch, sku, period, units, owner, pro_rata, returns, org_unit,
  starts_on, made_by, made_at)
  select gen_random_uuid(), 'black', id, sku, 'year', 2, 'person', false, false, '{sh}', '2026-01-01',
  gen_random_uuid(), now() from rights_batch where code = 'B-2026-TEA';
insert into rights_compensation (id, original, client, org_unit, cause, batch, currency, reason, state,
  approval, made_by, made_at)
  select gen_random_uuid(), e.id, e.holder, '{sh}', 'not_served', e.batch, e.currency, '沪上补偿', 'pending',
  a.id, gen_random_uuid(), now()
  from (select * from rights_entitlement limit 1) e, (select id from identity_approval limit 1) a;
insert into rights_handing_request (id, batch, client, adviser, org_unit, note, locale, worth_minor, currency,
  state, approval, made_at)
  select gen_random_uuid(), b.id, c.id, c.adviser, '{sh}', '沪上赠予', 'zh-CN', 1, 'CNY', 'pending', a.id,
  now()
  from rights_batch b, audience_customer c, (select id from identity_approval limit 1) a
  where b.code = 'B-2026-TEA' and c.ext_id = 'C80002';
insert into rights_points_request (id, kind, source, reason, lines, line_count, points, org_unit, state,
  approval, made_by, made_at)
  select gen_random_uuid(), k.id, 'manual', '沪上积分', '[]', 1, 5, '{sh}', 'pending', a.id,
  gen_random_uuid(), now() from rights_points_kind k, (select id from identity_approval limit 1) a
  where k.code = 'SH-PTS';
insert into rights_elsewhere_file (id, system, budget, file_name, file_sha, format, encoding, content_hash,
  state, total_count, good_count, cost_minor, currency, approval, by_staff, org_unit, asked_at)
  select gen_random_uuid(), 'sh-crm', b.id, 'sh-rights.csv', '', 'csv', 'utf-8', 'x', 'pending', 0, 0, 0,
  b.currency, a.id, gen_random_uuid(), '{sh}', now()
  from rights_budget b, (select id from identity_approval limit 1) a where b.code = 'SH-2026-AUTUMN';
insert into notices_notice (id, client, org_unit, kind, occasion, facts, at, until, send_at, message)
  select gen_random_uuid(), id, org_unit, 'rights.notice.right_expiring', 'right:reach:1',
  '{{"title": "沪上茶礼", "day": "2030-01-01"}}', now(), now() + interval '9 days', now(), 'handed'
  from audience_customer where ext_id = 'C80002';
update rights_entitlement set created_at = created_at - interval '2 days' where id = (select e.id
  from rights_entitlement e join audience_customer c on c.id = e.holder
  where e.state = 'issued' and c.ext_id = 'C80002' order by e.id limit 1);
insert into rights_task (id, entitlement, client, adviser, made_at)
  select gen_random_uuid(), e.id, e.holder, c.adviser, now() from rights_entitlement e
  join audience_customer c on c.id = e.holder where e.state = 'active' and c.adviser is not null limit 1;
insert into play_occasion (id, activity, play, day, mark, due_at, begun_at, after)
  select gen_random_uuid(), id, 'wheel', current_date, '沪上', now(), now(), gen_random_uuid()
  from activities_activity where slug = 'mid-autumn';
insert into play_lead (id, draw, place, activity, play, client, reason, made_at, due_on)
  select gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), 'wheel', t.client,
  '{{"zh-CN": "沪上请致电"}}', now(), current_date from rights_task t limit 1;
insert into rights_sku (id, product, provider, provider_sku, code, title, fulfil_mode, currency,
  face_value_minor, market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm,
  valid_days)
  select gen_random_uuid(), s.product, s.provider, 'A', 'S-ARTICLE', s.title, 'provider', s.currency, 1, 1, 1,
  s.income_tax, s.borne_by, s.vat_treatment, 0, 30 from rights_sku s where s.code = 'S-TEA-1';
insert into rights_offer (id, sku, provider, provider_sku, cost_minor, settle_minor, weight, preference,
  made_at) select gen_random_uuid(), id, provider, 'SH-ARTICLE', 1, 1, 1, 1, now()
  from rights_sku where code = 'S-ARTICLE';
insert into rights_order (id, entitlement, provider, installation, provider_sku, request_id, state, placed_at,
  settled_at) select gen_random_uuid(), e.id, s.provider, gen_random_uuid(), 'SH-ARTICLE',
  'ord_00000000000000000000000001', 'failed', now(), now()
  from rights_entitlement e join rights_sku s on s.id = e.sku
  where e.state = 'issued' and s.provider is not null limit 1;
insert into rights_order_note (id, provider_order, kind, words, by_staff, at)
  select gen_random_uuid(), id, 'note', '沪上来电', gen_random_uuid(), now() from rights_order;
insert into identity_approval
  select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'subject_kind',
  'rights.order_done', 'subject', o.id))).* from identity_approval a, rights_order o
  where a.subject_kind = 'rights.revocation' and a.state = 'pending' limit 1;
insert into identity_approval_step
  select (jsonb_populate_record(s, jsonb_build_object('approval', n.id))).* from identity_approval n,
  identity_approval_step s join identity_approval a on a.id = s.approval
  where n.subject_kind = 'rights.order_done' and a.subject_kind = 'rights.revocation' and a.state = 'pending';
"""

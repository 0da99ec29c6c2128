-- What a new installation starts with. The operator can change all of it afterwards.

insert into permission (name, label, sentence, position, public_fit, recommended_for) values
  ('mapper', 'Mapper', 'Map hashed or plain identifiers.', 1, false, '{advertiser,data_provider}'),
  ('generator', 'Generator', 'Generate, validate and refresh tokens.', 2, true, '{publisher}'),
  ('sharer', 'Sharer', 'Encrypt and decrypt shared tokens.', 3, false, '{}'),
  ('bidder', 'Bidder', 'Decrypt tokens from the bidstream.', 4, false, '{dsp}');

insert into permission_endpoint (id, permission_name, method, pattern, key_alone) values
  (gen_random_uuid(), 'generator', 'POST', '/v2/token/generate', false),
  (gen_random_uuid(), 'generator', 'POST', '/v2/token/validate', false),
  (gen_random_uuid(), 'generator', 'POST', '/v2/token/refresh', true),
  (gen_random_uuid(), 'mapper', 'POST', '/v3/identity/map', false),
  (gen_random_uuid(), 'mapper', 'POST', '/v2/identity/map', false),
  (gen_random_uuid(), 'mapper', 'POST', '/v2/identity/buckets', false),
  (gen_random_uuid(), 'sharer', 'POST', '/v2/key/sharing', false),
  (gen_random_uuid(), 'bidder', 'POST', '/v2/key/latest', false),
  (gen_random_uuid(), 'bidder', 'POST', '/v2/key/sharing', false),
  (gen_random_uuid(), 'bidder', 'POST', '/v2/key/bidstream', false);

-- The audit chain's one end, and the rule that its events only ever come.
insert into audit_head (id, count, mac) values (1, 0, '');

create function audit_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit events are never changed or removed';
end $$;

create trigger audit_event_is_append_only before update or delete or truncate on audit_event
  for each statement execute function audit_event_is_append_only();

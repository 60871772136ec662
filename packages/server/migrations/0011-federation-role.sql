-- Who speaks with other nodes has a login of its own. It takes messages and brings them, and cannot read
-- a drawer, a member, a session or the openings of the log, nor delete anything.

do $$
begin
  create role amparo_federation nologin;
exception when duplicate_object or unique_violation then
  null;
end
$$;
grant usage on schema public to amparo_federation;

do $$
declare
  name text;
begin
  foreach name in array array['federation_releases', 'message_threads', 'outgoing_messages',
      'incoming_messages', 'request_nonces', 'sent_packets', 'received_packets', 'packet_receipts',
      'recalled_packets'] loop
    execute format('create policy federation on %I to amparo_federation using (true) with check (true)',
      name);
  end loop;
end
$$;

grant select, insert on federation_releases, request_nonces to amparo_federation;
grant select, insert on message_threads to amparo_federation;
grant update (settled, head) on message_threads to amparo_federation;
grant select, insert on outgoing_messages to amparo_federation;
grant update (body, content, hash, sequence, state, reason, attempts, offer, tried_at, warned_at, next_at)
  on outgoing_messages to amparo_federation;
grant usage on sequence message_offers to amparo_federation;
grant select, insert on incoming_messages to amparo_federation;
grant update (state, code, content) on incoming_messages to amparo_federation;

-- What was sent: where it stands, never the sealed content that waits for a second member.
grant select (packet, desk, authorisation, conversation, file, hash, statement, to_name, to_country,
  attested_by, state, problem, sent_at, expires_at, recalled_at) on sent_packets to amparo_federation;
grant update (content, state, problem) on sent_packets to amparo_federation;
-- What came: it is put down with its sealed content, which is not read again here.
grant insert on received_packets to amparo_federation;
grant select (packet, source, desk, hash, statement, from_name, origin, attested_by, state, received_at,
  expires_at, read_at, recalled_at, ended_at, held_for) on received_packets to amparo_federation;
grant update (content, state, recalled_at) on received_packets to amparo_federation;
grant select, insert on packet_receipts, recalled_packets to amparo_federation;

grant select (desk, organisation, kind, certificate, expires_at) on desks to amparo_federation;
grant select (organisation, name, root_key, joined_at) on organisations to amparo_federation;
create policy federation on desks for select to amparo_federation using (true);
create policy federation on organisations for select to amparo_federation using (true);
-- Whether a device may sign no more. One whose certificate merely ended signed in its time.
create function is_device_revoked(asked uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from devices d where d.device = asked and d.revoked_at is not null);
  end;
grant execute on function is_device_revoked(uuid) to amparo_federation;

grant select (sequence), insert on leaves to amparo_federation;
grant insert on openings, outbox to amparo_federation;
create policy written_by_federation on openings for insert to amparo_federation with check (true);
create policy written_by_federation on outbox for insert to amparo_federation with check (true);

-- The keeper forgets old messages and speaks with nobody.
revoke all on federation_releases, message_threads from amparo_keeper;
revoke insert on incoming_messages, request_nonces from amparo_keeper;
revoke usage on sequence message_offers from amparo_keeper;
grant select (taken_at), update (taken_at) on federation_releases to amparo_keeper;
drop policy keeper on message_threads;

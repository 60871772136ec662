-- Packets: what was allowed to be sent, what was sent and received, and what the other side said of it.

create table packet_authorisations (
  authorisation uuid primary key,
  drawer uuid not null references drawers on delete cascade,
  statement jsonb not null,
  attestation jsonb not null,
  given_at timestamptz not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz
);
create index on packet_authorisations (drawer);

-- What this node's desks sent. The sealed content is here only until a second member has signed.
create table sent_packets (
  packet uuid primary key,
  desk uuid not null references desks,
  authorisation uuid references packet_authorisations on delete set null,
  conversation uuid references drawers on delete set null,
  file uuid,
  hash bytea not null,
  statement jsonb not null,
  content jsonb,
  to_name text not null,
  to_country text not null,
  attested_by text check (attested_by in ('person-key', 'node', 'worker')),
  state text not null check (state in ('awaiting-second', 'waiting', 'delivered', 'read',
    'recalled', 'deleted', 'refused', 'expired', 'undeliverable')),
  problem text,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  recalled_at timestamptz
);
create index on sent_packets (desk, sent_at);
create index on sent_packets (authorisation);
create index on sent_packets (conversation);

-- What was sent to this node's desks. `content` goes when the packet ends; its share, from the keystore.
create table received_packets (
  packet uuid primary key,
  source text not null,
  desk uuid not null references desks,
  hash bytea not null,
  statement jsonb not null,
  content jsonb,
  from_name text not null,
  origin jsonb not null,
  attested_by text check (attested_by in ('person-key', 'node', 'worker')),
  state text not null check (state in ('delivered', 'read', 'recalled', 'deleted', 'expired')),
  received_at timestamptz not null,
  expires_at timestamptz not null,
  read_at timestamptz,
  recalled_at timestamptz,
  ended_at timestamptz,
  held_for text
);
create index on received_packets (desk, received_at);
create index on received_packets (expires_at) where ended_at is null;

create table packet_receipts (
  packet uuid not null,
  direction text not null check (direction in ('in', 'out')),
  kind text not null check (kind in ('transport', 'handover', 'decision', 'deletion')),
  number int not null,
  desk uuid not null references desks,
  statement jsonb not null,
  signature bytea not null,
  received_at timestamptz not null,
  primary key (packet, direction, kind, number)
);
create index on packet_receipts (desk);

-- A recall overtakes; it is remembered, so that the packet is refused if it comes after it.
create table recalled_packets (
  source text not null,
  packet uuid not null,
  recalled_at timestamptz not null,
  primary key (source, packet)
);

do $$
declare
  name text;
begin
  foreach name in array array['packet_authorisations', 'sent_packets', 'received_packets',
      'packet_receipts', 'recalled_packets'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy keeper on %I to amparo_keeper using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to amparo_keeper', name);
  end loop;
  foreach name in array array['packet_authorisations', 'sent_packets'] loop
    execute format('create policy owner_reads on %I for select to current_user using (true)', name);
  end loop;
end
$$;

-- What the person allowed to be sent, in the conversation that a receipt opens.
create function app_packet_words() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select coalesce(array_agg(a.authorisation), '{}') from packet_authorisations a
      where a.drawer = app_conversation();
  end;
create function app_packets_sent() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select coalesce(array_agg(s.packet), '{}') from sent_packets s
      where s.authorisation = any (app_packet_words());
  end;
grant execute on function app_packet_words(), app_packets_sent() to amparo_portal;
-- Whether one of the actor's desks may speak for the person of a conversation.
create function app_speaks_in(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select app_holds(asked) or exists (select from drawers d
      where d.drawer = asked and d.lead_desk = any (app_desks()));
  end;
-- Whether a device of this node may still sign.
create function is_device_live(asked uuid, at timestamptz) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from devices d
      where d.device = asked and d.revoked_at is null and d.expires_at > at);
  end;
grant execute on function app_speaks_in(uuid), is_device_live(uuid, timestamptz) to amparo_app;

grant select, insert on packet_authorisations to amparo_app;
create policy conversation on packet_authorisations to amparo_app
  using (app_speaks_in(drawer)
    or exists (select from sent_packets s
      where s.authorisation = packet_authorisations.authorisation
        and s.desk = any ((select app_desks())::uuid[])))
  with check (app_speaks_in(drawer));

grant select, insert on sent_packets to amparo_app;
grant update (content, state, problem, recalled_at) on sent_packets to amparo_app;
create policy desk on sent_packets to amparo_app
  using (desk = any ((select app_desks())::uuid[]))
  with check (desk = any ((select app_desks())::uuid[]));
-- The lead of a file sees what was sent about its person, also by another of its desks.
create policy lead on sent_packets for select to amparo_app
  using (conversation is not null and app_speaks_in(conversation));

grant select on received_packets to amparo_app;
grant update (state, read_at, held_for) on received_packets to amparo_app;
create policy desk on received_packets to amparo_app
  using (desk = any ((select app_desks())::uuid[]))
  with check (desk = any ((select app_desks())::uuid[]));

grant select, insert on packet_receipts to amparo_app;
create policy desk on packet_receipts to amparo_app
  using (desk = any ((select app_desks())::uuid[]))
  with check (direction = 'in' and desk = any ((select app_desks())::uuid[]));

-- The portal: one conversation, by its receipt.
grant select, insert, delete on packet_authorisations to amparo_portal;
grant update (withdrawn_at) on packet_authorisations to amparo_portal;
create policy receipt on packet_authorisations to amparo_portal
  using (drawer = (select app_conversation()))
  with check (drawer = (select app_conversation()));
grant select (packet, desk, authorisation, conversation, file, statement, to_name, to_country,
  state, sent_at, expires_at, recalled_at) on sent_packets to amparo_portal;
grant update (content, state, recalled_at) on sent_packets to amparo_portal;
create policy conversation on sent_packets to amparo_portal
  using (authorisation = any ((select app_packet_words())::uuid[]))
  with check (state in ('refused', 'recalled'));
grant select on packet_receipts to amparo_portal;
create policy conversation on packet_receipts for select to amparo_portal
  using (direction = 'out' and packet = any ((select app_packets_sent())::uuid[]));

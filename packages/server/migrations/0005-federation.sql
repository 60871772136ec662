-- Between nodes: which federation file is in force, what is on its way, what came already.

-- The public half of the node's own encryption key; null on a node that was made before there was one.
alter table node add column encryption_key bytea;

-- Every federation file that was ever in force. It names nodes and organisations, nobody else.
create table federation_releases (
  release int primary key,
  file jsonb not null,
  taken_at timestamptz not null
);

-- Where a thread stands, for each direction: the last place that is settled, and the hash of what is there.
create table message_threads (
  peer text not null,
  thread uuid not null,
  direction text not null check (direction in ('in', 'out')),
  settled int not null,
  head bytea not null,
  primary key (peer, thread, direction)
);

-- A message is numbered and fixed when it is first sent; before that only its body exists.
create table outgoing_messages (
  message uuid primary key,
  position bigint generated always as identity,
  peer text not null,
  thread uuid not null,
  desk uuid references desks,
  type text not null,
  packet uuid,
  urgent boolean not null,
  body jsonb,
  content jsonb,
  hash bytea,
  sequence int,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'ended')),
  reason text,
  attempts int not null default 0,
  offer bigint,
  made_at timestamptz not null,
  tried_at timestamptz,
  warned_at timestamptz,
  next_at timestamptz not null,
  not_after timestamptz not null
);
create index on outgoing_messages (peer, position) where state = 'waiting';
create index on outgoing_messages (next_at) where state = 'waiting';
create index on outgoing_messages (packet);
create index on outgoing_messages (desk);
create sequence message_offers;

create table incoming_messages (
  source text not null,
  message uuid not null,
  thread uuid not null,
  sequence int not null,
  hash bytea not null,
  previous bytea not null,
  state text not null check (state in ('applied', 'held', 'refused')),
  code text,
  content jsonb,
  received_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (source, message),
  unique (source, thread, sequence)
);
create index on incoming_messages (received_at) where state = 'held';
create index on incoming_messages (expires_at);

create table request_nonces (
  peer text not null,
  nonce text not null,
  expires_at timestamptz not null,
  primary key (peer, nonce)
);
create index on request_nonces (expires_at);

do $$
declare
  name text;
begin
  foreach name in array array['federation_releases', 'message_threads', 'outgoing_messages',
      'incoming_messages', 'request_nonces'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy keeper on %I to amparo_keeper using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to amparo_keeper', name);
  end loop;
end
$$;
grant usage on sequence message_offers to amparo_keeper;
grant select on organisations, desks to amparo_keeper;

-- Who acts for a desk or for the person puts a message down, and takes one back that has not gone.
grant insert on outgoing_messages to amparo_app, amparo_portal;
create policy written on outgoing_messages for insert to amparo_app, amparo_portal
  with check (state = 'waiting' and sequence is null);
grant select on outgoing_messages to amparo_app;
grant select (message, packet, type, state, attempts, tried_at) on outgoing_messages
  to amparo_portal;
grant update (state, reason, body, content) on outgoing_messages to amparo_app, amparo_portal;
create policy own on outgoing_messages for select to amparo_app
  using (desk = any ((select app_desks())::uuid[]));
create policy own_ends on outgoing_messages for update to amparo_app
  using (desk = any ((select app_desks())::uuid[])) with check (state = 'ended');
create policy withdrawn on outgoing_messages for select to amparo_portal using (true);
create policy withdrawn_ends on outgoing_messages for update to amparo_portal
  using (type = 'org.amparo.packet.v1') with check (state = 'ended');

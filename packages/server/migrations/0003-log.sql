-- The log. A leaf and the effect it speaks of commit together; one sequencer gives leaves their place.

-- What the public log will hold: bytes that name nobody.
create table leaves (
  sequence bigint generated always as identity primary key,
  leaf bytea not null,
  generation int,
  leaf_index bigint,
  unique (generation, leaf_index)
);
create index on leaves (sequence) where leaf_index is null;

-- What a leaf commits to, with the salt that proves it. Erasing a salt leaves the log verifiable.
create table openings (
  sequence bigint primary key references leaves,
  kind text not null,
  at timestamptz not null,
  salt bytea not null,
  actor uuid,
  desk uuid,
  file uuid,
  drawer uuid,
  class text,
  object uuid
);
create index on openings (file, sequence);
create index on openings (drawer, sequence);

-- One row for each life of the log; a restored database starts a new one that names the last.
create table log_origins (
  generation int primary key,
  origin text not null,
  size bigint not null,
  frontier text not null,
  checkpoint text,
  signed_size bigint,
  follows jsonb,
  follows_salt bytea
);
create table tree_nodes (
  generation int not null references log_origins,
  level int not null,
  node_index bigint not null,
  hash bytea not null,
  primary key (generation, level, node_index)
);

-- Work to be handed to the job queue, written in the transaction that causes it.
create table outbox (
  id bigint generated always as identity primary key,
  task text not null,
  subject uuid not null,
  made_at timestamptz not null default now()
);

alter table openings enable row level security;
alter table openings force row level security;
alter table outbox enable row level security;
alter table outbox force row level security;

grant select, insert on leaves to amparo_app, amparo_keeper;
grant select (sequence), insert on leaves to amparo_portal;
grant update (generation, leaf_index) on leaves to amparo_keeper;

grant select, insert on openings to amparo_app;
grant insert on openings to amparo_portal, amparo_keeper;
grant select (sequence, at), update (at) on openings to amparo_keeper;
create policy written on openings for insert to amparo_app, amparo_portal with check (true);
-- Two questions and not one with "or", so that each is answered by an index.
create policy lead on openings for select to amparo_app
  using (
    exists (select from files f where f.file = openings.file
      and f.lead_desk = any ((select app_desks())::uuid[]))
    or exists (select from files f where f.conversation = openings.drawer
      and f.lead_desk = any ((select app_desks())::uuid[])));
create policy oversight on openings for select to amparo_app
  using ((select exists (select from desks d
    where d.kind = 'oversight' and d.desk = any (app_desks()))));
create policy keeper on openings to amparo_keeper using (true) with check (true);

grant select on log_origins, tree_nodes to amparo_app, amparo_portal;
grant select, insert on log_origins, tree_nodes to amparo_keeper;
grant update (size, frontier, checkpoint, signed_size) on log_origins to amparo_keeper;

grant insert on outbox to amparo_app, amparo_portal;
create policy written on outbox for insert to amparo_app, amparo_portal with check (true);
grant select, insert, delete on outbox to amparo_keeper;
create policy keeper on outbox to amparo_keeper using (true) with check (true);

-- Files, drawers, entries, grants, authorisations, conversations, clocks: envelopes, never content.

create function app_locator() returns text language sql stable
  return nullif(current_setting('app.locator', true), '');
create function app_token() returns bytea language sql stable
  return decode(nullif(current_setting('app.token', true), ''), 'hex');
create function app_drawer() returns uuid language sql stable
  return nullif(current_setting('app.drawer', true), '')::uuid;
grant execute on function app_locator(), app_token(), app_drawer()
  to amparo_app, amparo_portal, amparo_keeper;

create table files (
  file uuid primary key,
  lead_desk uuid not null references desks,
  conversation uuid not null,
  authorisation uuid not null,
  prepared_by uuid not null references members,
  prepared_at timestamptz not null,
  opened_at timestamptz
);
create unique index on files (conversation) where opened_at is not null;
create index on files (conversation);
create index on files (lead_desk);

-- Version 0: prepared, its share is made, nothing is locked with it yet.
create table drawers (
  drawer uuid primary key,
  file uuid references files on delete cascade,
  class text not null,
  lead_desk uuid not null references desks,
  is_conversation boolean not null,
  version int not null default 0,
  stale boolean not null default false,
  position int not null default 0,
  head bytea not null,
  made_at timestamptz not null,
  erased_at timestamptz
);
create unique index on drawers (file, class, lead_desk) where version > 0;
create index on drawers (file);
create index on drawers (made_at) where version = 0;

create table drawer_versions (
  drawer uuid not null references drawers on delete cascade,
  version int not null,
  drop_key bytea not null,
  sealed_drop_secret bytea not null,
  sealed_previous bytea,
  made_at timestamptz not null,
  primary key (drawer, version)
);

create table authorisations (
  authorisation uuid primary key,
  drawer uuid not null references drawers on delete cascade,
  statement jsonb not null,
  attested_by text not null check (attested_by in ('person-key', 'node')),
  signature bytea not null,
  given_at timestamptz not null,
  expires_at timestamptz not null,
  withdrawn_at timestamptz
);
create index on authorisations (drawer);

create table grants (
  grant_id uuid primary key,
  drawer uuid not null references drawers on delete cascade,
  file uuid,
  version int not null,
  holder uuid not null references desks,
  authorisation uuid references authorisations on delete set null,
  statement jsonb not null,
  wrapped bytea not null,
  rewrapped bytea,
  signature bytea,
  granted_by uuid not null,
  granted_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index on grants (drawer, holder);
create index on grants (holder, file);
create index on grants (authorisation);

create table entries (
  drawer uuid not null references drawers on delete cascade,
  position int not null,
  entry uuid not null,
  version int not null,
  author uuid not null,
  device uuid not null,
  desk uuid,
  hash bytea not null,
  head bytea not null,
  bytes bytea not null,
  received_at timestamptz not null,
  primary key (drawer, position),
  unique (drawer, entry)
) partition by hash (drawer);
do $$
begin
  for part in 0..7 loop
    execute format(
      'create table entries_%s partition of entries for values with (modulus 8, remainder %s)',
      part, part);
    execute format('alter table entries_%s enable row level security', part);
    execute format('alter table entries_%s force row level security', part);
  end loop;
end
$$;

create table mailboxes (
  mailbox uuid primary key,
  drawer uuid not null unique references drawers on delete cascade,
  locator text not null unique,
  salt bytea not null,
  token_hash bytea not null,
  signing_key bytea not null,
  sealed_keys bytea not null
);

create table reports (
  drawer uuid primary key references drawers on delete cascade,
  desk uuid not null references desks,
  sealed_by text not null check (sealed_by in ('browser', 'node')),
  received_at timestamptz not null,
  opened_at timestamptz,
  handed_over_at timestamptz,
  closed_at timestamptz,
  is_waiting boolean not null,
  expires_at timestamptz
);
create index on reports (expires_at);

create table cards (
  desk uuid not null references desks,
  file uuid not null references files on delete cascade,
  revision int not null,
  sealed bytea not null,
  primary key (desk, file)
);
create index on cards (file);

create table clocks (
  clock uuid primary key,
  file uuid not null references files on delete cascade,
  desk uuid not null references desks,
  due date not null,
  owner uuid not null references members,
  deputy uuid references members,
  state text not null check (state in ('running', 'met', 'missed', 'stopped'))
);
create index on clocks (desk);
create index on clocks (file);
create index on clocks (due) where state = 'running';

create table reminders (
  clock uuid not null references clocks on delete cascade,
  member uuid not null references members,
  due date not null,
  made_at timestamptz not null,
  primary key (clock, member, due)
);

do $$
declare
  name text;
begin
  foreach name in array array['files', 'drawers', 'drawer_versions', 'authorisations', 'grants',
      'entries', 'mailboxes', 'reports', 'cards', 'clocks', 'reminders'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy keeper on %I to amparo_keeper using (true) with check (true)', name);
  end loop;
  foreach name in array array['drawers', 'authorisations', 'grants', 'entries', 'mailboxes'] loop
    execute format('create policy owner_reads on %I for select to current_user using (true)', name);
  end loop;
end
$$;

-- A live grant: of a drawer that still exists, to one of the actor's desks.
create function app_holds(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from grants g
      where g.drawer = asked and g.holder = any (app_desks())
        and g.revoked_at is null and g.expires_at > now());
  end;
create function app_leads(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from drawers d where d.drawer = asked and d.lead_desk = any (app_desks()));
  end;
create function app_is_stale(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from drawers d where d.drawer = asked and d.stale);
  end;
-- The one conversation that locator and token of a receipt open together.
create function app_conversation() returns uuid language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select m.drawer from mailboxes m
      where m.locator = app_locator() and m.token_hash = app_token();
  end;
-- What the person allowed in that conversation.
create function app_allowed() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select coalesce(array_agg(a.authorisation), '{}') from authorisations a
      where a.drawer = app_conversation();
  end;
-- Keys of those who wrote in a drawer that the actor may read, also across organisations.
create function drawer_authors(asked uuid, after int)
  returns table (author uuid, device uuid, name text, desk text, key bytea)
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select distinct e.author, e.device,
        coalesce(m.certificate -> 'subject' ->> 'name', ''),
        coalesce(d.certificate -> 'subject' ->> 'name', ''),
        coalesce(v.signing_key, b.signing_key)
      from entries e
        left join devices v on v.device = e.device
        left join mailboxes b on b.mailbox = e.device and b.drawer = e.drawer
        left join memberships m on m.member = e.author and m.desk = e.desk
        left join desks d on d.desk = e.desk
      where e.drawer = asked and e.position > after
        and (app_holds(asked) or asked = app_conversation());
  end;
-- Certificates of everybody who wrote or granted in a drawer that the actor may read.
create function drawer_chains(asked uuid)
  returns table (device jsonb, member jsonb, revoked_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    with acts (device, desk) as (
      select e.device, e.desk from entries e where e.drawer = asked and e.desk is not null
      union
      select v.device, null from grants g join devices v on v.member = g.granted_by
        where g.drawer = asked)
    select distinct on (v.device) v.certificate, m.certificate, v.revoked_at
      from acts a
        join devices v on v.device = a.device
        join memberships m on m.member = v.member
      where app_holds(asked)
      order by v.device, (m.desk = a.desk) desc nulls last, m.added_at;
  end;
grant execute on function drawer_chains(uuid) to amparo_app;
grant execute on function app_holds(uuid), app_leads(uuid), app_is_stale(uuid) to amparo_app;
grant execute on function app_conversation(), app_allowed() to amparo_portal;
grant execute on function drawer_authors(uuid, int) to amparo_app, amparo_portal;

-- The practitioners' face.
grant select, insert on files to amparo_app;
grant update (opened_at) on files to amparo_app;
create policy lead on files to amparo_app
  using (lead_desk = any ((select app_desks())::uuid[]))
  with check (lead_desk = any ((select app_desks())::uuid[]));
create policy holder on files for select to amparo_app
  using (exists (select from drawers d where d.file = files.file and app_holds(d.drawer)));

grant select, insert on drawers to amparo_app;
grant update (file, lead_desk, version, stale, position, head) on drawers to amparo_app;
create policy lead on drawers to amparo_app
  using (lead_desk = any ((select app_desks())::uuid[]))
  with check (lead_desk = any ((select app_desks())::uuid[]));
create policy holder on drawers to amparo_app
  using (app_holds(drawer)) with check (app_holds(drawer));

grant select, insert on drawer_versions to amparo_app;
create policy holder on drawer_versions to amparo_app
  using (app_holds(drawer))
  with check (exists (select from drawers d where d.drawer = drawer_versions.drawer));

grant select on authorisations to amparo_app;
create policy held on authorisations for select to amparo_app
  using (
    app_holds(drawer)
    or exists (select from files f
      where f.conversation = authorisations.drawer
        and f.lead_desk = any ((select app_desks())::uuid[]))
    or exists (select from grants g
      where g.authorisation = authorisations.authorisation
        and g.holder = any ((select app_desks())::uuid[])));

-- Whoever writes next into a stale drawer must wrap for its holders, so each of them sees the others.
grant select, insert on grants to amparo_app;
grant update (file, rewrapped, revoked_at) on grants to amparo_app;
create policy held on grants to amparo_app
  using (
    holder = any ((select app_desks())::uuid[])
    or app_leads(drawer)
    or (app_is_stale(drawer) and app_holds(drawer)))
  with check (exists (select from drawers d where d.drawer = grants.drawer));

grant select, insert on entries to amparo_app;
create policy holder on entries to amparo_app
  using (app_holds(drawer)) with check (app_holds(drawer));

grant select on reports to amparo_app;
grant update (opened_at, handed_over_at, closed_at, is_waiting, expires_at) on reports to amparo_app;
create policy holder on reports to amparo_app
  using (app_holds(drawer)) with check (app_holds(drawer));

grant select (mailbox, drawer) on mailboxes to amparo_app;
create policy holder on mailboxes for select to amparo_app using (app_holds(drawer));

grant select, insert on cards to amparo_app;
grant update (revision, sealed) on cards to amparo_app;
create policy desk on cards to amparo_app
  using (desk = any ((select app_desks())::uuid[]))
  with check (desk = any ((select app_desks())::uuid[]));

grant select, insert on clocks to amparo_app;
grant update (due, owner, deputy, state) on clocks to amparo_app;
create policy desk on clocks to amparo_app
  using (desk = any ((select app_desks())::uuid[]))
  with check (desk = any ((select app_desks())::uuid[]));

-- The portal's face. A receipt reaches one conversation; a new parcel reaches one prepared drawer.
grant select, insert on drawers to amparo_portal;
grant update (version, stale, position, head, erased_at) on drawers to amparo_portal;
create policy prepares on drawers for insert to amparo_portal
  with check (is_conversation and class = 'contact' and file is null and version = 0
    and drawer = app_drawer());
create policy prepared on drawers to amparo_portal
  using (drawer = app_drawer() and version = 0 and is_conversation)
  with check (drawer = app_drawer());
create policy conversation on drawers to amparo_portal
  using (drawer = (select app_conversation())) with check (drawer = (select app_conversation()));
create policy rests on drawers to amparo_portal
  using (exists (select from grants g
    where g.drawer = drawers.drawer and g.authorisation = any ((select app_allowed())::uuid[])))
  with check (true);

grant select, insert, delete on drawer_versions to amparo_portal;
create policy parcel on drawer_versions for insert to amparo_portal
  with check (drawer = app_drawer());
create policy conversation on drawer_versions to amparo_portal
  using (drawer = (select app_conversation()));

grant select, insert, delete on grants to amparo_portal;
grant update (revoked_at) on grants to amparo_portal;
create policy parcel on grants for insert to amparo_portal with check (drawer = app_drawer());
create policy conversation on grants to amparo_portal
  using (drawer = (select app_conversation()));
create policy rests on grants to amparo_portal
  using (authorisation = any ((select app_allowed())::uuid[]));

grant select, insert, delete on entries to amparo_portal;
create policy parcel on entries for insert to amparo_portal with check (drawer = app_drawer());
create policy conversation on entries to amparo_portal
  using (drawer = (select app_conversation()));

grant select, insert, delete on mailboxes to amparo_portal;
create policy asked on mailboxes for select to amparo_portal using (locator = app_locator());
create policy parcel on mailboxes for insert to amparo_portal with check (drawer = app_drawer());
create policy held on mailboxes for delete to amparo_portal
  using (drawer = (select app_conversation()));

grant select, insert, delete on reports to amparo_portal;
grant update (is_waiting, expires_at) on reports to amparo_portal;
create policy parcel on reports for insert to amparo_portal with check (drawer = app_drawer());
create policy conversation on reports to amparo_portal
  using (drawer = (select app_conversation()));

grant select, insert, delete on authorisations to amparo_portal;
grant update (withdrawn_at) on authorisations to amparo_portal;
create policy conversation on authorisations to amparo_portal
  using (drawer = (select app_conversation()))
  with check (drawer = (select app_conversation()));

-- Maintenance: what has run out is deleted, old times become coarse, clocks remind.
grant select on files, drawers, drawer_versions, reports, clocks to amparo_keeper;
grant select (drawer, received_at), update (received_at), delete on entries to amparo_keeper;
grant select (drawer, granted_at, revoked_at), update (granted_at, revoked_at), delete on grants
  to amparo_keeper;
grant select (drawer), delete on mailboxes to amparo_keeper;
grant select (drawer, given_at, withdrawn_at), update (given_at, withdrawn_at), delete
  on authorisations to amparo_keeper;
grant update (prepared_at, opened_at), delete on files to amparo_keeper;
grant update (made_at, erased_at), delete on drawers to amparo_keeper;
grant update (made_at), delete on drawer_versions to amparo_keeper;
grant update (received_at, opened_at, handed_over_at, closed_at), delete on reports to amparo_keeper;
grant select, insert, delete on reminders to amparo_keeper;
grant update (made_at) on reminders to amparo_keeper;

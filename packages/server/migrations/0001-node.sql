-- The node, its directory and its sessions. Runs as the owner, who afterwards reads and writes
-- nothing: every row is guarded by row-level security, which is forced on the owner as well.

-- Groups without login; each installation makes its own logins as members of them.
do $$
declare
  name text;
begin
  foreach name in array array['amparo_app', 'amparo_portal', 'amparo_keeper'] loop
    begin
      execute format('create role %I nologin', name);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
end
$$;

revoke all on schema public from public;
grant usage on schema public to amparo_app, amparo_portal, amparo_keeper;
alter default privileges revoke execute on functions from public;

-- On whose behalf a statement runs. Set for one transaction only; '' afterwards, never an id.
create function app_member() returns uuid language sql stable
  return nullif(current_setting('app.member', true), '')::uuid;
create function app_card() returns bytea language sql stable
  return decode(nullif(current_setting('app.card', true), ''), 'hex');
create function app_session() returns bytea language sql stable
  return decode(nullif(current_setting('app.session', true), ''), 'hex');
create function app_enrolment() returns bytea language sql stable
  return decode(nullif(current_setting('app.enrolment', true), ''), 'hex');
grant execute on function app_member(), app_card(), app_session(), app_enrolment()
  to amparo_app, amparo_portal, amparo_keeper;

create table node (
  only_row boolean primary key default true check (only_row),
  node uuid not null,
  made_at timestamptz not null default now(),
  node_key bytea not null,
  log_key bytea not null
);
grant select on node to amparo_app, amparo_portal, amparo_keeper;

create table enrolments (
  token_hash bytea primary key,
  made_at timestamptz not null default now(),
  used_at timestamptz
);

create table organisations (
  organisation uuid primary key,
  name text not null,
  root_key bytea not null,
  joined_at timestamptz not null
);
create table desks (
  desk uuid primary key,
  organisation uuid not null references organisations,
  kind text not null,
  signing_key bytea not null,
  certificate jsonb not null,
  joined_at timestamptz not null,
  expires_at timestamptz not null
);
create index on desks (organisation);

create table members (
  member uuid primary key,
  organisation uuid not null references organisations,
  signing_key bytea not null,
  joined_at timestamptz not null
);
create table memberships (
  desk uuid not null references desks,
  member uuid not null references members,
  organisation uuid not null references organisations,
  role text not null check (role in ('lead', 'member')),
  certificate jsonb not null,
  wrapped_keys bytea not null,
  added_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (desk, member)
);
create index on memberships (member);
create index on memberships (organisation);

create table sign_ins (
  member uuid primary key references members,
  lookup_hash bytea not null unique,
  sealed_keys bytea not null
);

create table devices (
  device uuid primary key,
  member uuid not null references members,
  organisation uuid not null references organisations,
  signing_key bytea not null,
  certificate jsonb not null,
  certified_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index on devices (member);

create table challenges (
  challenge_hash bytea primary key,
  member uuid not null,
  expires_at timestamptz not null
);
create table sessions (
  token_hash bytea primary key,
  member uuid not null references members,
  device uuid not null references devices,
  expires_at timestamptz not null,
  seen_at timestamptz not null
);
create index on sessions (device);

-- What the actor may stand on. These run as the owner, who sees the rows named below and no others,
-- so that a policy never has to look through another policy.
create function app_desks() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select coalesce(array_agg(m.desk), '{}')
      from memberships m join desks d on d.desk = m.desk
      where m.member = app_member() and m.expires_at > now() and d.expires_at > now();
  end;
create function app_lead_desks() returns uuid[] language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select coalesce(array_agg(m.desk), '{}') from memberships m
      where m.member = app_member() and m.expires_at > now() and m.role = 'lead';
  end;
create function app_organisation() returns uuid language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select m.organisation from members m where m.member = app_member();
  end;
create function app_is_joining() returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (
      select from enrolments e where e.token_hash = app_enrolment() and e.used_at is null);
  end;
create function node_is_empty() returns boolean language sql stable
  begin atomic
    select not exists (select from organisations);
  end;
-- The session whose token is shown, with what its member may stand on at this moment.
create function find_session(at timestamptz, idle_since timestamptz)
  returns table (member uuid, device uuid, device_key bytea, expires_at timestamptz,
    seen_at timestamptz, seats jsonb)
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select s.member, s.device, d.signing_key, s.expires_at, s.seen_at,
        (select coalesce(jsonb_agg(jsonb_build_object('desk', m.desk, 'kind', k.kind,
            'organisation', m.organisation, 'role', m.role) order by m.desk), '[]')
          from memberships m join desks k on k.desk = m.desk
          where m.member = s.member and m.expires_at > at and k.expires_at > at)
      from sessions s join devices d on d.device = s.device
      where s.token_hash = app_session() and s.expires_at > at and s.seen_at > idle_since
        and d.revoked_at is null and d.expires_at > at;
  end;
grant execute on function find_session(timestamptz, timestamptz),
  app_desks(), app_lead_desks(), app_organisation(), app_is_joining(), node_is_empty()
  to amparo_app;

alter table enrolments enable row level security;
alter table enrolments force row level security;
alter table organisations enable row level security;
alter table organisations force row level security;
alter table desks enable row level security;
alter table desks force row level security;
alter table members enable row level security;
alter table members force row level security;
alter table memberships enable row level security;
alter table memberships force row level security;
alter table sign_ins enable row level security;
alter table sign_ins force row level security;
alter table devices enable row level security;
alter table devices force row level security;
alter table challenges enable row level security;
alter table challenges force row level security;
alter table sessions enable row level security;
alter table sessions force row level security;

-- The owner, for the functions above, and to put an invitation down.
create policy owner_reads on members for select to current_user using (true);
create policy owner_reads on memberships for select to current_user using (true);
create policy owner_reads on desks for select to current_user using (true);
create policy owner_reads on sessions for select to current_user using (true);
create policy owner_reads on devices for select to current_user using (true);
create policy owner_invites on enrolments to current_user using (true);

-- Organisations and desks are visible to everybody on the node.
grant select, insert on organisations, desks to amparo_app;
create policy seen_by_all on organisations for select to amparo_app, amparo_portal using (true);
create policy seen_by_all on desks for select to amparo_app, amparo_portal using (true);
create policy joins on organisations for insert to amparo_app with check (app_is_joining());
create policy joins on desks for insert to amparo_app with check (app_is_joining());
grant select on organisations, desks to amparo_portal;

-- An invitation is used once, by whoever holds its token.
grant select on enrolments to amparo_app;
grant update (used_at) on enrolments to amparo_app;
create policy holder on enrolments to amparo_app using (token_hash = app_enrolment());

-- Members are visible inside their organisation; a lead adds to desks they lead.
grant select, insert on members, memberships to amparo_app;
grant update (certificate, wrapped_keys, role, expires_at) on memberships to amparo_app;
create policy colleagues on members for select to amparo_app
  using (organisation = (select app_organisation()));
create policy added on members for insert to amparo_app
  with check (app_is_joining() or organisation = app_organisation());
create policy colleagues on memberships for select to amparo_app
  using (member = app_member() or organisation = (select app_organisation()));
create policy added on memberships for insert to amparo_app
  with check (app_is_joining() or desk = any (app_lead_desks()));
create policy renewed on memberships for update to amparo_app
  using (desk = any (app_lead_desks())) with check (desk = any (app_lead_desks()));

-- Sealed keys are given to whoever holds the card.
grant select, insert on sign_ins to amparo_app;
create policy card on sign_ins for select to amparo_app
  using (lookup_hash = app_card() or member = app_member());
create policy added on sign_ins for insert to amparo_app
  with check (app_is_joining() or cardinality(app_lead_desks()) > 0);

-- A member has their own devices; a lead sees and revokes those of the organisation.
grant select, insert on devices to amparo_app;
grant update (revoked_at, certificate, expires_at) on devices to amparo_app;
create policy own on devices to amparo_app
  using (member = app_member()) with check (member = app_member());
create policy lead_sees on devices for select to amparo_app
  using (organisation = (select app_organisation()));
create policy lead_revokes on devices for update to amparo_app
  using (exists (select from memberships m
    where m.member = devices.member and m.desk = any (app_lead_desks())))
  with check (organisation = app_organisation());

grant select, insert, delete on challenges to amparo_app;
create policy own on challenges to amparo_app
  using (member = app_member()) with check (member = app_member());

grant select, insert, delete on sessions to amparo_app;
grant update (seen_at) on sessions to amparo_app;
create policy own on sessions to amparo_app
  using (token_hash = app_session() or member = app_member())
  with check (token_hash = app_session() or member = app_member());
create policy lead_ends on sessions for delete to amparo_app
  using (exists (select from memberships m
    where m.member = sessions.member and m.desk = any (app_lead_desks())));
create policy lead_sees on sessions for select to amparo_app
  using (exists (select from memberships m
    where m.member = sessions.member and m.desk = any (app_lead_desks())));

-- Maintenance ends what is over and makes old times coarse.
grant select, delete on challenges, sessions to amparo_keeper;
create policy keeper on challenges to amparo_keeper using (true);
create policy keeper on sessions to amparo_keeper using (true);
grant select (joined_at), update (joined_at) on organisations, desks, members to amparo_keeper;
grant select (added_at), update (added_at) on memberships to amparo_keeper;
grant select (certified_at, revoked_at), update (certified_at, revoked_at) on devices
  to amparo_keeper;
create policy keeper on organisations to amparo_keeper using (true);
create policy keeper on desks to amparo_keeper using (true);
create policy keeper on members to amparo_keeper using (true);
create policy keeper on memberships to amparo_keeper using (true);
create policy keeper on devices to amparo_keeper using (true);

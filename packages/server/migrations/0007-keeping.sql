-- Keeping and losing: openings in an emergency, legal holds, erasures, each signed by two members; when
-- drawers are due to be erased, and the proof that they were.

create table keeping_acts (
  act uuid primary key,
  kind text not null check (kind in ('break-glass', 'hold', 'erasure')),
  desk uuid not null references desks,
  lead_desk uuid not null references desks,
  file uuid,
  drawers uuid[] not null,
  classes text[] not null,
  packets uuid[] not null,
  statement jsonb not null,
  words jsonb not null,
  asked_by uuid not null references members,
  asked_device uuid not null,
  signature bytea not null,
  asked_at timestamptz not null,
  second_by uuid references members,
  second_device uuid,
  second_signature bytea,
  second_at timestamptz,
  until_at timestamptz not null,
  ended_at timestamptz,
  done_at timestamptz,
  review jsonb,
  reviewed_by uuid references members,
  reviewed_at timestamptz,
  check (second_by is null or second_by <> asked_by),
  check (reviewed_by is null or (reviewed_by <> asked_by and reviewed_by <> second_by)),
  check (kind <> 'break-glass' or cardinality(drawers) = 1),
  check (cardinality(classes) = cardinality(drawers))
);
create index on keeping_acts (desk);
create index on keeping_acts (lead_desk);
create index on keeping_acts (file);
create index on keeping_acts using gin (drawers);

-- That a drawer will be erased at the end of its time, told before.
create table retention_notices (
  drawer uuid primary key references drawers on delete cascade,
  file uuid not null,
  lead_desk uuid not null references desks,
  due_at timestamptz not null,
  warned_at timestamptz not null
);
create index on retention_notices (lead_desk, due_at);
create index on retention_notices (file);

-- What was erased, and since when nothing of it can be opened any more.
create table erasures (
  drawer uuid primary key,
  file uuid,
  class text not null,
  lead_desk uuid not null references desks,
  act uuid,
  ground text not null check (ground in ('wish', 'retention', 'restored')),
  erased_at timestamptz not null,
  shares int,
  proved_at timestamptz
);
create index on erasures (file);
create index on erasures (erased_at) where proved_at is null;

do $$
declare
  name text;
begin
  foreach name in array array['keeping_acts', 'retention_notices', 'erasures'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy keeper on %I to amparo_keeper using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to amparo_keeper', name);
    execute format('create policy owner_reads on %I for select to current_user using (true)', name);
  end loop;
end
$$;

create function app_oversees() returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from desks d where d.kind = 'oversight' and d.desk = any (app_desks()));
  end;
-- A signed opening in an emergency that one of the actor's desks has of this drawer now.
create function app_breaks(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from keeping_acts a
      where a.kind = 'break-glass' and a.drawers = array[asked] and a.desk = any (app_desks())
        and a.second_at is not null and a.ended_at is null and a.until_at > now());
  end;
-- Drawers that were wrapped to the actor's desks and that they cannot open any more.
create function stopped_drawers()
  returns table (drawer uuid, file uuid, class text, lead_desk uuid, holder uuid, version int,
    stopped_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select distinct on (g.drawer, g.holder) g.drawer, d.file, d.class, d.lead_desk, g.holder,
        g.version, least(g.revoked_at, g.expires_at)
      from grants g join drawers d on d.drawer = g.drawer
      where g.holder = any (app_desks()) and d.erased_at is null and d.version > 0
        and not exists (select from grants o
          where o.drawer = g.drawer and o.holder = g.holder
            and o.revoked_at is null and o.expires_at > now())
      order by g.drawer, g.holder, g.version desc, g.expires_at desc;
  end;
-- When anybody last wrote anything in a file that one of the actor's desks leads or holds of.
create function file_activity(asked uuid) returns timestamptz language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select coalesce(max(e.received_at), min(d.made_at))
      from drawers d left join entries e on e.drawer = d.drawer
      where d.file = asked
        and exists (select from drawers o
          where o.file = asked and (o.lead_desk = any (app_desks()) or app_holds(o.drawer)));
  end;
-- Which of these are erased. Whoever asks knows the random identifier of each already.
create function erased_among(asked uuid[]) returns uuid[] language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select coalesce(array_agg(d.drawer), '{}') from drawers d
      where d.drawer = any (asked) and d.erased_at is not null;
  end;
grant execute on function app_oversees(), app_breaks(uuid), stopped_drawers(), file_activity(uuid),
  erased_among(uuid[]) to amparo_app;

grant select, insert on keeping_acts to amparo_app;
grant update (second_by, second_device, second_signature, second_at, until_at, ended_at, review,
  reviewed_by, reviewed_at) on keeping_acts to amparo_app;
create policy asks on keeping_acts for insert to amparo_app
  with check (desk = any (app_desks()) and asked_by = app_member() and second_by is null);
create policy concerned on keeping_acts for select to amparo_app
  using (desk = any ((select app_desks())::uuid[])
    or lead_desk = any ((select app_desks())::uuid[])
    or (select app_oversees()));
create policy signs on keeping_acts for update to amparo_app
  using (desk = any ((select app_desks())::uuid[])
    or lead_desk = any ((select app_desks())::uuid[])
    or (select app_oversees()))
  with check (true);

grant select on retention_notices, erasures to amparo_app;
create policy lead on retention_notices for select to amparo_app
  using (lead_desk = any ((select app_desks())::uuid[]));
create policy lead on erasures for select to amparo_app
  using (lead_desk = any ((select app_desks())::uuid[]) or (select app_oversees()));

-- What a signed opening shows: the drawer and what is sealed in it; never a right to write. The name comes
-- late in the alphabet, because policies are asked in that order and nearly nobody reads in this way.
create policy signed_opening on drawers for select to amparo_app using (app_breaks(drawer));
create policy signed_opening on drawer_versions for select to amparo_app using (app_breaks(drawer));
create policy signed_opening on entries for select to amparo_app using (app_breaks(drawer));

create or replace function drawer_authors(asked uuid, after int)
  returns table (author uuid, device uuid, name text, desk text, key bytea)
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select distinct e.author, e.device,
        coalesce(m.certificate -> 'subject' ->> 'name', ''),
        coalesce(d.certificate -> 'subject' ->> 'name', ''),
        coalesce(v.signing_key, b.signing_key, f.signing_key)
      from entries e
        left join devices v on v.device = e.device
        left join mailboxes b on b.mailbox = e.device and b.drawer = e.drawer
        left join former_mailboxes f on f.mailbox = e.device and f.drawer = e.drawer
        left join memberships m on m.member = e.author and m.desk = e.desk
        left join desks d on d.desk = e.desk
      where e.drawer = asked and e.position > after
        and (app_holds(asked) or app_breaks(asked) or asked = app_conversation());
  end;
create or replace function drawer_chains(asked uuid)
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
      where app_holds(asked) or app_breaks(asked)
      order by v.device, (m.desk = a.desk) desc nulls last, m.added_at;
  end;

-- Maintenance erases.
grant select (desk, file), delete on cards to amparo_keeper;
grant delete on clocks to amparo_keeper;
grant select (holder, file, expires_at) on grants to amparo_keeper;
grant select (sequence, at, kind, file, drawer), delete on openings to amparo_keeper;
grant select on drawer_versions to amparo_keeper;

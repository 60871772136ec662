-- The second secret of "my page", and receipts that were reissued. The node keeps no secret: a salt,
-- the hash of a token, and a sealed seed that it gives only for the token.

create table pages (
  mailbox uuid primary key references mailboxes on delete cascade,
  drawer uuid not null unique references drawers on delete cascade,
  salt bytea not null,
  token_hash bytea not null,
  sealed_seed bytea not null,
  wrong int not null default 0,
  waits_until timestamptz
);

-- Keys of receipts that were lost: what was signed with them before stays proved.
create table former_mailboxes (
  mailbox uuid primary key,
  drawer uuid not null references drawers on delete cascade,
  signing_key bytea not null
);
create index on former_mailboxes (drawer);

alter table pages enable row level security;
alter table pages force row level security;
alter table former_mailboxes enable row level security;
alter table former_mailboxes force row level security;
create policy owner_reads on former_mailboxes for select to current_user using (true);

grant select, insert, update, delete on pages to amparo_portal;
create policy conversation on pages to amparo_portal
  using (drawer = (select app_conversation())) with check (drawer = (select app_conversation()));

grant select, delete on former_mailboxes to amparo_portal;
create policy conversation on former_mailboxes to amparo_portal
  using (drawer = (select app_conversation()));

-- The lead desk of a conversation reissues its receipt; the page of the lost one goes with it.
grant insert, delete on mailboxes to amparo_app;
create policy lead_reissues on mailboxes for delete to amparo_app
  using (app_leads(drawer) and app_holds(drawer));
create policy lead_issues on mailboxes for insert to amparo_app
  with check (app_leads(drawer) and app_holds(drawer));
grant select (signing_key) on mailboxes to amparo_app;
grant select, insert on former_mailboxes to amparo_app;
create policy lead on former_mailboxes to amparo_app
  using (app_holds(drawer)) with check (app_leads(drawer) and app_holds(drawer));

grant select (drawer), delete on former_mailboxes to amparo_keeper;
create policy keeper on former_mailboxes to amparo_keeper using (true);
grant select (drawer), delete on pages to amparo_keeper;
create policy keeper on pages to amparo_keeper using (true);

-- As before, with the keys of lost receipts.
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
        and (app_holds(asked) or asked = app_conversation());
  end;

-- Whether an actor of the log is a person: by the receipt they have, or by one that was lost.
create function is_person(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from mailboxes b where b.mailbox = asked)
      or exists (select from former_mailboxes f where f.mailbox = asked);
  end;
grant execute on function is_person(uuid) to amparo_app;

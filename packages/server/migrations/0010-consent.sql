-- Consent that changes: fields taken out of what was allowed, questions that a desk takes back, and what a
-- person is told about keeping.

alter table packet_authorisations add column narrowed_at timestamptz;

-- A question that its desk took back before or after it was answered: no yes to it is taken any more.
create table taken_back_questions (
  authorisation uuid primary key,
  drawer uuid not null references drawers on delete cascade,
  taken_back_at timestamptz not null
);
create index on taken_back_questions (drawer);
alter table taken_back_questions enable row level security;
alter table taken_back_questions force row level security;
create policy keeper on taken_back_questions to amparo_keeper using (true) with check (true);
grant select, insert, update, delete on taken_back_questions to amparo_keeper;
grant select, insert on taken_back_questions to amparo_app;
create policy conversation on taken_back_questions to amparo_app
  using (app_speaks_in(drawer)) with check (app_speaks_in(drawer));
grant select, delete on taken_back_questions to amparo_portal;
create policy receipt on taken_back_questions to amparo_portal
  using (drawer = (select app_conversation()));

-- The person takes fields out: a narrower statement, signed anew, in the place of the one before.
grant update (statement, attestation, narrowed_at) on packet_authorisations to amparo_portal;

-- Whoever speaks for the person in a conversation ends what they asked for, whichever desk sent it.
grant update (withdrawn_at) on packet_authorisations to amparo_app;
create policy speaks_ends on sent_packets for update to amparo_app
  using (conversation is not null and app_speaks_in(conversation))
  with check (state in ('refused', 'recalled'));
create function app_ends_packet(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select exists (select from sent_packets s
      where s.packet = asked and s.conversation is not null and app_speaks_in(s.conversation));
  end;
grant execute on function app_ends_packet(uuid) to amparo_app;
create policy spoken on outgoing_messages for select to amparo_app
  using (packet is not null and app_ends_packet(packet));
create policy spoken_ends on outgoing_messages for update to amparo_app
  using (type = 'org.amparo.packet.v1' and packet is not null and app_ends_packet(packet))
  with check (state = 'ended');

-- What the person is told about keeping, for the conversation that their receipt opens.
create function person_drawers()
  returns table (class text, is_conversation boolean, last_entry timestamptz, due_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    with here as (select c.file from drawers c where c.drawer = app_conversation()),
      theirs as (select d.* from drawers d, here h
        where d.file = h.file and d.erased_at is null and d.version > 0)
    select t.class, t.is_conversation,
        (select coalesce(max(e.received_at), min(o.made_at))
          from theirs o left join entries e on e.drawer = o.drawer),
        n.due_at
      from theirs t left join retention_notices n on n.drawer = t.drawer
      order by t.made_at, t.drawer;
  end;
create function person_holds()
  returns table (ground text, provision text, until_at timestamptz, classes text[])
  language sql stable security definer
  set search_path = pg_catalog, public
  begin atomic
    select a.statement ->> 'ground', a.statement ->> 'provision', a.until_at,
        array_agg(distinct d.class order by d.class)
      from keeping_acts a
        join drawers d on d.drawer = any (a.drawers)
        join drawers c on c.drawer = app_conversation() and c.file = d.file
      where a.kind = 'hold' and a.second_at is not null and a.ended_at is null
        and a.until_at > now()
      group by a.act, a.statement, a.until_at
      order by a.until_at;
  end;
grant execute on function person_drawers(), person_holds() to amparo_portal;

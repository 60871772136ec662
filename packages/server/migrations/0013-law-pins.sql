-- Which signed release of the law this node has pinned, and every one before it: releases never go back.

create table law_pins (
  pin uuid primary key,
  note text not null,
  pinned_at timestamptz not null
);
alter table law_pins enable row level security;
alter table law_pins force row level security;
create policy keeper on law_pins to amparo_keeper using (true) with check (true);
grant select, insert on law_pins to amparo_keeper;

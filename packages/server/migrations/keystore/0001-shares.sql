-- The node's halves of the two locks. Kept apart from the node's database, with backups of its own
-- that live at most 14 days, because erasure is only as fast as the oldest copy of a share.

do $$
begin
  create role amparo_lender nologin;
exception when duplicate_object or unique_violation then
  null;
end
$$;

revoke all on schema public from public;
grant usage on schema public to amparo_lender;

create table shares (
  drawer uuid not null,
  version int not null,
  share bytea not null check (octet_length(share) = 32),
  primary key (drawer, version)
);

-- The proof that a share was destroyed; a share is never made again for a drawer that has one.
create table destroyed (
  drawer uuid primary key,
  shares int not null,
  destroyed_at timestamptz not null default now()
);

grant select, insert, delete on shares to amparo_lender;
grant select, insert on destroyed to amparo_lender;

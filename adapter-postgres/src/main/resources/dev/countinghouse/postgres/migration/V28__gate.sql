-- What accounts may use in a time, calls that were admitted, and what was admitted in the minutes and hours of rates.

create table usage_limit (
    account_id   text collate "C" not null,
    limit_id     text collate "C" not null,
    measure      text not null check (measure in ('quantity', 'calls', 'concurrency')),
    meter        text,
    dimension    text,
    part         text,
    limit_window text not null check (limit_window in ('minute', 'hour', 'day', 'period')),
    most         numeric not null check (most > 0),
    primary key (account_id, limit_id),
    check ((measure = 'quantity') = (meter is not null)),
    check (part is null or dimension is not null)
);

comment on table usage_limit is 'How much of something an account may use in a time, on top of what its plan says.';
comment on column usage_limit.part is 'The value of the dimension that it is for; null for a limit of each value''s own';

call isolate_by_account('usage_limit');
grant select, insert, update, delete on usage_limit to countinghouse_service;

create table call_reservation (
    account_id     text collate "C" not null,
    reservation_id text collate "C" not null,
    event_type     text not null,
    data           json not null,
    features       text[] not null,
    feature_values text[] not null,
    admitted_at    timestamptz not null,
    expires_at     timestamptz not null,
    bounds         text[] not null,
    parts          numeric[] not null,
    holds          text[] not null,
    settled_at     timestamptz,
    used           json,
    late           boolean not null,
    over_at        timestamptz not null generated always as (coalesce(settled_at, expires_at)) stored,
    primary key (account_id, reservation_id),
    check (cardinality(features) = cardinality(feature_values)),
    check (cardinality(bounds) = cardinality(parts)),
    check (settled_at is not null or used is null and not late)
) with (fillfactor = 70);

-- what is outstanding is added up of these for every decision
create index call_reservation_open on call_reservation (account_id, expires_at) where settled_at is null;
create index call_reservation_over on call_reservation (over_at);

comment on table call_reservation is 'Calls that were admitted and what became of them. Kept for a time after they are over.';
comment on column call_reservation.data is 'Scalars by path: the most that the call may use';
comment on column call_reservation.bounds is 'The limits it is held against, with parts: what it takes of each until it is settled or expires';
comment on column call_reservation.used is 'What was recorded; null while it is open and if it was given up';
comment on column call_reservation.late is 'Whether it was settled after its time';
comment on column call_reservation.over_at is 'A column, because under row security no index on the expression would be used';

create table rate_count (
    account_id text collate "C" not null,
    bound_hash bytea not null,
    started_at timestamptz not null,
    bound      text not null,
    admitted   numeric not null,
    primary key (account_id, bound_hash, started_at)
) with (fillfactor = 50);

create index rate_count_age on rate_count (started_at);

comment on table rate_count is 'What was admitted in a minute or an hour. Kept for a time after it.';
comment on column rate_count.bound_hash is 'Stands for bound in the key, which must be short';

create table lease (
    account_id text collate "C" not null,
    holder     text collate "C" not null,
    bound_hash bytea not null,
    epoch      bigint not null check (epoch >= 1),
    bound      text not null,
    granted    numeric not null check (granted >= 0),
    reported   numeric not null check (reported between 0 and granted),
    ends_at    timestamptz not null,
    primary key (account_id, holder, bound_hash, epoch)
) with (fillfactor = 50);

create index lease_end on lease (ends_at);

comment on table lease is 'What is lent to holders that decide without this database; outstanding until it is reported or ends.';
comment on column lease.bound_hash is 'Stands for bound in the key, which must be short';
comment on column lease.epoch is 'Counts the leases of a bound to a holder; the latest is kept so that none is given twice';

call isolate_by_account('lease');
call let_system_look_up('lease');
create policy system_purges on lease for delete to countinghouse_system using ((select bound_to_system()));
grant delete on lease to countinghouse_system;
grant select, insert on lease to countinghouse_service;
grant update (granted, reported, ends_at) on lease to countinghouse_service;

call isolate_by_account('call_reservation');
call isolate_by_account('rate_count');
-- to forget what is over
call let_system_look_up('call_reservation');
call let_system_look_up('rate_count');
create policy system_purges on call_reservation for delete to countinghouse_system using ((select bound_to_system()));
create policy system_purges on rate_count for delete to countinghouse_system using ((select bound_to_system()));
grant delete on call_reservation, rate_count to countinghouse_system;

grant select, insert on call_reservation, rate_count to countinghouse_service;
-- one whose time is over may be replaced as a whole
grant update (event_type, data, features, feature_values, admitted_at, expires_at, bounds, parts, holds, settled_at, used, late)
   on call_reservation to countinghouse_service;
grant update (admitted) on rate_count to countinghouse_service;

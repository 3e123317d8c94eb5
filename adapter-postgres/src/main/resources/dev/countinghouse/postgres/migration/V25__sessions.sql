-- Sessions that are paid by the second with credits, and products that are bought once.

create table run_session (
    account_id       text collate "C" not null,
    session_id       text collate "C" not null,
    meter            text collate "C" not null,
    attributes       text[] not null,
    attribute_values text[] not null,
    longest_micros   bigint check (longest_micros > 0),
    started_at       timestamptz not null,
    seen_at          timestamptz not null,
    runs_out_at      timestamptz,
    check_at         timestamptz,
    end_reason       text check (end_reason in ('stopped', 'canceled', 'lost', 'out_of_credits', 'time_limit')),
    ended_at         timestamptz,
    seconds          bigint check (seconds >= 0),
    cost             numeric(38, 12),
    cost_unit        text,
    primary key (account_id, session_id),
    check (cardinality(attributes) = cardinality(attribute_values)),
    check (num_nulls(end_reason, ended_at, seconds, cost, cost_unit) in (0, 5)),
    check (end_reason is null or check_at is null)
);

create index run_session_in_order on run_session (account_id, started_at desc, session_id desc);
create index run_session_to_check on run_session (check_at, account_id) where check_at is not null;

comment on table run_session is 'What ran, or runs, for a time that credits are reserved for and spent on.';
comment on column run_session.seen_at is 'Its last sign of life';
comment on column run_session.runs_out_at is 'When what is reserved is used up, if there is no more';
comment on column run_session.check_at is 'When it has to be looked at; null once it has ended';
comment on column run_session.seconds is 'That it is charged for';

call isolate_by_account('run_session');
call let_system_look_up('run_session');
grant select, insert on run_session to countinghouse_service;
grant update (seen_at, runs_out_at, check_at, end_reason, ended_at, seconds, cost, cost_unit) on run_session
   to countinghouse_service;

create table ownership (
    account_id   text collate "C" not null,
    ownership_id text collate "C" not null,
    product      text collate "C" not null,
    name         text not null,
    owner        text not null,
    price        numeric(38, 12) not null,
    price_unit   text not null,
    bought_at    timestamptz not null,
    primary key (account_id, ownership_id)
);

create index ownership_in_order on ownership (account_id, bought_at desc, ownership_id desc);

comment on table ownership is 'Copies of products that were bought with credits.';
comment on column ownership.name is 'What the buyer calls it';
comment on column ownership.owner is 'Which of the account''s users it is for; empty for the account itself';

call isolate_by_account('ownership');
grant select, insert on ownership to countinghouse_service;

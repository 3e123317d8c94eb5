-- What many accounts would have been charged on other terms. docs/decisions/0015-simulations.md says why it is built like this.

create table simulation (
    simulation_id text collate "C" primary key,
    plan          text,
    version       integer,
    draft         json,
    on_plan       text,
    listed        text[],
    range_start   timestamptz not null,
    range_end     timestamptz not null,
    ordered_at    timestamptz not null,
    state         text not null check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
    total         bigint,
    finished_at   timestamptz,
    failure       text,
    check ((version is null) = (draft is not null)),
    check (version is null or plan is not null),
    check (on_plan is null or listed is null)
);

create index simulation_unfinished on simulation (ordered_at, simulation_id) where finished_at is null;

comment on table simulation is 'What was ordered and how far it is. Global, and the system''s alone: it names accounts of all tenants.';
comment on column simulation.draft is 'A catalogue that is not published; json, not jsonb: the order of charges and grants counts';
comment on column simulation.on_plan is 'Only accounts on this plan; with listed also absent, all accounts';

grant select, insert, update (state, total, finished_at, failure) on simulation to countinghouse_system;

create table simulation_result (
    account_id      text collate "C" not null,
    simulation_id   text collate "C" not null references simulation,
    currency        text,
    actual_minor    bigint,
    simulated_minor bigint,
    skipped         text check (skipped in (
                        'no_period', 'other_currency', 'other_interval', 'no_such_plan', 'error')),
    detail          text,
    primary key (account_id, simulation_id),
    check ((currency is null) = (skipped is not null)),
    check ((actual_minor is null) = (currency is null)),
    check ((simulated_minor is null) = (currency is null)),
    check ((detail is null) = (skipped is null))
);

-- pages of a simulation, and where it goes on after a crash
create index simulation_result_listed on simulation_result (simulation_id, account_id);

comment on table simulation_result is 'What came out for an account. Never changed.';
comment on column simulation_result.actual_minor is 'Minor units of the currency';

call isolate_by_account('simulation_result');
call let_system_look_up('simulation_result');
grant select, insert on simulation_result to countinghouse_service;

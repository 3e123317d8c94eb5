-- Alerts, and which accounts are to be looked at for them. docs/decisions/0014-alerts-and-budgets.md says why it is built
-- like this.

-- no key: a row is written for each account of a batch of events, waits for nobody and says nothing but that it is there
create table alert_note (
    account_id text collate "C" not null
);

create index alert_note_of_account on alert_note (account_id);

comment on table alert_note is 'Something has changed that alerts depend on. Written in the transaction that changes it, gone when somebody looks.';

create table alert_look (
    account_id text collate "C" primary key,
    looked_at  timestamptz not null,
    again_at   timestamptz
);

create index alert_look_again on alert_look (again_at, account_id) where again_at is not null;

comment on table alert_look is 'When an account was looked at last, and from when on it is to be looked at even if nothing is noted.';

create table alert (
    account_id      text collate "C" not null,
    alert_id        text collate "C" not null,
    ordinal         bigint generated always as identity,
    kind            text not null check (kind in ('meter', 'budget')),
    subject         text collate "C" not null,
    measure         text check (measure in ('charge', 'cost')),
    currency        text,
    period_start    timestamptz not null,
    period_end      timestamptz not null,
    threshold       text not null,
    used            text not null,
    allowed         text not null,
    raised_at       timestamptz not null,
    acknowledged_by text,
    acknowledged_at timestamptz,
    primary key (account_id, alert_id),
    check ((kind = 'budget') = (measure is not null)),
    check ((kind = 'budget') = (currency is not null)),
    check ((acknowledged_by is null) = (acknowledged_at is null))
);

create index alert_in_order on alert (account_id, ordinal);
create index alert_of_period on alert (account_id, period_start);

comment on table alert is 'A threshold that was reached. Never changed but for its acknowledgement, never deleted.';
comment on column alert.alert_id is 'Made of kind, subject, period_start and threshold: the key is what an alert is raised once for';
comment on column alert.threshold is 'In per cent of what is allowed; this, used and allowed are exact: numerator/denominator';

create table alert_threshold (
    account_id text collate "C" primary key,
    percents   text[] not null
);

comment on table alert_threshold is 'What an account wants to be told of, where that is not the usual; numerator/denominator each.';

call isolate_usage_by_account('alert_note');
call isolate_by_account('alert_look');
call isolate_by_account('alert');
call isolate_by_account('alert_threshold');
call let_system_look_up('alert_note');
call let_system_look_up('alert_look');
grant select, insert, delete on alert_note to countinghouse_service;
grant select, insert, update on alert_look to countinghouse_service;
grant select, insert, update (acknowledged_by, acknowledged_at) on alert to countinghouse_service;
grant select, insert, update, delete on alert_threshold to countinghouse_service;

-- Accounts that there are already were never looked at.
alter table account no force row level security;
alter table alert_note no force row level security;

insert into alert_note (account_id) select account_id from account;

alter table account force row level security;
alter table alert_note force row level security;

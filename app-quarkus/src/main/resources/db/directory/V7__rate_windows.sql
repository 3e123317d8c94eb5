-- How often an account, or one of its users, has started something within an hour.

create table rate_window (
    account_id text collate "C" not null,
    user_name  text collate "C" not null,
    began_at   timestamptz not null,
    used       integer not null check (used > 0),
    primary key (account_id, user_name, began_at)
);

create index rate_window_age on rate_window (began_at);

comment on table rate_window is 'What counts against a limit per clock hour. Kept until the hour is over.';
comment on column rate_window.user_name is 'The user of the account it counts for, '''' for the account as a whole';

call isolate_by_account('rate_window');
call let_system_look_up('rate_window');
create policy system_purges on rate_window for delete to countinghouse_system using ((select bound_to_system()));
grant select, insert, update on rate_window to countinghouse_service;
grant delete on rate_window to countinghouse_system;

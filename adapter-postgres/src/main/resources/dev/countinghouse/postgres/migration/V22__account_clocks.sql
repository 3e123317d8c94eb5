-- Where the test clocks of single accounts stand. Empty where nobody tests.

create table account_clock (
    account_id text collate "C" primary key,
    stands_at  timestamptz not null
);

comment on table account_clock is 'What an account with a test clock of its own takes for now. What is due for it is due by that.';

call isolate_by_account('account_clock');
call let_system_look_up('account_clock');
grant select, insert, update on account_clock to countinghouse_service;

create table test_clock (
    only_row  boolean primary key default true check (only_row),
    stands_at timestamptz not null
);

comment on table test_clock is 'What time a service with a test clock takes it to be. Global.';

grant select, insert, update on test_clock to countinghouse_system;

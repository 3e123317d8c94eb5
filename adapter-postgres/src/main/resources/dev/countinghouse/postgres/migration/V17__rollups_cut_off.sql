-- The building of an account's rollups that was cut off is found by the system, which then has it finished.

create index usage_rollup_build_undone on usage_rollup_build (account_id) where not done;

call let_system_look_up('usage_rollup_build');
grant select on usage_rollup to countinghouse_system;

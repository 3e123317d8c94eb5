-- What db-scheduler keeps: one row per job, which whoever runs the job marks as his. No payloads, nothing of any account.

create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea check (task_data is null),
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);

comment on table scheduled_tasks is 'When each job runs next and who runs it. Global.';

grant select, insert, update, delete on scheduled_tasks to countinghouse_system;

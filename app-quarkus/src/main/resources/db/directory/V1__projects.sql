-- The stand-alone service's own directory. Run by the owner, after the engine's migrations, whose procedures isolate it.

create table project (
    account_id text collate "C" not null,
    project_id text collate "C" not null,
    name       text not null,
    created_at timestamptz not null,
    primary key (account_id, project_id)
);

comment on table project is 'What an account groups its usage, keys and costs by.';

call isolate_by_account('project');
grant select, insert, update on project to countinghouse_service;

-- Copies of the invoices that a payment provider makes. Empty where the service invoices itself.

create table provider_invoice (
    account_id text collate "C" not null,
    reference  text collate "C" not null,
    status     text not null check (status in ('draft', 'open', 'paid', 'void', 'uncollectible')),
    created_at timestamptz not null,
    read_at    timestamptz not null,
    revision   bigint not null check (revision > 0),
    document   json not null,
    primary key (account_id, reference)
);

create index provider_invoice_newest on provider_invoice (account_id, created_at, reference);
create index provider_invoice_newest_of_all on provider_invoice (created_at, reference);
create index provider_invoice_by_reference on provider_invoice (reference);

comment on table provider_invoice is 'An invoice as the provider has it. What is a draft there no more, and nothing else, is deleted.';
comment on column provider_invoice.read_at is 'When the provider was asked for it';
comment on column provider_invoice.revision is 'Counts what it was replaced by: whoever replaces it names the one he had seen before he asked';

create table provider_invoice_watch (
    account_id text collate "C" primary key,
    since      timestamptz not null,
    look_at    timestamptz not null
);

create index provider_invoice_watch_due on provider_invoice_watch (look_at, account_id);

comment on table provider_invoice_watch is 'A row for each account that the provider invoices, for when a notice is lost. None is deleted.';
comment on column provider_invoice_watch.since is 'What was created before is known';

call isolate_by_account('provider_invoice');
call isolate_by_account('provider_invoice_watch');
call let_system_look_up('provider_invoice');
call let_system_look_up('provider_invoice_watch');
grant select, insert, delete on provider_invoice to countinghouse_service;
grant update (status, created_at, read_at, revision, document) on provider_invoice to countinghouse_service;
grant select, insert on provider_invoice_watch to countinghouse_service;
grant update (since, look_at) on provider_invoice_watch to countinghouse_service;

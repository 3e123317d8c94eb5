-- Waiting has an end, and who always fails does not keep the others waiting.

alter table mirror_watch add column untold_since timestamptz;
comment on column mirror_watch.untold_since is 'Since when what was changed here waits for usage to be told, by the clock of the world';
grant update (untold_since) on mirror_watch to countinghouse_service;

alter table provider_invoice_watch add column failures integer not null default 0 check (failures >= 0);
drop index provider_invoice_watch_due;
create index provider_invoice_watch_due on provider_invoice_watch (look_at, account_id) where failures = 0;
create index provider_invoice_watch_again on provider_invoice_watch (look_at, account_id) where failures > 0;
comment on column provider_invoice_watch.failures is 'How often in a row the provider could not be asked: the next time is twice as late each time';
grant update (failures) on provider_invoice_watch to countinghouse_service;

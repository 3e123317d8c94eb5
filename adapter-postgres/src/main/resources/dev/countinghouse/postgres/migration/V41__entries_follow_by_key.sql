-- The entry before is looked up by its key whatever plan is made while the journal is empty: the limit keeps the planner from
-- reading all entries to find one.
create or replace function entries_must_follow() returns trigger
    language plpgsql
as $$
begin
    perform
       from (select account_id, min(ordinal) as first, max(ordinal) as last, count(*) as entries
               from added
              group by account_id) as batch
       left join ledger_head as head using (account_id)
       left join lateral (
              select true as is_there
                from journal_entry
               where account_id = batch.account_id and ordinal = batch.first - 1
               limit 1) as before on true
      where head.entries is distinct from batch.last
         or batch.last - batch.first + 1 <> batch.entries
         or batch.first > 1 and before.is_there is null;
    if found then
        raise exception 'entries do not follow the last one of their ledger' using errcode = 'CH001';
    end if;
    return null;
end
$$;

-- The system keeps the answers of calls for all accounts. Of those of one account it deletes what has outlived its day, and
-- writes none.

call hold_system_to_its_own('idempotency');
alter policy system_deletes_its_own on idempotency
    using (account_id = '' or claimed_at < now() - interval '24 hours');

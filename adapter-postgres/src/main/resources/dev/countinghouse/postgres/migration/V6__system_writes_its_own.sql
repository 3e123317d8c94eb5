-- The system writes rows of no account and no others. What its policies allowed it besides is what bound_accounts_only allows
-- everybody: rows of any account that it says it is bound to.

create procedure hold_system_to_its_own(tenant_table regclass)
    language plpgsql
as $$
begin
    execute format(
        'create policy system_inserts_its_own on %s as restrictive for insert to countinghouse_system'
            ' with check (account_id = '''')', tenant_table);
    execute format(
        'create policy system_updates_its_own on %s as restrictive for update to countinghouse_system'
            ' using (account_id = '''')', tenant_table);
    execute format(
        'create policy system_deletes_its_own on %s as restrictive for delete to countinghouse_system'
            ' using (account_id = '''')', tenant_table);
end
$$;

revoke execute on procedure hold_system_to_its_own from public;

call hold_system_to_its_own('api_key');

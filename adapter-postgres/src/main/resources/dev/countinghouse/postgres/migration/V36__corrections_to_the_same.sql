-- A correction to what was so already posts nothing, and is kept so that it is known when it is asked for again.

create or replace function is_balanced(units text[], amounts numeric[]) returns boolean
    language plpgsql immutable parallel safe
as $$
declare
    open_units text[] := '{}';
    sums       numeric[] := '{}';
    place      integer;
begin
    if array_ndims(units) <> 1 or array_ndims(amounts) <> 1 or cardinality(units) <> cardinality(amounts) then
        return false;
    end if;
    for i in 1 .. cardinality(units) loop
        if units[i] is null or amounts[i] is null then
            return false;
        end if;
        place := array_position(open_units, units[i]);
        if place is null then
            open_units := open_units || units[i];
            sums := sums || amounts[i];
        else
            sums[place] := sums[place] + amounts[i];
        end if;
    end loop;
    return 0 = all (sums);
end
$$;

-- not valid: entries that are there post something, and the table may be large
alter table journal_entry
    add constraint journal_entry_posts
    check (cardinality(amounts) > 0 or kind = 'correction' and command is not null) not valid;

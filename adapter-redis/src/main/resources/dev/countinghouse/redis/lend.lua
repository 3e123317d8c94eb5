-- KEYS  leases
-- ARGV  bound, epoch, quantity, until, kept for after until (ms)
local leases, bound, epoch, more, till = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local line = lineage()
local terms = redis.call('HGET', leases, 'terms:' .. bound)
local adds = false
if terms then
    local last, lent_under, earlier = string.match(terms, '(%S+) (%S+) (%S+)')
    if not fits(last, epoch) then
        return false
    end
    if last == epoch and lent_under == '-' then
        return false
    end
    if last == epoch then
        adds = lent_under == line
        if adds and tonumber(earlier) > tonumber(till) then
            till = earlier
        end
    end
end
if adds then
    add(leases, bound, more)
else
    redis.call('HSET', leases, 'left:' .. bound, more)
end
redis.call('HSET', leases, 'terms:' .. bound, epoch .. ' ' .. line .. ' ' .. till)

local time = redis.call('TIME')
local rest = math.max(0, math.floor(tonumber(till) / 1000) - time[1] * 1000)
keep_for(leases, rest + tonumber(ARGV[5]))
return 'lent'

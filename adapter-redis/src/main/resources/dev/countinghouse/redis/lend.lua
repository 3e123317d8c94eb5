-- KEYS  leases, when they end
-- ARGV  bound, epoch, quantity, until, kept for after until (ms)
local leases, ends, bound, epoch, more, till = KEYS[1], KEYS[2], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local found = redis.call('HMGET', leases, 'terms:' .. bound, 'recalls')
local terms, line = found[1], lineage(found[2])
local adds = false
if terms then
    local last, lent_under, earlier = string.match(terms, '(%S+) (%S+) (%S+)')
    if not fits(last, epoch) then
        return false
    end
    if last == epoch then
        if string.match(lent_under, ':(.*)') ~= string.match(line, ':(.*)') then
            return false
        end
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
redis.call('ZADD', ends, till, bound)

-- Limits that are for each value of a dimension have a lease per value: those long over make room, some at a time.
local over = string.format('%.0f', tonumber(till) - tonumber(ARGV[5]) * 1000)
for _, old in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', '(' .. over, 'LIMIT', 0, 100)) do
    redis.call('HDEL', leases, 'left:' .. old, 'terms:' .. old)
    redis.call('ZREM', ends, old)
end

local time = redis.call('TIME')
local rest = math.max(0, math.floor(tonumber(till) / 1000) - time[1] * 1000)
keep_for(leases, rest + tonumber(ARGV[5]))
keep_for(ends, rest + tonumber(ARGV[5]))
return 'lent'

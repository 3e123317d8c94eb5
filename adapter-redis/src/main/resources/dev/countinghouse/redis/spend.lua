-- KEYS  open calls, leases, the call, then rates, then slots
-- ARGV  now, expires, kept for (ms), id, what keys of calls begin with, content, how many parts, rates and slots;
--       then of each part: bound, quantity; of each rate: room, quantity, kept for; of each slot: bound, most
-- A rate's room is what may have been used of it before, for its quantity to fit; '-' if it never does.
local open, leases, key = KEYS[1], KEYS[2], KEYS[3]
local now, expires, kept = ARGV[1], ARGV[2], tonumber(ARGV[3])
local parts, rates, slots = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local AT_ONCE = 100

-- So that a script never takes long, the caller comes again while there are more.
local due = redis.call('ZRANGEBYSCORE', open, '-inf', now, 'LIMIT', 0, AT_ONCE)
for _, id in ipairs(due) do
    local call = redis.call('GET', ARGV[5] .. id)
    if call and has_expired(call, now) then
        expire(open, leases, ARGV[5] .. id, id, call)
    else
        redis.call('ZREM', open, id)
    end
end
if #due == AT_ONCE then
    return {'again'}
end

local earlier = redis.call('GET', key)
if earlier and (is_ended(earlier) or is_open(earlier) and not has_expired(earlier, now)) then
    return {'known', earlier}
end

local line = '-'
local answer = {}
local refused = false
local draws = {}
if parts > 0 then
    local fields = {}
    for i = 1, parts do
        local bound = ARGV[8 + 2 * i]
        fields[2 * i - 1] = 'left:' .. bound
        fields[2 * i] = 'terms:' .. bound
    end
    fields[2 * parts + 1] = 'recalls'
    local found = redis.call('HMGET', leases, unpack(fields))
    line = lineage(found[2 * parts + 1])
    for i = 1, parts do
        local bound, quantity = ARGV[8 + 2 * i], ARGV[9 + 2 * i]
        local left, terms = found[2 * i - 1], found[2 * i]
        local epoch, lent_under, till
        if terms then
            epoch, lent_under, till = string.match(terms, '(%S+) (%S+) (%S+)')
        end
        if lent_under ~= line then
            answer[i] = '0'
            refused = true
        elseif not fits(quantity, left) or tonumber(till) < tonumber(expires) then
            answer[i] = epoch
            refused = true
        else
            answer[i] = '-'
        end
        draws[i] = bound .. ' ' .. quantity .. ' ' .. (epoch or '0') .. ' '
        fields[i] = left
    end
    if refused then
        return {'lacking', unpack(answer)}
    end
    answer = {unpack(fields, 1, parts)}
end

local used = {}
local at = 9 + 2 * parts
for i = 1, rates do
    used[i] = redis.call('GET', KEYS[3 + i]) or '0'
    local room = ARGV[at + 3 * i - 2]
    answer[parts + i] = '-'
    if room == '-' or not fits(used[i], room) then
        answer[parts + i] = used[i]
        refused = true
    end
end
at = at + 3 * rates
for i = 1, slots do
    local slot = KEYS[3 + rates + i]
    redis.call('ZREMRANGEBYSCORE', slot, '-inf', now)
    used[rates + i] = redis.call('ZCARD', slot)
    answer[parts + rates + i] = '-'
    if used[rates + i] >= tonumber(ARGV[at + 2 * i]) then
        answer[parts + rates + i] = used[rates + i]
        refused = true
    end
end
if refused then
    return {'full', unpack(answer, parts + 1)}
end

for i = 1, parts do
    local bound, quantity = ARGV[8 + 2 * i], ARGV[9 + 2 * i]
    if quantity ~= '0' then
        redis.call('HINCRBY', leases, 'left:' .. bound, '-' .. quantity)
    end
end
for i = 1, rates do
    local rate, first = KEYS[3 + i], 9 + 2 * parts + 3 * i
    redis.call('INCRBY', rate, ARGV[first - 1])
    keep_for(rate, tonumber(ARGV[first]))
    answer[parts + i] = used[i]
end
local taken = {}
for i = 1, slots do
    local slot = KEYS[3 + rates + i]
    redis.call('ZADD', slot, expires, ARGV[4])
    keep_for(slot, kept)
    taken[i] = ARGV[at + 2 * i - 1] .. ' '
    answer[parts + rates + i] = used[rates + i]
end
local call = 'o' .. expires .. ' ' .. line .. '\n' .. table.concat(draws) .. '\n' .. table.concat(taken) .. '\n' .. ARGV[6]
redis.call('SET', key, call, 'PX', kept)
if parts > 0 then
    redis.call('ZADD', open, expires, ARGV[4])
    keep_for(open, kept)
end
return {'spent', unpack(answer)}

-- Stands before each of the other scripts.
--
-- Quantities are whole millionths, written in decimal digits without leading zeros, and never negative. They stay text here:
-- numbers in Lua are doubles, which hold no more than 2^53 exactly. Redis adds them as integers of 64 bits.
--
-- A lease is two fields of the account's hash: "left:<bound>", and "terms:<bound>" = "<epoch> <lineage> <until>". Its lineage
-- is "<replication id>:<recalls>": the server under which it was lent, and how often leases of the account had been recalled
-- by then, which is the hash's field "recalls". A server that was restarted, or promoted in another's place, has an id of its
-- own: what it finds may be older than what was spent, so it has no lease, and neither has one after a recall.
--
-- A call is "<state><expires> <lineage>\n<draws>\n<slots>\n<content>": its state is o(pen), e(xpired), c(aptured) or
-- r(eleased), and C or R where that was late; draws are "<bound> <quantity> <epoch> " each, slots "<bound> " each. Instants are
-- microseconds, which a double holds for 250 years.

local function fits(quantity, left)
    return #quantity < #left or (#quantity == #left and quantity <= left)
end

local function lineage(recalls)
    local told = redis.call('INFO', 'replication')
    local _, before = string.find(told, 'master_replid:', 1, true)
    return string.sub(told, before + 1, before + 40) .. ':' .. (recalls or '0')
end

-- What 64 bits do not hold is not lent.
local function add(leases, bound, quantity)
    local sum = redis.pcall('HINCRBY', leases, 'left:' .. bound, quantity)
    if type(sum) == 'table' and sum.err then
        redis.call('HSET', leases, 'left:' .. bound, '9223372036854775807')
    end
end

-- To leases of the same epoch and lineage. A lease that is not spendable any more may be given back to: when it is lent again
-- it begins anew.
local function give_back(leases, call)
    local line, draws = string.match(call, '^%a%d+ (%S+)\n([^\n]*)')
    for bound, quantity, epoch in string.gmatch(draws, '(%S+) (%S+) (%S+) ') do
        local terms = redis.call('HGET', leases, 'terms:' .. bound)
        if terms and string.match(terms, '^%S+ %S+') == epoch .. ' ' .. line then
            add(leases, bound, quantity)
        end
    end
end

local function is_open(call)
    return string.sub(call, 1, 1) == 'o'
end

local function is_ended(call)
    return not string.find(call, '^[oe]')
end

local function has_expired(call, now)
    return is_open(call) and tonumber(string.match(call, '^%a(%d+)')) <= tonumber(now)
end

-- What it drew goes back, once; what it was is kept for as long as it would have been.
local function expire(open, leases, key, id, call)
    give_back(leases, call)
    redis.call('ZREM', open, id)
    call = 'e' .. string.sub(call, 2)
    redis.call('SET', key, call, 'KEEPTTL')
    return call
end

-- By the time of this server, and only to clean up: the instants of the engine decide.
local function keep_for(key, millis)
    if redis.call('PTTL', key) < millis then
        redis.call('PEXPIRE', key, millis)
    end
end

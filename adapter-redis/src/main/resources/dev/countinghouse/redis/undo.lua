-- KEYS  open calls, leases, the call, then rates
-- ARGV  id, what keys of slots begin with; then of each rate: quantity
local call = redis.call('GET', KEYS[3])
if not call or is_ended(call) then
    return 'none'
end
if is_open(call) then
    give_back(KEYS[2], call)
end
redis.call('ZREM', KEYS[1], ARGV[1])
for bound in string.gmatch(string.match(call, '^[^\n]*\n[^\n]*\n([^\n]*)'), '%S+') do
    redis.call('ZREM', ARGV[2] .. bound, ARGV[1])
end
redis.call('DEL', KEYS[3])
for i = 4, #KEYS do
    local used = redis.call('GET', KEYS[i])
    if used and fits(ARGV[i - 1], used) then
        redis.call('DECRBY', KEYS[i], ARGV[i - 1])
    end
end
return 'undone'

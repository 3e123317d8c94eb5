-- KEYS  open calls, leases, the call
-- ARGV  now, id, 'c' to capture or 'r' to release, kept for (ms), what keys of slots begin with
local call = redis.call('GET', KEYS[3])
if not call or has_expired(call, ARGV[1]) then
    return false
end
if not is_open(call) then
    return call
end
if ARGV[3] == 'r' then
    give_back(KEYS[2], call)
end
redis.call('ZREM', KEYS[1], ARGV[2])
for bound in string.gmatch(string.match(call, '^[^\n]*\n[^\n]*\n([^\n]*)'), '%S+') do
    redis.call('ZREM', ARGV[5] .. bound, ARGV[2])
end
call = ARGV[3] .. string.sub(call, 2)
redis.call('SET', KEYS[3], call, 'PX', ARGV[4])
return call

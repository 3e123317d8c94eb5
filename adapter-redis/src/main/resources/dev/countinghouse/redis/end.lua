-- KEYS  open calls, leases, the call
-- ARGV  now, id, 'c' to capture or 'r' to release, kept for (ms), what keys of slots begin with
local call, state = redis.call('GET', KEYS[3]), ARGV[3]
if not call or is_ended(call) then
    return call
end
if has_expired(call, ARGV[1]) then
    call = expire(KEYS[1], KEYS[2], KEYS[3], ARGV[2], call)
end
if not is_open(call) then
    state = string.upper(state)
elseif state == 'r' then
    give_back(KEYS[2], call)
end
redis.call('ZREM', KEYS[1], ARGV[2])
for bound in string.gmatch(string.match(call, '^[^\n]*\n[^\n]*\n([^\n]*)'), '%S+') do
    redis.call('ZREM', ARGV[5] .. bound, ARGV[2])
end
call = state .. string.sub(call, 2)
redis.call('SET', KEYS[3], call, 'PX', ARGV[4])
return call

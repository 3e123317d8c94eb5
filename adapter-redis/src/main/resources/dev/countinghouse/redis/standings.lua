-- KEYS  leases, open calls
-- ARGV  now, what keys of calls begin with, how many calls may run, bounds
-- Answers "<epoch> <left>" for each bound, '-' where there is no lease; then of each call that has drawn under this server 'o'
-- if it runs or 'e' if its time is over, and its draws. Nothing if more calls run.
if redis.call('ZCARD', KEYS[2]) > tonumber(ARGV[3]) then
    return false
end
local line = lineage(redis.call('HGET', KEYS[1], 'recalls'))
local answer = {}
for i = 4, #ARGV do
    local found = redis.call('HMGET', KEYS[1], 'left:' .. ARGV[i], 'terms:' .. ARGV[i])
    answer[i - 3] = '-'
    if found[1] and found[2] then
        local epoch, lent_under = string.match(found[2], '(%S+) (%S+) %S+')
        if lent_under == line then
            answer[i - 3] = epoch .. ' ' .. found[1]
        end
    end
end
for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
    local call = redis.call('GET', ARGV[2] .. id)
    if call and is_open(call) then
        local drawn_under, draws = string.match(call, '^%a%d+ (%S+)\n([^\n]*)')
        if drawn_under == line and draws ~= '' then
            answer[#answer + 1] = (has_expired(call, ARGV[1]) and 'e' or 'o') .. draws
        end
    end
end
return answer

-- KEYS  leases
-- ARGV  bounds
-- Answers "<epoch> <left>" for each, '-' where nothing is left.
local line = lineage(redis.call('HGET', KEYS[1], 'recalls'))
local answer = {}
for i, bound in ipairs(ARGV) do
    local found = redis.call('HMGET', KEYS[1], 'left:' .. bound, 'terms:' .. bound)
    answer[i] = '-'
    if found[1] and found[2] and found[1] ~= '0' then
        local epoch, lent_under = string.match(found[2], '(%S+) (%S+) %S+')
        if lent_under == line then
            answer[i] = epoch .. ' ' .. found[1]
            redis.call('HSET', KEYS[1], 'left:' .. bound, '0')
        end
    end
end
return answer

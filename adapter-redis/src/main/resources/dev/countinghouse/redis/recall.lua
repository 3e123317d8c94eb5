-- KEYS  leases
-- Epochs stay, so that none of a lower one follows; nobody's lineage is '-'.
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    local bound = string.match(field, '^terms:(.*)')
    if bound then
        local epoch = string.match(redis.call('HGET', KEYS[1], field), '^%S+')
        redis.call('HSET', KEYS[1], field, epoch .. ' - 0', 'left:' .. bound, '0')
    end
end
return 'recalled'

-- KEYS  leases
-- Leases stay where they are, so that none of a lower epoch follows; nobody draws on them any more.
if redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('HINCRBY', KEYS[1], 'recalls', 1)
end
return 'recalled'

-- Frees a claimed key.
-- KEYS: the key. ARGV: owner.
-- Returns 0 where the claim was lost.
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])

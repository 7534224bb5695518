-- Keeps the answer of a claim.
-- KEYS: the key. ARGV: owner, answer, time to live (ms).
-- Returns 0 where the claim was lost.
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'answer', ARGV[2])
redis.call('HDEL', KEYS[1], 'owner')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1

-- Claims an idempotency key, or tells what became of it.
-- KEYS: the key. ARGV: fingerprint, owner, lease (ms).
-- Returns one of claimed, in_flight, mismatch, completed; with completed, the answer.
local fingerprint, owner = unpack(redis.call('HMGET', KEYS[1], 'fingerprint', 'owner'))
if not fingerprint then
  redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'owner', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return {'claimed'}
end
if fingerprint ~= ARGV[1] then
  return {'mismatch'}
end
if not owner then
  return {'completed', redis.call('HGET', KEYS[1], 'answer')}
end
return {'in_flight'}

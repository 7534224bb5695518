-- What has expired. KEYS: deadlines, leases, records, their order, and lost leases of an organization.
-- ARGV: a clock of tests, the most leases to give and records to drop, how long records are kept (ms).
-- Drops the records that are too old, and answers how many, then the leases whose deadline has passed, for the caller to settle.
local now = clock(ARGV[1])
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(now), 'LIMIT', '0', ARGV[2])
local answer = { 0 }
if #ids > 0 then
  local leases = redis.call('HMGET', KEYS[2], unpack(ids))
  for index = 1, #ids do
    if leases[index] then
      answer[#answer + 1] = leases[index]
    else
      redis.call('ZREM', KEYS[1], ids[index])
    end
  end
end
answer[1] = dropOlder(KEYS[3], KEYS[4], KEYS[5], now - tonumber(ARGV[3]), tonumber(ARGV[2]))
return answer

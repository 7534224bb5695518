-- Adds an entry, or puts it in the place of the version before it, and tells of it.
-- KEYS: the entry, the index of its organization, the index of all.
-- ARGV: id, organization, the version before it (0 to add it), its version, its text, channel, message.
-- Returns 0 where the version before it is not the present one, or another organization has it.
local organization, version = unpack(redis.call('HMGET', KEYS[1], 'organization', 'version'))
if (version or '0') ~= ARGV[3] or (organization or ARGV[2]) ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[1], 'organization', ARGV[2], 'version', ARGV[4], 'json', ARGV[5])
redis.call('ZADD', KEYS[2], 0, ARGV[1])
redis.call('ZADD', KEYS[3], 0, ARGV[1])
redis.call('PUBLISH', ARGV[6], ARGV[7])
return 1

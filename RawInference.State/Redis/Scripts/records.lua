-- The log of records: what settle and sweep have in common, put before each of them.
-- Records are a hash by id; their order is a sorted set of scores 0, whose members begin with the time, so that no two are alike.
local ORDER_DIGITS = 15

local function drop(records, order, lost, members)
  if #members == 0 then
    return
  end
  local ids = {}
  for index = 1, #members do
    ids[index] = string.sub(members[index], ORDER_DIGITS + 2)
  end
  redis.call('ZREM', order, unpack(members))
  redis.call('HDEL', records, unpack(ids))
  redis.call('HDEL', lost, unpack(ids))
end

local function dropOldest(records, order, lost, count)
  drop(records, order, lost, redis.call('ZRANGE', order, '0', whole(count - 1)))
end

local function dropOlder(records, order, lost, time, most)
  local old = {}
  for _, member in ipairs(redis.call('ZRANGE', order, '0', whole(most - 1))) do
    if tonumber(string.sub(member, 1, ORDER_DIGITS)) >= time then
      break
    end
    old[#old + 1] = member
  end
  drop(records, order, lost, old)
  return #old
end

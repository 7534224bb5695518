-- Checks every limit of a call, then charges all of them, or none, and keeps its lease.
-- KEYS: deadlines and leases of the organization, then a counter for each charge.
-- ARGV: a clock of tests, id, how long it is held (ms), the lease, then for each charge: kind, limit, amount.
-- Answers when it was reserved; the refused charge with the longest wait (0 where none is, -1 where the id is held already), its rest,
-- its wait (ms, -1 where unknown); then for each window its rest and the ms until all of it is there again.
-- The same again, of a caller who did not hear the answer, changes nothing and is answered as held.
local NEVER = 2 ^ 53

-- What each second that counts has, the oldest first.
local function secondsOf(counter)
  local fields = {}
  for second = counter.oldest, counter.newest do
    fields[#fields + 1] = 'r' .. whole(second)
    fields[#fields + 1] = 's' .. whole(second)
  end
  local values = redis.call('HMGET', counter.key, unpack(fields))
  local totals = {}
  for index = 1, #fields, 2 do
    totals[#totals + 1] = tonumber(values[index] or 0) + tonumber(values[index + 1] or 0)
  end
  return totals
end

local function endOfSecond(counter, second)
  return (second + WINDOW + 1) * 1000 - counter.now
end

-- How long until enough has left, and what that weighs against others: what never fits waits longest, of running calls nothing is known.
local function waitOf(counter, limit, amount, missing)
  if amount > limit then
    return -1, NEVER
  elseif counter.kind == 'concurrency' then
    return -1, 0
  elseif counter.kind ~= 'window' then
    local wait = endOf(counter.kind, counter.period) - counter.now
    return wait, wait
  end
  local totals, index = secondsOf(counter), 0
  while missing > 0 do
    index = index + 1
    missing = missing - totals[index]
  end
  local wait = endOfSecond(counter, counter.oldest + index - 1)
  return wait, wait
end

local function resetOf(counter)
  if counter.reserved + counter.settled == 0 then
    return 0
  end
  local totals = secondsOf(counter)
  local index = #totals
  while totals[index] == 0 do
    index = index - 1
  end
  return endOfSecond(counter, counter.oldest + index - 1)
end

local now = clock(ARGV[1])
local at = now
local before = redis.call('HGET', KEYS[2], ARGV[2])
if before then
  local space = string.find(before, ' ', 1, true)
  if string.sub(before, space + 1) ~= ARGV[4] then
    return { at, -1, 0, 0 }
  end
  at = tonumber(string.sub(before, 1, space - 1))
end
local counters, limits, amounts = {}, {}, {}
local refused, rest, wait, heaviest = 0, 0, 0, -1
for index = 1, #KEYS - 2 do
  local first = 5 + (index - 1) * 3
  local counter = open(KEYS[index + 2], ARGV[first], now)
  local limit, amount = tonumber(ARGV[first + 1]), tonumber(ARGV[first + 2])
  local left = limit - counter.reserved - counter.settled
  if amount > left and not before then
    local other, weight = waitOf(counter, limit, amount, amount - left)
    if weight > heaviest then
      refused, rest, wait, heaviest = index, left, other, weight
    end
  end
  counters[index], limits[index], amounts[index] = counter, limit, amount
  -- The period that is charged must be found again by the time of the lease, also where the clock was set back.
  at = math.max(at, counter.period and not before and counter.period * DAY or 0)
end

if refused == 0 and not before then
  local deadline = whole(at + tonumber(ARGV[3]))
  redis.call('HSET', KEYS[2], ARGV[2], whole(at) .. ' ' .. ARGV[4])
  redis.call('ZADD', KEYS[1], deadline, ARGV[2])
  for index, counter in ipairs(counters) do
    if counter.kind == 'concurrency' then
      redis.call('ZADD', counter.key, deadline, ARGV[2])
      redis.call('ZREMRANGEBYSCORE', counter.key, '-inf', whole(now))
    else
      add(counter, at, amounts[index], 0)
      save(counter)
    end
  end
end

local answer = { at, refused, rest, wait }
for index, counter in ipairs(counters) do
  if counter.kind == 'window' then
    answer[#answer + 1] = limits[index] - counter.reserved - counter.settled
    local isNow = refused == 0 and not before and amounts[index] > 0
    answer[#answer + 1] = isNow and endOfSecond(counter, counter.newest) or resetOf(counter)
  end
end
return answer

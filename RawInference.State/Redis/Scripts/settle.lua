-- Settles many journeys of one organization, each once: frees its lease, corrects its charges, keeps its record, adds to roll-ups.
-- KEYS: deadlines, leases, records, their order, lost leases, days; then counters; then the roll-ups of days.
-- ARGV: a clock of tests, the most records, how long roll-ups are kept (s), the number of counters, the kind of each; then settlements:
--   state, id, record, its place in the order, the place of the record before, when it was reserved (ms);
--   the number of charges, and of each: counter, amount reserved, amount used;
--   the number of roll-ups, and of each: day, field, number of classes, and of each: class, amount.
-- The state is "open" (nobody settled it yet), "free" (as open, but it says that it holds nothing), "lost" (its lease expired) or "late" (the end of one that was recorded as lost).
-- Answers for each 1 where it is settled now, 0 where that was done before, -1 where it holds something after all, or the lease that
-- was lost: to be sent again as late.
-- Then how many records had to make way. Counters and sums are written once, at the end: that makes batches cheap.
local now = clock(ARGV[1])
local most, counterCount = tonumber(ARGV[2]), tonumber(ARGV[4])
local deadlines, leases, records, order, lost, days = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local position = 4 + counterCount
local counters, sums = {}, {}

local function take()
  position = position + 1
  return ARGV[position]
end

local function takeNumber()
  return tonumber(take())
end

local function counterOf(index)
  if not counters[index] then
    counters[index] = open(KEYS[6 + index], ARGV[4 + index], now)
  end
  return counters[index]
end

-- What was used takes the place of what was counted. Where that counts no more, what goes beyond it counts now.
local function correct(counter, at, reserved, settled, used)
  if counts(counter, at) then
    add(counter, at, -reserved, used - settled)
  elseif used > reserved + settled then
    add(counter, now, 0, used - reserved - settled)
  end
end

-- The answer to a settlement that is not to be made now, otherwise nil.
local function refusalOf(state, id)
  if state == 'late' then
    return redis.call('HEXISTS', lost, id) == 0 and 0 or nil
  elseif state == 'lost' then
    return redis.call('HEXISTS', leases, id) == 0 and 0 or nil
  elseif state == 'free' and redis.call('HEXISTS', leases, id) == 1 then
    return -1
  end
  return redis.call('HEXISTS', records, id) == 1 and (redis.call('HGET', lost, id) or 0) or nil
end

-- Keeps the record and ends the lease; whether it was still held.
local function keep(state, id, record, place, before)
  redis.call('HSET', records, id, record)
  if state == 'late' then
    redis.call('ZREM', order, before)
    redis.call('HDEL', lost, id)
  elseif state == 'lost' then
    redis.call('HSET', lost, id, redis.call('HGET', leases, id))
  end
  redis.call('ZADD', order, '0', place)
  local held = redis.call('HDEL', leases, id) == 1
  if held then
    redis.call('ZREM', deadlines, id)
  end
  return held
end

local function takeCharges(isNow, state, held, id, reservedAt)
  for _ = 1, takeNumber() do
    local index, reserved, used = takeNumber(), takeNumber(), takeNumber()
    if isNow then
      local counter = counterOf(index)
      if counter.kind == 'concurrency' then
        redis.call('ZREM', counter.key, id)
      elseif state == 'late' then
        correct(counter, reservedAt, 0, reserved, used)
      elseif held then
        correct(counter, reservedAt, reserved, 0, used)
      else
        correct(counter, now, 0, 0, used)
      end
    end
  end
end

local function takeRollups(isNow)
  for _ = 1, takeNumber() do
    local day, field = takeNumber(), take()
    for _ = 1, takeNumber() do
      local class, amount = take(), takeNumber()
      if isNow then
        sums[day] = sums[day] or {}
        local name = field .. class
        sums[day][name] = (sums[day][name] or 0) + amount
      end
    end
  end
end

local answer = {}
while position < #ARGV do
  local state, id, record, place, before, reservedAt = take(), take(), take(), take(), take(), takeNumber()
  local refusal = refusalOf(state, id)
  local isNow = not refusal
  local held = isNow and keep(state, id, record, place, before)
  answer[#answer + 1] = refusal or 1
  takeCharges(isNow, state, held, id, reservedAt)
  takeRollups(isNow)
end

for _, counter in pairs(counters) do
  save(counter)
end
for day, fields in pairs(sums) do
  local key = KEYS[6 + counterCount + day]
  for field, amount in pairs(fields) do
    redis.call('HINCRBY', key, field, whole(amount))
  end
  if redis.call('EXPIRE', key, ARGV[3], 'NX') == 1 then
    redis.call('SADD', days, string.sub(key, -8))
  end
end

local excess = redis.call('ZCARD', order) - most
if excess > 0 then
  dropOldest(records, order, lost, math.min(excess, 1000))
end
answer[#answer + 1] = math.max(excess, 0)
return answer

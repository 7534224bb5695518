-- Counters of limits: what reserve, settle and read have in common, put before each of them.
-- A window is a hash: r<second> and s<second> hold what was reserved and settled in that second, R and S the sums over the seconds
-- that still count, o and n the oldest and the newest of them. A second counts until it has wholly left the window.
-- A budget is a hash: p is the first day of its period (days since 1970), R and S as above.
-- A concurrency is a sorted set: a member for each lease, its deadline (ms) as score.
-- The first thing that a script writes takes memory, so that a full server refuses all of it. After that Redis lets no script fail.
-- Numbers are whole; Lua's doubles are exact to 2^53, and never written in exponents.
local floor = math.floor
local WINDOW = 60
local HOUR = 3600000
local DAY = 24 * HOUR

local function whole(number)
  return string.format('%.0f', number)
end

-- Milliseconds by this server's clock. Only tests give one of their own.
local function clock(given)
  if given ~= '' then
    return tonumber(given)
  end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + floor(tonumber(time[2]) / 1000)
end

-- The first day of the month that a day is in. Years begin in March here, so that the leap day is the last of one.
local function monthOf(day)
  local z = day + 719468
  local inEra = z % 146097
  local year = floor((inEra - floor(inEra / 1460) + floor(inEra / 36524) - floor(inEra / 146096)) / 365)
  local inYear = inEra - (365 * year + floor(year / 4) - floor(year / 100))
  local month = floor((5 * inYear + 2) / 153)
  return day - (inYear - floor((153 * month + 2) / 5))
end

local function periodOf(kind, now)
  local day = floor(now / DAY)
  return kind == 'month' and monthOf(day) or day
end

local function endOf(kind, period)
  return (kind == 'month' and monthOf(period + 31) or period + 1) * DAY
end

local function openWindow(key, kind, now)
  local second = floor(now / 1000)
  local field = whole(second)
  local ofReserved, ofSettled = 'r' .. field, 's' .. field
  local head = redis.call('HMGET', key, 'R', 'S', 'o', 'n', ofReserved, ofSettled)
  local counter = {
    key = key, kind = kind, now = now, second = second, field = field,
    reserved = tonumber(head[1] or 0), settled = tonumber(head[2] or 0),
    oldest = tonumber(head[3] or second), newest = tonumber(head[4] or second),
    known = { [ofReserved] = tonumber(head[5] or 0), [ofSettled] = tonumber(head[6] or 0) },
    changes = {}, changed = false, gone = false, isNew = not head[4], isOver = false, isSettled = false,
  }
  local last = second - WINDOW - 1
  -- All has left; or the clock was set back by more than a window, and nothing else would end its wait.
  if counter.newest <= last or counter.newest > second + WINDOW then
    counter.reserved, counter.settled, counter.oldest, counter.newest = 0, 0, second, second
    counter.known, counter.isNew, counter.isOver = {}, true, true
  elseif counter.oldest <= last then
    local gone = {}
    for left = counter.oldest, last do
      gone[#gone + 1] = 'r' .. whole(left)
      gone[#gone + 1] = 's' .. whole(left)
    end
    local values = redis.call('HMGET', key, unpack(gone))
    for index = 1, #gone, 2 do
      counter.reserved = counter.reserved - tonumber(values[index] or 0)
      counter.settled = counter.settled - tonumber(values[index + 1] or 0)
    end
    counter.oldest, counter.gone = last + 1, gone
  end
  return counter
end

local function openBudget(key, kind, now)
  local head = redis.call('HMGET', key, 'R', 'S', 'p')
  local before = tonumber(head[3] or -1)
  -- A clock that is set back across midnight does not begin an old day anew: what was spent would be forgotten.
  local period = math.max(before, periodOf(kind, now))
  local isNew = before ~= period
  return {
    key = key, kind = kind, now = now, period = period, isNew = isNew, changed = false,
    reserved = isNew and 0 or tonumber(head[1]), settled = isNew and 0 or tonumber(head[2]),
  }
end

-- Reads only: what has left is taken off when the counter is saved.
local function open(key, kind, now)
  if kind == 'window' then
    return openWindow(key, kind, now)
  elseif kind == 'concurrency' then
    return { key = key, kind = kind, now = now, reserved = redis.call('ZCOUNT', key, '(' .. whole(now), '+inf'), settled = 0 }
  end
  return openBudget(key, kind, now)
end

local function change(counter, field, by)
  if by ~= 0 then
    counter.changes[field] = (counter.changes[field] or 0) + by
    counter.changed = true
  end
end

-- Adds to what is reserved and settled in the second or period of a moment that still counts.
local function add(counter, at, reserved, settled)
  counter.reserved = counter.reserved + reserved
  counter.settled = counter.settled + settled
  if counter.kind ~= 'window' then
    counter.changed = true
    return
  end
  local second = floor(at / 1000)
  local field = second == counter.second and counter.field or whole(second)
  change(counter, 'r' .. field, reserved)
  if settled ~= 0 then
    change(counter, 's' .. field, settled)
    counter.isSettled = true
  end
  if second < counter.oldest then
    counter.oldest, counter.isNew = second, true
  end
  if second > counter.newest then
    counter.newest, counter.isNew = second, true
  end
end

-- Whether what was charged at a moment is still in the counter.
local function counts(counter, at)
  if counter.kind == 'window' then
    return math.abs(counter.second - floor(at / 1000)) <= WINDOW
  end
  return periodOf(counter.kind, at) == counter.period
end

local function saveWindow(counter)
  if counter.isOver then
    redis.call('DEL', counter.key)
  elseif counter.gone then
    redis.call('HDEL', counter.key, unpack(counter.gone))
  end
  local known, values, missing = counter.known, { 'R', whole(counter.reserved) }, nil
  for field in pairs(counter.changes) do
    if not known[field] then
      missing = missing or {}
      missing[#missing + 1] = field
    end
  end
  if missing then
    local stored = redis.call('HMGET', counter.key, unpack(missing))
    for index = 1, #missing do
      known[missing[index]] = tonumber(stored[index] or 0)
    end
  end
  for field, by in pairs(counter.changes) do
    values[#values + 1] = field
    values[#values + 1] = whole(known[field] + by)
  end
  -- Most changes are those of a call that is reserved in a second that has others: S, o and n stay.
  if counter.isNew or counter.gone or counter.isSettled then
    local count = #values
    values[count + 1], values[count + 2] = 'S', whole(counter.settled)
    values[count + 3], values[count + 4] = 'o', whole(counter.oldest)
    values[count + 5], values[count + 6] = 'n', whole(counter.newest)
  end
  redis.call('HSET', counter.key, unpack(values))
  if counter.isNew then
    redis.call('PEXPIRE', counter.key, whole((WINDOW + 2) * 1000))
  end
end

local function save(counter)
  if not counter.changed then
    return
  end
  if counter.kind == 'window' then
    saveWindow(counter)
    return
  end
  redis.call('HSET', counter.key, 'p', whole(counter.period), 'R', whole(counter.reserved), 'S', whole(counter.settled))
  -- An hour more, for a clock that is set back.
  if counter.isNew then
    redis.call('PEXPIRE', counter.key, whole(endOf(counter.kind, counter.period) - counter.now + HOUR))
  end
end

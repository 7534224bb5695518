-- Where counters stand. KEYS: counters. ARGV: a clock of tests, then the kind of each. Answers what is settled and reserved of each.
local now = clock(ARGV[1])
local answer = {}
for index = 1, #KEYS do
  local counter = open(KEYS[index], ARGV[index + 1], now)
  answer[#answer + 1] = counter.settled
  answer[#answer + 1] = counter.reserved
end
return answer

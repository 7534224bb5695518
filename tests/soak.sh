#!/usr/bin/env bash
# What needs repetitions, minutes or several processes: builds Release once, then runs one scenario (or all) on real processes.
# Without a name it lists them. Ends with PASS or FAIL of each, and with the exit code 0 only where all hold.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if [ $# -gt 0 ] && ! command -v redis-server redis-cli >/dev/null; then
  echo "redis-server and redis-cli are needed: apt-get install redis-server" >&2
  exit 2
fi

for project in RawInference.Emulator RawInference.Api tests/RawInference.Soak; do
  dotnet build "$project" -c Release -v q || exit 2
done >&2
exec dotnet artifacts/bin/RawInference.Soak/release/RawInference.Soak.dll "$@"

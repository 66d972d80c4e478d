#!/usr/bin/env bash
# Exit 0 while engine and live loop make progress: asks /health/live, without another program.
set -euo pipefail

port=${HAETAE_HEALTH_PORT:-8000}
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /health/live HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$port" >&3
read -r -t 5 _ status _ <&3
[[ $status == 200 ]]

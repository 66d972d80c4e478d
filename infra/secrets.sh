#!/usr/bin/env bash
# Makes the files that docker-compose.yml mounts as secrets, in infra/secrets. Passwords and tokens are
# drawn at random; keys of the venues are left empty for you to fill in. What is there already stays.
set -euo pipefail

cd -P "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p secrets
# Nobody else on this machine gets into the folder; in the containers the files are for any user.
chmod 700 secrets

draw() {
  head -c 24 /dev/urandom | base64 | tr '+/' '-_'
}

for name in db_password redis_password operator_token viewer_token grafana_password; do
  [[ -e secrets/$name ]] || printf '%s' "$(draw)" >"secrets/$name"
done
for name in upbit_api_key upbit_api_secret binance_api_key binance_api_secret \
  telegram_bot_token telegram_chat_id; do
  [[ -e secrets/$name ]] || : >"secrets/$name"
done
chmod 444 secrets/*
echo "secrets are in $PWD/secrets; the page's login is secrets/operator_token"

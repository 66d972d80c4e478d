#!/usr/bin/env bash
# Lays out what the image holds below a folder: the launcher, the jars, configurations, licences.
#   infra/image.sh DESTINATION     needs a built project (./haetae --help builds it)
# The Dockerfile runs this; on a machine without Docker it makes the same tree.
set -euo pipefail

fail() {
  echo "image.sh: $*" >&2
  exit 1
}

main() {
  [[ $# == 1 && $1 != -* ]] || fail "usage: infra/image.sh DESTINATION"
  local root jar home
  root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
  jar=$root/app/target/haetae-app-0.1.0.jar
  [[ -f $jar && -d $root/app/target/lib ]] || fail "the project is not built; run ./haetae --help"
  home=$1/opt/haetae
  [[ ! -e $home ]] || fail "$home is there already; name an empty destination"
  mkdir -p "$home/lib" "$home/config" "$1/var/lib/haetae/data" "$1/var/lib/haetae/logs"
  # Times are kept: they are a part of what the AOT cache is checked against.
  cp -p "$jar" "$root"/app/target/lib/*.jar "$home/lib/"
  cp -p "$root/haetae" "$root/infra/healthcheck.sh" "$root/LICENSE" "$root/NOTICE" "$home/"
  cp -p "$root/config/live.yml" "$root/config/container.yml" "$home/config/"
  chmod 755 "$home/haetae" "$home/healthcheck.sh"
  echo "laid out $(find "$home" -type f | wc -l) files, $(du -sm "$home" | cut -f 1) MB in $home"
}

main "$@"

#!/bin/bash
# Runs once, when the database volume is empty: a database for each service, and a user that may touch only that one.
set -euo pipefail

# A quote would end the text in the statement below; the password also stands in a URL.
if [[ ! $SERVICE_PASSWORD =~ ^[A-Za-z0-9_-]{12,}$ ]]; then
  echo 'MYSQL_PASSWORD takes 12 or more of the letters A-Z and a-z, digits, _ and -.' >&2
  echo 'Change it in .env, take away the unfinished databases (docker compose down --volumes), and start again.' >&2
  exit 1
fi

for service in city district township network; do
  MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql --user=root <<SQL
CREATE DATABASE \`$service\` CHARACTER SET utf8mb4;
CREATE USER '$service'@'%' IDENTIFIED BY '$SERVICE_PASSWORD';
GRANT ALL PRIVILEGES ON \`$service\`.* TO '$service'@'%';
SQL
done

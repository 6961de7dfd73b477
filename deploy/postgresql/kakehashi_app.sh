#!/bin/sh
# データベースを初めて作るときに一度だけ動きます。かけはしがふだんつなぐ、表を持たない役割を作ります。
set -eu

psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 \
    --set password="${POSTGRES_APP_PASSWORD:?kakehashi.env に POSTGRES_APP_PASSWORD を書いてください}" <<'SQL'
CREATE ROLE kakehashi_app LOGIN PASSWORD :'password';
SQL

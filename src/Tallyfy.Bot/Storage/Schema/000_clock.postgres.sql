-- What leases compare, in milliseconds; on SQLite, which has one process, that process provides it.
create or replace function bot_now() returns bigint language sql volatile as
    'select (extract(epoch from clock_timestamp()) * 1000)::bigint';

-- One row, written by whoever asks whether the store keeps what is written.
create table heartbeat (
    id bigint not null primary key,
    beat_at bigint not null
);

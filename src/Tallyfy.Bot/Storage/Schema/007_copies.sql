-- Posts whose answer never came: each may be a message that we cannot change until an activity from it tells its id.
alter table posted_cards add column unconfirmed bigint not null default 0;

create table card_copies (
    posted_card_id text not null references posted_cards (id),
    activity_id text not null,
    primary key (posted_card_id, activity_id)
);

-- One row a card. Asked for again while it is on its way, it counts up and is sent once more.
delete from outbox where state <> 'due' and exists
    (select 1 from outbox as other where other.posted_card_id = outbox.posted_card_id and other.state = 'due');
delete from outbox where exists
    (select 1 from outbox as other where other.posted_card_id = outbox.posted_card_id and other.id < outbox.id);

alter table outbox add column wanted bigint not null default 1;

create unique index outbox_once on outbox (posted_card_id);

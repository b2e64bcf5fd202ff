-- The cards of one tenant are sent by one process at a time: it alone counts the platform's limits.
create table tenant_leases (
    tenant_id text not null primary key,
    holder text not null,
    lease_until bigint not null
);

-- Where a card is seen, or the person while there is no chat yet: one card at a time is on its way there.
alter table outbox add column conversation text not null default '';

update outbox set conversation =
    (select case when conversation_id = '' then object_id else conversation_id end from posted_cards where posted_cards.id = posted_card_id);

create index outbox_by_tenant on outbox (state, tenant_id, due_at);

create index outbox_in_order on outbox (tenant_id, state, id);

create index outbox_by_conversation on outbox (conversation, id);

drop index outbox_due;

create index chats_by_object on chats (object_id);

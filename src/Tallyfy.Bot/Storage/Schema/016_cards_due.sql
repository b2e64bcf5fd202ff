-- People: whose link was made or ended since their cards were put into the outbox for it; set in the transaction that does so.
alter table accounts add column cards_due bigint not null default 0;

create index accounts_cards_due on accounts (tenant_id, object_id, organization) where cards_due = 1;

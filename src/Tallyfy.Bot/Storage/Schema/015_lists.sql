-- Approvals: what waits for a person comes as one list where it is much. list_id: the message that names this approval until its
-- own card is brought; the list's own row names itself.
alter table posted_cards add column list_id text null;

create index posted_cards_by_list on posted_cards (list_id) where list_id is not null;

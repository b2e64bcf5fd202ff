-- Approvals: what a rendering showed of what a decision is about, in pieces from the first; -1 where nobody counted.
-- view: which page of the card. page: how many pages were opened for it.
alter table renderings add column view text not null default 'Ask';

alter table renderings add column page bigint not null default 1;

alter table renderings add column shown bigint not null default -1;

alter table renderings add column shown_of bigint not null default 0;

-- Approvals: what a person typed on a card and nothing was done with yet, or the page they are at. It is theirs alone.
-- held_until: so long the message is not changed, for somebody may be typing there.
-- revision: grows with whatever is kept; a client that shows a new value under an old id of an input sends the old one.
create table drafts (
    posted_card_id text not null references posted_cards (id),
    tenant_id text not null,
    object_id text not null,
    view text not null,
    page bigint not null,
    typed text not null,
    revision bigint not null,
    held_until bigint not null,
    kept_until bigint not null,
    primary key (posted_card_id, tenant_id, object_id)
);

create index drafts_until on drafts (kept_until);

create index drafts_by_person on drafts (tenant_id, object_id);

-- Approvals: form values that are written with a decision, and what they were before, as JSON; null for most.
alter table decisions add column answers text null;

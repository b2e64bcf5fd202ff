-- One message of ours in one conversation; activity_id is null until Teams confirmed it.
create table posted_cards (
    id text not null primary key,
    organization text not null,
    task text not null,
    generation bigint not null,
    tenant_id text not null,
    object_id text not null,
    conversation_id text not null,
    service_url text not null,
    installation bigint not null,
    activity_id text null,
    state text not null,
    shown_version bigint not null,
    created_at bigint not null,
    unique (organization, task, generation, tenant_id, object_id, conversation_id, installation)
);

-- What was shown under an opaque id, stored before it leaves.
create table renderings (
    id text not null primary key,
    posted_card_id text not null references posted_cards (id),
    generation bigint not null,
    digest text not null,
    rendered_at bigint not null
);

create index renderings_by_card on renderings (posted_card_id);

-- Work that must reach a chat; written in the transaction that causes it, rendered when it leaves.
create table outbox (
    id text not null primary key,
    kind text not null,
    posted_card_id text not null references posted_cards (id),
    tenant_id text not null,
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null
);

create index outbox_due on outbox (state, due_at);

-- Whether Tallyfy let the bot in when it was last asked: refused_at is null while it does. breaks counts how often it stopped.
create table tallyfy_access (
    organization text not null primary key,
    breaks bigint not null,
    refused_at bigint null
);

-- When the bot first saw a personal access token. The mark is a salted hash; the token itself is not in the store.
create table tallyfy_tokens (
    organization text not null,
    mark text not null,
    seen_at bigint not null,
    primary key (organization, mark)
);

-- What operators are told in their own chat, each of them once for each episode: a break, or the end of a token.
create table operator_notices (
    id text not null primary key,
    organization text not null,
    news text not null,
    episode text not null,
    tenant_id text not null,
    object_id text not null,
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null,
    unique (organization, news, episode, tenant_id, object_id)
);

create index operator_notices_due on operator_notices (state, due_at);

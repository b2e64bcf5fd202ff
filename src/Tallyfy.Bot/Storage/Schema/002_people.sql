-- The link from a Teams person to a Tallyfy member.
create table accounts (
    tenant_id text not null,
    object_id text not null,
    organization text not null,
    tallyfy_user_id bigint not null,
    email text not null,
    display_name text not null,
    proof text not null,
    state text not null,
    linked_at bigint not null,
    revoked_at bigint null,
    primary key (tenant_id, object_id, organization)
);

create index accounts_by_member on accounts (organization, tallyfy_user_id);

-- The 1:1 chat with a person: an address, and the language and zone they read in.
-- installation counts how often the app was installed there: each time the cards that wait are posted anew.
create table chats (
    tenant_id text not null,
    object_id text not null,
    conversation_id text not null,
    service_url text not null,
    channel_id text not null,
    address text not null,
    bot_address text not null,
    locale text null,
    zone text null,
    state text not null,
    state_code text null,
    installation bigint not null,
    changed_at bigint not null,
    primary key (tenant_id, object_id)
);

-- In Development the tenant of the first installation is the only one let in.
create table tenants (
    organization text not null primary key,
    tenant_id text not null,
    first_seen_at bigint not null
);

-- People: what the platform told last of the app in a chat, so that what comes twice or late is known for it.
create table installation_events (
    tenant_id text not null,
    object_id text not null,
    conversation_id text not null,
    event_id text not null,
    kind text not null,
    happened_at bigint not null,
    welcomed_by text not null,
    welcomed_at bigint not null,
    primary key (tenant_id, object_id, conversation_id)
);

-- People: who it is where only the chat and the channel's id of them are named.
create index chats_by_conversation on chats (conversation_id);

-- Teams: messages that were taken in the last minutes, by a hash of their chat and id.
create table taken_messages (
    id text not null primary key,
    taken_at bigint not null
);

create index taken_messages_at on taken_messages (taken_at);

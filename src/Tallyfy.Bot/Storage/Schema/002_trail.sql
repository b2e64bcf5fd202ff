-- Trail: entries of the former form, for which nobody without the bot's word can vouch. Only "trail set-aside" looks at them.
alter table trail rename to former_trail;

alter table trail_heads rename to former_trail_heads;

alter table trail_checkpoints rename to former_trail_checkpoints;

drop index trail_in_order;

drop index trail_unsealed;

drop index trail_by_decision;

drop index trail_by_person;

-- Trail: what happened, one row an event, written in the transaction that makes it happen. mac: whoever wrote it had the key.
-- Whoever seals adds sequence, its place, and seal, which says that the place was given by somebody who has the key.
-- salt, object_id and tallyfy_user_id may be deleted: the digest covers the hashes, not what they hide.
create table trail (
    id text not null primary key,
    organization text not null,
    sequence bigint null,
    kind text not null,
    happened_at bigint not null,
    decision_id text null,
    decision_kind text null,
    task text null,
    generation bigint null,
    verdict text null,
    undoes text null,
    rendering_id text null,
    content_digest text null,
    activity_id text null,
    answer text null,
    proof text null,
    tenant_id text not null,
    object_id text null,
    tallyfy_user_id bigint null,
    salt text null,
    object_hash text not null,
    member_hash text not null,
    words_hash text null,
    shown_hash text null,
    digest text not null,
    mac text not null,
    seal text null
);

create unique index trail_in_order on trail (organization, sequence);

create index trail_unsealed on trail (organization, happened_at, id) where sequence is null;

create index trail_by_decision on trail (decision_id);

create index trail_by_person on trail (tenant_id, object_id);

-- Trail: how far each organization's trail is sealed: the root of the tree over all entries (RFC 9162, 2.1), signed. peaks are the
-- roots of its whole subtrees, from which the next entries are added.
create table trail_heads (
    organization text not null primary key,
    sequence bigint not null,
    root text not null,
    peaks text not null,
    sealed_at bigint not null,
    key_id text not null,
    signature text not null
);

-- Trail: what stands for the entries that were pruned; signed like a head.
create table trail_checkpoints (
    organization text not null primary key,
    sequence bigint not null,
    root text not null,
    peaks text not null,
    pruned_at bigint not null,
    key_id text not null,
    signature text not null
);

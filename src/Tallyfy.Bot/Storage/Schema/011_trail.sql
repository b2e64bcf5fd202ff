-- What happened, one row an event, written in the transaction that makes it happen. Whoever seals adds sequence, key_id and mac.
-- salt, object_id and tallyfy_user_id may be deleted: the digest covers the two hashes, not them.
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
    digest text not null,
    key_id text null,
    mac text null
);

create unique index trail_in_order on trail (organization, sequence);

create index trail_unsealed on trail (organization, happened_at, id) where sequence is null;

create index trail_by_decision on trail (decision_id);

create index trail_by_person on trail (tenant_id, object_id);

-- How far each organization's trail is sealed; signed, so that a shorter trail cannot pass for the whole.
create table trail_heads (
    organization text not null primary key,
    sequence bigint not null,
    mac text not null,
    sealed_at bigint not null,
    key_id text not null,
    signature text not null
);

-- What stands for the entries that were pruned; signed like a head.
create table trail_checkpoints (
    organization text not null primary key,
    sequence bigint not null,
    mac text not null,
    pruned_at bigint not null,
    key_id text not null,
    signature text not null
);

-- Commits to the entry of the claim. Null for what was claimed before there was a trail.
alter table decisions add column receipt text null;

create index decisions_by_receipt on decisions (receipt);

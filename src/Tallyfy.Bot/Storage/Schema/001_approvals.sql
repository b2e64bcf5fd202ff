-- One row for each generation of a task that waits, or waited, for a verdict.
create table approvals (
    organization text not null,
    task text not null,
    generation bigint not null,
    run text null,
    state text not null,
    version bigint not null,
    content text not null,
    digest text not null,
    may_decide text not null,
    list_mark text not null,
    verdict text null,
    ended_by text null,
    ended_at bigint null,
    reason text null,
    seen_at bigint not null,
    changed_at bigint not null,
    primary key (organization, task, generation)
);

create index approvals_by_state on approvals (organization, state);

-- One row for each verdict that was claimed: written before Tallyfy is told, kept for ever.
create table decisions (
    id text not null primary key,
    organization text not null,
    task text not null,
    generation bigint not null,
    actor_key text not null,
    rendering_id text not null,
    tenant_id text not null,
    object_id text not null,
    tallyfy_user_id bigint not null,
    actor_email text not null,
    actor_name text not null,
    verdict text not null,
    reason text null,
    digest text not null,
    state text not null,
    refusal text null,
    claimed_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    finished_at bigint null
);

-- At most one decision a generation; where everyone must complete, actor_key makes it one a person.
create unique index decisions_once on decisions (organization, task, generation, actor_key) where state <> 'refused';

create index decisions_unsettled on decisions (lease_until) where state = 'claimed';

-- Something may have changed at Tallyfy: what to read again. One row a task or run, however often it is said.
-- told counts how often; a hint that is told again while it is read is read again.
create table hints (
    organization text not null,
    kind text not null,
    id text not null,
    priority bigint not null,
    mark text not null,
    told bigint not null,
    due_at bigint not null,
    lease_until bigint not null,
    attempts bigint not null,
    created_at bigint not null,
    primary key (organization, kind, id)
);

create index hints_due on hints (organization, priority, due_at);

-- Which process reads for an organization; the budget is one process's to hold.
create table intake_leases (
    organization text not null primary key,
    holder text not null,
    lease_until bigint not null
);

create index approvals_by_run on approvals (organization, run);

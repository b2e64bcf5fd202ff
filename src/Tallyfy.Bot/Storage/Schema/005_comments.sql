-- The reason of a decision, on its way to Tallyfy as a comment; written with the outcome, worded when it leaves.
create table comments (
    decision_id text not null primary key references decisions (id),
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null
);

create index comments_due on comments (state, due_at);

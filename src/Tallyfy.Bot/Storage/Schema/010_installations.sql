-- Members for whom an approval waits and whom the bot cannot reach: their app is installed once, never again after they removed it.
create table installations (
    organization text not null,
    tallyfy_user_id bigint not null,
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null,
    primary key (organization, tallyfy_user_id)
);

create index installations_due on installations (state, due_at);

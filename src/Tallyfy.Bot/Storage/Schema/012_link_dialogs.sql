-- A conversation about who somebody is in Tallyfy, while it goes on. version: two turns at once are one after the other.
create table link_dialogs (
    tenant_id text not null,
    object_id text not null,
    organization text not null,
    stage text not null,
    tallyfy_user_id bigint null,
    email text null,
    display_name text null,
    code_salt text null,
    code_digest text null,
    task_id text null,
    until bigint not null,
    wrong_codes bigint not null,
    version bigint not null,
    primary key (tenant_id, object_id, organization)
);

create index link_dialogs_until on link_dialogs (until);

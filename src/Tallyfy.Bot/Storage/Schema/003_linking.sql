-- People: by whom or what a link was ended. Whoever was unlinked stays so until they, or an operator, link on purpose.
alter table accounts add column ended_by text null;

-- People: whoever was forgotten is not linked again by a mere word. Of them stays a hash of their ids, salted for this store.
create table forgotten_salt (
    id bigint not null primary key,
    salt text not null
);

create table forgotten_people (
    person_hash text not null primary key
);

-- Linking: what somebody tried lately, counted for the person and for the member, whatever was said in between. is_open: the
-- task that shows a code has not been taken out of Tallyfy yet.
create table link_tries (
    id text not null primary key,
    kind text not null,
    tenant_id text not null,
    object_id text not null,
    organization text not null,
    tallyfy_user_id bigint not null,
    task_id text null,
    is_open bigint not null,
    at bigint not null
);

create index link_tries_by_person on link_tries (tenant_id, object_id, organization, at);

create index link_tries_by_member on link_tries (organization, tallyfy_user_id, at);

create index link_tries_at on link_tries (at);

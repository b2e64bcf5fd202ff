-- What a person was about to do when they were sent to sign in. The link's end is kept as a digest: a stolen row opens nothing.
create table sign_ins (
    nonce_digest text not null primary key,
    tenant_id text not null,
    object_id text not null,
    organization text not null,
    rendering_id text null,
    verdict text null,
    reason text null,
    confirmation text null,
    until bigint not null
);

create index sign_ins_until on sign_ins (until);

-- Keys of the web framework, so that a sign-in that one process began is finished by any.
create table framework_keys (
    name text not null primary key,
    xml text not null
);

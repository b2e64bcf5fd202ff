-- SignIn: when a person signed in for a decision. The same sign-in serves no other one; a row is kept as long as it could.
create table used_sign_ins (
    tenant_id text not null,
    object_id text not null,
    signed_in_at bigint not null,
    until bigint not null,
    primary key (tenant_id, object_id, signed_in_at)
);

create index used_sign_ins_until on used_sign_ins (until);

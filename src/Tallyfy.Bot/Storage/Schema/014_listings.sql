-- Intake: when all open tasks of an organization were last listed, by whichever process, and until when that is as good as now.
create table listings (
    organization text not null primary key,
    listed_at bigint not null,
    holds_until bigint not null
);

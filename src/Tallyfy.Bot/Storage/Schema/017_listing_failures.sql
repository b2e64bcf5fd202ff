-- Intake: since when the last reading of an organization failed; 0 while it did not.
alter table listings add column failing_since bigint not null default 0;

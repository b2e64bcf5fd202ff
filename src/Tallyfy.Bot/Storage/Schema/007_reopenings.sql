-- Approvals: Tallyfy's date of the last change up to which nobody completed and reopened the task. Of what was there before, it is asked.
alter table approvals add column same_until bigint not null default 0;

update approvals set same_until = seen_at;

-- Approvals: whether what was shown was shown to the card's own person. What they saw last is all they keep of an approval that leaves them.
alter table renderings add column is_own bigint not null default 1;

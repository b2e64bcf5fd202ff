-- A decision that takes another one back: whose id, and the completion it means, as Tallyfy dates it.
alter table decisions add column undoes text null;
alter table decisions add column undone_completion_at bigint null;

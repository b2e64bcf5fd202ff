-- What is said at the top of a card that asks again, and what was typed; it stands for one version of the approval.
alter table posted_cards add column notice text null;

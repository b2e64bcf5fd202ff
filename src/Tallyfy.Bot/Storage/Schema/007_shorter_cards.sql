-- How often the platform found this card too large: each time it is drawn a step shorter, and stays so.
alter table posted_cards add column shorter bigint not null default 0;

-- People: of whom Teams refused what was sent, how often in a row, and until when all that is for them rests.
alter table chats add column refusals bigint not null default 0;

alter table chats add column rests_until bigint not null default 0;

-- Who was given up for a refusal only rests from now on: what waits for them is probed.
update chats set state = 'Resting' where state = 'Unreachable' and coalesce(state_code, '') <> 'Removed';

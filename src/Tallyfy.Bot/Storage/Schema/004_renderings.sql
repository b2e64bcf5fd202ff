-- Approvals: what was shown long ago is found by its age, and the card of a message by that message.
create index renderings_at on renderings (rendered_at, id);

create index posted_cards_by_message on posted_cards (conversation_id, activity_id);

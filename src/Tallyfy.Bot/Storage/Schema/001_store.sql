-- The store of this bot. It is never edited: a change is a new script with the next number.
-- States are stored under the names of their enums. Instants are milliseconds since 1970 and end in _at, leases in _until.

-- Storage: one row, written by whoever asks whether the store keeps what is written.
create table heartbeat (
    id bigint not null primary key,
    beat_at bigint not null
);

-- Storage: keys of the web framework, so that a sign-in that one process began is finished by any.
create table framework_keys (
    name text not null primary key,
    xml text not null
);

-- Work: which process does what only one may do at a time: read for an organization, send the cards of a tenant.
create table leases (
    kind text not null,
    name text not null,
    holder text not null,
    lease_until bigint not null,
    primary key (kind, name)
);

-- Organizations: in Development the tenant of the first installation is the only one let in.
create table tenants (
    organization text not null primary key,
    tenant_id text not null,
    first_seen_at bigint not null
);

-- Trail: what happened, one row an event, written in the transaction that makes it happen. Whoever seals adds sequence, key_id and mac.
-- salt, object_id and tallyfy_user_id may be deleted: the digest covers the two hashes, not them.
create table trail (
    id text not null primary key,
    organization text not null,
    sequence bigint null,
    kind text not null,
    happened_at bigint not null,
    decision_id text null,
    decision_kind text null,
    task text null,
    generation bigint null,
    verdict text null,
    undoes text null,
    rendering_id text null,
    content_digest text null,
    activity_id text null,
    answer text null,
    proof text null,
    tenant_id text not null,
    object_id text null,
    tallyfy_user_id bigint null,
    salt text null,
    object_hash text not null,
    member_hash text not null,
    digest text not null,
    key_id text null,
    mac text null
);

create unique index trail_in_order on trail (organization, sequence);

create index trail_unsealed on trail (organization, happened_at, id) where sequence is null;

create index trail_by_decision on trail (decision_id);

create index trail_by_person on trail (tenant_id, object_id);

-- Trail: how far each organization's trail is sealed; signed, so that a shorter trail cannot pass for the whole.
create table trail_heads (
    organization text not null primary key,
    sequence bigint not null,
    mac text not null,
    sealed_at bigint not null,
    key_id text not null,
    signature text not null
);

-- Trail: what stands for the entries that were pruned; signed like a head.
create table trail_checkpoints (
    organization text not null primary key,
    sequence bigint not null,
    mac text not null,
    pruned_at bigint not null,
    key_id text not null,
    signature text not null
);

-- People: the link from a Teams person to a Tallyfy member.
create table accounts (
    tenant_id text not null,
    object_id text not null,
    organization text not null,
    tallyfy_user_id bigint not null,
    email text not null,
    display_name text not null,
    proof text not null,
    state text not null,
    linked_at bigint not null,
    revoked_at bigint null,
    primary key (tenant_id, object_id, organization)
);

create index accounts_by_member on accounts (organization, tallyfy_user_id);

-- People: the 1:1 chat with a person: an address, and the language and zone they read in.
-- installation counts how often the app was installed there: each time the cards that wait are posted anew.
create table chats (
    tenant_id text not null,
    object_id text not null,
    conversation_id text not null,
    service_url text not null,
    channel_id text not null,
    address text not null,
    bot_address text not null,
    locale text null,
    zone text null,
    state text not null,
    state_code text null,
    installation bigint not null,
    changed_at bigint not null,
    primary key (tenant_id, object_id)
);

create index chats_by_object on chats (object_id);

-- Approvals: one row for each generation of a task that waits, or waited, for a verdict.
create table approvals (
    organization text not null,
    task text not null,
    generation bigint not null,
    run text null,
    state text not null,
    version bigint not null,
    content text not null,
    digest text not null,
    may_decide text not null,
    fingerprint text not null,
    verdict text null,
    ended_by text null,
    ended_at bigint null,
    reason text null,
    seen_at bigint not null,
    changed_at bigint not null,
    primary key (organization, task, generation)
);

create index approvals_by_state on approvals (organization, state);

create index approvals_by_run on approvals (organization, run);

-- Approvals: one row for each verdict that was claimed: written before Tallyfy is told, kept for ever.
-- undoes: whose decision it takes back, by id; undone_completion_at: the completion that means, as Tallyfy dates it.
-- receipt: commits to the entry of the claim in the trail.
create table decisions (
    id text not null primary key,
    organization text not null,
    task text not null,
    generation bigint not null,
    actor_key text not null,
    rendering_id text not null,
    tenant_id text not null,
    object_id text not null,
    tallyfy_user_id bigint not null,
    actor_email text not null,
    actor_name text not null,
    verdict text not null,
    reason text null,
    digest text not null,
    state text not null,
    refusal text null,
    claimed_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    finished_at bigint null,
    undoes text null,
    undone_completion_at bigint null,
    receipt text not null
);

-- At most one decision a generation; where everyone must complete, actor_key makes it one a person.
create unique index decisions_once on decisions (organization, task, generation, actor_key) where state <> 'Refused';

create index decisions_unsettled on decisions (lease_until) where state = 'Claimed';

create index decisions_by_receipt on decisions (receipt);

-- Approvals: one message of ours in one conversation; activity_id is null until Teams confirmed it.
-- notice: what is said at the top of a card that asks again, and what was typed; it stands for one version of the approval.
-- unconfirmed: posts whose answer never came; each may be a message that we cannot change until it tells its id.
-- shorter: how often the platform found this card too large; each time it is drawn a step shorter, and stays so.
create table posted_cards (
    id text not null primary key,
    organization text not null,
    task text not null,
    generation bigint not null,
    tenant_id text not null,
    object_id text not null,
    conversation_id text not null,
    service_url text not null,
    installation bigint not null,
    activity_id text null,
    state text not null,
    shown_version bigint not null,
    created_at bigint not null,
    notice text null,
    unconfirmed bigint not null default 0,
    shorter bigint not null default 0,
    unique (organization, task, generation, tenant_id, object_id, conversation_id, installation)
);

-- Approvals: what was shown under an opaque id, stored before it leaves.
create table renderings (
    id text not null primary key,
    posted_card_id text not null references posted_cards (id),
    generation bigint not null,
    digest text not null,
    rendered_at bigint not null
);

create index renderings_by_card on renderings (posted_card_id);

-- SignIn: what a person was about to do when they were sent to sign in. The link's end is kept as a digest: a stolen row opens nothing.
create table sign_ins (
    nonce_digest text not null primary key,
    tenant_id text not null,
    object_id text not null,
    organization text not null,
    rendering_id text null,
    verdict text null,
    reason text null,
    confirmation text null,
    until bigint not null
);

create index sign_ins_until on sign_ins (until);

-- Linking: a conversation about who somebody is in Tallyfy, while it goes on. version: two turns at once are one after the other.
create table link_dialogs (
    tenant_id text not null,
    object_id text not null,
    organization text not null,
    stage text not null,
    tallyfy_user_id bigint null,
    email text null,
    display_name text null,
    code_salt text null,
    code_digest text null,
    task_id text null,
    until bigint not null,
    wrong_codes bigint not null,
    version bigint not null,
    primary key (tenant_id, object_id, organization)
);

create index link_dialogs_until on link_dialogs (until);

-- Delivery: a further message of one card, found when a post without an answer turned out to be there.
create table card_copies (
    posted_card_id text not null references posted_cards (id),
    activity_id text not null,
    primary key (posted_card_id, activity_id)
);

-- Delivery: work that must reach a chat; written in the transaction that causes it, rendered when it leaves. One row a card:
-- asked for again while it is on its way, it counts up in wanted and is sent once more. conversation is where the card
-- is seen, or the person while there is no chat yet: one card at a time is on its way there.
create table outbox (
    id text not null primary key,
    kind text not null,
    posted_card_id text not null references posted_cards (id),
    tenant_id text not null,
    conversation text not null,
    wanted bigint not null,
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null
);

create unique index outbox_once on outbox (posted_card_id);

create index outbox_by_tenant on outbox (state, tenant_id, due_at);

create index outbox_in_order on outbox (tenant_id, state, id);

create index outbox_by_conversation on outbox (conversation, id);

-- Delivery: the reason of a decision, on its way to Tallyfy as a comment; written with the outcome, worded when it leaves.
create table comments (
    id text not null primary key references decisions (id),
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null
);

create index comments_due on comments (state, due_at);

-- Delivery: members for whom an approval waits and whom the bot cannot reach: their app is installed once, never again after they removed it.
create table installations (
    id text not null primary key,
    organization text not null,
    tallyfy_user_id bigint not null,
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null,
    unique (organization, tallyfy_user_id)
);

create index installations_due on installations (state, due_at);

-- Operators: whether Tallyfy let the bot in when it was last asked: refused_at is null while it does. breaks counts how often it stopped.
create table tallyfy_access (
    organization text not null primary key,
    breaks bigint not null,
    refused_at bigint null
);

-- Operators: when the bot first saw a personal access token. The mark is a salted hash; the token itself is not in the store.
create table tallyfy_tokens (
    organization text not null,
    mark text not null,
    seen_at bigint not null,
    primary key (organization, mark)
);

-- Operators: what operators are told in their own chat, each of them once for each episode: a break, or the end of a token.
create table operator_notices (
    id text not null primary key,
    organization text not null,
    news text not null,
    episode text not null,
    tenant_id text not null,
    object_id text not null,
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null,
    unique (organization, news, episode, tenant_id, object_id)
);

create index operator_notices_due on operator_notices (state, due_at);

-- Intake: something may have changed at Tallyfy; what to read again. One row a task or run, however often it is said.
-- times_notified counts how often; a hint that is told again while it is read is read again.
create table hints (
    id text not null primary key,
    organization text not null,
    kind text not null,
    subject text not null,
    priority bigint not null,
    fingerprint text not null,
    times_notified bigint not null,
    state text not null,
    due_at bigint not null,
    attempts bigint not null,
    lease_until bigint not null,
    last_error text null,
    created_at bigint not null,
    unique (organization, kind, subject)
);

create index hints_due on hints (organization, priority, due_at);

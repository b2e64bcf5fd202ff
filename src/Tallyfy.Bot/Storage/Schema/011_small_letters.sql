-- People: a person's ids are GUIDs in one form. What an operator linked in capitals before is the same person's.
update accounts set tenant_id = lower(tenant_id), object_id = lower(object_id)
where length(tenant_id) = 36 and length(object_id) = 36
    and (tenant_id <> lower(tenant_id) or object_id <> lower(object_id))
    and not exists (
        select 1 from accounts as same where same.organization = accounts.organization
            and same.tenant_id = lower(accounts.tenant_id) and same.object_id = lower(accounts.object_id));

delete from accounts
where length(tenant_id) = 36 and length(object_id) = 36
    and (tenant_id <> lower(tenant_id) or object_id <> lower(object_id));

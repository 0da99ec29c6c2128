-- A credential's age counts from when its secret was made. A key that Keyport made gets its secret when its owner first
-- reveals it, which the audit log has on record.
update credential c set created_at = e.at
from audit_event e
where e.action = 'key.reveal' and e.outcome = 'success' and e.details->>'key' = c.key and e.at > c.created_at;

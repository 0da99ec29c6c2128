-- A dump is restored with an empty search path, in which these functions found neither each other nor their tables.
alter function announce(text) set search_path = public;
alter function announce_api_key() set search_path = public;
alter function announce_credential() set search_path = public;
alter function announce_api_key_permission() set search_path = public;
alter function announce_grant() set search_path = public;
alter function announce_organization() set search_path = public;
alter function announce_everything() set search_path = public;
alter function audit_event_is_append_only() set search_path = public;

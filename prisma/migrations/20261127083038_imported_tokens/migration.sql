-- CreateTable
CREATE TABLE "imported_token" (
    "hash" BYTEA NOT NULL,
    "pair" BOOLEAN NOT NULL,
    "key" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "imported_token_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "imported_token_key_key" ON "imported_token"("key");

-- Written by hand from here.

-- A SHA-256, and what the pepper makes of it, has 32 bytes.
alter table imported_token add constraint imported_token_hash_length check (length(hash) = 32);

-- Verifiers keep the first 8 bytes of each hash in memory, and answer NOT_FOUND to whatever isn't among them. They travel
-- beside the new credential's key: a verifier of the version before reads the key and ignores what follows.
create function announce_imported_token() returns trigger language plpgsql set search_path = public as $$
begin
  perform announce('credential ' || new.key || ' ' || encode(substring(new.hash from 1 for 8), 'hex'));
  return null;
end $$;

create trigger announce_imported_token after insert on imported_token for each row
  execute function announce_imported_token();

-- None of this happens but by a hand at the SQL prompt.
create trigger announce_imported_token_change after update of hash, pair, key or delete or truncate on imported_token
  for each statement execute function announce_everything();

-- The row stays, so that no file brings back what was deleted.
create function note_deleted_tokens() returns trigger language plpgsql set search_path = public as $$
begin
  update imported_token t set deleted_at = clock_timestamp()
  from deleted d where t.key = d.key and t.deleted_at is null;
  return null;
end $$;

create trigger note_deleted_tokens after delete on credential
  referencing old table as deleted for each statement execute function note_deleted_tokens();

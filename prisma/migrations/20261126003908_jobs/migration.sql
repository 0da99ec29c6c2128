-- CreateEnum
CREATE TYPE "job_outcome" AS ENUM ('succeeded', 'failed', 'abandoned');

-- CreateTable
CREATE TABLE "job" (
    "name" TEXT NOT NULL,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "holder" UUID,
    "started_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "last_success_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "job_run" (
    "id" UUID NOT NULL,
    "job_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "job_outcome" NOT NULL,
    "processed" INTEGER NOT NULL,
    "error" TEXT,

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "job_run_job_name_started_at_idx" ON "job_run"("job_name", "started_at");

-- CreateIndex
CREATE INDEX "job_run_started_at_idx" ON "job_run"("started_at");

-- What a foreign key points from is looked for whenever the row that it points to is deleted.

-- CreateIndex
CREATE INDEX "api_key_created_by_id_idx" ON "api_key"("created_by_id");

-- CreateIndex
CREATE INDEX "api_key_owner_id_idx" ON "api_key"("owner_id");

-- CreateIndex
CREATE INDEX "form_token_api_key_id_idx" ON "form_token"("api_key_id");

-- CreateIndex
CREATE INDEX "invitation_invited_by_id_idx" ON "invitation"("invited_by_id");

-- CreateIndex
CREATE INDEX "permission_grant_permission_name_idx" ON "permission_grant"("permission_name");

-- CreateIndex
CREATE INDEX "session_organization_id_idx" ON "session"("organization_id");

-- AddForeignKey
ALTER TABLE "job_run" ADD CONSTRAINT "job_run_job_name_fkey" FOREIGN KEY ("job_name") REFERENCES "job"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "credential_replaced_at_idx" ON "credential"("replaced_at") WHERE (replaced_at is not null);

-- CreateTable
CREATE TABLE "call_window" (
    "api_key_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "call_window_pkey" PRIMARY KEY ("api_key_id")
);

-- CreateTable
CREATE TABLE "call_in_progress" (
    "id" UUID NOT NULL,
    "api_key_id" UUID NOT NULL,
    "is_export" BOOLEAN NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_in_progress_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_request" (
    "user_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "operation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "subject_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("user_id","organization_id","operation","key")
);

-- CreateIndex
CREATE INDEX "call_in_progress_api_key_id_idx" ON "call_in_progress"("api_key_id");

-- CreateIndex
CREATE INDEX "call_in_progress_lease_until_idx" ON "call_in_progress"("lease_until");

-- CreateIndex
CREATE INDEX "idempotent_request_organization_id_idx" ON "idempotent_request"("organization_id");

-- CreateIndex
CREATE INDEX "idempotent_request_created_at_idx" ON "idempotent_request"("created_at");

-- AddForeignKey
ALTER TABLE "call_window" ADD CONSTRAINT "call_window_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_in_progress" ADD CONSTRAINT "call_in_progress_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotent_request" ADD CONSTRAINT "idempotent_request_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotent_request" ADD CONSTRAINT "idempotent_request_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

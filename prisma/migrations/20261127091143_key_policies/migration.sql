-- CreateTable
CREATE TABLE "organization_policy" (
    "organization_id" UUID NOT NULL,
    "require_expiry" BOOLEAN NOT NULL,
    "max_lifetime_days" INTEGER,
    "require_ip_ranges" BOOLEAN NOT NULL,

    CONSTRAINT "organization_policy_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "operator_policy" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "require_expiry" BOOLEAN NOT NULL,
    "max_lifetime_days" INTEGER,
    "require_ip_ranges" BOOLEAN NOT NULL,

    CONSTRAINT "operator_policy_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "organization_policy" ADD CONSTRAINT "organization_policy_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

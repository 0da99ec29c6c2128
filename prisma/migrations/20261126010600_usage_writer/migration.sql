-- CreateTable
CREATE TABLE "usage_writer" (
    "writer_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_writer_pkey" PRIMARY KEY ("writer_id")
);

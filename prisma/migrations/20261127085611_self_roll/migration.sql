-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "self_roll_grace" TEXT;

-- Never none: if the answer with the new credentials is lost, the old ones have to ask again.
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_self_roll_grace" CHECK (self_roll_grace in ('1h', '12h', '24h', '7d'));

import { describeApi } from '@/lib/transport/api/reference';

/** The description of the REST API. It is public, since it contains no data. */
export const GET = (): Response => Response.json(describeApi());

export const dynamic = 'force-dynamic';

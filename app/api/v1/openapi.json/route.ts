import { describeApi } from '@/lib/transport/api/reference';

/** The description of the REST API, for everyone: it says nothing about anyone. */
export const GET = (): Response => Response.json(describeApi());

export const dynamic = 'force-dynamic';

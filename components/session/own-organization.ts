import type { ActionResult } from '@/lib/transport/action-result';

export type OwnOrganization = { id: string; name: string };

export type SwitchOrganization = (input: { organizationId: string }) => Promise<ActionResult<unknown>>;

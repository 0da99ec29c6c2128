export const KEY_TYPES = ['secret', 'public'] as const;

export const ENVIRONMENTS = ['production', 'integration'] as const;

export const KEY_STATUSES = ['active', 'disabled', 'revoked'] as const;

export type KeyType = (typeof KEY_TYPES)[number];

export type Environment = (typeof ENVIRONMENTS)[number];

export type KeyStatus = (typeof KEY_STATUSES)[number];

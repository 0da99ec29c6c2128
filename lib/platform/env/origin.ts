import { settings } from './env';

/** Whether a request's Origin header names this portal. A missing, `null` or malformed one does not. */
export function isOurOrigin(origin: string | null): boolean {
  return origin !== null && origin === new URL(settings().portalUrl).origin;
}

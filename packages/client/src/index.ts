export type { GuardOptions } from './guard.js';
export type {
  AccessRequest,
  Environment,
  RateLimited,
  RateLimitState,
  RefusalCode,
  Refused,
  Unavailable,
  Valid,
  Verdict,
  VerifiedKey,
  VerifyRequest,
} from './verdict.js';
export { createKeyport, type Keyport, type KeyportOptions } from './verify.js';

/** What the verifier answers to `POST /v1/verify`, and what stands in for it when there is no answer. */

export type Environment = 'production' | 'integration';

/** What a request is about, besides the credentials. */
export type AccessRequest = {
  /** A permission's name, or a list of which all are required. */
  permission?: string | readonly string[];
  /** The request to be judged: give both or neither. */
  method?: string;
  path?: string;
  /** `production` if it is left out. */
  environment?: Environment;
  /** A dataset's id. */
  dataset?: string;
  /** The end client's address; needed by keys with IP ranges. */
  clientIp?: string;
};

export type VerifyRequest = AccessRequest & {
  /** The key, or `KEY.SECRET` in one string. */
  key: string;
  secret?: string;
};

export type VerifiedKey = {
  id: string;
  key: string;
  name: string;
  type: 'secret' | 'public';
  environment: Environment;
  organization: { id: string; name: string };
  /** The ones in effect, by name. */
  permissions: string[];
  datasets: string[];
  /** When these credentials end, in ISO 8601; null for never. */
  expiresAt: string | null;
  externalId?: string;
  metadata?: Record<string, string | number | boolean>;
};

export type RateLimitState = { limit: number; remaining: number; resetsAt: string };

export type Valid = {
  valid: true;
  code: 'VALID';
  requestId: string;
  /** Whether the secret was presented, or the key alone, where that is enough. */
  proved: 'secret' | 'key';
  key: VerifiedKey;
  rateLimit?: RateLimitState;
};

export type RefusalCode =
  | 'NOT_FOUND'
  | 'SECRET_REQUIRED'
  | 'REVOKED'
  | 'DISABLED'
  | 'EXPIRED'
  | 'ROLLED'
  | 'WRONG_ENVIRONMENT'
  | 'IP_NOT_ALLOWED'
  | 'DATASET_NOT_ALLOWED'
  | 'INSUFFICIENT_PERMISSIONS';

export type Refused = { valid: false; code: RefusalCode; requestId: string };

export type RateLimited = {
  valid: false;
  code: 'RATE_LIMITED';
  requestId: string;
  retryAfterSeconds: number;
  rateLimit?: RateLimitState;
};

/** There is no verdict. Treat it as a refusal, whatever was presented, though the caller did nothing wrong. */
export type Unavailable = {
  valid: false;
  code: 'UNAVAILABLE';
  /**
   * `timeout` and `unreachable`: no answer came. `undecided`: the verifier can't decide now. `unauthorized`: the token is
   * wrong or missing. `rejected`: the verifier doesn't accept the request. `unreadable`: the answer wasn't a verdict.
   */
  reason: 'timeout' | 'unreachable' | 'undecided' | 'unauthorized' | 'rejected' | 'unreadable';
  /** For a log. It never contains what was presented. */
  message: string;
};

export type Verdict = Valid | Refused | RateLimited | Unavailable;

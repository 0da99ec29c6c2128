import { lastUseJob } from '@/lib/access/usage/last-use';
import { sweepJob } from './sweep';

/** Every job that a portal runs. */
export const JOBS = [sweepJob, lastUseJob];

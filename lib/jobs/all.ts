import { lastUseJob } from '@/lib/keys/last-use';
import { sweepJob } from './sweep';

/** Every job that a portal runs. */
export const JOBS = [sweepJob, lastUseJob];

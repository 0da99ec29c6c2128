import { randomBytes } from 'node:crypto';
import { createOperator } from '@/lib/accounts/service';
import { must } from './must';

/** Somebody of the company that runs Keyport, who belongs to no organization. */
export async function newOperator(name = 'Olga Meyer') {
  const id = randomBytes(4).toString('hex');
  const email = `olga.${id}@example.com`;
  const password = `a few words in a row ${id}`;
  must(await createOperator({ email, name, password }));
  return { name, email, password };
}

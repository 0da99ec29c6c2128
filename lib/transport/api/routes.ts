import { listAuditEvents } from './audit-operations';
import { DATASET_OPERATIONS } from './dataset-operations';
import { EXPORT_OPERATIONS } from './export-operations';
import { KEY_CHANGE_OPERATIONS } from './key-change-operations';
import { KEY_OPERATIONS } from './key-operations';
import type { Operation } from './operation';
import { readMe, rollSelf } from './own-key-operations';

export const API_PREFIX = '/api/v1';

/** Every operation of the API, in the order of the reference. */
export const OPERATIONS: readonly Operation[] = [
  ...KEY_OPERATIONS,
  ...KEY_CHANGE_OPERATIONS,
  ...DATASET_OPERATIONS,
  listAuditEvents,
  ...EXPORT_OPERATIONS,
  readMe,
  rollSelf,
];

type Found =
  | { kind: 'operation'; operation: Operation; id: string }
  | { kind: 'other-methods'; allow: string }
  | { kind: 'none' };

/** HEAD works wherever GET does. OPTIONS doesn't, so that preflights of web pages of other origins fail. */
export function findRoute(method: string, pathname: string): Found {
  const here = OPERATIONS.flatMap((operation) => {
    const id = matchPath(operation.path, pathname);
    return id === null ? [] : [{ operation, id }];
  });
  const found = here.find(({ operation }) => operation.method === (method === 'HEAD' ? 'GET' : method));
  if (found) return { kind: 'operation', ...found };
  if (here.length === 0) return { kind: 'none' };
  const methods = here.flatMap(({ operation }) =>
    operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method],
  );
  return { kind: 'other-methods', allow: methods.join(', ') };
}

/** The value of `{id}`, or an empty text if the path has none; null if the path doesn't match. */
function matchPath(path: string, pathname: string): string | null {
  const wanted = (API_PREFIX + path).split('/');
  const given = pathname.split('/');
  if (wanted.length !== given.length) return null;
  let id = '';
  for (const [index, segment] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (segment === '{id}') id = actual;
    else if (segment !== actual) return null;
  }
  return wanted.includes('{id}') && id === '' ? null : id;
}

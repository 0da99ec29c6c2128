import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';

/** What the portal exposes to anyone who can send a request, from its source: nothing can be forgotten. */

export type SourceAction = { file: string; name: string; schema: z.ZodType | null };
export type SourceRoute = { file: string; path: string; methods: string[]; schema: z.ZodType | null };

const filesNamed = (pattern: RegExp): string[] =>
  readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => `app/${file}`)
    .sort();

/** Every export of every file that begins with 'use server'. */
export async function listActions(): Promise<SourceAction[]> {
  const found = filesNamed(/\.tsx?$/).map(async (file) => {
    const source = readFileSync(file, 'utf8');
    if (!/^['"]use server['"]/m.test(source)) return [];
    const names = [...source.matchAll(/^export (?:const|async function) (\w+)/gm)].map(
      ([, name = '']) => name,
    );
    return Promise.all(
      names.map(async (name) => {
        const [, schema] =
          new RegExp(`^export const ${name} = \\w+\\(\\s*'[^']+',\\s*(\\w+)[,)]`, 'm').exec(source) ?? [];
        return { file, name, schema: schema ? await importSchema(source, schema) : null };
      }),
    );
  });
  return (await Promise.all(found)).flat();
}

/** Every route with the methods that it exports; `path` is its address, with its dynamic segments as written. */
export function listRoutes(): Promise<SourceRoute[]> {
  return Promise.all(
    filesNamed(/(^|\/)route\.tsx?$/).map(async (file) => {
      const source = readFileSync(file, 'utf8');
      const methods = [
        ...source.matchAll(/^export (?:const|(?:async )?function) ([A-Z]+)\b/gm),
        // One function under several names; HEAD is asked as GET is.
        ...source.matchAll(/ as (DELETE|GET|PATCH|POST|PUT)\b/g),
      ];
      const [, schema] = /exportRoute\('[^']+', (\w+)/.exec(source) ?? [];
      return {
        file,
        path: addressOf(file),
        methods: methods.map(([, method = '']) => method),
        schema: schema ? await importSchema(source, schema) : null,
      };
    }),
  );
}

export const listPages = (): string[] => filesNamed(/(^|\/)page\.tsx$/).map(addressOf);

const addressOf = (file: string): string =>
  file
    .replace(/^app/, '')
    .replace(/\/(route|page)\.tsx?$/, '')
    .replaceAll(/\/\([^)]*\)/g, '') || '/';

async function importSchema(source: string, name: string): Promise<z.ZodType> {
  const imported = [...source.matchAll(/^import \{([^}]*)\} from '@\/([^']+)';/gm)].find(([, names = '']) =>
    names.split(',').some((each) => each.trim() === name),
  );
  if (!imported) throw new Error(`No import of ${name}`);
  const module = await import(resolve(`${imported[2]}.ts`));
  return module[name];
}

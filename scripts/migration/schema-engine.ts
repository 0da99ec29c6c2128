import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';
import { MigrationAdapter } from './adapter';

let loading: Promise<void> | undefined;

/** The package's own entry point imports the .wasm file as a module, which Node doesn't support without a flag. */
async function load(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = await readFile(path.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  // Where the engine writes its last message when it panics.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: giveUp } });
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
}

function giveUp(message: string): never {
  throw new Error(message);
}

/** Runs `work` with Prisma's schema engine, connected by `connection`. */
export async function withSchemaEngine<Value>(
  connection: pg.Pool,
  work: (engine: bindings.SchemaEngine) => Promise<Value>,
): Promise<Value> {
  loading ??= load();
  await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(connection));
  const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

import { cpus } from 'node:os';
import { ensureBuild } from '@/scripts/start/build';
import { median } from './measure';
import { type MeasuredPortal, openPortal } from './screens-portal';

const SMALL = 100;
const LARGE = 100_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const WARM_UP = 3;
/** A screen may take this many times as long with many keys as with few. */
const BAR = 2;

/** How long each screen of the portal takes to open, with few keys and with many, in one run. */
export async function screens(say: (line: string) => void): Promise<number> {
  await ensureBuild();
  say(`seeding ${SMALL} keys, and ${LARGE.toLocaleString('en')}`);
  const portals = await Promise.all([openPortal(SMALL), openPortal(LARGE)]);
  try {
    const [small, large] = portals;
    const rows = [];
    for (const name of small.screens.keys()) {
      say(name);
      const { few, many } = await compare(name, small, large);
      rows.push({ name, few, many, times: many / few });
    }
    print(rows);
    return rows.every(({ times }) => times <= BAR) ? 0 : 1;
  } finally {
    await Promise.all(portals.map((portal) => portal.close()));
  }
}

/** Alternating, so that other load on the machine affects both alike. */
async function compare(name: string, small: MeasuredPortal, large: MeasuredPortal) {
  const times = { few: [] as number[], many: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const few = await small.time(name);
    const many = await large.time(name);
    if (round < 0) continue;
    times.few.push(few);
    times.many.push(many);
  }
  return { few: median(times.few), many: median(times.many) };
}

function print(rows: { name: string; few: number; many: number; times: number }[]): void {
  const line = (cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  process.stdout.write(
    `\n${cpus().length} cores (${cpus()[0]?.model}), Node.js ${process.version}, medians of ${ROUNDS} rounds\n\n`,
  );
  line(['screen', `ms with ${SMALL} keys`, `ms with ${LARGE.toLocaleString('en')}`, 'times']);
  line(['---', '---:', '---:', '---:']);
  for (const { name, few, many, times } of rows) {
    line([name, few.toFixed(0), many.toFixed(0), times.toFixed(2)]);
  }
}

import { launch } from './bootstrap/launch.mjs';

await launch('bench/run.ts', { dotenv: false });

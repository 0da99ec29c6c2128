import { launch } from './bootstrap/launch.mjs';

await launch('scripts/dev/main.ts', { holding: 'dev' });

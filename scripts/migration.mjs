import { launch } from './bootstrap/launch.mjs';

await launch('scripts/migration/main.ts');

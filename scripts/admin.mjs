import { launch } from './bootstrap/launch.mjs';
import { sayOnStandardError } from './bootstrap/say.mjs';

// What the command answers is for a program to read.
sayOnStandardError();
await launch('scripts/admin/run.ts');

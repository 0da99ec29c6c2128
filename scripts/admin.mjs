import { launch } from './bootstrap/launch.mjs';
import { printToStderr } from './bootstrap/print.mjs';

// What the command answers is for a program to read.
printToStderr();
await launch('scripts/admin/run.ts');

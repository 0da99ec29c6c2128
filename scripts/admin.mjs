import { launch } from './bootstrap/launch.mjs';
import { printToStderr } from './bootstrap/print.mjs';

// The command's output is for a program to read.
printToStderr();
await launch('scripts/admin/run.ts');

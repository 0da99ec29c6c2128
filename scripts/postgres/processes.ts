import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/**
 * The PostgreSQL processes of this data directory, whoever started them: it is their working directory. The id in
 * postmaster.pid alone proves nothing, since ids are reused.
 */
export function serverProcesses(dataDirectory: string): number[] {
  const directory = realpathSync(dataDirectory);
  return process.platform === 'linux' ? fromProc(directory) : fromLsof(directory);
}

function fromProc(directory: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === directory &&
          readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
        );
      } catch {
        return false; // gone meanwhile, or another user's
      }
    })
    .map(Number);
}

function fromLsof(directory: string): number[] {
  const { stdout } = spawnSync('lsof', ['-a', '-c', 'postgres', '-d', 'cwd', '-Fpn'], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^p(\d+)\n(?:f.*\n)?n(.*)$/gm)]
    .filter(([, , path]) => path === directory)
    .map(([, pid]) => Number(pid));
}

export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    // It exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

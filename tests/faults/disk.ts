/** A separate disk: a mounted file that can be full, be read-only, or lose its power. Needs root. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { atEnd } from '../cleanup.ts';

export interface Disk {
  /** Where it is mounted. */
  folder: string;
  /**
   * Cuts the power: what was not synced is gone, and everything that is done with the disk from now on fails.
   * (FS_IOC_SHUTDOWN with NOLOGFLUSH, of Linux's ext4.)
   */
  cutPower(): void;
  /** Unmounts the disk and mounts it again, so that its own journal repairs it. */
  remount(): Promise<void>;
  /** Fills the disk with other files, and leaves a number of bytes free. */
  fill(leave: number): void;
  /** Deletes those files. */
  makeRoom(): void;
}

/** Returns why this machine cannot have such a disk, or `null`. */
export function whyNoDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  for (const program of ['mkfs.ext4', 'losetup', 'fallocate', 'perl']) {
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return `needs ${program}`;
  }
  return spawnSync('losetup', ['--find']).status === 0 ? null : 'needs loop devices';
}

/** Makes a disk that is removed when the test ends. */
export async function makeDisk(test: TestContext, megabytes: number): Promise<Disk> {
  const place = await mkdtemp(join(tmpdir(), 'weigh-in-disk-'));
  const image = join(place, 'image');
  const folder = join(place, 'mounted');
  mkdirSync(folder);
  run('truncate', '-s', `${megabytes}M`, image);
  run('mkfs.ext4', '-q', '-m0', '-E', 'lazy_itable_init=0', image);
  const device = run('losetup', '--find', '--show', image).trim();
  run('mount', device, folder);
  atEnd(test, async () => {
    spawnSync('umount', [folder]);
    spawnSync('losetup', ['--detach', device]);
    await rm(place, { recursive: true, force: true });
  });
  return {
    folder,
    cutPower() {
      const shutdown =
        'my $how = pack("I", 2); open(F, "<", $ARGV[0]) or die; ioctl(F, 0x8004587d, $how) or die';
      run('perl', '-e', shutdown, folder);
    },
    async remount() {
      // A program that was started in a separate mount namespace (ip netns exec) keeps the disk as it is, without
      // power, until it ends.
      for (let attempt = 0; attempt < 120; attempt += 1) {
        run('umount', folder);
        run('mount', device, folder);
        if (canWrite(folder)) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw new Error('another program keeps the disk from being taken out');
    },
    fill(leave) {
      const { bavail, bsize } = statfsSync(folder);
      run('fallocate', '--length', String(bavail * bsize - leave), join(folder, 'filling'));
    },
    makeRoom: () => rmSync(join(folder, 'filling')),
  };
}

function canWrite(folder: string): boolean {
  try {
    writeFileSync(join(folder, 'probe'), 'x');
    return true;
  } catch {
    return false;
  }
}

function run(program: string, ...words: string[]): string {
  return execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

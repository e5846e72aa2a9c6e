/** Reads what the build beside this command shows. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Consultation } from '../consultation/consultation.ts';
import { plainSite, type Site } from '../consultation/site.ts';
import { defaultDist } from '../server/http/built-site.ts';

export interface ShownSite {
  consultations: Consultation[];
  site: Site;
}

/** Returns `null` if there is no build. */
export function readShownSite(): ShownSite | null {
  const read = <T>(name: string): T | null => {
    const file = join(defaultDist, name);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null;
  };
  const consultations = read<Consultation[]>('consultations.json');
  return consultations && { consultations, site: read<Site>('site.json') ?? plainSite };
}

/** Finds misspelt settings. Without a warning, the site would ignore them, and nobody would notice. */
import { distanceOf } from '../../text/did-you-mean.ts';
import { settingPurposes } from './settings.ts';

const settings = Object.keys(settingPurposes);

/** Variables that systems set themselves and that look like a setting. */
const wellKnown = new Set(['HOME', 'HOSTNAME', 'LOGNAME', 'MAIL', 'MAILCHECK', 'MAILPATH', 'PATH']);

/**
 * Returns a sentence for each environment variable that looks like a setting and is not one. The sentence never has
 * a value.
 */
export function findUnknownSettings(environment: Record<string, string | undefined>): string[] {
  return Object.keys(environment)
    .filter((name) => !settings.includes(name) && !wellKnown.has(name) && environment[name])
    .flatMap((name) => {
      const likely = findLikely(name.toUpperCase());
      if (likely.length === 0) return [];
      return `${name} is set, but Weigh In has no such setting: did you mean ${likely.join(' or ')}?`;
    });
}

/** Returns the most similar setting, if it differs by one or two letters, or else those with the same first word. */
function findLikely(name: string): string[] {
  const byDistance = settings
    .filter((setting) => Math.abs(setting.length - name.length) <= 2)
    .map((setting) => ({ setting, distance: distanceOf(name, setting) }))
    .sort((one, other) => one.distance - other.distance);
  const [nearest] = byDistance;
  // Short names are similar to too many others.
  if (nearest && nearest.distance <= (nearest.setting.length < 7 ? 1 : 2)) return [nearest.setting];
  const [prefix = ''] = /^[A-Z]+_/.exec(name) ?? [];
  // NODE_ belongs to Node.
  if (prefix === '' || prefix === 'NODE_') return [];
  return settings.filter((setting) => setting.startsWith(prefix) && !setting.endsWith('_FILE'));
}

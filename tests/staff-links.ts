/** What staff do with the links in their emails, by plain HTTP. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { signedPath, type StaffThing } from '../src/server/settings/staff-link.ts';
import { makeLinkKey } from '../src/server/store/sqlite/link-key.ts';
import * as answers from './accessibility/answers.ts';
import { slug, until, whileOpen, type TestSite } from './site.ts';

/** A public address, so that emails have links. Nothing is there. */
export const publicUrl = 'https://consult.example.org';

const day = 86_400_000;

/** The path of a link as an email has it. */
export function staffLink(
  site: Pick<TestSite, 'dataDir'>,
  thing: StaffThing,
  until_ = whileOpen + 10 * day,
): string {
  return signedPath(makeLinkKey(site.dataDir), thing, until_);
}

export const today: StaffThing = { page: 'today', slug };

export function open(site: TestSite, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(new URL(path, site.localUrl), { redirect: 'manual', ...init });
}

/** Opens a page and presses the button with these words. Resolves to the response. */
export async function press(
  site: TestSite,
  path: string,
  label: string,
  fields: [string, string][] = [],
): Promise<Response> {
  const page = await (await open(site, path)).text();
  return sendForm(site, formIn(page, label), fields);
}

/** The form of a page that has a button with these words. */
export function formIn(
  page: string,
  label: string,
): { action: string; fields: [string, string][] } {
  const form = page
    .replace(/<\/?span[^>]*>/g, '')
    .split('<form')
    .find((part) => new RegExp(`>\\s*${label}\\s*</button`).test(part));
  assert.ok(form, `no button says “${label}”`);
  const action = /action="([^"]*)"/.exec(form)?.[1] ?? '';
  const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => [unescape(name), unescape(value)],
  );
  const value = new RegExp(`name="_do" value="([^"]+)"[^>]*>\\s*${label}\\s*</button`).exec(
    form,
  )?.[1];
  return { action: unescape(action), fields: [...hidden, ['_do', value ?? '']] };
}

const unescape = (text: string) => text.replaceAll('&#38;', '&').replaceAll('&amp;', '&');

export function sendForm(
  site: TestSite,
  { action, fields }: { action: string; fields: [string, string][] },
  more: [string, string][] = [],
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = new URLSearchParams([...fields, ...more]);
  return open(site, action, { method: 'POST', body, headers });
}

/** Waits for an email in the folder whose subject says something. */
export async function emailThatSays(site: TestSite, subject: RegExp): Promise<ParsedMail> {
  let found: ParsedMail | undefined;
  await until(`an email says ${subject}`, async () => {
    const folder = join(site.dataDir, 'mail');
    for (const name of await readdir(folder).catch(() => [])) {
      if (!name.endsWith('.eml')) continue;
      const mail = await simpleParser(await readFile(join(folder, name)));
      if (subject.test(mail.subject ?? '')) found = mail;
    }
    return found !== undefined;
  });
  return found as ParsedMail;
}

/** The path of the first link to a page for staff in an email. */
export function linkIn({ text = '' }: ParsedMail, page: string): string | null {
  return new RegExp(`${publicUrl}(/staff/${page}/\\S+)`).exec(text)?.[1] ?? null;
}

/** Sends a ranking that nobody can work out, as it was typed. Resolves to its reference. */
export async function sendUnclear(site: TestSite): Promise<string> {
  const receipt = await (await open(site, await sendClash(site))).text();
  return /[A-Z]{3}-\d{3}-[A-Z]{3}/.exec(receipt)?.[0] ?? '';
}

/**
 * Sends such a ranking. Resolves to the address of its receipt.
 *
 * @param more fields of the form
 */
export async function sendClash(site: TestSite, more: [string, string][] = []): Promise<string> {
  const clash = [...Object.entries(answers.clash as Record<string, string>), ...more];
  const valuesOf = (page: string, name: string) =>
    [...page.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, 'g'))].map(
      ([, value = '']): [string, string] => [name, value],
    );
  const seen = valuesOf(await (await site.post(clash)).text(), '_seen');
  const checked = await (await site.post([...clash, ...seen])).text();
  const [token] = valuesOf(checked, '_token');
  const sent = await site.post([
    ...[...clash, ...seen, token as [string, string]],
    ['_checked', String(whileOpen - 60_000)],
    ['_do', 'send'],
  ]);
  return sent.headers.get('location') ?? '';
}

/** A page without the marks around its references. */
export async function readPage(response: Promise<Response> | Response): Promise<string> {
  return (await (await response).text()).replace(/<\/?span[^>]*>/g, '');
}

/** What people do to reach a state, by plain HTTP. */
import { until, type Fields, type TestSite } from '../site.ts';

export const get = (path: string) => (site: TestSite) =>
  fetch(new URL(path, site.url), { redirect: 'manual' });
export const post = (fields: Fields, init?: RequestInit) => (site: TestSite) =>
  site.post(fields, init);
export const send = (fields: Fields) => (site: TestSite) => site.send(fields);
export const postTo = (path: string, body: string) => (site: TestSite) =>
  fetch(new URL(path, site.url), { method: 'POST', body: new URLSearchParams({ text: body }) });

/** Sends, follows to the receipt, and waits until it says the expected words. */
export const receipt = (fields: Fields, says: string) => async (site: TestSite) => {
  const location = (await site.send(fields)).headers.get('location') ?? '';
  const address = new URL(location, site.url);
  await until(`the receipt says "${says}"`, async () =>
    (await (await fetch(address)).text()).includes(says),
  );
  return fetch(address);
};

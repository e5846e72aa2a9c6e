import type { TestContext } from 'node:test';
import type { Consultation } from '../../src/consultation/consultation.ts';
import { createDrafts } from '../../src/server/drafts/drafts.ts';
import { createEndpoint } from '../../src/server/http/endpoint.ts';
import { atEnd } from '../cleanup.ts';
import { openFolderStorage } from '../server/store/stores.ts';
import { makeFolder, whileOpen } from '../site.ts';

/** Opens the endpoint of a site without its server, with a store in a folder. It limits nobody. */
export async function openEndpoint(test: TestContext, consultations: Consultation[]) {
  const storage = await openFolderStorage(await makeFolder(test));
  atEnd(test, () => storage.close());
  const { store } = storage;
  for (const consultation of consultations) await store.keepVersion(consultation);
  const now = () => whileOpen;
  const hasRoom = async () => true;
  const endpoint = createEndpoint({
    ...{ consultations, store, now, hasRoom },
    drafts: createDrafts({ store: storage.drafts, now, hasRoom }),
    byEmail: null,
    log: () => {},
    onAdded: () => {},
    limits: {
      disguise: (network: string) => network,
      mayRead: async () => true,
      markOn: () => null,
      noteStored: () => {},
    },
  });
  return { endpoint, store };
}

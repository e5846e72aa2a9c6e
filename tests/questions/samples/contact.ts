import fc from 'fast-check';
import type { Samples } from './samples.ts';

export const contactSamples: Samples = {
  ask: (id, ask) => ({ id, kind: 'contact', ask }),
  answers: ({ id }) => ({
    'a name and an address': { [`${id}-name`]: 'Ada Example', [`${id}-email`]: 'ada@example.org' },
    'a name': { [`${id}-name`]: 'Zoë Ní Bhriain' },
    'an address': { [`${id}-email`]: 'zoe@example.org' },
  }),
  mistakes: ({ id }) => ({
    'no email address': {
      fields: { [`${id}-name`]: 'Ada Example', [`${id}-email`]: 'nobody' },
      says: 'Your email address has no @. Enter an email address like name@example.com, or leave the box blank',
    },
  }),
  type: ({ id }) => ({ [`${id}-name`]: 'Ada Example', [`${id}-email`]: 'ada@example.org' }),

  hasCodes: false,
  takesAnyLine: false,
  fillIn: ({ id }, [nameLabel, emailLabel], line) =>
    fc.tuple(fc.option(line), fc.boolean()).map(([name, hasAddress]) => ({
      fields: {
        ...(name === null ? {} : { [`${id}-name`]: name }),
        ...(hasAddress ? { [`${id}-email`]: 'ada@example.org' } : {}),
      },
      lines: [`${nameLabel} ${name ?? ''}`, `${emailLabel} ${hasAddress ? 'ada@example.org' : ''}`],
    })),

  cells({ id }, answer) {
    const { name, email } = answer as { name: string | null; email: string | null };
    return { [`${id}-name`]: name ?? '', [`${id}-email`]: email ?? '' };
  },
  count: () => null,
  plainly: {
    tables: () => [],
    sayAnswered: (asked, answered) =>
      `${answered} of ${asked} people said who they are; ${answered} left an email address.`,
  },
};

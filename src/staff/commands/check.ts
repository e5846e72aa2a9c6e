/** Says whether everything is ready: before a consultation opens, and at any time after. */
import type { Command } from 'commander';
import { staffWords } from '../../languages/staff.ts';
import { checkAddress } from '../check/check-address.ts';
import { checkContent } from '../check/check-content.ts';
import { checkMachine } from '../check/check-machine.ts';
import { checkMail, checkSender } from '../check/check-mail.ts';
import { checkStore } from '../check/check-store.ts';
import type { Finding } from '../check/finding.ts';
import { runCommand, type CommonOptions } from './run-command.ts';

const words = staffWords.commands.check;

export function addCheck(program: Command): void {
  program
    .command('check [slug]')
    .description(words.about)
    .option('--no-email', words.noEmail)
    .action((typed: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { email: boolean }>();
      const slug = typed ?? options.consultation ?? null;
      return runCommand(options, async (settings) => {
        const now = new Date();
        const { findings, consultations, site } = await checkContent(slug);
        const meant = consultations.filter((one) => slug === null || one.slug === slug);
        const store = await checkStore(settings, consultations, slug, now);
        const all = [
          ...findings,
          ...store,
          ...(await checkMachine(settings, now)),
          ...(await checkAddress(settings, now)),
          ...(await checkSender(settings)),
          ...(await checkMail({ settings, site, consultations: meant, now, sends: options.email })),
        ];
        return describe(all);
      });
    });
}

function describe(findings: Finding[]) {
  const { right = [], person = [] } = Object.groupBy(findings, ({ isRight }) =>
    isRight ? 'right' : 'person',
  );
  const list = (head: string, found: Finding[]) =>
    found.length === 0 ? [] : [[head, ...found.map(({ sentence }) => `- ${sentence}`)].join('\n')];
  const bare = (found: Finding[]) => found.map(({ about, sentence }) => ({ about, sentence }));
  return {
    text: [
      ...list(words.right, right),
      ...list(words.needsPerson, person),
      ...(person.length === 0 ? [words.isReady] : []),
    ].join('\n\n'),
    json: { isReady: person.length === 0, right: bare(right), needsPerson: bare(person) },
    needsAttention: person.length > 0,
  };
}

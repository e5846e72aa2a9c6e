/** A person's decision about a contribution that is late or marked. */
import { Argument, type Command } from 'commander';
import type { Decision } from '../../src/consultation/filed.ts';
import { atDesk, findFiled, type CommonOptions } from './desk.ts';

export function addDecide(program: Command): void {
  program
    .command('decide')
    .description('Decides whether a contribution that is late or marked is counted with the others')
    .argument('<reference>', 'such as HKD-473-MXR')
    .addArgument(
      new Argument('<decision>', 'counted, counted apart, or open again').choices([
        'count',
        'apart',
        'open',
      ]),
    )
    .action((reference: string, wish: Decision | 'open', _options, command: Command) =>
      atDesk(
        command.optsWithGlobals<CommonOptions>(),
        async (desk) => {
          const { contribution } = findFiled(desk, reference);
          const decision = wish === 'open' ? null : wish;
          await desk.changes.decide(contribution.reference, decision);
          const words = { count: 'is counted', apart: 'is counted apart', open: 'is open again' }[
            wish
          ];
          return {
            text: `${contribution.reference} ${words}.`,
            json: { reference: contribution.reference, decision },
          };
        },
        reference,
      ),
    );
}

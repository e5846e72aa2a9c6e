/** What the last run of `npm run accessibility` was of. It writes the file only when nothing is complained of. */
import { z } from 'zod';
import written from './results.json' with { type: 'json' };

const describedSchema = z.strictObject({
  name: z.string(),
  says: z.string(),
  criteria: z.array(z.string()),
});

const resultsSchema = z.strictObject({
  /** The day of the run: 2027-03-01. */
  day: z.iso.date(),
  /** What it was run with. */
  browser: z.string(),
  states: z.array(z.strictObject({ name: z.string(), says: z.string() })),
  /** Each has looked at every state, and has nothing to complain of but the exceptions. */
  checks: z.array(describedSchema),
  /** Tests of every change that are no check of one page. */
  journeys: z.array(describedSchema),
  exceptions: z.array(
    z.strictObject({
      engine: z.string(),
      rule: z.string(),
      reason: z.string(),
      instead: z.string(),
    }),
  ),
  /** Pages with one barrier each, and how many of them at least one check sees. */
  barriers: z.strictObject({ shown: z.number(), seen: z.number() }),
});
export type Results = z.infer<typeof resultsSchema>;

export const results: Results = resultsSchema.parse(written);

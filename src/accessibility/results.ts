/** The results of the last run of `npm run accessibility`, which writes the file only if there are no complaints. */
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
  /** The browser that it was run with. */
  browser: z.string(),
  states: z.array(z.strictObject({ name: z.string(), says: z.string() })),
  /** Each has examined every state, and found nothing except the exceptions. */
  checks: z.array(describedSchema),
  /** Tests of every change that are not checks of one page. */
  journeys: z.array(describedSchema),
  exceptions: z.array(
    z.strictObject({
      engine: z.string(),
      rule: z.string(),
      reason: z.string(),
      instead: z.string(),
    }),
  ),
  /** How many pages with one barrier there are, and in how many at least one check finds it. */
  barriers: z.strictObject({ shown: z.number(), seen: z.number() }),
});
export type Results = z.infer<typeof resultsSchema>;

export const results: Results = resultsSchema.parse(written);

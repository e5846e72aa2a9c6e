/** What the report says about the time in which people could answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportHtml } from '../../src/report/report.ts';
import { startCount } from '../../src/report/count.ts';
import { builtConsultation } from '../site.ts';

test('figures are not final during the whole closing minute', async () => {
  const consultation = await builtConsultation();
  const closes = Math.floor(Date.parse(consultation.closes) / 60_000) * 60_000;
  const isFinal = (madeAt: number) => {
    const count = startCount([consultation]).result();
    const facts = { consultation, count, all: () => [], madeAt: new Date(madeAt) };
    return ![...reportHtml(facts)].join('').includes('these figures are not final');
  };
  assert.equal(isFinal(closes), false);
  assert.equal(isFinal(closes + 59_999), false);
  assert.equal(isFinal(closes + 60_000), true);
});

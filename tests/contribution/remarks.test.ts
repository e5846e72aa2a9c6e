/** Remarks are shown wherever the contribution is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeBatch } from '../../src/emails/batch-email.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { composeEmail } from '../../src/emails/email.ts';
import { exportJson, exportSchema } from '../../src/exports/export-json.ts';
import { tableColumns, tableRow } from '../../src/exports/table.ts';
import { builtConsultation } from '../site.ts';

const consultation = await builtConsultation();
const filed = {
  number: 1,
  reference: 'HKD-473-MXR',
  receivedAt: new Date(0),
  late: false,
  answers: [],
};
const remark = 'Below “Which?”:\n  because <of> my mother';

test('remarks are in the email, in a batch and in every export; without remarks nothing is shown', () => {
  const contribution = toContribution(consultation, { ...filed, remarks: [remark] });
  for (const { text, html } of [
    composeEmail(consultation, contribution, false),
    composeBatch(consultation, [contribution], false),
  ]) {
    assert.ok(
      text.includes(`Words that were not understood\n==============================\n\n${remark}`),
    );
    assert.match(html, /Words that were not understood<\/h\d>.*because &lt;of&gt; my mother/);
  }
  const stored = { contribution, decision: null, erased: null, reconciledAt: null, delivery: null };
  const columns = tableColumns([consultation]);
  const at = columns.findIndex(({ id }) => id === 'remarks');
  assert.equal(tableRow(columns, stored)[at], remark);
  const json = exportSchema.parse(
    JSON.parse([...exportJson([consultation], [stored], new Date(0))].join('')),
  );
  assert.deepEqual(json.contributions[0]?.remarks, [remark]);

  const without = composeEmail(consultation, toContribution(consultation, filed), false);
  assert.doesNotMatch(without.text + without.html, /not understood/);
});

/** Rules for every email to staff: its subject, dark colours, long links, and no commands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toContribution } from '../../src/contribution/contribution.ts';
import { markNetwork, markSameWords } from '../../src/contribution/group-marks.ts';
import { markMeanings } from '../../src/contribution/sending-marks.ts';
import type { FiledContribution } from '../../src/contribution/filed.ts';
import { composeBatch } from '../../src/emails/batch-email.ts';
import { actionKinds } from '../../src/contribution/staff-action.ts';
import { composeAction } from '../../src/emails/action-email.ts';
import { composeChange, composeUndone } from '../../src/emails/change-email.ts';
import { composeEmail, type Email } from '../../src/emails/email.ts';
import { fitEmail } from '../../src/emails/smaller-email.ts';
import { composeSummary, composeWithdrawal } from '../../src/emails/summary-email.ts';
import { countAll } from '../../src/server/files/export-file.ts';
import { openContext } from '../browser.ts';
import { builtConsultation } from '../site.ts';

const consultation = await builtConsultation();
const link = `https://example.org/${'a-very-long-path/'.repeat(30)}`;

function contribution(marks: string[] = [], late = false, number = 1) {
  return toContribution(consultation, {
    ...{ number, reference: 'HKD-473-MXR', late, marks, remarks: ['Which words?'] },
    receivedAt: new Date('2027-03-01T12:00:00Z'),
    answers: [{ question: 'final-comment', answer: { text: `Read ${link}` } }],
  });
}

function file(marks: string[], late: boolean, number: number): FiledContribution {
  return {
    contribution: contribution(marks, late, number),
    ...{ decision: null, erased: null, reconciledAt: null, delivery: null },
  };
}

const allMarks = [
  ...Object.keys(markMeanings),
  markSameWords('BCD-345-FGH'),
  markNetwork('k3Jq0_xZ', ['BCD-345-FGH']),
  'same words as CDF-346-GHJ',
];

/** Returns emails with everything that each can say. */
function everyEmail(): Email[] {
  const filed = [file([], false, 1), file(allMarks, true, 2), file([], false, 3)];
  const summary = (isFinal: boolean, isCorrected: boolean) =>
    composeSummary({
      ...{
        consultation,
        day: '2027-03-01',
        isFinal,
        isCorrected,
        isMaybeSecondCopy: true,
        drafts: 0,
      },
      count: countAll([consultation], filed),
      fresh: [{ number: 2, reference: 'HKD-473-MXR', notes: ['late', 'not decided yet'] }],
      drafts: 0,
      problems: [{ of: 'HKD-473-MXR', problem: 'has not been emailed to staff yet' }],
      attachments: [],
      remarks: ['strategy.xlsx is too large for an email.'],
    });
  return [
    composeEmail(consultation, contribution(), false),
    composeEmail(consultation, contribution(allMarks, true), true),
    composeEmail(consultation, contribution(allMarks, true), false, 'apart'),
    composeEmail(
      { ...consultation, slug: `rehearsal-of-${consultation.slug}` },
      contribution(),
      true,
    ),
    composeBatch(consultation, [contribution(allMarks, true), contribution()], true),
    summary(false, false),
    summary(true, false),
    summary(true, true),
    composeWithdrawal(consultation, contribution(), {
      ...{ summaries: ['2027-03-01'], isInBatch: true, isInChanges: true },
      undoUntil: new Date('2027-03-08T12:00:00Z'),
      byStaff: true,
    }),
    composeUndone(consultation, contribution(allMarks, true), true, null, new Date()),
    composeChange(consultation, contribution(allMarks, true), contribution(), true, null),
    composeEmail(consultation, contribution(allMarks, true), true, null, { link }),
    ...actionKinds.map((kind) =>
      composeAction(
        consultation,
        { kind, facts: { references: ['HKD-473-MXR'], decision: 'count', by: 'command' } },
        { action: link, fresh: link, today: link },
      ),
    ),
  ];
}

test('no email tells a mailbox to run a command, or names a file of the site', () => {
  for (const email of everyEmail()) {
    for (const leftOut of [0, 1, 2, 3]) {
      const { email: fitted } = fitEmail(email, leftOut, 7_000_000);
      for (const words of [fitted.subject, fitted.text, fitted.html ?? '']) {
        assert.doesNotMatch(words, /\bnpm\b|\bnode \b|--[a-z]|staff -- |\.ya?ml\b|\.sqlite\b|\$ /);
      }
    }
  }
});

test('the subject says that an email is late or may be a copy, and why', () => {
  const subject = (marks: string[], late: boolean, isMaybeSecondCopy: boolean) =>
    composeEmail(consultation, contribution(marks, late), isMaybeSecondCopy).subject;
  const plain = '[Strategy consultation] Contribution 1: HKD-473-MXR';
  assert.equal(subject([], false, false), plain);
  assert.equal(subject([markSameWords('BCD-345-FGH')], false, false), plain);
  assert.equal(subject([], true, false), `${plain} (late: sent after the closing date)`);
  assert.equal(
    subject([], true, true),
    `${plain} (late: sent after the closing date; maybe a second copy: an earlier attempt was cut off)`,
  );
  assert.equal(
    subject(['same words as CDF-346-GHJ'], false, false),
    `${plain} (maybe a second copy: same answers as CDF-346-GHJ)`,
  );
  for (const email of everyEmail().slice(4, 8)) {
    assert.match(email.subject, / \(maybe a second copy: an earlier attempt was cut off\)$/);
  }
});

test('an email says only that an address was left, not what for', () => {
  const answers = [
    { question: 'about-you', answer: { name: null, email: 'ann@example.org', isAddress: true } },
  ];
  const filed = {
    number: 1,
    reference: 'HKD-473-MXR',
    late: false,
    receivedAt: new Date(),
    answers,
  };
  const { text } = composeEmail(consultation, toContribution(consultation, filed), false);
  assert.match(text.replace(/\s+/g, ' '), /This person left an email address\. If you reply/);
  assert.doesNotMatch(text, /happy to be contacted:|agreed|consent/);
});

test('in dark mode an email is dark, even without its body; and long links wrap', async (t) => {
  const context = await openContext(t, {
    colorScheme: 'dark',
    viewport: { width: 320, height: 600 },
  });
  const page = await context.newPage();
  for (const { html } of everyEmail()) {
    const inAnother = html
      .replace(/<body[^>]*>/, '<body><div>')
      .replace('</body>', '</div></body>');
    for (const source of [html, inAnother]) {
      await page.setContent(source.replace('<h1', '<a href="https://example.org">A link</a><h1'));
      const found = await page.evaluate(() => {
        const column = document.querySelector('.column') as HTMLElement;
        const { color, backgroundColor } = getComputedStyle(column);
        const last = getComputedStyle(column.lastElementChild as HTMLElement);
        const anchor = getComputedStyle(column.querySelector('a') as HTMLElement);
        return {
          ...{ color, backgroundColor, link: anchor.color, last: last.color },
          width: document.documentElement.scrollWidth,
        };
      });
      assert.deepEqual(found, {
        ...{ color: 'rgb(238, 236, 242)', backgroundColor: 'rgb(23, 22, 26)' },
        ...{ link: 'rgb(174, 203, 255)', last: 'rgb(238, 236, 242)', width: 320 },
      });
    }
  }
});

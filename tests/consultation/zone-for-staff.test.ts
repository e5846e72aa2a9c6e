/** Staff read times in their own language, also those of a consultation in another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayMoment, sayMomentToStaff, zonedForStaff } from '../../src/consultation/moments.ts';
import { contributionsSheet } from '../../src/exports/sheets.ts';
import { momentPattern } from '../../src/languages/moment-pattern.ts';

const midday = new Date('2027-03-02T12:00:00Z');
const english = { timeZone: 'Europe/London', timeZoneName: 'UK time', language: 'en-GB' };
const welsh = { ...english, timeZoneName: 'amser y DU', language: 'cy' };
const arabic = { ...english, timeZoneName: 'بتوقيت المملكة المتحدة', language: 'ar' };

test('an editor names the time zone for staff who share the language, and Unicode for others', () => {
  assert.equal(sayMomentToStaff(midday, english), 'Tuesday 2 March 2027, midday UK time');
  const others = 'Tuesday 2 March 2027, midday United Kingdom Time';
  assert.equal(sayMomentToStaff(midday, welsh), others);
  assert.equal(sayMomentToStaff(midday, arabic), others);
  assert.match(sayMoment(midday, arabic), /بتوقيت المملكة المتحدة/);
});

test('so does the head of a column of times', () => {
  const columns = [{ id: 'received', head: 'Received', isMoment: true }];
  const heads = [english, arabic].map(
    (zoned) => contributionsSheet(columns as never, [], zoned).head,
  );
  assert.deepEqual(heads, [['Received (UK time)'], ['Received (United Kingdom Time)']]);
});

test('times in both names are found again', () => {
  for (const zoned of [english, welsh, arabic]) {
    const { timeZoneName } = zonedForStaff(zoned);
    const said = sayMomentToStaff(midday, zoned);
    assert.match(said, new RegExp(`^${momentPattern(timeZoneName)}$`, 'iu'));
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latestSummary, momentAt } from '../../src/consultation/summary-times.ts';

const consultation = {
  opens: '2027-03-01T09:00:00+00:00',
  closes: '2027-04-16T23:59:59+01:00',
  graceHours: 24,
  timeZone: 'Europe/London',
  summaryAt: '08:00',
};
const at = (moment: string, changes = {}) =>
  latestSummary({ ...consultation, ...changes }, new Date(moment));

test('a summary is due once a day, from the first morning after opening', () => {
  assert.equal(at('2027-02-20T12:00:00Z'), null);
  assert.equal(at('2027-03-01T23:00:00Z'), null);
  assert.equal(at('2027-03-02T07:59:59Z'), null);
  assert.deepEqual(at('2027-03-02T08:00:00Z'), { day: '2027-03-02', isFinal: false });
  assert.deepEqual(at('2027-03-03T07:59:59Z'), { day: '2027-03-02', isFinal: false });
});

test('it goes by the local clock when that changes', () => {
  assert.equal(at('2027-03-28T07:00:00Z')?.day, '2027-03-28', '08:00 in summer time');
  assert.equal(at('2027-03-28T06:59:59Z')?.day, '2027-03-27');
});

test('a time that the clocks skip, or show twice, comes once each day', () => {
  const iso = (day: string) => momentAt(day, '01:30', 'Europe/London').toISOString();
  assert.equal(iso('2027-03-27'), '2027-03-27T01:30:00.000Z');
  assert.equal(iso('2027-03-28'), '2027-03-28T01:30:00.000Z', '01:30 is leapt over: 02:30 it is');
  assert.equal(iso('2027-03-29'), '2027-03-29T00:30:00.000Z');
  assert.equal(iso('2027-10-31'), '2027-10-31T00:30:00.000Z', 'the first of two');
  assert.equal(
    momentAt('2027-07-01', '00:15', 'Pacific/Auckland').toISOString(),
    '2027-06-30T12:15:00.000Z',
  );
  assert.equal(
    momentAt('2027-07-01', '23:45', 'America/St_Johns').toISOString(),
    '2027-07-02T02:15:00.000Z',
  );
});

test('hour by hour through a year, every day has its summary once and in order', () => {
  for (const timeZone of ['Europe/London', 'Australia/Lord_Howe']) {
    const days: string[] = [];
    const changes = { timeZone, summaryAt: '02:10', closes: '2028-03-01T00:00:00+00:00' };
    for (let time = Date.parse('2027-03-10T00:00:00Z'); days.length < 360; time += 3_600_000) {
      const day = at(new Date(time).toISOString(), changes)?.day;
      if (day !== undefined && day !== days.at(-1)) days.push(day);
    }
    const next = (day: string) =>
      new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    assert.deepEqual(days.slice(1), days.slice(0, -1).map(next), timeZone);
  }
});

test('the final one comes the day after closing; from then on each day may bring a corrected one', () => {
  assert.deepEqual(at('2027-04-16T20:00:00Z'), { day: '2027-04-16', isFinal: false });
  assert.deepEqual(at('2027-04-17T07:00:00Z'), { day: '2027-04-17', isFinal: true });
  assert.deepEqual(at('2027-04-18T07:00:00Z'), { day: '2027-04-18', isFinal: true });
  assert.deepEqual(at('2028-01-01T09:00:00Z'), { day: '2028-01-01', isFinal: true });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTransport } from 'nodemailer';
import { contact } from '../../src/questions/contact/contact.ts';
import { readAddress } from '../../src/questions/contact/read-address.ts';

const who = { id: 'who', kind: 'contact', ask: 'Who?' } as const;

function parse(email: string, name = '', isInsisted = false) {
  const typed = { 'who-email': [email], ...(name === '' ? {} : { 'who-name': [name] }) };
  return contact.parse(who, { typed, isInsistedOn: () => isInsisted });
}

test('reads an address as people write or paste it', () => {
  for (const typed of [
    ...['ann@example.org', ' ann@example.org ', 'ann@example.org.', 'ann@example.org,'],
    ...[
      'mailto:ann@example.org',
      'MAILTO: ann@example.org',
      '<ann@example.org>',
      '"ann@example.org"',
    ],
    ...['an\u200bn@exam\u00adple.org', '\ufeffann@example.org', '\u2060ann@example.org'],
    'ａｎｎ＠ｅｘａｍｐｌｅ．ｏｒｇ',
  ]) {
    assert.deepEqual(
      parse(typed).answer,
      { name: null, email: 'ann@example.org', isAddress: true },
      typed,
    );
  }
  assert.equal(parse('o’leary@example.org').answer?.email, "o'leary@example.org");
  assert.equal(parse('o&leary+park@example.org').answer?.email, 'o&leary+park@example.org');
});

test('keeps the name that comes with an address', () => {
  const names = {
    '': 'Ann Lee',
    Ann: 'Ann Lee',
    'Dr Ann Lee': 'Dr Ann Lee',
    'A. Smith': 'A. Smith (Ann Lee)',
  };
  for (const [name, kept] of Object.entries(names)) {
    assert.deepEqual(parse('Ann Lee <ann@example.org>', name).answer, {
      name: kept,
      email: 'ann@example.org',
      isAddress: true,
    });
  }
  assert.equal(parse('"Lee, Ann" <ann@example.org>.').answer?.name, 'Lee, Ann');
});

test('an address with umlauts in the domain can be used', async () => {
  const { answer } = parse('ann@käse.de');
  assert.deepEqual(answer, { name: null, email: 'ann@käse.de', isAddress: true });
  const address = (answer && contact.replyTo?.(answer)) ?? '';
  const sent = await createTransport({ streamTransport: true, buffer: true }).sendMail({
    from: 'site@example.org',
    to: 'staff@example.org',
    replyTo: { name: '', address },
    text: 'x',
  });
  assert.match(String(sent.message), /^Reply-To: ann@xn--kse-qla\.de\r?$/m);
});

test('says exactly what is wrong with an address', () => {
  const wrong = {
    'ada at example.org': 'has no @',
    'ada@': 'has nothing after the @',
    '@example.org': 'has nothing before the @',
    'ada@b@example.org': 'has more than one @',
    'ada@example.org, bob@example.org': 'is more than one address',
    'a da@example.org': 'has a space in it',
    'ada@example': 'is not complete: “example” needs an ending, such as .org',
    'ada@example..org': 'has two full stops in a row',
    'ada..b@example.org': 'has two full stops in a row',
    'ada.@example.org': 'has a full stop in the wrong place before the @',
    'ada@exa_mple.org':
      'has “_” after the @, where only letters, digits, hyphens and full stops can be',
    'ada@example,org':
      'has “,” after the @, where only letters, digits, hyphens and full stops can be',
    'jösé@example.org': 'has “ö” before the @, which most mail servers do not accept there',
    'a(da)@example.org': 'has “(” before the @, which no email address can have there',
    'ada@-x.org': 'has “-x.org” after the @, which is not a domain name',
    'ada@1.2.3.4': 'has “1.2.3.4” after the @, which is not a domain name',
    [`${'a'.repeat(65)}@example.org`]: 'is too long before the @',
  };
  for (const [typed, why] of Object.entries(wrong)) {
    assert.deepEqual(readAddress(typed), { isAddress: false, wrong: why }, typed);
  }
  assert.deepEqual(parse('ada@').errors, [
    {
      field: 'who-email',
      message:
        'Your email address has nothing after the @. Enter an email address like name@example.com, or leave the box blank',
      mayStay: true,
    },
  ]);
});

test('"N/A" instead of an address is no error, stays to be seen, and is nobody’s address', () => {
  const { answer, errors } = parse('N/A');
  assert.deepEqual([answer, errors], [{ name: null, email: 'N/A', isAddress: false }, []]);
  assert.ok(answer);
  assert.equal(contact.replyTo?.(answer), null);
  assert.deepEqual(contact.show(who, answer), [
    { pairs: [{ name: 'Email', blocks: [{ say: 'theirs', text: 'N/A' }] }] },
  ]);
  const tally = contact.startTally([who]);
  for (const one of [answer, parse('ann@example.org').answer]) if (one) tally.add(who, one);
  assert.deepEqual(tally.summarise({ asked: 3, answered: 2 }).sentences, [
    '1 of 3 people said who they are; 1 left an email address.',
  ]);
});

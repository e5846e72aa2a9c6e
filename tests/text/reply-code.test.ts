/** What a mail server's reply means, without its words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayCode } from '../../src/text/reply-code.ts';

test('the reason of a reply is its codes and what they mean, and nothing that it quotes', () => {
  for (const [reply, said] of [
    ['552 5.3.4 Message too big for ann@example.org', '(552 5.3.4): too large'],
    ['Message failed: 554 5.7.1 Spam: "my words"', '(554 5.7.1): refused by its rules'],
    ['550-5.1.1 The account\n550 5.1.1 does not exist', '(550 5.1.1): no such mailbox'],
    ['5.2.2', '(5.2.2): mailbox full'],
    // Servers say 552 of a full mailbox and of a large email.
    ['552 exceeded storage allocation', '(552)'],
    ['554 5.6.0 content', '(554 5.6.0)'],
    ['ann@example.org was not found', '(no code)'],
  ] as const)
    assert.equal(sayCode(reply), said);
});

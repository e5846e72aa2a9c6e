/**
 * The reference for the outbox: nodemailer in a loop, with emails of the same size, as many connections,
 * and no store.
 *
 * Words: the mail server's address, how many emails, over how many connections.
 */
import { createTransport } from 'nodemailer';
import { composeEmail } from '../../src/consultation/email.ts';
import { toContribution } from '../../src/consultation/contribution.ts';
import { readBuiltSite } from '../../src/server/built-site.ts';
import { fullAnswers } from './full-contribution.ts';

const [, , url = '', count = '0', connections = '1'] = process.argv;
const [consultation] = (await readBuiltSite()).consultations;
if (!consultation) throw new Error('the build has no consultation');
const contribution = toContribution(consultation, {
  number: 1,
  reference: 'AAA-111-AAA',
  receivedAt: new Date(),
  late: false,
  marks: [],
  answers: fullAnswers(consultation),

/**
 * The reference for the outbox: nodemailer in a loop, with emails of the same size, as many connections, and no
 * store.
 *
 * Arguments: the mail server's address, the number of emails, the number of connections, and how often to compose:
 * `once`, or `each` email. Prints the rate, and the processor time of each email in ms.
 */
import { createTransport, type SendMailOptions } from 'nodemailer';
import { composeEmail } from '../../src/emails/email.ts';
import { toContribution } from '../../src/contribution/contribution.ts';
import { builtConsultation } from '../built-consultation.ts';
import { fullAnswers } from './full-contribution.ts';

const [, , url = '', count = '0', connections = '1', often = 'once'] = process.argv;
const consultation = await builtConsultation();
const contribution = toContribution(consultation, {
  number: 1,
  reference: 'AAA-111-AAA',
  receivedAt: new Date(),
  late: false,
  marks: [],
  answers: fullAnswers(consultation),
});
const transport = createTransport({
  url,
  pool: true,
  maxConnections: Number(connections),
  maxMessages: Infinity,
  ignoreTLS: true,
});
function compose(): SendMailOptions {
  const { subject, text, html, attachments } = composeEmail(consultation, contribution, false);
  return {
    from: 'weigh-in@example.org',
    to: 'staff@example.org',
    subject,
    text,
    html,
    attachments: attachments.map(({ content, ...attachment }) => ({
      ...attachment,
      content: Buffer.from(content),
    })),
  };
}

const composed = compose();
const send = () => transport.sendMail(often === 'each' ? compose() : composed);
await Promise.all(Array.from({ length: Number(connections) }, send));

let left = Number(count);
const start = performance.now();
const before = process.cpuUsage();
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    while (left > 0) {
      left -= 1;
      await send();
    }
  }),
);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
transport.close();
const each = (user + system) / 1000 / Number(count);
console.log(JSON.stringify({ perSecond: Number(count) / seconds, each }));

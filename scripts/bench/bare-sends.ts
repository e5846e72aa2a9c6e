/**
 * The reference for sends: node:http and node:sqlite in a bare loop. It reads the same form with URLSearchParams,
 * commits the same rows (a contribution and its email, with the site’s own statements, indexes and durability), and
 * answers with a redirect.
 *
 * It has no checks, no hashes, no journal (the second sync of the site), no limits, no marks and no draft, and looks up
 * neither the token nor the same words. Its values that would be hashes are random bytes of the same length.
 *
 * Arguments: the page to answer a GET with, compressed; the data folder; `alone` for a commit for each form, as a bare
 * loop has it, or `shared` for one commit for the forms that came in one turn of the event loop, as the site has it.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtConsultation } from '../built-consultation.ts';
import { openDatabase } from '../../src/server/store/sqlite/database.ts';
import { prepareAll } from '../../src/server/store/sqlite/statements.ts';
import { fullAnswers } from './full-contribution.ts';

const [, , page = '', folder = '', commits] = process.argv;
const consultation = await builtConsultation();
const { slug, version } = consultation;
const bytes = readFileSync(page);
const database = openDatabase(folder);
const { keepVersion, addEmail, addContribution } = prepareAll(database);
keepVersion.run(slug, version, '{}', 0, 0);
/** The site stores the ids of options beside what was typed, so its rows are a tenth larger. */
const size = JSON.stringify(fullAnswers(consultation)).length;

let number = 0;
let waiting: { answers: string; response: ServerResponse }[] = [];

function commit(): void {
  const sent = waiting;
  waiting = [];
  database.exec('BEGIN IMMEDIATE');
  for (const { answers } of sent) insert(answers);
  database.exec('COMMIT');
  for (const { response } of sent)
    response.writeHead(303, { location: '/', 'content-length': 0 }).end();
}

function insert(answers: string): void {
  number += 1;
  const reference = String(number).padStart(11, 'R');
  const now = Date.now();
  const messageId = `<${randomBytes(16).toString('hex')}@example.org>`;
  const email = addEmail.get(slug, 'contribution', reference, '{}', now, now, messageId);
  const [tokenHash, answersHash] = [randomBytes(32), randomBytes(32)];
  const facts = [slug, number, reference, tokenHash, version, now, 0, answers] as const;
  addContribution.run(...facts, 'site', '[]', '[]', answersHash, Number(email?.['id']), 1);
}

const server = createServer((request, response) => {
  if (request.method !== 'POST') {
    const type = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' };
    response.writeHead(200, { ...type, 'content-length': bytes.length }).end(bytes);
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    waiting.push({ answers: JSON.stringify(Object.fromEntries(form)).padEnd(size), response });
    if (commits === 'alone') commit();
    else if (waiting.length === 1) setImmediate(commit);
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);

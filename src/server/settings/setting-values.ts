/** Parses the values of settings. No message quotes a value, because it can contain a password. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** Returns a schema that parses a text. Fails with a WrongValue that says how to write the value. */
function readAs<T>(parse: (text: string) => T) {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
}

class WrongValue extends Error {}

/** @param message the sentence after the setting's name */
function wholeNumber(least: number, most: number, message: string) {
  return readAs((text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new WrongValue(message);
  });
}

export const portSchema = wholeNumber(0, 65_535, 'must be a port, a whole number from 0 to 65535');

export const proxiesSchema = wholeNumber(
  0,
  10,
  'must be how many reverse proxies sit in front of the site, a whole number from 0 to 10',
);

export const rateSchema = wholeNumber(1, 100_000, 'must be a whole number from 1 to 100000');

/** In bytes. A megabyte is a million bytes, the smaller of its two meanings. */
export const megabytesSchema = readAs((text) => {
  const number = /^\d{1,2}(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 1 && number <= 50) return Math.round(number * 1_000_000);
  throw new WrongValue('must be a number of megabytes from 1 to 50, such as 7 or 7.5');
});

export const hostSchema = readAs((text) => {
  if (isHost(text) && !text.startsWith('[')) return text;
  throw new WrongValue(
    'must be the IP address or name to listen on, such as 127.0.0.1 or ::1, without brackets or a port',
  );
});

export const publicUrlSchema = readAs((text) => {
  const url = /^https?:\/\/[^\s\\]+$/i.test(text) ? URL.parse(text) : null;
  if (url && url.href === `${url.origin}/` && isHost(url.hostname)) return url.origin;
  throw new WrongValue(
    'must be an address such as https://consult.example.org, without a path, a user or a password',
  );
});

export const smtpUrlSchema = readAs((text) => {
  const url = readSecretUrl(text, /^smtps?:$/, 'smtps://user:password@mail.example:465');
  if (!/^\/?$/.test(url.pathname) || url.search !== '') {
    throw new WrongValue(`must end after the port: ${encoding}`);
  }
  if (url.hostname === '' || !isHost(url.hostname)) {
    throw new WrongValue(`has no valid host after the @: ${encoding}`);
  }
  if (url.port === '0') throw new WrongValue('must have a port from 1 to 65535, or none');
  if ((url.username === '') !== (url.password === '')) {
    throw new WrongValue('must have a user and a password, or neither: user:password@ or nothing');
  }
  return url;
});

export const databaseUrlSchema = readAs((text) => {
  readSecretUrl(text, /^postgres(?:ql)?:$/, 'postgres://user:password@db.example:5432/weigh_in');
  return text;
});

const encoding =
  'in the user and the password write @ as %40, # as %23, / as %2F, ? as %3F, : as %3A, % as %25 and a space as %20';

/**
 * Returns the URL. Throws for special characters that a URL parser silently accepts in a password: the text after
 * them would become the host, which is logged.
 */
function readSecretUrl(text: string, protocol: RegExp, example: string): URL {
  const [, authority = '', rest = ''] = /^[^/]*:\/\/([^/?#]*)(.*)$/s.exec(text) ?? [];
  const isEncoded =
    isDecodable(text) &&
    !/[\s\p{Cc}\\]/u.test(text) &&
    !/@.*@/.test(authority) &&
    !/[@#]/.test(rest);
  if (!isEncoded) throw new WrongValue(`has a special character that is not encoded: ${encoding}`);
  const url = URL.parse(text);
  if (url && protocol.test(url.protocol) && authority + rest !== '') return url;
  throw new WrongValue(`must look like ${example}, and ${encoding}`);
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}

/** Returns whether a text is an IP address or a valid host name. */
function isHost(text: string): boolean {
  if (isIP(text.replace(/^\[(.*)\]$/, '$1')) !== 0) return true;
  const labels = domainToASCII(text).replace(/\.$/, '').split('.');
  return (
    labels.every((label) => /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

export const emailSchema = z.email('must be one email address, such as admin@example.org');

export const mailFromSchema = readAs((text) => {
  const [, name = '', address = text] = /^("[^<>"]*"\s*|[^<>"]*)<([^<>]+)>$/.exec(text) ?? [];
  if (isEmail(address) && !/[\p{Cc}]/u.test(name)) {
    return { name: name.replaceAll('"', '').trim(), address };
  }
  throw new WrongValue(
    'must be an email address such as weigh-in@example.org or Weigh In <weigh-in@example.org>',
  );
});

/** Keeps each address once, and accepts a final comma. */
export const recipientsSchema = readAs((text) => {
  const addresses = text
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const wrong = addresses.findIndex((address) => !isEmail(address));
  if (wrong >= 0 || addresses.length === 0) {
    const which = addresses.length === 0 ? '' : `; number ${wrong + 1} is not one`;
    throw new WrongValue(`must be email addresses separated by commas, without names${which}`);
  }
  return addresses.filter(
    (address, index) =>
      addresses.findIndex((other) => other.toLowerCase() === address.toLowerCase()) === index,
  );
});

function isEmail(text: string): boolean {
  return emailSchema.safeParse(text).success;
}

/**
 * The contract for storing contributions. `sqlite/` stores them in one folder, `postgres/` in a database that
 * several nodes share; tests/server/store/store.test.ts tests both by the same rules. When a promise resolves, the
 * data is committed and synced to disk; the receipt relies on this.
 */
import type { Consultation } from '../../consultation/consultation.ts';
import type { Channel, Contribution } from '../../contribution/contribution.ts';
import type { Answers } from '../../consultation/answers.ts';
import type { Withdrawn } from '../../contribution/withdrawn.ts';
import type { AtFaultPoint } from './fault-point.ts';
import type { OwnChanges } from './own-changes.ts';

export interface NewContribution {
  consultation: Consultation;
  answers: Answers;
  /** The check page's token. The same token with the same answers is the same contribution. */
  token: string;
  receivedAt: Date;
  late: boolean;
  /** How it came. Default: by the site. */
  channel?: Channel;
  /** Codes: sending marks (sending-marks.ts) and group marks (group-marks.ts). */
  marks?: string[];
  /** Words of a filled form that were not understood, and where they were. Default: none. */
  remarks?: string[];
}

export interface StoreOptions {
  /** The domain for Message-IDs. */
  mailDomain: string;
  /** Returns the time, in ms since 1970. */
  now?: (() => number) | undefined;
  /** Called with the reference of a contribution that cannot be read. */
  onUnreadable?: ((reference: string) => void) | undefined;
  /** Test hook: called at each fault point. */
  atFaultPoint?: AtFaultPoint | undefined;
}

export interface Stored {
  consultation: Consultation;
  contribution: Contribution;
  /** How its email was sent. `null`: it has not been sent yet. */
  delivered: Delivered | null;
  /** Whether its private link can change and withdraw it. */
  mayChange: boolean;
  /** `null`: it is not withdrawn. */
  withdrawn: Withdrawn | null;
}

interface Delivered {
  /** `null`: only some of the recipients have it, and the others are still tried. */
  at: Date | null;
  via: Via;
  /** Whether it bounced: a recipient's mail server could not deliver it (RFC 3464). */
  isBounced: boolean;
}

/** `added`: it is now on disk. `again`: the store already had it. `different`: this token belongs to other answers. */
export interface Added {
  outcome: 'added' | 'again' | 'different';
  number: number;
  reference: string;
}

/** How an email was sent: by a mail server, or as a file. */
export type Via = 'smtp' | 'file';

/** All times are by the clock of `StoreOptions.now`, in ms since 1970. */
export interface Store extends OwnChanges {
  /**
   * Stores a version of a consultation permanently, because contributions refer to it. The version that was stored
   * last is the newest, which the site shows.
   */
  keepVersion(consultation: Consultation): Promise<void>;

  /** Resolves to a version of a consultation that was once shown. */
  findVersion(slug: string, version: string): Promise<Consultation | null>;

  /** Resolves to the slugs of the consultations that have contributions. */
  storedSlugs(): Promise<string[]>;

  /** Resolves to the versions of a consultation that people have answered, oldest first. */
  answeredVersions(slug: string): Promise<Consultation[]>;

  /** Adds a contribution with its email to staff. Resolves when both are committed and synced. */
  add(added: NewContribution): Promise<Added>;

  /** Finds the contribution of a private link or of a form that is sent again. */
  findByToken(token: string): Promise<Stored | null>;

  /** Resolves to the key that signs links, or to `null` if no link has been made yet. */
  linkKey(): Promise<Buffer | null>;

  /** Resolves to the key that signs links, and creates it if there is none. */
  makeLinkKey(): Promise<Buffer>;

  /**
   * Resolves to a sentence that says why nothing can be stored now, or to `null` if it can. After a failed write it
   * tries a small one. Resolves within a second, whatever the disk does.
   */
  findTrouble(): Promise<string | null>;
}

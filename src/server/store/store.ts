/**
 * Where contributions are kept: the contract. `sqlite/` keeps them in one folder, `postgres/` in a database
 * that several nodes share; tests/server/store/store.test.ts holds both to the same rules. A promise that
 * resolves here is the receipt's ground: what it speaks of is committed and synced to disk.
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
  /** The check page's token: the same token with the same answers is the same contribution. */
  token: string;
  receivedAt: Date;
  late: boolean;
  /** How it came. Default: by the site. */
  channel?: Channel;
  /** Codes: what looks automatic (sending-marks.ts), and groups (group-marks.ts). */
  marks?: string[];
  /** Words of a filled form that were not understood, with where they stood. Default: none. */
  remarks?: string[];
}

export interface StoreOptions {
  /** For Message-IDs. */
  mailDomain: string;
  /** In ms since 1970. */
  now?: (() => number) | undefined;
  /** Told of a contribution that cannot be read, by its reference. */
  onUnreadable?: ((reference: string) => void) | undefined;
  /** Test hook: called at each fault point. */
  atFaultPoint?: AtFaultPoint | undefined;
}

export interface Stored {
  consultation: Consultation;
  contribution: Contribution;
  /** How its email left. `null`: it has not left yet. */
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
  /** It came back: the mail server of a recipient could not deliver it (RFC 3464). */
  isBounced: boolean;
}

/** `added`: now on disk. `again`: it was there already. `different`: this token belongs to other answers. */
export interface Added {
  outcome: 'added' | 'again' | 'different';
  number: number;
  reference: string;
}

/** By a mail server, or as a file. */
export type Via = 'smtp' | 'file';

/** All moments are by the clock of `StoreOptions.now`, in ms since 1970. */
export interface Store extends OwnChanges {
  /**
   * Keeps a version of a consultation for as long as the store lives, since contributions refer to it.
   * The version that was given last is the newest: the one that the site shows.
   */
  keepVersion(consultation: Consultation): Promise<void>;

  /** A consultation as it stood in a version that was once shown. */
  findVersion(slug: string, version: string): Promise<Consultation | null>;

  /** The consultations that have contributions, by slug. */
  storedSlugs(): Promise<string[]>;

  /** The versions of a consultation that people have answered, the oldest first. */
  answeredVersions(slug: string): Promise<Consultation[]>;

  /** Files a contribution with its email to staff. Resolves when both are committed and synced. */
  add(added: NewContribution): Promise<Added>;

  /** The contribution that a private link or a repeated sending speaks of. */
  findByToken(token: string): Promise<Stored | null>;

  /** The key that signs links. `null`: no link has been made yet. */
  linkKey(): Promise<Buffer | null>;

  /** The same: made where there is none. */
  makeLinkKey(): Promise<Buffer>;

  /**
   * Why nothing can be stored now, in a sentence; `null` when it can. After a failed write it tries a
   * small one. Answers within a second whatever the disk does.
   */
  findTrouble(): Promise<string | null>;
}

/** What an operator can set, and the only place where the environment is read. */
import { resolve } from 'node:path';
import { StartRefusal } from './refusal.ts';

export interface NodeConfig {
  /** PostgreSQL 15 or later, as the owner of the database, who may make roles. */
  readonly databaseUrl: string;
  /** A second small PostgreSQL database for the node's shares; never the same one. */
  readonly keystoreUrl: string;
  readonly host: string;
  /** 0 chooses a free port. */
  readonly appPort: number;
  readonly portalPort: number;
  /** Of the face that other nodes write to. */
  readonly federationPort: number;
  /** Where browsers reach the faces; null means `http://localhost:<port>`. */
  readonly appUrl: string | null;
  readonly portalUrl: string | null;
  /** Where other nodes reach this one; null means what the federation file says, or localhost. */
  readonly federationUrl: string | null;
  /** The signed federation file, or null for a node that stands alone. */
  readonly federationFile: string | null;
  /** The public keys of the two bodies that must have signed it. */
  readonly federationKeys: readonly string[];
  /** The signed release of the law that the node pins, or null for a node that pins none. */
  readonly lawRelease: string | null;
  /** C2SP verifier keys of whom the node trusts to release law. */
  readonly lawKeys: readonly string[];
  readonly behindProxy: boolean;
  readonly nodeName: string;
  /** ISO 3166-1 alpha-2, or ISO 3166-2 where the law differs inside a country, as `GB-EAW`. */
  readonly country: string;
  readonly dataFolder: string;
  readonly enrolmentTokens: readonly string[];
  readonly demo: boolean;
  /** The built app, or null when this process serves no screens. */
  readonly appDist: string | null;
}

type Kind =
  'text' | 'url' | 'port' | 'yes-no' | 'folder' | 'country' | 'tokens' | 'keys' | 'note-keys';

interface Setting {
  readonly kind: Kind;
  readonly unit: string;
  /** Taken when the variable is not set; `undefined` means that it must be set. */
  readonly otherwise: string | undefined;
  readonly prose: string;
}

/** Every variable that the node reads. */
export const SETTINGS = {
  DATABASE_URL: {
    kind: 'url',
    unit: 'postgres://…',
    otherwise: undefined,
    prose: 'The main database, PostgreSQL 15 or later, as its owner with the right to make roles.',
  },
  KEYSTORE_URL: {
    kind: 'url',
    unit: 'postgres://…',
    otherwise: undefined,
    prose: 'A second, small database for the node’s shares; its backups live at most 14 days.',
  },
  AMPARO_DATA: {
    kind: 'folder',
    unit: 'folder',
    otherwise: undefined,
    prose: 'Where the node keeps its own keys and the last checkpoint it signed.',
  },
  AMPARO_HOST: {
    kind: 'text',
    unit: 'address',
    otherwise: '127.0.0.1',
    prose: 'The address all faces listen on.',
  },
  AMPARO_APP_PORT: {
    kind: 'port',
    unit: 'port',
    otherwise: '8080',
    prose: 'The port of the practitioners’ face; 0 chooses a free one.',
  },
  AMPARO_PORTAL_PORT: {
    kind: 'port',
    unit: 'port',
    otherwise: '8081',
    prose: 'The port of the survivors’ portal; 0 chooses a free one.',
  },
  AMPARO_FEDERATION_PORT: {
    kind: 'port',
    unit: 'port',
    otherwise: '8082',
    prose: 'The port of the face that other nodes write to; 0 chooses a free one.',
  },
  AMPARO_APP_URL: {
    kind: 'url',
    unit: 'https://…',
    otherwise: '',
    prose: 'Where browsers reach the practitioners’ face, when a proxy stands before it.',
  },
  AMPARO_PORTAL_URL: {
    kind: 'url',
    unit: 'https://…',
    otherwise: '',
    prose: 'Where browsers reach the portal, when a proxy stands before it.',
  },
  AMPARO_FEDERATION_URL: {
    kind: 'url',
    unit: 'https://…',
    otherwise: '',
    prose: 'Where other nodes reach this one, when it differs from what the federation file says.',
  },
  AMPARO_FEDERATION_FILE: {
    kind: 'folder',
    unit: 'file',
    otherwise: '',
    prose:
      'The signed federation file; without it the node speaks with no other. It is read again when it changes.',
  },
  AMPARO_FEDERATION_KEYS: {
    kind: 'keys',
    unit: 'two Ed25519 public keys in base64url, separated by a comma',
    otherwise: '',
    prose: 'The keys of the two bodies that must both have signed the federation file.',
  },
  AMPARO_LAW_RELEASE: {
    kind: 'folder',
    unit: 'file',
    otherwise: '',
    prose:
      'A signed release of the law, which the node then pins; it is checked against the law that lies here.',
  },
  AMPARO_LAW_KEYS: {
    kind: 'note-keys',
    unit: 'verifier keys as name+hash+key, separated by commas',
    otherwise: '',
    prose: 'Whose signature on a release of the law the node trusts.',
  },
  AMPARO_BEHIND_PROXY: {
    kind: 'yes-no',
    unit: 'yes or no',
    otherwise: 'no',
    prose: 'Whether a proxy of the operator’s sets X-Forwarded-For; used to limit rates only.',
  },
  AMPARO_NODE_NAME: {
    kind: 'text',
    unit: 'name',
    otherwise: 'Amparo',
    prose: 'The name of the node, as people see it.',
  },
  AMPARO_COUNTRY: {
    kind: 'country',
    unit: 'ISO 3166-1 alpha-2, or 3166-2 as GB-EAW',
    otherwise: undefined,
    prose: 'The country, or the part of one, whose law the node stands under.',
  },
  AMPARO_ENROLMENT_TOKEN: {
    kind: 'tokens',
    unit: 'secrets of 16 characters or more, separated by commas',
    otherwise: '',
    prose: 'Invitations: with each, one organisation can join, once.',
  },
  AMPARO_DEMO: {
    kind: 'yes-no',
    unit: 'yes or no',
    otherwise: 'no',
    prose: 'Marks every screen as a demonstration with invented people.',
  },
  AMPARO_APP_DIST: {
    kind: 'folder',
    unit: 'folder',
    otherwise: '',
    prose: 'The built app, which this process then serves.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

type Name = keyof typeof SETTINGS;

/**
 * Reads the node's configuration.
 *
 * Refuses: `StartRefusal` `config/invalid`, naming the variable and never its value.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): NodeConfig {
  const text = (name: Name): string => check(name, SETTINGS[name], env[name]?.trim());
  const optional = (name: Name): string | null => text(name) || null;
  const appDist = text('AMPARO_APP_DIST');
  const federationFile = optional('AMPARO_FEDERATION_FILE');
  const federationKeys = splitTokens(text('AMPARO_FEDERATION_KEYS'));
  if (federationFile !== null && federationKeys.length === 0) {
    throw invalid('AMPARO_FEDERATION_KEYS', SETTINGS.AMPARO_FEDERATION_KEYS, 'is not set');
  }
  const lawRelease = optional('AMPARO_LAW_RELEASE');
  const lawKeys = splitTokens(text('AMPARO_LAW_KEYS'));
  if (lawRelease !== null && lawKeys.length === 0) {
    throw invalid('AMPARO_LAW_KEYS', SETTINGS.AMPARO_LAW_KEYS, 'is not set');
  }
  return {
    databaseUrl: text('DATABASE_URL'),
    keystoreUrl: text('KEYSTORE_URL'),
    host: text('AMPARO_HOST'),
    appPort: Number(text('AMPARO_APP_PORT')),
    portalPort: Number(text('AMPARO_PORTAL_PORT')),
    federationPort: Number(text('AMPARO_FEDERATION_PORT')),
    federationUrl: optional('AMPARO_FEDERATION_URL')?.replace(/\/$/, '') ?? null,
    federationFile: federationFile === null ? null : resolve(federationFile),
    federationKeys,
    lawRelease: lawRelease === null ? null : resolve(lawRelease),
    lawKeys,
    appUrl: optional('AMPARO_APP_URL'),
    portalUrl: optional('AMPARO_PORTAL_URL'),
    behindProxy: isYes(text('AMPARO_BEHIND_PROXY')),
    nodeName: text('AMPARO_NODE_NAME'),
    country: text('AMPARO_COUNTRY'),
    dataFolder: resolve(text('AMPARO_DATA')),
    enrolmentTokens: splitTokens(text('AMPARO_ENROLMENT_TOKEN')),
    demo: isYes(text('AMPARO_DEMO')),
    appDist: appDist === '' ? null : resolve(appDist),
  };
}

const CHECKS: Readonly<Record<Kind, (value: string) => boolean>> = {
  text: (value) => value.length <= 200,
  url: (value) => URL.canParse(value),
  port: (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535,
  'yes-no': (value) => ['yes', 'no', '1', '0', 'true', 'false'].includes(value),
  folder: (value) => !value.includes('\0'),
  country: (value) => /^[A-Z]{2}(-[A-Z]{2,3})?$/.test(value),
  keys: (value) => {
    const keys = splitTokens(value);
    const isKey = (key: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(key);
    return new Set(keys).size === 2 && keys.length === 2 && keys.every(isKey);
  },
  'note-keys': (value) =>
    splitTokens(value).every((key) => /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/.test(key)),
  tokens: (value) => splitTokens(value).every((token) => token.length >= 16 && token.length <= 200),
};

function check(name: string, setting: Setting, given: string | undefined): string {
  const value = given === undefined || given === '' ? setting.otherwise : given;
  if (value === undefined) throw invalid(name, setting, 'is not set');
  if (value !== '' && !CHECKS[setting.kind](value)) throw invalid(name, setting, 'cannot be used');
  return value;
}

function invalid(name: string, setting: Setting, what: string): StartRefusal {
  return new StartRefusal('config/invalid', `${name} (${setting.unit}) ${what}. ${setting.prose}`);
}

function isYes(value: string): boolean {
  return value === 'yes' || value === '1' || value === 'true';
}

function splitTokens(value: string): string[] {
  return value
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
}

/** A node of Amparo: start it, or look at what it can see. */
export { readConfig, SETTINGS } from './config.ts';
export type { NodeConfig } from './config.ts';
export { startNode } from './start.ts';
export type { RunningNode } from './start.ts';
export { createLogger, LOG_FIELDS } from './logger.ts';
export type { Logger } from './logger.ts';
export { forbidMemoryDumps } from './memory-dumps.ts';
export { StartRefusal } from './refusal.ts';
export type { StartRefusalCode } from './refusal.ts';
export { chooseDataDir, startEmbeddedPostgres } from './db/embedded/index.ts';
export type { EmbeddedOptions, EmbeddedPostgres } from './db/embedded/index.ts';
export { buildPortal } from './portal/index.ts';
export { VISIBLE, VISIBLE_IN_KEYSTORE, VISIBLE_IN_QUEUE } from './db/visible.ts';
export { checkNode } from './federation/conformance/index.ts';
export type { CheckAs, CheckLine, CheckReport } from './federation/conformance/index.ts';
export { listSigners } from './federation/membership.ts';
export { makeNextSigningKey } from './keys/index.ts';

/** Imported first: schemas may not write programs of their own, the page's policy forbids it. */
import { config } from 'zod';

config({ jitless: true });

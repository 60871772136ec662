import { type Command, UsageError } from './command.ts';
import { runCheck } from './federation/check.ts';
import { runInitBody, runNode, runShow, runSign } from './federation/file.ts';

/** Help for `amparo federation`. */
export const usage = `Usage: amparo federation init-body NAME --out FILE
       amparo federation node URL [--name NODE] [--address URL] [--next-key]
       amparo federation sign FILE --key FILE [--body NAME]
       amparo federation show FILE [--keys KEY,KEY]
       amparo federation check URL [--as NODE --key FILE] [--json]

Who belongs to a federation stands in one file that two bodies sign. Every node pins the public keys of both
(AMPARO_FEDERATION_KEYS) and is given the file (AMPARO_FEDERATION_FILE); it speaks with nobody else.

  init-body   makes the key of a body in FILE, readable by you alone, and prints its public half
  node        prints the entry of a running node for the file, as the node describes itself at the address of its
              face for other nodes. With --next-key it first makes the key to come, in AMPARO_DATA; start the node
              again, and let the next release name both keys, the one in use first
  sign        adds a signature to a statement or to a file that one body has signed, and prints the whole. Release
              numbers only rise
  show        prints what a file says and who signed it
  check       tries everything on a node that a peer could do to it, rightly and wrongly, and says how it did.
              It speaks as the node NODE of its federation file, with the key in FILE; on this machine's demo as
              the demo's checker. For a real federation, let the bodies add an entry for it, without an address

  --json      print the outcome as one object

Exit code: 0 all is well, 1 not signed as it must be or a check failed, 2 it could not be read or asked

Example
  amparo federation check http://localhost:4402
`;

const ACTIONS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  'init-body': runInitBody,
  node: runNode,
  sign: runSign,
  show: runShow,
  check: runCheck,
};

/** Makes, signs, shows and checks what nodes know of each other; see `usage`. */
export const run: Command['run'] = async ([action = '', ...args]) => {
  const known = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (known === undefined)
    throw new UsageError('Say what to do: init-body, node, sign, show or check.');
  return known(args);
};

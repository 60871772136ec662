import type { PacketQuestion } from '@amparo/casework/packets';

/**
 * The fields that the person lets out, with the words that they saw: what a file, a print and a packet hold, and
 * nothing else. What was asked and not ticked, or was taken out later, is not among them. Pure.
 */
export function tickedFields({ asked, codes }: Pick<PacketQuestion, 'asked' | 'codes'>) {
  return asked.fields.filter(({ code }) => codes.includes(code));
}

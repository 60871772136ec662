/** What tools/bench-ratio.mjs says in its own comments, for whoever compiles this package alone. */
declare module '*/tools/bench-ratio.mjs' {
  export type Bar = { readonly atMost: number } | { readonly atLeast: number };
  export interface Comparison {
    readonly name: string;
    readonly median: number;
    readonly spread: number;
    readonly bar: Bar;
    readonly ok: boolean;
  }
  export function compare(comparison: {
    readonly name: string;
    readonly bar: Bar;
    readonly ours: () => number | Promise<number>;
    readonly peer: () => number | Promise<number>;
    readonly passes?: number;
  }): Promise<Comparison>;
  export function report(
    comparisons: readonly Comparison[],
    options: { readonly json: boolean; readonly print?: (line: string) => void },
  ): 0 | 1;
}

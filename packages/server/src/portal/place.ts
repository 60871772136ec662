/** What a page must know about the node that shows it. Public, the same for everybody. */
export interface Place {
  /** Who runs the page, as people know them. */
  readonly nodeName: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** True for a practice node: every page says so. */
  readonly demo: boolean;
  /** The public key with which the node signs acknowledgements, base64url. */
  readonly nodeKey: string;
}

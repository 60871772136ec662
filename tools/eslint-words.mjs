const refused = /victim|rescue/i;

/**
 * The words we refuse. In law "victim" is a term of art and stays in provision texts; a person is never one. And
 * nobody here comes to the rescue: people find their way out, and others stand by them.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const words = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', properties: { quotesLaw: { type: 'boolean' } } }],
    messages: { refused: '"{{word}}" is a word we do not use: write "person" or "survivor".' },
  },
  create(context) {
    /** @param {import('eslint').Rule.Node} node @param {unknown} text */
    const check = (node, text) => {
      const word = typeof text === 'string' ? refused.exec(text)?.[0] : undefined;
      if (word !== undefined) context.report({ node, messageId: 'refused', data: { word } });
    };
    /** @type {import('eslint').Rule.RuleListener} */
    const names = {
      Identifier: (node) => {
        check(node, node.name);
      },
      PrivateIdentifier: (node) => {
        check(node, node.name);
      },
      JSXIdentifier: (/** @type {any} */ node) => {
        check(node, node.name);
      },
    };
    /** @type {import('eslint').Rule.RuleListener} */
    const texts = {
      Literal: (node) => {
        check(node, node.value);
      },
      TemplateElement: (node) => {
        check(node, node.value.raw);
      },
      JSXText: (/** @type {any} */ node) => {
        check(node, node.value);
      },
    };
    return context.options[0]?.quotesLaw === true ? names : { ...names, ...texts };
  },
};

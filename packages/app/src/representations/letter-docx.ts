/** The letter as an Office Open XML document. Loaded only when somebody exports. */
import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import type { IRunOptions } from 'docx';
import type { Block, LetterDocument } from '@amparo/casework/representations';
import { blockText } from './letter.ts';

export interface LetterWords {
  /** Stands before a note to the lawyer that is still open. */
  readonly check: string;
  readonly page: string;
  readonly of: string;
}

const FACE = 'Noto Sans';
const DASHES = 'dashes';

/** Makes the file. Its properties name nobody: no author, no organisation, a neutral title. */
export async function letterDocx(letter: LetterDocument, words: LetterWords): Promise<Blob> {
  const document = new Document({
    title: 'Letter',
    creator: '',
    lastModifiedBy: '',
    description: '',
    styles: { default: { document: { run: { font: FACE, size: 22 } } } },
    numbering: {
      config: [
        {
          reference: DASHES,
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '–',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 425, hanging: 425 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        footers: { default: footer(words) },
        children: [
          new Paragraph({ text: letter.title, heading: HeadingLevel.TITLE }),
          ...letter.blocks.flatMap((block) => paragraphs(block, words)),
        ],
      },
    ],
  });
  return Packer.toBlob(document);
}

function footer({ page, of }: LetterWords): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            children: [`${page} `, PageNumber.CURRENT, ` ${of} `, PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}

function marked(text: string): IRunOptions {
  return { text, bold: true, highlight: 'yellow' };
}

function paragraphs(block: Block, { check }: LetterWords): readonly Paragraph[] {
  const spacing = { after: 160 };
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_1, keepNext: true })];
    case 'list':
      return block.items
        .filter((item) => item.trim() !== '')
        .map(
          (item) =>
            new Paragraph({ text: item, numbering: { reference: DASHES, level: 0 }, spacing }),
        );
    case 'check':
      return [
        new Paragraph({
          spacing,
          children: [new TextRun(marked(`[${check}: ${block.text}]`))],
        }),
      ];
    case 'paragraph':
      return [
        new Paragraph({
          spacing,
          children: blockText(block)
            .split('\n')
            .map((line, index) => new TextRun(index === 0 ? line : { text: line, break: 1 })),
        }),
      ];
  }
}

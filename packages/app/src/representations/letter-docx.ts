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
import { blockText, languageOf } from './letter.ts';

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
  const { tag, direction } = languageOf(letter);
  const isRtl = direction === 'rtl';
  const language = isRtl ? { bidirectional: tag } : { value: tag };
  const document = new Document({
    title: 'Letter',
    creator: '',
    lastModifiedBy: '',
    description: '',
    styles: { default: { document: { run: { font: FACE, size: 22, language } } } },
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
          new Paragraph({
            heading: HeadingLevel.TITLE,
            bidirectional: isRtl,
            children: [run(letter.title, isRtl)],
          }),
          ...letter.blocks.flatMap((block) => paragraphs(block, words, isRtl)),
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

/** Runs of an Arabic letter are marked as such; the words of a law in Latin letters keep their own way. */
function run(text: string, isRtl: boolean): TextRun {
  return new TextRun({ text, rightToLeft: isRtl && RTL_LETTER.test(text) });
}

const RTL_LETTER = /\p{Script=Arabic}|\p{Script=Hebrew}/u;

function paragraphs(block: Block, { check }: LetterWords, isRtl: boolean): readonly Paragraph[] {
  const spacing = { after: 160 };
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: HeadingLevel.HEADING_1,
          keepNext: true,
          bidirectional: isRtl,
          pageBreakBefore: block.newPage === true,
          children: [run(block.text, isRtl)],
        }),
      ];
    case 'list':
      return block.items
        .filter((item) => item.trim() !== '')
        .map(
          (item) =>
            new Paragraph({
              numbering: { reference: DASHES, level: 0 },
              bidirectional: isRtl,
              spacing,
              children: [run(item, isRtl)],
            }),
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
          bidirectional: isRtl,
          children: blockText(block)
            .split('\n')
            .flatMap((line, at) => [
              ...(at === 0 ? [] : [new TextRun({ break: 1 })]),
              run(line, isRtl),
            ]),
        }),
      ];
  }
}

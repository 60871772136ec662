/** A mark that a person draws with finger, pen or mouse: a small picture, kept only where it is sealed. */
import { useEffect, useRef } from 'react';
import type { PointerEvent as Pointer } from 'react';
import { Button } from '../look/index.ts';
import { useWords } from '../words/index.ts';

const WIDTH = 560;
const HEIGHT = 180;

interface Props {
  /** The picture as base64url without a header; null while nothing is drawn. */
  readonly onChange: (mark: string | null) => void;
}

export function DrawnMark({ onChange }: Props) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef(false);
  useEffect(() => {
    clear(canvas.current);
  }, []);
  const at = ({ nativeEvent, currentTarget }: Pointer<HTMLCanvasElement>) => {
    const { width } = currentTarget.getBoundingClientRect();
    const scale = WIDTH / width;
    return [nativeEvent.offsetX * scale, nativeEvent.offsetY * scale] as const;
  };
  const done = () => {
    if (!drawing.current) return;
    drawing.current = false;
    const address = canvas.current?.toDataURL('image/png') ?? '';
    onChange(toMark(address));
  };
  return (
    <div className="stack-tight">
      <p className="field-label">{t('vouch.draw')}</p>
      <p className="field-hint">{t('vouch.draw.hint')}</p>
      <canvas
        ref={canvas}
        className="drawn-mark"
        width={WIDTH}
        height={HEIGHT}
        aria-label={t('vouch.draw')}
        onPointerDown={(event) => {
          const pen = event.currentTarget.getContext('2d');
          if (pen === null) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drawing.current = true;
          pen.beginPath();
          pen.moveTo(...at(event));
        }}
        onPointerMove={(event) => {
          const pen = event.currentTarget.getContext('2d');
          if (!drawing.current || pen === null) return;
          pen.lineTo(...at(event));
          pen.stroke();
        }}
        onPointerUp={done}
        onPointerCancel={done}
      />
      <div className="row">
        <Button
          weight="plain"
          icon="undo"
          onPress={() => {
            clear(canvas.current);
            onChange(null);
          }}
        >
          {t('vouch.draw.clear')}
        </Button>
      </div>
    </div>
  );
}

/** White paper and black ink in either theme: it may be printed. */
function clear(canvas: HTMLCanvasElement | null): void {
  const pen = canvas?.getContext('2d');
  if (pen == null) return;
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.strokeStyle = 'black';
  pen.lineWidth = 3;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
}

/** The base64url of a data address. */
export function toMark(address: string): string {
  const base64 = address.slice(address.indexOf(',') + 1);
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

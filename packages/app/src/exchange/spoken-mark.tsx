/** A few spoken words as a mark: recorded on this device, at most fifteen seconds, kept only sealed. */
import { useEffect, useRef, useState } from 'react';
import { Button } from '../look/index.ts';
import { useWords } from '../words/index.ts';
import { toMark } from './drawn-mark.tsx';

const LONGEST_MS = 15_000;
const BITS_PER_SECOND = 16_000;
/** As `packet/vouched` takes it. */
const LONGEST_MARK = 60_000;

interface Props {
  readonly onChange: (mark: string | null) => void;
}

export function SpokenMark({ onChange }: Props) {
  const { t } = useWords();
  const [state, setState] = useState<'idle' | 'recording' | 'kept' | 'refused' | 'long'>('idle');
  const stopNow = useRef<() => void>(() => undefined);
  useEffect(
    () => () => {
      stopNow.current();
    },
    [],
  );
  const start = async () => {
    onChange(null);
    try {
      const recording = await record();
      setState('recording');
      stopNow.current = recording.stop;
      const mark = await recording.mark;
      if (mark.length > LONGEST_MARK) {
        setState('long');
        return;
      }
      setState('kept');
      onChange(mark);
    } catch {
      setState('refused');
    }
  };
  return (
    <div className="stack-tight">
      <p className="field-label">{t('vouch.speak')}</p>
      <p className="field-hint">{t('vouch.speak.hint')}</p>
      <div className="row">
        {state === 'recording' ? (
          <Button
            icon="close"
            onPress={() => {
              stopNow.current();
            }}
          >
            {t('vouch.speak.stop')}
          </Button>
        ) : (
          <Button
            icon="dot"
            onPress={() => {
              void start();
            }}
          >
            {state === 'kept' ? t('vouch.speak.again') : t('vouch.speak.start')}
          </Button>
        )}
        <span role="status" className="small">
          {state === 'idle' ? '' : t(`vouch.speak.${state}`)}
        </span>
      </div>
    </div>
  );
}

interface Recording {
  readonly stop: () => void;
  readonly mark: Promise<string>;
}

/** Records until it is stopped. Throws where there is no microphone, or nobody allowed it. */
async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => {
    parts.push(data);
  });
  const ended = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => {
      resolve();
    });
  });
  const stop = () => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const timer = setTimeout(stop, LONGEST_MS);
  recorder.start();
  const mark = ended.then(async () => {
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    return readMark(new Blob(parts));
  });
  return { stop, mark };
}

async function readMark(sound: Blob): Promise<string> {
  const bytes = new Uint8Array(await sound.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return toMark(btoa(text));
}

/** Dialogs and things that unfold. */
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Icon } from './icon.tsx';

interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** A dialog; Escape and a press outside close it, focus returns to where it was. */
export function Sheet({ title, isOpen, onClose, narrow = false, children }: SheetProps) {
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={narrow ? 'dialog dialog-narrow' : 'dialog'}>
        <Dialog>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface RevealProps {
  readonly label: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A line that unfolds what is under it; print shows it unfolded. */
export function Reveal({ label, open = false, children }: RevealProps) {
  const [isOpen, setOpen] = useState(open);
  const id = useId();
  return (
    <div className="reveal">
      <button
        type="button"
        className="reveal-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <Icon name="chevron" size={16} />
        {label}
      </button>
      <div id={id} hidden={!isOpen} className="reveal-inside stack-tight">
        {isOpen ? children : null}
      </div>
    </div>
  );
}

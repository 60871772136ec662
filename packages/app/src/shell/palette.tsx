/** The command palette: every place and act by name, with the keyboard alone. */
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Header, Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { Icon } from '../look/index.ts';
import type { IconName } from '../look/index.ts';
import { useWords } from '../words/index.ts';

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** Said beside the label, such as a key or a state. */
  readonly more?: string;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly groups: readonly CommandGroup[];
}

/** Opens over everything; Escape closes it and focus returns. What is typed is kept nowhere. */
export function Palette({ isOpen, onClose, groups }: Props) {
  const { t } = useWords();
  const { contains } = useFilter({ sensitivity: 'base' });
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="dialog dialog-narrow">
        <Dialog aria-label={t('palette.open')} className="palette">
          <Autocomplete filter={contains}>
            <SearchField autoFocus className="field" autoComplete="off">
              <Label className="field-label">{t('palette.label')}</Label>
              <Input className="input" dir="auto" />
            </SearchField>
            <Menu
              className="palette-list"
              aria-label={t('palette.open')}
              onAction={(id) => {
                onClose();
                const all = groups.flatMap(({ commands }) => commands);
                all.find((command) => command.id === id)?.run();
              }}
              renderEmptyState={() => <p className="palette-group">{t('palette.nothing')}</p>}
            >
              {groups
                .filter(({ commands }) => commands.length > 0)
                .map((group) => (
                  <MenuSection key={group.title} id={group.title}>
                    <Header className="palette-group">{group.title}</Header>
                    {group.commands.map((command) => (
                      <MenuItem
                        key={command.id}
                        id={command.id}
                        textValue={command.label}
                        className="pick-item"
                      >
                        <Icon name={command.icon} />
                        <span dir="auto">{command.label}</span>
                        {command.more === undefined ? null : (
                          <span className="palette-more">{command.more}</span>
                        )}
                      </MenuItem>
                    ))}
                  </MenuSection>
                ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

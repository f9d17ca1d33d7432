import { Box, Flex, Modal, Typography } from '@strapi/design-system';
import { useRef, useState } from 'react';
import { styled } from 'styled-components';

import { FIELD_GROUPS, type FieldDescription } from '../../../../../shared/forms';
import type { TextKey } from '../../../translations/texts';
import { ModalDialog } from '../../../ui/ModalDialog';
import { SearchBox } from '../../../ui/SearchBox';
import { useTexts } from '../../../ui/useTexts';
import { FIELD_DESCRIPTIONS, isBuiltIn } from '../../field-kinds';
import { TypeIcon } from '../../TypeIcon';
import { useNames } from '../../useNames';

const Cards = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spaces[3]};
  grid-template-columns: repeat(auto-fill, minmax(26rem, 1fr));
`;

const Card = styled.button`
  background: ${({ theme }) => theme.colors.neutral0};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  cursor: pointer;
  padding: ${({ theme }) => theme.spaces[4]};
  text-align: left;

  &:hover {
    background: ${({ theme }) => theme.colors.primary100};
    border-color: ${({ theme }) => theme.colors.primary200};
  }
`;

const useFound = (search: string) => {
  const t = useTexts();
  const { typeName } = useNames();
  const hintOf = ({ type, hint = '' }: FieldDescription) => (isBuiltIn(type) ? t(`forms.type.${type}-hint` as TextKey) : hint);
  const wanted = search.toLowerCase().trim();
  const cards = [...FIELD_DESCRIPTIONS.values()].map((description) => ({
    type: description.type,
    group: description.group,
    name: typeName(description.type),
    hint: hintOf(description),
  }));
  return cards.filter(({ name, hint, type }) => `${name} ${hint} ${type}`.toLowerCase().includes(wanted));
};

const Picker = ({ onPick }: { onPick: (type: string) => void }) => {
  const t = useTexts();
  const [search, setSearch] = useState('');
  const found = useFound(search);
  return (
    <Flex direction="column" alignItems="stretch" gap={6} data-field-picker>
      <SearchBox name="field-type-search" label={t('forms.picker.search')} value={search} onChange={setSearch} />
      {found.length === 0 && <Typography textColor="neutral600">{t('forms.picker.nothing')}</Typography>}
      {FIELD_GROUPS.map((group) => {
        const cards = found.filter((card) => card.group === group);
        return cards.length === 0 ? null : (
          <Box key={group} role="group" aria-label={t(`forms.group.${group}`)}>
            <Typography variant="sigma" tag="h3" textColor="neutral600" paddingBottom={2}>
              {t(`forms.group.${group}`)}
            </Typography>
            <Cards>
              {cards.map(({ type, name, hint }) => (
                <Card key={type} type="button" onClick={() => onPick(type)}>
                  <Flex gap={4}>
                    <TypeIcon type={type} />
                    <Box>
                      <Typography tag="span" fontWeight="bold" textColor="neutral800" style={{ display: 'block' }}>
                        {name}
                      </Typography>
                      <Typography tag="span" variant="pi" textColor="neutral600">
                        {hint}
                      </Typography>
                    </Box>
                  </Flex>
                </Card>
              ))}
            </Cards>
          </Box>
        );
      })}
    </Flex>
  );
};

interface FieldPickerProps {
  readonly isOpen: boolean;
  readonly onPick: (type: string) => void;
  readonly onClose: () => void;
}

/** All types of fields, by group, as the Content-Type Builder offers those of attributes. */
export const FieldPicker = ({ isOpen, onPick, onClose }: FieldPickerProps) => {
  const t = useTexts();
  // What was picked takes the focus itself.
  const isPicked = useRef(false);
  return (
    <ModalDialog
      title={t('forms.picker.title')}
      isOpen={isOpen}
      onClose={onClose}
      onCloseAutoFocus={(event) => {
        if (isPicked.current) event.preventDefault();
        isPicked.current = false;
      }}
    >
      <Modal.Body>
        {isOpen && (
          <Picker
            onPick={(type) => {
              isPicked.current = true;
              onPick(type);
            }}
          />
        )}
      </Modal.Body>
    </ModalDialog>
  );
};

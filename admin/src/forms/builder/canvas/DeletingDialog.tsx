import { Flex, Typography } from '@strapi/design-system';

import type { FormField, FormPage } from '../../../../../shared/contracts/form';
import { ConfirmAction } from '../../../ui/ConfirmAction';
import { useTexts } from '../../../ui/useTexts';
import { dependentsOf, jumpersTo, type Owner } from '../../draft/condition';
import { useNames } from '../../useNames';
import { useDefinition, useIsLocked } from '../useBuilder';

/** Dependants that are named; so many that the question itself is out of sight tell nobody anything. */
const MOST = 6;

/** What somebody wants to be rid of. */
export type Leaving =
  { readonly kind: 'field'; readonly field: FormField } | { readonly kind: 'page'; readonly page: FormPage } | null;

/** Who else would lose something: dependants that do not go themselves. */
export const useDependents = () => {
  const { definition } = useDefinition();
  return (leaving: NonNullable<Leaving>): readonly Owner[] => {
    const fields = leaving.kind === 'field' ? [leaving.field] : leaving.page.fields;
    const going = new Set([...fields.map(({ id }) => id), ...(leaving.kind === 'page' ? [leaving.page.id] : [])]);
    const owners = [
      ...fields.flatMap(({ key }) => dependentsOf(definition, key)),
      ...(leaving.kind === 'page' ? jumpersTo(definition, leaving.page.id) : []),
    ];
    return owners.filter((owner, index) => !going.has(owner.id) && owners.findIndex(({ id }) => id === owner.id) === index);
  };
};

interface DeletingDialogProps {
  /** `null` keeps the dialog closed. */
  readonly leaving: Leaving;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is deleted that others depend on or that has answers, and names them. */
export const DeletingDialog = ({ leaving, onConfirm, onClose }: DeletingDialogProps) => {
  const t = useTexts();
  const { definition } = useDefinition();
  const { pageName } = useNames();
  const isLocked = useIsLocked();
  const findDependents = useDependents();
  const nameOf = (owner: Owner) => {
    const page = owner.kind === 'page' && definition.pages.find(({ id }) => id === owner.id);
    return page ? pageName(definition, page) : owner.name;
  };
  const dependents = leaving ? findDependents(leaving) : [];
  const fields = leaving?.kind === 'page' ? leaving.page.fields : leaving ? [leaving.field] : [];
  const hasAnswers = fields.some(({ key }) => isLocked(key));
  const name = leaving?.kind === 'page' ? pageName(definition, leaving.page) : (leaving?.field.label ?? '');
  return (
    <ConfirmAction
      isOpen={leaving !== null}
      onClose={onClose}
      title={t(leaving?.kind === 'page' ? 'forms.deleting.page' : 'forms.deleting.field', { name })}
      confirmLabel={t('ui.delete')}
      variant="danger"
      onConfirm={onConfirm}
    >
      <Flex direction="column" gap={3}>
        {leaving?.kind === 'page' && fields.length > 0 && (
          <Typography textAlign="center">{t('forms.deleting.fields', { count: fields.length })}</Typography>
        )}
        {dependents.length > 0 && (
          <>
            <Typography textAlign="center">{t('forms.deleting.dependents', { count: dependents.length })}</Typography>
            <Flex tag="ul" direction="column" gap={1}>
              {dependents.slice(0, MOST).map((owner) => (
                <Typography key={owner.id} tag="li" fontWeight="bold" textAlign="center" style={{ overflowWrap: 'anywhere' }}>
                  {nameOf(owner)}
                </Typography>
              ))}
              {dependents.length > MOST && (
                <Typography tag="li">{t('ui.and-more', { count: dependents.length - MOST })}</Typography>
              )}
            </Flex>
            <Typography textAlign="center" textColor="neutral600">
              {t('forms.deleting.dependents-lose')}
            </Typography>
          </>
        )}
        {hasAnswers && (
          <Typography textAlign="center" textColor="neutral600">
            {t('forms.deleting.answers-stay')}
          </Typography>
        )}
      </Flex>
    </ConfirmAction>
  );
};

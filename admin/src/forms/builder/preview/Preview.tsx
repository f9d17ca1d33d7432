import { Flex, Loader } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';

import type { PublicForm } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import type { MemoryDraft } from './memory-draft';
import type { MountedPreview, Send } from './mount-preview';

type Module = typeof import('./mount-preview');

const Frame = styled.div<{ $isNarrow: boolean }>`
  width: 100%;
  max-width: ${({ $isNarrow }) => ($isNarrow ? '390px' : 'none')};
  margin: 0 auto;
  overflow: auto;
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
`;

interface PreviewProps {
  readonly form: PublicForm;
  readonly isDark: boolean;
  readonly isNarrow: boolean;
  readonly send: Send;
  /** What was filled in stays when the form is drawn anew. */
  readonly kept?: MemoryDraft;
  /** The page that is to be seen. */
  readonly page?: string | undefined;
  /** Key of the field that is framed. */
  readonly chosen?: string | undefined;
  /** A field was entered, by pointer or keyboard. */
  readonly onPick?: (key: string) => void;
}

/** The field that an event inside of the shadow tree comes from. */
const fieldOf = (event: Event): string | undefined => {
  const inside = event
    .composedPath()
    .find((one): one is HTMLElement => one instanceof HTMLElement && one.dataset.field !== undefined);
  return inside?.dataset.field;
};

/** The form as visitors see it. The library is loaded with the first preview. */
export const Preview = ({ form, isDark, isNarrow, send, kept, page, chosen, onPick }: PreviewProps) => {
  const t = useTexts();
  const host = useRef<HTMLDivElement>(null);
  const [module, setModule] = useState<Module | null>(null);
  // A new function must not draw the form anew: that would empty it.
  const latest = useRef({ send, onPick });
  const mounted = useRef<MountedPreview | null>(null);
  useEffect(() => {
    latest.current = { send, onPick };
  });
  useEffect(() => {
    let isGone = false;
    void import('./mount-preview').then((loaded) => !isGone && setModule(loaded));
    return () => {
      isGone = true;
    };
  }, []);
  useEffect(() => {
    if (!module || !host.current) return undefined;
    if (page !== undefined) kept?.turnTo(page);
    const preview = module.mountPreview(host.current, form, { isDark, send: (...given) => latest.current.send(...given), kept });
    mounted.current = preview;
    return () => preview.remove();
  }, [module, form, isDark, kept, page]);
  useEffect(() => mounted.current?.mark(chosen), [module, form, isDark, kept, page, chosen]);
  useEffect(() => {
    const element = host.current;
    const pick = (event: Event) => {
      const key = fieldOf(event);
      if (key !== undefined) latest.current.onPick?.(key);
    };
    element?.addEventListener('click', pick);
    element?.addEventListener('focusin', pick);
    return () => {
      element?.removeEventListener('click', pick);
      element?.removeEventListener('focusin', pick);
    };
  }, []);
  return (
    <>
      {!module && (
        <Flex justifyContent="center" padding={8}>
          <Loader small>{t('ui.loading')}</Loader>
        </Flex>
      )}
      <Frame ref={host} $isNarrow={isNarrow} data-form-preview />
    </>
  );
};

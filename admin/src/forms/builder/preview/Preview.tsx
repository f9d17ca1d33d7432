import { Flex, Loader } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';

import type { PublicForm } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import type { Send } from './mount-preview';

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
}

/** The form as visitors see it. The library is loaded with the first preview. */
export const Preview = ({ form, isDark, isNarrow, send }: PreviewProps) => {
  const t = useTexts();
  const host = useRef<HTMLDivElement>(null);
  const [module, setModule] = useState<Module | null>(null);
  // A new function must not draw the form anew: that would empty it.
  const latestSend = useRef(send);
  useEffect(() => {
    latestSend.current = send;
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
    return module.mountPreview(host.current, form, { isDark, send: (...given) => latestSend.current(...given) });
  }, [module, form, isDark]);
  return (
    <>
      {!module && (
        <Flex justifyContent="center" padding={8}>
          <Loader small>{t('forms.loading')}</Loader>
        </Flex>
      )}
      <Frame ref={host} $isNarrow={isNarrow} data-form-preview />
    </>
  );
};

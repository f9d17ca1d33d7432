import { Box, Flex, Grid, IconButton, Loader, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp } from '@strapi/icons';
import { useIsDesktop, usePersistentState } from '@strapi/strapi/admin';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { createGlobalStyle, styled } from 'styled-components';

import type { RequestPreview } from '../../../../../shared/contracts';
import { CodeBlock } from '../../../ui/CodeBlock';
import { HeadersTable } from '../../../ui/HeadersTable';
import { useTexts } from '../../../ui/useTexts';
import { SamplePickers } from './SamplePickers';
import { useLivePreview } from './useLivePreview';
import type { SampleState } from './useSample';

/** Fixed, not sticky: the layout around Strapi's pages clips its overflow, and with it everything that would stick. */
const Dock = styled.section`
  position: fixed;
  bottom: 0;
  z-index: 5;
  background: ${({ theme }) => theme.colors.neutral0};
  border-top: 1px solid ${({ theme }) => theme.colors.neutral200};
  box-shadow: 0 -2px 8px ${({ theme }) => theme.colors.neutral800}14;

  /* The room that ScrollRoom keeps for the dock is not for what is inside: it would scroll out of sight there. */
  && :is(a, button, input, textarea, [tabindex]) {
    scroll-margin: 0;
  }
`;

/** What takes the focus must not come to lie under the header that sticks to the top, or under the dock. */
const ScrollRoom = createGlobalStyle<{ $bottom: number }>`
  [data-switchboard-editor] :is(a, button, input, textarea, [tabindex]) {
    scroll-margin: 8rem 0 calc(${({ $bottom }) => $bottom}px + 2rem);
  }
`;

/** Of the two boxes; the form above keeps more than half of the window. */
const BOX_HEIGHT = '26vh';

/** Where an element is, kept up with every change of its size or the window's. */
const useRect = <T extends HTMLElement>() => {
  const ref = useRef<T>(null);
  const [rect, setRect] = useState({ left: 0, width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = () => {
      const { left, width, height } = element.getBoundingClientRect();
      setRect({ left, width, height });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, []);
  return [ref, rect] as const;
};

const Request = ({ request }: { request: RequestPreview }) => {
  const t = useTexts();
  const size = new TextEncoder().encode(request.body).length;
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} xs={12} alignItems="flex-start">
        <HeadersTable
          label={t('webhooks.preview.headers', { count: request.headers.length })}
          headers={request.headers}
          maxHeight={BOX_HEIGHT}
        />
      </Grid.Item>
      <Grid.Item col={6} xs={12} alignItems="flex-start">
        <CodeBlock label={t('webhooks.preview.body', { size })} code={request.body} maxHeight={BOX_HEIGHT} />
      </Grid.Item>
    </Grid.Root>
  );
};

interface PreviewDockProps {
  readonly webhookId: string | null;
  readonly state: SampleState;
  /** Stand in the dock's bar where the page's own header does not stay in sight. */
  readonly actions?: ReactNode;
}

/** The exact request of what is being edited, always in sight at the foot of the page; folds away to one line. */
export const PreviewDock = ({ webhookId, state, actions }: PreviewDockProps) => {
  const t = useTexts();
  // The spacer says where the page's content is, the dock how much of it has to stay free below.
  const [spacer, { left, width }] = useRect<HTMLDivElement>();
  const [dock, { height }] = useRect<HTMLElement>();
  // A small screen has no room for both at first; what somebody chose there is remembered apart.
  const isDesktop = useIsDesktop();
  const [isOpen, setIsOpen] = usePersistentState(isDesktop ? 'switchboard-preview' : 'switchboard-preview-small', isDesktop);
  const { request, isUpdating, faults } = useLivePreview(webhookId, state, isOpen);
  return (
    <>
      <ScrollRoom $bottom={height} />
      <Box ref={spacer} aria-hidden style={{ height: height + 24 }} />
      <Dock ref={dock} style={{ left, width }} aria-label={t('webhooks.preview.title')} aria-busy={isUpdating}>
        <Flex gap={3} padding={2} paddingLeft={4} paddingRight={4} justifyContent="space-between" wrap="wrap">
          <Flex gap={3} minWidth={0}>
            <IconButton
              size="S"
              variant="ghost"
              label={t(isOpen ? 'webhooks.preview.fold' : 'webhooks.preview.unfold')}
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            >
              {isOpen ? <ChevronDown /> : <ChevronUp />}
            </IconButton>
            <Typography variant="omega" fontWeight="bold" tag="h2" style={{ whiteSpace: 'nowrap' }}>
              {t('webhooks.preview.title')}
            </Typography>
            {isOpen && request && faults.length === 0 && (
              <Typography variant="pi" textColor="neutral600" ellipsis title={request.url}>
                {`${request.method} ${request.url}`}
              </Typography>
            )}
          </Flex>
          {actions}
          {isOpen && <SamplePickers state={state} />}
        </Flex>
        {isOpen && (
          <Box maxHeight="42vh" overflow="auto" padding={4} paddingTop={1} style={{ opacity: isUpdating && request ? 0.7 : 1 }}>
            {faults.length > 0 && (
              <Box paddingBottom={3} role="status">
                <Typography fontWeight="bold" tag="p">
                  {t('webhooks.preview.not-yet')}
                </Typography>
                {faults.slice(0, 5).map((fault) => (
                  <Typography key={fault} tag="p" textColor="neutral600">
                    {fault}
                  </Typography>
                ))}
              </Box>
            )}
            {request && faults.length === 0 && (
              <>
                {request.skippedBecause && (
                  <Box background="warning100" hasRadius padding={2} paddingLeft={3} marginBottom={3} role="status">
                    <Typography variant="pi" textColor="neutral800">
                      {t(`webhooks.preview.skipped-${request.skippedBecause}`)}
                    </Typography>
                  </Box>
                )}
                <Request request={request} />
              </>
            )}
            {!request && faults.length === 0 && (
              <Flex justifyContent="center" padding={6}>
                <Loader small>{t('ui.loading')}</Loader>
              </Flex>
            )}
          </Box>
        )}
      </Dock>
    </>
  );
};

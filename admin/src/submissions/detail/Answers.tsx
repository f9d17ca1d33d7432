import { Badge, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { SubmissionView } from '../../../../shared/contracts/form';
import { Section } from '../../ui/Section';
import { useTexts } from '../../ui/useTexts';
import { FileLinks } from './FileLinks';

type AskedField = SubmissionView['answers'][number]['fields'][number];

/** A URL that parses is not a safe URL. */
const hrefOf = ({ type, text }: AskedField): string | null => {
  if (type === 'email' && text !== '') return `mailto:${encodeURIComponent(text)}`;
  if (type !== 'url' || !URL.canParse(text)) return null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
};

const Outside = styled.a`
  color: ${({ theme }) => theme.colors.primary600};
`;

const Words = ({ field }: { field: AskedField }) => {
  const t = useTexts();
  const href = hrefOf(field);
  if (field.text === '') return <Typography textColor="neutral600">{t('submissions.no-answer')}</Typography>;
  return (
    <Typography tag="bdi" style={{ display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {href ? (
        <Outside href={href} rel="noopener noreferrer nofollow" target="_blank">
          {field.text}
        </Outside>
      ) : (
        field.text
      )}
    </Typography>
  );
};

/** Answers with pages, labels and options as they were asked. */
export const Answers = ({ submission }: { submission: SubmissionView }) => {
  const t = useTexts();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {submission.answers.map(({ page, fields }, index) => (
        <Section key={index} title={page || undefined}>
          <Flex tag="dl" direction="column" alignItems="stretch" gap={4} style={{ margin: 0 }}>
            {fields.map((field) => (
              <div key={field.id}>
                <Flex tag="dt" gap={2} wrap="wrap">
                  <Typography variant="pi" fontWeight="bold" textColor="neutral600">
                    {field.label || field.key}
                  </Typography>
                  {field.isRetired && <Badge size="S">{t('submissions.retired')}</Badge>}
                </Flex>
                <dd style={{ margin: 0 }}>
                  {field.type === 'file' ? (
                    <FileLinks files={submission.files.filter((file) => file.field === field.key)} />
                  ) : (
                    <Words field={field} />
                  )}
                </dd>
              </div>
            ))}
          </Flex>
        </Section>
      ))}
      {submission.answers.length === 0 && (
        <Section>
          <Typography textColor="neutral600">{t('submissions.no-answers')}</Typography>
        </Section>
      )}
    </Flex>
  );
};

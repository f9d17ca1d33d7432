import { Box, Flex, Typography } from '@strapi/design-system';
import { Calendar, Briefcase, File, Headphones, Mail, Message, Star } from '@strapi/icons';
import type { ComponentType, SVGProps } from 'react';
import { styled } from 'styled-components';

import { useTexts } from '../../ui/useTexts';
import { TEMPLATES, type Template } from '../templates';

/** The name of a template, or of none. */
export type Start = Template['name'] | 'blank';

const ICONS: Readonly<Record<Start, ComponentType<SVGProps<SVGSVGElement>>>> = {
  blank: File,
  contact: Message,
  newsletter: Mail,
  event: Calendar,
  job: Briefcase,
  feedback: Star,
  support: Headphones,
};

const Grid = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spaces[3]};
  grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr));
`;

const Card = styled.button<{ $isChosen: boolean }>`
  background: ${({ theme, $isChosen }) => ($isChosen ? theme.colors.primary100 : theme.colors.neutral0)};
  border: 1px solid ${({ theme, $isChosen }) => ($isChosen ? theme.colors.primary600 : theme.colors.neutral200)};
  border-radius: ${({ theme }) => theme.borderRadius};
  cursor: pointer;
  display: flex;
  align-items: flex-start;
  padding: ${({ theme }) => theme.spaces[4]};
  text-align: left;

  &:hover {
    background: ${({ theme }) => theme.colors.primary100};
    border-color: ${({ theme, $isChosen }) => ($isChosen ? theme.colors.primary600 : theme.colors.primary200)};
  }
`;

interface TemplateCardsProps {
  readonly label: string;
  /** None is marked where choosing acts at once. */
  readonly chosen?: Start;
  readonly onChoose: (start: Start) => void;
}

/** What a form can start from. */
export const TemplateCards = ({ label, chosen, onChoose }: TemplateCardsProps) => {
  const t = useTexts();
  const starts: readonly Start[] = ['blank', ...TEMPLATES.map(({ name }) => name)];
  return (
    <Grid role="group" aria-label={label}>
      {starts.map((start) => {
        const Icon = ICONS[start];
        return (
          <Card
            key={start}
            type="button"
            $isChosen={start === chosen}
            aria-pressed={chosen === undefined ? undefined : start === chosen}
            onClick={() => onChoose(start)}
          >
            <Flex gap={3} alignItems="flex-start">
              <Box shrink={0} paddingTop={1} color="primary600">
                <Icon width="1.6rem" height="1.6rem" fill="currentColor" aria-hidden />
              </Box>
              <Box>
                <Typography tag="span" fontWeight="bold" textColor="neutral800" style={{ display: 'block' }}>
                  {t(`forms.template.${start}`)}
                </Typography>
                <Typography tag="span" variant="pi" textColor="neutral600">
                  {t(`forms.template.${start}-hint`)}
                </Typography>
              </Box>
            </Flex>
          </Card>
        );
      })}
    </Grid>
  );
};

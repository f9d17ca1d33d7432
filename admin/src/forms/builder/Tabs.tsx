import { Box } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { formPath, insightsPath, submissionsPath, TABS, type Tab } from '../paths';

const Strip = styled.ul`
  display: flex;
  flex-wrap: wrap;
  column-gap: ${({ theme }) => theme.spaces[4]};
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
`;

/* Drawn as the design system's tabs. Links, because each has an address of its own and two of them lead to other pages. */
const TabLink = styled(Link)`
  display: block;
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[2]}`};
  margin-bottom: -1px;
  border-bottom: 2px solid transparent;
  color: ${({ theme }) => theme.colors.neutral600};
  font-size: 1.2rem;
  font-weight: 600;
  line-height: 1.6rem;
  letter-spacing: 0.02rem;
  text-decoration: none;
  text-transform: uppercase;

  &:hover {
    color: ${({ theme }) => theme.colors.primary600};
  }
  &[aria-current='page'] {
    border-bottom-color: ${({ theme }) => theme.colors.primary600};
    color: ${({ theme }) => theme.colors.primary600};
  }
`;

/** The parts of a form: what is edited here, and what has come of it on pages of their own. */
export const FormTabs = ({ id, current }: { id: string; current: Tab | 'insights' }) => {
  const t = useTexts();
  const submissions = useAllowed('submissions');
  const tabs = [
    ...TABS.map((tab) => ({ name: tab, to: formPath(id, tab) })),
    ...(submissions.can.read
      ? [
          { name: 'submissions' as const, to: submissionsPath(id) },
          { name: 'insights' as const, to: insightsPath(id) },
        ]
      : []),
  ];
  return (
    <Box tag="nav" aria-label={t('forms.tabs')}>
      <Strip>
        {tabs.map(({ name, to }) => (
          <li key={name}>
            <TabLink to={to} aria-current={name === current ? 'page' : undefined}>
              {t(`forms.tab.${name}`)}
            </TabLink>
          </li>
        ))}
      </Strip>
    </Box>
  );
};

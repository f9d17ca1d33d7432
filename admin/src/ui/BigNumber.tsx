import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

const Tile = styled(Box)`
  position: relative;

  dd {
    margin: 0;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  /* The whole tile can be clicked, its number is what the link is called. */
  a::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: ${({ theme }) => theme.borderRadius};
  }
  &:has(a:hover) {
    border-color: ${({ theme }) => theme.colors.primary600};
  }
  a:focus-visible {
    outline: none;
  }
  a:focus-visible::after {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;

interface BigNumberProps {
  readonly name: string;
  readonly value: string;
  readonly remark: ReactNode;
  /** What the number counts. */
  readonly to?: string;
  readonly isBad?: boolean;
}

/** A number at a glance, in a `dl`. */
export const BigNumber = ({ name, value, remark, to, isBad = false }: BigNumberProps) => (
  <Tile background="neutral0" borderColor="neutral150" shadow="tableShadow" hasRadius padding={5}>
    <Typography tag="dt" variant="pi" fontWeight="bold" textColor="neutral600">
      {name}
    </Typography>
    <dd>
      <Typography
        tag="p"
        variant="alpha"
        textColor={isBad ? 'danger600' : 'neutral800'}
        style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
      >
        {to ? <Link to={to}>{value}</Link> : value}
      </Typography>
      <Flex minHeight="2rem">
        <Typography variant="pi" textColor="neutral600">
          {remark}
        </Typography>
      </Flex>
    </dd>
  </Tile>
);

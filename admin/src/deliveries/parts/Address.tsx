import { Tooltip, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

const Line = styled.span`
  display: block;
  max-width: 100%;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
`;

const split = (url: string): { host: string; rest: string } => {
  if (!URL.canParse(url)) return { host: url, rest: '' };
  const { host, pathname, search } = new URL(url);
  return { host, rest: `${pathname === '/' ? '' : pathname}${search}` };
};

/** A receiver URL on one line: the host stands out, what does not fit is in the tooltip. */
export const Address = ({ url }: { url: string }) => {
  const { host, rest } = split(url);
  return (
    <Tooltip label={url}>
      <Line>
        <Typography variant="pi" fontWeight="semiBold" textColor="neutral800">
          {host}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {rest}
        </Typography>
      </Line>
    </Tooltip>
  );
};

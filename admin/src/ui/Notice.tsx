import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';
import type { ReactNode } from 'react';

const LOOKS = {
  success: { color: 'success', Icon: CheckCircle },
  warning: { color: 'warning', Icon: WarningCircle },
  danger: { color: 'danger', Icon: WarningCircle },
  info: { color: 'primary', Icon: Information },
} as const;

interface NoticeProps {
  readonly variant: keyof typeof LOOKS;
  readonly title?: string;
  readonly children?: ReactNode;
}

/** Something to know that stays as long as it is true; what can be closed is one of Strapi's notifications. */
export const Notice = ({ variant, title, children }: NoticeProps) => {
  const { color, Icon } = LOOKS[variant];
  return (
    <Box
      role={variant === 'danger' ? 'alert' : 'status'}
      background={`${color}100`}
      borderColor={`${color}200`}
      hasRadius
      padding={4}
    >
      <Flex gap={3} alignItems="flex-start">
        <Icon fill={`${color}600`} width="1.6rem" height="1.6rem" aria-hidden style={{ flexShrink: 0, marginTop: '0.2rem' }} />
        <Flex direction="column" alignItems="stretch" gap={1} minWidth={0}>
          {title && (
            <Typography fontWeight="bold" tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Typography>
          )}
          {children && (
            <Typography tag="div" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
              {children}
            </Typography>
          )}
        </Flex>
      </Flex>
    </Box>
  );
};

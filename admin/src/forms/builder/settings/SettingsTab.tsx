import { Flex } from '@strapi/design-system';

import { AccessSection } from './AccessSection';
import { GeneralSection } from './GeneralSection';
import { LimitsSection } from './LimitsSection';
import { NoticesSection } from './NoticesSection';
import { PrivacySection } from './PrivacySection';
import { SpamSection } from './SpamSection';
import { SuccessSection } from './SuccessSection';

/** What holds for the form as a whole. */
export const SettingsTab = () => (
  <Flex direction="column" alignItems="stretch" gap={4}>
    <GeneralSection />
    <SuccessSection />
    <LimitsSection />
    <NoticesSection />
    <SpamSection />
    <PrivacySection />
    <AccessSection />
  </Flex>
);

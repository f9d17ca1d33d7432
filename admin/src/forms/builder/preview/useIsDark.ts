import { useTheme } from 'styled-components';

/** Whether the panel is dark. The design system's themes are told apart by their background. */
export const useIsDark = (): boolean => useTheme().colors.neutral0.toLowerCase() !== '#ffffff';

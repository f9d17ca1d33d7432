import { forwardRef, type SVGProps } from 'react';
import { useTheme, type DefaultTheme } from 'styled-components';

const isToken = (fill: string, colors: DefaultTheme['colors']): fill is keyof DefaultTheme['colors'] & string => fill in colors;

/** A switchboard: two jacks and the cord between them. Takes the colour tokens of the design system as Strapi's icons do. */
export const PluginIcon = forwardRef<SVGSVGElement, SVGProps<SVGSVGElement>>(({ fill = 'currentColor', ...props }, ref) => {
  const { colors } = useTheme();
  const color = isToken(fill, colors) ? colors[fill] : fill;
  return (
    <svg ref={ref} viewBox="0 0 32 32" width={16} height={16} fill="none" stroke={color} strokeWidth={2.6} aria-hidden {...props}>
      <circle cx={8} cy={9} r={4.2} />
      <circle cx={24} cy={9} r={4.2} />
      <path d="M8 13.5v3.8c0 4.9 3.6 8.9 8 8.9s8-4 8-8.9v-3.8" strokeLinecap="round" />
      <circle cx={8} cy={9} r={1.2} fill={color} stroke="none" />
      <circle cx={24} cy={9} r={1.2} fill={color} stroke="none" />
    </svg>
  );
});
PluginIcon.displayName = 'PluginIcon';

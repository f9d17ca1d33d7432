import { forwardRef, type SVGProps } from 'react';
import { useTheme, type DefaultTheme } from 'styled-components';

const isToken = (fill: string, colors: DefaultTheme['colors']): fill is keyof DefaultTheme['colors'] & string => fill in colors;

/**
 * Two jacks and the cord between them. Paths with a fill only, no strokes: Strapi's navigation colours the active entry by filling its paths.
 * Takes the colour tokens of the design system, as Strapi's icons do.
 */
export const PluginIcon = forwardRef<SVGSVGElement, SVGProps<SVGSVGElement>>(({ fill = 'currentColor', ...props }, ref) => {
  const { colors } = useTheme();
  const color = isToken(fill, colors) ? colors[fill] : fill;
  return (
    <svg ref={ref} viewBox="0 0 32 32" width={16} height={16} aria-hidden {...props} fill={color}>
      <path fillRule="evenodd" d="M8 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Zm0 2.8a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z" />
      <path fillRule="evenodd" d="M24 19.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Zm0 2.8a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z" />
      <path d="M12.4 6.6H19a5.4 5.4 0 0 1 0 10.8h-6a2.6 2.6 0 0 0 0 5.2h6.6v2.8H13a5.4 5.4 0 0 1 0-10.8h6a2.6 2.6 0 0 0 0-5.2h-6.6Z" />
    </svg>
  );
});
PluginIcon.displayName = 'PluginIcon';

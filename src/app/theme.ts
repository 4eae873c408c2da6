import { createTheme, Menu, Tooltip } from '@mantine/core';

/** Mantine in the colours of `styles/app.css`: greys with a little blue, dim, so that the image stays the brightest. */
export const theme = createTheme({
  primaryColor: 'calm',
  primaryShade: 6,
  colors: {
    calm: [
      '#e8f3fb',
      '#cfe5f6',
      '#a6d0ef',
      '#84bfe9',
      '#6cb2eb',
      '#4f97d0',
      '#2f6c9f',
      '#285c88',
      '#214c70',
      '#193a56',
    ],
    // From text (0) over borders (4) and raised ground (6) to the page's ground (9).
    dark: [
      '#d8dee4',
      '#b4bdc6',
      '#8d98a3',
      '#56616c',
      '#36404a',
      '#2a323a',
      '#1d242a',
      '#161b20',
      '#12161a',
      '#0d1013',
    ],
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Who comes by keyboard is told the name and the key as well; the first Escape closes it, as WCAG 1.4.13 asks.
    Tooltip: Tooltip.extend({ defaultProps: { events: { hover: true, focus: true, touch: false } } }),
    // Its first item is where the focus begins: an element that only holds it is no menu item to a screen reader.
    Menu: Menu.extend({
      defaultProps: { withInitialFocusPlaceholder: false, transitionProps: { duration: 0 } },
    }),
  },
});

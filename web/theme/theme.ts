// The look, as the component library takes it: scales, sizes, and the tokens as CSS variables in light and dark.
import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver } from '@mantine/core';
import { amber, blue, dark, gray, green, iris, red, tokens, white } from './colors.ts';

/** The head of a dialog is a header element: of two on top of each other both would be the page's banner. */
const asideOfLandmarks = { header: { role: 'presentation' } };

export const theme = createTheme({
  colors: { iris, gray, dark, green, red, amber, blue },
  white,
  primaryColor: 'iris',
  primaryShade: 6,
  fontFamily: "'Geist Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'Geist Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.8125rem', lg: '0.9375rem', xl: '1.375rem' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.36' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.875rem' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.375rem' },
      h3: { fontSize: '0.8125rem', lineHeight: '1.25rem' },
    },
  },
  radius: { xs: '4px', sm: '7px', md: '7px', lg: '10px', xl: '14px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: {
      defaultProps: { size: 'sm', variant: 'default' },
      // The library's own, as it reckons with them: a height set by itself is written over by the size's.
      styles: {
        root: { '--button-height-sm': '32px', '--button-padding-x-sm': '13px' },
        label: { fontWeight: 500 },
      },
    },
    ActionIcon: { defaultProps: { size: 32, variant: 'default' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Input: { styles: { input: { minHeight: '34px', height: '34px' } } },
    InputWrapper: {
      styles: {
        label: { fontWeight: 500, marginBottom: 4 },
        description: { fontSize: '0.75rem' },
        error: { fontSize: '0.75rem' },
      },
    },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 120 },
        centered: true,
        closeButtonProps: {},
        attributes: asideOfLandmarks,
      },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 120 }, attributes: asideOfLandmarks } },
    Tooltip: {
      defaultProps: { withArrow: false, openDelay: 300, events: { hover: true, focus: true, touch: true } },
    },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, withinPortal: true } },
  },
});

const pick = (index: 0 | 1): Record<string, string> =>
  Object.fromEntries(Object.entries(tokens).map(([name, pair]) => [`--rc-${name}`, pair[index]]));

/** What the library draws with, pointed at the tokens: its own defaults miss the contrasts that people need. */
const standing = {
  '--mantine-color-body': 'var(--rc-sheet)',
  '--mantine-color-text': 'var(--rc-text)',
  '--mantine-color-dimmed': 'var(--rc-dimmed)',
  '--mantine-color-placeholder': 'var(--rc-dimmed)',
  '--mantine-color-anchor': 'var(--rc-accent-text)',
  '--mantine-color-error': 'var(--rc-bad)',
  '--mantine-color-default': 'var(--rc-sheet)',
  '--mantine-color-default-color': 'var(--rc-text)',
  '--mantine-color-default-hover': 'var(--rc-hover)',
  '--mantine-color-default-border': 'var(--rc-line)',
};

export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...pick(0), ...standing },
  dark: { ...pick(1), ...standing },
});

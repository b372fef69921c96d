import { theme as antd, type ThemeConfig } from 'antd';
import type { TextSize, ThemeName } from '../api/display.tsx';

/** Everything grows together, so that nothing is cut off: 14 px text becomes about 16 and 18. */
const ZOOM: Readonly<Record<TextSize, number>> = { normal: 1, large: 1.15, huge: 1.3 };

/** Puts the text size on the page. */
export function applyTextSize(size: TextSize): void {
  document.documentElement.style.setProperty('zoom', String(ZOOM[size]));
}

/** Colours of both themes; text on its ground has at least 4.5 : 1 (WCAG 2.1 AA). */
const COLOURS = {
  light: {
    page: '#f3f5f8', panel: '#ffffff', raised: '#ffffff', text: '#1d2530', 'text-2': '#566172', line: '#d9dfe7', 'line-soft': '#e9edf2', hover: '#eef2f7',
    accent: '#1f5fbf', 'accent-text': '#174d9e', 'accent-soft': '#e4eefb', mark: '#ffe48a',
    good: '#1b7a3d', warn: '#935a00', bad: '#b3261e', none: '#5b6675',
  },
  dark: {
    page: '#14181e', panel: '#1b2028', raised: '#232a35', text: '#e6eaf0', 'text-2': '#a5b0bf', line: '#323a46', 'line-soft': '#272e38', hover: '#252c36',
    accent: '#6ea4f2', 'accent-text': '#9cc3fb', 'accent-soft': '#22344f', mark: '#6b5600',
    good: '#6fcf8d', warn: '#eeb155', bad: '#ff8f86', none: '#a5b0bf',
  },
} as const; // prettier-ignore

/** Puts the colours on the page as CSS variables (`var(--panel)` …). */
export function applyColours(name: ThemeName): void {
  for (const [key, value] of Object.entries(COLOURS[name])) document.documentElement.style.setProperty(`--${key}`, value);
  document.documentElement.style.colorScheme = name;
}

/** The component library in the same dress: small, calm, one accent. `moves`: whether what opens and closes may move. */
export function themeConfig(name: ThemeName, moves: boolean): ThemeConfig {
  const c = COLOURS[name];
  return {
    algorithm: name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      motion: moves,
      colorPrimary: name === 'dark' ? '#4a86dd' : c.accent,
      // The library's own red is too light for words on white (3.3 : 1).
      colorError: c.bad,
      colorLink: c['accent-text'],
      colorLinkHover: c.accent,
      colorLinkActive: c['accent-text'],
      colorText: c.text,
      colorTextSecondary: c['text-2'],
      colorTextDescription: c['text-2'],
      colorTextPlaceholder: name === 'dark' ? '#98a3b3' : '#667080',
      colorBgLayout: c.page,
      colorBgContainer: c.panel,
      colorBgElevated: c.raised,
      colorBorder: name === 'dark' ? '#4a5462' : '#b9c2ce',
      colorBorderSecondary: c.line,
      fontSize: 14,
      borderRadius: 5,
      controlHeight: 30,
      fontFamily: 'inherit',
    },
    components: {
      Button: {
        dangerColor: name === 'dark' ? c.panel : '#ffffff',
        defaultHoverColor: c['accent-text'],
        defaultActiveColor: c['accent-text'],
        // The library's lighter blue is too light for the white word on it.
        colorPrimaryHover: name === 'dark' ? '#3f70b8' : c['accent-text'],
      },
      Tabs: { itemSelectedColor: c['accent-text'], itemHoverColor: c['accent-text'], itemActiveColor: c['accent-text'] },
    },
  };
}

import { createContext, useContext } from 'react';

export type ThemeName = 'light' | 'dark';
export type TextSize = 'normal' | 'large' | 'huge';

/** How the window looks, and how to change it. */
export interface Display {
  readonly theme: ThemeName;
  readonly textSize: TextSize;
  readonly setTheme: (theme: ThemeName) => void;
  readonly setTextSize: (size: TextSize) => void;
}

const Context = createContext<Display | null>(null);
export const DisplayProvider = Context.Provider;

export function useDisplay(): Display {
  const found = useContext(Context);
  if (!found) throw new Error('outside of the window');
  return found;
}

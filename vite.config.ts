import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page, for both hosts: relative addresses only, nothing from elsewhere. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    chunkSizeWarningLimit: 3000,
    modulePreload: false,
  },
});

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** What pdf.js fetches while it works: CMaps and fonts for files that embed none, decoders written in JavaScript (no WebAssembly). */
function pdfjsFiles(): Plugin {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const wanted: readonly (readonly [folder: string, names: RegExp])[] = [
    ['cmaps', /\.bcmap$|LICENSE/],
    ['standard_fonts', /\.(pfb|ttf)$|LICENSE/],
    ['wasm', /_nowasm_fallback\.js$|LICENSE_(JBIG2|OPENJPEG|PDFJS_JBIG2|PDFJS_OPENJPEG)$/],
  ];
  return {
    name: 'pdfjs-files',
    generateBundle() {
      for (const [folder, names] of wanted)
        for (const name of readdirSync(join(root, folder)).filter((one) => names.test(one)))
          this.emitFile({
            type: 'asset',
            fileName: `pdfjs/${folder}/${name}`,
            source: readFileSync(join(root, folder, name)),
          });
    },
  };
}

/**
 * The page's programs in ASCII: V8 then keeps and reads a byte for each character. A single Chinese word makes it two for the whole
 * file, of 2.4 million characters.
 */
function asciiPrograms(): Plugin {
  return {
    name: 'ascii-programs',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk')
          file.code = file.code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    },
  };
}

/** The page, for both hosts: relative addresses only, nothing from elsewhere. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), pdfjsFiles(), asciiPrograms()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    chunkSizeWarningLimit: 3000,
    modulePreload: false,
  },
});

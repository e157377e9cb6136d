// How the portal is built: web/ into dist/portal/, with a hash in the name of everything that may be kept for ever. What the pages
// need in addition (compression, the stamp, two builds at once) is scripts/build-portal.ts's, which is what calls this.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/portal',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    // Nothing is put into the page as data: the policy lets fonts come from files alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // What others wrote and we ship is named with its licence.
    license: { fileName: 'licences.md' },
    // What every page needs is two files and not thirty-five: fewer requests, and what lies together compresses better.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
});

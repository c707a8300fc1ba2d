import { defineConfig } from 'vite';

/** The page on which the drawing is tested: in web/, `vite build --config trial/vite.config.ts --outDir folder`; never shipped. */
export default defineConfig({
  root: 'trial',
  base: './',
  html: { cspNonce: '__CSP_NONCE__' },
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2023', emptyOutDir: true },
});

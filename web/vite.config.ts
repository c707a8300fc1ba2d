import { defineConfig } from 'vite';

export default defineConfig({
  base: './', // the page also works below a path of somebody's proxy
  html: { cspNonce: '__CSP_NONCE__' }, // the server puts a fresh nonce here for each answer
  build: {
    rollupOptions: { input: ['index.html', 'start.html'] }, // GraphiQL, and the start page
    assetsInlineLimit: 0, // the policy allows fonts only from our own address, not as data:
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4096, // Monaco, the editor, is this big
    target: 'es2023',
  },
  worker: { format: 'es' },
});

import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * Nothing leaves the machine, and nothing foreign comes in: no origin but our own, no eval. WebAssembly may compile (the
 * model's second rung). Mantine sets styles on elements.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Cross-origin isolation: no other page shares our process, and browsers allow shared memory and fine timers. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The policy also stands in the built page itself, so that it holds on a host that sends no headers. */
const policyInPage: Plugin = {
  name: 'hemolens:content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  base: './',
  plugins: [react(), policyInPage],
  server: { headers: isolation },
  preview: { headers: { ...isolation, 'Content-Security-Policy': contentSecurityPolicy } },
  worker: { format: 'es' },
  build: { target: 'es2023', chunkSizeWarningLimit: 2500 },
  optimizeDeps: {
    // Known from the start, so that the first visit of a fresh clone does not reload the page while it is in use.
    include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'comlink', 'cornerstone-core'],
  },
});

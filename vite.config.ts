import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * Nothing leaves the machine, and nothing foreign comes in: no origin but our own, no eval. WebAssembly may compile
 * (the model's second rung); its threads start from blob URLs. Mantine sets styles on elements.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Cross-origin isolation: without it browsers give WebAssembly no threads. */
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

/**
 * tfjs starts the threads of its WASM backend from the text of a bundled function (`wasmFactoryThreadedSimd.toString()`).
 * What a bundler renames or rewrites outside that function, the threads then miss: `_scriptDir` of the enclosing scope,
 * and `require`, meant for Node alone. Spelled as properties of the global object both stay as they are.
 */
const selfContainedThreads = (): Plugin => ({
  name: 'hemolens:self-contained-wasm-threads',
  transform(code, id) {
    if (!/tfjs-backend-wasm-threaded-simd\.js/.test(id)) return null;
    const selfContained = code
      .replace(/\brequire\(/g, 'globalThis.require(')
      .replace(/\b_scriptDir\b/g, 'globalThis._scriptDir')
      .replace(/\bvar globalThis\._scriptDir/g, 'globalThis._scriptDir');
    return { code: selfContained, map: null };
  },
});

export default defineConfig({
  base: './',
  plugins: [react(), policyInPage],
  server: { headers: isolation },
  preview: { headers: { ...isolation, 'Content-Security-Policy': contentSecurityPolicy } },
  worker: { format: 'es', plugins: () => [selfContainedThreads()] },
  build: { target: 'es2023', chunkSizeWarningLimit: 2500 },
  optimizeDeps: {
    rolldownOptions: { plugins: [selfContainedThreads()] },
    // Known from the start, so that the first visit of a fresh clone does not reload the page while it is in use.
    include: [
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgpu',
      'comlink',
      'cornerstone-core',
    ],
  },
});

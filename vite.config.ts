import { readdirSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { models } from './public/models/index.json';

const otherModels = readdirSync(new URL('public/models', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== models[0])
  .map(({ name }) => name);

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

/**
 * Once the service worker is active, on the first visit too, everything is there without a network: page, workers,
 * WebAssembly and the model that the page starts with. A newer version waits until nobody is at a tab
 * (`src/app/newerVersion.ts`), so that no reading is interrupted and no tab mixes two versions; the claim below is for pages
 * that no version serves yet. Other models may be large and are nobody's wish but who asks for them: they are kept from the
 * second use on (on a first visit they are fetched before there is a worker), and asked for anew while there is a network.
 */
const offline = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Hemolens',
    short_name: 'Hemolens',
    description: 'Head-CT viewer: hemorrhage probabilities for every slice, computed on your own machine.',
    display: 'standalone',
    background_color: '#0d1013',
    theme_color: '#0d1013',
    icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,svg,wasm,json,bin,md}'],
    globIgnores: otherModels.map((id) => `models/${id}/**`),
    runtimeCaching: [{ urlPattern: /\/models\//, handler: 'NetworkFirst' }],
    // The largest is a shard of weights.
    maximumFileSizeToCacheInBytes: 5 * 1024 * 1024,
    clientsClaim: true,
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
});

export default defineConfig({
  base: './',
  plugins: [react(), policyInPage, offline],
  server: { headers: isolation },
  preview: { headers: { ...isolation, 'Content-Security-Policy': contentSecurityPolicy } },
  worker: { format: 'es' },
  build: { target: 'es2023', chunkSizeWarningLimit: 2500 },
  optimizeDeps: {
    // Known from the start, so that the first visit of a fresh clone does not reload the page while it is in use.
    include: [
      '@cornerstonejs/codec-charls/decodewasmjs',
      '@cornerstonejs/codec-openjpeg/decodewasmjs',
      '@cornerstonejs/codec-openjph/wasmjs',
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-wasm',
      'comlink',
      'cornerstone-core',
      'dcmjs',
      'fflate',
    ],
  },
});

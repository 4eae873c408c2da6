/**
 * The borders of the house, as data: which folder may import which, and why.
 *
 * ESLint reads this table (`eslint.config.js`); `docs/architecture.md` draws it. A folder not named in `may` is closed.
 * Imports between folders go through the other folder's `index.ts` alone.
 */

/** Packages and globals that would tie a folder to the page, to a GPU runtime or to cornerstone. */
const PURE = {
  packages: ['react', 'react-dom', '@mantine/*', '@tensorflow/*', 'cornerstone-core', 'zustand', 'comlink'],
  globals: ['window', 'document', 'navigator', 'location', 'localStorage', 'Worker', 'Image', 'HTMLElement'],
};

/** No React outside the app: stores, viewport and inference serve the terminal, workers and tests as well. */
const NO_REACT = { packages: ['react', 'react-dom', '@mantine/*'], globals: [] };

/** @type {Record<string, {may: string[], why: string, closed?: {packages: string[], globals: string[]}}>} */
export const borders = {
  'src/base': {
    may: [],
    why: 'base is the shared vocabulary (units, classes, errors): it stands below every other folder',
    closed: PURE,
  },
  'src/dicom': {
    may: ['base'],
    why: 'dicom runs unchanged in Node, a worker and the page: bytes in, typed instances and frames out',
    closed: PURE,
  },
  'src/model': {
    may: ['base'],
    why: 'model describes and converts models without running them: it knows no runtime and no images',
    closed: PURE,
  },
  'src/phantom': {
    may: ['base'],
    why: 'phantom makes images out of nothing but a seed: it writes DICOM by itself, and knows no viewer or model',
    closed: PURE,
  },
  'src/report': {
    may: ['base'],
    why: 'report takes plain findings and knows no store, so that page and terminal write the same file',
    closed: PURE,
  },
  'src/inference': {
    may: ['base', 'dicom', 'model'],
    why: 'inference owns the device: it takes Hounsfield frames and a model, and knows no study or page',
    closed: { packages: [...NO_REACT.packages, 'cornerstone-core', 'zustand'], globals: [] },
  },
  'src/intake': {
    may: ['base', 'dicom', 'phantom'],
    why: 'intake turns files into slices: what is done with them is not its business',
    closed: { packages: [...NO_REACT.packages, '@tensorflow/*', 'cornerstone-core', 'zustand'], globals: [] },
  },
  'src/viewport': {
    may: ['base', 'dicom'],
    why: 'viewport is the only room that knows cornerstone-core, and knows images, not studies or models',
    closed: { packages: [...NO_REACT.packages, '@tensorflow/*', 'zustand'], globals: [] },
  },
  'src/volume': {
    may: ['base', 'dicom'],
    why: 'volume cuts planes through slices: numbers in, numbers out, in Node, a worker or the page',
    closed: PURE,
  },
  'src/study': {
    may: ['base', 'dicom', 'model', 'intake', 'inference', 'viewport', 'report', 'volume'],
    why: 'study holds the state without a framework: React only binds to it',
    closed: { packages: [...NO_REACT.packages, '@tensorflow/*', 'cornerstone-core'], globals: [] },
  },
  'src/app': {
    may: ['base', 'dicom', 'model', 'intake', 'inference', 'viewport', 'study', 'report', 'volume'],
    why: 'app joins the rest and holds no logic of its own',
    closed: { packages: ['@tensorflow/*', 'cornerstone-core', 'dicom-parser'], globals: [] },
  },
  cli: {
    may: ['base', 'dicom', 'model', 'phantom', 'inference', 'intake', 'report'],
    why: 'the terminal runs the same core as the page, without the page',
    closed: { packages: [...NO_REACT.packages, 'cornerstone-core', 'zustand'], globals: [] },
  },
};

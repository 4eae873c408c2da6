import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** Lints a line as if it stood in a file of a folder; only the rules that hold the borders are looked at. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfig: {
      files: ['**/*.ts'],
      // The file does not exist, so that no types can be had for it.
      languageOptions: { parserOptions: { projectService: false } },
    },
    ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted'),
  });
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map(({ message }) => message);
}

describe('the borders of the house', () => {
  it.each([
    ['src/dicom/probe.ts', "import { useState } from 'react';", 'dicom runs unchanged'],
    ['src/dicom/probe.ts', "import { openModel } from '../model/index.ts';", 'dicom runs unchanged'],
    ['src/model/probe.ts', "import * as tf from '@tensorflow/tfjs';", 'knows no runtime'],
    ['src/report/probe.ts', 'document.title;', 'knows no store'],
    ['src/inference/kernels/probe.ts', "import { App } from '../../app/App.tsx';", 'owns the device'],
    ['src/study/probe.ts', "import { useEffect } from 'react';", 'without a framework'],
    ['src/app/probe.ts', "import cornerstone from 'cornerstone-core';", 'no logic of its own'],
    ['cli/probe.ts', "import { createViewport } from '../src/viewport/index.ts';", 'without the page'],
    ['src/app/probe.ts', "import { voiTable } from '../viewport/voi.ts';", 'index.ts alone'],
    [
      'cli/probe.ts',
      "import { modelInput } from '../src/inference/preprocess/modelInput.ts';",
      'index.ts alone',
    ],
  ])('are kept, and say why: %s: %s', async (file, code, why) => {
    expect((await complaints(file, code)).join()).toContain(why);
  });

  it.each([
    ['src/inference/probe.ts', "import { openModel } from '../model/index.ts';"],
    ['src/inference/kernels/probe.ts', "import { openDevice } from '../webgpu/adapter.ts';"],
    ['cli/probe.ts', "import { openScorer } from '../src/inference/index.ts';"],
    ['src/app/probe.ts', "import { useState } from 'react';"],
  ])('leave open what is allowed: %s: %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});

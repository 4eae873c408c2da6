import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { de } from './de/index.ts';
import { en } from './en/index.ts';

const OTHERS = { de };
/** Whose keys come from the core, with its sentences: the app does not write them out. */
const OF_THE_CORE = new Set([
  'base',
  'dicom',
  'intake',
  'inference',
  'model',
  'report',
  'study',
  'viewport',
  'volume',
]);

/** Abbreviations, with a full stop here or there: *Max.* */
const ABBREVIATED = new Set(['findings.maximum', 'viewport.nameMin', 'viewport.nameMax']);
/** Sentences whose names a table or an annotation's kind hands to `say`: *what was exported*, *what was drawn*. */
const BY_A_VARIABLE = new Set([
  ...['submission', 'table', 'report'].map((to) => `study.${to}Holds`),
  ...['length', 'angle', 'ellipse', 'rectangle', 'arrow', 'volume'].map((kind) => `viewport.${kind}`),
]);

interface Tree {
  readonly [key: string]: string | Tree;
}

function flat(tree: Tree, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

const english = flat(en);
/** A sentence may need a place twice. */
const places = (text: string) =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, place]) => place))].sort().join();

describe.each(Object.entries(OTHERS))('the catalogue %s', (_, other) => {
  const translated = new Map(flat(other));

  it('has the keys of the source, each once and none more', () => {
    expect([...translated.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  });

  it('has the places of the source in each sentence', () => {
    const wrong = english.filter(([key, text]) => places(translated.get(key) ?? '') !== places(text));
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('leaves nothing empty', () => {
    const empty = english.filter(([key]) => (translated.get(key) ?? '').trim() === '');
    expect(empty.map(([key]) => key)).toEqual([]);
  });

  it('ends sentences as the source does', () => {
    const end = (text: string) => /[.:?!]$/.exec(text.replace(/ ?…$/, ''))?.[0] ?? '';
    const wrong = english.filter(([key, text]) => end(translated.get(key) ?? '') !== end(text));
    expect(wrong.map(([key]) => key).filter((key) => !ABBREVIATED.has(key))).toEqual([]);
  });
});

describe('the page', () => {
  const sources = filesUnder('src/app').filter((path) => !/\.test\.ts$|\/words\/(en|de)\//.test(path));
  const code = new Map(sources.map((path) => [path, readFileSync(path, 'utf8')]));

  it('uses every key of the catalogue', () => {
    const written = [...code.values()].join('\n');
    // Keys made of a part that varies: `windows.${id}` stands for each of its group.
    const patterns = [...written.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map(
      ([, start]) => start ?? '',
    );
    const unused = english
      .map(([key]) => key)
      .filter((key) => !OF_THE_CORE.has(key.split('.')[0] ?? ''))
      .filter((key) => {
        const stem = key.replace(/_(one|other)$/, '');
        const parent = stem.slice(0, stem.lastIndexOf('.') + 1);
        return !written.includes(`'${stem}'`) && !patterns.includes(parent);
      });
    expect(unused).toEqual([]);
  });
});

describe('the core', () => {
  it('uses every sentence of its tables', () => {
    const unused = Object.keys(en)
      .filter((folder) => OF_THE_CORE.has(folder) && folder !== 'base')
      .flatMap((folder) => {
        const written = filesUnder(`src/${folder}`)
          .filter((path) => !/\.test\.ts$|\/testing\//.test(path))
          .map((path) => readFileSync(path, 'utf8'))
          .join('\n');
        return english
          .map(([key]) => key.replace(/_(one|other)$/, ''))
          .filter((key) => key.startsWith(`${folder}.`))
          .filter((key) => !isSaid(key.slice(folder.length + 1), BY_A_VARIABLE.has(key), folder, written));
      });
    expect(unused).toEqual([]);
  });
});

/** A name counts where it is said: names such as *text* and *zip* stand elsewhere for other things. */
function isSaid(name: string, byVariable: boolean, folder: string, written: string): boolean {
  if (byVariable) return written.includes(`'${name}'`);
  // A notice of dicom's is a sentence with a code.
  const said = `\\b(say|notice)\\(\\s*'${name}'|\\badd\\(notices, '${name}'|\\b${folder}Sentences\\.${name}\\b`;
  return new RegExp(said).test(written);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => /\.tsx?$/.test(path));
}

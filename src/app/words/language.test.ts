import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { probability, verbatim, sentences } from '../../base/index.ts';
import { perImageCsv, submissionCsv, type ReportRow } from '../../report/index.ts';
import { dicomDate, millimetres, percent, units } from '../format.ts';
import { language, number, speak, t, tell } from './index.ts';
import { preferredLanguage } from './languages.ts';

beforeEach(() => void vi.stubGlobal('document', { documentElement: { lang: '' } }));
afterEach(async () => {
  await speak('en');
  vi.unstubAllGlobals();
});

describe('the first language', () => {
  it('is the first of the browser’s that the page has, and English where it has none', () => {
    expect(preferredLanguage(['de-AT', 'en'])).toBe('de');
    expect(preferredLanguage(['fr', 'en-GB', 'de'])).toBe('en');
    expect(preferredLanguage(['fr'])).toBe('en');
    expect(preferredLanguage([])).toBe('en');
  });
});

describe('in German', () => {
  beforeEach(() => speak('de'));

  it('the document says so', () => {
    expect(language.getState().language).toBe('de');
    expect(document.documentElement.lang).toBe('de');
  });

  it('words, counted ones too, are German', () => {
    expect(t('header.openFolder')).toBe('Ordner öffnen');
    expect([1, 3].map((count) => t('series.slices', { count }))).toEqual(['1 Schicht', '3 Schichten']);
  });

  it('numbers have a comma and dates run from day to year', () => {
    expect(millimetres(-12.34)).toBe('−12,3 mm');
    expect(units(40.25)).toBe('40,3');
    expect(number(0.625)).toBe('0,625');
    expect(percent(0.5)).toBe('50 %');
    expect(dicomDate('20240131')).toBe('31.01.2024');
    expect(dicomDate('20241399')).toBe('20241399');
  });

  it('a sentence of the core is told with its values, and with the sentences within', () => {
    const say = sentences('dicom', {
      missing: '{{images}} missing at {{places}}, {{usual}} mm',
      images_one: '{{count}} image',
      images_other: '{{count}} images',
      places_one: 'one place',
      places_other: '{{count}} places',
    });
    const said = say('missing', {
      images: say('images', { count: 2 }),
      places: say('places', { count: 1 }),
      usual: 4.5,
    });
    expect(said.text).toBe('2 images missing at one place, 4.5 mm');
    expect(tell(said)).toBe(
      'Vermutlich fehlen Bilder (2 Bilder an einer Stelle): Der Abstand dort ist ein Vielfaches von 4,5 mm.',
    );
  });

  it('a number that decides between one and many has a comma as well', () => {
    const say = sentences('viewport', {
      abc2_one: 'ABC/2 {{volume}} on {{count}} slice',
      abc2_other: 'ABC/2 {{volume}} on {{count}} slices',
    });
    const told = [2.5, 1, 0.5].map((count) => tell(say('abc2', { volume: '3 mL', count })));
    expect(told).toEqual([
      'ABC/2 3 mL auf 2,5 Schichten',
      'ABC/2 3 mL auf 1 Schicht',
      'ABC/2 3 mL auf 0,5 Schichten',
    ]);
  });

  it('text that a file brings is told as it stands, whatever it looks like', () => {
    expect(tell(verbatim('$t(header.demo) {{x}} <b>'))).toBe('$t(header.demo) {{x}} <b>');
  });
});

describe('files', () => {
  const row: ReportRow = {
    file: 'a.dcm',
    studyUid: '1',
    seriesUid: '2',
    sopUid: '3',
    frame: 1,
    instanceNumber: 1,
    positionMm: -12.5,
    status: 'scored',
    probabilities: {
      epidural: probability(0.125),
      intraparenchymal: probability(0.25),
      intraventricular: probability(0.0001),
      subarachnoid: probability(0.5),
      subdural: probability(0.75),
      any: probability(0.875),
    },
  };
  const source = { model: 'm', modelSha256: 's', device: 'wasm: test', software: 'hemolens' };

  it('are the same bytes in every language', async () => {
    const written = () => [submissionCsv([row], 'auto').csv, perImageCsv([row], source)];
    const english = written();
    await speak('de');
    expect(written()).toEqual(english);
    expect(english.join('\n')).toContain('0.875');
  });
});

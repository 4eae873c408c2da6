import { describe, expect, it } from 'vitest';
import { verbatim } from '../base/index.ts';
import { millimetre } from '../base/index.ts';
import type { DicomInstance, FrameGeometry, Slice, Vector3 } from '../dicom/index.ts';
import * as scorable from './scorable.ts';

const whyNotScored = (of: Slice) => scorable.whyNotScored(of)?.text;

const axial = { row: [1, 0, 0], column: [0, 1, 0] } satisfies Record<string, Vector3>;

function slice(instance: Partial<DicomInstance>, orientation: FrameGeometry['orientation'] = axial): Slice {
  const geometry = { position: undefined, orientation, pixelSpacing: undefined, sliceThickness: undefined };
  const ct = {
    modality: 'CT',
    notices: [],
    imageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    bodyPart: '',
    contrastAgent: '',
    rescaleType: '',
    rows: 512,
    columns: 512,
    series: { uid: '1', number: 1, description: 'Head 5mm' },
    study: { uid: '1', description: '', date: '', accessionNumber: '' },
  };
  return { id: '1#1', frame: 1, geometry, instance: { ...ct, ...instance } as unknown as DicomInstance };
}

describe('the model reads', () => {
  it('axial CT, tilted by a gantry or without a stated orientation too', () => {
    const tilt = (degrees: number): Vector3 => [
      0,
      Math.cos((degrees * Math.PI) / 180),
      Math.sin((degrees * Math.PI) / 180),
    ];
    expect(whyNotScored(slice({}))).toBeUndefined();
    expect(whyNotScored(slice({}, { row: [1, 0, 0], column: tilt(30) }))).toBeUndefined();
    const { geometry, ...rest } = slice({});
    expect(whyNotScored({ ...rest, geometry: { ...geometry, orientation: undefined } })).toBeUndefined();
  });

  it('no other modality, named', () => {
    expect(whyNotScored(slice({ modality: 'MR' }))).toContain('MR');
    expect(whyNotScored(slice({ modality: '' }))).toContain('no stated modality');
  });

  it('no series of a study that names another part, unless it says by itself that it is a head', () => {
    const of = (study: string, description: string, bodyPart = '') =>
      whyNotScored(
        slice({
          bodyPart,
          series: { uid: '1', number: 1, description },
          study: { uid: '1', description: study, date: '', accessionNumber: '' },
        }),
      );
    expect(of('CT Thorax', '5.0 B30f')).toContain('the study is called “CT Thorax”');
    expect(of('CT HALS', '')).toContain('names no head');
    expect(of('CT Thorax', 'Head 5.0')).toBeUndefined();
    expect(of('CT Thorax', '5.0 B30f', 'HEAD')).toBeUndefined();
    expect(of('CT Thorax', '5.0 B30f', 'WHOLEBODY')).toBeUndefined();
    expect(of('Polytrauma: head, chest', '5.0 B30f')).toBeUndefined();
    expect(of('', '5.0 B30f')).toBeUndefined();
    // The everyday German word of a head's CT.
    expect(of('CT Polytrauma: CCT, HWS, Thorax', '5.0 H31s')).toBeUndefined();
    expect(of('CT Thorax', 'CCT nativ')).toBeUndefined();
    expect(of('CT Thorax', 'NCCT 5 mm')).toBeUndefined();
    expect(of('CT_Thorax', 'CCT_nativ')).toBeUndefined();
    expect(of('', 'CCT_HWS')).toBeUndefined();
  });

  it('no tube voltage and no thickness that it never saw', () => {
    expect(whyNotScored(slice({ kvp: 80 }))).toContain('80 kV');
    expect(whyNotScored(slice({ kvp: 150 }))).toContain('150 kV');
    for (const kvp of [100, 120, 140]) expect(whyNotScored(slice({ kvp }))).toBeUndefined();
    const { geometry, ...rest } = slice({});
    const thick = (sliceThickness: number) =>
      whyNotScored({ ...rest, geometry: { ...geometry, sliceThickness: millimetre(sliceThickness) } });
    expect(thick(12)).toContain('12 mm thick');
    expect(thick(10)).toBeUndefined();
  });

  it('no localizer or other orientation', () => {
    expect(whyNotScored(slice({}, { row: [0, 1, 0], column: [0, 0, -1] }))).toContain('not axial');
  });

  it('no overview images and no maps computed from CT', () => {
    expect(whyNotScored(slice({ imageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }))).toContain('overview');
    expect(whyNotScored(slice({ imageType: ['DERIVED', 'PRIMARY', 'PERFUSION', 'RCBF'] }))).toContain(
      'another kind',
    );
    expect(whyNotScored(slice({ rescaleType: 'MGML' }))).toContain('another kind');
    expect(whyNotScored(slice({ rescaleType: 'HU' }))).toBeUndefined();
  });

  it('no other part of the body, where the file says so', () => {
    expect(whyNotScored(slice({ bodyPart: 'CHEST' }))).toContain('chest');
    for (const bodyPart of [
      'HEAD',
      'BRAIN',
      'SKULL',
      'HEADNECK',
      'WHOLEBODY',
      'WHOLE BODY',
      'KOPF',
      'SCHAEDEL',
      'SCHÄDEL',
      'HIRN',
      'CEREBRUM',
      'TETE',
      'TÊTE',
      'CABEZA',
      'HEAD AND NECK',
    ]) {
      expect(whyNotScored(slice({ bodyPart })), bodyPart).toBeUndefined();
    }
  });

  it('no CT with a contrast agent, but one whose file says there was none', () => {
    for (const contrastAgent of [
      'ISOVUE300/100',
      'NON-IONIC',
      'Non Ionic 100ml',
      'nonionic',
      '50 ml',
      '0.5 mmol/ml',
      'Natrium',
      'unknown agent',
      '造影剤',
    ]) {
      expect(whyNotScored(slice({ contrastAgent })), contrastAgent).toContain('contrast');
    }
    for (const contrastAgent of [
      ...['NONE', 'Non', 'nativ', '--', 'No', 'without', 'W/O', '-', '0 ml', 'no contrast', ''],
      ...['N/A', 'NA', 'NIL', 'NULL', 'N', 'KEIN', 'KEINE', 'UNKNOWN', '?', 'Plain', '[none]', '-none-'],
    ]) {
      expect(whyNotScored(slice({ contrastAgent })), contrastAgent).toBeUndefined();
    }
  });

  it('no series whose own description names contrast agent, another part or another plane', () => {
    const named = (description: string) => slice({ series: { uid: '1', number: 1, description } });
    const called = (description: string) => whyNotScored(named(description));
    for (const description of [
      'CTA Head',
      'CTA_HEAD_0.6',
      'Carotid angio 0.6',
      'HEAD W CONTRAST',
      'Brain with IV contrast',
      'CTP',
      'CTV HEAD',
      'Venogram',
      'HEAD +C',
      'HEAD C+',
      'HEAD W CON',
      'Kopf mit KM',
      'Schädel KM venös',
      'CRANEO CON CONTRASTE',
      'CTA HEAD PRE OP',
      'CTA PRE-OP',
      'ANGIO PRE COILING',
      'CTA C-SPINE AND HEAD',
    ]) {
      expect(called(description), description).toContain(`“${description}”`);
    }
    for (const description of [
      ...[
        'C-Spine 1.0 bone',
        'CHEST 5mm',
        'Lumbar spine',
        'CT NECK',
        'CT_NECK_2.0',
        'NECK SOFT TISSUE 2.0',
        'Hals',
        'HWS 1.0',
      ],
      ...['BWS', 'LWS', 'Becken', 'EXTREMITY', 'Halsweichteile', 'CTA Neck w/o bone'],
    ]) {
      expect(called(description), description).toContain('reads heads');
    }
    const { geometry, ...rest } = named('Coronal MPR');
    expect(whyNotScored({ ...rest, geometry: { ...geometry, orientation: undefined } })).toContain(
      'not axial',
    );
    for (const description of [
      'Head 5mm',
      'HEAD W/O CONTRAST',
      'Non-contrast head pre angio',
      'Head post op',
      'Head pre op',
      'HEAD PRE',
      'CTA HEAD NO BONE',
      'Head and neck',
      'Kopf und Hals nativ',
      'Head and C-Spine',
      'Coronal MPR',
      '4cc sec 150cc D3D on',
      'Kopf ohne KM',
      'Schädel nativ',
      'CRANEO SIN CONTRASTE',
      'CRANE SANS INJECTION',
      'HEAD C-',
      'CT HEAD W/WO CONTRAST',
      '',
    ]) {
      expect(called(description), description).toBeUndefined();
    }
  });

  it('no pixels that are much longer one way, with a spacing or without', () => {
    const { geometry, ...rest } = slice({});
    const pixels = (row: number, column: number) => ({ row: millimetre(row), column: millimetre(column) });
    const shaped = (changes: Partial<FrameGeometry>) =>
      whyNotScored({ ...rest, geometry: { ...geometry, ...changes } });
    expect(shaped({ pixelSpacing: pixels(1, 0.5) })).toContain('2.0 times longer');
    expect(shaped({ pixelAspect: 0.5 })).toContain('2.0 times longer');
    expect(shaped({ pixelSpacing: pixels(0.49, 0.48) })).toBeUndefined();
  });

  it('no thumbnails', () => {
    expect(whyNotScored(slice({ rows: 16, columns: 16 }))).toContain('16 × 16');
  });

  it('no screenshots', () => {
    const notices = [{ code: 'dicom/secondary-capture', ...verbatim('') }];
    expect(whyNotScored(slice({ notices }))).toContain('screenshot');
  });
});

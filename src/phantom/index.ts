export { demoStudy, phantomFileName, type DemoFile } from './demo.ts';
export { phantomSeries } from './series.ts';
export { BLEED_KINDS, type BleedKind, type PhantomOptions, type PhantomSlice } from './types.ts';
export { writeDicom, type PhantomIdentity } from './writer/dicom.ts';

/** Joins the stores with the page's own intake, scorer and viewport. One room a page; React only reads it. */
import { groupSeries } from '../dicom/index.ts';
import { readDemo, readFiles, type IntakeFile } from '../intake/index.ts';
import { createScoringQueue, startScorer } from '../inference/index.ts';
import {
  createAnnotationStore,
  createFindingsStore,
  createKeyImageStore,
  createLookGroup,
  createPlanesStore,
  createStudyStore,
  createThresholdStore,
  createViewStore,
  forgetOffset,
  forgetStepsOfClosed,
  findModelUrl,
  keptAnnotations,
  playCine,
  stayWhereDrawn,
  type AnnotationStore,
  type FindingsStore,
  type KeyImageStore,
  type LookGroup,
  type PlanesStore,
  type StudyStore,
  type ThresholdStore,
  type ViewStore,
} from '../study/index.ts';
import { windowPresets } from '../viewport/index.ts';
import { browserStorage } from './kept.ts';
import { createKeyStore, keepHabits, type KeyStore } from './habits.ts';
import { warn } from './messages.ts';
import { tellOfNewStudies } from './newStudies.ts';
import type { RoomOptions } from './options.ts';
import { createPanes, type Panes } from './panes.ts';
import { t, tell } from './words/index.ts';

export interface Room {
  readonly study: StudyStore;
  readonly findings: FindingsStore;
  readonly view: ViewStore;
  readonly thresholds: ThresholdStore;
  readonly keyImages: KeyImageStore;
  readonly annotations: AnnotationStore;
  readonly keys: KeyStore;
  readonly planes: PlanesStore;
  readonly panes: Panes;
  /** Viewports that are zoomed, panned and turned together. */
  readonly looks: LookGroup;
  open(files: IntakeFile[] | Promise<IntakeFile[]>): void;
  openDemo(): void;
}

export function createRoom({ device, model, complaint }: RoomOptions): Room {
  const opening = windowPresets[0];
  const study = createStudyStore({
    groupSeries,
    openingWindow: opening?.window
      ? { kind: 'preset', id: opening.id, voi: opening.window }
      : { kind: 'file', index: 0 },
  });
  const findings = createFindingsStore({
    study,
    device,
    modelUrl: async () =>
      new URL(await findModelUrl(import.meta.env.BASE_URL, model, fetchJson), document.baseURI).href,
    startScorer,
    createQueue: createScoringQueue,
  });
  const view = createViewStore();
  keepHabits(view);
  playCine({ study, view });
  const keeper = keptAnnotations(browserStorage(), (said) => warn(view, () => tell(said)));
  const annotations = createAnnotationStore(keeper);
  // Phones end a page that lies in the background without another word; a tab opened next reads what is kept.
  document.addEventListener('visibilitychange', () => keeper.flush());
  addEventListener('pagehide', () => keeper.flush());
  forgetStepsOfClosed(study, annotations);
  stayWhereDrawn(study, annotations);
  forgetOffset({ study, view });
  tellOfNewStudies(study, view);
  if (complaint) warn(view, () => t('app.unknownDevice', complaint));
  const planes = createPlanesStore(study, view);

  return {
    study,
    findings,
    view,
    thresholds: createThresholdStore(browserStorage()),
    keyImages: createKeyImageStore(study),
    annotations,
    keys: createKeyStore(),
    planes,
    panes: createPanes(),
    looks: createLookGroup(),
    open(files) {
      void study.open(async (listener, signal) => readFiles(await files, listener, signal));
    },
    openDemo() {
      void study.open(readDemo);
    },
  };
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}

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
  showOnViewport,
  stayWhereDrawn,
  type AnnotationStore,
  type FindingsStore,
  type KeyImageStore,
  type LookGroup,
  type PaneName,
  type PlanesStore,
  type StudyStore,
  type ThresholdStore,
  type ViewStore,
} from '../study/index.ts';
import { createViewport, windowPresets, type Viewport } from '../viewport/index.ts';
import { browserStorage } from './kept.ts';
import { createKeyStore, keepHabits, type KeyStore } from './habits.ts';
import { warn } from './messages.ts';
import { tellOfNewStudies } from './newStudies.ts';
import type { RoomOptions } from './options.ts';
import { language, t, tell } from './words/index.ts';

/** A pane on the page: what it shows, and where. */
export interface PaneOnPage {
  readonly name: PaneName;
  readonly viewport: Viewport;
  /** The viewport's, within the pane. */
  readonly element: HTMLElement;
}

export interface Room {
  readonly study: StudyStore;
  readonly findings: FindingsStore;
  readonly view: ViewStore;
  readonly thresholds: ThresholdStore;
  readonly keyImages: KeyImageStore;
  readonly annotations: AnnotationStore;
  readonly keys: KeyStore;
  readonly planes: PlanesStore;
  /** Viewports that are zoomed, panned and turned together. */
  readonly looks: LookGroup;
  /**
   * Puts a viewport into an element of its own, in the pane of that name; answers what takes it out again.
   * @param show  puts something into the viewport; answers what ends that
   */
  attach(name: PaneName, element: HTMLElement, show: (viewport: Viewport) => () => void): () => void;
  /** Puts the image into its own viewport. */
  showImage(viewport: Viewport): () => void;
  /** The image's own, while its pane is on the page. */
  viewport(): Viewport | undefined;
  /** All that are on the page, in the order in which they came. */
  panes(): readonly PaneOnPage[];
  /**
   * That of the pane that the pointer is over, or was over last, or that the keyboard went to; the image's own where that is
   * none.
   */
  underHand(): Viewport | undefined;
  /** Puts the keyboard's pointer, and the focus, into the pane after the one under the hand. */
  pointIntoNextPane(): void;
  /** @returns whether the keyboard was pointing */
  stopPointing(): boolean;
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
  const annotations = createAnnotationStore(
    keptAnnotations(browserStorage(), (said) => warn(view, () => tell(said))),
  );
  forgetStepsOfClosed(study, annotations);
  stayWhereDrawn(study, annotations);
  forgetOffset({ study, view });
  tellOfNewStudies(study, view);
  if (complaint) warn(view, () => t('app.unknownDevice', complaint));
  const planes = createPlanesStore(study, view);
  const panes = new Set<PaneOnPage>();
  let viewport: Viewport | undefined;
  let underHand: Viewport | undefined;
  const inHand = () => underHand ?? viewport;
  /** One pane alone has a pointer. */
  const takeInHand = (next: Viewport) => {
    underHand = next;
    for (const other of panes) if (other.viewport !== next) other.viewport.forgetPointer();
  };

  return {
    study,
    findings,
    view,
    thresholds: createThresholdStore(browserStorage()),
    keyImages: createKeyImageStore(study),
    annotations,
    keys: createKeyStore(),
    planes,
    looks: createLookGroup(),
    attach(name, element, show) {
      const mine = createViewport(element, tell);
      const silence = language.subscribe(() => mine.retell());
      const end = show(mine);
      const pane = { name, viewport: mine, element };
      panes.add(pane);
      element.addEventListener('pointerenter', () => takeInHand(mine));
      return () => {
        end();
        silence();
        mine.destroy();
        panes.delete(pane);
        if (underHand === mine) underHand = undefined;
      };
    },
    showImage(mine) {
      const end = showOnViewport(mine, { study, findings, view, annotations, planes });
      viewport = mine;
      return () => {
        end();
        if (viewport === mine) viewport = undefined;
      };
    },
    viewport: () => viewport,
    panes: () => [...panes],
    underHand: inHand,
    pointIntoNextPane() {
      const all = [...panes];
      const next = all[(all.findIndex(({ viewport: one }) => one === inHand()) + 1) % all.length];
      if (!next) return;
      takeInHand(next.viewport);
      next.viewport.pointBy({ x: 0, y: 0 });
      // What can have the focus about it is the pane, which has a name.
      next.element.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
    },
    stopPointing: () => [...panes].some((one) => one.viewport.stopPointing()),
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

/**
 * From which probability on a slice is shown as suspicious: as its model states, until the reader sets another. What is
 * set is kept from visit to visit, for the model it was set for: another model's probabilities mean something else.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { HEMORRHAGE_CLASSES, type HemorrhageClass } from '../base/index.ts';
import type { ModelManifest } from '../model/index.ts';

export type Thresholds = Readonly<Record<HemorrhageClass, number>>;

export interface ThresholdState {
  /** By model id; a class that is not in it has the model's own. */
  readonly own: Readonly<Record<string, Partial<Thresholds>>>;
}

export interface ThresholdStore extends Pick<
  StoreApi<ThresholdState>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** @throws {RangeError} where the threshold is not in (0, 1) */
  set(model: string, of: HemorrhageClass, threshold: number): void;
  /** Back to what the model states, for every class. */
  reset(model: string): void;
}

const KEY = 'hemolens.thresholds';
/** More likely than not. */
const UNSTATED = 0.5;

export function createThresholdStore(
  memory: Pick<Storage, 'getItem' | 'setItem'> | undefined,
): ThresholdStore {
  const store = createStore<ThresholdState>(() => ({ own: recalled(memory) }));
  const keep = (own: ThresholdState['own']) => {
    store.setState({ own });
    try {
      memory?.setItem(KEY, JSON.stringify(own));
    } catch {
      // Full, or forbidden by the browser's settings: they hold for this visit.
    }
  };
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    set(model, of, threshold) {
      if (!isThreshold(threshold))
        throw new RangeError(`A threshold lies between 0 and 1, not at ${threshold}.`);
      const { own } = store.getState();
      keep({ ...own, [model]: { ...own[model], [of]: threshold } });
    },
    reset(model) {
      const others = Object.entries(store.getState().own).filter(([id]) => id !== model);
      keep(Object.fromEntries(others));
    },
  };
}

/** In force for a model; undefined before there is one. */
export function thresholdsOf(
  { own }: ThresholdState,
  manifest: Pick<ModelManifest, 'id' | 'thresholds'> | undefined,
): Thresholds | undefined {
  if (!manifest) return undefined;
  const stated = (of: HemorrhageClass) => manifest.thresholds[HEMORRHAGE_CLASSES.indexOf(of)] ?? UNSTATED;
  const at = (of: HemorrhageClass) => own[manifest.id]?.[of] ?? stated(of);
  return {
    epidural: at('epidural'),
    intraparenchymal: at('intraparenchymal'),
    intraventricular: at('intraventricular'),
    subarachnoid: at('subarachnoid'),
    subdural: at('subdural'),
    any: at('any'),
  };
}

/** What lies in storage may be of an older program, or of somebody's hand: what is no threshold is left out. */
function recalled(memory: Pick<Storage, 'getItem'> | undefined): ThresholdState['own'] {
  try {
    const found: unknown = JSON.parse(memory?.getItem(KEY) ?? '{}');
    if (!isRecord(found)) return {};
    return Object.fromEntries(
      Object.entries(found).map(([model, own]) => [model, isRecord(own) ? ownOf(own) : {}]),
    );
  } catch {
    return {};
  }
}

function ownOf(found: Readonly<Record<string, unknown>>): Partial<Thresholds> {
  const own: Partial<Record<HemorrhageClass, number>> = {};
  for (const of of HEMORRHAGE_CLASSES) {
    const threshold = found[of];
    if (typeof threshold === 'number' && isThreshold(threshold)) own[of] = threshold;
  }
  return own;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isThreshold = (value: number) => value > 0 && value < 1;

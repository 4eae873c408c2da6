import type { StudyStore } from '../studyTypes.ts';
import { cutOf, presentCuts } from './cuts.ts';
import type { AnnotationStore } from './store.ts';

/** Nobody undoes what cannot be seen: steps go with the slices and cuts they were made on, the annotations stay. */
export function forgetStepsOfClosed(study: StudyStore, annotations: AnnotationStore): void {
  study.subscribe(({ series }, before) => {
    const { canUndo, canRedo } = annotations.getState();
    if (series === before.series || (!canUndo && !canRedo)) return;
    const slices = new Set(series.flatMap((one) => one.slices.map(({ id }) => id)));
    const cuts = new Map<string, boolean>();
    const isPresentCut = (id: string) => {
      const present = cuts.get(id) ?? presentCuts([id], series, study.frames).length > 0;
      cuts.set(id, present);
      return present;
    };
    annotations.forgetSteps((id) => !(cutOf(id) ? isPresentCut(id) : slices.has(id)));
  });
}

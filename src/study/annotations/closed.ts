import type { StudyStore } from '../studyTypes.ts';
import { slicesOf } from './cuts.ts';
import type { AnnotationStore } from './store.ts';

/** Nobody undoes what cannot be seen: steps go with the study they were made on, the annotations stay. */
export function forgetStepsOfClosed(study: StudyStore, annotations: AnnotationStore): void {
  study.subscribe((state, before) => {
    const { canUndo, canRedo } = annotations.getState();
    if (state.series === before.series || (!canUndo && !canRedo)) return;
    const open = new Set(state.series.flatMap(({ slices }) => slices.map(({ id }) => id)));
    annotations.forgetSteps((id) => !slicesOf(id).every((sliceId) => open.has(sliceId)));
  });
}

import type { StudyStore } from '../studyTypes.ts';
import type { AnnotationStore } from './store.ts';

/** Who draws on the first slice that came has chosen it. */
export function stayWhereDrawn(study: StudyStore, annotations: AnnotationStore): void {
  annotations.subscribe((state, before) => {
    if (state.drawn !== before.drawn) study.stay();
  });
}

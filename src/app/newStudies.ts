import { openStudies, type OpenStudy, type StudyStore, type ViewStore } from '../study/index.ts';
import { inform } from './messages.ts';
import { studyName } from './names.ts';
import { t } from './words/index.ts';

/**
 * Says which studies came in beside those that were open: the image on screen stays, so that nothing else tells but the list,
 * which may be out of sight.
 */
export function tellOfNewStudies(study: StudyStore, view: ViewStore): void {
  let before: ReadonlySet<string> = new Set();
  study.subscribe((state, old) => {
    if (state.intake.phase === old.intake.phase) return;
    if (state.intake.phase === 'reading') {
      before = new Set(openStudies(state).map(({ key }) => key));
    } else if (old.intake.phase === 'reading' && before.size > 0) {
      const come = openStudies(state).filter(({ key }) => !before.has(key));
      if (come.length > 0) inform(view, () => sentenceOf(come));
    }
  });
}

function sentenceOf(studies: readonly OpenStudy[]): string {
  return t('app.opened', { count: studies.length, studies: studies.map(studyName).join('; ') });
}

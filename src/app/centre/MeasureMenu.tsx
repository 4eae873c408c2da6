import { Ruler } from 'lucide-react';
import { annotationTools } from '../commands/measure.ts';
import { useView } from '../useRoom.ts';
import { ChoiceMenu } from './ChoiceMenu.tsx';
import { iconOf } from './icons.tsx';
import { t } from '../words/index.ts';

/** The tools that draw on the image; the button shows the one that the left mouse button has. */
export function MeasureMenu() {
  const dragTool = useView((state) => state.dragTool);
  const chosen = annotationTools.find(({ tool }) => tool === dragTool);
  return (
    <ChoiceMenu
      label={t('toolbar.measure')}
      hint={chosen?.label() ?? t('toolbar.measureHint')}
      face={chosen ? iconOf(chosen.id) : <Ruler size={16} aria-hidden />}
      pressed={chosen !== undefined}
      commands={annotationTools}
      chosen={chosen}
    />
  );
}

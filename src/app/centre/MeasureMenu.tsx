import { Ruler } from 'lucide-react';
import { annotationTools } from '../commands/measure.ts';
import { useView } from '../useRoom.ts';
import { ChoiceMenu } from './ChoiceMenu.tsx';
import { iconOf } from './icons.tsx';

/** The tools that draw on the image; the button shows the one that the left mouse button has. */
export function MeasureMenu() {
  const dragTool = useView((state) => state.dragTool);
  const chosen = annotationTools.find(({ tool }) => tool === dragTool);
  return (
    <ChoiceMenu
      label="Measure"
      hint={chosen?.label ?? 'Measure and annotate'}
      face={chosen ? iconOf(chosen.id) : <Ruler size={16} aria-hidden />}
      pressed={chosen !== undefined}
      commands={annotationTools}
      chosen={chosen}
    />
  );
}

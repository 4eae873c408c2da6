import { layoutCommands } from '../commands/layout.ts';
import { useView } from '../useRoom.ts';
import { ChoiceMenu } from './ChoiceMenu.tsx';
import { iconOf } from './icons.tsx';
import { t } from '../words/index.ts';

/** How many images stand side by side, and which; the button shows how it is now. */
export function LayoutMenu() {
  const layout = useView((state) => state.layout);
  const chosen = layoutCommands.find((command) => command.layout === layout);
  return (
    <ChoiceMenu
      label={t('toolbar.layout')}
      hint={t('toolbar.layoutNow', { name: chosen?.name() ?? '' })}
      face={chosen && iconOf(chosen.id)}
      commands={layoutCommands}
      chosen={chosen}
    />
  );
}

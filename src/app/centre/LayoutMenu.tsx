import { layoutCommands } from '../commands/layout.ts';
import { useView } from '../useRoom.ts';
import { ChoiceMenu } from './ChoiceMenu.tsx';
import { iconOf } from './icons.tsx';

/** How many images stand side by side, and which; the button shows how it is now. */
export function LayoutMenu() {
  const layout = useView((state) => state.layout);
  const chosen = layoutCommands.find((command) => command.layout === layout);
  return (
    <ChoiceMenu
      label="Layout"
      hint={`Layout: ${chosen?.name ?? ''}`}
      face={chosen && iconOf(chosen.id)}
      commands={layoutCommands}
      chosen={chosen}
    />
  );
}

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { Languages } from 'lucide-react';
import { useStore } from 'zustand';
import { warn } from '../messages.ts';
import { useRoom } from '../useRoom.ts';
import { chooseLanguage, language, LANGUAGE_CODES, LANGUAGES, t, type LanguageCode } from '../words/index.ts';

/** Which language the page speaks; each is named in itself. Files that are exported are the same in all. */
export function LanguageMenu() {
  const { view } = useRoom();
  const chosen = useStore(language, (state) => state.language);
  const choose = (code: LanguageCode) => {
    chooseLanguage(code).catch(() => warn(view, () => t('app.languageNotLoaded')));
  };
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Tooltip label={t('header.language')}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('header.language')}>
            <Languages size={18} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        <Menu.RadioGroup value={chosen}>
          {LANGUAGE_CODES.map((code) => (
            <Menu.RadioItem
              key={code}
              value={code}
              lang={code}
              closeMenuOnClick
              onChange={() => choose(code)}
            >
              {LANGUAGES[code].name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

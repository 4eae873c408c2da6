import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { exportPerImage, exportSubmission } from '../exports.ts';
import { useRoom } from '../useRoom.ts';

export function ExportMenu() {
  const room = useRoom();
  return (
    <Menu
      position="bottom-end"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<Download size={15} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => exportSubmission(room)}>RSNA submission CSV</Menu.Item>
        <Menu.Item onClick={() => exportPerImage(room)}>Per-image CSV</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

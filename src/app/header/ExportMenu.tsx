import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { exportAnnotations, exportPerImage, exportSubmission } from '../exports.ts';
import { exportKeyImages, exportPicture } from '../takeaway/exportPictures.ts';
import { exportStructuredReport } from '../takeaway/exportReport.ts';
import { useAnnotations, useKeyImages, useRoom, useView } from '../useRoom.ts';

export function ExportMenu() {
  const room = useRoom();
  const keys = useKeyImages(({ windows }) => windows.size);
  const drawn = useAnnotations(({ slices }) => [...slices.values()].some(({ length }) => length > 0));
  const marked = `${keys} ${keys === 1 ? 'key image' : 'key images'}`;
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
        <Menu.Label>Numbers</Menu.Label>
        <Menu.Item onClick={() => exportSubmission(room)}>RSNA submission CSV</Menu.Item>
        <Menu.Item onClick={() => exportPerImage(room)}>Per-image CSV</Menu.Item>
        <Menu.Item disabled={!drawn} onClick={() => exportAnnotations(room)}>
          Annotations JSON
        </Menu.Item>
        <Menu.Item onClick={() => void exportStructuredReport(room)}>DICOM structured report</Menu.Item>
        <Menu.Item onClick={() => room.view.setState({ report: 'shown' })}>Printable report</Menu.Item>
        <Menu.Label>Image on screen</Menu.Label>
        <Menu.Item onClick={() => void exportPicture(room, 'png')}>Picture as PNG</Menu.Item>
        <Menu.Item onClick={() => void exportPicture(room, 'dicom')}>
          Picture as DICOM Secondary Capture
        </Menu.Item>
        <Menu.Label>{keys === 0 ? 'Key images: press K on a slice' : `${marked} marked with K`}</Menu.Label>
        <Menu.Item disabled={keys === 0} onClick={() => void exportKeyImages(room, 'png')}>
          Key images as PNG
        </Menu.Item>
        <Menu.Item disabled={keys === 0} onClick={() => void exportKeyImages(room, 'dicom')}>
          Key images as DICOM Secondary Capture
        </Menu.Item>
        <Menu.Divider />
        <IdentitySwitch />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Of pictures and reports; the two tables never name the patient. */
function IdentitySwitch() {
  const { view } = useRoom();
  const leftOut = useView(({ identity }) => identity === 'left-out');
  return (
    <Menu.CheckboxItem
      checked={leftOut}
      closeMenuOnClick={false}
      onChange={(checked) => view.setState({ identity: checked ? 'left-out' : 'kept' })}
    >
      Without patient identity
    </Menu.CheckboxItem>
  );
}

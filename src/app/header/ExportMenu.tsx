import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { someDrawnOnCuts, someDrawnOnSlices } from '../../study/index.ts';
import { exportKeyImages, exportPicture } from '../takeaway/exportPictures.ts';
import { keyImageKeys } from '../takeaway/keyImageKeys.ts';
import { exportStructuredReport } from '../takeaway/exportReport.ts';
import { exportAnnotations, exportPerImage, exportSubmission } from '../takeaway/exportTables.ts';
import { useAnnotations, useKeyImages, useKeys, useRoom, useStudy, useView } from '../useRoom.ts';
import { t } from '../words/index.ts';

export function ExportMenu() {
  const room = useRoom();
  const marked = useKeyImages(({ windows }) => windows.size);
  const keys = useKeys();
  const series = useStudy((state) => state.series);
  const drawn = useAnnotations(
    (state) => someDrawnOnSlices({ series }, state) || someDrawnOnCuts({ series }, state, room.study.frames),
  );
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<Download size={15} />}>
          {t('export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('export.numbers')}</Menu.Label>
        <Menu.Item onClick={() => exportSubmission(room)}>{t('export.submission')}</Menu.Item>
        <Menu.Item onClick={() => exportPerImage(room)}>{t('export.perImage')}</Menu.Item>
        <Menu.Item disabled={!drawn} onClick={() => exportAnnotations(room)}>
          {t('export.annotations')}
        </Menu.Item>
        <Menu.Item onClick={() => void exportStructuredReport(room)}>
          {t('export.structuredReport')}
        </Menu.Item>
        <Menu.Item onClick={() => room.view.setState({ report: 'shown' })}>{t('export.printable')}</Menu.Item>
        <Menu.Label>{t('export.onScreen')}</Menu.Label>
        <Menu.Item onClick={() => void exportPicture(room, 'png')}>{t('export.picturePng')}</Menu.Item>
        <Menu.Item onClick={() => void exportPicture(room, 'dicom')}>{t('export.pictureDicom')}</Menu.Item>
        <Menu.Label>
          {marked === 0
            ? t('export.noKeyImages', { keys: keyImageKeys(keys) })
            : t('export.keyImages', { count: marked })}
        </Menu.Label>
        <Menu.Item disabled={marked === 0} onClick={() => void exportKeyImages(room, 'png')}>
          {t('export.keyImagesPng')}
        </Menu.Item>
        <Menu.Item disabled={marked === 0} onClick={() => void exportKeyImages(room, 'dicom')}>
          {t('export.keyImagesDicom')}
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
      {t('export.withoutIdentity')}
    </Menu.CheckboxItem>
  );
}

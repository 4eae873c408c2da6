/** The peer's page in `bench/viewer.ts`: dwv as its own documentation sets it up, and nothing more. */
import { App, AppOptions, ToolConfig, ViewConfig } from 'dwv';

function view(divId: string, orientation?: string): ViewConfig {
  const config = new ViewConfig(divId);
  config.orientation = orientation;
  return config;
}

function windowed(divId: string, centre: number, width: number): ViewConfig {
  const config = view(divId);
  config.windowCenter = centre;
  config.windowWidth = width;
  return config;
}

const app = new App();
const options = new AppOptions({ '*': [view('axial')] });
options.tools = { Scroll: new ToolConfig(), WindowLevel: new ToolConfig() };
app.init(options);

let dataId = '';
app.addEventListener('load', () => {
  document.body.dataset.ready = 'yes';
});
const on = (selector: string, type: string, act: (target: EventTarget | null) => void) =>
  document.querySelector(selector)?.addEventListener(type, ({ target }) => act(target));
on('input', 'change', (input) => {
  if (input instanceof HTMLInputElement) dataId = app.loadFiles([...(input.files ?? [])]);
});
on('#scroll', 'click', () => app.setTool('Scroll'));
on('#window', 'click', () => app.setTool('WindowLevel'));
/** Shows the series in these panes alone. */
function arrange(...views: ViewConfig[]): void {
  for (const pane of document.querySelectorAll('#panes > div')) {
    pane.toggleAttribute('hidden', !views.some(({ divId }) => divId === pane.id));
  }
  app.setDataViewConfigs({ [dataId]: views });
  app.render(dataId);
}

on('#one', 'click', () => arrange(view('axial')));
on('#planes', 'click', () =>
  arrange(view('axial'), view('coronal', 'coronal'), view('sagittal', 'sagittal')),
);
on('#windows', 'click', () => {
  // In step in slice, zoom and pan; each in its own window.
  app.setLayerGroupsBinders(['PositionBinder', 'ZoomBinder', 'OffsetBinder']);
  arrange(windowed('axial', 40, 80), windowed('subdural', 80, 200), windowed('bone', 600, 2800));
});

/** The peer's page in `bench/viewer.ts`: dwv as its own documentation sets it up, and nothing more. */
import { App, AppOptions, ToolConfig, ViewConfig } from 'dwv';

function view(divId: string, orientation?: string): ViewConfig {
  const config = new ViewConfig(divId);
  config.orientation = orientation;
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
on('#planes', 'click', () => {
  for (const plane of document.querySelectorAll('[hidden]')) plane.removeAttribute('hidden');
  app.setDataViewConfigs({
    [dataId]: [view('axial'), view('coronal', 'coronal'), view('sagittal', 'sagittal')],
  });
  app.render(dataId);
});

import packageJson from '../../package.json' with { type: 'json' };

/** Name and version of this program, as page and reports quote it. */
export const software = `${packageJson.name} ${packageJson.version}`;

import packageJson from '../package.json' with { type: 'json' };

/** Name and version of this program, as reports state them. */
export const SOFTWARE = `${packageJson.name} ${packageJson.version}`;

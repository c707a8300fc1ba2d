/** Lets Node find our modules as the bundler does: without the ending of their names, and JSON among them. */
import { registerHooks } from 'node:module';

// Packages are those of the pages, also for tests.
const WEB = new URL('../../web/package.json', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.endsWith('.json')) return { ...next(specifier, context), importAttributes: { type: 'json' } };
    if (/^[@a-z]/.test(specifier) && !specifier.includes(':')) return next(specifier, { ...context, parentURL: WEB });
    if (!/^\.{1,2}\//.test(specifier) || /\.\w+$/.test(specifier)) return next(specifier, context);
    return next(`${specifier}.ts`, context);
  },
});

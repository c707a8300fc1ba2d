import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
const WEB = pathToFileURL('/work/wt/plugin/web/src/main.tsx').href;
registerHooks({
  resolve(specifier, context, next) {
    if (/^\.\.?\//.test(specifier) && !/\.\w+$/.test(specifier)) return next(`${specifier}.ts`, context);
    if (/^[a-z@]/.test(specifier) && !specifier.startsWith('node:')) return next(specifier, { ...context, parentURL: WEB });
    return next(specifier, context);
  },
});

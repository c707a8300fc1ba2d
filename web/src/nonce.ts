/**
 * Gives the page's CSP nonce to every <style> that a library makes.
 *
 * Monaco and Radix write style sheets at run time and take no nonce; the policy has no 'unsafe-inline' for them.
 * Imported first, before any of them runs.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
const create = document.createElement.bind(document);

if (nonce) {
  document.createElement = (tag: string, options?: ElementCreationOptions) => {
    const element = create(tag, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}

/** Drawable: all that is needed of a query and its answer to draw it; loaded when the panel is opened. */
export { network } from './reading';
export { rewriting } from './rewriting';
export { stripped } from './stripping';

import type { NodeSingular, StylesheetJson } from 'cytoscape';

import { appearance, SHAPES, type Shape } from './appearance';
import type { Side } from './labelling';
import type { Palette } from './palette';

/** The font of labels: the reader's own, as on the rest of the page. */
export const FONT = 'system-ui, sans-serif';
/** How high a letter is on the screen, on vertices and on edges, and a line in letters. */
export const LETTER = 12;
export const SMALL = 10.5;
export const LINE = 1.2;

/** How Cytoscape paints what canvas.ts gives it. */
export function stylesheet(colours: Palette): StylesheetJson {
  const colour = (type: string) => colours[appearance(type).colour];
  return [
    {
      selector: 'node',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        shape: form,
        'shape-polygon-points': points,
        'background-color': (node: NodeSingular) => colour(node.data('type')),
        'border-width': 2,
        'border-color': colours.paper,
        label: 'data(text)',
        color: colours.ink,
        'font-family': FONT,
        'font-size': 'data(letter)',
        'text-wrap': 'wrap',
        'text-max-width': '100000px',
        'line-height': LINE,
        'text-valign': data('valign'),
        'text-halign': data('halign'),
        'text-margin-x': data('marginX'),
        'text-margin-y': data('marginY'),
        'text-outline-color': colours.paper,
        'text-outline-width': 'data(halo)',
        'text-outline-opacity': 0.9,
        'text-events': 'yes',
        'overlay-opacity': 0,
        'z-index': data('level'),
      },
    },
    {
      selector: 'edge',
      style: {
        width: 1.4,
        'line-color': colours.line,
        'curve-style': 'bezier',
        'control-point-step-size': 28,
        label: 'data(text)',
        color: colours.soft,
        'font-family': FONT,
        'font-size': 'data(letter)',
        'text-rotation': 'autorotate',
        'text-background-color': colours.paper,
        'text-background-opacity': 0.92,
        'text-background-padding': '1px',
        'overlay-opacity': 0,
        'z-index': 1,
      },
    },
    {
      // A property leads from one to the other; a tie of its own joins both.
      selector: 'edge[?directed]',
      style: { 'target-arrow-shape': 'triangle', 'target-arrow-color': colours.line, 'arrow-scale': 1.1 },
    },
    { selector: '.dim', style: { opacity: 0.12 } },
    {
      selector: 'edge.lit',
      style: { 'line-color': colours.accent, 'target-arrow-color': colours.accent, width: 2.2, 'z-index': 3 },
    },
    { selector: 'node.expanded', style: { 'border-width': 3, 'border-color': colours.ink, 'border-style': 'dotted' } },
    {
      selector: 'node.chosen',
      style: {
        'border-width': 3,
        'border-style': 'solid',
        'border-color': colours.accent,
        'underlay-color': colours.accent,
        'underlay-opacity': 0.22,
        'underlay-padding': 7,
        'underlay-shape': 'ellipse',
        'font-weight': 'bold',
        'z-index': 5,
      },
    },
  ];
}

function form(node: NodeSingular): 'ellipse' | 'round-rectangle' | 'polygon' {
  const form = SHAPES[node.data('shape') as Shape];
  return typeof form === 'string' ? form : 'polygon';
}

function points(node: NodeSingular): string {
  const form = SHAPES[node.data('shape') as Shape];
  return typeof form === 'string' ? '-1 -1 1 -1 0 1' : form.join(' ');
}

/** How Cytoscape is told on which side of its vertex a label stands. */
export function beside(side: Side, gap: number) {
  const [right, down] = { below: [0, 1], above: [0, -1], left: [-1, 0], right: [1, 0] }[side] as [number, number];
  return {
    gap,
    halign: ['left', 'center', 'right'][right + 1],
    valign: ['top', 'center', 'bottom'][down + 1],
    marginX: right * gap,
    marginY: down * gap,
  };
}

/** What an element's own data says, of whatever type it is. */
function data<Value>(name: string): (element: NodeSingular) => Value {
  return (element) => element.data(name);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { appearance, outline, SHAPES, TYPES, type Shape } from '../../web/src/network/appearance';
import { bounds, fitted, nearestRoom, overlap, Room, thatWay } from '../../web/src/network/boxes';
import { labelled } from '../../web/src/network/labelling';
import { isCodeList, kindName, propertyName, properties, relationName } from '../../web/src/network/naming';
import { svg, type Picture } from '../../web/src/network/picture';
import model from '../../web/src/network/model.json';
import { texts } from '../../web/src/network/texts';
import { wrapped } from '../../web/src/network/wrapping';

const letters = (text: string) => [...text].length;

test('a label is broken between words, and a preposition of one letter begins its line', () => {
  assert.deepEqual(wrapped('Miejski Ośrodek Pomocy Społecznej w Łęcznej', 18, 4, letters), ['Miejski Ośrodek', 'Pomocy Społecznej', 'w\u00A0Łęcznej']);
});

test('what has no room ends in an ellipsis, and no line is too wide', () => {
  const lines = wrapped('Europejskie standardy w pracy Miejskiego Ośrodka Pomocy Społecznej', 14, 3, letters);
  assert.equal(lines.length, 3);
  assert.match(lines[2]!, /…$/);
  for (const line of lines) assert.ok(letters(line) <= 14, line);
});

test('a word too wide is cut, at its hyphens if it has any, never through a letter', () => {
  assert.deepEqual(wrapped('Polityczno-społeczny', 12, 3, letters), ['Polityczno-', 'społeczny']);
  assert.deepEqual(wrapped('aaaaaaaaaa', 4, 3, letters), ['aaaa', 'aaaa', 'aa']);
  assert.ok(wrapped('😀😀😀😀', 1, 9, (text) => text.length / 2).every((line) => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(line)));
  assert.deepEqual(wrapped('  ', 10, 3, letters), []);
});

test('there is room where nothing lies, and a vertex finds some nearby', () => {
  const room = new Room();
  room.add({ x: 0, y: 0, width: 100, height: 20 });
  assert.equal(room.isFree({ x: 60, y: 0, width: 30, height: 20 }), false);
  assert.equal(room.isFree({ x: 70, y: 0, width: 30, height: 20 }), true);
  for (let count = 0; count < 25; count += 1) {
    const size = { width: 80, height: 40 };
    const point = nearestRoom(room, { x: 0, y: 0 }, size, 60);
    assert.ok(room.isFree({ ...point, ...size }));
    assert.ok(Math.hypot(point.x, point.y) < 600);
    room.add({ ...point, ...size });
  }
});

test('arrow keys lead to the nearest vertex that way, or nowhere', () => {
  const points = new Map([['right', { x: 50, y: 5 }], ['far', { x: 200, y: 0 }], ['up', { x: 0, y: -40 }]]);
  assert.equal(thatWay(points, { x: 0, y: 0 }, 'ArrowRight'), 'right');
  assert.equal(thatWay(points, { x: 0, y: 0 }, 'ArrowUp'), 'up');
  assert.equal(thatWay(points, { x: 0, y: 0 }, 'ArrowDown'), null);
  assert.equal(thatWay(points, { x: 0, y: 0 }, 'Enter'), null);
});

test('a picture is shown whole, and not too near', () => {
  const boxes = [{ x: 0, y: 0, width: 10, height: 10 }, { x: 1000, y: 100, width: 10, height: 10 }];
  const { zoom, pan } = fitted(boxes, 600, 400, 1.25);
  for (const { x, y } of boxes) {
    assert.ok(x * zoom + pan.x > 0 && x * zoom + pan.x < 600);
    assert.ok(y * zoom + pan.y > 0 && y * zoom + pan.y < 400);
  }
  assert.equal(fitted(boxes.slice(0, 1), 600, 400, 1.25).zoom, 1.25);
});

test('no label lies on another or on a vertex, and the more important one has the room', () => {
  const label = (id: string, x: number) => ({ id, at: { x, y: 0 }, radius: 10, width: 90, height: 15, isMain: false });
  const vertices = [0, 25, 50, 75].map((x) => ({ x, y: 0, width: 20, height: 20 }));
  const labels = [label('a', 0), label('b', 25), label('c', 50), label('d', 75)];
  const { sides } = labelled(labels, vertices, []);
  assert.equal(sides.get('a'), 'below');
  assert.ok(sides.size < 4);
});

test('a line has its label only where there is room between its vertices', () => {
  const line = (id: string, x: number) => ({ id, from: { x: 0, y: 0 }, to: { x, y: 0 }, covered: 20, width: 50, height: 10 });
  assert.deepEqual([...labelled([], [], [line('long', 100), line('short', 60)]).told], ['long']);
  const behind = { x: 50, y: 0, width: 20, height: 20 };
  assert.deepEqual([...labelled([], [behind], [line('long', 100)]).told], []);
});

test('boxes that touch do not overlap, and bounds hold them all', () => {
  const [a, b] = [{ x: 0, y: 0, width: 10, height: 10 }, { x: 10, y: 4, width: 10, height: 10 }];
  assert.equal(overlap(a, b), false);
  assert.deepEqual(bounds([a, b]), { x: 5, y: 2, width: 20, height: 14 });
});

test('every type of the model has a look of its own, and a name in both languages', () => {
  const concrete = Object.keys(model.kinds).filter((name) => !['Organization', 'Place'].includes(name));
  assert.deepEqual([...TYPES].sort(), [...concrete].sort());
  const looks = TYPES.map((type) => JSON.stringify(appearance(type)));
  assert.equal(new Set(looks).size, looks.length);
  assert.equal(kindName('Institution', 'pl'), 'instytucja');
  assert.equal(kindName('SomethingNew', 'en'), 'something new');
});

test('relations and roles are called what the model calls them', () => {
  assert.equal(relationName('TWIN_TOWNS', 'pl'), 'miasta partnerskie');
  assert.equal(relationName('COORDINATOR', 'en'), 'coordinator');
  assert.equal(relationName('participation', 'pl'), 'udział');
  assert.equal(relationName('targetGroups', 'pl', 'Project'), 'grupa docelowa');
  assert.equal(relationName('parent', 'pl', 'City'), 'leży w');
  assert.equal(relationName('parent', 'pl', 'Institution'), 'jednostka nadrzędna');
  assert.equal(relationName('SOMETHING_NEW', 'pl'), 'something new');
  assert.equal(propertyName('Project', 'startDate', 'en'), 'start date');
});

test('a card asks for what an entity itself has; what it holds is known how to show', () => {
  const names = properties('Project').map(({ name }) => name);
  assert.ok(names.includes('budget') && names.includes('coFinancingRate'));
  assert.ok(!names.includes('participations'));
  const plain = new Set(['text', 'url', 'flag', 'money', 'identifiers', 'parties', 'link', 'links']);
  for (const type of TYPES) for (const { holds } of properties(type)) assert.ok(plain.has(holds) || isCodeList(holds), holds);
});

test('texts say what is put into them, in each language', () => {
  assert.equal(texts('en')('cut', { n: 300, m: 412 }), '300 of 412 drawn: the best connected');
  assert.equal(texts('pl')('progress', { n: 25, total: 240 }), '25 z 240');
});

test('a picture is well-formed SVG, whatever the labels are', () => {
  const text = { lines: ['<b>&"', 'drugi\u0000'], at: { x: 1, y: 2 }, anchor: 'middle', letter: 12, colour: '#000', turn: 0 } as const;
  const picture: Picture = {
    frame: { x: 0, y: 0, width: 100, height: 50 },
    paper: '#fff',
    vertices: (Object.keys(SHAPES) as Shape[]).map((shape) => ({ id: shape, shape, x: 0, y: 0, size: 20, fill: '#123456', text: { ...text, lines: [...text.lines] } })),
    edges: [{ path: [{ x: 0, y: 0 }, { x: 5, y: 5 }, { x: 9, y: 0 }], colour: '#abc', width: 1, directed: true, text: null }],
  };
  const made = svg(picture, 'Powiązania <&>');
  assert.match(made, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="-50 -25 100 50"/);
  assert.match(made, /<title>Powiązania &lt;&amp;&gt;<\/title>/);
  assert.match(made, /&lt;b&gt;&amp;&quot;<\/tspan>/);
  assert.ok(!made.includes('\u0000'));
  assert.equal(made.match(/<text/g)?.length, Object.keys(SHAPES).length);
  for (const shape of Object.keys(SHAPES) as Shape[]) assert.match(outline(shape, 0, 0, 10), /^<(ellipse|rect|polygon) /);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bestConnected, filtered } from '../../web/src/network/choice';
import { collapsed, expanded, progress, undone, UNEXPLORED, type Page } from '../../web/src/network/exploration';
import { components, degrees, edgeId, page, united, type Edge, type Network } from '../../web/src/network/graph';
import { pageOfTies } from '../../web/src/network/ties';

function network(ids: string, ...pairs: string[]): Network {
  const vertices = [...ids].map((id) => ({ id, type: id < 'n' ? 'City' : 'Project', label: id, href: page(id) }));
  return { vertices, edges: pairs.map(edge) };
}

function edge(pair: string): Edge {
  const [source, target] = [...pair] as [string, string];
  const ends = { source, target, relation: 'PARTNER' };
  return { ...ends, id: edgeId(ends), label: 'PARTNER' };
}

function ids({ vertices }: Network): string {
  return vertices.map(({ id }) => id).join('');
}

function step(of: string, ids: string, next: string | null = null): Page {
  return { of, network: network(of + ids, ...[...ids].map((id) => of + id)), ties: ids.length, total: 10, next };
}

test('networks become one: what is in several is there once, an edge has both its ends', () => {
  const made = united(network('ab', 'ab', 'ax'), network('bc', 'ba', 'bc'));
  assert.equal(ids(made), 'abc');
  assert.deepEqual(made.edges.map(({ id }) => id), ['PARTNER a b', 'PARTNER b c']);
});

test('a tie has one id from whichever end it is seen, and two ties of the same ends have two', () => {
  assert.equal(edgeId({ source: 'a', target: 'b', relation: 'x' }), edgeId({ source: 'b', target: 'a', relation: 'x' }));
  assert.notEqual(edgeId({ source: 'a', target: 'b', relation: 'x', via: 'v' }), edgeId({ source: 'a', target: 'b', relation: 'x', via: 'w' }));
});

test('an edge counts at both its ends, and once at a vertex that it joins with itself', () => {
  assert.deepEqual([...degrees(network('abc', 'ab', 'bc', 'cc'))], [['a', 1], ['b', 2], ['c', 2]]);
});

test('the address of a page keeps the slash of an id and nothing else that an address would mean', () => {
  assert.equal(page('organization/a?b#c ł'), 'page/organization/a%3Fb%23c%20%C5%82');
});

test('what nothing joins is apart, the largest part first', () => {
  assert.deepEqual(components(network('abcdef', 'bc', 'ce')).map(ids), ['bce', 'a', 'd', 'f']);
});

test('of too many vertices the best connected are drawn, in their own order', () => {
  const many = network('abcdef', 'fa', 'fb', 'fc', 'ed', 'ec');
  assert.equal(ids(bestConnected(many, 3)), 'cef');
  assert.deepEqual(bestConnected(many, 3).edges.map(({ id }) => id), ['PARTNER c f', 'PARTNER c e']);
  assert.equal(bestConnected(many, 6), many);
});

test('what is to be kept is drawn, however few edges it has', () => {
  assert.equal(ids(bestConnected(network('abcdef', 'fa', 'fb', 'fc'), 2, new Set('d'))), 'df');
});

test('a type that is hidden takes its edges along', () => {
  const left = filtered(network('abxy', 'ab', 'ax', 'xy'), new Set(['Project']));
  assert.equal(ids(left), 'ab');
  assert.equal(left.edges.length, 1);
});

test('a vertex is expanded page by page', () => {
  assert.equal(progress(UNEXPLORED, 'a'), null);
  const once = expanded(UNEXPLORED, step('a', 'bcd', 'cursor'));
  assert.deepEqual(progress(once, 'a'), { seen: 3, total: 10, next: 'cursor' });
  assert.deepEqual(progress(expanded(once, step('a', 'ef')), 'a'), { seen: 5, total: 10, next: null });
});

test('who collapses a vertex loses what was expanded from there, but not what is there otherwise', () => {
  let explored = [step('a', 'bc'), step('b', 'd'), step('d', 'e'), step('z', 'y')].reduce(expanded, UNEXPLORED);
  explored = collapsed(explored, network('az'), 'a');
  assert.deepEqual(explored.pages.map(({ of }) => of), ['z']);
  const kept = [step('a', 'bc'), step('b', 'd')].reduce(expanded, UNEXPLORED);
  assert.deepEqual(collapsed(kept, network('ab'), 'a').pages.map(({ of }) => of), ['b']);
});

test('each step can be undone, a collapse too, and nothing more than there was', () => {
  const once = expanded(UNEXPLORED, step('a', 'b'));
  assert.deepEqual(undone(collapsed(once, network('a'), 'a')), once);
  assert.deepEqual(undone(once), UNEXPLORED);
  assert.deepEqual(undone(UNEXPLORED), UNEXPLORED);
});

test('ties are edges to the neighbours, with the role as what stands on them', () => {
  const entity = (id: string) => ({ __typename: 'City', id, label: id });
  const pageInfo = { hasNextPage: true, endCursor: 'c' };
  const tie = { relation: 'participation', role: 'HOST', via: entity('v'), entity: entity('b') };
  const parent = { relation: 'parent', role: null, via: null, entity: entity('c') };
  const child = { ...parent, entity: { ...entity('d'), parent: { id: 'a' } } };
  const office = { ...parent, relation: 'place', entity: { ...entity('e'), __typename: 'Institution' } };
  const made = pageOfTies('a', { node: entity('a'), ties: { totalCount: 7, pageInfo, nodes: [tie, parent, child, office] } });
  assert.equal(ids(made.network), 'abcde');
  assert.deepEqual(made.network.edges.map(({ source, target }) => source + target), ['ab', 'ac', 'da', 'ea']);
  assert.deepEqual(made.network.edges.slice(0, 2).map(({ id, label }) => [id, label]), [['v a b', 'HOST'], ['parent a c', 'parent']]);
  assert.deepEqual([made.ties, made.total, made.next], [4, 7, 'c']);
  assert.throws(() => pageOfTies('a', { node: null, ties: null }), /a/);
});

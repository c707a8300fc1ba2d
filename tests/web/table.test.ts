import assert from 'node:assert/strict';
import { test } from 'node:test';

import { csv, rows } from '../../web/src/network/table';

test('an answer is a table: one row for each item, what stands beside a list in each of its rows', () => {
  const answer = {
    projects: { totalCount: 2, nodes: [{ title: 'A', budget: { amount: '1.50', currency: 'PLN' } }, { title: 'B', budget: null }] },
  };
  assert.deepEqual(rows(answer), [
    { 'projects.totalCount': 2, 'projects.title': 'A', 'projects.budget.amount': '1.50', 'projects.budget.currency': 'PLN' },
    { 'projects.totalCount': 2, 'projects.title': 'B', 'projects.budget': null },
  ]);
});

test('lists in lists are joined with what they belong to, lists side by side stand below each other', () => {
  const answer = {
    city: { name: 'Łęczna', a: [{ x: 1 }, { x: 2 }], b: { edges: [{ node: { y: 3, deep: [{ z: 4 }, { z: 5 }] } }] }, none: [] },
  };
  assert.deepEqual(rows(answer), [
    { 'city.name': 'Łęczna', 'city.a.x': 1 },
    { 'city.name': 'Łęczna', 'city.a.x': 2 },
    { 'city.name': 'Łęczna', 'city.b.y': 3, 'city.b.deep.z': 4 },
    { 'city.name': 'Łęczna', 'city.b.y': 3, 'city.b.deep.z': 5 },
  ]);
});

test('nothing is no table, and a list of plain values is one cell', () => {
  assert.deepEqual([rows(null), rows(undefined), rows('x')], [[], [], []]);
  assert.deepEqual(rows({ topics: ['a', 'b'], one: null }), [{ topics: 'a; b', one: null }]);
});

test('cells are quoted where CSV needs it, and every row has every column', () => {
  assert.equal(csv([{ a: 'x,"y"\nz', b: 1 }, { c: true }]), '\uFEFFa,b,c\r\n"x,""y""\nz",1,\r\n,,true\r\n');
});

test('no cell is a formula, yet numbers stay numbers', () => {
  for (const formula of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '＝1', ' =1', '-x', '+48 81 462 32 00']) {
    assert.match(csv([{ a: formula }]).split('\r\n').slice(1).join('\r\n'), /^"?'/, formula);
  }
  for (const value of ['-12.50', '+3', 'a=b', '2008-05', '1 140']) assert.ok(csv([{ a: value }]).endsWith(`\r\n${value}\r\n`), value);
  assert.ok(csv([{ a: -5 }]).endsWith('\r\n-5\r\n'));
});

test('the names of columns are no formulas either', () => {
  assert.ok(csv([{ '=cmd': 1 }]).startsWith("\uFEFF'=cmd"));
});

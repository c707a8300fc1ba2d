/** The session: what was asked for last in each tab of the editor, and what can be drawn of its answer. */
import type { GraphQLSchema } from 'graphql';

import type { Network } from '../network/graph';
import type { View } from '../network/view';

/** A request as the reader made it. */
export interface Asked {
  query: string;
  variables?: unknown;
  operationName?: string | null;
}

/** Why there is no drawing; `unread` if the answer was not asked for in a way that it could be drawn. */
export type Why = 'nothingAsked' | 'unread' | 'invalid' | 'nothing' | 'none' | 'refused' | 'errors' | 'failed';

export interface Drawn {
  asked: Asked;
  network?: Network;
  /** The `data` that is shown. */
  data?: unknown;
  why?: Why;
}

export class Session {
  /** Whether the panel is open: else nothing is added to requests. */
  isOpen = false;
  schema: GraphQLSchema | undefined;
  /** The id of the tab in which the reader is. */
  tab = '';
  /** What a link asks for that brought the reader here, and what it shows of the answer. */
  shared: { query: string; view: View } | undefined;
  private readonly drawn = new Map<string, Drawn>();
  private readonly newest = new Map<string, symbol>();
  private readonly listeners = new Set<() => void>();

  /** What the answer in the open tab is drawn as. */
  readonly current = (): Drawn | undefined => this.drawn.get(this.tab);

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Says that something is asked in the open tab. Returns what puts down the answer, unless more has been asked there. */
  asks(): (drawn: Drawn) => void {
    const [tab, turn] = [this.tab, Symbol()];
    this.newest.set(tab, turn);
    return (drawn) => this.newest.get(tab) === turn && this.put(tab, drawn);
  }

  /** Puts another drawing in the place of one, if it is there still. */
  replace(drawn: Drawn, by: Drawn): void {
    for (const [tab, each] of this.drawn) if (each === drawn) this.put(tab, by);
  }

  /** Says where the reader is now. */
  at(tab: string, schema: GraphQLSchema | null | undefined, isOpen: boolean): void {
    [this.tab, this.schema, this.isOpen] = [tab, schema ?? undefined, isOpen];
    this.changed();
  }

  /** The view that was shared of a drawing. */
  sharedOf({ asked }: Drawn): View | undefined {
    return asked.query === this.shared?.query ? this.shared.view : undefined;
  }

  private put(tab: string, drawn: Drawn): void {
    this.drawn.set(tab, drawn);
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

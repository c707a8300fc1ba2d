import { useEffect, useId, useState, type KeyboardEvent } from 'react';

import { kindName } from '../network/naming';
import { LONGEST } from './address';
import { ask } from './ask';
import { called, usePage } from './page';
import { hasWords, suggesting, type Named, type Suggested } from './questions';
import { capital } from './shown';

const PATIENCE = 150; // milliseconds after the last key
const MOST = 8;

type Option = Suggested['search']['nodes'][number];

export interface Chosen {
  /** What stands in the box. */
  text: string;
  /** The entity that is meant, once one is chosen. */
  id: string;
}

interface Props {
  label: string;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  /** Whether the reader is to go on here. */
  isNext?: boolean;
}

/** A text box that suggests entities while one types: a combobox with a list box, as ARIA describes it. */
export function Combobox({ label, chosen, choose, isNext = false }: Props) {
  const { language, say } = usePage();
  const [isOpen, open] = useState(false);
  const [options, setOptions] = useState<Option[]>();
  const [active, setActive] = useState(-1);
  const id = useId();
  const text = chosen.text.trim();

  useEffect(() => {
    if (!isOpen || !hasWords(text)) return setOptions(undefined);
    const controller = new AbortController();
    const timer = setTimeout(() => {
      ask<Suggested>(suggesting(text, MOST, language), controller.signal).then(
        ({ data }) => {
          setOptions(data.search.nodes);
          setActive(-1);
        },
        () => controller.signal.aborted || setOptions(undefined), // whoever asks for the way is told what is wrong
      );
    }, PATIENCE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [isOpen, text, language]);

  const listed = isOpen && options ? options : [];

  function take(option: Option) {
    choose({ text: called(option, language), id: option.id });
    open(false);
  }

  function press(event: KeyboardEvent) {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      if (!isOpen) return open(true);
      // One place more than there are options: that of the box itself.
      setActive((at) => ((at + 1 + move + listed.length + 1) % (listed.length + 1)) - 1);
    } else if (event.key === 'Enter' && listed[active]) {
      event.preventDefault();
      take(listed[active]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      open(false);
    }
  }

  return (
    <div className="combobox">
      <label htmlFor={`${id}box`}>{label}</label>
      <input
        id={`${id}box`}
        type="text"
        role="combobox"
        value={chosen.text}
        maxLength={LONGEST}
        autoComplete="off"
        autoFocus={isNext}
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={listed.length > 0}
        aria-controls={`${id}list`}
        aria-activedescendant={listed[active] ? `${id}${active}` : undefined}
        onChange={(event) => {
          choose({ text: event.target.value, id: '' });
          open(true);
        }}
        onKeyDown={press}
        onBlur={() => open(false)}
      />
      <ul role="listbox" id={`${id}list`} aria-label={say('suggestions')} hidden={!listed.length}>
        {listed.map((option, at) => (
          <li
            key={option.id}
            id={`${id}${at}`}
            role="option"
            aria-selected={at === active}
            onMouseDown={(event) => event.preventDefault()} // else the box would lose the focus first
            onClick={() => take(option)}
          >
            <span>{called(option, language)}</span> <small>{told(option)}</small>
          </li>
        ))}
      </ul>
      <p className="unseen" role="status">
        {isOpen && options && say(options.length ? 'counted' : 'noSuggestion', { n: options.length })}
      </p>
      {isOpen && options?.length === 0 && (
        <p className="hint" aria-hidden="true">
          {say('noSuggestion')}
        </p>
      )}
    </div>
  );

  /** What tells apart two that are called alike: their kind, and where they are. */
  function told(option: Option): string {
    const where: Named | null | undefined = option.place ?? option.country;
    const kind = capital(kindName(option.__typename, language));
    return where ? `${kind}, ${called(where, language)}` : kind;
  }
}

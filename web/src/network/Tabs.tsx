import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';

interface TabsProps {
  titles: readonly string[];
  contents: readonly (() => ReactNode)[];
}

/** Panels of which one is seen; the arrow keys go from tab to tab. */
export function Tabs({ titles, contents }: TabsProps) {
  const id = useId();
  const [open, setOpen] = useState(0);

  function press(event: KeyboardEvent<HTMLDivElement>) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (open + step + titles.length) % titles.length;
    setOpen(next);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  }

  return (
    <div className="network-tabs">
      <div role="tablist" onKeyDown={press}>
        {titles.map((title, at) => (
          <button
            key={title}
            type="button"
            role="tab"
            id={`${id}-tab-${at}`}
            aria-selected={at === open}
            aria-controls={`${id}-panel`}
            tabIndex={at === open ? 0 : -1}
            onClick={() => setOpen(at)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${open}`}>
        {contents[open]?.()}
      </div>
    </div>
  );
}

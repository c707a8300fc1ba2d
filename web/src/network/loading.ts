import { useEffect, useState, type FunctionComponent } from 'react';

import type { ConnectionsProps } from './Connections';

/**
 * What draws, once it is loaded.
 *
 * Not by `lazy` and `Suspense`: React shows nothing of these until 0.3 s after their fallback, though it be there.
 */
export function useConnections(): FunctionComponent<ConnectionsProps> | undefined {
  const [Connections, setConnections] = useState<FunctionComponent<ConnectionsProps>>();
  useEffect(() => {
    void import('./Connections').then((loaded) => setConnections(() => loaded.Connections));
  }, []);
  return Connections;
}

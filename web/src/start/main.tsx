import '../nonce';

import { createRoot } from 'react-dom/client';

// The style of the pages of entities: this one is one of them.
import '../../../serving/pages/templates/page.css';
import './start.css';

import { Start } from './Start';

createRoot(document.getElementById('start')!).render(<Start />);

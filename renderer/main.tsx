import 'dayjs/locale/zh-cn';
import { createRoot } from 'react-dom/client';
import './app/app.css';
import { App } from './app/App.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);

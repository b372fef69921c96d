import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Desktop, Transport } from '../../shared/contract/transport.ts';
import { portTransport } from '../hosts/port-transport.ts';
import type { Wire } from '../hosts/port.ts';

/** Puts exactly `window.taizhang = { transport, desktop }` on the page: no channel name, no Node, no path goes through by itself. */

const port = portTransport();

function wireOf(domPort: MessagePort): Wire {
  return {
    post: (message) => domPort.postMessage(message),
    onMessage: (listener) => {
      domPort.onmessage = ({ data }) => listener(data);
      domPort.start();
    },
    onClose: () => undefined,
  };
}

ipcRenderer.on('core.port', ({ ports }) => {
  const [given] = ports;
  if (given) port.connect(wireOf(given));
});
ipcRenderer.on('core.lost', (_event, sentence: string, then: 'restarting' | 'gone') => port.lost(sentence, then));
ipcRenderer.send('core.connect');

const on = (channel: string, listener: (word: string) => void): (() => void) => {
  const heard = (_event: unknown, word: unknown): void => listener(String(word));
  ipcRenderer.on(channel, heard);
  return () => void ipcRenderer.off(channel, heard);
};

const transport: Transport = {
  send: (procedure, input) => port.send(procedure, input),
  subscribe: (listener) => port.subscribe(listener),
};

const desktop: Desktop = {
  pickFolder: (options) => ipcRenderer.invoke('desktop.pickFolder', options),
  pickFile: (options) => ipcRenderer.invoke('desktop.pickFile', options),
  pickSaveFile: (options) => ipcRenderer.invoke('desktop.pickSaveFile', options),
  reveal: (path) => ipcRenderer.invoke('desktop.reveal', path),
  openDocument: (documentId) => ipcRenderer.invoke('desktop.openDocument', documentId),
  revealDocument: (documentId) => ipcRenderer.invoke('desktop.revealDocument', documentId),
  pathOfDropped: (file) => webUtils.getPathForFile(file as File),
  onCommand: (listener) => on('desktop.command', listener),
  onOpenArchive: (listener) => on('desktop.openArchive', listener),
};

contextBridge.exposeInMainWorld('taizhang', { transport, desktop });

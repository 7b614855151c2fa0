import './trusted-types.ts';
import './ui/style/tokens.css';
import './ui/style/base.css';
import { mount } from 'svelte';
import AppView from './ui/App.svelte';
import { App } from './ui/state/app.svelte.ts';
import { updates } from './ui/state/updates.svelte.ts';
import { startEngine } from './worker/client.ts';

const app = new App(startEngine());
app.start();
mount(AppView, { target: document.getElementById('app')!, props: { app } });
void updates.start();

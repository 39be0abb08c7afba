import '../styles/index.css'
import { mount } from 'svelte'
import App from '../App.svelte'
import { openLab } from '../state/open.ts'
import { paintCachedTheme } from '../state/theme.svelte.ts'
import { fakeLab } from './fake-lab.ts'

// The whole renderer before a fake lab: `testing/index.html?runs=first`, `?runs=5000`, `?theme=dark`. Served by `vite renderer`, never built.
const search = new URLSearchParams(location.search)
const wish = search.get('runs') ?? 'some'
const runs = wish === 'first' || wish === 'some' ? wish : Number(wish)
const theme = search.get('theme')

paintCachedTheme()
const target = document.getElementById('app')
if (target === null) throw new Error('index.html has no #app')
mount(App, { target })
await openLab(fakeLab({ runs, remembered: theme === null ? {} : { theme } }).client)

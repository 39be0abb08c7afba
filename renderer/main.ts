import './styles/index.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { openDoor } from './state/door.ts'
import { openLab } from './state/open.ts'
import { paintCachedTheme } from './state/theme.svelte.ts'

paintCachedTheme()
const target = document.getElementById('app')
if (target === null) throw new Error('index.html has no #app')
mount(App, { target })

const client = await openDoor()
if (client !== null) await openLab(client)

import '../styles/index.css'
import { mount } from 'svelte'
import Gallery from './Gallery.svelte'

// Every control in its states, to look at: `testing/gallery.html?theme=dark`.
document.documentElement.dataset.theme = new URLSearchParams(location.search).get('theme') ?? 'light'
const target = document.getElementById('app')
if (target === null) throw new Error('gallery.html has no #app')
mount(Gallery, { target })

import { createApp } from 'vue';
import App from './App.vue';
import { firstLang, i18n, setLang } from './i18n';
import { router } from './router';
import { loadCities } from './stores/session';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';

await Promise.all([setLang(firstLang(location.search)), loadCities()]);
createApp(App).use(i18n).use(router).mount('#app');
